package memstore

import (
	mathbits "math/bits"
	"slices"

	"github.com/comity-graph/comity/graph"
)

// bits is a set of numbers.
type bits []uint64

func newBits(n int) bits { return make(bits, (n+63)/64) }

func (b bits) add(i uint32) { b[i/64] |= 1 << (i % 64) }

func (b bits) has(i uint32) bool { return b[i/64]&(1<<(i%64)) != 0 }

// thingSet is a graph.Set of actors, themes, places or sources. A few members
// are a list to go through; more of them have a bit each, so that a small
// question costs the same on a graph of any size.
type thingSet struct {
	members []uint32 // in no order, each once
	bits    bits     // nil as long as they are few
	things  int      // that there are
}

const fewMembers = 8

func (t *thingSet) has(i uint32) bool {
	if t.bits != nil {
		return t.bits.has(i)
	}
	return slices.Contains(t.members, i)
}

func (t *thingSet) add(i uint32) {
	if t.has(i) {
		return
	}
	t.members = append(t.members, i)
	switch {
	case t.bits != nil:
		t.bits.add(i)
	case len(t.members) > fewMembers:
		t.bits = newBits(t.things)
		for _, member := range t.members {
			t.bits.add(member)
		}
	}
}

// thingSet returns the members of the set that exist.
func (s *snapshot) thingSet(set *graph.Set) *thingSet {
	t := &thingSet{things: len(s.things)}
	for _, id := range set.IDs {
		r, ok := s.find(id)
		if !ok || !s.isThing(r) {
			continue
		}
		t.add(s.number[r])
		if set.Tree {
			s.addTree(t, r)
		}
	}
	return t
}

// addTree adds what is in the tree of the record.
func (s *snapshot) addTree(t *thingSet, r uint32) {
	table := s.table(graph.LinkInTreeOf)
	for _, e := range table.incoming(r) {
		if below := table.from[e]; s.isThing(below) {
			t.add(s.number[below])
		}
	}
}

// engagementSet returns the numbers of the set's engagements, ascending.
func (s *snapshot) engagementSet(set *graph.Set) []uint32 {
	return s.numbers(set.IDs, s.isEngagement)
}

// passageSet returns the numbers of the set's passages, ascending.
func (s *snapshot) passageSet(set *graph.Set) []uint32 {
	return s.numbers(set.IDs, s.isPassage)
}

func (s *snapshot) numbers(ids []graph.ID, fits func(uint32) bool) []uint32 {
	var list []uint32
	for _, id := range ids {
		if r, ok := s.find(id); ok && fits(r) {
			list = append(list, s.number[r])
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// union returns the distinct members of ascending lists, ascending. The result
// may be one of the lists; n is above all members.
func union(lists [][]uint32, n int) []uint32 {
	if len(lists) == 1 && isStrictlyAscending(lists[0]) {
		return lists[0]
	}
	total := 0
	for _, list := range lists {
		total += len(list)
	}
	if total < n/64 { // sorting so few is cheaper than going through a set of all
		merged := make([]uint32, 0, total)
		for _, list := range lists {
			merged = append(merged, list...)
		}
		slices.Sort(merged)
		return slices.Compact(merged)
	}
	set := newBits(n)
	for _, list := range lists {
		for _, i := range list {
			set.add(i)
		}
	}
	return set.list(total)
}

// list returns the members, ascending; at most capacity are expected.
func (b bits) list(capacity int) []uint32 {
	list := make([]uint32, 0, capacity)
	for i, word := range b {
		for word != 0 {
			list = append(list, uint32(i*64+mathbits.TrailingZeros64(word)))
			word &= word - 1
		}
	}
	return list
}

func isStrictlyAscending(list []uint32) bool {
	for i := 1; i < len(list); i++ {
		if list[i-1] >= list[i] {
			return false
		}
	}
	return true
}

// distinct sorts the list in place and drops what is there twice.
func distinct(list []uint32) []uint32 {
	slices.Sort(list)
	return slices.Compact(list)
}

// each visits the members, ascending, until visit says that it is enough.
func (b bits) each(w *watch, visit func(i uint32) bool) error {
	for i, word := range b {
		for ; word != 0; word &= word - 1 {
			if err := w.look(); err != nil {
				return err
			}
			if !visit(uint32(i*64 + mathbits.TrailingZeros64(word))) {
				return nil
			}
		}
	}
	return nil
}
