package graph

// Passage is a numbered paragraph, a footnote or a heading of a source. Its
// category is its coverage, so that lists can be narrowed by it.
type Passage struct {
	Node
	Source   ID     `json:"source"`
	Locator  string `json:"locator"`
	Section  string `json:"section,omitempty"` // key of a section of the source
	Position int    `json:"position"`          // in the source, from 1
	Reason   string `json:"reason,omitempty"`  // why it gives no facts
}

// Coverage says whether the passage was read, and gave facts.
func (p *Passage) Coverage() Coverage { return Coverage(p.Category) }

// passageKind is a numbered paragraph, a footnote or a heading of a source.
func passageKind() KindSpec {
	return KindSpec{
		Kind: KindPassage, Class: ClassPassage, Label: "Passage", Prefix: "source",
		Names: Text{EN: "Passage", FR: "Passage"},
		New:   func() Entity { return new(Passage) },
	}
}
