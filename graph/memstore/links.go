package memstore

import (
	"cmp"
	"context"
	"slices"
	"sort"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// Links implements graph.Store.
func (s *Store) Links(ctx context.Context, queries []graph.LinkQuery) ([]graph.LinkPage, error) {
	return answer(ctx, s, "Links", queries, (*snapshot).linkPage)
}

// strand is the edges of one type, in one direction, of an anchor, in promised
// order.
type strand struct {
	table    *linkTable
	incoming bool
	edges    []uint32 // of incoming ones
	lo, hi   int      // what is left of them: places in edges, or the rows themselves
}

func (d *strand) edge(i int) uint32 {
	if d.incoming {
		return d.edges[i]
	}
	return uint32(i)
}

func (d *strand) far(e uint32) uint32 {
	if d.incoming {
		return d.table.from[e]
	}
	return d.table.to[e]
}

// compare compares the edge at i with a position.
func (d *strand) compare(s *snapshot, i int, p *graph.LinkPosition) int {
	e := d.edge(i)
	return cmp.Or(
		cmp.Compare(int(d.table.ordOf(e)), p.Ord), cmp.Compare(s.id(d.far(e)), p.Far), cmp.Compare(d.table.typ, p.Type),
		strings.Compare(d.table.scopeOf(e), p.Scope), compareBool(d.incoming, p.Incoming),
	)
}

func compareBool(x, y bool) int {
	switch {
	case x == y:
		return 0
	case y:
		return -1
	}
	return 1
}

// compareEdges compares the edge at i of one strand with the edge at j of
// another.
func compareEdges(x *strand, i int, y *strand, j int) int {
	e, f := x.edge(i), y.edge(j)
	return cmp.Or(
		cmp.Compare(x.table.ordOf(e), y.table.ordOf(f)), cmp.Compare(x.far(e), y.far(f)), cmp.Compare(x.table.typ, y.table.typ),
		strings.Compare(x.table.scopeOf(e), y.table.scopeOf(f)), compareBool(x.incoming, y.incoming),
	)
}

// linkFilter tests edges against a query.
type linkFilter struct {
	s     *snapshot
	q     *graph.LinkQuery
	ofFar bool // something is asked of the far end
}

func newLinkFilter(s *snapshot, q *graph.LinkQuery) *linkFilter {
	return &linkFilter{s: s, q: q, ofFar: len(q.Kinds) > 0 || len(q.Categories) > 0 || q.AsOf != ""}
}

// isOpen reports whether every edge fits.
func (f *linkFilter) isOpen() bool { return !f.ofFar && len(f.q.Roles) == 0 }

func (f *linkFilter) fits(d *strand, i int) bool {
	e := d.edge(i)
	return (len(f.q.Roles) == 0 || f.fitsRoles(d.table, e)) && (!f.ofFar || f.fitsFar(f.s.records[d.far(e)].Entity))
}

func (f *linkFilter) fitsFar(far graph.Entity) bool {
	base := far.Base()
	return (len(f.q.Kinds) == 0 || slices.Contains(f.q.Kinds, base.Kind)) &&
		(len(f.q.Categories) == 0 || slices.Contains(f.q.Categories, base.Category)) &&
		mayInclude(far, f.q.AsOf)
}

func (f *linkFilter) fitsRoles(t *linkTable, e uint32) bool {
	if t.participation == nil || t.participation[e] == nil {
		return false
	}
	return slices.ContainsFunc(t.participation[e].Roles, func(role graph.Role) bool { return slices.Contains(f.q.Roles, role) })
}

func (s *snapshot) linkPage(w *watch, q *graph.LinkQuery) (graph.LinkPage, error) {
	page := graph.LinkPage{Items: []graph.LinkItem{}}
	after, before, err := bounds(&q.Page)
	if err != nil {
		return page, err
	}
	anchor, ok := s.find(q.Anchor)
	if !ok {
		return page, nil
	}
	filter := newLinkFilter(s, q)
	strands := s.strands(anchor, q)
	if q.Page.Total {
		if page.Total, err = filter.count(w, strands); err != nil {
			return page, err
		}
	}
	for i := range strands {
		strands[i].narrow(s, after, before)
	}
	limit := max(q.Page.Limit, 0)
	for {
		d := next(strands, q.Page.Backward)
		if d == nil {
			break
		}
		if err := w.look(); err != nil {
			return page, err
		}
		i := d.take(q.Page.Backward)
		if !filter.fits(d, i) {
			continue
		}
		if !q.Page.All && len(page.Items) >= limit {
			page.More = true
			break
		}
		page.Items = append(page.Items, s.item(d, i))
	}
	if q.Page.Backward {
		slices.Reverse(page.Items)
	}
	return page, nil
}

// bounds returns the positions of the page; nil for none.
func bounds(page *graph.Page) (after, before *graph.LinkPosition, err error) {
	parse := func(key string) *graph.LinkPosition {
		if key == "" || err != nil {
			return nil
		}
		var p graph.LinkPosition
		p, err = graph.ParseLinkPosition(key)
		return &p
	}
	after, before = parse(page.After), parse(page.Before)
	return after, before, err
}

// strands returns the edges of the anchor that the query's types and direction
// mean.
func (s *snapshot) strands(anchor uint32, q *graph.LinkQuery) []strand {
	strands := make([]strand, 0, 2*len(q.Types))
	for i, typ := range q.Types {
		table := s.table(typ)
		if table == nil || slices.Contains(q.Types[:i], typ) {
			continue
		}
		if lo, hi := table.outgoing(anchor); q.Direction != graph.In && lo < hi {
			strands = append(strands, strand{table: table, lo: int(lo), hi: int(hi)})
		}
		if edges := table.incoming(anchor); q.Direction != graph.Out && len(edges) > 0 {
			strands = append(strands, strand{table: table, incoming: true, edges: edges, hi: len(edges)})
		}
	}
	return strands
}

// narrow drops what is not between the positions.
func (d *strand) narrow(s *snapshot, after, before *graph.LinkPosition) {
	lo, n := d.lo, d.hi-d.lo
	if after != nil {
		d.lo = lo + sort.Search(n, func(i int) bool { return d.compare(s, lo+i, after) > 0 })
	}
	if before != nil {
		d.hi = max(d.lo, lo+sort.Search(n, func(i int) bool { return d.compare(s, lo+i, before) >= 0 }))
	}
}

// next returns the strand whose next edge comes first, or, backward, the one
// whose last edge comes last; nil if none has any left.
func next(strands []strand, backward bool) *strand {
	var best *strand
	for i := range strands {
		d := &strands[i]
		switch {
		case d.lo == d.hi:
		case best == nil,
			!backward && compareEdges(d, d.lo, best, best.lo) < 0,
			backward && compareEdges(d, d.hi-1, best, best.hi-1) > 0:
			best = d
		}
	}
	return best
}

// take removes the next edge from the strand and returns where it stands.
func (d *strand) take(backward bool) int {
	if backward {
		d.hi--
		return d.hi
	}
	d.lo++
	return d.lo - 1
}

func (f *linkFilter) count(w *watch, strands []strand) (int, error) {
	n := 0
	for i := range strands {
		d := &strands[i]
		if f.isOpen() {
			n += d.hi - d.lo
			continue
		}
		for j := d.lo; j < d.hi; j++ {
			if err := w.look(); err != nil {
				return 0, err
			}
			if f.fits(d, j) {
				n++
			}
		}
	}
	return n, nil
}

func (s *snapshot) item(d *strand, i int) graph.LinkItem {
	e := d.edge(i)
	far := s.records[d.far(e)].Entity
	position := graph.LinkPosition{
		Ord: int(d.table.ordOf(e)), Far: far.Base().ID, Type: d.table.typ, Scope: d.table.scopeOf(e), Incoming: d.incoming,
	}
	return graph.LinkItem{Key: position.Key(), Link: s.link(d.table, e), Outgoing: !d.incoming, Far: far}
}
