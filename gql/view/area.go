package view

import (
	"context"

	"github.com/comity-graph/comity/graph"
)

// Area is a place that is not a state.
type Area struct {
	s *Session
	*graph.Area
}

// IsNode marks areas as nodes.
func (*Area) IsNode() {}

// IsPlace marks areas as places.
func (*Area) IsPlace() {}

// Category returns the area's category.
func (a *Area) Category() *Category { return categoryOf(a.Area.Category) }

// Name returns the name to show.
func (a *Area) Name(lang *graph.Language) string { return a.Area.Name(language(lang)) }

// Names returns all names.
func (a *Area) Names() []*Name { return namesOf(a.Node) }

// Identifiers returns what other systems call the area.
func (a *Area) Identifiers() []*Identifier { return identifiersOf(a.Node) }

// Within returns the places in which the area lies, directly.
func (a *Area) Within(ctx context.Context) ([]Place, error) {
	return all[Place](ctx, a.s, graph.LinkQuery{Anchor: a.ID, Types: []graph.LinkType{graph.LinkLiesIn}, Direction: graph.Out})
}
