package memstore

import (
	"context"
	"fmt"

	"github.com/comity-graph/comity/graph"
)

// Find implements graph.Store.
func (s *Store) Find(ctx context.Context, queries []graph.FindQuery) ([]graph.FindPage, error) {
	return answer(ctx, s, "Find", queries, (*snapshot).findPage)
}

func (s *snapshot) findPage(w *watch, q *graph.FindQuery) (graph.FindPage, error) {
	switch q.Class {
	case graph.ClassEngagement:
		return s.findEngagements(w, q)
	case graph.ClassActor, graph.ClassTheme, graph.ClassSource, graph.ClassPlace:
		return s.findThings(w, q)
	default:
		return graph.FindPage{}, &graph.Error{Code: graph.InvalidArgument, Argument: "class", Message: fmt.Sprintf("there are no lists of the class %q", q.Class)}
	}
}

func (s *snapshot) findEngagements(w *watch, q *graph.FindQuery) (graph.FindPage, error) {
	m := s.matcher(&q.Selection)
	o := s.ordered(q.Order, s.engagements.record, s.engagements.orders)
	lo, hi := o.window(&q.Page)
	list, all := m.candidates()
	rows := len(list)
	if all {
		rows = len(s.engagements.record)
	}
	scratch := s.scratch()
	defer s.release(scratch)
	p := newPager(&q.Page, rows, scratch.keys)

	counts, known := m.countsOfAll(q)
	var err error
	if all && known && p.keep > 0 {
		// Nothing narrows the list down, and how long it is need not be found out:
		// go along the order until the page is full.
		if counts[graph.Counted] == 0 {
			hi = lo
		}
		err = p.along(w, &o, lo, hi, func(e uint32) bool { return m.judge(e) == graph.Counted && m.fits(e) && m.cooperated(e) })
	} else {
		counts, err = m.each(w, list, all, q.CountExcluded, func(e uint32) {
			if rank := o.rankOf(e); lo <= rank && rank < hi {
				p.add(uint64(rank))
			}
		})
	}
	if err != nil {
		return graph.FindPage{}, err
	}
	return s.entitiesAt(&o, &p, scratch).count(q, counts), nil
}

// countsOfAll returns how many of all engagements fit, if that is known without
// a look at each, or not asked for: then they are a bound.
func (m *matcher) countsOfAll(q *graph.FindQuery) (counts verdictCounts, known bool) {
	if m.restsOnTraits() {
		return m.countTraits(), true
	}
	return verdictCounts{graph.Counted: len(m.s.engagements.record)}, !q.Page.Total && !q.CountExcluded
}

// each visits the engagements that fit, among those of the list, or all. It
// counts them, and those that the defaults leave out, if that is asked for.
func (m *matcher) each(w *watch, list []uint32, all, countExcluded bool, visit func(e uint32)) (counts verdictCounts, err error) {
	n := len(list)
	if all {
		n = len(m.s.engagements.record)
	}
	for i := range n {
		if err := w.look(); err != nil {
			return counts, err
		}
		e := uint32(i)
		if !all {
			e = list[i]
		}
		verdict := m.judge(e)
		if verdict == graph.LeftOut || (verdict != graph.Counted && !countExcluded) || !m.fits(e) || !m.cooperated(e) {
			continue
		}
		counts[verdict]++
		if verdict == graph.Counted {
			visit(e)
		}
	}
	return counts, nil
}

// verdictCounts has a count for each graph.Verdict.
type verdictCounts [graph.LeftOut + 1]int

func (c *verdictCounts) excluded() graph.Excluded {
	return graph.Excluded{Planned: c[graph.LeftOutPlanned], General: c[graph.LeftOutGeneral], Undated: c[graph.LeftOutUndated]}
}

// entitiesAt returns the page of the ranks that the pager kept.
func (s *snapshot) entitiesAt(o *order, p *pager, scratch *scratch) *findPage {
	ranks, more := p.page()
	page := &findPage{Items: make([]graph.FindItem, len(ranks)), More: more}
	for i, rank := range ranks {
		record := &s.records[o.group[o.atRank(uint32(rank))]]
		page.Items[i] = graph.FindItem{Key: o.Key(record), Entity: record.Entity}
	}
	scratch.keys = p.heap
	return page
}

type findPage graph.FindPage

// count writes the counts that the query asks for.
func (p *findPage) count(q *graph.FindQuery, counts verdictCounts) graph.FindPage {
	if q.Page.Total {
		p.Total = counts[graph.Counted]
	}
	if q.CountExcluded {
		p.Excluded = counts.excluded()
	}
	return graph.FindPage(*p)
}

func (s *snapshot) findThings(w *watch, q *graph.FindQuery) (graph.FindPage, error) {
	fits := func(thing uint32) bool { return s.thing.kind[thing].Class() == q.Class }
	list := s.thing.ofClass[q.Class]
	all := true
	if q.Class == graph.ClassActor {
		m := s.actorMatcher(&q.Actors)
		fits = m.fits
		if !m.unrestricted() {
			list, all = m.candidates(list), false
		}
	}
	o := s.ordered(q.Order, s.things, s.thing.orders)
	lo, hi := o.window(&q.Page)
	scratch := s.scratch()
	defer s.release(scratch)
	p := newPager(&q.Page, len(list), scratch.keys)
	total := len(list)
	if all && p.keep > 0 {
		if err := p.along(w, &o, lo, hi, fits); err != nil {
			return graph.FindPage{}, err
		}
		return s.entitiesAt(&o, &p, scratch).count(q, verdictCounts{graph.Counted: total}), nil
	}
	total = 0
	for _, thing := range list {
		if err := w.look(); err != nil {
			return graph.FindPage{}, err
		}
		if !fits(thing) {
			continue
		}
		total++
		if rank := o.rankOf(thing); lo <= rank && rank < hi {
			p.add(uint64(rank))
		}
	}
	return s.entitiesAt(&o, &p, scratch).count(q, verdictCounts{graph.Counted: total}), nil
}

// mayInclude reports whether the period of an entity may include the day; what
// has no period may.
func mayInclude(e graph.Entity, day graph.Date) bool {
	if day == "" {
		return true
	}
	period := graph.PeriodOfEntity(e)
	return period == nil || period.Includes(day)
}
