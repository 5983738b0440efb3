package view

import "github.com/comity-graph/comity/graph"

// OrderDirection says which end of a list comes first.
type OrderDirection string

// The directions.
const (
	Ascending  OrderDirection = "ASC"
	Descending OrderDirection = "DESC"
)

// ActorOrder is how a list of actors is sorted. A nil one means by English name.
type ActorOrder struct {
	Field     graph.OrderField
	Direction OrderDirection
	Lang      graph.Language
}

func (o *ActorOrder) order() graph.Order {
	if o == nil {
		return byName()
	}
	return graph.Order{Field: o.Field, Desc: o.Direction == Descending, Lang: o.Lang}
}

// EngagementOrder is how a list of engagements is sorted. A nil one means
// newest first.
type EngagementOrder struct {
	Field     graph.OrderField
	Direction OrderDirection
	Lang      graph.Language
}

func (o *EngagementOrder) order() graph.Order {
	if o == nil {
		return graph.Order{Field: graph.OrderStart, Desc: true}
	}
	return graph.Order{Field: o.Field, Desc: o.Direction == Descending, Lang: o.Lang}
}

// CounterpartOrder is how a list of counterparts is sorted. A nil one means by
// number of engagements, most first.
type CounterpartOrder struct {
	Field     graph.TallyField
	Direction OrderDirection
	Lang      graph.Language
}

func (o *CounterpartOrder) order() graph.TallyOrder {
	if o == nil {
		return graph.TallyOrder{Field: graph.TallyEngagements, Desc: true}
	}
	return graph.TallyOrder{Field: o.Field, Desc: o.Direction == Descending, Lang: o.Lang}
}
