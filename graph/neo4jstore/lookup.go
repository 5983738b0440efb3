package neo4jstore

import (
	"cmp"
	"context"
	"slices"

	"github.com/comity-graph/comity/graph"
)

// Lookup implements graph.Store, in one statement.
func (s *Store) Lookup(ctx context.Context, keys []string) (map[string][]graph.Match, error) {
	found := make(map[string][]graph.Match, len(keys))
	statement := s.statements.compose("lookup", nil)
	asked := make(map[string]bool, len(keys))
	questions := make([]question, 0, len(keys))
	for _, key := range keys {
		if asked[key] {
			continue
		}
		asked[key] = true
		questions = append(questions, question{statement, 0, map[string]any{"key": key}, func(a answer) error {
			if matches := matchesOf(a); len(matches) > 0 {
				found[key] = matches
			}
			return nil
		}})
	}
	if err := s.ask(ctx, "Lookup", questions); err != nil {
		return nil, err
	}
	return found, nil
}

// matchesOf sorts here, since names are no keys to sort by in the database.
func matchesOf(a answer) []graph.Match {
	items := a.items("items")
	matches := make([]graph.Match, 0, len(items))
	for _, item := range items {
		matches = append(matches, graph.Match{
			ID: graph.ID(item.text("id")), Rank: graph.RefRank(item.number("rank")), Language: graph.Language(item.text("language")),
			Name: item.text("value"), NameKind: graph.NameKind(item.text("kind")),
		})
	}
	slices.SortFunc(matches, func(x, y graph.Match) int {
		return cmp.Or(
			cmp.Compare(x.Rank, y.Rank), cmp.Compare(x.ID, y.ID), cmp.Compare(x.Language, y.Language),
			cmp.Compare(x.Name, y.Name), cmp.Compare(x.NameKind, y.NameKind),
		)
	})
	return matches
}
