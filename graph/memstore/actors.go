package memstore

import (
	"slices"

	"github.com/comity-graph/comity/graph"
)

// actorMatcher tests actors against a selection.
type actorMatcher struct {
	s   *snapshot
	sel *graph.ActorSelection

	ids, places *thingSet
	members     *thingSet // nil: anybody
	text        *textFilter
}

func (s *snapshot) actorMatcher(sel *graph.ActorSelection) *actorMatcher {
	m := &actorMatcher{s: s, sel: sel, ids: s.optionalSet(sel.IDs), places: s.optionalSet(sel.Places)}
	if sel.MemberOf != nil {
		m.members = s.membersOf(s.thingSet(sel.MemberOf), sel.AsOf)
	}
	if len(sel.Text) > 0 {
		m.text = newTextFilter(s.thing.text, sel.Text, sel.TextLanguage)
	}
	return m
}

// membersOf returns who has a membership in one of the organisations, on the day
// if one is given.
func (s *snapshot) membersOf(organisations *thingSet, day graph.Date) *thingSet {
	members := &thingSet{things: len(s.things)}
	to, who := s.table(graph.LinkOrganisation), s.table(graph.LinkMember)
	for _, organisation := range organisations.members {
		for _, edge := range to.incoming(s.things[organisation]) {
			membership := to.from[edge]
			if !mayInclude(s.records[membership].Entity, day) {
				continue
			}
			for _, member := range who.targets(membership) {
				if s.isThing(member) {
					members.add(s.number[member])
				}
			}
		}
	}
	return members
}

func (m *actorMatcher) fits(thing uint32) bool {
	t := &m.s.thing
	return t.kind[thing].IsActor() &&
		(len(m.sel.Kinds) == 0 || slices.Contains(m.sel.Kinds, t.kind[thing])) &&
		(len(m.sel.Categories) == 0 || slices.Contains(m.sel.Categories, t.category[thing])) &&
		(m.ids == nil || m.ids.has(thing)) &&
		(m.members == nil || m.members.has(thing)) &&
		(m.places == nil || m.places.has(thing)) &&
		(m.text == nil || m.text.fits(thing))
}

// unrestricted reports whether every actor fits.
func (m *actorMatcher) unrestricted() bool {
	return len(m.sel.Kinds) == 0 && len(m.sel.Categories) == 0 && m.ids == nil && m.places == nil && m.members == nil && m.text == nil
}

// candidates returns things among which are all actors that can fit.
func (m *actorMatcher) candidates(actors []uint32) []uint32 {
	best := actors
	for _, set := range []*thingSet{m.ids, m.places, m.members} {
		if set != nil && len(set.members) < len(best) {
			best = set.members
		}
	}
	if m.text != nil {
		if rarest := m.text.rarest(); len(rarest) <= 1 {
			best = slices.Concat(rarest...)
		}
	}
	return best
}
