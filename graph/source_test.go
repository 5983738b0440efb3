package graph

import "testing"

func TestASourceLeadsToTheEditionThatWasRead(t *testing.T) {
	en, fr := Edition{Language: EN, URL: "https://example.org/en"}, Edition{Language: FR, URL: "https://example.org/fr", Read: true}
	for _, row := range []struct {
		what     string
		editions []Edition
		want     string
	}{
		{"the one that was read", []Edition{en, fr}, fr.URL},
		{"the first with an address", []Edition{{Language: FR, Read: true}, {Language: ES}, en}, en.URL},
		{"none", []Edition{{Language: FR, Read: true}}, ""},
		{"no edition", nil, ""},
	} {
		equal(t, row.what, (&Source{Editions: row.editions}).URL(), row.want)
	}
}

func TestASourceKnowsItsSections(t *testing.T) {
	s := &Source{Sections: []Section{{Key: "a"}, {Key: "b", About: "un/x"}}}
	equal(t, "b", s.Section("b"), &s.Sections[1])
	equal(t, "none", s.Section("c"), (*Section)(nil))
}

func TestTheCategoryOfAPassageIsItsCoverage(t *testing.T) {
	p := &Passage{Node: Node{Category: "NO_FACTS"}}
	equal(t, "coverage", p.Coverage(), CoverageNoFacts)
}
