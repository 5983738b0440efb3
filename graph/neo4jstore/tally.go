package neo4jstore

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// Tally implements graph.Store. The unfiltered counterparts of an actor are
// read from COOPERATES_WITH, in one statement for any number of actors (see
// headline.go); anything else is counted, in one statement for questions of one
// shape, and one more for totals.
func (s *Store) Tally(ctx context.Context, queries []graph.TallyQuery) ([]graph.TallyPage, error) {
	return s.tally(ctx, queries, isHeadline)
}

// tally answers by headline what is one, and counts the rest.
func (s *Store) tally(ctx context.Context, queries []graph.TallyQuery, isHeadline func(*graph.TallyQuery) bool) ([]graph.TallyPage, error) {
	pages := make([]graph.TallyPage, len(queries))
	var questions []question
	for i := range queries {
		ask := s.tallyQuestions
		if isHeadline(&queries[i]) {
			ask = s.headlineQuestion
		}
		asked, err := ask(&queries[i], &pages[i])
		if err != nil {
			return nil, s.fault(ctx, "Tally", err)
		}
		questions = append(questions, asked...)
	}
	if err := s.ask(ctx, "Tally", questions); err != nil {
		return nil, err
	}
	return pages, nil
}

func (s *Store) tallyQuestions(q *graph.TallyQuery, page *graph.TallyPage) ([]question, error) {
	if q.By != graph.ByCounterpart && q.By != graph.ByTheme {
		return nil, &graph.Error{Code: graph.InvalidArgument, Argument: "by", Message: fmt.Sprintf("there is no tally by %q", q.By)}
	}
	row := map[string]any{}
	sel := &q.Selection
	part := selectBy("engagement", engagementConditions(sel, q.By == graph.ByCounterpart, row))
	judged := judge(sel, row)
	with := clauses{"candidates": part.start, "buckets": buckets(q, row)}
	all := []string{}
	if part.start == "" {
		var condition string
		with["candidates"], condition = everything("engagement", graph.ClassEngagement, row)
		all = append(all, condition)
	}

	var questions []question
	if q.Page.Total || q.CountExcluded {
		admitted, verdict := judged.counted, "'counted'"
		if q.CountExcluded {
			admitted, verdict = judged.admitted, judged.verdict
		}
		with["filter"], with["verdict"] = where(slices.Concat(all, part.conditions, admitted)), verdict
		questions = append(questions, question{s.statements.compose("tally_total", with), 0, maps.Clone(row), func(a answer) error {
			if q.Page.Total {
				page.Total, page.Engagements = a.number("total"), a.number("engagements")
			}
			if q.CountExcluded {
				page.Excluded = excluded(a)
			}
			return nil
		}})
	}

	with["filter"], with["counted"] = where(slices.Concat(all, part.conditions, judged.tallied)), judged.isCounted
	limit, err := tallyPage(q, with, row)
	if err != nil {
		return nil, err
	}
	with["details"], with["columns"] = details(q, row)
	return append(questions, question{s.statements.compose("tally", with), limit, row, func(a answer) error {
		return takeRows(a, q, page, func(r answer, tallied *graph.TallyRow) {
			tallied.OwnRoles = sortedRoles(r, "own_roles")
			tallied.Roles = sortedRoles(r, "roles")
			counts := map[graph.ID]int{}
			for _, theme := range r.items("themes") {
				counts[graph.ID(theme.text("id"))] = theme.number("n")
			}
			tallied.Themes = graph.SortedThemes(counts)
		})
	}}), nil
}

// takeRows makes rows of a page of answers. fill sets what else a row has.
func takeRows(a answer, q *graph.TallyQuery, page *graph.TallyPage, fill func(answer, *graph.TallyRow)) error {
	found := a.items("items")
	rows := make([]graph.TallyRow, 0, len(found))
	for _, r := range found {
		e, err := r.entity()
		if err != nil {
			return err
		}
		row := graph.TallyRow{
			Entity: e, Count: r.number("n"), General: r.number("general"),
			First: graph.Date(r.text("first")), Last: graph.Date(r.text("last")),
		}
		if row.Key = r.text("key"); row.Key == "" {
			row.Key = q.Order.Key(&row)
		}
		fill(r, &row)
		if !q.WithPeriod {
			row.First, row.Last = "", ""
		}
		if !q.WithRoles {
			row.OwnRoles, row.Roles = nil, nil
		}
		if !q.WithThemes {
			row.Themes = nil
		}
		rows = append(rows, row)
	}
	page.Rows, page.More = cut(rows, q.Page)
	return nil
}

func sortedRoles(a answer, column string) []graph.Role {
	set := map[graph.Role]bool{}
	for _, role := range texts[graph.Role](a, column) {
		set[role] = true
	}
	return graph.SortedRoles(set)
}

// buckets is the clause that sorts engagements into buckets: it binds bucket
// and engagements, a list without repeats.
func buckets(q *graph.TallyQuery, row map[string]any) string {
	if q.By == graph.ByTheme {
		return lines(
			"MATCH (engagement)-[:ADDRESSES]->(bucket:Theme)",
			"WITH bucket, collect(DISTINCT engagement) AS engagements",
		)
	}
	var side, among []string
	if q.Selection.With != nil {
		side = sideConditions(q.Selection.With, "with", "part", "actor", row)
	}
	if q.Selection.Own != nil {
		among = append(among, apart("actor"))
	}
	if q.Among != nil {
		for _, c := range actorConditions(q.Among, row) {
			among = append(among, c.predicate)
		}
	}
	// Engagements are gathered by actor first, so that each actor is looked at
	// once.
	clause := lines(
		"MATCH (engagement)<-[part:TOOK_PART_IN]-(actor:Actor)", where(side),
		"WITH actor, collect(DISTINCT engagement) AS engagements", where(among),
	)
	if !q.RollUp {
		return lines(clause, "WITH actor AS bucket, engagements")
	}
	return lines(
		clause,
		"MATCH (bucket:Entity {generation: $generation, id: actor.top})",
		"UNWIND engagements AS engagement",
		"WITH bucket, collect(DISTINCT engagement) AS engagements",
	)
}

// apart is a predicate: the actor is none of Own, and neither in the tree of
// one of them nor above one.
func apart(actor string) string {
	return fmt.Sprintf("NOT EXISTS { MATCH (%[1]s)-[:IN_TREE_OF*0..1]->(own_top) WHERE own_top.id IN row.own }"+
		" AND NOT EXISTS { MATCH (%[1]s)<-[:IN_TREE_OF]-(own_low) WHERE own_low.id IN row.own }", actor)
}

// details are the clauses that gather what else is told of each row of the
// page, and the columns in which they tell it.
func details(q *graph.TallyQuery, row map[string]any) (clause, columns string) {
	var parts []string
	if q.WithThemes {
		columns += ", themes: themes"
		parts = append(parts, lines(
			"CALL (engagements) {",
			"  UNWIND engagements AS engagement",
			"  MATCH (engagement)-[:ADDRESSES]->(theme:Theme)",
			"  WITH theme, count(DISTINCT engagement) AS n",
			"  RETURN collect({id: theme.id, n: n}) AS themes",
			"}",
		))
	}
	roles := func(column, pattern string, conditions []string) {
		columns += ", " + column + ": " + column
		parts = append(parts, "CALL (row, bucket, engagements) {\n  "+strings.ReplaceAll(lines(
			"UNWIND engagements AS engagement",
			"MATCH "+pattern,
			where(conditions),
			"UNWIND part.roles AS role",
			"RETURN collect(DISTINCT role) AS "+column,
		), "\n", "\n  ")+"\n}")
	}
	if q.WithRoles && q.Selection.Own != nil {
		conditions := append(ownConditions(&q.Selection, "part", "actor", row), inSet("actor", "own", q.Selection.Own.Tree))
		roles("own_roles", "(engagement)<-[part:TOOK_PART_IN]-(actor:Actor)", conditions)
	}
	if q.WithRoles && q.By == graph.ByCounterpart {
		var conditions []string
		actor := "bucket"
		pattern := "(engagement)<-[part:TOOK_PART_IN]-(bucket)"
		if q.RollUp {
			actor = "actor"
			pattern = "(engagement)<-[part:TOOK_PART_IN]-(actor:Actor)"
			conditions = append(conditions, "actor.top = bucket.id")
			if q.Selection.Own != nil {
				conditions = append(conditions, apart("actor"))
			}
			if q.Among != nil {
				for _, c := range actorConditions(q.Among, row) {
					conditions = append(conditions, c.predicate)
				}
			}
		}
		if q.Selection.With != nil {
			conditions = append(conditions, sideConditions(q.Selection.With, "with", "part", actor, row)...)
		}
		roles("roles", pattern, conditions)
	}
	return strings.Join(parts, "\n"), columns
}
