package view

import (
	"context"
	"fmt"

	"github.com/comity-graph/comity/graph"
)

// Node is anything with a permanent id.
type Node interface {
	IsNode()
}

// Actor is who acts or decides: *State, *Organisation, *UNEntity, *Coalition
// or *OtherActor.
type Actor interface {
	Node
	IsActor()
}

// Engagement is what actors did: *Initiative, *Event, *Agreement or *Activity.
type Engagement interface {
	Node
	IsEngagement()
}

// Place is a *State or an *Area.
type Place interface {
	Node
	IsPlace()
}

// Node returns the view of an entity. A claim is no node of the API.
func (s *Session) Node(e graph.Entity) (Node, error) {
	switch e := e.(type) {
	case *graph.Actor:
		return s.actor(e), nil
	case *graph.Engagement:
		return s.engagement(e), nil
	case *graph.Theme:
		return &Theme{s, e}, nil
	case *graph.Area:
		return &Area{s, e}, nil
	case *graph.Source:
		return &Source{s, e}, nil
	case *graph.Passage:
		return &Passage{s, e}, nil
	case *graph.Membership:
		return &Membership{s, e}, nil
	}
	return nil, fmt.Errorf("view: %T is no node of the API", e)
}

func (s *Session) actor(e *graph.Actor) Actor {
	a := actor{s, e}
	switch e.Kind {
	case graph.KindState:
		return &State{a}
	case graph.KindOrganisation:
		return &Organisation{a}
	case graph.KindUNEntity:
		return &UNEntity{a}
	case graph.KindCoalition:
		return &Coalition{a}
	default:
		return &OtherActor{a}
	}
}

func (s *Session) engagement(e *graph.Engagement) Engagement {
	g := engagement{s, e}
	switch e.Kind {
	case graph.KindInitiative:
		return &Initiative{g}
	case graph.KindEvent:
		return &Event{g}
	case graph.KindAgreement:
		return &Agreement{g}
	default:
		return &Activity{g}
	}
}

// as returns the view of an entity as the type that a field of the schema
// promises. Nothing, or something else, is a fault of the data.
func as[N Node](s *Session, e graph.Entity) (N, error) {
	var none N
	if e == nil {
		return none, fmt.Errorf("view: an entity that something refers to does not exist")
	}
	node, err := s.Node(e)
	if err != nil {
		return none, err
	}
	n, ok := node.(N)
	if !ok {
		return none, fmt.Errorf("view: %s is not what the schema promises here", e.Base().ID)
	}
	return n, nil
}

// load reads the entity that has the id and returns its view.
func load[N Node](ctx context.Context, s *Session, id graph.ID) (N, error) {
	e, err := s.reader(ctx).Entity(ctx, id)
	if err != nil {
		var none N
		return none, err
	}
	return as[N](s, e)
}

// NodeOf returns the node that has the id, or had it once, and nil for none.
func (s *Session) NodeOf(ctx context.Context, id graph.ID) (Node, error) {
	nodes, err := s.NodesOf(ctx, []graph.ID{id})
	if err != nil {
		return nil, err
	}
	return nodes[0], nil
}

// NodesOf returns the nodes that have the ids, or had them once, in order, nil
// for none.
func (s *Session) NodesOf(ctx context.Context, ids []graph.ID) ([]Node, error) {
	if len(ids) > s.Limits.MaxList {
		return nil, &graph.Error{
			Code: graph.LimitExceeded, Argument: "ids", Limit: s.Limits.MaxList,
			Message: fmt.Sprintf("%d ids are too many; give at most %d", len(ids), s.Limits.MaxList),
		}
	}
	entities, err := s.reader(ctx).Entities(ctx, ids)
	if err != nil {
		return nil, err
	}
	if err := s.findFormer(ctx, ids, entities); err != nil {
		return nil, err
	}
	nodes := make([]Node, len(ids))
	for i, e := range entities {
		if _, isClaim := e.(*graph.Claim); e == nil || isClaim {
			continue
		}
		if nodes[i], err = s.Node(e); err != nil {
			return nil, err
		}
	}
	return nodes, nil
}

// findFormer fills in the entities that once had the ids that are missing.
func (s *Session) findFormer(ctx context.Context, ids []graph.ID, entities []graph.Entity) error {
	var missing []string
	for i, e := range entities {
		if e == nil && ids[i] != "" {
			missing = append(missing, string(ids[i]))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	former, err := s.reader(ctx).Lookup(ctx, missing)
	if err != nil {
		return err
	}
	var now []graph.ID
	var at []int // where in entities each of them belongs
	for i, e := range entities {
		matches := former[string(ids[i])]
		if e == nil && len(matches) > 0 && matches[0].Rank == graph.RankID {
			now, at = append(now, matches[0].ID), append(at, i)
		}
	}
	found, err := s.reader(ctx).Entities(ctx, now)
	if err != nil {
		return err
	}
	for i, e := range found {
		entities[at[i]] = e
	}
	return nil
}

// Actors returns a page of the actors that a filter means.
func (s *Session) Actors(ctx context.Context, filter *graph.ActorFilter, orderBy *ActorOrder, args graph.PageArgs) (*ActorConnection, error) {
	selection, err := s.question(ctx).Actors(ctx, filter, "filter")
	if err != nil {
		return nil, err
	}
	return find[Actor](ctx, s, "Query.actors", graph.FindQuery{Class: graph.ClassActor, Actors: selection, Order: orderBy.order()}, args)
}

// Engagements returns a page of the engagements that a filter means.
func (s *Session) Engagements(
	ctx context.Context, filter *graph.EngagementFilter, orderBy *EngagementOrder, args graph.PageArgs,
) (*EngagementConnection, error) {
	selection, err := s.question(ctx).Engagements(ctx, filter, "filter")
	if err != nil {
		return nil, err
	}
	return s.engagements(ctx, "Query.engagements", selection, orderBy.order(), args)
}

// Themes returns a page of all themes, by English name.
func (s *Session) Themes(ctx context.Context, args graph.PageArgs) (*ThemeConnection, error) {
	return find[*Theme](ctx, s, "Query.themes", graph.FindQuery{Class: graph.ClassTheme, Order: byName()}, args)
}

// Sources returns a page of all sources, by English title.
func (s *Session) Sources(ctx context.Context, args graph.PageArgs) (*SourceConnection, error) {
	return find[*Source](ctx, s, "Query.sources", graph.FindQuery{Class: graph.ClassSource, Order: byName()}, args)
}

func byName() graph.Order { return graph.Order{Field: graph.OrderName, Lang: graph.EN} }

// find reads a page of entities and makes a connection of it.
func find[N Node](ctx context.Context, s *Session, name string, query graph.FindQuery, args graph.PageArgs) (*Connection[*Edge[N]], error) {
	l, err := s.listing(ctx, name, query.Order, args)
	if err != nil {
		return nil, err
	}
	query.Page = l.page
	page, err := s.reader(ctx).Find(ctx, query)
	if err != nil {
		return nil, err
	}
	s.exclude(page.Excluded)
	return found[N](s, l, page)
}
