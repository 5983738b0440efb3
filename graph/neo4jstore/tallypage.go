package neo4jstore

import (
	"fmt"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// tallyPage adds the clauses by which a tally is sorted and cut to a page:
// position, order and limit. They speak of the variables n, last and bucket,
// and their parameters are added to row.
func tallyPage(q *graph.TallyQuery, with clauses, row map[string]any) (limit int, err error) {
	field, missing := sortedBy(q.Order)
	after, before := ">", "<"
	if q.Order.Desc && q.Order.Field != graph.TallyName {
		after, before = "<", ">" // of the field; ids ascend all the same, and the keys of names too
	}
	var conditions strings.Builder
	for _, bound := range []struct{ name, key, field, id string }{
		{"after", q.Page.After, after, ">"}, {"before", q.Page.Before, before, "<"},
	} {
		if bound.key == "" {
			continue
		}
		at, err := q.Order.Position(bound.key)
		if err != nil {
			return 0, err
		}
		switch q.Order.Field {
		case graph.TallyName:
			row[bound.name] = at.Name
			fmt.Fprintf(&conditions, " AND %s %s row.%s", field, bound.field, bound.name)
			continue
		case graph.TallyLatest:
			row[bound.name] = string(at.Last)
			if at.Last == "" {
				row[bound.name] = missing
			}
		default:
			row[bound.name] = at.Count
		}
		row[bound.name+"_id"] = string(at.ID)
		fmt.Fprintf(&conditions, " AND (%[1]s %[2]s row.%[3]s OR (%[1]s = row.%[3]s AND bucket.id %[4]s row.%[3]s_id))", field, bound.field, bound.name, bound.id)
	}
	with["position"] = conditions.String()
	ascending := !q.Order.Desc || q.Order.Field == graph.TallyName
	with["order"] = field + " " + direction(ascending, q.Page.Backward) + ", bucket.id " + direction(true, q.Page.Backward)
	if q.Order.Field == graph.TallyName {
		with["key"] = ", key: " + field // it is stored, and costly to make
	}
	with["limit"], limit = limitClause(q.Page)
	return limit, nil
}

// sortedBy is the expression that an order sorts by, and what stands for a
// missing value in it.
func sortedBy(o graph.TallyOrder) (expression, missing string) {
	switch o.Field {
	case graph.TallyName:
		return "bucket." + graph.Order{Field: graph.OrderName, Desc: o.Desc, Lang: o.Lang}.String(), ""
	case graph.TallyLatest:
		// The undated come last in either direction.
		if o.Desc {
			return "coalesce(last, '')", ""
		}
		return "coalesce(last, '~')", "~"
	default:
		return "n", ""
	}
}
