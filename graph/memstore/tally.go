package memstore

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"sort"

	"github.com/comity-graph/comity/graph"
)

// Tally implements graph.Store.
func (s *Store) Tally(ctx context.Context, queries []graph.TallyQuery) ([]graph.TallyPage, error) {
	return answer(ctx, s, "Tally", queries, (*snapshot).tallyPage)
}

// tally counts for one query.
type tally struct {
	s *snapshot
	q *graph.TallyQuery
	m *matcher
	*scratch

	barred *thingSet // who is no counterpart; nil: nobody
	among  *actorMatcher

	counts verdictCounts // of engagements that have a row
}

func (s *snapshot) tallyPage(w *watch, q *graph.TallyQuery) (graph.TallyPage, error) {
	if q.By != graph.ByCounterpart && q.By != graph.ByTheme {
		return graph.TallyPage{}, &graph.Error{Code: graph.InvalidArgument, Argument: "by", Message: fmt.Sprintf("there is no tally by %q", q.By)}
	}
	t := &tally{s: s, q: q, m: s.matcher(&q.Selection), scratch: s.scratch()}
	defer s.release(t.scratch)
	t.matched = t.matched[:0]
	if q.By == graph.ByCounterpart {
		t.bar()
		if q.Among != nil {
			t.among = s.actorMatcher(q.Among)
		}
	}
	window, err := t.window()
	if err != nil {
		return graph.TallyPage{}, err
	}
	if err := t.countAll(w); err != nil {
		return graph.TallyPage{}, err
	}
	return t.page(w, window)
}

// bar finds who is no counterpart of Own: its set, and what is in the tree of
// one of its actors or has it in its own.
func (t *tally) bar() {
	if t.m.own == nil {
		return
	}
	barred := &thingSet{things: len(t.s.things)}
	for _, own := range t.m.own.members {
		barred.add(own)
	}
	above := t.s.table(graph.LinkInTreeOf)
	for _, id := range t.q.Selection.Own.IDs {
		r, ok := t.s.find(id)
		if !ok {
			continue
		}
		t.s.addTree(barred, r)
		for _, top := range above.targets(r) {
			if t.s.isThing(top) {
				barred.add(t.s.number[top])
			}
		}
	}
	t.barred = barred
}

func (t *tally) countAll(w *watch) error {
	list, all := t.m.candidates()
	n := len(list)
	if all {
		n = len(t.s.engagements.record)
	}
	for i := range n {
		if err := w.look(); err != nil {
			return err
		}
		e := uint32(i)
		if !all {
			e = list[i]
		}
		verdict := t.m.judge(e)
		if verdict == graph.LeftOut {
			continue
		}
		general := t.isGeneral(e, verdict)
		if verdict != graph.Counted && !general && !t.q.CountExcluded || !t.m.fits(e) {
			continue
		}
		if !t.count(e, verdict == graph.Counted, general) {
			continue
		}
		t.counts[verdict]++
		if verdict == graph.Counted {
			t.matched = append(t.matched, e)
		}
	}
	return nil
}

// isGeneral reports whether the engagement is a GENERAL one that fits all else.
// Those that a default leaves out are such, and undated ones among them too.
func (t *tally) isGeneral(e uint32, verdict graph.Verdict) bool {
	if verdict != graph.Counted {
		return verdict == graph.LeftOutGeneral
	}
	table := &t.s.engagements
	return table.specificities[table.specificity[e]] == graph.General
}

// count adds the engagement to its rows, and reports whether it has any.
func (t *tally) count(e uint32, counted, general bool) bool {
	if t.q.By == graph.ByTheme {
		return t.countThemes(e, counted, general)
	}
	var own participation
	if t.m.own != nil {
		var found bool
		if own, found = t.m.ownRoles(e); !found {
			return false
		}
	}
	met := false
	p := &t.s.engagements.actors
	for i := p.start[e]; i < p.start[e+1]; i++ {
		actor, how := p.actor[i], p.how[i]
		if !t.isCounterpart(actor, how) {
			continue
		}
		met = true
		t.add(t.rowOf(actor), e, counted, general, own, how&roleBits)
	}
	return met
}

func (t *tally) countThemes(e uint32, counted, general bool) bool {
	if !t.m.cooperated(e) {
		return false
	}
	var own participation
	if t.m.own != nil {
		own, _ = t.m.ownRoles(e)
	}
	themes := t.s.engagements.themes.things(e)
	for _, theme := range themes {
		t.add(theme, e, counted, general, own, 0)
	}
	return len(themes) > 0
}

// isCounterpart reports whether a participation, as named, counts for a row.
func (t *tally) isCounterpart(actor uint32, how participation) bool {
	if t.barred != nil && t.barred.has(actor) {
		return false
	}
	if t.m.with != nil && !t.m.with.allows(t.s, actor, how) {
		return false
	}
	return t.among == nil || t.isAmong(actor)
}

func (t *tally) isAmong(actor uint32) bool {
	const fits, fitsNot = 1, 2
	if t.verdict[actor] == 0 {
		t.verdict[actor] = fitsNot
		if t.among.fits(actor) {
			t.verdict[actor] = fits
		}
		t.judged = append(t.judged, actor)
	}
	return t.verdict[actor] == fits
}

// rowOf returns the thing that a counterpart is counted as.
func (t *tally) rowOf(actor uint32) uint32 {
	if t.q.RollUp {
		return t.s.thing.top[actor]
	}
	return actor
}

func (t *tally) add(thing, e uint32, counted, general bool, own, roles participation) {
	row := &t.rows[thing]
	if row.counted == 0 && row.generalised == 0 && (counted || general) {
		t.touched = append(t.touched, thing)
	}
	if general && row.generalised != e+1 {
		row.generalised = e + 1
		row.general++
	}
	if !counted {
		return
	}
	row.own |= own
	row.roles |= roles
	if row.counted == e+1 {
		return
	}
	row.counted = e + 1
	row.count++
	table := &t.s.engagements
	if first := table.first[e]; first != 0 && (row.first == 0 || first < row.first) {
		row.first = first
	}
	row.last = max(row.last, table.last[e])
}

// page returns the rows that lie in the window.
func (t *tally) page(w *watch, window [2]uint64) (graph.TallyPage, error) {
	var page graph.TallyPage
	if t.q.CountExcluded {
		page.Excluded = t.counts.excluded()
	}
	p := newPager(&t.q.Page, len(t.touched), t.keys)
	rows := 0
	rankOf := t.rankOf()
	for _, thing := range t.touched {
		if t.rows[thing].count == 0 {
			continue
		}
		rows++
		if key := rankOf(thing); window[0] <= key && key < window[1] {
			p.add(key)
		}
	}
	if t.q.Page.Total {
		page.Total, page.Engagements = rows, t.counts[graph.Counted]
	}
	keys, more := p.page()
	page.More = more
	page.Rows = make([]graph.TallyRow, len(keys))
	var themes [][]graph.ThemeCount
	if t.q.WithThemes {
		var err error
		if themes, err = t.countThemesOf(w, keys); err != nil {
			return graph.TallyPage{}, err
		}
	}
	for i, key := range keys {
		t.write(&page.Rows[i], t.thingOf(key))
		if themes != nil {
			page.Rows[i].Themes = themes[i]
		}
	}
	t.keys = p.heap
	return page, nil
}

func (t *tally) write(row *graph.TallyRow, thing uint32) {
	c := &t.rows[thing]
	days := t.s.engagements.days
	row.Entity = t.s.records[t.s.things[thing]].Entity
	row.Count, row.General = int(c.count), int(c.general)
	row.First, row.Last = days[c.first], days[c.last]
	row.Key = t.q.Order.Key(row)
	if !t.q.WithPeriod {
		row.First, row.Last = "", ""
	}
	if t.q.WithRoles {
		row.OwnRoles, row.Roles = t.s.scribe.list(c.own), t.s.scribe.list(c.roles)
	}
}

// A row sorts by an integer: what it is sorted by in the upper half, the number
// of the thing in the lower, which sorts as its id does.

// rankOf returns the function that gives the integers.
func (t *tally) rankOf() func(thing uint32) uint64 {
	join := func(upper, thing uint32) uint64 { return uint64(upper)<<32 | uint64(thing) }
	switch t.q.Order.Field {
	case graph.TallyName:
		names := t.names()
		return func(thing uint32) uint64 { return join(names.rankOf(thing), thing) }
	case graph.TallyLatest:
		return func(thing uint32) uint64 { return join(t.upperOfDay(t.rows[thing].last), thing) }
	default:
		return func(thing uint32) uint64 { return join(t.upperOfCount(t.rows[thing].count), thing) }
	}
}

func (t *tally) thingOf(key uint64) uint32 { return uint32(key) }

func (t *tally) upperOfCount(count uint32) uint32 {
	if t.q.Order.Desc {
		return ^count
	}
	return count
}

// upperOfDay gives the place of a day; the empty one is the last.
func (t *tally) upperOfDay(day uint32) uint32 {
	switch {
	case day == 0:
		return none
	case t.q.Order.Desc:
		return none - 1 - day
	}
	return day
}

func (t *tally) names() *order {
	o := t.s.ordered(graph.Order{Field: graph.OrderName, Desc: t.q.Order.Desc, Lang: t.q.Order.Lang}, t.s.things, t.s.thing.orders)
	return &o
}

// window returns the integers that the page may show: from the first, up to the
// second, not included.
func (t *tally) window() (window [2]uint64, err error) {
	window = [2]uint64{0, math.MaxUint64}
	if after := t.q.Page.After; after != "" {
		at, exists, err := t.position(after)
		if err != nil {
			return window, err
		}
		if window[0] = at; exists {
			window[0]++
		}
	}
	if before := t.q.Page.Before; before != "" {
		if window[1], _, err = t.position(before); err != nil {
			return window, err
		}
	}
	return window, nil
}

// position returns the integer of the row with the key, or the lowest one that
// stands after it; exists tells which.
func (t *tally) position(key string) (at uint64, exists bool, err error) {
	pos, err := t.q.Order.Position(key)
	if err != nil {
		return 0, false, err
	}
	things := t.s.things
	thing, isThing := sort.Find(len(things), func(i int) int { return cmp.Compare(pos.ID, t.s.id(things[i])) })
	join := func(upper uint32) (uint64, bool, error) { return uint64(upper)<<32 | uint64(thing), isThing, nil }
	switch t.q.Order.Field {
	case graph.TallyName:
		rank, exists := t.names().position(pos.Name)
		if !exists {
			return uint64(rank) << 32, false, nil
		}
		return join(rank)
	case graph.TallyLatest:
		if pos.Last == "" {
			return join(none)
		}
		day, isDay := slices.BinarySearch(t.s.engagements.days, pos.Last)
		if isDay {
			return join(t.upperOfDay(uint32(day)))
		}
		if t.q.Order.Desc { // the days below it stand after it
			return uint64(none-uint32(day)) << 32, false, nil
		}
		return uint64(day) << 32, false, nil
	default:
		return join(t.upperOfCount(uint32(min(max(pos.Count, 0), math.MaxUint32))))
	}
}
