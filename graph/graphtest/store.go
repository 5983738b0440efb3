package graphtest

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/comity-graph/comity/graph"
)

// method is a method of a store with a question that has an answer in
// everyWorld, so that all of them can be tried in a loop.
type method struct {
	name string
	call func(ctx context.Context, store graph.Store) (any, error)
}

// everyWorld has an answer for every method.
func everyWorld() *sketch {
	return newWorld().
		add("organisation/au", called("African Union", "Union africaine"), acronym("AU")).
		add("un/un", called("United Nations", "Nations Unies")).
		add("event/summit", called("Summit", "Sommet"), who("organisation/au", graph.RoleHost), who("un/un"), about("theme/peace"), on("2019"))
}

// readers are the methods that ask, each with a question of everyWorld.
func readers() []method {
	find := []graph.FindQuery{
		{Class: graph.ClassEngagement, Page: all(), Order: graph.Order{Field: graph.OrderStart, Desc: true}, CountExcluded: true},
		{Class: graph.ClassActor, Page: all()},
	}
	tally := []graph.TallyQuery{
		{
			By: graph.ByCounterpart, Selection: graph.Selection{Own: acting(tree("organisation/au"))}, Page: all(), Order: graph.TallyOrder{Field: graph.TallyEngagements, Desc: true},
			WithPeriod: true, WithThemes: true, WithRoles: true, CountExcluded: true,
		},
		{By: graph.ByTheme, Page: all(), Order: graph.TallyOrder{Field: graph.TallyName, Lang: graph.FR}},
	}
	links := []graph.LinkQuery{
		{Anchor: "event/summit", Types: graph.LinkTypes(), Direction: graph.Both, Page: all()},
		{Anchor: "organisation/au", Types: []graph.LinkType{graph.LinkCooperates}, Direction: graph.Both, Page: all()},
	}
	search := []graph.SearchQuery{{Words: []string{"union"}, Limit: 10}, {Words: []string{"s"}, Prefix: true, Limit: 10}}
	return []method{
		{"Info", func(ctx context.Context, s graph.Store) (any, error) { return described(ctx, s) }},
		{"Entities", func(ctx context.Context, s graph.Store) (any, error) {
			return s.Entities(ctx, []graph.ID{"event/summit", "organisation/au"})
		}},
		{"Links", func(ctx context.Context, s graph.Store) (any, error) { return s.Links(ctx, links) }},
		{"Find", func(ctx context.Context, s graph.Store) (any, error) { return s.Find(ctx, find) }},
		{"Tally", func(ctx context.Context, s graph.Store) (any, error) { return s.Tally(ctx, tally) }},
		{"Lookup", func(ctx context.Context, s graph.Store) (any, error) { return s.Lookup(ctx, []string{"au", "summit"}) }},
		{"Search", func(ctx context.Context, s graph.Store) (any, error) { return s.Search(ctx, search) }},
		{"Contents", func(ctx context.Context, s graph.Store) (any, error) { return s.Contents(ctx) }},
	}
}

func storeCases() []testCase {
	return []testCase{
		{"AnEmptyStoreAnswersWithNothing", emptyStore},
		{"AnEmptyBatchGivesAnEmptyAnswer", emptyBatch},
		{"ACancelledContextStopsEveryMethod", func(t *testing.T, store graph.Store) {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			stops(t, ctx, store, func(err error) bool { return errors.Is(err, context.Canceled) }, "an error that wraps context.Canceled")
		}},
		{"ADeadlineThatPassedIsATimeout", func(t *testing.T, store graph.Store) {
			ctx, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
			defer cancel()
			stops(t, ctx, store, func(err error) bool { return graph.CodeOf(err) == graph.Timeout }, "the code TIMEOUT")
		}},
		{"TheSameQuestionGetsTheSameAnswer", func(t *testing.T, store graph.Store) {
			everyWorld().in(t, store)
			for _, m := range readers() {
				first, err := m.call(t.Context(), store)
				if err != nil {
					t.Fatalf("%s: %v", m.name, err)
				}
				again, err := m.call(t.Context(), store)
				if err != nil {
					t.Fatalf("%s: %v", m.name, err)
				}
				same(t, m.name, again, first)
			}
		}},
		{"AnswersStandInTheOrderOfTheQuestions", answersInOrder},
		{"ManyMayAskAtOnce", manyAtOnce},
		{"AQuestionThatWasStoppedLeavesNoTrace", stoppedHalfway},
	}
}

func emptyStore(t *testing.T, store graph.Store) {
	ctx := t.Context()
	info, err := store.Info(ctx)
	if err != nil || info.Version != "" {
		t.Errorf("Info: got %s, %v; want no version", show(info), err)
	}
	for _, m := range readers() {
		got, err := m.call(ctx, store)
		if err != nil {
			t.Errorf("%s: %v", m.name, err)
			continue
		}
		want := map[string]any{
			"Entities": map[graph.ID]graph.Entity{},
			"Links":    []graph.LinkPage{{}, {}},
			"Find":     []graph.FindPage{{}, {}},
			"Tally":    []graph.TallyPage{{}, {}},
			"Lookup":   map[string][]graph.Match{},
			"Search":   []graph.SearchResult{{}, {}},
			"Contents": graph.Contents{},
		}[m.name]
		if want != nil {
			same(t, m.name, got, want)
		}
	}
}

func emptyBatch(t *testing.T, store graph.Store) {
	everyWorld().in(t, store)
	ctx := t.Context()
	for name, call := range map[string]func() (int, error){
		"Entities": func() (int, error) {
			found, err := store.Entities(ctx, nil)
			if found == nil {
				t.Error("Entities: got a nil map")
			}
			return len(found), err
		},
		"Links":  func() (int, error) { a, err := store.Links(ctx, nil); return len(a), err },
		"Find":   func() (int, error) { a, err := store.Find(ctx, nil); return len(a), err },
		"Tally":  func() (int, error) { a, err := store.Tally(ctx, nil); return len(a), err },
		"Lookup": func() (int, error) { a, err := store.Lookup(ctx, nil); return len(a), err },
		"Search": func() (int, error) { a, err := store.Search(ctx, nil); return len(a), err },
	} {
		if n, err := call(); n != 0 || err != nil {
			t.Errorf("%s: got %d answers, %v; want none", name, n, err)
		}
	}
}

// stops checks that every method fails as wanted, and that the store is as it
// was.
func stops(t *testing.T, ctx context.Context, store graph.Store, wanted func(error) bool, want string) {
	t.Helper()
	everyWorld().in(t, store)
	change := plan(t, store, newWorld().add("organisation/eu").content(t))
	before := contents(t, store)
	methods := append(readers(), method{"Apply", func(ctx context.Context, s graph.Store) (any, error) { return nil, s.Apply(ctx, change) }})
	for _, m := range methods {
		if _, err := m.call(ctx, store); err == nil || !wanted(err) {
			t.Errorf("%s: got the error %v (%s); want %s", m.name, err, graph.CodeOf(err), want)
		}
	}
	same(t, "Contents", contents(t, store), before)
}

func contents(t *testing.T, store graph.Store) graph.Contents {
	t.Helper()
	held, err := store.Contents(context.Background())
	if err != nil {
		t.Fatalf("Contents: %v", err)
	}
	return held
}

func answersInOrder(t *testing.T, store graph.Store) {
	w := newWorld().add("event/a", who("un/a")).add("event/b", who("un/b")).add("event/c", who("un/c"))
	w.in(t, store)
	var finds []graph.FindQuery
	var links []graph.LinkQuery
	var tallies []graph.TallyQuery
	var searches []graph.SearchQuery
	asked := []string{"c", "a", "nobody", "b", "a"}
	for _, key := range asked {
		id := graph.ID("un/" + key)
		finds = append(finds, graph.FindQuery{Class: graph.ClassEngagement, Selection: graph.Selection{Any: set(id)}, Page: all()})
		links = append(links, graph.LinkQuery{Anchor: id, Types: []graph.LinkType{graph.LinkTookPartIn}, Direction: graph.Out, Page: all()})
		tallies = append(tallies, graph.TallyQuery{By: graph.ByCounterpart, Selection: graph.Selection{Any: set(id)}, Page: all()})
		searches = append(searches, graph.SearchQuery{Words: []string{key}, Kinds: []graph.Kind{graph.KindUNEntity}, Limit: 5})
	}
	found, err1 := store.Find(t.Context(), finds)
	linked, err2 := store.Links(t.Context(), links)
	counted, err3 := store.Tally(t.Context(), tallies)
	searched, err4 := store.Search(t.Context(), searches)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		t.Fatal(err)
	}
	if len(found) != len(asked) || len(linked) != len(asked) || len(counted) != len(asked) || len(searched) != len(asked) {
		t.Fatalf("got %d, %d, %d and %d answers to %d questions", len(found), len(linked), len(counted), len(searched), len(asked))
	}
	for i, key := range asked {
		var event, actor []graph.ID
		if key != "nobody" {
			event, actor = []graph.ID{graph.ID("event/" + key)}, []graph.ID{graph.ID("un/" + key)}
		}
		same(t, finds[i], foundIDs(found[i]), event)
		same(t, links[i], farIDs(linked[i]), event)
		same(t, tallies[i], rowIDs(counted[i]), actor)
		same(t, searches[i], entityIDs(searched[i].Entities), actor)
	}
}

func manyAtOnce(t *testing.T, store graph.Store) {
	everyWorld().in(t, store)
	var wg sync.WaitGroup
	for _, m := range readers() {
		want, err := m.call(t.Context(), store)
		if err != nil {
			t.Fatalf("%s: %v", m.name, err)
		}
		for range 4 {
			wg.Go(func() {
				got, err := m.call(t.Context(), store)
				if err != nil {
					t.Errorf("%s: %v", m.name, err)
					return
				}
				same(t, m.name, got, want)
			})
		}
	}
	wg.Wait()
}

// stoppedHalfway stops questions at any point on their way, and asks again.
func stoppedHalfway(t *testing.T, store graph.Store) {
	content := build(t, Generate(4, Size{Engagements: 200}))
	load(t, store, content)
	for _, m := range batches(content) {
		start := time.Now()
		want, err := m.call(t.Context(), store)
		if err != nil {
			t.Fatalf("%s: %v", m.name, err)
		}
		whole := time.Since(start)
		for part := range time.Duration(8) {
			ctx, cancel := context.WithTimeout(t.Context(), whole*part/8)
			got, err := m.call(ctx, store)
			cancel()
			switch {
			case err == nil:
				same(t, m.name, got, want)
			case graph.CodeOf(err) != graph.Timeout:
				t.Errorf("%s, stopped after %d eighths of its time: got the error %v (%s); want TIMEOUT", m.name, part, err, graph.CodeOf(err))
			}
		}
		got, err := m.call(t.Context(), store)
		if err != nil {
			t.Errorf("%s, asked again: %v", m.name, err)
		}
		same(t, m.name, got, want)
	}
}

func entityIDs(entities []graph.Entity) ids {
	list := make(ids, 0, len(entities))
	for _, e := range entities {
		list = append(list, e.Base().ID)
	}
	return list
}
