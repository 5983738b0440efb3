package graph

// Area is a place that is not a state: a region, a named area, a sea, a city.
type Area struct {
	Node
}

func newArea() Entity { return new(Area) }

// areaKind is a place that is not a state.
func areaKind() KindSpec {
	return KindSpec{
		Kind: KindArea, Class: ClassPlace, Label: "Area", Prefix: "area", Folder: "areas", Place: true,
		Names: Text{EN: "Area", FR: "Zone"},
		New:   newArea,
		Categories: []Category{
			category("world", "World", "Monde"),
			category("region", "Region", "Région"),
			category("country-group", "Group of countries", "Groupe de pays"),
			category("waters", "Sea, lake or river basin", "Mer, lac ou bassin"),
			category("global-commons", "Area beyond national jurisdiction", "Espace hors juridiction nationale"),
			category("cross-border-area", "Cross-border area", "Espace transfrontalier"),
			category("subnational-area", "Area inside a state", "Zone infranationale"),
			category("non-self-governing-territory", "Non-Self-Governing Territory", "Territoire non autonome"),
			category("city", "City", "Ville"),
		},
	}
}
