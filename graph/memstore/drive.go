package memstore

import (
	"slices"

	"github.com/comity-graph/comity/graph"
)

// candidates returns engagements, ascending, among which are all that can fit:
// those behind the field of the selection that leaves the fewest. all means that
// nothing narrows them down, and any engagement may fit.
func (m *matcher) candidates() (list []uint32, all bool) {
	t := &m.s.engagements
	best := driver{size: -1}
	actors := func(set *thingSet) {
		if set != nil {
			best.consider(set, &t.actors.done)
		}
	}
	if m.own != nil {
		actors(m.own.thingSet)
	}
	actors(m.any)
	for _, set := range m.all {
		actors(set)
	}
	if m.themes != nil {
		best.consider(m.themes, &t.themes)
	}
	if m.places != nil {
		best.consider(m.places, &t.places.pairs)
	}
	if m.text != nil {
		best.offer(m.text.rarest())
	}
	if m.sel.RelatedTo != nil {
		best.offer([][]uint32{m.related()})
	}
	if m.citesPassages {
		best.offer([][]uint32{m.citing(m.passages)})
	}
	if m.sources != nil && !best.isSmallerThan(m.passagesOfSources()) {
		best.offer([][]uint32{m.citing(m.passageNumbers())})
	}
	if best.size < 0 {
		return nil, true
	}
	return union(best.lists, len(t.record)), false
}

// driver is the choice of what to go through: lists of engagements, each
// ascending.
type driver struct {
	size  int // how many they are at most; negative: nothing chosen yet
	lists [][]uint32
}

func (d *driver) isSmallerThan(size int) bool { return d.size >= 0 && d.size <= size }

func (d *driver) offer(lists [][]uint32) {
	size := 0
	for _, list := range lists {
		size += len(list)
	}
	if !d.isSmallerThan(size) {
		d.size, d.lists = size, lists
	}
}

// consider offers what the members of a set are paired with.
func (d *driver) consider(set *thingSet, p *pairs) {
	size := 0
	for _, thing := range set.members {
		size += len(p.engagements(thing))
	}
	if d.isSmallerThan(size) {
		return
	}
	lists := make([][]uint32, 0, len(set.members))
	for _, thing := range set.members {
		if row := p.engagements(thing); len(row) > 0 {
			lists = append(lists, row)
		}
	}
	d.size, d.lists = size, lists
}

// related returns the engagements that have a relation with one of those asked
// for.
func (m *matcher) related() []uint32 {
	var records []uint32
	for _, e := range m.relatedTo {
		r := m.s.engagements.record[e]
		for _, table := range m.relations {
			records = append(records, table.targets(r)...)
			for _, edge := range table.incoming(r) {
				records = append(records, table.from[edge])
			}
		}
	}
	return m.engagementsOf(records)
}

// citing returns the engagements that cite one of the passages.
func (m *matcher) citing(passages []uint32) []uint32 {
	var records []uint32
	for _, passage := range passages {
		for _, edge := range m.cites.incoming(m.s.passages[passage]) {
			records = append(records, m.cites.from[edge])
		}
	}
	return m.engagementsOf(records)
}

// engagementsOf returns the engagements among the records, ascending.
func (m *matcher) engagementsOf(records []uint32) []uint32 {
	list := records[:0]
	for _, r := range records {
		if m.s.isEngagement(r) {
			list = append(list, m.s.number[r])
		}
	}
	return distinct(list)
}

// passagesOfSources counts the passages of the sources, which are at least as
// many as the steps it takes to go through what cites them.
func (m *matcher) passagesOfSources() int {
	n := 0
	in := m.s.table(graph.LinkIn)
	for _, source := range m.sources.members {
		n += len(in.incoming(m.s.things[source]))
	}
	return n
}

// passageNumbers returns the passages of the sources that have a wanted locator.
func (m *matcher) passageNumbers() []uint32 {
	var list []uint32
	in := m.s.table(graph.LinkIn)
	for _, source := range m.sources.members {
		for _, edge := range in.incoming(m.s.things[source]) {
			r := in.from[edge]
			if passage, ok := m.s.records[r].Entity.(*graph.Passage); ok && m.isLocated(passage) {
				list = append(list, m.s.number[r])
			}
		}
	}
	return list
}

// isLocated reports whether the passage has a wanted locator.
func (m *matcher) isLocated(p *graph.Passage) bool {
	return len(m.sel.Locators) == 0 || slices.Contains(m.sel.Locators, p.Locator)
}
