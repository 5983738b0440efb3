package loaders

import (
	"context"

	"github.com/comity-graph/comity/graph"
)

// Reader reads from a store: Loaders gathers what is read into batches, Alone
// does not.
type Reader interface {
	Entity(ctx context.Context, id graph.ID) (graph.Entity, error)
	Entities(ctx context.Context, ids []graph.ID) ([]graph.Entity, error)
	Links(ctx context.Context, query graph.LinkQuery) (graph.LinkPage, error)
	Find(ctx context.Context, query graph.FindQuery) (graph.FindPage, error)
	Tally(ctx context.Context, query graph.TallyQuery) (graph.TallyPage, error)
	Lookup(ctx context.Context, keys []string) (map[string][]graph.Match, error)
}

// Alone reads at once, for a field of which there is only one: to wait for
// others of its kind would be waiting for nothing.
type Alone struct{ Store graph.Store }

// Entity returns the entity that has the id, or nil if there is none.
func (a Alone) Entity(ctx context.Context, id graph.ID) (graph.Entity, error) {
	entities, err := a.Entities(ctx, []graph.ID{id})
	if err != nil {
		return nil, err
	}
	return entities[0], nil
}

// Entities returns the entities that have the ids, in order, nil for none.
func (a Alone) Entities(ctx context.Context, ids []graph.ID) ([]graph.Entity, error) {
	found, err := a.Store.Entities(ctx, ids)
	if err != nil {
		return nil, err
	}
	entities := make([]graph.Entity, len(ids))
	for i, id := range ids {
		entities[i] = found[id]
	}
	return entities, nil
}

// Links returns a page of the links of an entity.
func (a Alone) Links(ctx context.Context, query graph.LinkQuery) (graph.LinkPage, error) {
	return one(ctx, a.Store.Links, query)
}

// Find returns a page of entities.
func (a Alone) Find(ctx context.Context, query graph.FindQuery) (graph.FindPage, error) {
	return one(ctx, a.Store.Find, query)
}

// Tally returns a page of counts.
func (a Alone) Tally(ctx context.Context, query graph.TallyQuery) (graph.TallyPage, error) {
	return one(ctx, a.Store.Tally, query)
}

// Lookup returns what each key can refer to, as graph.Store.Lookup does.
func (a Alone) Lookup(ctx context.Context, keys []string) (map[string][]graph.Match, error) {
	return a.Store.Lookup(ctx, keys)
}

func one[Q, P any](ctx context.Context, read func(context.Context, []Q) ([]P, error), query Q) (P, error) {
	pages, err := read(ctx, []Q{query})
	if err != nil {
		var none P
		return none, err
	}
	return pages[0], nil
}
