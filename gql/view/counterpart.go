package view

import (
	"context"

	"github.com/comity-graph/comity/graph"
)

// CounterpartConnection is a page of counterparts.
type CounterpartConnection struct {
	Connection[*CounterpartEdge]
	EngagementCount int
}

// CounterpartEdge is a counterpart, with what is known of the cooperation.
type CounterpartEdge struct {
	s         *Session
	row       graph.TallyRow
	selection graph.Selection // that leads to the engagements of the two
	Cursor    string
	Node      Actor
}

// ThemeCount is a number of distinct engagements that address a theme.
type ThemeCount struct {
	Theme *Theme
	Count int
}

// counterparts answers a tally of counterparts with a connection. What an edge
// tells beside its counts comes with its page, where it is asked for.
func (s *Session) counterparts(ctx context.Context, query graph.TallyQuery, args graph.PageArgs) (*CounterpartConnection, error) {
	l, err := s.listing(ctx, "Actor.counterparts", query.Order, args)
	if err != nil {
		return nil, err
	}
	query.Page = l.page
	query.WithPeriod = selects(ctx, "edges", "period")
	query.WithThemes = selects(ctx, "edges", "themes")
	query.WithRoles = selects(ctx, "edges", "roles") || selects(ctx, "edges", "ownRoles")
	query.CountExcluded = isAlone(ctx)
	page, err := s.reader(ctx).Tally(ctx, query)
	if err != nil {
		return nil, err
	}
	s.exclude(page.Excluded)
	key := func(row graph.TallyRow) string { return row.Key }
	rows, err := connect(l, page.Rows, page.More, page.Total, key, func(row graph.TallyRow, cursor string) (*CounterpartEdge, error) {
		node, err := as[Actor](s, row.Entity)
		selection := query.Selection
		with := *selection.With
		with.Set = graph.Set{IDs: []graph.ID{row.Entity.Base().ID}, Tree: query.RollUp}
		selection.With = &with
		return &CounterpartEdge{s, row, selection, cursor, node}, err
	})
	if err != nil {
		return nil, err
	}
	return &CounterpartConnection{*rows, page.Engagements}, nil
}

// EngagementCount returns the number of distinct engagements.
func (e *CounterpartEdge) EngagementCount() int { return e.row.Count }

// GeneralCount returns the number of distinct general ones beside them.
func (e *CounterpartEdge) GeneralCount() int { return e.row.General }

// OwnRoles returns in which roles the actor asked about took part.
func (e *CounterpartEdge) OwnRoles() []graph.Role { return e.row.OwnRoles }

// Roles returns in which roles the counterpart took part.
func (e *CounterpartEdge) Roles() []graph.Role { return e.row.Roles }

// Period returns the time from the first to the last day of the engagements.
func (e *CounterpartEdge) Period() *graph.Period { return graph.Between(e.row.First, e.row.Last) }

// Themes returns the themes of the engagements, most first.
func (e *CounterpartEdge) Themes(ctx context.Context) ([]*ThemeCount, error) {
	ids := make([]graph.ID, 0, len(e.row.Themes))
	for _, t := range e.row.Themes {
		ids = append(ids, t.Theme)
	}
	entities, err := e.s.reader(ctx).Entities(ctx, ids)
	if err != nil {
		return nil, err
	}
	counts := make([]*ThemeCount, 0, len(ids))
	for i, entity := range entities {
		theme, err := as[*Theme](e.s, entity)
		if err != nil {
			return nil, err
		}
		counts = append(counts, &ThemeCount{theme, e.row.Themes[i].Count})
	}
	return counts, nil
}

// Engagements returns the engagements of the two, newest first.
func (e *CounterpartEdge) Engagements(ctx context.Context, first *int, after *string, last *int, before *string) (*EngagementConnection, error) {
	var newest *EngagementOrder
	return e.s.engagements(ctx, "CounterpartEdge.engagements", e.selection, newest.order(), pageArgs(first, after, last, before))
}
