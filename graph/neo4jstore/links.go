package neo4jstore

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// Links implements graph.Store: for questions of one shape one statement, and
// one more for totals.
func (s *Store) Links(ctx context.Context, queries []graph.LinkQuery) ([]graph.LinkPage, error) {
	pages := make([]graph.LinkPage, len(queries))
	var questions []question
	for i := range queries {
		asked, err := s.linkQuestions(&queries[i], &pages[i])
		if err != nil {
			return nil, s.fault(ctx, "Links", err)
		}
		questions = append(questions, asked...)
	}
	if err := s.ask(ctx, "Links", questions); err != nil {
		return nil, err
	}
	return pages, nil
}

func (s *Store) linkQuestions(q *graph.LinkQuery, page *graph.LinkPage) ([]question, error) {
	types := knownTypes(q.Types)
	if types == "" {
		return nil, nil // no link can be of these types
	}
	pattern := map[graph.Direction]string{
		graph.Out: "(anchor)-[link:" + types + "]->(far:Entity)",
		graph.In:  "(anchor)<-[link:" + types + "]-(far:Entity)",
	}[q.Direction]
	if pattern == "" {
		pattern = "(anchor)-[link:" + types + "]-(far:Entity)"
	}
	row := map[string]any{"anchor": string(q.Anchor)}
	with := clauses{"pattern": pattern, "filter": where(linkConditions(q, row))}
	var questions []question
	if q.Page.Total {
		total := question{s.statements.compose("links_total", with), 0, maps.Clone(row), func(a answer) error {
			page.Total = a.number("total")
			return nil
		}}
		questions = append(questions, total)
	}
	var position []string
	for _, bound := range []struct{ name, operator, key string }{{"after", ">", q.Page.After}, {"before", "<", q.Page.Before}} {
		if bound.key == "" {
			continue
		}
		at, err := graph.ParseLinkPosition(bound.key)
		if err != nil {
			return nil, err
		}
		incoming := 0
		if at.Incoming {
			incoming = 1
		}
		row[bound.name] = []any{at.Ord, string(at.Far), string(at.Type), at.Scope, incoming}
		position = append(position, "[ord, id, type, scope, incoming] "+bound.operator+" row."+bound.name)
	}
	way := direction(true, q.Page.Backward)
	with["position"] = where(position)
	with["order"] = fmt.Sprintf("ord %[1]s, id %[1]s, type %[1]s, scope %[1]s, incoming %[1]s", way)
	limit, n := limitClause(q.Page)
	with["limit"] = limit
	return append(questions, question{s.statements.compose("links", with), n, row, func(a answer) error {
		items, err := linkItems(a)
		page.Items, page.More = cut(items, q.Page)
		return err
	}}), nil
}

// knownTypes returns those of the registry's types that are asked for, as
// Cypher writes alternatives. They come from the registry and not from the
// question: what is in a statement is ours.
func knownTypes(asked []graph.LinkType) string {
	var types []string
	for _, t := range graph.LinkTypes() {
		if slices.Contains(asked, t) {
			types = append(types, string(t))
		}
	}
	return strings.Join(types, "|")
}

func linkConditions(q *graph.LinkQuery, row map[string]any) []string {
	var conditions []string
	add := func(condition, parameter string, value any) {
		conditions = append(conditions, condition)
		row[parameter] = value
	}
	if len(q.Kinds) > 0 {
		add("far.kind IN row.kinds", "kinds", textsOf(q.Kinds))
	}
	if len(q.Categories) > 0 {
		add("far.category IN row.categories", "categories", q.Categories)
	}
	if len(q.Roles) > 0 {
		add("any(role IN link.roles WHERE role IN row.roles)", "roles", textsOf(q.Roles))
	}
	if q.AsOf != "" {
		add("(far.first IS NULL OR (far.first <= row.day AND row.day <= far.last))", "day", string(q.AsOf))
	}
	return conditions
}

func linkItems(a answer) ([]graph.LinkItem, error) {
	rows := a.items("items")
	items := make([]graph.LinkItem, 0, len(rows))
	for _, row := range rows {
		item := graph.LinkItem{Outgoing: row.flag("outgoing")}
		if err := json.Unmarshal([]byte(row.text("link")), &item.Link); err != nil {
			return nil, fmt.Errorf("decode a link: %w", err)
		}
		far, err := row.entity()
		if err != nil {
			return nil, err
		}
		item.Far = far
		item.Key = graph.LinkPosition{
			Ord: item.Link.Ord, Far: far.Base().ID, Type: item.Link.Type, Scope: item.Link.Scope, Incoming: !item.Outgoing,
		}.Key()
		items = append(items, item)
	}
	return items, nil
}
