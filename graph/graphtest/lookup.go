package graphtest

import (
	"testing"

	"github.com/comity-graph/comity/graph"
)

func lookup(t *testing.T, store graph.Store, keys ...string) map[string][]graph.Match {
	t.Helper()
	found, err := store.Lookup(t.Context(), keys)
	if err != nil {
		t.Fatalf("asked %s\n%v", show(keys), err)
	}
	if found == nil {
		t.Errorf("asked %s\ngot a nil map", show(keys))
	}
	return found
}

func lookupCases() []testCase {
	return []testCase{
		{"FindsByEveryRankAndOrdersByIt", func(t *testing.T, store graph.Store) {
			newWorld().
				add("un/e-by-identifier", identifier("iati", "au")).
				add("un/d-by-former-name", name("A.U.", graph.EN, graph.NameFormer)).
				add("organisation/b", called("African Union", "Union africaine"), name("the AU", graph.FR, graph.NameAcronym), acronym("AU")).
				add("un/a-by-acronym", acronym("AU")).
				add("un/c-by-name", called("Au", "Or")).in(t, store)
			want := []graph.Match{
				{ID: "un/c-by-name", Rank: graph.RankFullName, Language: graph.EN, Name: "Au", NameKind: graph.NameShort},
				{ID: "organisation/b", Rank: graph.RankAcronym, Language: graph.EN, Name: "AU", NameKind: graph.NameAcronym},
				{ID: "organisation/b", Rank: graph.RankAcronym, Language: graph.FR, Name: "the AU", NameKind: graph.NameAcronym},
				{ID: "un/a-by-acronym", Rank: graph.RankAcronym, Language: graph.EN, Name: "AU", NameKind: graph.NameAcronym},
				{ID: "un/d-by-former-name", Rank: graph.RankOtherName, Language: graph.EN, Name: "A.U.", NameKind: graph.NameFormer},
				{ID: "un/e-by-identifier", Rank: graph.RankIdentifier, Name: "au"},
			}
			same(t, "au", lookup(t, store, "au"), map[string][]graph.Match{"au": want})
		}},
		{"OrdersByLanguageNameAndKindOfName", func(t *testing.T, store graph.Store) {
			newWorld().add(
				"un/a", name("T～", graph.EN, graph.NameShort), name("T🕊", graph.EN, graph.NameShort), name("T", graph.EN, graph.NameTranslation),
				name("T", graph.EN, graph.NameFormal), name("T", graph.AR, graph.NameFormal), name("t", graph.EN, graph.NameShort), name("T", graph.FR, graph.NameShort),
			).in(t, store)
			want := []graph.Match{
				{ID: "un/a", Rank: graph.RankFullName, Language: graph.AR, Name: "T", NameKind: graph.NameFormal},
				{ID: "un/a", Rank: graph.RankFullName, Language: graph.EN, Name: "T", NameKind: graph.NameFormal},
				{ID: "un/a", Rank: graph.RankFullName, Language: graph.EN, Name: "T", NameKind: graph.NameTranslation},
				{ID: "un/a", Rank: graph.RankFullName, Language: graph.EN, Name: "T～", NameKind: graph.NameShort},
				{ID: "un/a", Rank: graph.RankFullName, Language: graph.EN, Name: "T🕊", NameKind: graph.NameShort}, // by bytes, not by UTF-16
				{ID: "un/a", Rank: graph.RankFullName, Language: graph.EN, Name: "t", NameKind: graph.NameShort},
				{ID: "un/a", Rank: graph.RankFullName, Language: graph.FR, Name: "T", NameKind: graph.NameShort},
			}
			same(t, "t", lookup(t, store, "t"), map[string][]graph.Match{"t": want})
		}},
		{"FindsIdsAndFormerIds", func(t *testing.T, store graph.Store) {
			newWorld().add("un/new", formerly("un/old", "organisation/older")).add("membership/m", of("state/ken", "un/new")).add("claim/c", claims("un/new", "x")).in(t, store)
			for key, id := range map[string]graph.ID{
				"un/new": "un/new", "un/old": "un/new", "organisation/older": "un/new", "source/doc#1": "source/doc#1", "membership/m": "membership/m", "claim/c": "claim/c",
			} {
				same(t, key, lookup(t, store, key), map[string][]graph.Match{key: {{ID: id, Rank: graph.RankID, Name: key}}})
			}
		}},
		{"FindsIdentifiersWithAndWithoutTheirScheme", func(t *testing.T, store graph.Store) {
			newWorld().
				add("state/aus", identifier("iso3166-1-alpha-2", "AU")).add("organisation/au", identifier("isni", "AU")).
				add("source/a", func(_ *sketch, e graph.Entity) { e.(*graph.Source).Symbols = []string{"A/75/345", "S/2020/898"} }).in(t, store)
			au := func(id graph.ID) graph.Match { return graph.Match{ID: id, Rank: graph.RankIdentifier, Name: "AU"} }
			got := lookup(t, store, "iso3166-1-alpha-2:au", "au", "un-symbol:a.75.345", "a75345s2020898", "s2020898")
			want := map[string][]graph.Match{
				"iso3166-1-alpha-2:au": {au("state/aus")},
				"au":                   {{ID: "organisation/au", Rank: graph.RankFullName, Language: graph.EN, Name: "au", NameKind: graph.NameShort}, au("organisation/au"), au("state/aus")},
				"un-symbol:a.75.345":   {{ID: "source/a", Rank: graph.RankIdentifier, Name: "A/75/345"}},
				"s2020898":             {{ID: "source/a", Rank: graph.RankIdentifier, Name: "S/2020/898"}},
				"a75345s2020898":       {{ID: "source/a", Rank: graph.RankIdentifier, Name: "A/75/345–S/2020/898"}},
			}
			same(t, "identifiers", got, want)
		}},
		{"FindsThemesOfAGoalThroughItsTargets", func(t *testing.T, store graph.Store) {
			newWorld().
				add("theme/a", identifier("sdg", "16.1"), identifier("sdg", "16.a")).add("theme/b", identifier("sdg", "16")).
				add("theme/c", identifier("sdg", "1.6")).add("theme/d", identifier("eurovoc", "16")).in(t, store)
			m := func(id graph.ID, value string) graph.Match {
				return graph.Match{ID: id, Rank: graph.RankIdentifier, Name: value}
			}
			same(t, "sdg", lookup(t, store, "sdg:16", "sdg:16.1", "16", "161", "sdg:1", "sdg:17"), map[string][]graph.Match{
				"sdg:16":   {m("theme/a", "16.1"), m("theme/a", "16.a"), m("theme/b", "16")},
				"sdg:16.1": {m("theme/a", "16.1")},
				"sdg:1":    {m("theme/c", "1.6")},
			})
		}},
		{"HasNoEntryForWhatMatchesNothing", func(t *testing.T, store graph.Store) {
			everyWorld().in(t, store)
			same(t, "nothing", lookup(t, store, hurtful()...), map[string][]graph.Match{})
			if got := lookup(t, store, "au", "au", "nothing", "summit"); len(got) != 2 || len(got["au"]) != 1 || len(got["summit"]) != 1 {
				t.Errorf("asked for au twice, nothing and summit\ngot %s\nwant a match each of au and summit", show(got))
			}
		}},
		{"ForgetsWhatIsNoMore", func(t *testing.T, store graph.Store) {
			newWorld().add("un/a", called("Before", "Avant")).in(t, store)
			newWorld().add("un/a", called("After", "Après")).in(t, store)
			if got := lookup(t, store, "before", "avant"); len(got) != 0 {
				t.Errorf("asked for former names\ngot %s\nwant nothing", show(got))
			}
			if got := lookup(t, store, "after"); len(got["after"]) != 1 {
				t.Errorf("asked for the new name\ngot %s\nwant un/a", show(got))
			}
		}},
	}
}
