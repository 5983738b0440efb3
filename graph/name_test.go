package graph

import "testing"

func TestTheNameShownIsTheShortOneInTheLanguage(t *testing.T) {
	full := Node{ID: "un/x", Names: []Name{
		{Value: "X Office", Language: EN, Kind: NameAlternative},
		{Value: "Office X of the UN", Language: EN, Kind: NameFormal},
		{Value: "Office X", Language: EN, Kind: NameShort},
		{Value: "Old Office", Language: EN, Kind: NameFormer},
		{Value: "Bureau X", Language: FR, Kind: NameTranslation},
		{Value: "OX", Language: EN, Kind: NameAcronym},
		{Value: "OXX", Language: EN, Kind: NameAcronym},
		{Value: "مكتب", Language: AR, Kind: NameFormal},
	}}
	for lang, want := range map[Language]string{EN: "Office X", FR: "Bureau X", AR: "مكتب", ZH: "Office X", "": "Office X"} {
		equal(t, "in "+string(lang), full.Name(lang), want)
	}
	for lang, want := range map[Language]string{EN: "OX", FR: "OX", ZH: "OX"} {
		equal(t, "acronym in "+string(lang), full.Acronym(lang), want)
	}
	formal := Node{ID: "un/x", Names: []Name{{Value: "Translated", Language: EN, Kind: NameTranslation}, {Value: "Formal", Language: EN, Kind: NameFormal}}}
	equal(t, "without a short one", formal.Name(FR), "Formal")

	none := Node{ID: "un/x", Names: []Name{{Value: "Nom", Language: FR, Kind: NameShort}, {Value: "sic", Language: EN, Kind: NameSourceForm}}}
	equal(t, "without an English one", none.Name(EN), "un/x")
	equal(t, "acronym where there is none", none.Acronym(FR), "")
	equal(t, "a usual acronym of its own", (&Node{Names: []Name{{Value: "UN", Language: EN, Kind: NameAcronym}, {Value: "ONU", Language: FR, Kind: NameAcronym}}}).Acronym(FR), "ONU")
}

func TestATextIsEnglishWhereTheLanguageIsMissing(t *testing.T) {
	text := Text{EN: "peace", FR: "paix", ES: ""}
	for lang, want := range map[Language]string{EN: "peace", FR: "paix", ES: "peace", RU: "peace"} {
		equal(t, string(lang), text.In(lang), want)
	}
	equal(t, "no text", Text(nil).In(FR), "")
}
