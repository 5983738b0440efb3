package view

import (
	"context"
	"slices"

	"github.com/comity-graph/comity/graph"
)

// actor is what the five kinds of actors share.
type actor struct {
	s *Session
	*graph.Actor
}

// State is an actor and a place.
type State struct{ actor }

// Organisation is an intergovernmental organisation, or an organ of one.
type Organisation struct{ actor }

// UNEntity is an entity of the United Nations system.
type UNEntity struct{ actor }

// Coalition is an informal grouping.
type Coalition struct{ actor }

// OtherActor is an actor that is none of the others.
type OtherActor struct{ actor }

// IsNode marks all actors as nodes.
func (actor) IsNode() {}

// IsActor marks all actors.
func (actor) IsActor() {}

// IsPlace marks states as places.
func (*State) IsPlace() {}

// Within returns the areas in which a state lies, directly.
func (a *State) Within(ctx context.Context) ([]Place, error) {
	return all[Place](ctx, a.s, graph.LinkQuery{Anchor: a.Actor.ID, Types: []graph.LinkType{graph.LinkLiesIn}, Direction: graph.Out})
}

// Scope returns what an organisation defines itself by, or nil for an organ.
func (a *Organisation) Scope() *Category { return categoryOf(a.Actor.Scope) }

// Category returns the actor's category.
func (a actor) Category() *Category { return categoryOf(a.Actor.Category) }

// Name returns the name to show.
func (a actor) Name(lang *graph.Language) string { return a.Actor.Name(language(lang)) }

// Acronym returns the usual acronym, or nil.
func (a actor) Acronym(lang *graph.Language) *string {
	return optional(a.Actor.Acronym(language(lang)))
}

// Names returns all names.
func (a actor) Names() []*Name { return namesOf(a.Node) }

// Identifiers returns what other systems call the actor.
func (a actor) Identifiers() []*Identifier { return identifiersOf(a.Node) }

// Parents returns the bodies of which the actor is an organ.
func (a actor) Parents(ctx context.Context) ([]Actor, error) {
	return all[Actor](ctx, a.s, graph.LinkQuery{Anchor: a.ID, Types: []graph.LinkType{graph.LinkPartOf}, Direction: graph.Out})
}

// Parent returns the first of its parents, or nil.
func (a actor) Parent(ctx context.Context) (Actor, error) {
	parents, err := a.Parents(ctx)
	if err != nil || len(parents) == 0 {
		return nil, err
	}
	return parents[0], nil
}

// Organs returns the bodies that are organs of the actor, directly.
func (a actor) Organs(ctx context.Context, first *int, after *string, last *int, before *string) (*ActorConnection, error) {
	query := graph.LinkQuery{Anchor: a.ID, Types: []graph.LinkType{graph.LinkPartOf}, Direction: graph.In}
	return links[Actor](ctx, a.s, "Actor.organs", query, pageArgs(first, after, last, before))
}

// Predecessors returns the bodies that the actor replaced.
func (a actor) Predecessors(ctx context.Context) ([]Actor, error) {
	return all[Actor](ctx, a.s, graph.LinkQuery{Anchor: a.ID, Types: []graph.LinkType{graph.LinkSucceeds}, Direction: graph.Out})
}

// Successors returns the bodies that replaced the actor.
func (a actor) Successors(ctx context.Context) ([]Actor, error) {
	return all[Actor](ctx, a.s, graph.LinkQuery{Anchor: a.ID, Types: []graph.LinkType{graph.LinkSucceeds}, Direction: graph.In})
}

// Memberships returns to what the actor belongs.
func (a actor) Memberships(ctx context.Context, asOf *graph.Date, first *int, after *string, last *int, before *string) (*MembershipConnection, error) {
	return a.belonging(ctx, "Actor.memberships", graph.LinkMember, asOf, pageArgs(first, after, last, before))
}

// Members returns who belongs to the actor.
func (a actor) Members(ctx context.Context, asOf *graph.Date, first *int, after *string, last *int, before *string) (*MembershipConnection, error) {
	return a.belonging(ctx, "Actor.members", graph.LinkOrganisation, asOf, pageArgs(first, after, last, before))
}

func (a actor) belonging(ctx context.Context, name string, end graph.LinkType, asOf *graph.Date, args graph.PageArgs) (*MembershipConnection, error) {
	query := graph.LinkQuery{Anchor: a.ID, Types: []graph.LinkType{end}, Direction: graph.In}
	if asOf != nil {
		query.AsOf = *asOf
	}
	return links[*Membership](ctx, a.s, name, query, args)
}

// Engagements returns in what the actor took part.
func (a actor) Engagements(
	ctx context.Context, filter *graph.EngagementFilter, includeOrgans bool, orderBy *EngagementOrder,
	first *int, after *string, last *int, before *string,
) (*EngagementConnection, error) {
	selection, err := a.selection(ctx, filter, includeOrgans)
	if err != nil {
		return nil, err
	}
	return a.s.engagements(ctx, "Actor.engagements", selection, orderBy.order(), pageArgs(first, after, last, before))
}

// Themes returns the themes of the actor's engagements, most first.
func (a actor) Themes(ctx context.Context, filter *graph.EngagementFilter, includeOrgans bool) ([]*ThemeCount, error) {
	selection, err := a.selection(ctx, filter, includeOrgans)
	if err != nil {
		return nil, err
	}
	page, err := a.s.reader(ctx).Tally(ctx, graph.TallyQuery{
		By: graph.ByTheme, Selection: selection, Page: graph.Page{All: true},
		Order:         graph.TallyOrder{Field: graph.TallyEngagements, Desc: true},
		CountExcluded: isAlone(ctx),
	})
	if err != nil {
		return nil, err
	}
	a.s.exclude(page.Excluded)
	counts := make([]*ThemeCount, 0, len(page.Rows))
	for _, row := range page.Rows {
		theme, err := as[*Theme](a.s, row.Entity)
		if err != nil {
			return nil, err
		}
		counts = append(counts, &ThemeCount{theme, row.Count})
	}
	return counts, nil
}

// selection returns the engagements in which the actor took part and that the
// filter means. The filter's roles are roles of the actor.
func (a actor) selection(ctx context.Context, filter *graph.EngagementFilter, includeOrgans bool) (graph.Selection, error) {
	selection, err := a.s.question(ctx).Engagements(ctx, filter, "filter")
	if err != nil {
		return graph.Selection{}, err
	}
	selection.Own = &graph.Side{Set: graph.Set{IDs: []graph.ID{a.ID}, Tree: includeOrgans}, Roles: selection.Roles}
	selection.Roles = nil
	return selection, nil
}

// Counterparts returns the actors that took part in the actor's engagements
// beside it, ranked.
func (a actor) Counterparts(
	ctx context.Context, filter *graph.EngagementFilter, among *graph.ActorFilter, counterpartRoles []graph.Role,
	includeOrgans, rollUp bool, orderBy *CounterpartOrder, first *int, after *string, last *int, before *string,
) (*CounterpartConnection, error) {
	selection, err := a.selection(ctx, filter, includeOrgans)
	if err != nil {
		return nil, err
	}
	selection.Own.SkipAddressees = !slices.Contains(selection.Own.Roles, graph.RoleAddressee)
	selection.Own.SkipArmedGroups = true
	selection.With = &graph.Side{
		Roles:           counterpartRoles,
		SkipAddressees:  !slices.Contains(counterpartRoles, graph.RoleAddressee),
		SkipArmedGroups: among == nil || (len(among.Refs) == 0 && !slices.Contains(among.Categories, graph.CategoryArmedGroup)),
	}
	query := graph.TallyQuery{By: graph.ByCounterpart, Selection: selection, RollUp: rollUp, Order: orderBy.order()}
	if among != nil {
		actors, err := a.s.question(ctx).Actors(ctx, among, "among")
		if err != nil {
			return nil, err
		}
		query.Among = &actors
	}
	return a.s.counterparts(ctx, query, pageArgs(first, after, last, before))
}

// Claims returns what sources give as values of the actor's properties.
func (a actor) Claims(ctx context.Context) ([]*Claim, error) { return a.s.claims(ctx, a.ID) }

// Coverage returns what the sources could tell about the actor.
func (a actor) Coverage(context.Context) *ActorCoverage { return &ActorCoverage{a.s, a.ID} }

// ActorCoverage is what the sources could tell about an actor.
type ActorCoverage struct {
	s     *Session
	actor graph.ID
}

// OwnSections returns the sections that are devoted to the actor.
func (c *ActorCoverage) OwnSections(ctx context.Context) ([]*Section, error) {
	page, err := c.s.reader(ctx).Links(ctx, graph.LinkQuery{
		Anchor: c.actor, Types: []graph.LinkType{graph.LinkHasSectionOn}, Direction: graph.In, Page: graph.Page{All: true},
	})
	if err != nil {
		return nil, err
	}
	sections := make([]*Section, 0, len(page.Items))
	for _, item := range page.Items {
		source, err := as[*Source](c.s, item.Far)
		if err != nil {
			return nil, err
		}
		if section := source.Source.Section(item.Link.Scope); section != nil {
			sections = append(sections, &Section{source, section})
		}
	}
	return sections, nil
}

// Passages returns how many passages name the actor in a fact.
func (c *ActorCoverage) Passages(ctx context.Context) (int, error) {
	page, err := c.told(ctx)
	n := 0
	for _, item := range page.Items {
		n += item.Link.Count
	}
	return n, err
}

// Sources returns the sources that name the actor in a fact.
func (c *ActorCoverage) Sources(ctx context.Context) ([]*Source, error) {
	page, err := c.told(ctx)
	if err != nil {
		return nil, err
	}
	sources := make([]*Source, 0, len(page.Items))
	for _, item := range page.Items {
		source, err := as[*Source](c.s, item.Far)
		if err != nil {
			return nil, err
		}
		sources = append(sources, source)
	}
	return sources, nil
}

func (c *ActorCoverage) told(ctx context.Context) (graph.LinkPage, error) {
	return c.s.reader(ctx).Links(ctx, graph.LinkQuery{
		Anchor: c.actor, Types: []graph.LinkType{graph.LinkToldIn}, Direction: graph.Out, Page: graph.Page{All: true},
	})
}
