package graphtest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/comity-graph/comity/graph"
)

// hurtful are texts that mean something to a database, or nothing to anybody.
func hurtful() []string {
	return []string{
		"", " ", "\t", "\x00", "'", "\"", "`", "\\", "\\'", "' OR 1=1 //", "\"}) DETACH DELETE n //", "$ids", "{ids}", "*", "?", "*:*", "a AND b", "-a", "+a",
		"a~2", "[a TO z]", "(a OR b)^2", "/a.*/", "\u202e", "\u200b", "\ufeff", "\uffff", "🕊", "👩🏽‍🚀", "e\u0301\u0327", "%", "_", "null", "NULL", "NaN", "true",
		strings.Repeat("long ", 20_000), strings.Repeat("long", 20_000),
	}
}

func textCases() []testCase {
	return []testCase{
		{"NamesThatHurtComeBackAndAreFound", namesThatHurt},
		{"QuestionsThatHurtFindNothing", questionsThatHurt},
		{"NamesSortByTheirLanguage", func(t *testing.T, store graph.Store) {
			w := newWorld()
			for i, s := range []string{"zèbre", "Zaïre", "côte", "cote", "coté", "Œuvre", "œuf", "ours", "Åland", "Aaland", "ß", "sz", "İ", "i", "🕊", "～", "العربية", "10", "9"} {
				w.add(graph.ID(fmt.Sprintf("un/x%02d", i)), called(s, s))
			}
			w.in(t, store)
			for _, lang := range graph.TextLanguages() {
				for _, desc := range []bool{false, true} {
					q := graph.FindQuery{Class: graph.ClassActor, Order: graph.Order{Field: graph.OrderName, Desc: desc, Lang: lang}, Page: all()}
					page := ask(t, store.Find, q)
					got := foundIDs(page)
					want := slices.Clone(got)
					slices.SortFunc(want, func(x, y graph.ID) int {
						sign := 1
						if desc {
							sign = -1
						}
						name := func(id graph.ID) string { return graph.SortKey(lang, w.entities[id].Base().Name(lang)) }
						if c := strings.Compare(name(x), name(y)); c != 0 {
							return sign * c
						}
						return strings.Compare(string(x), string(y))
					})
					same(t, q, got, want)
				}
			}
		}},
		{"LongTextsAreKept", func(t *testing.T, store graph.Store) {
			title := strings.TrimSpace(strings.Repeat("Déclaration ", 40))
			story := strings.Repeat("Une phrase de plus, longue. ", 2000) + "Fin."
			newWorld().add("event/e", called(title, title), summary(story, story), who("un/a")).in(t, store)
			found, err := store.Entities(t.Context(), ids{"event/e"})
			if err != nil {
				t.Fatal(err)
			}
			e, ok := found["event/e"].(*graph.Engagement)
			if !ok || e.Names[0].Value != title || e.Summary[graph.FR] != story {
				t.Errorf("a long text came back as %s", show(found))
			}
			selects(t, store, graph.Selection{Text: []string{"declaration", "fin"}}, "event/e")
			same(t, "a long name", searched(t, store, "declaration", true), ids{"event/e"})
			if got := lookup(t, store, graph.Key(title)); len(got) != 1 {
				t.Errorf("looked up a name of %d bytes\ngot %s", len(title), show(got))
			}
		}},
	}
}

// namesThatHurt: every name is kept byte by byte, and found by what it folds
// to, and only by that.
func namesThatHurt(t *testing.T, store graph.Store) {
	names := append(nastyWords(), "İstanbul", "ISTANBUL", "ıstanbul", "Straße", "STRASSE", "cœur", "coeur", "e\u0301cole", "école", "ecole", "السَّلام", "السلام", "Σίσυφος", "ΣΊΣΥΦΟΣ", "ﬁn", "fin", "😀 fin", "Nu\u00a0l", "a\nb")
	slices.Sort(names)
	names = slices.Compact(names)
	w := newWorld()
	byKey, byWord := map[string]ids{}, map[string]ids{}
	for i, s := range names {
		id := graph.ID(fmt.Sprintf("un/%03d", i))
		w.add(id, called(s, s))
		byKey[graph.Key(s)] = append(byKey[graph.Key(s)], id)
		for _, word := range graph.Tokens(s) {
			if !slices.Contains(byWord[word], id) {
				byWord[word] = append(byWord[word], id)
			}
		}
	}
	w.in(t, store)
	delete(byKey, "")
	found, err := store.Entities(t.Context(), w.order)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range names {
		id := graph.ID(fmt.Sprintf("un/%03d", i))
		if e := found[id]; e == nil || e.Base().Names[0].Value != s {
			t.Errorf("the name %q came back in %s", s, show(e))
		}
	}
	for key, want := range byKey {
		var got ids
		for _, m := range lookup(t, store, key)[key] {
			if m.Rank == graph.RankFullName && !slices.Contains(got, m.ID) {
				got = append(got, m.ID)
			}
		}
		same(t, "Lookup "+key, got, want)
	}
	for word, want := range byWord {
		if id := graph.ID("un/" + word); w.entities[id] == nil {
			same(t, "Search "+word, searched(t, store, word, false), want)
		}
		q := graph.FindQuery{Class: graph.ClassActor, Actors: graph.ActorSelection{Text: []string{word}}, Order: graph.Order{Field: graph.OrderID}}
		same(t, q, idsOf(t, store, q), want)
	}
}

// questionsThatHurt: whatever stands in a question is a value.
func questionsThatHurt(t *testing.T, store graph.Store) {
	everyWorld().in(t, store)
	before := contents(t, store)
	for _, s := range hurtful() {
		id := graph.ID(s)
		selects(t, store, graph.Selection{Any: tree(id)})
		selects(t, store, graph.Selection{Own: acting(tree(id)), With: acting(tree(id))})
		selects(t, store, graph.Selection{Themes: tree(id)})
		selects(t, store, graph.Selection{Places: tree(id)})
		selects(t, store, graph.Selection{Sources: set(id)})
		selects(t, store, graph.Selection{Locators: []string{s}})
		selects(t, store, graph.Selection{Categories: []string{s + "x"}})
		if words := graph.Tokens(s); len(words) > 0 {
			selects(t, store, graph.Selection{Text: words})
			same(t, s, searched(t, store, s+" x", false), nil)
		}
		q := graph.LinkQuery{Anchor: id, Types: graph.LinkTypes(), Direction: graph.Both}
		same(t, q, links(t, store, q), nil)
		found, err := store.Entities(t.Context(), ids{id})
		if err != nil || len(found) != 0 {
			t.Errorf("asked for the entity %s\ngot %s, %v", show(s), show(found), err)
		}
	}
	same(t, "Contents", contents(t, store), before)
}
