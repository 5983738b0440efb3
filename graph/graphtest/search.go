package graphtest

import (
	"testing"

	"github.com/comity-graph/comity/graph"
)

// searched returns what a search for a text finds, as somebody types it.
func searched(t *testing.T, store graph.Store, text string, prefix bool, kinds ...graph.Kind) ids {
	t.Helper()
	q := graph.SearchQuery{Words: graph.Tokens(text), Prefix: prefix, Kinds: kinds, Limit: 100}
	result := ask(t, store.Search, q)
	if result.More {
		t.Errorf("asked %s\ngot More, of %d", show(q), len(result.Entities))
	}
	return entityIDs(result.Entities)
}

func searchCases() []testCase {
	return []testCase{
		{"FindsAllWordsInAnyName", func(t *testing.T, store graph.Store) {
			newWorld().
				add("organisation/au", called("African Union", "Union africaine"), acronym("A.U."), name("OAU", graph.EN, graph.NameFormer)).
				add("organisation/eu", called("European Union", "Union européenne")).
				add("theme/union", called("Union", "Union")).add("area/a", called("African", "Africain")).in(t, store)
			for text, want := range map[string]ids{
				"union":           {"organisation/au", "organisation/eu", "theme/union"},
				"african union":   {"organisation/au"},
				"union african":   {"organisation/au"},
				"union union":     {"organisation/au", "organisation/eu", "theme/union"},
				"africaine":       {"organisation/au"},
				"europeenne":      {"organisation/eu"},
				"EUROPÉENNE":      {"organisation/eu"},
				"african union x": nil,
				"afric":           nil,
				"au":              {"organisation/au"}, // of its acronym without dots
				"a.u.":            {"organisation/au"},
				"oau":             {"organisation/au"},
				"eu":              {"organisation/eu"}, // of its id
			} {
				same(t, text, searched(t, store, text, false), want)
			}
		}},
		{"TakesTheLastWordAsABeginning", func(t *testing.T, store graph.Store) {
			newWorld().
				add("un/1", called("peace talks", "pourparlers")).add("un/2", called("peacekeeping talk", "maintien")).add("un/3", called("peace", "paix")).in(t, store)
			for text, want := range map[string]ids{
				"peac":          {"un/1", "un/2", "un/3"},
				"peace":         {"un/1", "un/2", "un/3"},
				"peace talk":    {"un/1"},
				"talk peace":    {"un/2"},
				"peac talk":     nil,
				"peacekeepings": nil,
			} {
				same(t, text, searched(t, store, text, true), want)
			}
		}},
		{"OrdersByWeightThenById", func(t *testing.T, store graph.Store) {
			newWorld().
				add("un/light", called("Thing", "Chose")).add("un/also-light", called("Thing", "Chose")).
				add("un/heavy", called("Thing", "Chose")).add("theme/heavier", called("Thing", "Chose")).
				add("event/e", who("un/heavy"), about("theme/heavier")).add("event/f", about("theme/heavier")).in(t, store)
			same(t, "thing", searched(t, store, "thing", false), ids{"theme/heavier", "un/heavy", "un/also-light", "un/light"})
		}},
		{"SaysThatThereAreMore", func(t *testing.T, store graph.Store) {
			newWorld().add("un/a", called("x", "x")).add("un/b", called("x", "x")).add("un/c", called("x", "x")).add("theme/d", called("x", "x")).in(t, store)
			kinds := []graph.Kind{graph.KindUNEntity}
			for limit, want := range map[int]ids{0: nil, 1: {"un/a"}, 2: {"un/a", "un/b"}, 3: {"un/a", "un/b", "un/c"}, 4: {"un/a", "un/b", "un/c"}} {
				q := graph.SearchQuery{Words: []string{"x"}, Kinds: kinds, Limit: limit}
				result := ask(t, store.Search, q)
				same(t, q, entityIDs(result.Entities), want)
				same(t, q, result.More, limit < 3)
			}
		}},
		{"FindsKindsAskedFor", func(t *testing.T, store graph.Store) {
			newWorld().add("un/x").add("theme/x").add("event/x").add("membership/x", of("state/ken", "un/x")).add("claim/x", claims("un/x", "x")).add("source/x#x").in(t, store)
			same(t, "x", searched(t, store, "x", false), ids{"source/x", "event/x", "theme/x", "un/x"})
			same(t, "x", searched(t, store, "x", false, graph.KindTheme, graph.KindEvent, graph.KindMembership), ids{"event/x", "theme/x"})
			same(t, "x", searched(t, store, "x", false, graph.KindPassage, graph.KindClaim), nil)
		}},
		{"FindsEngagementsByOfficeHolders", func(t *testing.T, store graph.Store) {
			w := newWorld().add("event/e", who("un/a"))
			w.links[0].Participation.Representatives = []graph.Representative{{
				Function: graph.Text{graph.EN: "Special Envoy", graph.FR: "Envoyé spécial"}, PersonName: "Łucja Ďurková", Level: graph.LevelExecutiveHead,
			}}
			w.in(t, store)
			same(t, "a name", searched(t, store, "lucja durk", true), ids{"event/e"})
			same(t, "a function", searched(t, store, "envoy", true), nil)
		}},
		{"FindsByIdentifierAndSymbol", func(t *testing.T, store graph.Store) {
			newWorld().
				add("source/a", func(_ *sketch, e graph.Entity) { e.(*graph.Source).Symbols = []string{"A/75/345"} }).
				add("un/a", identifier("wikidata", "Q1065")).in(t, store)
			same(t, "A/75/345", searched(t, store, "A/75/345", false), ids{"source/a"})
			same(t, "q106", searched(t, store, "q106", true), ids{"un/a"})
		}},
	}
}
