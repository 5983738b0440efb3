package neo4jstore

import (
	"context"

	"github.com/comity-graph/comity/graph"
)

// Search implements graph.Store: one statement for questions with the same
// limit.
func (s *Store) Search(ctx context.Context, queries []graph.SearchQuery) ([]graph.SearchResult, error) {
	results := make([]graph.SearchResult, len(queries))
	questions := make([]question, 0, len(queries))
	for i := range queries {
		q, result := &queries[i], &results[i]
		if len(q.Words) == 0 {
			continue
		}
		words := padded(q.Words)
		if q.Prefix {
			words[len(words)-1] = " " + q.Words[len(q.Words)-1]
		}
		row := map[string]any{"words": words, "lucene": lucene(q.Words, q.Prefix)}
		with := clauses{}
		if len(q.Kinds) > 0 {
			row["kinds"] = textsOf(q.Kinds)
			with["kinds"] = "AND node.kind IN row.kinds"
		}
		page := graph.Page{Limit: q.Limit}
		_, limit := limitClause(page)
		questions = append(questions, question{s.statements.compose("search", with), limit, row, func(a answer) error {
			items := a.items("items")
			entities := make([]graph.Entity, 0, len(items))
			for _, item := range items {
				e, err := item.entity()
				if err != nil {
					return err
				}
				entities = append(entities, e)
			}
			result.Entities, result.More = cut(entities, page)
			return nil
		}})
	}
	if err := s.ask(ctx, "Search", questions); err != nil {
		return nil, err
	}
	return results, nil
}
