package graph

import "strings"

// Reason is the first word of a citation's note: why a fact is read between
// the lines, or what there is to say about it.
type Reason string

// The reasons. With one of the first four a fact is INFERRED.
const (
	ReasonFromHeading           Reason = "from-heading"
	ReasonFromContext           Reason = "from-context"
	ReasonFromStructure         Reason = "from-structure"
	ReasonFromOtherSource       Reason = "from-other-source"
	ReasonSourceError           Reason = "source-error"
	ReasonTranslationDifference Reason = "translation-difference"
	ReasonNameAtTheTime         Reason = "name-at-the-time"
	ReasonUsage                 Reason = "usage"
)

// Reasons returns all reasons with their labels, those of inference first.
func Reasons() []ReasonSpec {
	return []ReasonSpec{
		{ReasonFromHeading, Inferred, Text{EN: "from the heading", FR: "d'après l'intertitre"}},
		{ReasonFromContext, Inferred, Text{EN: "from the context", FR: "d'après le contexte"}},
		{ReasonFromStructure, Inferred, Text{EN: "from the structure", FR: "d'après la structure"}},
		{ReasonFromOtherSource, Inferred, Text{EN: "from another source", FR: "d'après une autre source"}},
		{ReasonSourceError, Stated, Text{EN: "probable error of the source", FR: "erreur probable de la source"}},
		{ReasonTranslationDifference, Stated, Text{EN: "difference between language versions", FR: "écart entre versions linguistiques"}},
		{ReasonNameAtTheTime, Stated, Text{EN: "name at the time", FR: "nom à l'époque"}},
		{ReasonUsage, Stated, Text{EN: "usage", FR: "désignation"}},
	}
}

// ReasonSpec is one row of the list of reasons.
type ReasonSpec struct {
	Reason Reason
	Basis  Basis // that a fact with this reason has
	Names  Text
}

// Note returns the note of a citation: the label of the reason, and after a
// colon what there is to add.
func (s ReasonSpec) Note(add Text) Text {
	note := Text{}
	for lang, label := range s.Names {
		note[lang] = label
		if add[lang] != "" {
			note[lang] += separator(lang) + add[lang]
		}
	}
	return note
}

// Reason returns the reason with which the citation's note begins, or the
// empty one.
func (c Citation) Reason() Reason { return reasonOf(c.Note) }

// reasonOf returns the reason with which a note begins, or the empty one.
func reasonOf(note Text) Reason {
	label, _, _ := strings.Cut(note[EN], ":")
	for _, spec := range Reasons() {
		if spec.Names[EN] == label {
			return spec.Reason
		}
	}
	return ""
}

// separator returns what stands between a label and what it introduces: French
// sets a space before the colon.
func separator(lang Language) string {
	if lang == FR {
		return " : "
	}
	return ": "
}
