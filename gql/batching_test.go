package gql_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/comity-graph/comity/gql"
	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/graphtest"
	"github.com/comity-graph/comity/graph/neo4jstore"
)

// gathering is a batching window that is long enough for a busy machine: what
// is counted must not depend on it.
const gathering = 300 * time.Millisecond

// headline is the question for which the statements are counted: everything
// that a dashboard shows of counterparts, down to the paragraph.
const headline = `query Headline($ref: String!, $first: Int!) {
  actor(ref: $ref) {
    id
    name
    counterparts(first: $first) {
      totalCount
      engagementCount
      pageInfo { hasNextPage endCursor }
      edges {
        cursor
        node { id name acronym category { name } }
        engagementCount
        generalCount
        roles
        ownRoles
        period { edtf start end }
        themes { count theme { id name } }
        engagements(first: 2) {
          totalCount
          edges {
            node {
              id
              title
              citations { locator url source { title } passage { id locator coverage section { heading } source { publisher } } }
            }
          }
        }
      }
    }
  }
}`

// busy returns a generated dataset, and its actor with the most counterparts.
func busy(t testing.TB) (graph.Dataset, graph.ID) {
	t.Helper()
	d := graphtest.Generate(11, graphtest.Size{Engagements: 400})
	content := build(t, d)
	hub := slices.MaxFunc(content.Records, func(x, y graph.Record) int { return x.Tree.Counterparts - y.Tree.Counterparts })
	if hub.Tree.Counterparts < 50 {
		t.Fatalf("the busiest actor has no more than %d counterparts", hub.Tree.Counterparts)
	}
	return d, hub.Base().ID
}

// later makes a store answer Find last of what is asked at the same time. What
// is below it on the document then goes into batches of its own, always: it
// would be a matter of luck otherwise.
func later(ctx context.Context, method string) error {
	if method == "Find" {
		time.Sleep(gathering / 2)
	}
	return ctx.Err()
}

// TestCallsDoNotGrowWithThePage counts the calls of a store for the headline
// question: one for each level of the document that needs the store, whatever
// the number of nodes.
func TestCallsDoNotGrowWithThePage(t *testing.T) {
	d, hub := busy(t)
	store := &counted{Store: memory(t, d), before: later}
	api := gql.New(store, &gql.Options{Window: gathering})
	// Entities: the actor; the themes of all rows; passages and sources of all
	// citations. Info: first and last.
	const want = "map[Entities:3 Find:1 Info:2 Lookup:1 Tally:1]"
	for _, first := range []int{5, 50} {
		a := data(t, api, headline, map[string]any{"ref": string(hub), "first": first})
		if rows := at(t, a.Data, "actor.counterparts.edges").([]any); len(rows) != first {
			t.Errorf("got %d of %d rows", len(rows), first)
		}
		if got := store.taken(); got != want {
			t.Errorf("first: %d costs %s, want %s", first, got, want)
		}
	}
}

// TestStatementsDoNotGrowWithThePage counts what Neo4j is asked.
func TestStatementsDoNotGrowWithThePage(t *testing.T) {
	d, hub := busy(t)
	log := &statements{}
	store := &counted{Store: database(t, d, &neo4jstore.Options{Logger: slog.New(log)}), before: later}
	api := gql.New(store, &gql.Options{Window: gathering, Timeout: patience})
	embedded := gql.New(memory(t, d), nil)
	for _, first := range []int{5, 50} {
		variables := map[string]any{"ref": string(hub), "first": first}
		log.taken()
		got := data(t, api, headline, variables)
		// The version twice, the reference, the actor, the page of counterparts,
		// their themes, their engagements and the totals of these, the evidence.
		if n := log.taken(); n != 9 {
			t.Errorf("first: %d costs %d statements, want 9", first, n)
		}
		if want := data(t, embedded, headline, variables); string(got.raw) != string(want.raw) {
			t.Errorf("first: %d is answered in another way than in memory, %s", first, firstDifference(string(got.raw), string(want.raw)))
		}
	}
}

// TestEveryListIsGathered counts the calls for fields that are asked of many
// nodes: one batch for each kind of read and level.
func TestEveryListIsGathered(t *testing.T) {
	store := &counted{Store: memory(t, world(t)), before: later}
	api := gql.New(store, &gql.Options{Window: gathering})
	for _, c := range []struct{ query, want string }{
		{`{ actors { edges { node {
			parents { id } organs { edges { node { id } } } predecessors { id } successors { id } claims { value }
			memberships { totalCount } members { totalCount } coverage { passages sources { id } ownSections { heading } }
		} } } }`, "map[Find:1 Info:2 Links:1]"},
		{`{ actors { edges { node { themes { count } engagements { totalCount } counterparts { totalCount } } } } }`, "map[Find:2 Info:2 Tally:1]"},
		{`{ engagements { edges { node {
			participants { edges { node { id } } } themes { id } places { relation } subjects { id } related { type } claims { value }
			milestones { place { id } } citations { url passage { id } }
		} } } }`, "map[Entities:1 Find:1 Info:2 Links:1]"},
		{`{ nodes(ids: ["organisation/union-of-africa", "state/ken", "x", "y", "z"]) { id } }`, "map[Entities:2 Info:2 Lookup:1]"},
		{`{ a: node(id: "state/ken") { id } b: node(id: "state/ssd") { id } c: node(id: "state/fra") { id } }`, "map[Entities:1 Info:2]"},
		{`{ a: actor(ref: "African Union") { id } b: actor(ref: "UN") { id } c: theme(ref: "Climate") { id } }`, "map[Entities:1 Info:2 Lookup:1]"},
		{`{ dataset { version } }`, "map[Info:2]"},
		{`{ __schema { types { name } } __typename }`, "map[]"},
	} {
		data(t, api, c.query, nil)
		if got := store.taken(); got != c.want {
			t.Errorf("%s\ncosts %s, want %s", c.query, got, c.want)
		}
	}
}

// TestNothingIsSharedBetweenOperations checks that an operation reads what it
// shows: a second one is not answered from what the first one read.
func TestNothingIsSharedBetweenOperations(t *testing.T) {
	store := &counted{Store: memory(t, world(t))}
	api := gql.New(store, nil)
	for range 3 {
		data(t, api, `{ node(id: "state/ken") { id } }`, nil)
		if got := store.taken(); got != "map[Entities:1 Info:2]" {
			t.Errorf("an operation costs %s", got)
		}
	}
}

// TestTotalsAreOnlyCountedWhereAskedFor checks the look-ahead.
func TestTotalsAreOnlyCountedWhereAskedFor(t *testing.T) {
	asked := &asking{Store: memory(t, world(t))}
	api := gql.New(asked, nil)
	for query, want := range map[string]string{
		`{ actor(ref: "AU") { counterparts { edges { cursor } } } }`:                                                  "total false, period false, themes false, roles false",
		`{ actor(ref: "AU") { counterparts { totalCount } } }`:                                                        "total true, period false, themes false, roles false",
		`{ actor(ref: "AU") { counterparts { engagementCount edges { period { edtf } } } } }`:                         "total true, period true, themes false, roles false",
		`{ actor(ref: "AU") { counterparts { edges { ...E } } } } fragment E on CounterpartEdge { themes { count } }`: "total false, period false, themes true, roles false",
		`{ actor(ref: "AU") { counterparts { ... { x: edges { y: ownRoles } } } } }`:                                  "total false, period false, themes false, roles true",
		`{ actor(ref: "AU") { counterparts { edges { roles period @skip(if: true) { edtf } } } } }`:                   "total false, period false, themes false, roles true",
	} {
		data(t, api, query, nil)
		if asked.last != want {
			t.Errorf("%s\nasks the store for %s, want %s", query, asked.last, want)
		}
	}
}

// asking remembers what the last tally asked for.
type asking struct {
	graph.Store
	last string
}

func (a *asking) Tally(ctx context.Context, queries []graph.TallyQuery) ([]graph.TallyPage, error) {
	q := queries[0]
	a.last = fmt.Sprintf("total %t, period %t, themes %t, roles %t", q.Page.Total, q.WithPeriod, q.WithThemes, q.WithRoles)
	return a.Store.Tally(ctx, queries)
}
