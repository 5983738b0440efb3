package memstore

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"github.com/comity-graph/comity/graph"
)

// snapshot is one content, never changed once it is made.
//
// A record is known by its index in records. Beside it, number says which it is
// among those of its group: engagements, passages, and things, which are the
// actors, themes, places and sources. Numbers follow ids, so that comparing
// numbers of one group compares ids.
type snapshot struct {
	info    graph.Info
	records []graph.Record // by id
	ids     idTable
	tables  []linkTable // by type

	number      []uint32 // by record; none for memberships and claims
	things      []uint32 // by number: the record
	passages    []uint32
	engagements engagementTable
	thing       thingTable

	names  lookupTable
	search searchIndex
	scribe roleScribe

	pool sync.Pool // of *scratch
}

func emptySnapshot() *snapshot {
	s, err := newSnapshot(context.Background(), graph.Info{}, nil, nil)
	if err != nil {
		panic(err) // there is nothing in it that could be wrong
	}
	return s
}

// newSnapshot makes the snapshot of a content. It keeps records.
func newSnapshot(ctx context.Context, info graph.Info, records []graph.Record, links []graph.Link) (*snapshot, error) {
	byID := func(x, y graph.Record) int { return cmp.Compare(x.Base().ID, y.Base().ID) }
	if !slices.IsSortedFunc(records, byID) {
		records = slices.Clone(records)
		slices.SortFunc(records, byID)
	}
	s := &snapshot{info: info, records: records, ids: newIDTable(records), scribe: newRoleScribe()}
	s.numberRecords()
	if err := s.addLinks(ctx, links); err != nil {
		return nil, err
	}
	s.tabulateThings()
	s.tabulateEngagements()
	steps := []func(context.Context) error{s.rankEngagements, s.rankThings, s.indexFilterTexts, s.indexSearchTexts, s.indexNames}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	s.pool.New = func() any { return newScratch(s) }
	return s, nil
}

// numberRecords gives each record its number in its group.
func (s *snapshot) numberRecords() {
	s.number = make([]uint32, len(s.records))
	join := func(group *[]uint32, r int) {
		s.number[r] = uint32(len(*group))
		*group = append(*group, uint32(r))
	}
	for r := range s.records {
		switch s.records[r].Base().Kind.Class() {
		case graph.ClassEngagement:
			join(&s.engagements.record, r)
		case graph.ClassActor, graph.ClassTheme, graph.ClassPlace, graph.ClassSource:
			join(&s.things, r)
		case graph.ClassPassage:
			join(&s.passages, r)
		default:
			s.number[r] = none
		}
	}
}

// thingTable has what queries look at of actors, themes, places and sources.
type thingTable struct {
	kind     []graph.Kind
	category []string
	armed    []bool   // an armed group
	top      []uint32 // of an actor: the thing at the top of its tree
	ofClass  map[graph.Class][]uint32
	orders   map[string]*ranking
	text     map[graph.Language]*wordIndex // of actors
}

func (s *snapshot) tabulateThings() {
	n := len(s.things)
	t := thingTable{kind: make([]graph.Kind, n), category: make([]string, n), armed: make([]bool, n), top: make([]uint32, n), ofClass: map[graph.Class][]uint32{}}
	for i, r := range s.things {
		record := &s.records[r]
		base := record.Base()
		t.kind[i], t.category[i] = base.Kind, base.Category
		t.armed[i] = base.Category == graph.CategoryArmedGroup
		t.ofClass[base.Kind.Class()] = append(t.ofClass[base.Kind.Class()], uint32(i))
		t.top[i] = uint32(i)
		if top, ok := s.findThing(record.Top); ok {
			t.top[i] = top
		}
	}
	s.thing = t
}

// findThing returns the number of the actor, theme, place or source.
func (s *snapshot) findThing(id graph.ID) (uint32, bool) {
	r, ok := s.find(id)
	if !ok || !s.isThing(r) {
		return none, false
	}
	return s.number[r], true
}

func (s *snapshot) isThing(r uint32) bool {
	i := s.number[r]
	return int(i) < len(s.things) && s.things[i] == r
}

func (s *snapshot) isEngagement(r uint32) bool {
	i := s.number[r]
	return int(i) < len(s.engagements.record) && s.engagements.record[i] == r
}

func (s *snapshot) isPassage(r uint32) bool {
	i := s.number[r]
	return int(i) < len(s.passages) && s.passages[i] == r
}
