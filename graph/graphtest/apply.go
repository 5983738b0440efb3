package graphtest

import (
	"context"
	"maps"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/comity-graph/comity/graph"
)

func applyCases() []testCase {
	return []testCase{
		{"FillsAnEmptyStore", func(t *testing.T, store graph.Store) {
			content := everyKind().content(t)
			load(t, store, content)
			holds(t, store, content)
		}},
		{"ChangesOneContentIntoAnother", func(t *testing.T, store graph.Store) {
			for seed := range uint64(3) {
				content := build(t, Generate(seed, Size{Engagements: 30}))
				load(t, store, content)
				holds(t, store, content)
			}
			content := newWorld().add("un/alone").content(t)
			load(t, store, content)
			holds(t, store, content)
		}},
		{"AddsChangesAndRemovesRecordsAndLinks", addsChangesRemoves},
		{"ReplacesAllThatFollowsFromARecord", replaces},
		{"IsIdempotent", func(t *testing.T, store graph.Store) {
			content := everyWorld().content(t)
			load(t, store, content)
			again := plan(t, store, content)
			if len(again.Records)+len(again.Links)+len(again.Removed)+len(again.RemovedLinks) > 0 || again.Base != again.Info.Version {
				t.Errorf("the content that was applied differs from what the store holds by %s", show(again))
			}
			if err := store.Apply(t.Context(), again); err != nil {
				t.Errorf("Apply of what is there: %v", err)
			}
			holds(t, store, content)
		}},
		{"ChangesNothingIfTheBaseIsTheResult", func(t *testing.T, store graph.Store) {
			content := everyWorld().content(t)
			load(t, store, content)
			change := graph.Change{Base: content.Info.Version, Info: content.Info, Removed: ids{"event/summit"}}
			if err := store.Apply(t.Context(), change); err != nil {
				t.Errorf("Apply: %v", err)
			}
			holds(t, store, content)
		}},
		{"HasAnotherRevisionAfterEachChange", func(t *testing.T, store graph.Store) {
			seen := map[int64]bool{}
			one, two := newWorld().add("un/one").content(t), newWorld().add("un/two").content(t)
			for n, change := range []func(){
				func() {},
				func() { load(t, store, one) },
				func() { load(t, store, two) },
				func() { load(t, store, one) },
				func() { loadWhole(t, store, two) },
				func() { loadWhole(t, store, one) },
			} {
				change()
				info, err := store.Info(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				if seen[info.Revision] {
					t.Errorf("after %d changes the revision is %d, as it was before", n, info.Revision)
				}
				seen[info.Revision] = true
			}
		}},
		{"RefusesAnotherBase", refusesAnotherBase},
		{"OfTwoAtOnceOneWins", twoAtOnce},
		{"LeavesAllAsItWasIfItFails", func(t *testing.T, store graph.Store) {
			content := everyWorld().content(t)
			load(t, store, content)
			change := plan(t, store, newWorld().add("un/new", partOf("un/body")).add("event/new", who("un/new")).content(t))
			change.Links = append(change.Links, graph.Link{Type: graph.LinkPartOf, From: "un/new", To: "un/that-does-not-exist"})
			if err := store.Apply(t.Context(), change); err == nil {
				t.Error("Apply made a link to nothing")
			}
			holds(t, store, content)
			load(t, store, newWorld().add("un/after").content(t)) // and the store can still be changed
		}},
		{"PutsAWholeContentInThePlaceOfAnother", func(t *testing.T, store graph.Store) {
			for seed := range uint64(3) {
				content := build(t, Generate(seed, Size{Engagements: 30}))
				loadWhole(t, store, content)
				holds(t, store, content)
			}
			content := newWorld().add("un/a").add("un/b").add("event/e", who("un/a"), who("un/b")).content(t)
			load(t, store, content)
			holds(t, store, content)
			selects(t, store, graph.Selection{Any: set("un/a")}, "event/e")
		}},
		{"LeavesAllAsItWasIfAWholeContentFails", func(t *testing.T, store graph.Store) {
			content := everyWorld().content(t)
			load(t, store, content)
			change := whole(t, store, newWorld().add("un/new").content(t))
			change.Links = append(change.Links, graph.Link{Type: graph.LinkPartOf, From: "un/new", To: "un/that-does-not-exist"})
			if err := store.Apply(t.Context(), change); err == nil {
				t.Error("Apply made a link to nothing")
			}
			holds(t, store, content)
			loadWhole(t, store, newWorld().add("un/after").content(t))
		}},
		{"ReadersSeeOneContentOrTheOther", func(t *testing.T, store graph.Store) { readersSeeOne(t, store, load) }},
		{"ReadersSeeOneContentOrTheOtherWhole", func(t *testing.T, store graph.Store) { readersSeeOne(t, store, loadWhole) }},
	}
}

// holds checks that the store holds the content, whole, and nothing else.
func holds(t *testing.T, store graph.Store, content *graph.Content) {
	t.Helper()
	info, err := described(context.Background(), store)
	if err != nil {
		t.Fatalf("Info: %v", err)
	}
	same(t, "Info", info, content.Info)
	want := graph.Contents{Version: content.Info.Version, Records: map[graph.ID]string{}, Links: map[graph.LinkKey]string{}}
	for i := range content.Records {
		r := &content.Records[i]
		if want.Records[r.Base().ID], err = r.Hash(); err != nil {
			t.Fatal(err)
		}
	}
	for i := range content.Links {
		l := &content.Links[i]
		if want.Links[l.Key()], err = l.Hash(); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "Contents", contents(t, store), want)
	for _, d := range disagreements(t, store, content) {
		t.Error(d)
	}
}

// described is Info without the revision, which says nothing of the content.
func described(ctx context.Context, store graph.Store) (graph.Info, error) {
	info, err := store.Info(ctx)
	info.Revision = 0
	return info, err
}

// disagreements compares what the store gives of every entity with the content.
func disagreements(t *testing.T, store graph.Store, content *graph.Content) []string {
	t.Helper()
	var all ids
	for i := range content.Records {
		all = append(all, content.Records[i].Base().ID)
	}
	found, err := store.Entities(context.Background(), all)
	if err != nil {
		t.Fatalf("Entities: %v", err)
	}
	var list []string
	for i := range content.Records {
		want := content.Records[i].Entity
		if d := difference(found[want.Base().ID], want); d != "" {
			list = append(list, string(want.Base().ID)+d)
		}
	}
	return list
}

func addsChangesRemoves(t *testing.T, store graph.Store) {
	newWorld().
		add("un/kept", called("Kept", "Gardé")).add("un/changed", called("Before", "Avant")).add("un/removed", called("Removed", "Ôté"), partOf("un/kept")).
		add("event/e", who("un/kept"), who("un/changed", graph.RoleHost), who("un/removed"), about("theme/a")).in(t, store)
	content := newWorld().
		add("un/kept", called("Kept", "Gardé")).add("un/changed", called("After", "Après")).add("un/added", called("Added", "Ajouté"), partOf("un/kept")).
		add("event/e", who("un/kept"), who("un/changed", graph.RoleChair), who("un/added"), about("theme/b")).content(t)
	load(t, store, content)
	holds(t, store, content)

	selects(t, store, graph.Selection{Any: set("un/removed")})
	selects(t, store, graph.Selection{Any: set("un/added")}, "event/e")
	selects(t, store, graph.Selection{Any: set("un/changed"), Roles: []graph.Role{graph.RoleHost}})
	selects(t, store, graph.Selection{Any: set("un/changed"), Roles: []graph.Role{graph.RoleChair}}, "event/e")
	selects(t, store, graph.Selection{Themes: set("theme/a")})
	same(t, "before", searched(t, store, "before", false), nil)
	same(t, "after", searched(t, store, "after", false), ids{"un/changed"})
	same(t, "removed", searched(t, store, "removed", false), nil)
	q := graph.LinkQuery{Anchor: "un/kept", Types: []graph.LinkType{graph.LinkPartOf, graph.LinkInTreeOf}, Direction: graph.In}
	same(t, q, links(t, store, q), []string{"IN_TREE_OF < un/added", "PART_OF < un/added"})
}

// replaces: of a record that has changed, nothing of before is left: no key, no
// word, no order, no period.
func replaces(t *testing.T, store graph.Store) {
	newWorld().
		add("event/e", called("Old title", "Vieux titre"), summary("worn", "usé"), acronym("OLD"), identifier("unts", "I-1"), formerly("event/older"),
			on("2001"), planned(), general(), category("summit"), who("un/a"), who("un/b")).
		add("event/other", called("Middle", "Milieu"), on("2010"), who("un/a")).in(t, store)
	content := newWorld().
		add("event/e", called("Zulu", "Zoulou"), category("visit"), who("un/a")).
		add("event/other", called("Middle", "Milieu"), on("2010"), who("un/a")).content(t)
	load(t, store, content)
	holds(t, store, content)

	if got := lookup(t, store, "oldtitle", "old", "i1", "unts:i.1", "event/older"); len(got) > 0 {
		t.Errorf("looked up what is no more\ngot %s", show(got))
	}
	for _, text := range []string{"old", "vieux", "worn"} {
		same(t, text, searched(t, store, text, false), nil)
		selects(t, store, graph.Selection{Text: []string{text}})
	}
	selects(t, store, graph.Selection{Categories: []string{"summit"}})
	selects(t, store, graph.Selection{Statuses: []graph.Status{graph.StatusPlanned}})
	selects(t, store, graph.Selection{SpecificOnly: true, MaxParticipants: 1}, "event/e", "event/other")
	selects(t, store, graph.Selection{Time: &graph.TimeSpan{To: "2005-01-01"}})
	for _, order := range []graph.Order{{Field: graph.OrderStart}, {Field: graph.OrderTitle, Lang: graph.FR}} {
		q := graph.FindQuery{Class: graph.ClassEngagement, Order: order}
		same(t, q, idsOf(t, store, q), ids{"event/other", "event/e"})
	}
}

func refusesAnotherBase(t *testing.T, store graph.Store) {
	content := everyWorld().content(t)
	first := plan(t, store, content)
	other := plan(t, store, newWorld().add("un/other").content(t))
	if err := store.Apply(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	unknown := other
	unknown.Base = "another"
	for name, change := range map[string]graph.Change{
		"planned on an empty store":   other,
		"planned on something else":   unknown,
		"applied already":             first,
		"an empty change of nothing":  {Base: "another", Info: graph.Info{Version: "another"}},
		"an empty change to nowhere ": {},
	} {
		if err := store.Apply(t.Context(), change); graph.CodeOf(err) != graph.DatasetChanged || err == nil {
			t.Errorf("Apply of a change %s: got %v; want DATASET_CHANGED", name, err)
		}
	}
	holds(t, store, content)
}

func twoAtOnce(t *testing.T, store graph.Store) {
	load(t, store, everyWorld().content(t))
	contents := []*graph.Content{newWorld().add("un/one").content(t), newWorld().add("un/two").content(t), newWorld().add("un/three").content(t)}
	errs := make([]error, len(contents))
	changes := make([]graph.Change, len(contents))
	for i, c := range contents {
		changes[i] = plan(t, store, c)
	}
	var wg sync.WaitGroup
	for i := range changes {
		wg.Go(func() { errs[i] = store.Apply(t.Context(), changes[i]) })
	}
	wg.Wait()
	winner := -1
	for i, err := range errs {
		switch {
		case err == nil && winner < 0:
			winner = i
		case err == nil:
			t.Errorf("changes %d and %d of one base were both applied", winner, i)
		case graph.CodeOf(err) != graph.DatasetChanged:
			t.Errorf("change %d: %v; want DATASET_CHANGED", i, err)
		}
	}
	if winner < 0 {
		t.Fatal("of three changes at once, none was applied")
	}
	holds(t, store, contents[winner])
}

// readersSeeOne: while two contents alternate, every answer is that of the one
// or of the other, whole. A reader may be told DATASET_CHANGED, if its
// question keeps being overtaken.
func readersSeeOne(t *testing.T, store graph.Store, load func(testing.TB, graph.Store, *graph.Content)) {
	sides := []*graph.Content{build(t, Generate(1, Size{Engagements: 25})), build(t, Generate(2, Size{Engagements: 25}))}
	questions := batches(sides[0])
	answers := make([]map[string]any, 2)
	for i := range sides {
		load(t, store, sides[i])
		answers[i] = map[string]any{}
		for _, m := range questions {
			answer, err := m.call(t.Context(), store)
			if err != nil {
				t.Fatalf("%s: %v", m.name, err)
			}
			answers[i][m.name] = answer
		}
	}
	for name := range maps.Keys(answers[0]) {
		if difference(answers[0][name], answers[1][name]) == "" {
			t.Fatalf("%s: the two contents of the case have the same answer", name)
		}
	}
	var done atomic.Bool
	var wg sync.WaitGroup
	for _, m := range questions {
		wg.Go(func() {
			for read := 0; !done.Load() || read == 0; {
				got, err := m.call(t.Context(), store)
				if err != nil {
					if graph.CodeOf(err) == graph.DatasetChanged {
						continue
					}
					t.Errorf("%s: %v", m.name, err)
					return
				}
				read++
				if first, second := difference(got, answers[0][m.name]), difference(got, answers[1][m.name]); first != "" && second != "" {
					t.Errorf("%s: the answer is of neither content. It differs from the first at %s\nand from the second at %s", m.name, first, second)
					return
				}
			}
		})
	}
	for i := range 6 {
		load(t, store, sides[i%2])
	}
	done.Store(true)
	wg.Wait()
}

// batches is a batch of questions for each method, about everything in a
// content.
func batches(content *graph.Content) []method {
	var all ids
	var links []graph.LinkQuery
	var keys []string
	for i := range content.Records {
		r := &content.Records[i]
		all = append(all, r.Base().ID)
		if i%5 == 0 {
			links = append(links, graph.LinkQuery{Anchor: r.Base().ID, Types: graph.LinkTypes(), Direction: graph.Both, Page: graph.Page{All: true, Total: true}})
			keys = append(keys, graph.Key(r.Base().Name(graph.EN)))
		}
	}
	page := graph.Page{All: true, Total: true}
	finds := []graph.FindQuery{
		{Class: graph.ClassEngagement, Selection: defaults(), Page: page, CountExcluded: true, Order: graph.Order{Field: graph.OrderStart}},
		{Class: graph.ClassActor, Page: page, Order: graph.Order{Field: graph.OrderEngagements, Desc: true}},
		{Class: graph.ClassSource, Page: page, Order: graph.Order{Field: graph.OrderName}},
	}
	tallies := []graph.TallyQuery{
		{By: graph.ByCounterpart, Page: page, WithThemes: true, WithPeriod: true, WithRoles: true},
		{By: graph.ByTheme, Page: page, CountExcluded: true, Selection: defaults()},
	}
	searches := []graph.SearchQuery{{Words: []string{"a"}, Prefix: true, Limit: 50}, {Words: []string{"c"}, Prefix: true, Limit: 5}}
	return []method{
		{"Info", func(ctx context.Context, s graph.Store) (any, error) { return described(ctx, s) }},
		{"Entities", func(ctx context.Context, s graph.Store) (any, error) { return s.Entities(ctx, all) }},
		{"Links", func(ctx context.Context, s graph.Store) (any, error) { return s.Links(ctx, links) }},
		{"Find", func(ctx context.Context, s graph.Store) (any, error) { return s.Find(ctx, finds) }},
		{"Tally", func(ctx context.Context, s graph.Store) (any, error) { return s.Tally(ctx, tallies) }},
		{"Lookup", func(ctx context.Context, s graph.Store) (any, error) { return s.Lookup(ctx, keys) }},
		{"Search", func(ctx context.Context, s graph.Store) (any, error) { return s.Search(ctx, searches) }},
		{"Contents", func(ctx context.Context, s graph.Store) (any, error) { return s.Contents(ctx) }},
	}
}
