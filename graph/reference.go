package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Reference is what a caller typed to mean something: an id, a name, an
// acronym, an identifier, or scheme:value for an identifier and nothing else.
type Reference struct {
	Text     string
	Kinds    []Kind   // what it may mean; nil: any node
	Lang     Language // decides between equals, and excludes nothing; empty: undecided
	Argument string   // where it was typed, for errors
	// Many admits several meanings where Text is a mapping of themes, such as
	// sdg:16.
	Many bool
}

// Resolution is what a reference means.
type Resolution struct {
	Reference Reference
	IDs       []ID    // one, or several if Reference.Many; none where Err says why
	Matched   Match   // by what the first id was found
	Also      []Match // what lower ranks, or the same rank in another language, would have meant: one for each id
	Err       *Error  // AMBIGUOUS_REFERENCE or UNKNOWN_REFERENCE
}

// ID returns the one id that the reference means, or the empty one.
func (r *Resolution) ID() ID {
	if len(r.IDs) == 0 {
		return ""
	}
	return r.IDs[0]
}

// Lookup finds what keys can refer to; Store.Lookup is one.
type Lookup func(ctx context.Context, keys []string) (map[string][]Match, error)

// Resolve says what each reference means, in order. References are resolved by
// rank (see RefRank): the best rank at which anything of the right kind matches
// wins, and ambiguity exists only within it. The error is the lookup's own; a
// reference that cannot be resolved carries its error in the resolution.
func Resolve(ctx context.Context, lookup Lookup, refs []Reference) ([]Resolution, error) {
	if len(refs) == 0 {
		return nil, nil
	}
	var keys []string
	for _, ref := range refs {
		keys = append(keys, ref.keys()...)
	}
	slices.Sort(keys)
	found, err := lookup(ctx, slices.Compact(keys))
	if err != nil {
		return nil, err
	}
	resolutions := make([]Resolution, len(refs))
	for i, ref := range refs {
		var matches []Match
		for _, key := range ref.keys() {
			matches = append(matches, found[key]...)
		}
		resolutions[i] = ref.resolve(matches)
	}
	return resolutions, nil
}

// keys returns the keys under which the reference is looked up.
func (ref Reference) keys() []string {
	text := strings.TrimSpace(ref.Text)
	if scheme, value, ok := strings.Cut(text, ":"); ok {
		scheme = strings.ToLower(strings.TrimSpace(scheme))
		if _, known := SchemeOf(scheme); known {
			return []string{schemeKey(scheme, value)}
		}
	}
	keys := []string{text}
	// An id in capitals is still that id, and a name is found by its folded form.
	for _, key := range []string{strings.ToLower(text), Key(text)} {
		if key != "" && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

func (ref Reference) resolve(matches []Match) Resolution {
	resolution := Resolution{Reference: ref}
	matches = slices.DeleteFunc(slices.Clone(matches), func(m Match) bool {
		kind, ok := KindOf(m.ID)
		return !ok || (len(ref.Kinds) > 0 && !slices.Contains(ref.Kinds, kind))
	})
	if len(matches) == 0 {
		resolution.Err = &Error{
			Code: UnknownReference, Argument: ref.Argument,
			Message: fmt.Sprintf("nothing is called %q; give an id, a name, an acronym or scheme:value", ref.Text),
		}
		return resolution
	}
	best := slices.MinFunc(matches, func(x, y Match) int { return int(x.Rank - y.Rank) }).Rank
	winners, others := split(matches, func(m Match) bool { return m.Rank == best })
	if ids := distinct(winners); len(ids) > 1 && ref.Lang != "" {
		// The language decides between equals; identifiers have none.
		if spoken, rest := split(winners, func(m Match) bool { return m.Language == ref.Lang }); len(distinct(spoken)) == 1 {
			winners, others = spoken, append(rest, others...)
		}
	}
	ids := distinct(winners)
	if len(ids) > 1 && !(ref.Many && best == RankIdentifier && strings.Contains(ref.Text, ":")) {
		resolution.Err = &Error{
			Code: AmbiguousReference, Argument: ref.Argument, Candidates: candidates(winners),
			Message: fmt.Sprintf("%q means several things; give the id of one, or the language of the name", ref.Text),
		}
		return resolution
	}
	resolution.IDs, resolution.Matched = ids, winners[0]
	for _, m := range others {
		known := slices.Contains(ids, m.ID) || slices.ContainsFunc(resolution.Also, func(x Match) bool { return x.ID == m.ID })
		if !known {
			resolution.Also = append(resolution.Also, m)
		}
	}
	return resolution
}

func split(matches []Match, in func(Match) bool) (yes, no []Match) {
	for _, m := range matches {
		if in(m) {
			yes = append(yes, m)
		} else {
			no = append(no, m)
		}
	}
	return yes, no
}

// distinct returns the ids of the matches, sorted.
func distinct(matches []Match) []ID {
	ids := make([]ID, 0, len(matches))
	for _, m := range matches {
		ids = append(ids, m.ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func candidates(matches []Match) []Candidate {
	var list []Candidate
	for _, m := range matches {
		if !slices.ContainsFunc(list, func(c Candidate) bool { return c.ID == m.ID }) {
			list = append(list, Candidate{m.ID, m.Name})
		}
	}
	slices.SortFunc(list, func(x, y Candidate) int { return strings.Compare(string(x.ID), string(y.ID)) })
	return list
}

// suggestions is how many near candidates an unknown reference is answered with.
const suggestions = 5

// Suggest returns what an unknown reference may have meant: entities of its
// kinds whose names have all of its words, or else those that have any, the
// heaviest first.
func Suggest(ctx context.Context, store Store, ref Reference) ([]Candidate, error) {
	words := Tokens(ref.Text)
	if len(words) == 0 {
		return nil, nil
	}
	kinds := ref.Kinds
	queries := []SearchQuery{{Words: words, Prefix: true, Kinds: kinds, Limit: suggestions}}
	for _, word := range words {
		if len(word) > 3 {
			queries = append(queries, SearchQuery{Words: []string{word}, Prefix: true, Kinds: kinds, Limit: suggestions})
		}
	}
	results, err := store.Search(ctx, queries)
	if err != nil {
		return nil, err
	}
	lang := ref.Lang
	if lang == "" {
		lang = EN
	}
	var near []Candidate
	for _, result := range results {
		for _, e := range result.Entities {
			c := Candidate{e.Base().ID, e.Base().Name(lang)}
			if len(near) < suggestions && !slices.Contains(near, c) {
				near = append(near, c)
			}
		}
		if len(near) > 0 {
			break
		}
	}
	return near, nil
}
