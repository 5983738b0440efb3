package gql_test

import (
	"strings"
	"testing"

	"github.com/comity-graph/comity/gql"
	"github.com/comity-graph/comity/graph"
)

// TestExtensionsNameTheVersion checks that every answer that comes from the data
// says which, an error included.
func TestExtensionsNameTheVersion(t *testing.T) {
	store := memory(t, world(t))
	info, err := store.Info(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	api := gql.New(store, nil)
	for _, query := range []string{`{ dataset { version } }`, `{ themes { totalCount } }`, `{ actor(ref: "nobody") { id } }`, `{ themes(first: -1) { totalCount } }`} {
		said := do(t, api, query, nil).Extensions.Comity
		if said.Version != info.Version || said.ContentHash != info.ContentHash {
			t.Errorf("%s: the answer names version %q and content %q", query, said.Version, said.ContentHash)
		}
	}
	if a := do(t, api, `{ __schema { queryType { name } } }`, nil); strings.Contains(string(a.raw), "comity") {
		t.Errorf("the schema comes from no data, and says that it does:\n%s", a.raw)
	}
}

// TestExcluded checks what is told of what the defaults left out: of lists at
// the top of the answer, and not of those inside of lists.
func TestExcluded(t *testing.T) {
	api := gql.New(memory(t, world(t)), nil)
	for query, want := range map[string]graph.Excluded{
		`{ engagements { totalCount } }`:                                                               {General: 1, Planned: 1},
		`{ engagements { pageInfo { hasNextPage } } }`:                                                 {General: 1, Planned: 1},
		`{ engagements(first: 0) { totalCount } }`:                                                     {General: 1, Planned: 1},
		`{ engagements(filter: { includeGeneral: true }) { totalCount } }`:                             {Planned: 1},
		`{ engagements(filter: { status: [COMPLETED] }) { totalCount } }`:                              {General: 1},
		`{ engagements(filter: { period: { from: "2019-01-01" } }) { totalCount } }`:                   {General: 1, Planned: 1, Undated: 1},
		`{ engagements(filter: { period: { from: "2019-01-01", undated: INCLUDE } }) { totalCount } }`: {General: 1, Planned: 1},
		`{ engagements(filter: { themes: ["Mediation"] }) { totalCount } }`:                            {},
		`{ actor(ref: "UNDP") { engagements { totalCount } } }`:                                        {General: 1, Planned: 1},
		`{ actor(ref: "UNDP") { themes { count } } }`:                                                  {General: 1, Planned: 1},
		`{ actor(ref: "UNDP") { counterparts { totalCount } } }`:                                       {General: 1, Planned: 1},
		`{ a: engagements { totalCount } b: actor(ref: "UNDP") { themes { count } } }`:                 {General: 2, Planned: 2},
		`{ actors { edges { node { engagements { totalCount } themes { count } } } } }`:                {},
		`{ nodes(ids: ["un/undp"]) { ... on Actor { counterparts { totalCount } } } }`:                 {},
		`{ actor(ref: "UN") { organs { edges { node { engagements { totalCount } } } } } }`:            {},
		`{ node(id: "source/report#5") { ... on Passage { engagements { totalCount } } } }`:            {}, // it shows them all
		`{ actors { totalCount } themes { totalCount } sources { totalCount } }`:                       {},
	} {
		if got := data(t, api, query, nil).Extensions.Comity.Excluded; got != want {
			t.Errorf("%s\nleaves out %+v, want %+v", query, got, want)
		}
	}
}

// TestAlsoMatched checks that an answer mentions what a reference might have
// meant besides.
func TestAlsoMatched(t *testing.T) {
	api := gql.New(memory(t, world(t)), nil)
	a := data(t, api, `{
		actor(ref: "AU") { id }
		again: engagements(filter: { anyActor: ["AU", "organisation/igad"], allActors: ["UN"] }) { totalCount }
		clear: actor(ref: "organisation/african-union") { id }
		language: actor(ref: "CEI", lang: EN) { id }
	}`, nil)
	if id := at(t, a.Data, "actor.id"); id != "organisation/african-union" {
		t.Errorf("AU is %v", id)
	}
	var got []string
	for _, m := range a.Extensions.Comity.AlsoMatched {
		for _, c := range m.Candidates {
			got = append(got, m.Path+" "+m.Ref+" "+string(c.ID))
		}
	}
	if want := "actor AU state/aus, again AU state/aus, language CEI organisation/cis"; strings.Join(got, ", ") != want {
		t.Errorf("the answer mentions %s; want %s", strings.Join(got, ", "), want)
	}
}

// TestDidYouMean checks that a single look-up of what is unknown is null, with
// what was nearly meant.
func TestDidYouMean(t *testing.T) {
	api := gql.New(memory(t, world(t)), nil)
	a := data(t, api, `{ actor(ref: "Union of Africa") { id } theme(ref: "Climate change", lang: FR) { id } place(ref: "Atlantis") { id } }`, nil)
	if a.Data["actor"] != nil || a.Data["theme"] != nil || a.Data["place"] != nil {
		t.Errorf("what is unknown is not null: %v", a.Data)
	}
	got := map[string]string{}
	for _, m := range a.Extensions.Comity.DidYouMean {
		if m.Candidates == nil {
			t.Errorf("%s: the candidates are null", m.Path)
		}
		for _, c := range m.Candidates {
			got[m.Path] += string(c.ID) + "=" + c.Name + " "
		}
	}
	if !strings.HasPrefix(got["actor"], "organisation/african-union=African Union ") || got["theme"] != "theme/climate=Climat " || got["place"] != "" {
		t.Errorf("nearly meant were %v", got)
	}
}
