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

// SchemeComity is the scheme of our own themes. As a scheme of identifiers it
// maps themes of other schemes to ours: a value is the key of a theme.
const SchemeComity = "comity"

// MappingSchemes returns the schemes whose identifiers map themes to concepts
// of another scheme. Several themes may share one.
func MappingSchemes() []string { return []string{"sdg", "unbis", "eurovoc", SchemeComity} }
