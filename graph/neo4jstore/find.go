package neo4jstore

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/comity-graph/comity/graph"
)

// Find implements graph.Store: for questions of one shape one statement, and
// one more for totals.
func (s *Store) Find(ctx context.Context, queries []graph.FindQuery) ([]graph.FindPage, error) {
	pages := make([]graph.FindPage, len(queries))
	var questions []question
	for i := range queries {
		asked, err := s.findQuestions(&queries[i], &pages[i])
		if err != nil {
			return nil, s.fault(ctx, "Find", err)
		}
		questions = append(questions, asked...)
	}
	if err := s.ask(ctx, "Find", questions); err != nil {
		return nil, err
	}
	return pages, nil
}

func (s *Store) findQuestions(q *graph.FindQuery, page *graph.FindPage) ([]question, error) {
	if !slices.Contains(classes(), q.Class) { // which is the name of a label from here on
		return nil, &graph.Error{Code: graph.InvalidArgument, Argument: "class", Message: fmt.Sprintf("there are no entities of class %q", q.Class)}
	}
	node := variableOf(q.Class)
	key := q.Order.String()
	if q.Order.Field == "" || q.Order.Field == graph.OrderID {
		key = "id"
	} else if !slices.ContainsFunc(graph.Orders(q.Class), func(o graph.Order) bool { return o.String() == key }) {
		return nil, &graph.Error{Code: graph.InvalidArgument, Message: fmt.Sprintf("lists of %s cannot be sorted by %s", q.Class, key)}
	}
	row := map[string]any{}
	var conditions []condition
	judged := judgement{verdict: "'counted'"}
	switch q.Class {
	case graph.ClassEngagement:
		conditions = engagementConditions(&q.Selection, false, row)
		judged = judge(&q.Selection, row)
	case graph.ClassActor:
		conditions = actorConditions(&q.Actors, row)
	case graph.ClassPlace: // states are labelled as places too
		row["kinds"] = textsOf(slices.DeleteFunc(graph.KindsOf(q.Class), graph.Kind.IsActor))
		conditions = []condition{{predicate: node + ".kind IN row.kinds"}}
	}
	part := selectBy(node, conditions)

	var questions []question
	if q.Page.Total || q.CountExcluded {
		questions = append(questions, s.findTotal(q, page, part, judged, maps.Clone(row)))
	}
	position := make([]string, 0, 2)
	if q.Page.After != "" || part.start == "" {
		row["after"] = q.Page.After // the empty one is before all keys, and lets the index be used
		position = append(position, node+"."+key+" > row.after", ofGeneration(node))
	}
	if q.Page.Before != "" {
		row["before"] = q.Page.Before
		position = append(position, node+"."+key+" < row.before")
	}
	start := part.start
	if start == "" {
		// The index gives the order of the list, so that what is read is the
		// page and what the filter passes over.
		start = fmt.Sprintf("MATCH (%[1]s:%[2]s) USING INDEX %[1]s:%[2]s(%[3]s)", node, q.Class, key)
	}
	limit, n := limitClause(q.Page)
	statement := s.statements.compose("find", clauses{
		"candidates": start,
		"filter":     where(slices.Concat(position, part.conditions, judged.counted)),
		"node":       node, "key": key, "direction": direction(true, q.Page.Backward), "limit": limit,
	})
	return append(questions, question{statement, n, row, func(a answer) error {
		rows := a.items("items")
		items := make([]graph.FindItem, 0, len(rows))
		for _, r := range rows {
			e, err := r.entity()
			if err != nil {
				return err
			}
			items = append(items, graph.FindItem{Key: r.text("key"), Entity: e})
		}
		page.Items, page.More = cut(items, q.Page)
		return nil
	}}), nil
}

func (s *Store) findTotal(q *graph.FindQuery, page *graph.FindPage, part selected, judged judgement, row map[string]any) question {
	node := variableOf(q.Class)
	admitted, verdict := judged.counted, "'counted'"
	if q.CountExcluded {
		admitted, verdict = judged.admitted, judged.verdict
	}
	start, conditions := part.start, slices.Concat(part.conditions, admitted)
	if start == "" {
		var all string
		start, all = everything(node, q.Class, row)
		conditions = append([]string{all}, conditions...)
	}
	statement := s.statements.compose("find_total", clauses{"candidates": start, "filter": where(conditions), "verdict": verdict})
	return question{statement, 0, row, func(a answer) error {
		if q.Page.Total {
			page.Total = a.number("total")
		}
		if q.CountExcluded {
			page.Excluded = excluded(a)
		}
		return nil
	}}
}

// everything binds the variable to all entities of a class by an index of it,
// which is smaller than the nodes, and not by a scan of their label.
func everything(node string, class graph.Class, row map[string]any) (start, condition string) {
	property := "id"
	if class == graph.ClassEngagement {
		property = "status"
	}
	row["all"] = ""
	return fmt.Sprintf("MATCH (%[1]s:%[2]s) USING INDEX %[1]s:%[2]s(%[3]s)", node, class, property),
		node + "." + property + " > row.all AND " + ofGeneration(node)
}

// ofGeneration is a predicate: the node is of the generation that is read.
func ofGeneration(node string) string { return node + ".generation = $generation" }

func excluded(a answer) graph.Excluded {
	return graph.Excluded{General: a.number("general"), Planned: a.number("planned"), Undated: a.number("undated")}
}

// variableOf names the entities of a class in statements.
func variableOf(class graph.Class) string {
	switch class {
	case graph.ClassEngagement:
		return "engagement"
	case graph.ClassActor:
		return "actor"
	default:
		return "found"
	}
}
