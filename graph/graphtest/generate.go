package graphtest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/comity-graph/comity/graph"
)

// Size says how large a generated dataset is. Everything beside engagements
// follows from their number.
type Size struct {
	Engagements int
	// EqualDegree keeps how many engagements an actor, a theme or a place has
	// the same whatever the size, the busiest among them too: the world grows
	// by more bodies, not by busier ones. Sizes should be multiples of
	// EqualDegreeBlock. Without it, the busiest actor takes part in about a
	// fifth of everything.
	EqualDegree bool
}

// EqualDegreeBlock is how many engagements share one neighbourhood of actors,
// themes and places under Size.EqualDegree.
const EqualDegreeBlock = 5000

// Small is a size at which everything that can tie does, and at which thousands
// of questions take a second.
func Small() Size { return Size{Engagements: 80} }

// Generate returns a dataset of the size, the same for the same seed. Degrees
// are skewed as in the world. Whatever can tie does: equal days, duplicate
// names, missing periods, isolated nodes, parallel links, equal locators in
// different sources. There are organs of organs, hybrids of two bodies, organs
// of two departments of one body; themes and places in three levels, some with
// two parents; names that hurt.
func Generate(seed uint64, size Size) graph.Dataset {
	g := &generator{
		r: rand.New(rand.NewPCG(seed, 1945)), words: nastyWords(), kinds: graph.KindsOf(graph.ClassEngagement), relations: graph.RelationLinks(),
	}
	g.d.Packs = []graph.Pack{{
		ID: "generated", Title: graph.Text{graph.EN: "Generated", graph.FR: "Engendré"}, Publisher: "graphtest", Licence: "CC0-1.0",
		Coverage: graph.Text{graph.EN: fmt.Sprintf("%d engagements", size.Engagements), graph.FR: ""},
	}}
	g.pools(size.Engagements)
	g.d.Entities = make([]graph.Entity, 0, size.Engagements*6/5+300)
	g.d.Links = make([]graph.Link, 0, size.Engagements*7+300)
	for left := size.Engagements; left > 0; {
		n := left
		if size.EqualDegree {
			n = min(n, EqualDegreeBlock)
		}
		left -= n
		g.block(n)
	}
	return g.d
}

// generator grows a dataset block by block. The fields under "this block" are
// the neighbourhood in which the engagements of one block live.
type generator struct {
	r *rand.Rand
	d graph.Dataset

	words     []string
	kinds     []graph.Kind // of engagements
	relations []graph.LinkType

	// What many entities share.
	names     [][]graph.Name
	summaries []graph.Text
	periods   []*graph.Period

	// Everything so far.
	actors, themes, places, engagements []graph.ID
	sources                             int

	// This block.
	own       neighbourhood
	citations [][]graph.Citation     // one list for each passage
	ways      []*graph.Participation // in which actors take part
}

type neighbourhood struct{ actors, themes, places, engagements []graph.ID }

// nastyWords are what names are made of. Some hurt: letters that fold into two, marks
// of their own, other scripts, what is syntax elsewhere.
func nastyWords() []string {
	return []string{
		"Union", "African", "Council", "States", "peace", "security", "climate", "Côte", "d'Ivoire", "l'Organisation", "Œuvres", "Straße", "İzmir", "ılıman",
		"e\u0301tude", "العربية", "السلام", "安全", "🕊", "～", "AND", "OR", "NOT", "(n)", "\"quoted\"", "a*", "b?", "~2", "C++", "G20", "2063", "A/75/345",
		"organization", "organisation", "$name", "`tick`", "\\", "{x}", "-[r]-", "//", "U.N.", "Åland", "åland", "ZZZ", "İ", "ﬁn", "Ⅷ",
	}
}

// pools makes what many engagements share: at a small size few of each, so that
// ties abound.
func (g *generator) pools(n int) {
	pick := func() string { return oneOf(g.r, g.words) }
	for range min(20+n/4, 20000) {
		en, fr := pick(), pick()
		for range g.r.IntN(3) {
			en, fr = en+" "+pick(), pick()+" "+fr
		}
		list := []graph.Name{{Value: en, Language: graph.EN, Kind: graph.NameShort}, {Value: fr, Language: graph.FR, Kind: graph.NameShort}}
		switch g.r.IntN(8) {
		case 0:
			list[1].Kind = graph.NameTranslation
		case 1:
			list = list[:1]
		case 2:
			list = append(list, graph.Name{Value: pick(), Language: graph.AR, Kind: graph.NameShort})
		case 3:
			list = append(list, graph.Name{Value: "U.N." + pick(), Language: graph.EN, Kind: graph.NameAcronym})
		case 4:
			list = append(list, graph.Name{Value: en, Language: graph.FR, Kind: graph.NameAlternative}, graph.Name{Value: pick(), Language: graph.EN, Kind: graph.NameFormer})
		}
		g.names = append(g.names, list)
		g.summaries = append(g.summaries, graph.Text{graph.EN: pick() + " and " + pick(), graph.FR: pick() + " et " + fr})
	}
	g.summaries[0] = nil
	exprs := []string{
		"2019", "2019-05-01", "2019-05-01", "2019-05", "2018-01-01/2019-05-01", "2019-05-01/2020-12-31", "2019/..", "../2019", "2018/..", "../2018-01-01",
		"{2018-01-01,2019-05-01}", "201X", "2019~", "2020-21", "2020",
	}
	for range n / 200 { // a large world has more days than a small one
		first := fmt.Sprintf("%04d-%02d-%02d", 1990+g.r.IntN(35), 1+g.r.IntN(12), 1+g.r.IntN(28))
		if g.r.IntN(3) == 0 {
			first += "/" + fmt.Sprint(2025+g.r.IntN(5))
		}
		exprs = append(exprs, first)
	}
	for _, expr := range exprs {
		period, err := graph.ParseEDTF(expr)
		if err != nil {
			panic(err)
		}
		g.periods = append(g.periods, period)
	}
}

// oneOf picks from a list, which may not be empty.
func oneOf[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// chance is true once in n times.
func (g *generator) chance(n int) bool { return g.r.IntN(n) == 0 }

// period returns nil once in five times.
func (g *generator) period() *graph.Period {
	if g.chance(5) {
		return nil
	}
	return oneOf(g.r, g.periods)
}

// skewed picks an index below n, low ones far more often.
func (g *generator) skewed(n int) int {
	return min(n-1, int(math.Exp(g.r.Float64()*math.Log(float64(n+1)))-1))
}

// near picks from this block's, and now and then from anything so far.
func (g *generator) near(block, all []graph.ID) graph.ID {
	if g.chance(20) {
		return oneOf(g.r, all)
	}
	return block[g.skewed(len(block))]
}

func (g *generator) link(l graph.Link) { g.d.Links = append(g.d.Links, l) }

func (g *generator) node(kind graph.Kind, id graph.ID) graph.Node {
	spec, _ := kind.Spec()
	n := graph.Node{ID: id, Kind: kind, Names: oneOf(g.r, g.names)}
	if len(spec.Categories) > 0 {
		n.Category = spec.Categories[g.skewed(len(spec.Categories))].ID
	}
	return n
}

// block adds n engagements and the neighbourhood that they live in.
func (g *generator) block(n int) {
	g.own = neighbourhood{}
	root := int(math.Sqrt(float64(n)))
	g.growPlaces(4 + root)
	g.growThemes(4 + root/2)
	g.growActors(6 + 4*root)
	g.growSources(2+root/10, 3+n/20)
	for i := range n {
		g.growEngagement()
		if i%7 == 0 {
			g.growMembership(i)
		}
		if i%5 == 0 {
			g.growClaim()
		}
	}
}

// growPlaces adds areas in three levels under the world, states that lie in
// one or two of them, and cities in states.
func (g *generator) growPlaces(n int) {
	for i := range n {
		id := graph.ID(fmt.Sprintf("area/a%d", len(g.places)))
		area := &graph.Area{Node: g.node(graph.KindArea, id)}
		if i%3 == 0 {
			area.Identifiers = []graph.Identifier{{Scheme: "m49", Value: fmt.Sprintf("%03d", i%5)}}
		}
		g.d.Entities = append(g.d.Entities, area)
		if i > 0 {
			g.up(graph.LinkLiesIn, id, g.own.places[:(i+2)/3])
		}
		g.own.places, g.places = append(g.own.places, id), append(g.places, id)
	}
}

// up puts an entity under one parent, or once in four times under two.
func (g *generator) up(t graph.LinkType, id graph.ID, parents []graph.ID) {
	first := oneOf(g.r, parents)
	g.link(graph.Link{Type: t, From: id, To: first})
	if second := oneOf(g.r, parents); g.chance(4) && second != first {
		g.link(graph.Link{Type: t, From: id, To: second, Ord: g.r.IntN(2)})
	}
}

func (g *generator) growThemes(n int) {
	for i := range n {
		id := graph.ID(fmt.Sprintf("theme/t%d", len(g.themes)))
		theme := &graph.Theme{Node: g.node(graph.KindTheme, id), Scheme: "comity"}
		if i%2 == 0 {
			theme.Identifiers = []graph.Identifier{
				{Scheme: "sdg", Value: fmt.Sprintf("16.%d", i%4), Relation: graph.MappingClose}, {Scheme: "sdg", Value: fmt.Sprintf("1%d", i%7)},
			}
		}
		g.d.Entities = append(g.d.Entities, theme)
		if i > 1 {
			g.up(graph.LinkBroader, id, g.own.themes[:(i+2)/3])
		}
		g.own.themes, g.themes = append(g.own.themes, id), append(g.themes, id)
	}
}

// growActors adds actors. About half of those that can be are organs of an
// earlier one, some of two. States lie in areas and are places too.
func (g *generator) growActors(n int) {
	kinds := []graph.Kind{graph.KindOrganisation, graph.KindUNEntity, graph.KindOtherActor, graph.KindState, graph.KindUNEntity, graph.KindOrganisation, graph.KindCoalition}
	areas := slices.Clone(g.own.places)
	var bodies []graph.ID
	for i := range n {
		kind := kinds[i%len(kinds)]
		spec, _ := kind.Spec()
		number := len(g.actors)
		id := graph.ID(fmt.Sprintf("%s/x%d", spec.Prefix, number))
		actor := &graph.Actor{Node: g.node(kind, id)}
		if kind == graph.KindOtherActor && g.chance(2) {
			actor.Category = graph.CategoryArmedGroup
		}
		if g.chance(4) {
			actor.FormerIDs = []graph.ID{graph.ID(fmt.Sprintf("%s/was-x%d", spec.Prefix, number))}
			actor.Identifiers = []graph.Identifier{{Scheme: "wikidata", Value: fmt.Sprintf("Q%d", i%5)}, {Scheme: "isni", Value: fmt.Sprintf("Q%d", i%3)}}
		}
		g.d.Entities = append(g.d.Entities, actor)
		switch {
		case kind == graph.KindState:
			g.up(graph.LinkLiesIn, id, areas)
			g.own.places, g.places = append(g.own.places, id), append(g.places, id)
		case len(bodies) > 1 && g.chance(2):
			g.up(graph.LinkPartOf, id, bodies)
			bodies = append(bodies, id)
		default:
			bodies = append(bodies, id)
		}
		if g.chance(15) && len(bodies) > 1 && bodies[0] != id {
			g.link(graph.Link{Type: graph.LinkSucceeds, From: id, To: bodies[0]})
		}
		g.own.actors, g.actors = append(g.own.actors, id), append(g.actors, id)
	}
	for i, state := range g.own.places {
		if kind, _ := graph.KindOf(state); kind == graph.KindState && i%2 == 0 {
			id := graph.ID(fmt.Sprintf("area/city%d", len(g.places)))
			g.d.Entities = append(g.d.Entities, &graph.Area{Node: g.node(graph.KindArea, id)})
			g.link(graph.Link{Type: graph.LinkLiesIn, From: id, To: state})
			g.own.places, g.places = append(g.own.places, id), append(g.places, id)
		}
	}
}

// growSources adds sources and their passages. Locators repeat from source to
// source.
func (g *generator) growSources(sources, passages int) {
	g.citations, g.ways = nil, nil
	var previous graph.ID
	for i := range sources {
		id := graph.ID(fmt.Sprintf("source/s%d", g.sources))
		g.sources++
		source := &graph.Source{Node: g.node(graph.KindSource, id), Publisher: fmt.Sprintf("publisher %d", i%2), Licence: "CC0-1.0", Symbols: []string{fmt.Sprintf("A/%d", i%3)}}
		if i%3 != 2 {
			source.ReportingPeriod = oneOf(g.r, g.periods)
		}
		if i%2 == 0 {
			source.Sections = []graph.Section{{Key: "one", About: oneOf(g.r, g.own.actors)}, {Key: "two", About: oneOf(g.r, g.own.actors)}, {Key: "three"}}
			source.Symbols = append(source.Symbols, "S/2020/898")
		}
		g.d.Entities = append(g.d.Entities, source)
		if previous != "" {
			g.link(graph.Link{Type: oneOf(g.r, []graph.LinkType{graph.LinkTranslationOf, graph.LinkMentions}), From: id, To: previous})
		}
		previous = id
		for number := 1; number <= passages; number++ {
			locator := fmt.Sprint(number)
			if number == 3 {
				locator = "Forum de Paris"
			}
			passage := graph.PassageID(id, locator)
			g.d.Entities = append(g.d.Entities, &graph.Passage{
				Node:   graph.Node{ID: passage, Kind: graph.KindPassage, Category: string(oneOf(g.r, graph.Coverages()))},
				Source: id, Locator: locator, Section: "one", Position: number,
			})
			for _, basis := range []graph.Basis{graph.Stated, graph.Stated, graph.Inferred} {
				cited := []graph.Citation{{Passage: passage, Sentence: g.r.IntN(3), Basis: basis}}
				if len(g.citations) > 0 && g.chance(4) {
					cited = append(cited, oneOf(g.r, g.citations)[0])
				}
				g.citations = append(g.citations, cited)
			}
		}
	}
	for range 400 {
		g.ways = append(g.ways, g.participation())
	}
}

// participation returns one of those that participants of this block share.
func (g *generator) participation() *graph.Participation {
	roles := map[graph.Role]bool{}
	onlyAddressee := g.chance(6)
	if onlyAddressee || g.chance(6) {
		roles[graph.RoleAddressee] = true
	}
	if !onlyAddressee {
		for range 1 + g.r.IntN(2) {
			roles[graph.Roles()[g.skewed(len(graph.Roles()))]] = true
		}
	}
	p := &graph.Participation{Roles: graph.SortedRoles(roles), Citations: oneOf(g.r, g.citations)}
	p.Basis = graph.BasisOf(p.Citations)
	if g.chance(10) {
		p.Representatives = []graph.Representative{{
			Function: graph.Text{graph.EN: "Secretary-General", graph.FR: "Secrétaire général"}, PersonName: "Łucja " + oneOf(g.r, g.words), Level: graph.LevelExecutiveHead,
		}}
	}
	return p
}

func (g *generator) growEngagement() {
	kind := oneOf(g.r, g.kinds)
	spec, _ := kind.Spec()
	number := len(g.engagements)
	id := graph.ID(fmt.Sprintf("%s/e%d", spec.Prefix, number))
	e := &graph.Engagement{
		Node: g.node(kind, id), Status: oneOf(g.r, graph.Statuses()), Specificity: graph.Specific, Recurrence: oneOf(g.r, graph.Recurrences()),
		Review: graph.ReviewRead, Summary: oneOf(g.r, g.summaries), Period: g.period(), Citations: oneOf(g.r, g.citations),
	}
	if g.chance(4) {
		e.Specificity = graph.General
	}
	if g.chance(10) {
		e.Milestones = []graph.Milestone{{Kind: oneOf(g.r, graph.MilestoneKinds()), Period: oneOf(g.r, g.periods), Place: oneOf(g.r, g.own.places), Citations: oneOf(g.r, g.citations)}}
	}
	g.d.Entities = append(g.d.Entities, e)
	g.takePart(e)
	g.tag(graph.LinkAddresses, id, g.own.themes, g.themes)
	g.tag(graph.LinkConcerns, id, g.own.places, g.places)
	if g.chance(2) {
		g.tag(graph.LinkHeldIn, id, g.own.places, g.places)
	}
	if g.chance(8) {
		about := g.near(g.own.actors, g.actors)
		if kind, _ := graph.KindOf(about); kind != graph.KindState { // a state may be there as a place already
			g.link(graph.Link{Type: graph.LinkConcerns, From: id, To: about, Ord: 1})
		}
	}
	for g.chance(2) && len(g.own.engagements) > 0 {
		to := g.near(g.own.engagements, g.engagements)
		first := g.r.IntN(len(g.relations))
		for _, t := range g.relations[first:min(first+1+g.r.IntN(2), len(g.relations))] {
			if !slices.ContainsFunc(g.d.Links[max(0, len(g.d.Links)-20):], func(l graph.Link) bool { return l.From == id && l.To == to && l.Type == t }) {
				cited := e.Citations
				if g.chance(4) {
					cited = oneOf(g.r, g.citations)
				}
				g.link(graph.Link{Type: t, From: id, To: to, Citations: cited})
			}
		}
	}
	g.own.engagements, g.engagements = append(g.own.engagements, id), append(g.engagements, id)
}

// takePart gives an engagement participants: mostly two to five, now and then
// none, or a crowd.
func (g *generator) takePart(e *graph.Engagement) {
	n := g.r.IntN(5)
	if n > 0 {
		n++
	}
	if g.chance(100) {
		n = min(25, len(g.own.actors)/2)
	}
	var taken []graph.ID
	for range n {
		actor := g.near(g.own.actors, g.actors)
		if slices.Contains(taken, actor) {
			continue
		}
		ord := len(taken)
		if g.chance(4) {
			ord = 0
		}
		how := oneOf(g.r, g.ways)
		if !g.chance(4) { // most cite what the engagement cites
			same := *how
			same.Citations, same.Basis = e.Citations, graph.BasisOf(e.Citations)
			how = &same
		}
		g.link(graph.Link{Type: graph.LinkTookPartIn, From: actor, To: e.ID, Ord: ord, Participation: how})
		taken = append(taken, actor)
	}
}

// tag links an engagement with up to three of a list.
func (g *generator) tag(t graph.LinkType, id graph.ID, block, all []graph.ID) {
	var tagged []graph.ID
	for range g.r.IntN(4) {
		if to := g.near(block, all); !slices.Contains(tagged, to) {
			g.link(graph.Link{Type: t, From: id, To: to, Ord: len(tagged) % 2})
			tagged = append(tagged, to)
		}
	}
}

func (g *generator) growMembership(i int) {
	member, organisation := oneOf(g.r, g.own.actors), g.own.actors[g.skewed(len(g.own.actors))]
	m := &graph.Membership{
		Node:   graph.Node{ID: graph.ID(fmt.Sprintf("membership/m%d", len(g.engagements))), Kind: graph.KindMembership},
		Member: member, Organisation: organisation, Status: oneOf(g.r, graph.MembershipStatuses()), Period: g.period(), Citations: oneOf(g.r, g.citations),
	}
	if i%3 == 0 {
		m.Office = oneOf(g.r, graph.Offices())
	}
	g.d.Entities = append(g.d.Entities, m)
}

func (g *generator) growClaim() {
	subject := oneOf(g.r, g.own.engagements)
	if g.chance(3) {
		subject = oneOf(g.r, g.own.actors)
	}
	number := float64(g.r.IntN(3)) / 4
	g.d.Entities = append(g.d.Entities, &graph.Claim{
		Node:    graph.Node{ID: graph.ID(fmt.Sprintf("claim/c%d", len(g.engagements))), Kind: graph.KindClaim},
		Subject: subject, Property: oneOf(g.r, graph.ClaimProperties()[:3]), Value: graph.Text{graph.EN: fmt.Sprint(number), graph.FR: fmt.Sprint(number)},
		Number: &number, Precision: graph.PrecisionExact, AsOf: g.period(), Citations: oneOf(g.r, g.citations),
	})
}
