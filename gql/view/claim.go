package view

import (
	"context"
	"fmt"

	"github.com/comity-graph/comity/graph"
)

// Claim is a value that a source gives for a property.
type Claim struct {
	s *Session
	*graph.Claim
}

func (s *Session) claims(ctx context.Context, subject graph.ID) ([]*Claim, error) {
	page, err := s.reader(ctx).Links(ctx, graph.LinkQuery{
		Anchor: subject, Types: []graph.LinkType{graph.LinkHasClaim}, Direction: graph.Out, Page: graph.Page{All: true},
	})
	if err != nil {
		return nil, err
	}
	claims := make([]*Claim, 0, len(page.Items))
	for _, item := range page.Items {
		claim, ok := item.Far.(*graph.Claim)
		if !ok {
			return nil, fmt.Errorf("view: %s is not a claim", item.Far.Base().ID)
		}
		claims = append(claims, &Claim{s, claim})
	}
	return claims, nil
}

// Value returns the value as text.
func (c *Claim) Value(lang *graph.Language) string { return c.Claim.Value.In(language(lang)) }

// Unit returns what is counted, or the currency, or nil.
func (c *Claim) Unit() *string { return optional(c.Claim.Unit) }

// Stage returns how far an amount had come, or nil.
func (c *Claim) Stage() *graph.AmountStage { return optional(c.Claim.Stage) }

// Citations returns the passages that state the claim.
func (c *Claim) Citations(context.Context) []*Citation { return c.s.citations(c.Claim.Citations) }
