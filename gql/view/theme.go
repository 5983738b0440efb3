package view

import (
	"context"

	"github.com/comity-graph/comity/graph"
)

// Theme is a concept of a SKOS concept scheme.
type Theme struct {
	s *Session
	*graph.Theme
}

// IsNode marks themes as nodes.
func (*Theme) IsNode() {}

// Name returns the preferred label.
func (t *Theme) Name(lang *graph.Language) string { return t.Theme.Name(language(lang)) }

// Definition returns what the concept covers, or nil.
func (t *Theme) Definition(lang *graph.Language) *string {
	return optional(t.Theme.Definition.In(language(lang)))
}

// Names returns all labels.
func (t *Theme) Names() []*Name { return namesOf(t.Node) }

// Identifiers returns mappings to other schemes.
func (t *Theme) Identifiers() []*Identifier { return identifiersOf(t.Node) }

// Broader returns the concepts right above it.
func (t *Theme) Broader(ctx context.Context) ([]*Theme, error) {
	return all[*Theme](ctx, t.s, graph.LinkQuery{Anchor: t.ID, Types: []graph.LinkType{graph.LinkBroader}, Direction: graph.Out})
}

// Narrower returns the concepts right below it.
func (t *Theme) Narrower(ctx context.Context) ([]*Theme, error) {
	return all[*Theme](ctx, t.s, graph.LinkQuery{Anchor: t.ID, Types: []graph.LinkType{graph.LinkBroader}, Direction: graph.In})
}
