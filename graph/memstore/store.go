// Package memstore is the embedded graph.Store: an immutable snapshot of the
// whole content in memory, swapped whole by Apply.
//
// A snapshot is made of plain arrays. Records are sorted by id and known by
// their index; engagements, passages, and the few things that are grouped by or
// filtered on (actors, themes, places, sources) are also numbered densely among
// themselves, so that sets are bitsets and tallies are slices of counters. Every
// order of a list is kept as an array of ranks: to sort is to compare integers.
// Keys of positions are not kept; they are computed for the rows of a page, and
// found again by binary search over the ranked order.
package memstore

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/comity-graph/comity/graph"
)

// Store is a graph.Store in memory. Readers never wait: each call works on the
// snapshot that was current when it began.
type Store struct {
	current atomic.Pointer[snapshot]
	writing sync.Mutex // held by the one Apply or Load that makes the next snapshot
}

var _ graph.Store = (*Store)(nil)

// New returns an empty store.
func New() *Store {
	s := new(Store)
	s.current.Store(emptySnapshot())
	return s
}

// Load replaces whatever the store holds by the content, which must be as
// graph.Build returns it. The store keeps the entities and the slice of records:
// do not change them afterwards. The links are copied into a form of its own.
// If the content is not whole, the error is INTERNAL and nothing has changed.
func (s *Store) Load(ctx context.Context, content *graph.Content) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	next, err := newSnapshot(ctx, content.Info, content.Records, content.Links)
	if err != nil {
		return err
	}
	s.show(next)
	return nil
}

// Apply implements graph.Store. The store keeps the entities of the change.
// Links of a removed record are removed with it, listed or not.
func (s *Store) Apply(ctx context.Context, change graph.Change) error {
	if err := ctx.Err(); err != nil {
		return ended("Apply", err)
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	old := s.current.Load()
	switch {
	case old.info.Version != change.Base:
		return &graph.Error{
			Code:    graph.DatasetChanged,
			Message: fmt.Sprintf("the store holds version %q, the change is for %q; plan it again", old.info.Version, change.Base),
		}
	case change.Base == change.Info.Version:
		return nil
	}
	if change.Whole {
		old = emptySnapshot()
	}
	records, links, err := old.merge(ctx, &change)
	if err != nil {
		return err
	}
	next, err := newSnapshot(ctx, change.Info, records, links)
	if err != nil {
		return err
	}
	s.show(next)
	return nil
}

// show lets readers see the snapshot. Whoever calls it holds writing.
func (s *Store) show(next *snapshot) {
	next.info.Revision = s.current.Load().info.Revision + 1
	s.current.Store(next)
}

// Info implements graph.Store.
func (s *Store) Info(ctx context.Context) (graph.Info, error) {
	if err := ctx.Err(); err != nil {
		return graph.Info{}, ended("Info", err)
	}
	return s.current.Load().info, nil
}

// Entities implements graph.Store.
func (s *Store) Entities(ctx context.Context, ids []graph.ID) (map[graph.ID]graph.Entity, error) {
	found := make(map[graph.ID]graph.Entity, len(ids))
	if len(ids) == 0 {
		return found, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, ended("Entities", err)
	}
	snap := s.current.Load()
	for _, id := range ids {
		if r, ok := snap.find(id); ok {
			found[id] = snap.records[r].Entity
		}
	}
	return found, nil
}

// Contents implements graph.Store. The digests are computed in the call.
func (s *Store) Contents(ctx context.Context) (graph.Contents, error) {
	watch := newWatch(ctx, "Contents")
	if err := watch.now(); err != nil {
		return graph.Contents{}, err
	}
	snap := s.current.Load()
	c := graph.Contents{
		Version: snap.info.Version,
		Records: make(map[graph.ID]string, len(snap.records)),
		Links:   make(map[graph.LinkKey]string, snap.linkCount()),
	}
	for i := range snap.records {
		if err := watch.look(); err != nil {
			return graph.Contents{}, err
		}
		hash, err := snap.records[i].Hash()
		if err != nil {
			return graph.Contents{}, err
		}
		c.Records[snap.id(uint32(i))] = hash
	}
	for t := range snap.tables {
		table := &snap.tables[t]
		for e := range table.from {
			if err := watch.look(); err != nil {
				return graph.Contents{}, err
			}
			link := snap.link(table, uint32(e))
			hash, err := link.Hash()
			if err != nil {
				return graph.Contents{}, err
			}
			c.Links[link.Key()] = hash
		}
	}
	return c, nil
}

// Close implements graph.Store: what the store held can be collected.
func (s *Store) Close(context.Context) error {
	s.current.Store(emptySnapshot())
	return nil
}

// answer asks one snapshot each of the questions.
func answer[Q, A any](ctx context.Context, s *Store, op string, questions []Q, ask func(*snapshot, *watch, *Q) (A, error)) ([]A, error) {
	answers := make([]A, len(questions))
	if len(questions) == 0 {
		return answers, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, ended(op, err)
	}
	snap := s.current.Load()
	w := newWatch(ctx, op)
	for i := range questions {
		a, err := ask(snap, &w, &questions[i])
		if err != nil {
			return nil, err
		}
		answers[i] = a
	}
	return answers, nil
}

// ended turns the end of a context into the error that the contract promises.
func ended(op string, err error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return &graph.Error{Code: graph.Timeout, Message: "the answer took longer than allowed; ask for less", Err: fmt.Errorf("memstore.%s: %w", op, err)}
	}
	return fmt.Errorf("memstore.%s: %w", op, err)
}

// watch looks at a context now and then, since looking costs more than a step
// of the loops that have to.
type watch struct {
	ctx   context.Context //nolint:containedctx // it lives as long as the call
	op    string
	steps int
}

// stepsBetweenLooks is well under a millisecond of any loop.
const stepsBetweenLooks = 1024

func newWatch(ctx context.Context, op string) watch { return watch{ctx: ctx, op: op} }

// look counts a step, and reports that the context has ended, if it has.
func (w *watch) look() error {
	w.steps++
	if w.steps%stepsBetweenLooks != 0 {
		return nil
	}
	return w.now()
}

func (w *watch) now() error {
	if err := w.ctx.Err(); err != nil {
		return ended(w.op, err)
	}
	return nil
}
