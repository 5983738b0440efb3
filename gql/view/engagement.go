package view

import (
	"context"
	"fmt"

	"github.com/comity-graph/comity/graph"
)

// engagement is what the four kinds of engagements share.
type engagement struct {
	s *Session
	*graph.Engagement
}

// Initiative is something named that goes on.
type Initiative struct{ engagement }

// Event is an occasion at a time.
type Event struct{ engagement }

// Agreement is a text that somebody signed, adopted or issued.
type Agreement struct{ engagement }

// Activity is work that is none of the other engagements.
type Activity struct{ engagement }

// IsNode marks all engagements as nodes.
func (engagement) IsNode() {}

// IsEngagement marks all engagements.
func (engagement) IsEngagement() {}

// engagements answers a selection with a connection.
func (s *Session) engagements(ctx context.Context, name string, selection graph.Selection, order graph.Order, args graph.PageArgs) (*EngagementConnection, error) {
	query := graph.FindQuery{Class: graph.ClassEngagement, Selection: selection, Order: order, CountExcluded: isAlone(ctx)}
	return find[Engagement](ctx, s, name, query, args)
}

// Category returns the engagement's category.
func (e engagement) Category() *Category { return categoryOf(e.Engagement.Category) }

// Title returns the title to show.
func (e engagement) Title(lang *graph.Language) string { return e.Name(language(lang)) }

// Summary returns what the source says, in one sentence.
func (e engagement) Summary(lang *graph.Language) string {
	return e.Engagement.Summary.In(language(lang))
}

// Names returns all names.
func (e engagement) Names() []*Name { return namesOf(e.Node) }

// Identifiers returns what other systems call the engagement.
func (e engagement) Identifiers() []*Identifier { return identifiersOf(e.Node) }

// Milestones returns what happened to the engagement on which date.
func (e engagement) Milestones(context.Context) []*Milestone {
	milestones := make([]*Milestone, 0, len(e.Engagement.Milestones))
	for _, m := range e.Engagement.Milestones {
		milestones = append(milestones, &Milestone{e.s, m})
	}
	return milestones
}

// Themes returns what the engagement is about, as themes.
func (e engagement) Themes(ctx context.Context) ([]*Theme, error) {
	return all[*Theme](ctx, e.s, graph.LinkQuery{Anchor: e.ID, Types: []graph.LinkType{graph.LinkAddresses}, Direction: graph.Out})
}

// Places returns the places of the engagement.
func (e engagement) Places(ctx context.Context) ([]*EngagementPlace, error) {
	page, err := e.s.reader(ctx).Links(ctx, graph.LinkQuery{
		Anchor: e.ID, Types: []graph.LinkType{graph.LinkConcerns, graph.LinkHeldIn}, Direction: graph.Out,
		Kinds: graph.KindsOf(graph.ClassPlace), Page: graph.Page{All: true},
	})
	if err != nil {
		return nil, err
	}
	places := make([]*EngagementPlace, 0, len(page.Items))
	for _, item := range page.Items {
		place, err := as[Place](e.s, item.Far)
		if err != nil {
			return nil, err
		}
		places = append(places, &EngagementPlace{graph.PlaceRelation(item.Link.Type), place})
	}
	return places, nil
}

// Subjects returns the actors and engagements that the engagement is about.
func (e engagement) Subjects(ctx context.Context) ([]Node, error) {
	var kinds []graph.Kind
	for _, spec := range graph.Kinds() {
		if !spec.Place {
			kinds = append(kinds, spec.Kind)
		}
	}
	return all[Node](ctx, e.s, graph.LinkQuery{Anchor: e.ID, Types: []graph.LinkType{graph.LinkConcerns}, Direction: graph.Out, Kinds: kinds})
}

// Related returns the relations to other engagements.
func (e engagement) Related(ctx context.Context) ([]*EngagementRelation, error) {
	page, err := e.s.reader(ctx).Links(ctx, graph.LinkQuery{
		Anchor: e.ID, Types: graph.RelationLinks(), Direction: graph.Both, Page: graph.Page{All: true},
	})
	if err != nil {
		return nil, err
	}
	relations := make([]*EngagementRelation, 0, len(page.Items))
	for _, item := range page.Items {
		other, err := as[Engagement](e.s, item.Far)
		if err != nil {
			return nil, err
		}
		direction := Incoming
		if item.Outgoing {
			direction = Outgoing
		}
		relations = append(relations, &EngagementRelation{e.s, item.Link, direction, other})
	}
	return relations, nil
}

// Claims returns numbers and values that sources give of the engagement.
func (e engagement) Claims(ctx context.Context) ([]*Claim, error) { return e.s.claims(ctx, e.ID) }

// Citations returns the passages that state the engagement.
func (e engagement) Citations(context.Context) []*Citation {
	return e.s.citations(e.Engagement.Citations)
}

// Milestone is something that happened to an engagement.
type Milestone struct {
	s *Session
	graph.Milestone
}

// Place returns where it happened, or nil.
func (m *Milestone) Place(ctx context.Context) (Place, error) {
	if m.Milestone.Place == "" {
		return nil, nil
	}
	return load[Place](ctx, m.s, m.Milestone.Place)
}

// Citations returns the passages that state it.
func (m *Milestone) Citations(context.Context) []*Citation {
	return m.s.citations(m.Milestone.Citations)
}

// EngagementPlace is a place of an engagement.
type EngagementPlace struct {
	Relation graph.PlaceRelation
	Place    Place
}

// EngagementRelation is a relation to another engagement, seen from one.
type EngagementRelation struct {
	s          *Session
	link       graph.Link
	Direction  RelationDirection
	Engagement Engagement
}

// Type returns how the one stands to the other.
func (r *EngagementRelation) Type() graph.RelationType { return graph.RelationType(r.link.Type) }

// Citations returns the passages that state the relation.
func (r *EngagementRelation) Citations(context.Context) []*Citation {
	return r.s.citations(r.link.Citations)
}

// RelationDirection says from which end a relation is seen.
type RelationDirection string

// The directions.
const (
	Outgoing RelationDirection = "OUTGOING"
	Incoming RelationDirection = "INCOMING"
)

// Participants returns who took part, in the order of the text.
func (e engagement) Participants(
	ctx context.Context, roles []graph.Role, first *int, after *string, last *int, before *string,
) (*ParticipationConnection, error) {
	l, err := e.s.listing(ctx, "Engagement.participants", graph.LinkOrder{}, pageArgs(first, after, last, before))
	if err != nil {
		return nil, err
	}
	page, err := e.s.reader(ctx).Links(ctx, graph.LinkQuery{
		Anchor: e.ID, Types: []graph.LinkType{graph.LinkTookPartIn}, Direction: graph.In, Roles: roles, Page: l.page,
	})
	if err != nil {
		return nil, err
	}
	key := func(item graph.LinkItem) string { return item.Key }
	return connect(l, page.Items, page.More, page.Total, key, func(item graph.LinkItem, cursor string) (*ParticipationEdge, error) {
		node, err := as[Actor](e.s, item.Far)
		if err == nil && item.Link.Participation == nil {
			err = fmt.Errorf("view: %s took part in %s in no way", item.Link.From, item.Link.To)
		}
		return &ParticipationEdge{e.s, item.Link.Participation, cursor, node}, err
	})
}

// ParticipationConnection is a page of participants.
type ParticipationConnection = Connection[*ParticipationEdge]

// ParticipationEdge is an actor that took part in an engagement, and how.
type ParticipationEdge struct {
	s *Session
	*graph.Participation
	Cursor string
	Node   Actor
}

// Representatives returns who stood for the actor.
func (p *ParticipationEdge) Representatives() []*Representative {
	representatives := make([]*Representative, 0, len(p.Participation.Representatives))
	for _, r := range p.Participation.Representatives {
		representatives = append(representatives, &Representative{r})
	}
	return representatives
}

// Citations returns the passages that state the participation.
func (p *ParticipationEdge) Citations(context.Context) []*Citation {
	return p.s.citations(p.Participation.Citations)
}

// Representative is an office-holder who stood for an actor.
type Representative struct{ r graph.Representative }

// Function returns the office.
func (r *Representative) Function(lang *graph.Language) string {
	return r.r.Function.In(language(lang))
}

// PersonName returns the name, where the passage prints it.
func (r *Representative) PersonName() *string { return optional(r.r.PersonName) }

// Level returns the rank of the office.
func (r *Representative) Level() graph.Level { return r.r.Level }
