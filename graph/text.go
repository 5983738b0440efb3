package graph

import "strings"

// SearchText returns the words by which a search finds a record: those of all
// its names, its identifiers, its id, and the office-holders whose names its
// sources print; folded, joined by single spaces. Records that are no node of
// the API have none.
func SearchText(r *Record) string {
	n := r.Base()
	switch n.Kind.Class() {
	case ClassPassage, ClassMembership, ClassClaim:
		return ""
	}
	words := Tokens(n.ID.Key())
	for _, name := range n.Names {
		words = append(words, Tokens(name.Value)...)
		if key := Key(name.Value); name.Kind == NameAcronym {
			words = append(words, key) // an acronym written with dots or hyphens is typed without
		}
	}
	for _, ident := range identifiersOf(r.Entity) {
		words = append(words, Tokens(ident.Value)...)
	}
	for _, person := range r.People {
		words = append(words, Tokens(person)...)
	}
	return joinDistinct(words)
}

// FilterText returns the words in which Selection.Text and ActorSelection.Text
// look, in one language: title and summary of an engagement, names of anything
// else; folded, joined by single spaces.
func FilterText(e Entity, lang Language) string {
	var words []string
	for _, name := range e.Base().Names {
		if name.Language == lang {
			words = append(words, Tokens(name.Value)...)
		}
	}
	if engagement, ok := e.(*Engagement); ok {
		words = append(words, Tokens(engagement.Summary[lang])...)
	}
	return joinDistinct(words)
}

func joinDistinct(words []string) string {
	seen := make(map[string]bool, len(words))
	distinct := words[:0]
	for _, w := range words {
		if !seen[w] {
			seen[w] = true
			distinct = append(distinct, w)
		}
	}
	return strings.Join(distinct, " ")
}
