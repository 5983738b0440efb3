package memstore_test

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/graphtest"
	"github.com/comity-graph/comity/graph/memstore"
)

func build(t *testing.T, seed uint64, engagements int) *graph.Content {
	t.Helper()
	content, err := graph.Build(graphtest.Generate(seed, graphtest.Size{Engagements: engagements}))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func loaded(t *testing.T, content *graph.Content) *memstore.Store {
	t.Helper()
	s := memstore.New()
	if err := s.Load(t.Context(), content); err != nil {
		t.Fatal(err)
	}
	return s
}

func whole(content *graph.Content) graph.Change {
	return graph.Change{Info: content.Info, Records: content.Records, Links: content.Links}
}

func TestLoadIsApplyToAnEmptyStore(t *testing.T) {
	content := build(t, 3, 200)
	applied := memstore.New()
	if err := applied.Apply(t.Context(), whole(content)); err != nil {
		t.Fatal(err)
	}
	for _, s := range []*memstore.Store{applied, loaded(t, content)} {
		stored, err := s.Contents(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		plan, err := graph.NewPlan(stored, content)
		if err != nil {
			t.Fatal(err)
		}
		if n := plan.Records.Unchanged; !plan.Empty() || n != len(content.Records) || plan.Links.Unchanged != len(content.Links) {
			t.Errorf("of %d records and %d links: %s; %s", len(content.Records), len(content.Links), plan.Records, plan.Links)
		}
	}
}

func TestLinksGoWithTheRecordsThatTheyJoin(t *testing.T) {
	content := build(t, 3, 50)
	s := loaded(t, content)
	gone := content.Links[slices.IndexFunc(content.Links, func(l graph.Link) bool { return l.Type == graph.LinkTookPartIn })].From
	info := content.Info
	info.Version = "next"
	if err := s.Apply(t.Context(), graph.Change{Base: content.Info.Version, Info: info, Removed: []graph.ID{gone, "un/never-was"}}); err != nil {
		t.Fatal(err)
	}
	stored, err := s.Contents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := 0
	for i := range content.Links {
		if l := &content.Links[i]; l.From != gone && l.To != gone {
			want++
		}
	}
	if _, still := stored.Records[gone]; still || len(stored.Records) != len(content.Records)-1 || len(stored.Links) != want {
		t.Errorf("without %s: %d records and %d links, want %d and %d", gone, len(stored.Records), len(stored.Links), len(content.Records)-1, want)
	}
}

// countdown is a context that ends when it was looked at often enough.
type countdown struct {
	context.Context //nolint:containedctx // it is one
	left            atomic.Int64
	err             error
}

func newCountdown(ctx context.Context, looks int, err error) *countdown {
	c := &countdown{Context: ctx, err: err}
	c.left.Store(int64(looks))
	return c
}

func (c *countdown) Err() error {
	if c.left.Add(-1) < 0 {
		return c.err
	}
	return nil
}

func TestAnApplyThatIsStoppedAnywhereChangesNothing(t *testing.T) {
	old, next := build(t, 1, 40), build(t, 2, 1500)
	s := loaded(t, old)
	stored, err := s.Contents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	plan, err := graph.NewPlan(stored, next)
	if err != nil {
		t.Fatal(err)
	}
	for looks := 0; ; looks += 1 + looks/4 {
		err := s.Apply(newCountdown(t.Context(), looks, context.Canceled), plan.Change)
		info, infoErr := s.Info(t.Context())
		if infoErr != nil {
			t.Fatal(infoErr)
		}
		if err == nil {
			if looks < 5 || info.Version != next.Info.Version {
				t.Errorf("Apply looked at its context %d times, and the version is %s, want %s", looks, info.Version, next.Info.Version)
			}
			return
		}
		if !errors.Is(err, context.Canceled) || info.Version != old.Info.Version {
			t.Fatalf("stopped after %d looks: %v, and the version is %s, want %s", looks, err, info.Version, old.Info.Version)
		}
	}
}

func TestLongQuestionsLookAtTheirContext(t *testing.T) {
	s := loaded(t, build(t, 1, 5000))
	ends := func() context.Context { return newCountdown(t.Context(), 2, context.DeadlineExceeded) }
	everything := graph.Page{All: true, Total: true}
	for name, ask := range map[string]func() error{
		"Find": func() error {
			_, err := s.Find(ends(), []graph.FindQuery{{Class: graph.ClassEngagement, Selection: graph.Selection{MaxParticipants: 9}, Page: everything}})
			return err
		},
		"Tally": func() error {
			_, err := s.Tally(ends(), []graph.TallyQuery{{By: graph.ByTheme, Page: everything}})
			return err
		},
		"Links": func() error {
			query := graph.LinkQuery{Types: graph.LinkTypes(), Direction: graph.Both, Kinds: graph.KindsOf(graph.ClassEngagement), Page: everything}
			var queries []graph.LinkQuery
			for _, id := range []graph.ID{"organisation/x0", "un/x1", "theme/t0", "theme/t1", "area/a0", "area/a1"} {
				query.Anchor = id
				queries = append(queries, query)
			}
			_, err := s.Links(ends(), queries)
			return err
		},
		"Search": func() error {
			_, err := s.Search(ends(), []graph.SearchQuery{{Words: []string{""}, Prefix: true, Limit: 1 << 30}})
			return err
		},
		"Contents": func() error {
			_, err := s.Contents(ends())
			return err
		},
	} {
		if err := ask(); graph.CodeOf(err) != graph.Timeout {
			t.Errorf("%s: got %v, want TIMEOUT", name, err)
		}
	}
}

// What a database sums up when it is written is what a question finds.
func TestTheHeadlineIsWhatTheLinksSumUp(t *testing.T) {
	content := build(t, 5, 400)
	s := loaded(t, content)
	for i := range content.Records {
		r := &content.Records[i]
		if !r.Base().Kind.IsActor() {
			continue
		}
		for _, tree := range []bool{false, true} {
			sums, scope := r.Own, graph.ScopeOwn
			if tree {
				if sums = r.Tree; r.HasOrgans {
					scope = graph.ScopeTree
				}
			}
			checkHeadline(t, s, content, r.Base().ID, tree, scope, sums)
		}
	}
}

func checkHeadline(t *testing.T, s graph.Store, content *graph.Content, id graph.ID, tree bool, scope string, sums graph.Cooperations) {
	t.Helper()
	acting := graph.Side{SkipAddressees: true, SkipArmedGroups: true}
	own := acting
	own.Set = graph.Set{IDs: []graph.ID{id}, Tree: tree}
	pages, err := s.Tally(t.Context(), []graph.TallyQuery{{
		By: graph.ByCounterpart, Page: graph.Page{All: true, Total: true}, WithPeriod: true, WithThemes: true, WithRoles: true, CountExcluded: true,
		Selection: graph.Selection{
			Own: &own, With: &acting, SpecificOnly: true,
			Statuses: []graph.Status{graph.StatusOngoing, graph.StatusCompleted, graph.StatusUnstated}, StatusesDefault: true,
		},
	}})
	if err != nil {
		t.Fatal(err)
	}
	page := pages[0]
	got := graph.Cooperations{Counterparts: page.Total, Engagements: page.Engagements, General: page.Excluded.General, Planned: page.Excluded.Planned}
	if got != sums {
		t.Errorf("%s, tree %t: counted %+v, the record says %+v", id, tree, got, sums)
	}
	rows := map[graph.ID]graph.TallyRow{}
	for _, row := range page.Rows {
		rows[row.Entity.Base().ID] = row
	}
	for i := range content.Links {
		l := &content.Links[i]
		if l.Type != graph.LinkCooperates || l.Scope != scope || (l.From != id && (l.To != id || scope == graph.ScopeTree)) {
			continue
		}
		other, ownRoles, roles := l.To, l.Cooperation.FromRoles, l.Cooperation.ToRoles
		if l.From != id {
			other, ownRoles, roles = l.From, roles, ownRoles
		}
		row := rows[other]
		delete(rows, other)
		c := l.Cooperation
		if row.Count != c.Engagements || row.General != c.General || row.First != c.First || row.Last != c.Last ||
			!slices.Equal(row.OwnRoles, ownRoles) || !slices.Equal(row.Roles, roles) || !slices.Equal(row.Themes, c.Themes) {
			t.Errorf("%s with %s, tree %t: counted %+v, the link says %+v", id, other, tree, row, c)
		}
	}
	if len(rows) > 0 {
		t.Errorf("%s, tree %t: %d counterparts have no link", id, tree, len(rows))
	}
}
