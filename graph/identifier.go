package graph

import (
	"net/url"
	"strings"
)

// Scheme is a system of identifiers that the graph carries.
type Scheme struct {
	ID      string
	Names   Text
	Of      string // what it identifies, for people
	Form    string // a regular expression that values match as a whole; empty: any
	Address string // where a value resolves, with {v} for it; empty where nowhere
}

// Schemes returns the identifier schemes that the graph carries.
func Schemes() []Scheme {
	return []Scheme{
		{"iso3166-1-alpha-3", Text{EN: "ISO 3166-1 alpha-3", FR: "ISO 3166-1 alpha-3"}, "states", `[A-W][A-Z]{2}|[Y-Z][A-Z]{2}`, ""},
		{"iso3166-1-alpha-2", Text{EN: "ISO 3166-1 alpha-2", FR: "ISO 3166-1 alpha-2"}, "states", `[A-WYZ][A-Z]`, ""},
		{"m49", Text{EN: "UN M49", FR: "M49 de l'ONU"}, "states and areas", `[0-9]{3}`, "https://unstats.un.org/unsd/methodology/m49/"},
		{"wikidata", Text{EN: "Wikidata", FR: "Wikidata"}, "anything", `Q[0-9]+`, "http://www.wikidata.org/entity/{v}"},
		{"unterm", Text{EN: "UNTERM", FR: "UNTERM"}, "actors and areas", "", "https://unterm.un.org/"},
		{SchemeUNSymbol, Text{EN: "UN document symbol", FR: "Cote de document de l'ONU"}, "sources and resolutions", "", "https://undocs.org/en/{v}"},
		{"undl", Text{EN: "UN Digital Library", FR: "Bibliothèque numérique de l'ONU"}, "sources and UN bodies", `[0-9]+`, "https://digitallibrary.un.org/record/{v}"},
		{"unts", Text{EN: "UN Treaty Series", FR: "Recueil des Traités de l'ONU"}, "treaties", `I{1,2}-[0-9]+`, ""},
		{"ror", Text{EN: "ROR", FR: "ROR"}, "organisations", `0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}`, "https://ror.org/{v}"},
		{"isni", Text{EN: "ISNI", FR: "ISNI"}, "organisations", `[0-9]{15}[0-9X]`, "https://isni.org/isni/{v}"},
		{"iati", Text{EN: "IATI", FR: "IITA"}, "organisations", "", ""},
		{"cow-igo", Text{EN: "Correlates of War", FR: "Correlates of War"}, "organisations", `[0-9]+`, ""},
		{"geonames", Text{EN: "GeoNames", FR: "GeoNames"}, "cities", `[0-9]+`, "https://www.geonames.org/{v}"},
		{"sdg", Text{EN: "Sustainable Development Goals", FR: "Objectifs de développement durable"}, "themes", `[0-9]{1,2}(\.[0-9a-z]{1,2})?`, "http://metadata.un.org/sdg/{v}"},
		{"unbis", Text{EN: "UNBIS Thesaurus", FR: "Thésaurus UNBIS"}, "themes", `[0-9]+`, "http://metadata.un.org/thesaurus/{v}"},
		{"eurovoc", Text{EN: "EuroVoc", FR: "EuroVoc"}, "themes", `[0-9]+`, "http://eurovoc.europa.eu/{v}"},
		{SchemeComity, Text{EN: "Themes of Comity", FR: "Thèmes de Comity"}, "themes of other schemes", `[a-z0-9]+(-[a-z0-9]+)*`, ""},
	}
}

// SchemeOf returns the scheme that has the id.
func SchemeOf(id string) (Scheme, bool) {
	for _, s := range Schemes() {
		if s.ID == id {
			return s, true
		}
	}
	return Scheme{}, false
}

// URL returns where the identifier resolves, or the empty string.
func (i Identifier) URL() string {
	scheme, ok := SchemeOf(i.Scheme)
	if !ok {
		return ""
	}
	value := (&url.URL{Path: i.Value}).EscapedPath() // slashes of a document symbol stay
	return strings.ReplaceAll(scheme.Address, "{v}", value)
}
