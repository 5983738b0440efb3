package memstore

import (
	"hash/maphash"

	"github.com/comity-graph/comity/graph"
)

// none stands for no record, no number, no edge.
const none = ^uint32(0)

// idTable finds the index of a record by its id: open addressing over the
// records themselves, at four bytes a place.
type idTable struct {
	seed   maphash.Seed
	places []uint32 // index of a record, or none; a power of two of them
}

func newIDTable(records []graph.Record) idTable {
	size := 8
	for size < 2*len(records) {
		size *= 2
	}
	t := idTable{seed: maphash.MakeSeed(), places: make([]uint32, size)}
	for i := range t.places {
		t.places[i] = none
	}
	for i := range records {
		at := t.home(records[i].Base().ID)
		for t.places[at] != none {
			at = (at + 1) & uint64(size-1)
		}
		t.places[at] = uint32(i)
	}
	return t
}

func (t *idTable) home(id graph.ID) uint64 {
	return maphash.String(t.seed, string(id)) & uint64(len(t.places)-1)
}

// find returns the index of the record that has the id.
func (s *snapshot) find(id graph.ID) (uint32, bool) {
	for at := s.ids.home(id); ; at = (at + 1) & uint64(len(s.ids.places)-1) {
		r := s.ids.places[at]
		if r == none {
			return none, false
		}
		if s.id(r) == id {
			return r, true
		}
	}
}

// id returns the id of a record.
func (s *snapshot) id(r uint32) graph.ID { return s.records[r].Base().ID }
