// Package loaders gathers the reads of one operation into batches, so that a
// field that is asked of many nodes costs one statement and not one for each.
//
// Loaders belong to one operation: they remember what they have read, and
// nothing of it is to be seen by another one.
package loaders

import (
	"context"
	"time"

	"github.com/vikstrous/dataloadgen"

	"github.com/comity-graph/comity/graph"
)

// Loaders batches the reads of one operation. All methods may be called from
// several goroutines; a failed batch fails each of its callers alike.
type Loaders struct {
	entities *dataloadgen.Loader[graph.ID, graph.Entity]
	links    *dataloadgen.Loader[*graph.LinkQuery, graph.LinkPage]
	find     *dataloadgen.Loader[*graph.FindQuery, graph.FindPage]
	tally    *dataloadgen.Loader[*graph.TallyQuery, graph.TallyPage]
	lookup   *dataloadgen.Loader[string, []graph.Match]
}

// New returns loaders that read from the store. A batch is sent once no more
// than window has passed since its first key: short when serving, long where
// statements are counted.
func New(store graph.Store, window time.Duration) *Loaders {
	wait := dataloadgen.WithWait(window)
	return &Loaders{
		entities: dataloadgen.NewLoader(func(ctx context.Context, ids []graph.ID) ([]graph.Entity, []error) {
			found, err := store.Entities(ctx, ids)
			entities := make([]graph.Entity, len(ids))
			for i, id := range ids {
				entities[i] = found[id]
			}
			return entities, each(err, len(ids))
		}, wait),
		links: dataloadgen.NewLoader(batch(store.Links), wait),
		find:  dataloadgen.NewLoader(batch(store.Find), wait),
		tally: dataloadgen.NewLoader(batch(store.Tally), wait),
		lookup: dataloadgen.NewLoader(func(ctx context.Context, keys []string) ([][]graph.Match, []error) {
			found, err := store.Lookup(ctx, keys)
			matches := make([][]graph.Match, len(keys))
			for i, key := range keys {
				matches[i] = found[key]
			}
			return matches, each(err, len(keys))
		}, wait),
	}
}

// batch turns a store's method into what a loader fetches with. Queries are
// keyed by their address: they hold lists, and are made once for each field.
func batch[Q, P any](read func(context.Context, []Q) ([]P, error)) func(context.Context, []*Q) ([]P, []error) {
	return func(ctx context.Context, keys []*Q) ([]P, []error) {
		queries := make([]Q, len(keys))
		for i, key := range keys {
			queries[i] = *key
		}
		pages, err := read(ctx, queries)
		if err != nil {
			return make([]P, len(keys)), each(err, len(keys))
		}
		return pages, nil
	}
}

func each(err error, n int) []error {
	if err == nil {
		return nil
	}
	errs := make([]error, n)
	for i := range errs {
		errs[i] = err
	}
	return errs
}

// Entity returns the entity that has the id, or nil if there is none.
func (l *Loaders) Entity(ctx context.Context, id graph.ID) (graph.Entity, error) {
	return l.entities.Load(ctx, id)
}

// Entities returns the entities that have the ids, in order, nil for none.
func (l *Loaders) Entities(ctx context.Context, ids []graph.ID) ([]graph.Entity, error) {
	return l.entities.LoadAll(ctx, ids)
}

// Links returns a page of the links of an entity.
func (l *Loaders) Links(ctx context.Context, query graph.LinkQuery) (graph.LinkPage, error) {
	return l.links.Load(ctx, &query)
}

// Find returns a page of entities.
func (l *Loaders) Find(ctx context.Context, query graph.FindQuery) (graph.FindPage, error) {
	return l.find.Load(ctx, &query)
}

// Tally returns a page of counts.
func (l *Loaders) Tally(ctx context.Context, query graph.TallyQuery) (graph.TallyPage, error) {
	return l.tally.Load(ctx, &query)
}

// Lookup returns what each key can refer to, as graph.Store.Lookup does.
func (l *Loaders) Lookup(ctx context.Context, keys []string) (map[string][]graph.Match, error) {
	matches, err := l.lookup.LoadAll(ctx, keys)
	if err != nil {
		return nil, err
	}
	found := make(map[string][]graph.Match, len(keys))
	for i, key := range keys {
		if len(matches[i]) > 0 {
			found[key] = matches[i]
		}
	}
	return found, nil
}
