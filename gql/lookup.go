package gql

import (
	"context"
	"fmt"

	"github.com/comity-graph/comity/gql/view"
	"github.com/comity-graph/comity/graph"
)

// lookUp answers a single look-up by reference. What means nothing is null.
func lookUp[N view.Node](ctx context.Context, ref string, kinds []graph.Kind, lang *graph.Language) (N, error) {
	var none N
	s, err := view.SessionOf(ctx)
	if err != nil {
		return none, err
	}
	e, err := s.Resolve(ctx, ref, kinds, lang)
	if err != nil || e == nil {
		return none, err
	}
	node, err := s.Node(e)
	if err != nil {
		return none, err
	}
	n, ok := node.(N)
	if !ok {
		return none, fmt.Errorf("gql: %s is not of the kind that was looked up", e.Base().ID)
	}
	return n, nil
}
