package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// Found is one hit of a search.
type Found struct {
	Key     string // its position; see SearchOrder
	Entity  Entity
	Matched *Name // the name by which it was found; nil for an id, an identifier, an office-holder
}

// SearchOrder is the order of search results: an id before all; an exact name before one that
// begins with the text before one that has its words; full names and acronyms
// before other names, names in the language asked for before others; then the
// heaviest, then by id.
type SearchOrder struct{}

// String names the order; it is part of cursors.
func (SearchOrder) String() string { return "relevance" }

// MaxFound is how many entities a search looks at. A search that finds more
// says so.
const MaxFound = 500

// Search finds nodes by words of their names in any language, of their
// identifiers, and of office-holders whose names the sources print. The last
// word may be the beginning of one, and a leading article is not looked for. It
// returns all hits in SearchOrder, and more if there were beyond MaxFound.
func Search(ctx context.Context, store Store, text string, kinds []Kind, lang Language) (hits []Found, more bool, err error) {
	words := withoutArticle(Tokens(text))
	if len(words) == 0 {
		return nil, false, nil
	}
	results, err := store.Search(ctx, []SearchQuery{{Words: words, Prefix: true, Kinds: kinds, Limit: MaxFound}})
	if err != nil {
		return nil, false, err
	}
	for i, e := range results[0].Entities {
		grade, matched := bestName(e.Base(), words, Key(text), lang)
		hits = append(hits, Found{fmt.Sprintf("%02d %04d %s", grade, i, e.Base().ID), e, matched})
	}
	slices.SortFunc(hits, func(x, y Found) int { return cmp.Compare(x.Key, y.Key) })
	return hits, results[0].More, nil
}

// bestName returns the name that the words match best, and how well: the
// lower the better. An id that was typed is better than any name, and no name
// at all is the worst grade; but an id is written like a name, and where that is
// equal too, it is told.
func bestName(n *Node, words []string, key string, lang Language) (int, *Name) {
	const exact, worst = 10, 99 // grades of exact names are below the first
	grade, best := worst, -1
	byID := Key(string(n.ID)) == key || Key(n.ID.Key()) == key
	for i := range n.Names {
		name := &n.Names[i]
		g := 1
		tokens := withoutArticle(Tokens(name.Value))
		switch {
		case Key(name.Value) == key:
		case strings.HasPrefix(strings.Join(tokens, " "), strings.Join(words, " ")),
			name.Kind == NameAcronym && strings.HasPrefix(Key(name.Value), key): // written with dots or hyphens
			g = 11
		case hasWords(tokens, words):
			g = 21
		default:
			continue
		}
		g += 2 * int(rankOf(name.Kind)-RankFullName)
		if lang != "" && name.Language != lang {
			g++
		}
		if g < grade {
			grade, best = g, i
		}
	}
	switch {
	case byID && grade > exact:
		return 0, nil
	case byID:
		return 0, &n.Names[best]
	case best < 0:
		return worst, nil
	}
	return grade, &n.Names[best]
}

// hasWords reports whether all words are among the tokens, the last one as a
// prefix.
func hasWords(tokens, words []string) bool {
	for i, w := range words {
		last := i == len(words)-1
		if !slices.ContainsFunc(tokens, func(t string) bool { return t == w || (last && strings.HasPrefix(t, w)) }) {
			return false
		}
	}
	return true
}
