package loaders_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/loaders"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// store answers every question with something that shows which it was, and
// notes the sizes of the batches. Whatever else is asked of it panics.
type store struct {
	graph.Store
	err error

	mu      sync.Mutex
	batches []string
}

func (s *store) note(method string, size int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.batches = append(s.batches, fmt.Sprintf("%s %d", method, size))
	return s.err
}

// taken returns the batches so far, sorted, and forgets them.
func (s *store) taken() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer func() { s.batches = nil }()
	slices.Sort(s.batches)
	return fmt.Sprint(s.batches)
}

func (s *store) Entities(_ context.Context, ids []graph.ID) (map[graph.ID]graph.Entity, error) {
	found := map[graph.ID]graph.Entity{}
	for _, id := range ids {
		if id != "theme/missing" {
			found[id] = &graph.Theme{Node: graph.Node{ID: id}}
		}
	}
	return found, s.note("Entities", len(ids))
}

func (s *store) Links(_ context.Context, queries []graph.LinkQuery) ([]graph.LinkPage, error) {
	return pages(queries, func(q graph.LinkQuery) graph.LinkPage { return graph.LinkPage{Total: len(q.Anchor)} }), s.note("Links", len(queries))
}

func (s *store) Find(_ context.Context, queries []graph.FindQuery) ([]graph.FindPage, error) {
	return pages(queries, func(q graph.FindQuery) graph.FindPage { return graph.FindPage{Total: q.Page.Limit} }), s.note("Find", len(queries))
}

func (s *store) Tally(_ context.Context, queries []graph.TallyQuery) ([]graph.TallyPage, error) {
	return pages(queries, func(q graph.TallyQuery) graph.TallyPage { return graph.TallyPage{Total: q.Page.Limit} }), s.note("Tally", len(queries))
}

func (s *store) Lookup(_ context.Context, keys []string) (map[string][]graph.Match, error) {
	found := map[string][]graph.Match{}
	for _, key := range keys {
		if key != "missing" {
			found[key] = []graph.Match{{Name: key}}
		}
	}
	return found, s.note("Lookup", len(keys))
}

// pages answers each question; a batch that failed has no answers.
func pages[Q, P any](queries []Q, page func(Q) P) []P {
	list := make([]P, 0, len(queries))
	for _, q := range queries {
		list = append(list, page(q))
	}
	return list
}

// window is long enough to gather what many goroutines ask at once.
const window = 200 * time.Millisecond

// callers are n callers of each method, each of which says whether it got its
// own answer.
func callers(l *loaders.Loaders, n int) map[string]func(ctx context.Context) error {
	own := func(got, want int, err error) error {
		if err == nil && got != want {
			return fmt.Errorf("got the answer %d to the question %d", got, want)
		}
		return err
	}
	calls := map[string]func(context.Context) error{}
	for i := 1; i <= n; i++ {
		calls[fmt.Sprintf("Entity %d", i)] = func(ctx context.Context) error {
			id := graph.ID(fmt.Sprintf("theme/%d", i))
			e, err := l.Entity(ctx, id)
			if err == nil && e.Base().ID != id {
				err = fmt.Errorf("got %s for %s", e.Base().ID, id)
			}
			return err
		}
		calls[fmt.Sprintf("Links %d", i)] = func(ctx context.Context) error {
			page, err := l.Links(ctx, graph.LinkQuery{Anchor: graph.ID(make([]byte, i))})
			return own(page.Total, i, err)
		}
		calls[fmt.Sprintf("Find %d", i)] = func(ctx context.Context) error {
			page, err := l.Find(ctx, graph.FindQuery{Page: graph.Page{Limit: i}})
			return own(page.Total, i, err)
		}
		calls[fmt.Sprintf("Tally %d", i)] = func(ctx context.Context) error {
			page, err := l.Tally(ctx, graph.TallyQuery{Page: graph.Page{Limit: i}})
			return own(page.Total, i, err)
		}
		calls[fmt.Sprintf("Lookup %d", i)] = func(ctx context.Context) error {
			key := fmt.Sprint(i)
			found, err := l.Lookup(ctx, []string{key})
			if err == nil && (len(found[key]) != 1 || found[key][0].Name != key) {
				err = fmt.Errorf("got %v for %s", found, key)
			}
			return err
		}
	}
	return calls
}

// together makes all calls at once, and returns their errors by name.
func together(t *testing.T, calls map[string]func(context.Context) error) map[string]error {
	t.Helper()
	var mu sync.Mutex
	var wg sync.WaitGroup
	errs := map[string]error{}
	for name, call := range calls {
		wg.Go(func() {
			err := call(t.Context())
			mu.Lock()
			defer mu.Unlock()
			errs[name] = err
		})
	}
	wg.Wait()
	return errs
}

func TestWhatIsAskedAtOnceIsOneBatch(t *testing.T) {
	s := &store{}
	for name, err := range together(t, callers(loaders.New(s, window), 20)) {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got, want := s.taken(), "[Entities 20 Find 20 Links 20 Lookup 20 Tally 20]"; got != want {
		t.Errorf("got the batches %s, want %s", got, want)
	}
}

func TestAFailedBatchFailsEachOfItsCallers(t *testing.T) {
	away := &graph.Error{Code: graph.StoreUnavailable, Message: "away"}
	for name, err := range together(t, callers(loaders.New(&store{err: away}, window), 5)) {
		if !errors.Is(err, away) || graph.CodeOf(err) != graph.StoreUnavailable {
			t.Errorf("%s: got %v", name, err)
		}
	}
	// Of several at once, the failure is still to be recognised.
	l := loaders.New(&store{err: away}, 0)
	if _, err := l.Entities(t.Context(), []graph.ID{"theme/a", "theme/b"}); graph.CodeOf(err) != graph.StoreUnavailable {
		t.Errorf("Entities: got %v", err)
	}
	if _, err := l.Lookup(t.Context(), []string{"a", "b"}); graph.CodeOf(err) != graph.StoreUnavailable {
		t.Errorf("Lookup: got %v", err)
	}
}

func TestWhatIsMissingIsNil(t *testing.T) {
	l := loaders.New(&store{}, 0)
	e, err := l.Entity(t.Context(), "theme/missing")
	if e != nil || err != nil {
		t.Errorf("Entity: got %v, %v", e, err)
	}
	list, err := l.Entities(t.Context(), []graph.ID{"theme/a", "theme/missing", "theme/b", "theme/a"})
	if err != nil || len(list) != 4 || list[0].Base().ID != "theme/a" || list[1] != nil || list[2].Base().ID != "theme/b" || list[3] != list[0] {
		t.Errorf("Entities: got %v, %v", list, err)
	}
	found, err := l.Lookup(t.Context(), []string{"a", "missing"})
	if err != nil || len(found) != 1 || len(found["a"]) != 1 {
		t.Errorf("Lookup: got %v, %v; a key that matches nothing has no entry", found, err)
	}
}

func TestNothingAsksForNothing(t *testing.T) {
	s := &store{}
	l := loaders.New(s, 0)
	if list, err := l.Entities(t.Context(), nil); len(list) != 0 || err != nil {
		t.Errorf("Entities: got %v, %v", list, err)
	}
	if found, err := l.Lookup(t.Context(), nil); len(found) != 0 || err != nil {
		t.Errorf("Lookup: got %v, %v", found, err)
	}
	if got := s.taken(); got != "[]" {
		t.Errorf("the store was asked: %s", got)
	}
}

func TestLoadersRememberAndShareNothing(t *testing.T) {
	s := &store{}
	first := loaders.New(s, 0)
	for range 3 {
		if _, err := first.Entity(t.Context(), "theme/a"); err != nil {
			t.Fatal(err)
		}
	}
	if got := s.taken(); got != "[Entities 1]" {
		t.Errorf("one operation asks for one thing thrice: %s", got)
	}
	if _, err := loaders.New(s, 0).Entity(t.Context(), "theme/a"); err != nil {
		t.Fatal(err)
	}
	if got := s.taken(); got != "[Entities 1]" {
		t.Errorf("another operation is answered from the first: %s", got)
	}
}

func TestAFailureIsNotRememberedByOthers(t *testing.T) {
	s := &store{err: errors.New("once")}
	if _, err := loaders.New(s, 0).Entity(t.Context(), "theme/a"); err == nil {
		t.Fatal("no failure")
	}
	s.err = nil
	if _, err := loaders.New(s, 0).Entity(t.Context(), "theme/a"); err != nil {
		t.Errorf("the next operation fails of the first: %v", err)
	}
}
