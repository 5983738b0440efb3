package graph

import "testing"

func TestSearchTextHasAllWordsByWhichARecordIsFound(t *testing.T) {
	actor := &Record{
		Entity: newWorld().add(
			"un/un-women",
			called("UN-Women", "ONU-Femmes"), named(NameFormal, EN, "United Nations Entity for Gender Equality"), named(NameAcronym, EN, "U.N.W."),
			identified("wikidata", "Q1065"),
		).mention("un/un-women"),
		Derived: Derived{People: []string{"Łucja Women"}},
	}
	equal(t, "an actor", SearchText(actor), "un women onu femmes united nations entity for gender equality u n w unw q1065 lucja")

	source := newWorld().add("source/a-75-345", called("Report", "Rapport"), of(func(s *Source) { s.Symbols = []string{"A/75/345", "S/2020/898"} })).mention("source/a-75-345")
	equal(t, "a source", SearchText(&Record{Entity: source}), "a 75 345 report rapport s 2020 898")

	for _, id := range []ID{somewhere, "membership/m", "claim/c"} {
		e := newWorld().add(id, called("Peace", "Paix")).mention(id)
		equal(t, string(id), SearchText(&Record{Entity: e}), "")
	}
}

func TestFilterTextIsOfOneLanguage(t *testing.T) {
	e := newWorld().add("event/e", called("Summit of the Union", "Sommet de l'Union"), named(NameAlternative, EN, "Niamey"), of(func(e *Engagement) {
		e.Summary = Text{EN: "The Union met.", FR: "L'Union s'est réunie à l'été."}
	})).mention("event/e")
	equal(t, "English", FilterText(e, EN), "summit of the union niamey met")
	equal(t, "French", FilterText(e, FR), "sommet de union s est reunie a ete")
	equal(t, "Arabic", FilterText(e, AR), "")
}
