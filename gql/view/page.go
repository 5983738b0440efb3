package view

import (
	"context"
	"fmt"

	"github.com/comity-graph/comity/graph"
)

// Connection is a page of a list, as Relay has it.
type Connection[E any] struct {
	Edges      []E
	PageInfo   *PageInfo
	TotalCount int
}

// Edge is a row of a page.
type Edge[N any] struct {
	Cursor string
	Node   N
}

// PageInfo says where a page stands in its list.
type PageInfo struct {
	HasNextPage     bool
	HasPreviousPage bool
	StartCursor     *string
	EndCursor       *string
}

// ActorConnection is a page of actors.
type ActorConnection = Connection[*ActorEdge]

// ActorEdge is a row of a page of actors.
type ActorEdge = Edge[Actor]

// EngagementConnection is a page of engagements.
type EngagementConnection = Connection[*EngagementEdge]

// EngagementEdge is a row of a page of engagements.
type EngagementEdge = Edge[Engagement]

// MembershipConnection is a page of memberships.
type MembershipConnection = Connection[*MembershipEdge]

// MembershipEdge is a row of a page of memberships.
type MembershipEdge = Edge[*Membership]

// ThemeConnection is a page of themes.
type ThemeConnection = Connection[*ThemeEdge]

// ThemeEdge is a row of a page of themes.
type ThemeEdge = Edge[*Theme]

// SourceConnection is a page of sources.
type SourceConnection = Connection[*SourceEdge]

// SourceEdge is a row of a page of sources.
type SourceEdge = Edge[*Source]

// PassageConnection is a page of passages.
type PassageConnection = Connection[*PassageEdge]

// PassageEdge is a row of a page of passages.
type PassageEdge = Edge[*Passage]

// listing is a list that a field shows a page of.
type listing struct {
	name  string // such as "Actor.counterparts"; part of its cursors
	order fmt.Stringer
	page  graph.Page
}

// listing checks the arguments of a connection and finds out what of it is
// asked for.
func (s *Session) listing(ctx context.Context, name string, order fmt.Stringer, args graph.PageArgs) (listing, error) {
	page, err := s.Limits.Page(name, order, args)
	if err != nil {
		return listing{}, err
	}
	page.Total = selects(ctx, "totalCount") || selects(ctx, "engagementCount")
	return listing{name, order, page}, nil
}

func (l listing) cursor(key string) string { return graph.Cursor(l.name, l.order, key) }

// info says where the rows with the keys stand. A page that was asked for after
// a position has rows before it, and the other way round.
func (l listing) info(keys []string, more bool) *PageInfo {
	info := &PageInfo{HasNextPage: more, HasPreviousPage: l.page.After != ""}
	if l.page.Backward {
		info.HasPreviousPage, info.HasNextPage = more, l.page.Before != ""
	}
	if len(keys) > 0 {
		first, last := l.cursor(keys[0]), l.cursor(keys[len(keys)-1])
		info.StartCursor, info.EndCursor = &first, &last
	}
	return info
}

// connect makes a connection of rows. key tells a row's position, edge makes
// its edge.
func connect[R, E any](l listing, rows []R, more bool, total int, key func(R) string, edge func(R, string) (E, error)) (*Connection[E], error) {
	c := &Connection[E]{Edges: make([]E, 0, len(rows)), TotalCount: total}
	keys := make([]string, 0, len(rows))
	for _, row := range rows {
		e, err := edge(row, l.cursor(key(row)))
		if err != nil {
			return nil, err
		}
		c.Edges = append(c.Edges, e)
		keys = append(keys, key(row))
	}
	c.PageInfo = l.info(keys, more)
	return c, nil
}

// found makes a connection of a page of entities.
func found[N Node](s *Session, l listing, page graph.FindPage) (*Connection[*Edge[N]], error) {
	key := func(item graph.FindItem) string { return item.Key }
	return connect(l, page.Items, page.More, page.Total, key, func(item graph.FindItem, cursor string) (*Edge[N], error) {
		node, err := as[N](s, item.Entity)
		return &Edge[N]{cursor, node}, err
	})
}

// linked makes a connection of a page of links, of which the far ends are shown.
func linked[N Node](s *Session, l listing, page graph.LinkPage) (*Connection[*Edge[N]], error) {
	key := func(item graph.LinkItem) string { return item.Key }
	return connect(l, page.Items, page.More, page.Total, key, func(item graph.LinkItem, cursor string) (*Edge[N], error) {
		node, err := as[N](s, item.Far)
		return &Edge[N]{cursor, node}, err
	})
}

// links reads a page of links and makes a connection of their far ends.
func links[N Node](ctx context.Context, s *Session, name string, query graph.LinkQuery, args graph.PageArgs) (*Connection[*Edge[N]], error) {
	l, err := s.listing(ctx, name, graph.LinkOrder{}, args)
	if err != nil {
		return nil, err
	}
	query.Page = l.page
	page, err := s.reader(ctx).Links(ctx, query)
	if err != nil {
		return nil, err
	}
	return linked[N](s, l, page)
}

// all reads all links of a query and returns their far ends.
func all[N Node](ctx context.Context, s *Session, query graph.LinkQuery) ([]N, error) {
	query.Page = graph.Page{All: true}
	page, err := s.reader(ctx).Links(ctx, query)
	if err != nil {
		return nil, err
	}
	nodes := make([]N, 0, len(page.Items))
	for _, item := range page.Items {
		node, err := as[N](s, item.Far)
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, node)
	}
	return nodes, nil
}

func pageArgs(first *int, after *string, last *int, before *string) graph.PageArgs {
	return graph.PageArgs{First: first, After: after, Last: last, Before: before}
}
