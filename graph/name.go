package graph

import "slices"

// Language is a language of texts and names, by its ISO 639-1 code in capitals.
type Language string

// The six official languages of the United Nations. The dataset has texts in
// English and French throughout; the others may follow name by name.
const (
	EN Language = "EN"
	FR Language = "FR"
	ES Language = "ES"
	RU Language = "RU"
	ZH Language = "ZH"
	AR Language = "AR"
)

// Languages returns all languages, in the order of the API.
func Languages() []Language { return []Language{EN, FR, ES, RU, ZH, AR} }

// TextLanguages returns the languages in which every text of the dataset
// exists, and by which lists can be sorted. A request for another language is
// answered in English wherever that language is missing.
func TextLanguages() []Language { return []Language{EN, FR} }

// Text is one text in several languages.
type Text map[Language]string

// In returns the text in the language, or the English one.
func (t Text) In(lang Language) string {
	if s, ok := t[lang]; ok && s != "" {
		return s
	}
	return t[EN]
}

// Name is one name of an entity.
type Name struct {
	Value    string   `json:"value"`
	Language Language `json:"language"`
	Kind     NameKind `json:"kind"`
	Period   *Period  `json:"period,omitempty"`
}

// NameKind says what sort of name it is.
type NameKind string

// The kinds of names.
const (
	NameShort       NameKind = "SHORT"
	NameFormal      NameKind = "FORMAL"
	NameAcronym     NameKind = "ACRONYM"
	NameFormer      NameKind = "FORMER"
	NameAlternative NameKind = "ALTERNATIVE"
	NameSourceForm  NameKind = "SOURCE_FORM"
	NameTranslation NameKind = "TRANSLATION"
)

// NameKinds returns all kinds of names, in the order of the API.
func NameKinds() []NameKind {
	return []NameKind{NameShort, NameFormal, NameAcronym, NameFormer, NameAlternative, NameSourceForm, NameTranslation}
}

// Name returns the name to show in the language: the short one, else the
// formal one, else our translation; failing all, the English name, and the id
// where there is none.
func (n *Node) Name(lang Language) string {
	for _, l := range []Language{lang, EN} {
		for _, kind := range []NameKind{NameShort, NameFormal, NameTranslation} {
			if i := slices.IndexFunc(n.Names, func(x Name) bool { return x.Language == l && x.Kind == kind }); i >= 0 {
				return n.Names[i].Value
			}
		}
	}
	return string(n.ID)
}

// Acronym returns the usual acronym in the language, else the usual English
// one, else the empty string.
func (n *Node) Acronym(lang Language) string {
	for _, l := range []Language{lang, EN} {
		if i := slices.IndexFunc(n.Names, func(x Name) bool { return x.Language == l && x.Kind == NameAcronym }); i >= 0 {
			return n.Names[i].Value
		}
	}
	return ""
}
