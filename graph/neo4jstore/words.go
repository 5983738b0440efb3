package neo4jstore

import (
	"slices"
	"strings"
	"unicode"

	"github.com/comity-graph/comity/graph"
)

// textProperty is the property that holds the words of graph.FilterText in a
// language.
func textProperty(lang graph.Language) string { return "text_" + strings.ToLower(string(lang)) }

// padded returns each word between spaces, as it stands in a text between
// spaces.
func padded(words []string) []string {
	result := make([]string, len(words))
	for i, w := range words {
		result[i] = " " + w + " "
	}
	return result
}

// folded reports whether a word may be one that graph.Tokens gives: letters and
// digits, no capitals of ours. Anything else occurs in no text, and could be
// syntax of the full-text index.
func folded(word string) bool {
	for _, r := range word {
		if (!unicode.IsLetter(r) && !unicode.IsDigit(r)) || (r >= 'A' && r <= 'Z') {
			return false
		}
	}
	return word != ""
}

// noWord is a query that finds nothing.
const noWord = "+nothing -nothing"

// mostTerms bounds a query of the full-text index, which takes no more than
// about a thousand. The index only finds candidates: leaving out words finds
// more of them, and all words are looked at in what was found.
const mostTerms = 32

// lucene asks the full-text index for the words, the last one as the beginning
// of one if prefix is set.
func lucene(words []string, prefix bool) string {
	terms := make([]string, 0, min(len(words), mostTerms))
	for i, w := range words {
		if !folded(w) {
			return noWord
		}
		term := "+" + w
		if prefix && i == len(words)-1 {
			term += "*"
		}
		if len(terms) < mostTerms && !slices.Contains(terms, term) {
			terms = append(terms, term)
		}
	}
	return strings.Join(terms, " ")
}

// luceneFields asks the full-text index for all of the words in the text of
// one of the languages.
func luceneFields(languages []graph.Language, words []string) string {
	query := lucene(words, false)
	if query == noWord {
		return noWord
	}
	alternatives := make([]string, len(languages))
	for i, lang := range languages {
		alternatives[i] = textProperty(lang) + ":(" + query + ")"
	}
	return strings.Join(alternatives, " ")
}
