package graph

import (
	"cmp"
	"errors"
	"slices"
	"testing"
)

func TestBestNameGradesHowWellANameMatches(t *testing.T) {
	n := &Node{ID: "un/undp", Kind: KindUNEntity, Names: []Name{
		{Value: "United Nations Development Programme", Language: EN, Kind: NameShort},
		{Value: "Programme des Nations Unies pour le développement", Language: FR, Kind: NameShort},
		{Value: "UNDP", Language: EN, Kind: NameAcronym},
		{Value: "PNUD", Language: FR, Kind: NameAcronym},
		{Value: "The Development Programme", Language: EN, Kind: NameAlternative},
	}}
	for _, row := range []struct {
		text    string
		lang    Language
		grade   int
		matched string // "" for none
	}{
		{"undp", "", 0, "UNDP"}, // the key of its id, and of a name
		{"UN/UNDP", EN, 0, ""},
		{"united nations development programme", EN, 1, "United Nations Development Programme"},
		{"united nations development programme", FR, 2, "United Nations Development Programme"},
		{"the United Nations Development Programme", "", 1, "United Nations Development Programme"},
		{"pnud", "", 3, "PNUD"},
		{"pnud", FR, 3, "PNUD"},
		{"P.N.U.D.", EN, 4, "PNUD"},
		{"development programme", EN, 5, "The Development Programme"}, // a lesser name that is exact before a full one that has the words
		{"united nat", EN, 11, "United Nations Development Programme"},
		{"pnu", FR, 13, "PNUD"},
		{"the dev", EN, 15, "The Development Programme"},
		{"nations prog", EN, 21, "United Nations Development Programme"},
		{"nations unies dev", FR, 21, "Programme des Nations Unies pour le développement"},
		{"nations unies dev", EN, 22, "Programme des Nations Unies pour le développement"},
		{"nation programme", EN, 99, ""}, // a prefix that is not the last word
		{"united development xyz", "", 99, ""},
	} {
		grade, name := bestName(n, withoutArticle(Tokens(row.text)), Key(row.text), row.lang)
		matched := ""
		if name != nil {
			matched = name.Value
		}
		if grade != row.grade || matched != row.matched {
			t.Errorf("%q in %q: %d by %q, want %d by %q", row.text, row.lang, grade, matched, row.grade, row.matched)
		}
	}
}

func TestSearchPutsTheBestMatchesFirst(t *testing.T) {
	w := newWorld().
		add("un/a", named(NameShort, EN, "Peace and Security Centre")).
		add("un/b", named(NameShort, EN, "Centre for Peace")).
		add("un/c", named(NameAlternative, EN, "Peace")).
		add("un/d", named(NameShort, EN, "The Peace")).
		add("un/e", named(NameShort, FR, "Peace")).
		add("un/f", named(NameAcronym, EN, "P.E.A.C.E.")).
		add("un/g", identified("wikidata", "Peace")).
		add("theme/peace", named(NameShort, EN, "Harmony")).
		add("area/other", named(NameShort, EN, "Elsewhere"))
	found := func(text string, kinds []Kind, lang Language) (hits []ID, matched []string, more bool) {
		t.Helper()
		all, more, err := Search(t.Context(), &shelf{w: w}, text, kinds, lang)
		if err != nil {
			t.Fatal(err)
		}
		for i, hit := range all {
			hits = append(hits, hit.Entity.Base().ID)
			name := ""
			if hit.Matched != nil {
				name = hit.Matched.Value
			}
			matched = append(matched, name)
			if i > 0 && all[i-1].Key >= hit.Key {
				t.Errorf("%q: the keys %q and %q are not in order", text, all[i-1].Key, hit.Key)
			}
		}
		return hits, matched, more
	}

	hits, matched, more := found("the PEACE", nil, EN)
	equal(t, "hits", hits, []ID{"theme/peace", "un/d", "un/e", "un/f", "un/c", "un/a", "un/b", "un/g"})
	equal(t, "names", matched, []string{"", "The Peace", "Peace", "P.E.A.C.E.", "Peace", "Peace and Security Centre", "Centre for Peace", ""})
	equal(t, "more", more, false)

	hits, _, _ = found("peac", []Kind{KindUNEntity}, FR)
	equal(t, "of a kind, in French", hits, []ID{"un/e", "un/a", "un/d", "un/f", "un/c", "un/b", "un/g"})

	hits, _, _ = found("–", nil, "")
	equal(t, "without a word", hits, []ID(nil))
	hits, _, _ = found("nonsense", nil, "")
	equal(t, "of what nothing is called", hits, []ID(nil))

	broken := errors.New("broken")
	if _, _, err := Search(t.Context(), &shelf{w: w, err: broken}, "peace", nil, EN); !errors.Is(err, broken) {
		t.Errorf("got %v, want the error of the store", err)
	}
	equal(t, "the order", SearchOrder{}.String(), "relevance")
}

func TestSearchAsksForThePrefixOfTheLastWordUpToABound(t *testing.T) {
	w := newWorld()
	for i := range MaxFound + 1 {
		w.add(ID("un/x"+string(rune('a'+i/26))+string(rune('a'+i%26))), named(NameShort, EN, "Office"))
	}
	s := &shelf{w: w}
	hits, more, err := Search(t.Context(), s, "World Health Organiz", []Kind{KindUNEntity}, EN)
	if err != nil || len(hits) > 0 || more {
		t.Errorf("got %d, %v, %v", len(hits), more, err)
	}
	equal(t, "query", s.queries, []SearchQuery{{Words: []string{"world", "health", "organis"}, Prefix: true, Kinds: []Kind{KindUNEntity}, Limit: MaxFound}})

	hits, more, err = Search(t.Context(), s, "off", nil, EN)
	if err != nil || len(hits) != MaxFound || !more {
		t.Errorf("got %d, %v, %v; want %d, and more", len(hits), more, err, MaxFound)
	}
	if !slices.IsSortedFunc(hits, func(x, y Found) int { return cmp.Compare(x.Entity.Base().ID, y.Entity.Base().ID) }) {
		t.Error("equals do not keep the order of the store")
	}
}
