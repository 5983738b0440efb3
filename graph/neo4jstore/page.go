package neo4jstore

import (
	"slices"

	"github.com/comity-graph/comity/graph"
)

// limitClause is the clause of a page: one row more than it shows, to see
// whether there are others. $limit is the same for all rows of a statement.
func limitClause(p graph.Page) (clause string, limit int) {
	if p.All {
		return "", 0
	}
	return "LIMIT $limit", max(p.Limit, 0) + 1
}

// cut takes the rows of a page, read in the direction of paging, to its limit
// and in ascending order.
func cut[T any](rows []T, p graph.Page) (page []T, more bool) {
	if limit := max(p.Limit, 0); !p.All && len(rows) > limit {
		rows, more = rows[:limit], true
	}
	if p.Backward {
		slices.Reverse(rows)
	}
	return rows, more
}

// ascending is the direction in which a page reads what a list sorts
// ascending, or the other way round.
func direction(ascending, backward bool) string {
	if ascending != backward {
		return "ASC"
	}
	return "DESC"
}

// textsOf returns strings as parameters.
func textsOf[T ~string](list []T) []string {
	texts := make([]string, len(list))
	for i, item := range list {
		texts[i] = string(item)
	}
	return texts
}
