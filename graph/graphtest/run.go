// Package graphtest proves that a graph.Store keeps its contract.
//
// Run is the suite: every store passes all of it, without a skip. Its cases
// write small worlds of their own; World is a larger one, of real documents.
// Generate makes worlds of any size in which everything that can tie does, and
// Differential asks two stores the same random questions of one of them.
// Reference is a store to compare with: the contract as plain loops.
package graphtest

import (
	"context"
	"slices"
	"testing"

	"github.com/comity-graph/comity/graph"
)

// Run runs the suite. Each case calls open for an empty store of its own, and
// closes it when it is done.
func Run(t *testing.T, open func(t *testing.T) graph.Store) {
	for _, part := range []struct {
		name  string
		cases []testCase
	}{
		{"Store", storeCases()},
		{"Entities", entityCases()},
		{"Links", linkCases()},
		{"Find", findCases()},
		{"FindActors", actorCases()},
		{"Pages", pageCases()},
		{"Tally", tallyCases()},
		{"Lookup", lookupCases()},
		{"Search", searchCases()},
		{"Text", textCases()},
		{"Apply", applyCases()},
		{"World", worldCases()},
	} {
		t.Run(part.name, func(t *testing.T) {
			for _, c := range part.cases {
				t.Run(c.name, func(t *testing.T) {
					store := open(t)
					t.Cleanup(func() {
						if err := store.Close(context.Background()); err != nil {
							t.Errorf("Close: %v", err)
						}
					})
					c.run(t, store)
				})
			}
		})
	}
}

// testCase is one sentence that holds of every store; run gets an empty one.
type testCase struct {
	name string
	run  func(t *testing.T, store graph.Store)
}

// The helpers below ask one question and fail the case if that fails.

func ask[Q, A any](t *testing.T, method func(context.Context, []Q) ([]A, error), q Q) A {
	t.Helper()
	answers, err := method(t.Context(), []Q{q})
	if err != nil {
		t.Fatalf("asked %s\n%v", show(q), err)
	}
	if len(answers) != 1 {
		t.Fatalf("asked %s\ngot %d answers to one question", show(q), len(answers))
	}
	return answers[0]
}

// same fails the case if an answer is not as wanted.
func same(t *testing.T, asked, got, want any) {
	t.Helper()
	if d := difference(got, want); d != "" {
		t.Errorf("asked %s\n%s", show(asked), d)
	}
}

// all is the page of everything.
func all() graph.Page { return graph.Page{All: true, Total: true} }

// idsOf asks Find for everything that fits, and returns ids.
func idsOf(t *testing.T, store graph.Store, q graph.FindQuery) []graph.ID {
	t.Helper()
	q.Page = all()
	page := ask(t, store.Find, q)
	if page.Total != len(page.Items) || page.More {
		t.Errorf("asked %s\ngot %d of all items, Total %d, More %t", show(q), len(page.Items), page.Total, page.More)
	}
	return foundIDs(page)
}

func foundIDs(page graph.FindPage) ids {
	list := make(ids, 0, len(page.Items))
	for _, item := range page.Items {
		list = append(list, item.Entity.Base().ID)
	}
	return list
}

// ids is what cases want.
type ids = []graph.ID

// selects checks which engagements a selection means, in any order.
func selects(t *testing.T, store graph.Store, s graph.Selection, want ...graph.ID) {
	t.Helper()
	got := idsOf(t, store, graph.FindQuery{Class: graph.ClassEngagement, Selection: s})
	slices.Sort(want)
	same(t, s, got, want)
}

// set is a set of those named alone, tree one with what is in their trees.
func set(ids ...graph.ID) *graph.Set  { return &graph.Set{IDs: ids} }
func tree(ids ...graph.ID) *graph.Set { return &graph.Set{IDs: ids, Tree: true} }

// side is a side that anything fits.
func side(s *graph.Set) *graph.Side { return &graph.Side{Set: *s} }

// acting is a side as it is asked for wherever the question is who cooperates.
func acting(s *graph.Set) *graph.Side {
	return &graph.Side{Set: *s, SkipAddressees: true, SkipArmedGroups: true}
}
