package memstore

import (
	"slices"

	"github.com/comity-graph/comity/graph"
)

// matcher tests engagements against a selection. It is made for one question.
type matcher struct {
	s   *snapshot
	sel *graph.Selection

	kinds      []bool // by index of the table's list; nil: any
	categories []bool

	verdicts []graph.Verdict // by status and specificity, where time has no say

	own, with *side
	any       *thingSet
	all       []*thingSet
	roles     participation
	anyRole   bool
	// rolesAlone says that roles are asked for, but of nobody in particular.
	rolesAlone bool
	basis      participation // of a participation; 0: either
	ownBasis   uint8         // of the engagement's own citations; 0: either

	themes, places *thingSet
	sources        *thingSet
	passages       []uint32
	relatedTo      []uint32
	relations      []*linkTable
	text           *textFilter
	cites          *linkTable
	citesPassages  bool
	citesSources   bool
}

// side is a graph.Side made ready.
type side struct {
	*thingSet
	roles                          participation
	anyRole                        bool
	skipAddressees, skipArmedGroup bool
}

func (s *snapshot) side(from *graph.Side) *side {
	if from == nil {
		return nil
	}
	return &side{
		thingSet: s.thingSet(&from.Set), roles: s.scribe.mask(from.Roles), anyRole: len(from.Roles) == 0,
		skipAddressees: from.SkipAddressees, skipArmedGroup: from.SkipArmedGroups,
	}
}

// allows reports whether the participation fits, whoever's it is.
func (d *side) allows(s *snapshot, actor uint32, how participation) bool {
	switch {
	case !d.anyRole && how&d.roles == 0:
		return false
	case d.skipAddressees && how&roleBits == s.scribe.addressee:
		return false
	case d.skipArmedGroup && s.thing.armed[actor]:
		return false
	}
	return true
}

func (s *snapshot) matcher(sel *graph.Selection) *matcher {
	t := &s.engagements
	m := &matcher{s: s, sel: sel, own: s.side(sel.Own), with: s.side(sel.With)}
	m.kinds = admitted(t.kinds, sel.Kinds)
	m.categories = admitted(t.categories, sel.Categories)
	m.judgeOnce()
	m.roles, m.anyRole = s.scribe.mask(sel.Roles), len(sel.Roles) == 0
	if sel.Any != nil {
		m.any = s.thingSet(sel.Any)
	}
	for i := range sel.All {
		m.all = append(m.all, s.thingSet(&sel.All[i]))
	}
	m.rolesAlone = !m.anyRole && m.any == nil && len(m.all) == 0
	if sel.Basis != "" {
		bit := basisBit(sel.Basis)
		if sel.Own == nil && sel.Any == nil && len(sel.All) == 0 {
			m.ownBasis = uint8(bit >> 24)
		} else {
			m.basis = bit
		}
	}
	m.themes, m.places, m.sources = s.optionalSet(sel.Themes), s.optionalSet(sel.Places), s.optionalSet(sel.Sources)
	m.citesSources = m.sources != nil || len(sel.Locators) > 0
	if m.citesPassages = sel.Passages != nil; m.citesPassages {
		m.passages = s.passageSet(sel.Passages)
	}
	if m.citesSources || m.citesPassages {
		m.cites = s.table(graph.LinkCites)
	}
	if sel.RelatedTo != nil {
		m.relatedTo = s.engagementSet(sel.RelatedTo)
		for _, typ := range graph.RelationLinks() {
			if table := s.table(typ); table != nil {
				m.relations = append(m.relations, table)
			}
		}
	}
	if len(sel.Text) > 0 {
		m.text = newTextFilter(t.text, sel.Text, sel.TextLanguage)
	}
	return m
}

func (s *snapshot) optionalSet(set *graph.Set) *thingSet {
	if set == nil {
		return nil
	}
	return s.thingSet(set)
}

// admitted says for each of the values whether it is among the wanted ones; nil
// if all are.
func admitted[T comparable](values, wanted []T) []bool {
	if len(wanted) == 0 {
		return nil
	}
	admit := make([]bool, len(values))
	for i, value := range values {
		admit[i] = slices.Contains(wanted, value)
	}
	return admit
}

// judgeOnce judges each pair of status and specificity, which is all that there
// is to judge unless the selection has a time.
func (m *matcher) judgeOnce() {
	if m.sel.Time != nil {
		return
	}
	t := &m.s.engagements
	for _, status := range t.statuses {
		for _, specificity := range t.specificities {
			m.verdicts = append(m.verdicts, m.sel.Judge(status, specificity, "", "", "", ""))
		}
	}
}

// judge is graph.Selection.Judge of an engagement.
func (m *matcher) judge(e uint32) graph.Verdict {
	t := &m.s.engagements
	if m.verdicts != nil {
		return m.verdicts[t.verdictOf(t.status[e], t.specificity[e])]
	}
	return m.sel.Judge(
		t.statuses[t.status[e]], t.specificities[t.specificity[e]],
		t.days[t.first[e]], t.days[t.last[e]], t.days[t.reportFirst[e]], t.days[t.reportLast[e]],
	)
}

// fits reports whether the engagement fits everything but what judge, own and
// counterpart look at.
func (m *matcher) fits(e uint32) bool {
	return m.fitsItself(e) && m.fitsActors(e) &&
		(m.themes == nil || m.addresses(e)) &&
		(m.places == nil || m.isPlaced(e)) &&
		(m.sel.RelatedTo == nil || m.isRelated(e)) &&
		(!m.citesPassages || m.citesOneOf(e)) &&
		(!m.citesSources || m.citesSource(e))
}

// fitsItself applies what is asked of the engagement, not of what it is linked
// to.
func (m *matcher) fitsItself(e uint32) bool {
	t := &m.s.engagements
	return (m.kinds == nil || m.kinds[t.kind[e]]) &&
		(m.categories == nil || m.categories[t.category[e]]) &&
		(m.ownBasis == 0 || t.basis[e] == m.ownBasis) &&
		(m.sel.MaxParticipants <= 0 || int(t.participants[e]) <= m.sel.MaxParticipants) &&
		(m.text == nil || m.text.fits(e))
}

// fitsActors applies what is asked of participants, own and counterpart apart.
func (m *matcher) fitsActors(e uint32) bool {
	return (m.any == nil || m.tookPart(e, m.any)) &&
		(!m.rolesAlone || m.somebodyTookPart(e)) &&
		m.allTookPart(e)
}

// cooperated reports whether Own took part, with its counterpart if one is
// asked for.
func (m *matcher) cooperated(e uint32) bool {
	if m.own == nil && m.with == nil {
		return true
	}
	if m.own != nil {
		if _, found := m.ownRoles(e); !found {
			return false
		}
	}
	if m.with == nil {
		return true
	}
	p := &m.s.engagements.actors
	for i := p.start[e]; i < p.start[e+1]; i++ {
		actor := p.actor[i]
		if m.with.has(actor) && (m.own == nil || !m.own.has(actor)) && m.with.allows(m.s, actor, p.how[i]) {
			return true
		}
	}
	return false
}

// ownRoles returns the roles of the participations by which Own matches.
func (m *matcher) ownRoles(e uint32) (roles participation, found bool) {
	p := &m.s.engagements.actors
	for i := p.start[e]; i < p.start[e+1]; i++ {
		actor, how := p.actor[i], p.how[i]
		if m.own.has(actor) && m.own.allows(m.s, actor, how) && m.basisFits(how) {
			roles |= how
			found = true
		}
	}
	return roles & roleBits, found
}

func (m *matcher) basisFits(how participation) bool { return m.basis == 0 || how&m.basis != 0 }

// tookPart reports whether somebody of the set took part in one of the roles.
func (m *matcher) tookPart(e uint32, set *thingSet) bool {
	p := &m.s.engagements.actors
	for i := p.start[e]; i < p.start[e+1]; i++ {
		if how := p.how[i]; set.has(p.actor[i]) && (m.anyRole || how&m.roles != 0) && m.basisFits(how) {
			return true
		}
	}
	return false
}

// somebodyTookPart reports whether anybody took part in one of the roles.
func (m *matcher) somebodyTookPart(e uint32) bool {
	p := &m.s.engagements.actors
	return slices.ContainsFunc(p.how[p.start[e]:p.start[e+1]], func(how participation) bool { return how&m.roles != 0 })
}

func (m *matcher) allTookPart(e uint32) bool {
	for _, set := range m.all {
		if !m.tookPart(e, set) {
			return false
		}
	}
	return true
}

func (m *matcher) addresses(e uint32) bool {
	return slices.ContainsFunc(m.s.engagements.themes.things(e), m.themes.has)
}

func (m *matcher) isPlaced(e uint32) bool {
	p := &m.s.engagements.places
	for i := p.start[e]; i < p.start[e+1]; i++ {
		if !m.places.has(p.thing[i]) {
			continue
		}
		if m.sel.PlaceRelation == "" || (m.sel.PlaceRelation == graph.PlaceHeldIn) == p.heldIn[i] {
			return true
		}
	}
	return false
}

func (m *matcher) isRelated(e uint32) bool {
	r := m.s.engagements.record[e]
	is := func(other uint32) bool {
		if !m.s.isEngagement(other) {
			return false
		}
		_, found := slices.BinarySearch(m.relatedTo, m.s.number[other])
		return found
	}
	for _, table := range m.relations {
		if slices.ContainsFunc(table.targets(r), is) {
			return true
		}
		for _, edge := range table.incoming(r) {
			if is(table.from[edge]) {
				return true
			}
		}
	}
	return false
}

func (m *matcher) citesOneOf(e uint32) bool {
	return slices.ContainsFunc(m.cites.targets(m.s.engagements.record[e]), func(r uint32) bool {
		_, found := slices.BinarySearch(m.passages, m.s.number[r])
		return found
	})
}

// citesSource reports whether one passage has both a wanted source and a wanted
// locator.
func (m *matcher) citesSource(e uint32) bool {
	return slices.ContainsFunc(m.cites.targets(m.s.engagements.record[e]), func(r uint32) bool {
		passage, ok := m.s.records[r].Entity.(*graph.Passage)
		if !ok || !m.isLocated(passage) {
			return false
		}
		if m.sources == nil {
			return true
		}
		source, ok := m.s.findThing(passage.Source)
		return ok && m.sources.has(source)
	})
}

// restsOnTraits reports whether nothing is asked of an engagement but its kind,
// category, status and specificity.
func (m *matcher) restsOnTraits() bool {
	return m.verdicts != nil && m.own == nil && m.with == nil && m.any == nil && len(m.all) == 0 && !m.rolesAlone && m.ownBasis == 0 &&
		m.sel.MaxParticipants <= 0 && m.themes == nil && m.places == nil && m.text == nil && m.sel.RelatedTo == nil &&
		!m.citesPassages && !m.citesSources
}

// countTraits counts the engagements by their verdicts, if restsOnTraits.
func (m *matcher) countTraits() verdictCounts {
	var counts verdictCounts
	for _, t := range m.s.engagements.traits {
		if (m.kinds == nil || m.kinds[t.kind]) && (m.categories == nil || m.categories[t.category]) {
			counts[m.verdicts[m.s.engagements.verdictOf(t.status, t.specificity)]] += t.engagements
		}
	}
	return counts
}
