package view

import (
	"context"

	"github.com/comity-graph/comity/graph"
)

// Membership is a member's belonging to an organisation.
type Membership struct {
	s *Session
	*graph.Membership
}

// IsNode marks memberships as nodes.
func (*Membership) IsNode() {}

// Member returns who belongs.
func (m *Membership) Member(ctx context.Context) (Actor, error) {
	return load[Actor](ctx, m.s, m.Membership.Member)
}

// Organisation returns to what it belongs.
func (m *Membership) Organisation(ctx context.Context) (Actor, error) {
	return load[Actor](ctx, m.s, m.Membership.Organisation)
}

// Office returns the office held in the membership, or nil.
func (m *Membership) Office() *graph.Office { return optional(m.Membership.Office) }

// Citations returns the passages that state the membership.
func (m *Membership) Citations(context.Context) []*Citation {
	return m.s.citations(m.Membership.Citations)
}
