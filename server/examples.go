package server

import (
	_ "embed"
)

// Example is an operation that shows what can be asked.
type Example struct {
	Name      string
	Query     string // a document with one operation
	Variables string // as JSON
}

// Examples returns the operations in the tabs of the page; the first is that
// of Headline.
func Examples() []Example {
	return []Example{
		{"Headline", headlineQuery, headlineVariables},
		{"Engagements", engagementsQuery, engagementsVariables},
		{"Search", searchQuery, searchVariables},
	}
}

// Headline returns the operation that Comity is for: which bodies cooperate
// with one, on what, how often, since when, in which roles, and where that is
// written.
func Headline() string { return headlineQuery }

var (
	//go:embed examples/headline.graphql
	headlineQuery string
	//go:embed examples/headline.json
	headlineVariables string
	//go:embed examples/engagements.graphql
	engagementsQuery string
	//go:embed examples/engagements.json
	engagementsVariables string
	//go:embed examples/search.graphql
	searchQuery string
	//go:embed examples/search.json
	searchVariables string
)
