package graph

// Source is a document.
type Source struct {
	Node
	Symbols         []string  `json:"symbols,omitempty"`
	Publisher       string    `json:"publisher"`
	Licence         string    `json:"licence"`
	Date            *Period   `json:"date,omitempty"`
	ReportingPeriod *Period   `json:"reportingPeriod,omitempty"`
	Perspective     Text      `json:"perspective,omitempty"` // who tells, and about whom
	Editions        []Edition `json:"editions,omitempty"`
	Sections        []Section `json:"sections,omitempty"`
}

// Edition is a source in one language.
type Edition struct {
	Language Language `json:"language"`
	Symbol   string   `json:"symbol,omitempty"`
	URL      string   `json:"url,omitempty"`
	Read     bool     `json:"read"` // whether the data was curated from it
}

// Section is a part of a source under one heading.
type Section struct {
	Key     string `json:"key"`
	Heading Text   `json:"heading"`
	About   ID     `json:"about,omitempty"` // the actor to which it is devoted
	// AlsoAbout are the further actors of a heading that names several, in its
	// order.
	AlsoAbout []ID `json:"alsoAbout,omitempty"`
}

// Actors returns all actors to which the section is devoted, in the order of
// its heading.
func (s Section) Actors() []ID {
	if s.About == "" {
		return nil
	}
	return append([]ID{s.About}, s.AlsoAbout...)
}

// Section returns the section that has the key, or nil.
func (s *Source) Section(key string) *Section {
	for i := range s.Sections {
		if s.Sections[i].Key == key {
			return &s.Sections[i]
		}
	}
	return nil
}

// URL returns the address of the edition that the data was curated from, else
// of the first one that has an address, else the empty string.
func (s *Source) URL() string {
	first := ""
	for _, e := range s.Editions {
		if e.Read && e.URL != "" {
			return e.URL
		}
		if first == "" {
			first = e.URL
		}
	}
	return first
}

// sourceKind is a document.
func sourceKind() KindSpec {
	return KindSpec{
		Kind: KindSource, Class: ClassSource, Label: "Source", Prefix: "source", Folder: "sources",
		Names: Text{EN: "Source", FR: "Document"},
		New:   func() Entity { return new(Source) },
	}
}
