package graphtest

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/memstore"
)

// FuzzFilter makes filters up, resolves them against two stores, and asks both
// what they select: the answers are equal, or the same typed error. choices
// decide what is filled in with what; text is what somebody typed.
func FuzzFilter(f *testing.F) {
	content := build(f, Generate(7, Small()))
	left, right := memstore.New(), NewReference()
	load(f, left, content)
	load(f, right, content)
	questioner := newQuestioner(content, 0)
	f.Fuzz(func(t *testing.T, choices []byte, text string) {
		q := *questioner
		q.r = rand.New(&chosen{choices, rand.NewPCG(1, 1945)})
		y := &typist{&q, text}
		if q.chance(3) {
			y.askActors(t, left, right)
		} else {
			y.askEngagements(t, left, right)
		}
	})
}

// chosen is a source whose numbers are the choices, two bytes each, and then
// those of another source.
type chosen struct {
	choices []byte
	then    rand.Source
}

// Uint64 implements rand.Source. What is small is drawn from the upper bits.
func (c *chosen) Uint64() uint64 {
	n := c.then.Uint64()
	if len(c.choices) < 2 {
		return n
	}
	n = n>>16 | uint64(c.choices[0])<<56 | uint64(c.choices[1])<<48
	c.choices = c.choices[2:]
	return n
}

// typist makes up filters, as somebody types them.
type typist struct {
	*questioner
	text string // what somebody typed
}

// refs are references to things of the class, and now and then to nothing.
func (y *typist) refs(class graph.Class) []string {
	var refs []string
	for range 1 + y.r.IntN(2) {
		named := y.record(class).Entity
		switch y.r.IntN(16) {
		case 0:
			refs = append(refs, y.text)
		case 1:
			refs = append(refs, pick(y.questioner, hurtful()))
		case 2, 3, 4, 5:
			refs = append(refs, pick(y.questioner, graph.LookupRows(named)).Name)
		default:
			refs = append(refs, string(named.Base().ID))
		}
	}
	return refs
}

func (y *typist) words() *string {
	return new(pick(y.questioner, []string{y.text, pick(y.questioner, y.questioner.words), pick(y.questioner, y.questioner.words), pick(y.questioner, hurtful())}))
}

// maybe returns one of the list, or nothing.
func maybe[T any](y *typist, list []T) *T {
	if y.chance(3) {
		return nil
	}
	return new(pick(y.questioner, list))
}

func (y *typist) categories(class graph.Class) []string {
	list := []string{y.record(class).Base().Category, y.record(class).Base().Category}
	if y.chance(8) {
		list = append(list, y.text)
	}
	return list
}

// engagementFilter fills a few fields: whatever fits many does not fit anything.
func (y *typist) engagementFilter() *graph.EngagementFilter {
	f := &graph.EngagementFilter{IncludeOrgans: y.chance(2), IncludeNarrower: y.chance(2), IncludeContained: y.chance(2), IncludeGeneral: y.chance(2)}
	fields := []func(){
		func() { f.Kinds = some(y.questioner, graph.KindsOf(graph.ClassEngagement)) },
		func() { f.Categories = y.categories(graph.ClassEngagement) },
		func() { f.Status = some(y.questioner, graph.Statuses()) },
		func() { f.AnyActor = y.refs(graph.ClassActor) },
		func() { f.AllActors = y.refs(graph.ClassActor) },
		func() { f.Roles = some(y.questioner, graph.Roles()) },
		func() { f.Themes = y.refs(graph.ClassTheme) },
		func() { f.Places = y.refs(graph.ClassPlace) },
		func() { f.PlaceRelation = new(pick(y.questioner, graph.PlaceRelations())) },
		func() {
			f.Period = &graph.PeriodInput{
				From: maybe(y, y.days), To: maybe(y, y.days), Match: pick(y.questioner, []graph.PeriodMatch{graph.MatchOverlaps, graph.MatchWithin}),
				Undated: pick(y.questioner, []graph.Undated{graph.UndatedExclude, graph.UndatedByReportingPeriod, graph.UndatedInclude}),
			}
		},
		func() { f.Sources = y.refs(graph.ClassSource) },
		func() { f.Locators = []string{pick(y.questioner, []string{"1", "2", "3", y.text})} },
		func() { f.Basis = new(pick(y.questioner, graph.Bases())) },
		func() { f.RelatedTo = y.refs(graph.ClassEngagement) },
		func() { f.Text = y.words() },
		func() { f.Lang = new(pick(y.questioner, graph.Languages())) },
		func() { f.MaxParticipants = new(pick(y.questioner, []int{-1, 0, 1, 2, 3, 5, 1 << 30})) },
	}
	for range y.r.IntN(4) {
		pick(y.questioner, fields)()
	}
	return f
}

func (y *typist) actorFilter() *graph.ActorFilter {
	f := &graph.ActorFilter{}
	fields := []func(){
		func() { f.Kinds = some(y.questioner, graph.KindsOf(graph.ClassActor)) },
		func() { f.Categories = y.categories(graph.ClassActor) },
		func() { f.Refs = y.refs(graph.ClassActor) },
		func() { f.MemberOf = y.refs(graph.ClassActor) },
		func() { f.AsOf = new(pick(y.questioner, y.days)) },
		func() { f.Places = y.refs(graph.ClassPlace) },
		func() { f.Text = y.words() },
		func() { f.Lang = new(pick(y.questioner, graph.Languages())) },
	}
	for range y.r.IntN(4) {
		pick(y.questioner, fields)()
	}
	return f
}

func (y *typist) askActors(t *testing.T, left, right graph.Store) {
	t.Helper()
	filter := y.actorFilter()
	selection, ok := resolved(t, filter, left, right, (*graph.Question).Actors)
	if !ok {
		return
	}
	checkSets(t, left, selection.IDs, selection.MemberOf, selection.Places)
	find := graph.FindQuery{Class: graph.ClassActor, Actors: selection, Order: pick(y.questioner, graph.Orders(graph.ClassActor)), Page: y.page(nil)}
	agree(t, filter, find, left.Find, right.Find)
}

func (y *typist) askEngagements(t *testing.T, left, right graph.Store) {
	t.Helper()
	filter := y.engagementFilter()
	selection, ok := resolved(t, filter, left, right, (*graph.Question).Engagements)
	if !ok {
		return
	}
	checkSets(t, left, selection.Any, selection.Themes, selection.Places, selection.Sources, selection.RelatedTo)
	agree(t, filter, graph.FindQuery{
		Class: graph.ClassEngagement, Selection: selection, Order: pick(y.questioner, graph.Orders(graph.ClassEngagement)), Page: y.page(nil), CountExcluded: true,
	}, left.Find, right.Find)

	tally := graph.TallyQuery{By: graph.ByTheme, Selection: selection, Order: pick(y.questioner, tallyOrders()), Page: y.page(nil), WithPeriod: true, CountExcluded: true}
	agree(t, filter, tally, left.Tally, right.Tally)
	tally.By, tally.WithRoles, tally.RollUp = graph.ByCounterpart, true, y.chance(2)
	tally.Selection.Own, tally.Selection.With = y.side(), acting(set())
	agree(t, filter, tally, left.Tally, right.Tally)
}

// resolved turns a filter into what it selects, with the names that each store
// knows; not ok if the filter is refused.
func resolved[F, S any](
	t *testing.T, filter *F, left, right graph.Store, turn func(*graph.Question, context.Context, *F, string) (S, error),
) (selection S, ok bool) {
	t.Helper()
	in := func(store graph.Store) (S, error) {
		q := &graph.Question{Lookup: store.Lookup, Limits: graph.DefaultLimits(), Suggest: func(ctx context.Context, ref graph.Reference) ([]graph.Candidate, error) {
			return graph.Suggest(ctx, store, ref)
		}}
		return turn(q, t.Context(), filter, "filter")
	}
	selection, err := in(left)
	want, wantErr := in(right)
	if err == nil && wantErr == nil {
		same(t, filter, selection, want)
		return selection, true
	}
	code := graph.CodeOf(err)
	var text, wanted string
	if err != nil && wantErr != nil {
		text, wanted = err.Error(), wantErr.Error()
	}
	if text != wanted || err == nil || wantErr == nil ||
		!slices.Contains([]graph.Code{graph.UnknownReference, graph.AmbiguousReference, graph.InvalidArgument, graph.LimitExceeded}, code) {
		t.Errorf("the filter %s is refused with %v (%s) and with %v", show(filter), err, code, wantErr)
	}
	return selection, false
}

// checkSets checks that what references mean exists, and stands in a set once.
func checkSets(t *testing.T, store graph.Store, sets ...*graph.Set) {
	t.Helper()
	for _, s := range sets {
		if s == nil {
			continue
		}
		found, err := store.Entities(t.Context(), s.IDs)
		if err != nil || len(s.IDs) == 0 || len(found) != len(s.IDs) {
			t.Errorf("a reference means %v, of which %d exist; %v", s.IDs, len(found), err)
		}
	}
}

// agree asks two stores the same question.
func agree[Q, A any](t *testing.T, filter any, q Q, left, right func(context.Context, []Q) ([]A, error)) {
	t.Helper()
	got, err := left(t.Context(), []Q{q})
	want, wantErr := right(t.Context(), []Q{q})
	if err != nil || wantErr != nil {
		t.Errorf("the filter %s\nfailed with %v and with %v", show(filter), err, wantErr)
		return
	}
	if d := difference(got, want); d != "" {
		t.Errorf("the filter %s\nasked as %s\n%s", show(filter), show(q), d)
	}
}
