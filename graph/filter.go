package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// EngagementFilter says which engagements a caller means, with references as
// typed. Fields are joined by AND, the elements of a list by OR, except that
// AllActors asks for each. An empty list restricts nothing. NewEngagementFilter
// gives the defaults.
type EngagementFilter struct {
	Kinds            []Kind
	Categories       []string
	Status           []Status
	AnyActor         []string
	AllActors        []string
	Roles            []Role
	Themes           []string
	Places           []string
	PlaceRelation    *PlaceRelation
	Period           *PeriodInput
	Sources          []string
	Locators         []string
	Basis            *Basis
	RelatedTo        []string
	Text             *string
	Lang             *Language
	MaxParticipants  *int
	IncludeOrgans    bool
	IncludeNarrower  bool
	IncludeContained bool
	IncludeGeneral   bool
}

// NewEngagementFilter returns the filter of a list that was asked for without
// one.
func NewEngagementFilter() *EngagementFilter {
	return &EngagementFilter{IncludeOrgans: true, IncludeNarrower: true, IncludeContained: true}
}

// PeriodInput is a time span as a caller gives it.
type PeriodInput struct {
	From    *Date
	To      *Date
	Match   PeriodMatch
	Undated Undated
}

// PeriodMatch says how a period has to lie to a span.
type PeriodMatch string

// The two ways to match.
const (
	MatchOverlaps PeriodMatch = "OVERLAPS"
	MatchWithin   PeriodMatch = "WITHIN"
)

// ActorFilter says which actors a caller means, with references as typed.
// Fields are joined by AND, the elements of a list by OR; an empty list
// restricts nothing.
type ActorFilter struct {
	Kinds      []Kind
	Categories []string
	Refs       []string
	MemberOf   []string
	AsOf       *Date
	Places     []string
	Text       *string
	Lang       *Language
}

// Question turns filters into selections: it resolves their references and
// checks their values.
type Question struct {
	Lookup Lookup
	Limits Limits
	// Resolved, if set, is told every reference that was resolved, for what is
	// worth mentioning about it.
	Resolved func(Resolution)
	// Suggest, if set, finds what an unknown reference may have meant; its error
	// then lists it.
	Suggest func(context.Context, Reference) ([]Candidate, error)
}

// Engagements returns the selection that the filter means; nil means the
// filter's defaults. argument is where the filter stands, for errors. The
// error is the first of: UNKNOWN_REFERENCE, AMBIGUOUS_REFERENCE,
// INVALID_ARGUMENT, LIMIT_EXCEEDED.
func (q *Question) Engagements(ctx context.Context, f *EngagementFilter, argument string) (Selection, error) {
	if f == nil {
		f = NewEngagementFilter()
	}
	at := func(field string) string { return argument + "." + field }
	s := Selection{Kinds: f.Kinds, Categories: f.Categories, Statuses: f.Status, Roles: f.Roles, Locators: f.Locators, SpecificOnly: !f.IncludeGeneral}
	if len(s.Statuses) == 0 {
		s.Statuses, s.StatusesDefault = []Status{StatusOngoing, StatusCompleted, StatusUnstated}, true
	}
	if err := checkCategories(f.Categories, KindsOf(ClassEngagement), at("categories")); err != nil {
		return Selection{}, err
	}
	for _, list := range []struct {
		field string
		n     int
	}{
		{"kinds", len(f.Kinds)}, {"categories", len(f.Categories)}, {"status", len(f.Status)}, {"roles", len(f.Roles)}, {"locators", len(f.Locators)},
	} {
		if list.n > q.Limits.MaxList {
			return Selection{}, tooMany(at(list.field), list.n, q.Limits.MaxList)
		}
	}
	if f.PlaceRelation != nil {
		if len(f.Places) == 0 {
			return Selection{}, &Error{Code: InvalidArgument, Argument: at("placeRelation"), Message: "a relation to what? give places with it"}
		}
		s.PlaceRelation = *f.PlaceRelation
	}
	if f.Basis != nil {
		s.Basis = *f.Basis
	}
	if f.MaxParticipants != nil {
		if *f.MaxParticipants < 1 {
			return Selection{}, &Error{Code: InvalidArgument, Argument: at("maxParticipants"), Message: "give 1 or more"}
		}
		s.MaxParticipants = *f.MaxParticipants
	}
	var err error
	if s.Time, err = f.Period.span(at("period")); err != nil {
		return Selection{}, err
	}
	if s.Text, s.TextLanguage, err = q.text(f.Text, f.Lang, at("text")); err != nil {
		return Selection{}, err
	}

	var lang Language
	if f.Lang != nil {
		lang = *f.Lang
	}
	actors := KindsOf(ClassActor)
	lists := []refList{
		{at("anyActor"), f.AnyActor, actors, false},
		{at("allActors"), f.AllActors, actors, false},
		{at("themes"), f.Themes, []Kind{KindTheme}, true},
		{at("places"), f.Places, KindsOf(ClassPlace), false},
		{at("sources"), f.Sources, []Kind{KindSource}, false},
		{at("relatedTo"), f.RelatedTo, KindsOf(ClassEngagement), false},
	}
	ids, err := q.resolve(ctx, lists, lang)
	if err != nil {
		return Selection{}, err
	}
	s.Any = set(ids[0], f.IncludeOrgans)
	for _, id := range ids[1] {
		s.All = append(s.All, Set{[]ID{id}, f.IncludeOrgans})
	}
	s.Themes, s.Places = set(ids[2], f.IncludeNarrower), set(ids[3], f.IncludeContained)
	s.Sources, s.RelatedTo = set(ids[4], false), set(ids[5], false)
	return s, nil
}

// Actors returns the selection that the filter means; nil means all actors.
// Errors are as for Engagements.
func (q *Question) Actors(ctx context.Context, f *ActorFilter, argument string) (ActorSelection, error) {
	if f == nil {
		return ActorSelection{}, nil
	}
	at := func(field string) string { return argument + "." + field }
	s := ActorSelection{Kinds: f.Kinds, Categories: f.Categories}
	if err := checkCategories(f.Categories, KindsOf(ClassActor), at("categories")); err != nil {
		return ActorSelection{}, err
	}
	if n := max(len(f.Kinds), len(f.Categories)); n > q.Limits.MaxList {
		return ActorSelection{}, tooMany(argument, n, q.Limits.MaxList)
	}
	if f.AsOf != nil {
		if len(f.MemberOf) == 0 {
			return ActorSelection{}, &Error{Code: InvalidArgument, Argument: at("asOf"), Message: "a day of what? give memberOf with it"}
		}
		s.AsOf = *f.AsOf
	}
	var err error
	if s.Text, s.TextLanguage, err = q.text(f.Text, f.Lang, at("text")); err != nil {
		return ActorSelection{}, err
	}
	var lang Language
	if f.Lang != nil {
		lang = *f.Lang
	}
	actors := KindsOf(ClassActor)
	ids, err := q.resolve(ctx, []refList{
		{at("refs"), f.Refs, actors, false},
		{at("memberOf"), f.MemberOf, actors, false},
		{at("places"), f.Places, KindsOf(ClassPlace), false},
	}, lang)
	if err != nil {
		return ActorSelection{}, err
	}
	s.IDs, s.MemberOf, s.Places = set(ids[0], false), set(ids[1], false), set(ids[2], true)
	return s, nil
}

type refList struct {
	argument string
	refs     []string
	kinds    []Kind
	many     bool
}

// resolve returns the ids that each list of references means, in order,
// without repeats. All lists are looked up at once.
func (q *Question) resolve(ctx context.Context, lists []refList, lang Language) ([][]ID, error) {
	var refs []Reference
	var owner []int
	for i, list := range lists {
		if len(list.refs) > q.Limits.MaxList {
			return nil, tooMany(list.argument, len(list.refs), q.Limits.MaxList)
		}
		for j, text := range list.refs {
			if err := q.Limits.Text(text, fmt.Sprintf("%s[%d]", list.argument, j)); err != nil {
				return nil, err
			}
			refs = append(refs, Reference{text, list.kinds, lang, fmt.Sprintf("%s[%d]", list.argument, j), list.many})
			owner = append(owner, i)
		}
	}
	ids := make([][]ID, len(lists))
	resolutions, err := Resolve(ctx, q.Lookup, refs)
	if err != nil {
		return nil, err
	}
	for i, r := range resolutions {
		if r.Err != nil {
			return nil, q.suggest(ctx, r)
		}
		if q.Resolved != nil {
			q.Resolved(r)
		}
		for _, id := range r.IDs {
			if !slices.Contains(ids[owner[i]], id) {
				ids[owner[i]] = append(ids[owner[i]], id)
			}
		}
	}
	return ids, nil
}

// suggest returns the error of a reference that cannot be resolved, with what it
// may have meant.
func (q *Question) suggest(ctx context.Context, r Resolution) error {
	if r.Err.Code != UnknownReference || q.Suggest == nil {
		return r.Err
	}
	near, err := q.Suggest(ctx, r.Reference)
	if err != nil {
		return err
	}
	r.Err.Candidates = near
	return r.Err
}

func (q *Question) text(text *string, lang *Language, argument string) ([]string, Language, error) {
	if text == nil {
		return nil, "", nil
	}
	if err := q.Limits.Text(*text, argument); err != nil {
		return nil, "", err
	}
	words := Tokens(*text)
	if len(words) == 0 {
		return nil, "", &Error{Code: InvalidArgument, Argument: argument, Message: "it has no letter or digit to look for"}
	}
	if lang == nil || !slices.Contains(TextLanguages(), *lang) {
		return words, "", nil
	}
	return words, *lang, nil
}

func (p *PeriodInput) span(argument string) (*TimeSpan, error) {
	if p == nil {
		return nil, nil
	}
	span := &TimeSpan{Within: p.Match == MatchWithin, Undated: p.Undated}
	if p.From != nil {
		span.From = *p.From
	}
	if p.To != nil {
		span.To = *p.To
	}
	if span.From != "" && span.To != "" && span.To < span.From {
		return nil, &Error{
			Code: InvalidArgument, Argument: argument,
			Message: fmt.Sprintf("it ends on %s before it begins on %s", span.To, span.From),
		}
	}
	return span, nil
}

func checkCategories(ids []string, kinds []Kind, argument string) error {
	if len(ids) == 0 {
		return nil
	}
	var known []string // a scope is no category
	for _, kind := range kinds {
		spec, _ := kind.Spec()
		for _, c := range spec.Categories {
			known = append(known, c.ID)
		}
	}
	for i, id := range ids {
		if slices.Contains(known, id) {
			continue
		}
		return &Error{
			Code: InvalidArgument, Argument: fmt.Sprintf("%s[%d]", argument, i),
			Message: fmt.Sprintf("%q is no category here; it may be %s", id, strings.Join(known, ", ")),
		}
	}
	return nil
}

func tooMany(argument string, n, limit int) error {
	return &Error{
		Code: LimitExceeded, Argument: argument, Limit: limit,
		Message: fmt.Sprintf("%d elements are too many; give at most %d", n, limit),
	}
}

func set(ids []ID, tree bool) *Set {
	if len(ids) == 0 {
		return nil
	}
	return &Set{ids, tree}
}
