package gql_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"

	"github.com/comity-graph/comity/graph"
)

// counted counts the calls of a store's methods: what a batch costs. before,
// if set, is called first, and may fail the call or panic.
type counted struct {
	graph.Store
	before func(ctx context.Context, method string) error

	mu    sync.Mutex
	calls map[string]int
}

func (c *counted) call(ctx context.Context, method string) error {
	c.mu.Lock()
	if c.calls == nil {
		c.calls = map[string]int{}
	}
	c.calls[method]++
	c.mu.Unlock()
	if c.before == nil {
		return nil
	}
	return c.before(ctx, method)
}

// taken returns the calls so far, such as "map[Find:1 Info:2]", and forgets
// them.
func (c *counted) taken() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer func() { c.calls = nil }()
	return fmt.Sprint(c.calls)
}

func (c *counted) Info(ctx context.Context) (graph.Info, error) {
	if err := c.call(ctx, "Info"); err != nil {
		return graph.Info{}, err
	}
	return c.Store.Info(ctx)
}

func (c *counted) Entities(ctx context.Context, ids []graph.ID) (map[graph.ID]graph.Entity, error) {
	if err := c.call(ctx, "Entities"); err != nil {
		return nil, err
	}
	return c.Store.Entities(ctx, ids)
}

func (c *counted) Links(ctx context.Context, queries []graph.LinkQuery) ([]graph.LinkPage, error) {
	if err := c.call(ctx, "Links"); err != nil {
		return nil, err
	}
	return c.Store.Links(ctx, queries)
}

func (c *counted) Find(ctx context.Context, queries []graph.FindQuery) ([]graph.FindPage, error) {
	if err := c.call(ctx, "Find"); err != nil {
		return nil, err
	}
	return c.Store.Find(ctx, queries)
}

func (c *counted) Tally(ctx context.Context, queries []graph.TallyQuery) ([]graph.TallyPage, error) {
	if err := c.call(ctx, "Tally"); err != nil {
		return nil, err
	}
	return c.Store.Tally(ctx, queries)
}

func (c *counted) Lookup(ctx context.Context, keys []string) (map[string][]graph.Match, error) {
	if err := c.call(ctx, "Lookup"); err != nil {
		return nil, err
	}
	return c.Store.Lookup(ctx, keys)
}

func (c *counted) Search(ctx context.Context, queries []graph.SearchQuery) ([]graph.SearchResult, error) {
	if err := c.call(ctx, "Search"); err != nil {
		return nil, err
	}
	return c.Store.Search(ctx, queries)
}

// dead is a store in which every method fails, or panics, in the same way.
func dead(err error) *counted {
	return &counted{before: func(context.Context, string) error { return err }}
}

// failing is a store in which every method but Info fails, or panics.
func failing(store graph.Store, fail func(ctx context.Context) error) *counted {
	return &counted{Store: store, before: func(ctx context.Context, method string) error {
		if method == "Info" {
			return nil
		}
		return fail(ctx)
	}}
}

// shifting is a store whose version changes whenever its list of versions says
// so; the last one stays.
type shifting struct {
	graph.Store
	mu       sync.Mutex
	versions []string
	asked    int
}

func (s *shifting) Info(ctx context.Context) (graph.Info, error) {
	info, err := s.Store.Info(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	at := min(s.asked, len(s.versions)-1)
	info.Version, info.Revision = s.versions[at], 0
	for i := range at {
		if s.versions[i] != s.versions[i+1] {
			info.Revision++
		}
	}
	s.asked++
	return info, err
}

// statements counts the statements that a Neo4j store logs.
type statements struct {
	mu    sync.Mutex
	count int
}

// Enabled implements slog.Handler.
func (*statements) Enabled(context.Context, slog.Level) bool { return true }

// Handle implements slog.Handler.
func (s *statements) Handle(_ context.Context, record slog.Record) error {
	record.Attrs(func(a slog.Attr) bool {
		if a.Key == "statement" {
			s.mu.Lock()
			s.count++
			s.mu.Unlock()
		}
		return true
	})
	return nil
}

// WithAttrs implements slog.Handler.
func (s *statements) WithAttrs([]slog.Attr) slog.Handler { return s }

// WithGroup implements slog.Handler.
func (s *statements) WithGroup(string) slog.Handler { return s }

// taken returns the number of statements so far, and forgets them.
func (s *statements) taken() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer func() { s.count = 0 }()
	return s.count
}
