package memstore

import (
	"slices"

	"github.com/comity-graph/comity/graph"
)

// engagementTable has, by the number of an engagement, what queries look at, so
// that none of their loops has to follow a pointer to an entity.
type engagementTable struct {
	record       []uint32
	kind         []uint8 // indexes of the lists below
	status       []uint8
	specificity  []uint8
	basis        []uint8 // that of its own citations, as a bit of participation
	category     []uint32
	participants []uint32
	first, last  []uint32 // indexes of days
	reportFirst  []uint32
	reportLast   []uint32

	kinds         []graph.Kind
	statuses      []graph.Status
	specificities []graph.Specificity
	categories    []string
	days          []graph.Date // sorted, so that indexes compare as days; the first is the empty one

	actors participations
	themes pairs
	places placings

	orders map[string]*ranking
	text   map[graph.Language]*wordIndex
	traits []traitCount // of all engagements
}

// traitCount says how many engagements have the same traits.
type traitCount struct {
	traits
	engagements int
}

// traits are what an engagement is judged by without a look at its links.
type traits struct {
	category                  uint32
	kind, status, specificity uint8
}

// verdictOf returns the place of a pair in a list that has one for each status
// and specificity.
func (t *engagementTable) verdictOf(status, specificity uint8) int {
	return int(status)*len(t.specificities) + int(specificity)
}

// participation is how an actor took part: a bit for each role, and the basis.
type participation uint32

const (
	inferred  participation = 1 << 31
	stated    participation = 1 << 30
	roleBits  participation = 1<<30 - 1
	otherRole participation = 1 << 29 // a role that is not in the list
)

// participations are the links TOOK_PART_IN both ways: those of an engagement e
// stand in actor and how from start[e] up to start[e+1], and the engagements of
// an actor are row(actor) of done, ascending.
type participations struct {
	start []uint32
	actor []uint32 // thing
	how   []participation
	done  pairs
}

// pairs are links between engagements and things both ways, as numbers.
type pairs struct {
	start, thing      []uint32 // of engagement e: thing[start[e]:start[e+1]]
	first, engagement []uint32 // of thing t: engagement[first[t]:first[t+1]], ascending
}

func (p *pairs) things(e uint32) []uint32 { return p.thing[p.start[e]:p.start[e+1]] }

func (p *pairs) engagements(t uint32) []uint32 { return p.engagement[p.first[t]:p.first[t+1]] }

// placings are the links CONCERNS and HELD_IN to places both ways; heldIn tells
// them apart.
type placings struct {
	pairs
	heldIn []bool
}

// interned numbers the distinct values of a column.
type interned[T comparable] struct {
	values []T
	number map[T]int
}

func (n *interned[T]) of(value T) int {
	i, ok := n.number[value]
	if !ok {
		if n.number == nil {
			n.number = map[T]int{}
		}
		i = len(n.values)
		n.number[value] = i
		n.values = append(n.values, value)
	}
	return i
}

func (s *snapshot) tabulateEngagements() {
	t := &s.engagements
	n := len(t.record)
	t.kind, t.status, t.specificity, t.basis = make([]uint8, n), make([]uint8, n), make([]uint8, n), make([]uint8, n)
	for _, column := range []*[]uint32{&t.category, &t.participants, &t.first, &t.last, &t.reportFirst, &t.reportLast} {
		*column = make([]uint32, n)
	}
	var all interned[traits]
	var kinds interned[graph.Kind]
	var statuses interned[graph.Status]
	var specificities interned[graph.Specificity]
	var categories interned[string]
	t.days = s.days()
	days := make(map[graph.Date]uint32, len(t.days))
	for i, day := range t.days {
		days[day] = uint32(i)
	}
	for i, r := range t.record {
		record := &s.records[r]
		e := record.Entity.(*graph.Engagement)
		t.kind[i] = uint8(kinds.of(e.Kind))
		t.status[i] = uint8(statuses.of(e.Status))
		t.specificity[i] = uint8(specificities.of(e.Specificity))
		t.basis[i] = uint8(basisBit(graph.BasisOf(e.Citations)) >> 24)
		t.category[i] = uint32(categories.of(e.Category))
		trait := all.of(traits{t.category[i], t.kind[i], t.status[i], t.specificity[i]})
		if trait == len(t.traits) {
			t.traits = append(t.traits, traitCount{traits: all.values[trait]})
		}
		t.traits[trait].engagements++
		t.participants[i] = uint32(record.Participants)
		t.first[i], t.last[i] = days[e.Period.First()], days[e.Period.Last()]
		t.reportFirst[i], t.reportLast[i] = days[record.ReportFirst], days[record.ReportLast]
	}
	t.kinds, t.statuses, t.specificities, t.categories = kinds.values, statuses.values, specificities.values, categories.values
	s.tabulateParticipations()
	t.themes = s.pairUp(graph.LinkAddresses)
	s.tabulatePlaces()
}

// days returns every day that an engagement is judged by.
func (s *snapshot) days() []graph.Date {
	seen := map[graph.Date]bool{"": true}
	days := []graph.Date{""}
	for _, r := range s.engagements.record {
		record := &s.records[r]
		period := graph.PeriodOfEntity(record.Entity)
		for _, day := range [...]graph.Date{period.First(), period.Last(), record.ReportFirst, record.ReportLast} {
			if !seen[day] {
				seen[day] = true
				days = append(days, day)
			}
		}
	}
	slices.Sort(days)
	return days
}

func basisBit(b graph.Basis) participation {
	switch b {
	case graph.Inferred:
		return inferred
	case graph.Stated:
		return stated
	}
	return 0
}

func (s *snapshot) tabulateParticipations() {
	t := &s.engagements
	p := participations{start: make([]uint32, len(t.record)+1)}
	if table := s.table(graph.LinkTookPartIn); table != nil {
		p.actor, p.how = make([]uint32, 0, len(table.from)), make([]participation, 0, len(table.from))
		for i, r := range t.record {
			for _, e := range table.incoming(r) {
				p.actor = append(p.actor, s.number[table.from[e]])
				p.how = append(p.how, s.scribe.participation(table.participation, e))
			}
			p.start[i+1] = uint32(len(p.actor))
		}
	}
	p.done = pairs{start: p.start, thing: p.actor}
	p.done.turnRound(len(s.things))
	t.actors = p
}

// pairUp makes the pairs of a type of link from engagements to things.
func (s *snapshot) pairUp(typ graph.LinkType) pairs {
	p := pairs{start: make([]uint32, len(s.engagements.record)+1)}
	table := s.table(typ)
	for i, r := range s.engagements.record {
		for _, to := range table.targets(r) {
			if s.isThing(to) {
				p.thing = append(p.thing, s.number[to])
			}
		}
		p.start[i+1] = uint32(len(p.thing))
	}
	p.turnRound(len(s.things))
	return p
}

func (s *snapshot) tabulatePlaces() {
	p := placings{pairs: pairs{start: make([]uint32, len(s.engagements.record)+1)}}
	concerns, held := s.table(graph.LinkConcerns), s.table(graph.LinkHeldIn)
	for i, r := range s.engagements.record {
		for j, table := range []*linkTable{concerns, held} {
			for _, to := range table.targets(r) {
				if s.isThing(to) {
					p.thing = append(p.thing, s.number[to])
					p.heldIn = append(p.heldIn, j == 1)
				}
			}
		}
		p.start[i+1] = uint32(len(p.thing))
	}
	p.turnRound(len(s.things))
	s.engagements.places = p
}

// turnRound makes the way back of pairs, of which there are n things.
func (p *pairs) turnRound(n int) {
	p.first = make([]uint32, n+1)
	for _, t := range p.thing {
		p.first[t+1]++
	}
	for t := range n {
		p.first[t+1] += p.first[t]
	}
	next := slices.Clone(p.first[:n])
	p.engagement = make([]uint32, len(p.thing))
	for e := range len(p.start) - 1 {
		for _, t := range p.thing[p.start[e]:p.start[e+1]] {
			p.engagement[next[t]] = uint32(e)
			next[t]++
		}
	}
}

// roleScribe turns roles into bits, and back in the order of graph.Roles.
type roleScribe struct {
	roles     []graph.Role
	bits      map[graph.Role]participation
	addressee participation
}

func newRoleScribe() roleScribe {
	scribe := roleScribe{roles: graph.Roles(), bits: map[graph.Role]participation{}}
	for i, role := range scribe.roles {
		scribe.bits[role] = 1 << i
	}
	scribe.addressee = scribe.bits[graph.RoleAddressee]
	return scribe
}

func (s *roleScribe) participation(list []*graph.Participation, e uint32) participation {
	if list == nil || list[e] == nil {
		return 0
	}
	how := basisBit(list[e].Basis)
	for _, role := range list[e].Roles {
		how |= s.bit(role)
	}
	return how
}

func (s *roleScribe) bit(role graph.Role) participation {
	if bit, ok := s.bits[role]; ok {
		return bit
	}
	return otherRole
}

// mask returns the bits of the roles.
func (s *roleScribe) mask(roles []graph.Role) participation {
	var mask participation
	for _, role := range roles {
		mask |= s.bits[role]
	}
	return mask
}

func (s *roleScribe) list(mask participation) []graph.Role {
	list := make([]graph.Role, 0, 4)
	for i, role := range s.roles {
		if mask&(1<<i) != 0 {
			list = append(list, role)
		}
	}
	return list
}
