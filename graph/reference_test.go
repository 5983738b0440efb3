package graph

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
)

// colliding is the part of the reference data whose names and codes collide.
func colliding() *world {
	alpha2 := func(codes ...string) func(Entity) { return identified("iso3166-1-alpha-2", codes...) }
	return newWorld().
		add("organisation/african-union", called("African Union", "Union africaine"), named(NameAcronym, EN, "AU"), named(NameAcronym, FR, "UA"), formerly("organisation/au")).
		add("organisation/psc", called("Peace and Security Council", "Conseil de paix et de sécurité"), named(NameAcronym, EN, "PSC"), named(NameAcronym, FR, "CPS")).
		add("organisation/cei", called("Central European Initiative", "Initiative de l'Europe centrale"), named(NameAcronym, EN, "CEI"), named(NameAcronym, FR, "ICE")).
		add("organisation/cis", called("Commonwealth of Independent States", "Communauté d'États indépendants"), named(NameAcronym, EN, "CIS"), named(NameAcronym, FR, "CEI")).
		add("organisation/oic", called("Organization of Islamic Cooperation", "Organisation de la coopération islamique"), named(NameAcronym, EN, "OIC"), named(NameAcronym, FR, "OCI")).
		add("organisation/sco", called("Shanghai Cooperation Organization", "Organisation de coopération de Shanghai"), named(NameAcronym, EN, "SCO"), named(NameAcronym, FR, "OCS")).
		add("organisation/eco", called("Economic Cooperation Organization", "Organisation de coopération économique"), named(NameAcronym, EN, "ECO"), named(NameAcronym, FR, "OCE")).
		add("organisation/isa", called("International Solar Alliance", "Alliance solaire internationale"), named(NameAcronym, EN, "ISA"), named(NameAcronym, FR, "ASI")).
		add("organisation/africa-cdc", called("Africa Centres for Disease Control and Prevention", "Centres africains de contrôle et de prévention des maladies"), named(NameAcronym, EN, "Africa CDC", "CDC")).
		add("un/ece", called("Economic Commission for Europe", "Commission économique pour l'Europe"), named(NameAcronym, EN, "ECE"), named(NameAcronym, FR, "CEE")).
		add("un/eca", called("Economic Commission for Africa", "Commission économique pour l'Afrique"), named(NameAcronym, EN, "ECA"), named(NameAcronym, FR, "CEA")).
		add("un/itc", called("International Trade Centre", "Centre du commerce international"), named(NameAcronym, EN, "ITC"), named(NameAcronym, FR, "CCI")).
		add("un/security-council", called("Security Council", "Conseil de sécurité"), named(NameAcronym, EN, "SC")).
		add("un/general-assembly", called("General Assembly", "Assemblée générale"), named(NameAcronym, EN, "GA"), named(NameAcronym, FR, "AG")).
		add("un/secretary-general", called("Secretary-General", "Secrétaire général"), named(NameAcronym, EN, "SG"), named(NameAlternative, EN, "Executive Office of the Secretary-General")).
		add("other/caf", called("Corporación Andina de Fomento", "Corporación Andina de Fomento"), named(NameAcronym, EN, "CAF")).
		add("state/aus", called("Australia", "Australie"), alpha2("AU"), identified("iso3166-1-alpha-3", "AUS")).
		add("state/ukr", called("Ukraine", "Ukraine"), alpha2("UA")).
		add("state/caf", called("Central African Republic", "République centrafricaine"), identified("iso3166-1-alpha-3", "CAF")).
		add("state/syc", called("Seychelles", "Seychelles"), alpha2("SC")).
		add("state/sgp", called("Singapore", "Singapour"), alpha2("SG")).
		add("state/gab", called("Gabon", "Gabon"), alpha2("GA")).
		add("state/atg", called("Antigua and Barbuda", "Antigua-et-Barbuda"), alpha2("AG")).
		add("state/civ", called("Côte d'Ivoire", "Côte d'Ivoire")).
		add("state/tur", called("Türkiye", "Türkiye"), named(NameFormer, EN, "Turkey"), named(NameFormer, FR, "Turquie")).
		add("area/central-africa", called("Central Africa", "Afrique centrale")).
		add("area/middle-africa", called("Middle Africa", "Afrique centrale (M49)"), named(NameAlternative, FR, "Afrique centrale"), identified("m49", "017")).
		add("source/a-75-345", called("Cooperation between the UN and regional organisations", "Coopération"), of(func(s *Source) { s.Symbols = []string{"A/75/345", "S/2020/898"} })).
		add("source/a-75-345#16").
		add("theme/peace", called("Peace", "Paix"), identified("sdg", "16"), identified("unbis", "1001346")).
		add("theme/rule-of-law", called("Rule of law", "État de droit"), identified("sdg", "16.3", "16.6"), identified("unbis", "1001346")).
		add("theme/health", called("Health", "Santé"), identified("sdg", "3")).
		add("theme/sessions", called("Sessions", "Assises")).
		add("theme/foundations", called("Assises", "Fondations")).
		add("membership/m", called("African Union", "Union africaine"))
}

func (w *world) resolve(t *testing.T, refs ...Reference) []Resolution {
	t.Helper()
	resolutions, err := Resolve(t.Context(), w.lookup, refs)
	if err != nil {
		t.Fatal(err)
	}
	return resolutions
}

// reference reads one in short: "CEI@FR" is CEI in French.
func reference(s string) Reference {
	text, lang, _ := strings.Cut(s, "@")
	return Reference{Text: text, Lang: Language(lang)}
}

func also(r Resolution) []ID {
	var ids []ID
	for _, m := range r.Also {
		ids = append(ids, m.ID)
	}
	slices.Sort(ids)
	return ids
}

func TestReferencesThatCollideAreResolvedByRank(t *testing.T) {
	w := colliding()
	for _, row := range []struct {
		typed string
		id    ID
		also  []ID
	}{
		{"AU", "organisation/african-union", []ID{"state/aus"}},
		{"UA", "organisation/african-union", []ID{"state/ukr"}},
		{"AU@FR", "organisation/african-union", []ID{"state/aus"}}, // a language excludes nothing
		{"CAF", "other/caf", []ID{"state/caf"}},
		{"CEI@FR", "organisation/cis", []ID{"organisation/cei"}},
		{"CEI@EN", "organisation/cei", []ID{"organisation/cis"}},
		{"CEE", "un/ece", nil},
		{"CEA", "un/eca", nil},
		{"CIS", "organisation/cis", nil},
		{"OCI", "organisation/oic", nil},
		{"OCS", "organisation/sco", nil},
		{"OCE", "organisation/eco", nil},
		{"PSC", "organisation/psc", nil},
		{"CPS", "organisation/psc", nil},
		{"ISA", "organisation/isa", nil},
		{"ITC", "un/itc", nil},
		{"CCI", "un/itc", nil},
		{"CDC", "organisation/africa-cdc", nil},
		{"africa-cdc", "organisation/africa-cdc", nil},
		{"SC", "un/security-council", []ID{"state/syc"}},
		{"SG", "un/secretary-general", []ID{"state/sgp"}},
		{"GA", "un/general-assembly", []ID{"state/gab"}},
		{"AG", "un/general-assembly", []ID{"state/atg"}},
		{"Secretary-General", "un/secretary-general", nil},
		{"secrétaire général", "un/secretary-general", nil},
		{"the Secretary General", "un/secretary-general", nil},
		{"Afrique centrale", "area/central-africa", []ID{"area/middle-africa"}},
		{"017", "area/middle-africa", nil},
		{"m49:017", "area/middle-africa", nil},
		{"S/2020/898", "source/a-75-345", nil},
		{"a/75/345", "source/a-75-345", nil},
		{"A/75/345–S/2020/898", "source/a-75-345", nil},
		{"un-symbol:A/75/345", "source/a-75-345", nil},
		{"iso3166-1-alpha-2:AU", "state/aus", nil},
		{"ISO3166-1-ALPHA-2: au", "state/aus", nil},
		{"sdg:3", "theme/health", nil},
		{"sdg:16.3", "theme/rule-of-law", nil},
		// Ids, former ones among them.
		{"organisation/african-union", "organisation/african-union", nil},
		{"organisation/au", "organisation/african-union", nil},
		{"Organisation/African-Union", "organisation/african-union", nil},
		{" state/aus ", "state/aus", nil},
		{"source/a-75-345#16", "source/a-75-345#16", nil},
		{"membership/m", "membership/m", nil}, // and not by its name
		// Case, accents, punctuation, articles, spelling.
		{"L’UNION AFRICAINE", "organisation/african-union", nil},
		{"the african union", "organisation/african-union", nil},
		{"A.U.", "organisation/african-union", []ID{"state/aus"}},
		{"cote d'ivoire", "state/civ", nil},
		{"turkey", "state/tur", nil},
		{"Turkiye", "state/tur", nil},
		{"organisation of islamic cooperation", "organisation/oic", nil},
	} {
		r := w.resolve(t, reference(row.typed))[0]
		if r.Err != nil {
			t.Errorf("%s: %v", row.typed, r.Err)
			continue
		}
		if r.ID() != row.id || r.Matched.ID != row.id || !slices.Equal(also(r), row.also) {
			t.Errorf("%s: means %s (%s), and also %v; want %s and %v", row.typed, r.ID(), r.Matched.Name, also(r), row.id, row.also)
		}
	}
}

func TestAnUnknownReferenceIsAnErrorWithItsArgument(t *testing.T) {
	w := colliding()
	for _, typed := range []string{
		"Commission", "Secretariat", "Forum", "the Union", "", " ", "–", "nonsense", "AUX", "state/nowhere", "sdg:", "sdg:17", "sdg:1", "16", "1001346",
		"iso3166-1-alpha-2:AUS", "nonsense:AU", "m49:17",
	} {
		r := w.resolve(t, Reference{Text: typed, Argument: "filter.anyActor[1]"})[0]
		if r.Err == nil || r.Err.Code != UnknownReference || r.Err.Argument != "filter.anyActor[1]" || !strings.Contains(r.Err.Message, `"`+typed+`"`) {
			t.Errorf("%q: means %s, %v", typed, r.ID(), r.Err)
		}
		if r.ID() != "" || len(r.Also) > 0 {
			t.Errorf("%q: unknown, and means %s, %v", typed, r.ID(), r.Also)
		}
	}
}

func TestAnAmbiguousReferenceIsAnErrorWithItsCandidates(t *testing.T) {
	for _, row := range []struct {
		what, typed string
		w           *world
		candidates  []Candidate
	}{
		{"two languages, and none asked for", "CEI", colliding(), []Candidate{{"organisation/cei", "CEI"}, {"organisation/cis", "CEI"}}},
		{"a language of neither", "CEI@ES", colliding(), []Candidate{{"organisation/cei", "CEI"}, {"organisation/cis", "CEI"}}},
		{"another has it now", "PSC", colliding().add("organisation/osce-psc", named(NameAcronym, EN, "PSC")), []Candidate{{"organisation/osce-psc", "PSC"}, {"organisation/psc", "PSC"}}},
		{"another has it now, in the language asked for", "isa@EN", colliding().add("organisation/seabed", named(NameAcronym, EN, "I.S.A.")), []Candidate{{"organisation/isa", "ISA"}, {"organisation/seabed", "I.S.A."}}},
		{"names of one rank, of different sorts", "African Union", colliding().add("other/au", named(NameTranslation, EN, "The African Union")), []Candidate{{"organisation/african-union", "African Union"}, {"other/au", "The African Union"}}},
		{"a mapping, and one is asked for", "unbis:1001346", colliding(), []Candidate{{"theme/peace", "1001346"}, {"theme/rule-of-law", "1001346"}}},
	} {
		t.Run(row.what, func(t *testing.T) {
			ref := reference(row.typed)
			ref.Argument = "ref"
			r := row.w.resolve(t, ref)[0]
			if r.Err == nil || r.Err.Code != AmbiguousReference || r.Err.Argument != "ref" || r.ID() != "" {
				t.Fatalf("means %s, %v", r.ID(), r.Err)
			}
			equal(t, "candidates", r.Err.Candidates, row.candidates)
		})
	}
}

func TestABetterRankWinsOverAnyNumberBelow(t *testing.T) {
	w := newWorld().
		add("un/id", named(NameAlternative, EN, "other")).
		add("un/full", named(NameFormal, FR, "x")).
		add("un/acronym", named(NameAcronym, EN, "x")).
		add("un/former", named(NameFormer, EN, "x")).
		add("un/printed", named(NameSourceForm, EN, "x")).
		add("un/number", identified("isni", "x"))
	r := w.resolve(t, Reference{Text: "X", Lang: EN})[0]
	equal(t, "winner", []any{r.ID(), r.Matched}, []any{ID("un/full"), Match{"un/full", RankFullName, FR, "x", NameFormal}})
	equal(t, "below", also(r), []ID{"un/acronym", "un/former", "un/number", "un/printed"})

	without := []Kind{KindUNEntity}
	delete(w.entities, "un/full")
	delete(w.entities, "un/acronym")
	w.order = slices.DeleteFunc(w.order, func(id ID) bool { return w.entities[id] == nil })
	r = w.resolve(t, Reference{Text: "x", Kinds: without})[0]
	equal(t, "two of one rank", r.Err.Candidates, []Candidate{{"un/former", "x"}, {"un/printed", "x"}})
}

func TestKindsSayWhatAReferenceMayMean(t *testing.T) {
	w := colliding()
	for _, row := range []struct {
		typed string
		kinds []Kind
		want  ID
	}{
		{"AU", []Kind{KindState}, "state/aus"},
		{"AU", []Kind{KindState, KindOrganisation}, "organisation/african-union"},
		{"AU", []Kind{KindTheme}, ""},
		{"CEI", []Kind{KindUNEntity}, ""},
		{"Afrique centrale", []Kind{KindArea}, "area/central-africa"},
		{"organisation/african-union", []Kind{KindState}, ""},
		{"source/a-75-345#16", []Kind{KindSource}, ""},
		{"source/a-75-345#16", []Kind{KindPassage}, "source/a-75-345#16"},
	} {
		r := w.resolve(t, Reference{Text: row.typed, Kinds: row.kinds})[0]
		if r.ID() != row.want || (r.Err == nil) != (row.want != "") {
			t.Errorf("%s of %v: means %q, %v; want %q", row.typed, row.kinds, r.ID(), r.Err, row.want)
		}
		for _, m := range r.Also {
			if kind, _ := KindOf(m.ID); !slices.Contains(row.kinds, kind) {
				t.Errorf("%s of %v: also %s", row.typed, row.kinds, m.ID)
			}
		}
	}
}

func TestAMappingMayMeanSeveralThemes(t *testing.T) {
	w := colliding()
	for _, row := range []struct {
		typed string
		want  []ID
	}{
		{"sdg:16", []ID{"theme/peace", "theme/rule-of-law"}}, // the goal, and its targets
		{"SDG:16", []ID{"theme/peace", "theme/rule-of-law"}},
		{"sdg:16.6", []ID{"theme/rule-of-law"}},
		{"sdg:3", []ID{"theme/health"}},
		{"unbis:1001346", []ID{"theme/peace", "theme/rule-of-law"}},
		{"Peace", []ID{"theme/peace"}},
	} {
		r := w.resolve(t, Reference{Text: row.typed, Kinds: []Kind{KindTheme}, Many: true})[0]
		if r.Err != nil || !slices.Equal(r.IDs, row.want) {
			t.Errorf("%s: means %v, %v; want %v", row.typed, r.IDs, r.Err, row.want)
		}
	}
	// A name of several themes stays ambiguous, and the language decides.
	name := Reference{Text: "Assises", Kinds: []Kind{KindTheme}, Many: true}
	if r := w.resolve(t, name)[0]; r.Err == nil || r.Err.Code != AmbiguousReference {
		t.Errorf("Assises: means %v, %v", r.IDs, r.Err)
	}
	name.Lang = FR
	if r := w.resolve(t, name)[0]; r.Err != nil || r.ID() != "theme/sessions" {
		t.Errorf("Assises in French: means %v, %v", r.IDs, r.Err)
	}
}

func TestReferencesAreLookedUpTogetherAndAnsweredInOrder(t *testing.T) {
	w := colliding()
	calls := 0
	var asked []string
	lookup := func(ctx context.Context, keys []string) (map[string][]Match, error) {
		calls++
		asked = keys
		return w.lookup(ctx, keys)
	}
	refs := []Reference{{Text: "UA"}, {Text: "nonsense"}, {Text: "AU"}, {Text: "AU"}}
	resolutions, err := Resolve(t.Context(), lookup, refs)
	if err != nil || len(resolutions) != len(refs) {
		t.Fatalf("got %d, %v", len(resolutions), err)
	}
	for i, r := range resolutions {
		equal(t, "reference", r.Reference, refs[i])
	}
	if !slices.IsSorted(asked) || len(slices.Compact(slices.Clone(asked))) != len(asked) || calls != 1 {
		t.Errorf("%d look-ups, the last of %q", calls, asked)
	}
	if none, err := Resolve(t.Context(), lookup, nil); none != nil || err != nil || calls != 1 {
		t.Errorf("nothing to resolve: got %v, %v after %d look-ups", none, err, calls)
	}
	broken := errors.New("broken")
	if _, err := Resolve(t.Context(), func(context.Context, []string) (map[string][]Match, error) { return nil, broken }, refs); !errors.Is(err, broken) {
		t.Errorf("got %v, want the error of the look-up", err)
	}
}

func TestAnEntityIsFoundUnderItsNamesIdentifiersAndIDs(t *testing.T) {
	w := newWorld().
		add("un/un", called("United Nations", "Nations Unies"), named(NameAcronym, EN, "UN", "U.N."), named(NameFormer, EN, "–"), identified("wikidata", "Q1065"), formerly("un/uno")).
		add("source/doc", of(func(s *Source) { s.Symbols = []string{"A/1", "S/2"} })).
		add("theme/t", identified("sdg", "16.3"), identified("eurovoc", "77"))
	for id, want := range map[ID][]string{
		"un/un":      {"un/un", "un/uno", "unitednations", "nationsunies", "un", "un", "wikidata:q1065", "q1065"},
		"source/doc": {"source/doc", "un-symbol:a.1", "a1", "un-symbol:s.2", "s2", "un-symbol:a.1.s.2", "a1s2"},
		"theme/t":    {"theme/t", "sdg:16.3", "sdg:16", "eurovoc:77"},
		somewhere:    {string(somewhere)},
	} {
		var keys []string
		for _, row := range LookupRows(w.mention(id)) {
			keys = append(keys, row.Key)
			equal(t, "id", row.ID, id)
		}
		equal(t, string(id), keys, want)
	}
	w.add("membership/m", called("x", "x"), formerly("membership/old"))
	equal(t, "a membership", len(LookupRows(w.mention("membership/m"))), 2)
}

// shelf is a store that only searches, in what it was given.
type shelf struct {
	Store
	w       *world
	queries []SearchQuery
	err     error
}

func (s *shelf) Search(_ context.Context, queries []SearchQuery) ([]SearchResult, error) {
	s.queries = append(s.queries, queries...)
	results := make([]SearchResult, len(queries))
	for i, q := range queries {
		for _, id := range slices.Sorted(slices.Values(s.w.order)) {
			e := s.w.entities[id]
			text := strings.Fields(SearchText(&Record{Entity: e}))
			if !hasWords(text, q.Words) || (len(q.Kinds) > 0 && !slices.Contains(q.Kinds, e.Base().Kind)) {
				continue
			}
			if len(results[i].Entities) == q.Limit {
				results[i].More = true
				break
			}
			results[i].Entities = append(results[i].Entities, e)
		}
	}
	return results, s.err
}

func TestAnUnknownReferenceIsAnsweredWithNearOnes(t *testing.T) {
	w := colliding()
	for _, row := range []struct {
		what string
		ref  Reference
		want []Candidate
	}{
		{"all of its words", Reference{Text: "Cooperation Organization", Kinds: KindsOf(ClassActor)}, []Candidate{
			{"organisation/eco", "Economic Cooperation Organization"}, {"organisation/oic", "Organization of Islamic Cooperation"}, {"organisation/sco", "Shanghai Cooperation Organization"},
		}},
		{"one word", Reference{Text: "Commission"}, []Candidate{{"un/eca", "Economic Commission for Africa"}, {"un/ece", "Economic Commission for Europe"}}},
		{"an article", Reference{Text: "the Union"}, []Candidate{{"organisation/african-union", "African Union"}}},
		{"the beginning of the last", Reference{Text: "economic commission for eur"}, []Candidate{{"un/ece", "Economic Commission for Europe"}}},
		{"failing that, any long word", Reference{Text: "the Ivoire Republic"}, []Candidate{{"state/civ", "Côte d'Ivoire"}}},
		{"in the language", Reference{Text: "Union afr", Lang: FR}, []Candidate{{"organisation/african-union", "Union africaine"}}},
		{"of its kinds", Reference{Text: "Central", Kinds: []Kind{KindState}}, []Candidate{{"state/caf", "Central African Republic"}}},
		{"nothing near", Reference{Text: "nonsense"}, nil},
		{"short words alone", Reference{Text: "xx of"}, nil},
		{"no words", Reference{Text: " – "}, nil},
	} {
		got, err := Suggest(t.Context(), &shelf{w: w}, row.ref)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, row.what, got, row.want)
	}
	if got, err := Suggest(t.Context(), &shelf{w: w}, Reference{Text: "c"}); err != nil || len(got) != suggestions {
		t.Errorf("got %v, %v; want %d", got, err, suggestions)
	}
	broken := errors.New("broken")
	if _, err := Suggest(t.Context(), &shelf{w: w, err: broken}, Reference{Text: "union"}); !errors.Is(err, broken) {
		t.Errorf("got %v, want the error of the store", err)
	}
}
