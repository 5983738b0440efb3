package memstore

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/comity-graph/comity/graph"
)

// linkTable holds the links of one type as columns. An edge is a row; rows are
// sorted by their start, then in the order in which Links promises them, so
// that the outgoing edges of a record are a range of rows. Columns in which
// every row is empty are nil.
type linkTable struct {
	typ  graph.LinkType
	from []uint32
	to   []uint32

	ord           []int32
	scope         []string
	participation []*graph.Participation
	cooperation   []*graph.Cooperation
	citations     [][]graph.Citation
	count         []int

	out    runs
	in     runs
	inEdge []uint32 // rows, sorted by their end, then in promised order
}

// runs finds the run of rows that belongs to a record: by offsets over the span
// of records that have any, or, where those are few and far between, by binary
// search among them.
type runs struct {
	base   uint32
	keys   []uint32 // sorted owners; nil if offsets stand for all from base on
	offset []uint32
}

// newRuns makes the runs of rows whose owners ascend.
func newRuns(owners []uint32) runs {
	if len(owners) == 0 {
		return runs{}
	}
	base, last := owners[0], owners[len(owners)-1]
	if span := int(last-base) + 1; span <= 8*len(owners)+64 {
		r := runs{base: base, offset: make([]uint32, span+1)}
		for _, owner := range owners {
			r.offset[owner-base+1]++
		}
		for i := range span {
			r.offset[i+1] += r.offset[i]
		}
		return r
	}
	var r runs
	for i, owner := range owners {
		if i == 0 || owner != owners[i-1] {
			r.keys = append(r.keys, owner)
			r.offset = append(r.offset, uint32(i))
		}
	}
	r.offset = append(r.offset, uint32(len(owners)))
	return r
}

// of returns the run of an owner: rows lo up to hi, hi not included.
func (r *runs) of(owner uint32) (lo, hi uint32) {
	if r.keys != nil {
		i, ok := slices.BinarySearch(r.keys, owner)
		if !ok {
			return 0, 0
		}
		return r.offset[i], r.offset[i+1]
	}
	i := owner - r.base
	if owner < r.base || int(i)+1 >= len(r.offset) {
		return 0, 0
	}
	return r.offset[i], r.offset[i+1]
}

// each calls do for every run.
func (r *runs) each(do func(lo, hi uint32)) {
	for i := 1; i < len(r.offset); i++ {
		do(r.offset[i-1], r.offset[i])
	}
}

// outgoing returns the rows of the record's outgoing edges.
func (t *linkTable) outgoing(r uint32) (lo, hi uint32) { return t.out.of(r) }

// targets returns what the outgoing edges of the record lead to.
func (t *linkTable) targets(r uint32) []uint32 {
	if t == nil {
		return nil
	}
	lo, hi := t.out.of(r)
	return t.to[lo:hi]
}

// incoming returns the rows of the edges that lead to the record.
func (t *linkTable) incoming(r uint32) []uint32 {
	if t == nil {
		return nil
	}
	lo, hi := t.in.of(r)
	return t.inEdge[lo:hi]
}

func (t *linkTable) ordOf(e uint32) int32 {
	if t.ord == nil {
		return 0
	}
	return t.ord[e]
}

func (t *linkTable) scopeOf(e uint32) string {
	if t.scope == nil {
		return ""
	}
	return t.scope[e]
}

// link puts the link together that a row stands for.
func (s *snapshot) link(t *linkTable, e uint32) graph.Link {
	l := graph.Link{Type: t.typ, From: s.id(t.from[e]), To: s.id(t.to[e]), Scope: t.scopeOf(e), Ord: int(t.ordOf(e))}
	if t.participation != nil {
		l.Participation = t.participation[e]
	}
	if t.cooperation != nil {
		l.Cooperation = t.cooperation[e]
	}
	if t.citations != nil {
		l.Citations = t.citations[e]
	}
	if t.count != nil {
		l.Count = t.count[e]
	}
	return l
}

// table returns the table of a type, or nil if there is no such link.
func (s *snapshot) table(typ graph.LinkType) *linkTable {
	i, ok := slices.BinarySearchFunc(s.tables, typ, func(t linkTable, typ graph.LinkType) int { return cmp.Compare(t.typ, typ) })
	if !ok {
		return nil
	}
	return &s.tables[i]
}

func (s *snapshot) linkCount() int {
	n := 0
	for t := range s.tables {
		n += len(s.tables[t].from)
	}
	return n
}

// edge is a link on its way into a table.
type edge struct {
	from, to uint32
	ord      int32
	at       uint32 // in the list of links
}

// addLinks makes the tables.
func (s *snapshot) addLinks(ctx context.Context, links []graph.Link) error {
	ends, err := s.resolveEnds(ctx, links)
	if err != nil {
		return err
	}
	counts := map[graph.LinkType]int{}
	for i := range links {
		counts[links[i].Type]++
	}
	edges := make(map[graph.LinkType][]edge, len(counts))
	for typ, n := range counts {
		edges[typ] = make([]edge, 0, n)
	}
	for i := range links {
		l := &links[i]
		edges[l.Type] = append(edges[l.Type], edge{ends[i].from, ends[i].to, int32(l.Ord), uint32(i)})
	}
	for typ := range edges {
		s.tables = append(s.tables, linkTable{typ: typ})
	}
	slices.SortFunc(s.tables, func(x, y linkTable) int { return cmp.Compare(x.typ, y.typ) })
	var wait sync.WaitGroup
	for i := range s.tables {
		wait.Go(func() { s.tables[i].build(edges[s.tables[i].typ], links) })
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return ended("Apply", err)
	}
	return nil
}

type ends struct{ from, to uint32 }

// resolveEnds finds the records that the links join. That each exists is what
// everything else relies on.
func (s *snapshot) resolveEnds(ctx context.Context, links []graph.Link) ([]ends, error) {
	list := make([]ends, len(links))
	inParallel(len(links), func(lo, hi int) {
		watch := newWatch(ctx, "Apply")
		for i := lo; i < hi; i++ {
			if watch.look() != nil {
				return
			}
			l := &links[i]
			if i > lo && l.From == links[i-1].From { // sorted links share their starts
				list[i].from = list[i-1].from
			} else {
				list[i].from, _ = s.find(l.From)
			}
			list[i].to, _ = s.find(l.To)
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, ended("Apply", err)
	}
	for i := range list {
		if l := &links[i]; list[i].from == none || list[i].to == none {
			return nil, &graph.Error{Code: graph.Internal, Message: fmt.Sprintf("memstore.Apply: %s %s %s: one end does not exist", l.From, l.Type, l.To)}
		}
	}
	return list, nil
}

func (t *linkTable) build(edges []edge, links []graph.Link) {
	inRun := func(x, y edge) int {
		return cmp.Or(cmp.Compare(x.ord, y.ord), cmp.Compare(x.to, y.to), strings.Compare(links[x.at].Scope, links[y.at].Scope))
	}
	byStart := func(x, y edge) int { return cmp.Compare(x.from, y.from) }
	if !slices.IsSortedFunc(edges, byStart) {
		slices.SortFunc(edges, byStart)
	}
	t.from, t.to = make([]uint32, len(edges)), make([]uint32, len(edges))
	for i, e := range edges {
		t.from[i] = e.from
	}
	t.out = newRuns(t.from)
	t.out.each(func(lo, hi uint32) {
		if run := edges[lo:hi]; !slices.IsSortedFunc(run, inRun) {
			slices.SortFunc(run, inRun)
		}
	})
	for i, e := range edges {
		t.to[i] = e.to
		t.fill(i, len(edges), &links[e.at])
	}
	t.turnRound()
}

// fill writes what a link carries into the columns, which appear when the first
// link needs them.
func (t *linkTable) fill(i, n int, l *graph.Link) {
	put(&t.ord, i, n, int32(l.Ord), l.Ord != 0)
	put(&t.scope, i, n, l.Scope, l.Scope != "")
	put(&t.participation, i, n, l.Participation, l.Participation != nil)
	put(&t.cooperation, i, n, l.Cooperation, l.Cooperation != nil)
	put(&t.citations, i, n, l.Citations, l.Citations != nil)
	put(&t.count, i, n, l.Count, l.Count != 0)
}

func put[T any](column *[]T, i, n int, value T, set bool) {
	if !set {
		return
	}
	if *column == nil {
		*column = make([]T, n)
	}
	(*column)[i] = value
}

// turnRound sorts the rows by their ends.
func (t *linkTable) turnRound() {
	t.inEdge = sortedBy(t.to)
	owners := make([]uint32, len(t.inEdge))
	for i, e := range t.inEdge {
		owners[i] = t.to[e]
	}
	t.in = newRuns(owners)
	if t.ord == nil {
		return // the rows of one end are in order of their starts, as they should be
	}
	inRun := func(x, y uint32) int { return cmp.Or(cmp.Compare(t.ord[x], t.ord[y]), cmp.Compare(x, y)) }
	t.in.each(func(lo, hi uint32) {
		if run := t.inEdge[lo:hi]; !slices.IsSortedFunc(run, inRun) {
			slices.SortFunc(run, inRun)
		}
	})
}

// sortedBy returns the rows of a column in the order of its values, rows of the
// same value in their own order.
func sortedBy(column []uint32) []uint32 {
	rows := make([]uint32, len(column))
	if len(column) == 0 {
		return rows
	}
	lowest, highest := slices.Min(column), slices.Max(column)
	if int(highest-lowest) > 8*len(column)+64 { // too far apart to count
		for i := range rows {
			rows[i] = uint32(i)
		}
		slices.SortFunc(rows, func(x, y uint32) int { return cmp.Or(cmp.Compare(column[x], column[y]), cmp.Compare(x, y)) })
		return rows
	}
	next := make([]uint32, highest-lowest+2)
	for _, value := range column {
		next[value-lowest+1]++
	}
	for i := 1; i < len(next); i++ {
		next[i] += next[i-1]
	}
	for i, value := range column {
		rows[next[value-lowest]] = uint32(i)
		next[value-lowest]++
	}
	return rows
}
