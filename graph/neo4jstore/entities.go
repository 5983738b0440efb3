package neo4jstore

import (
	"context"

	"github.com/comity-graph/comity/graph"
)

// Entities implements graph.Store, in one statement.
func (s *Store) Entities(ctx context.Context, ids []graph.ID) (map[graph.ID]graph.Entity, error) {
	found := make(map[graph.ID]graph.Entity, len(ids))
	questions := make([]question, 0, len(ids))
	asked := make(map[graph.ID]bool, len(ids))
	statement := s.statements.compose("entities", nil)
	for _, id := range ids {
		if asked[id] {
			continue
		}
		asked[id] = true
		questions = append(questions, question{statement, 0, map[string]any{"id": string(id)}, func(a answer) error {
			e, err := a.entity()
			if e != nil {
				found[id] = e
			}
			return err
		}})
	}
	if err := s.ask(ctx, "Entities", questions); err != nil {
		return nil, err
	}
	return found, nil
}
