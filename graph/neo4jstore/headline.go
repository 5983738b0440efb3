package neo4jstore

import (
	"reflect"
	"slices"

	"github.com/comity-graph/comity/graph"
)

// isHeadline reports whether a tally is what COOPERATES_WITH was summed up for:
// the counterparts of one actor by the defaults of every list, and nothing
// else asked for. What is left to be chosen is the order and the page.
func isHeadline(q *graph.TallyQuery) bool {
	acts := func(side *graph.Side) bool {
		return side != nil && side.SkipAddressees && side.SkipArmedGroups && len(side.Roles) == 0
	}
	rest := q.Selection
	if q.By != graph.ByCounterpart || q.Among != nil || q.RollUp || !acts(rest.Own) || !acts(rest.With) || len(rest.Own.IDs) != 1 || !rest.SpecificOnly {
		return false
	}
	for _, status := range graph.Statuses() {
		if slices.Contains(rest.Statuses, status) == (status == graph.StatusPlanned) {
			return false
		}
	}
	// Whatever else a selection has, now or later, is something asked for.
	rest.Own, rest.With, rest.Statuses, rest.StatusesDefault, rest.SpecificOnly = nil, nil, nil, false, false
	return reflect.DeepEqual(rest, graph.Selection{})
}

// headlineQuestion asks for the page and all sums at once.
func (s *Store) headlineQuestion(q *graph.TallyQuery, page *graph.TallyPage) ([]question, error) {
	row := map[string]any{"own": string(q.Selection.Own.IDs[0]), "tree": q.Selection.Own.Tree}
	with := clauses{}
	limit, err := tallyPage(q, with, row)
	if err != nil {
		return nil, err
	}
	return []question{{s.statements.compose("headline", with), limit, row, func(a answer) error {
		if q.Page.Total {
			page.Total, page.Engagements = a.number("total"), a.number("engagements")
		}
		if q.CountExcluded {
			page.Excluded = graph.Excluded{General: a.number("general")}
			if q.Selection.StatusesDefault {
				page.Excluded.Planned = a.number("planned")
			}
		}
		return takeRows(a, q, page, takePair)
	}}}, nil
}

// takePair sets what a COOPERATES_WITH tells of a counterpart. A pair is stored
// once: seen from its other end, the roles change sides.
func takePair(r answer, row *graph.TallyRow) {
	row.OwnRoles, row.Roles = texts[graph.Role](r, "from_roles"), texts[graph.Role](r, "to_roles")
	if !r.flag("outgoing") {
		row.OwnRoles, row.Roles = row.Roles, row.OwnRoles
	}
	themes, counts := texts[graph.ID](r, "themes"), r.list("theme_counts")
	row.Themes = make([]graph.ThemeCount, 0, len(themes))
	for i, theme := range themes {
		if n, ok := counts[i].(int64); ok {
			row.Themes = append(row.Themes, graph.ThemeCount{Theme: theme, Count: int(n)})
		}
	}
}
