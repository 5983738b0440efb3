package graph

// Theme is a concept of a SKOS scheme.
type Theme struct {
	Node
	Scheme     string `json:"scheme"`
	Definition Text   `json:"definition,omitempty"`
}

// themeKind is a concept of a SKOS scheme.
func themeKind() KindSpec {
	return KindSpec{
		Kind: KindTheme, Class: ClassTheme, Label: "Theme", Prefix: "theme", Folder: "themes",
		Names: Text{EN: "Theme", FR: "Thème"},
		New:   func() Entity { return new(Theme) },
	}
}

// MappingSchemes returns the schemes whose identifiers map themes to concepts
// of others. Several themes may share one.
func MappingSchemes() []string { return []string{"sdg", "unbis", "eurovoc"} }
