package graphtest

import (
	_ "embed"
	"encoding/json"
	"slices"
	"testing"

	"github.com/comity-graph/comity/graph"
)

//go:embed testdata/world.json
var world []byte

// World returns the fixture world: the hardest statements of five real
// documents, with whom they name. testdata/world.json is generated from
// seed/testdata/hard by "go test ./seed -run HardStatements -update"; edit it
// there. What makes it hard, drawn (◄── an organ of; ◄·· a member of; ◄══ lies
// in; ◄── of themes: narrower than):
//
//	un/united-nations ◄─┬─ un/secretariat ◄─┬─ un/dppa ◄─┬─ un/silencing-the-guns-task-force
//	                    │                   ├─ un/dpo ◄──┘   (in the tree of the secretariat,
//	                    │                   └─ un/unodc …     in neither department's)
//	                    ├─ un/security-council ◄── un/cted
//	                    ├─ un/who ◄── un/world-health-assembly
//	                    ├─ un/global-counter-terrorism-coordination-compact ◄── un/compact-working-group-on-emerging-threats
//	                    │       ▲·· organisation/organisation-for-the-prohibition-of-chemical-weapons (in no tree of the UN) ··▲ 2019
//	                    └─┐
//	                   un/unamid   a hybrid: of both, in neither tree
//	                    ┌─┘
//	organisation/african-union ◄─┬─ organisation/african-union-commission
//	          :                  └─ organisation/au-peace-and-security-council …
//	          ▼··
//	coalition/international-follow-up-committee-on-libya ◄─┬─ coalition/libya-follow-up-committee-security-working-group   ◄·· the African Union, CHAIR
//	          ▲·· organisation/league-of-arab-states       └─ coalition/libya-follow-up-committee-political-working-group  ◄·· the League, CHAIR
//
//	area/africa ◄══ area/sub-saharan-africa ◄══ area/eastern-africa ◄══ state/ssd ◄══ area/juba
//	theme/peace-and-security ◄── theme/women-peace-and-security ──► theme/gender-equality-and-youth
//	theme/peace-and-security ◄── theme/climate-security ──► theme/climate-and-environment
//
// Beside what is drawn: departments that succeeded others, general statements,
// planned and undated engagements, addressees, facts read between the lines,
// one text in two languages, and claims that disagree.
func World(tb testing.TB) graph.Dataset {
	tb.Helper()
	var d graph.Dataset
	if err := json.Unmarshal(world, &d); err != nil {
		tb.Fatalf("testdata/world.json: %v", err)
	}
	return d
}

func worldCases() []testCase {
	return []testCase{
		{"IsHeldWhole", func(t *testing.T, store graph.Store) {
			content := build(t, World(t))
			load(t, store, content)
			holds(t, store, content)
		}},
		{"IsAskedAsTheReferenceIs", func(t *testing.T, store graph.Store) {
			compare(t, store, build(t, World(t)), 1, 60)
		}},
		{"AndSoAreGeneratedOnes", func(t *testing.T, store graph.Store) {
			compare(t, store, build(t, Generate(1, Small())), 2, 60)
		}},
		{"WithEveryPairOfFieldsOfASelection", everyPair},
	}
}

// everyPair asks with each field of a selection alone and with each other.
func everyPair(t *testing.T, store graph.Store) {
	content, reference := build(t, Generate(6, Small())), NewReference()
	load(t, store, content)
	load(t, reference, content)
	q := newQuestioner(content, 6)
	var pairs []graph.FindQuery
	for i := range q.fields(new(graph.Selection)) {
		for j := range i + 1 {
			f := graph.FindQuery{Class: graph.ClassEngagement, CountExcluded: true, Page: all()}
			fields := q.fields(&f.Selection)
			fields[i]()
			if j < i {
				fields[j]()
			}
			pairs = append(pairs, f)
		}
	}
	for queries := range slices.Chunk(pairs, 4) {
		got, err := store.Find(t.Context(), queries)
		if err != nil {
			t.Fatalf("asked %s\n%v", show(queries), err)
		}
		want, err := reference.Find(t.Context(), queries)
		if err != nil {
			t.Fatalf("asked %s\n%v", show(queries), err)
		}
		for j := range queries {
			same(t, queries[j], got[j], want[j])
		}
	}
}
