package graph

import (
	"cmp"
	"maps"
	"slices"
)

// Acts reports whether a participation lets its actor count as somebody's
// counterpart: it has a role besides ADDRESSEE, and the actor is not an armed
// group. Cooperation is symmetric, so the rule holds for both sides.
func Acts(actor *Node, roles []Role) bool {
	return actor.Category != CategoryArmedGroup && !onlyAddressee(roles)
}

func onlyAddressee(roles []Role) bool {
	return len(roles) == 1 && roles[0] == RoleAddressee
}

// pair is two actors, as indexes of records; the first is the one that asks.
type pair struct{ from, to int32 }

// pairing collects what one COOPERATES_WITH link will carry.
type pairing struct {
	engagements []int32 // distinct, counted by default
	general     int
	fromRoles   map[Role]bool
	toRoles     map[Role]bool
}

// pairUp derives COOPERATES_WITH, and the sums over it on each actor.
func (b *builder) pairUp() {
	own, tree := map[pair]*pairing{}, map[pair]*pairing{}
	for i := range b.records {
		e, ok := b.records[i].Entity.(*Engagement)
		if !ok {
			continue
		}
		acting := slices.DeleteFunc(slices.Clone(b.participants[e.ID]), func(p participant) bool {
			return !Acts(b.record(p.actor).Base(), p.roles)
		})
		slices.SortFunc(acting, func(x, y participant) int { return cmp.Compare(x.actor, y.actor) })
		b.pairOwn(int32(i), e, acting, own)
		b.pairTrees(int32(i), e, acting, tree)
	}
	b.linkPairs(ScopeOwn, own)
	b.linkPairs(ScopeTree, tree)
	for i := range b.records {
		if r := &b.records[i]; r.Base().Kind.IsActor() && !r.HasOrgans {
			r.Tree = r.Own
		}
	}
}

// pairOwn pairs the acting participants of an engagement as named.
func (b *builder) pairOwn(i int32, e *Engagement, acting []participant, pairs map[pair]*pairing) {
	sums := map[ID]bool{}
	for j, x := range acting {
		for _, y := range acting[j+1:] {
			if b.inTree(x.actor, y.actor) || b.inTree(y.actor, x.actor) {
				continue
			}
			sums[x.actor], sums[y.actor] = true, true
			b.addPair(pairs, x.actor, y.actor, i, e, x.roles, y.roles)
		}
	}
	for actor := range sums {
		b.record(actor).Own.add(e)
	}
}

// pairTrees pairs each body that has organs, standing for its tree, with the
// acting participants outside of it.
func (b *builder) pairTrees(i int32, e *Engagement, acting []participant, pairs map[pair]*pairing) {
	bodies := map[ID][]Role{} // roles of all that stand for the body
	for _, p := range acting {
		for _, body := range append([]ID{p.actor}, b.trees[p.actor]...) {
			if r := b.record(body); r.Base().Kind.IsActor() && r.HasOrgans {
				bodies[body] = append(bodies[body], p.roles...)
			}
		}
	}
	for _, body := range slices.Sorted(maps.Keys(bodies)) {
		met := false
		for _, y := range acting {
			if b.inTree(y.actor, body) || b.inTree(body, y.actor) {
				continue
			}
			met = true
			b.addPair(pairs, body, y.actor, i, e, bodies[body], y.roles)
		}
		if met {
			b.record(body).Tree.add(e)
		}
	}
}

func (c *Cooperations) add(e *Engagement) {
	switch {
	case e.Status == StatusPlanned:
		c.Planned++
	case e.Specificity == General:
		c.General++
	default:
		c.Engagements++
	}
}

func (b *builder) addPair(pairs map[pair]*pairing, from, to ID, i int32, e *Engagement, fromRoles, toRoles []Role) {
	if e.Status == StatusPlanned {
		return
	}
	key := pair{int32(b.at[from]), int32(b.at[to])}
	p := pairs[key]
	if p == nil {
		p = &pairing{fromRoles: map[Role]bool{}, toRoles: map[Role]bool{}}
		pairs[key] = p
	}
	if e.Specificity == General {
		p.general++
		return
	}
	p.engagements = append(p.engagements, i)
	for _, role := range fromRoles {
		p.fromRoles[role] = true
	}
	for _, role := range toRoles {
		p.toRoles[role] = true
	}
}

func (b *builder) linkPairs(scope string, pairs map[pair]*pairing) {
	for key, p := range pairs {
		if len(p.engagements) == 0 {
			continue
		}
		from, to := &b.records[key.from], &b.records[key.to]
		b.links = append(b.links, Link{
			Type: LinkCooperates, From: from.Base().ID, To: to.Base().ID, Scope: scope, Cooperation: b.sumUp(p),
		})
		if scope == ScopeTree {
			from.Tree.Counterparts++
			continue
		}
		from.Own.Counterparts++
		to.Own.Counterparts++
	}
}

func (b *builder) sumUp(p *pairing) *Cooperation {
	c := &Cooperation{Engagements: len(p.engagements), General: p.general, FromRoles: SortedRoles(p.fromRoles), ToRoles: SortedRoles(p.toRoles)}
	themes := map[ID]int{}
	order := Order{Field: OrderStart, Desc: true}
	newest := make([]string, 0, len(p.engagements))
	for _, i := range p.engagements {
		r := &b.records[i]
		if period := r.period(); period != nil {
			c.First, c.Last = Earlier(c.First, period.First()), Later(c.Last, period.Last())
		}
		for _, theme := range b.themes[r.Base().ID] {
			themes[theme]++
		}
		newest = append(newest, order.Key(r))
	}
	slices.Sort(newest)
	for _, key := range newest[:min(NewestKept, len(newest))] {
		c.Newest = append(c.Newest, idOfKey(key))
	}
	c.Themes = SortedThemes(themes)
	return c
}

// idOfKey returns the id at the end of an order key.
func idOfKey(key string) ID {
	for i := range key {
		if key[i] == ' ' {
			return ID(key[i+1:])
		}
	}
	return ID(key)
}

// Earlier returns the earlier of two days, where the empty one is none.
func Earlier(x, y Date) Date {
	if x == "" || (y != "" && y < x) {
		return y
	}
	return x
}

// Later returns the later of two days, where the empty one is none.
func Later(x, y Date) Date { return max(x, y) }

// SortedRoles returns the roles of a set in the order of Roles().
func SortedRoles(set map[Role]bool) []Role {
	return slices.DeleteFunc(Roles(), func(r Role) bool { return !set[r] })
}

// SortedThemes returns the counts, most first, then by id.
func SortedThemes(counts map[ID]int) []ThemeCount {
	sorted := make([]ThemeCount, 0, len(counts))
	for theme, n := range counts {
		sorted = append(sorted, ThemeCount{theme, n})
	}
	slices.SortFunc(sorted, func(x, y ThemeCount) int {
		return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Theme, y.Theme))
	})
	return sorted
}
