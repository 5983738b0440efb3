package neo4jstore

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/graphtest"
	"github.com/comity-graph/comity/internal/neo4jtest"
)

// stopper ends a context when the store has run a statement that contains a
// text so many times.
type stopper struct {
	*recorder
	text string
	left int
	stop context.CancelFunc
}

func (s *stopper) Handle(ctx context.Context, record slog.Record) error {
	record.Attrs(func(a slog.Attr) bool {
		if a.Key == "statement" && strings.Contains(a.Value.String(), s.text) {
			s.left--
			if s.left == 0 {
				s.stop()
			}
		}
		return true
	})
	return nil
}

// interrupt applies the content whole, and gives up when it has run a statement
// that contains the text so many times.
func interrupt(t *testing.T, db neo4jtest.Database, content *graph.Content, text string, times int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	store := openAt(t, db, &Options{Logger: slog.New(&stopper{recorder: &recorder{}, text: text, left: times, stop: cancel})})
	defer closeStore(t, store)
	if err := store.Apply(ctx, wholeChange(t, store, content)); !errors.Is(err, context.Canceled) {
		t.Fatalf("Apply that is interrupted at %q: got %v; want context.Canceled", text, err)
	}
}

func wholeChange(t testing.TB, store graph.Store, content *graph.Content) graph.Change {
	t.Helper()
	contents, err := store.Contents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return graph.Change{Base: contents.Version, Info: content.Info, Whole: true, Records: content.Records, Links: content.Links}
}

// count returns the one number that a statement returns as n.
func count(t testing.TB, db neo4jtest.Database, statement string) int64 {
	t.Helper()
	n, ok := cypher(t, db, statement)[0].AsMap()["n"].(int64)
	if !ok {
		t.Fatalf("%s returns no number n", statement)
	}
	return n
}

func entities(t testing.TB, db neo4jtest.Database) int64 {
	t.Helper()
	return count(t, db, "MATCH (n:Entity) RETURN count(n) AS n")
}

// holdsOnly checks that the store holds the content, and the database nothing
// besides.
func holdsOnly(t *testing.T, db neo4jtest.Database, store *Store, content *graph.Content) {
	t.Helper()
	contents, err := store.Contents(t.Context())
	if err != nil || contents.Version != content.Info.Version || len(contents.Records) != len(content.Records) || len(contents.Links) != len(content.Links) {
		t.Errorf("Contents: version %q, %d records, %d links, %v; want %q, %d, %d",
			contents.Version, len(contents.Records), len(contents.Links), err, content.Info.Version, len(content.Records), len(content.Links))
	}
	if err := store.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
	if got := entities(t, db); got != int64(len(content.Records)) {
		t.Errorf("the database holds %d entities; want %d", got, len(content.Records))
	}
	for what, statement := range map[string]string{
		"names of nothing":  "MATCH (n:Name) WHERE NOT (n)-[:NAMES]->(:Entity) RETURN count(n) AS n",
		"marks of a build":  "MATCH (n:Comity {name: 'build'}) RETURN count(n) AS n",
		"other generations": "OPTIONAL MATCH (t:Comity {name: 'turn'}) WITH coalesce(t.generation, 0) AS g MATCH (n) WHERE (n:Name OR n:Entity) AND n.generation <> g RETURN count(n) AS n",
	} {
		if got := count(t, db, statement); got != 0 {
			t.Errorf("there are %d %s", got, what)
		}
	}
}

func TestALargeFirstLoadIsReadWholeOrNotAtAll(t *testing.T) {
	db := neo4jtest.Shared(t)
	content := mustBuild(t, graphtest.Generate(5, graphtest.Size{Engagements: 400}))
	store := openEmpty(t, db, nil)
	defer closeStore(t, store)
	interrupt(t, db, content, "MERGE (from)", 3)
	if entities(t, db) == 0 {
		t.Fatal("nothing was loaded before the interruption")
	}
	unusable(t, store, time.Minute, "first load")
	if _, err := store.Info(t.Context()); graph.CodeOf(err) != graph.StoreUnavailable {
		t.Errorf("Info of what is half there: got %v; want STORE_UNAVAILABLE", err)
	}
	if found, err := store.Entities(t.Context(), []graph.ID{content.Records[0].Base().ID}); err != nil || len(found) != 0 {
		t.Errorf("Entities of what is half there: %d, %v; want none", len(found), err)
	}
	if contents, err := store.Contents(t.Context()); err != nil || contents.Version != "" || len(contents.Records) != 0 {
		t.Errorf("Contents of what is half there: %d records, %v; want none", len(contents.Records), err)
	}
	// The next may well be small enough for one transaction.
	small := mustBuild(t, graphtest.Generate(6, graphtest.Size{Engagements: 30}))
	fill(t, store, small)
	holdsOnly(t, db, store, small)
}

func TestAnInterruptedRebuildLeavesTheOldContentToReaders(t *testing.T) {
	db := neo4jtest.Shared(t)
	store, before := openFilled(t, graphtest.World(t), nil)
	after := mustBuild(t, graphtest.Generate(5, graphtest.Size{Engagements: 300}))
	for _, at := range []struct {
		text  string
		times int
	}{{"build.token = $token, build.at", 1}, {"MERGE (node:Entity", 4}, {"MERGE (from)", 5}, {"SET graph = $properties", 1}} {
		interrupt(t, db, after, at.text, at.times)
		if got := entities(t, db); at.times > 1 && got <= int64(len(before.Records)) {
			t.Errorf("%d entities are there after an interruption at %q: nothing was written beside the old ones", got, at.text)
		}
		if info, err := store.Info(t.Context()); err != nil || info.Version != before.Info.Version {
			t.Errorf("after an interruption at %q: version %q, %v; want %q", at.text, info.Version, err, before.Info.Version)
		}
	}
	// What is left goes with the next seed, even one with nothing to do.
	if err := store.Apply(t.Context(), graph.Change{Base: before.Info.Version, Info: before.Info}); err != nil {
		t.Fatal(err)
	}
	holdsOnly(t, db, store, before)

	interrupt(t, db, after, "MERGE (from)", 2)
	if err := store.Apply(t.Context(), wholeChange(t, store, after)); err != nil {
		t.Fatal(err)
	}
	holdsOnly(t, db, store, after)
	interrupt(t, db, before, "MERGE (from)", 2)
	fill(t, store, before) // in one transaction
	holdsOnly(t, db, store, before)
}

// A switch that was made is not taken back by an interruption afterwards.
func TestARebuildThatIsInterruptedWhileItTidiesIsDone(t *testing.T) {
	db := neo4jtest.Shared(t)
	store, _ := openFilled(t, graphtest.World(t), nil)
	after := mustBuild(t, graphtest.Generate(5, graphtest.Size{Engagements: 60}))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	stop := &stopper{recorder: &recorder{}, text: "SET turn.generation", left: 1, stop: func() { time.AfterFunc(50*time.Millisecond, cancel) }}
	other := openAt(t, db, &Options{Logger: slog.New(stop)})
	defer closeStore(t, other)
	_ = other.Apply(ctx, wholeChange(t, store, after)) // whether it was told of the end depends on how far it came
	if info, err := store.Info(t.Context()); err != nil || info.Version != after.Info.Version {
		t.Errorf("version %q, %v; want %q", info.Version, err, after.Info.Version)
	}
	if err := store.Apply(t.Context(), graph.Change{Base: after.Info.Version, Info: after.Info}); err != nil {
		t.Fatal(err)
	}
	holdsOnly(t, db, store, after)
}

func TestOfTwoSeedsTheSecondIsRefusedUnlessTheFirstDied(t *testing.T) {
	db := neo4jtest.Shared(t)
	store, before := openFilled(t, graphtest.World(t), nil)
	after := mustBuild(t, graphtest.Generate(5, graphtest.Size{Engagements: 60}))
	small := graph.Change{Base: before.Info.Version, Info: after.Info}
	renew := "MERGE (build:Comity {name: 'build'}) SET build.token = 'other', build.at = timestamp()"
	store.deserted = 4 * time.Second
	cypher(t, db, renew)

	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { // another program is at it: it is left to do its work
		defer close(done)
		for ctx.Err() == nil {
			cypher(t, db, renew)
			time.Sleep(300 * time.Millisecond)
		}
	}()
	for _, change := range []graph.Change{wholeChange(t, store, after), small} {
		err := store.Apply(t.Context(), change)
		if graph.CodeOf(err) != graph.DatasetChanged || err == nil || !strings.Contains(err.Error(), "another seed is in progress") {
			t.Errorf("Apply beside another: got %v; want DATASET_CHANGED", err)
		}
	}
	cancel() // it dies
	<-done
	if err := store.Apply(t.Context(), wholeChange(t, store, after)); err != nil {
		t.Errorf("Apply after another died: %v", err)
	}
	holdsOnly(t, db, store, after)
}

func TestOfTwoRebuildsTheOneThatWasTakenForDeadGivesWay(t *testing.T) {
	db := neo4jtest.Shared(t)
	store, _ := openFilled(t, graphtest.World(t), nil)
	after := mustBuild(t, graphtest.Generate(5, graphtest.Size{Engagements: 300}))
	var taken sync.WaitGroup
	slow := openAt(t, db, &Options{Logger: slog.New(&stopper{recorder: &recorder{}, text: "MERGE (from)", left: 1, stop: func() {
		// The transaction that is under way has the lock.
		taken.Go(func() { cypher(t, db, "MATCH (build:Comity {name: 'build'}) SET build.token = 'other'") })
	}})})
	defer taken.Wait()
	defer closeStore(t, slow)
	err := slow.Apply(t.Context(), wholeChange(t, slow, after))
	if graph.CodeOf(err) != graph.DatasetChanged || err == nil || !strings.Contains(err.Error(), "taken over") {
		t.Errorf("got %v; want DATASET_CHANGED", err)
	}
	store.deserted = 0
	if err := store.Apply(t.Context(), wholeChange(t, store, after)); err != nil {
		t.Fatal(err)
	}
	holdsOnly(t, db, store, after)
}

func TestProgressIsToldToTheEnd(t *testing.T) {
	db := neo4jtest.Shared(t)
	content := mustBuild(t, graphtest.Generate(5, graphtest.Size{Engagements: 60}))
	var done, all, calls int
	store := openEmpty(t, db, &Options{Progress: func(d, a int) {
		if d < done || (all != 0 && a != all) {
			t.Errorf("%d of %d after %d of %d", d, a, done, all)
		}
		done, all, calls = d, a, calls+1
	}})
	defer closeStore(t, store)
	if err := store.Apply(t.Context(), wholeChange(t, store, content)); err != nil {
		t.Fatal(err)
	}
	if want := len(content.Records) + len(content.Links); done != want || all != want {
		t.Errorf("at the end %d of %d were done, in %d calls; want %d", done, all, calls, want)
	}
}

func mustBuild(t testing.TB, d graph.Dataset) *graph.Content {
	t.Helper()
	content, err := graph.Build(d)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// Whoever gives up at the commit does not know whether the database is still at
// it: until it is over, readers wait.
func TestAChangeThatIsGivenUpAtItsCommitIsNotSeenHalf(t *testing.T) {
	db := neo4jtest.Shared(t)
	sides := []*graph.Content{mustBuild(t, graphtest.Generate(7, graphtest.Size{Engagements: 500})), mustBuild(t, graphtest.Generate(8, graphtest.Size{Engagements: 500}))}
	store := openEmpty(t, db, nil)
	defer closeStore(t, store)
	held := map[string]graph.Contents{}
	for _, side := range sides {
		fill(t, store, side)
		contents, err := store.Contents(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		held[contents.Version] = contents
	}
	var done atomic.Bool
	var reader sync.WaitGroup
	reads := 0
	reader.Go(func() {
		for !done.Load() {
			got, err := store.Contents(t.Context())
			if graph.CodeOf(err) == graph.DatasetChanged && err != nil {
				continue
			}
			want := held[got.Version]
			if err != nil || !maps.Equal(got.Records, want.Records) || !maps.Equal(got.Links, want.Links) {
				t.Errorf("a reader sees version %q with %d records and %d links, %v", got.Version, len(got.Records), len(got.Links), err)
			}
			reads++
		}
	})
	for n := range 6 {
		ctx, cancel := context.WithCancel(t.Context())
		stop := &stopper{recorder: &recorder{}, text: "coalesce(turn.turn, 0) + 1", left: 1, stop: func() {
			time.AfterFunc(time.Duration(n)*4*time.Millisecond, cancel)
		}}
		other := openAt(t, db, &Options{Logger: slog.New(stop)})
		contents, err := other.Contents(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		side := sides[0]
		if contents.Version == side.Info.Version {
			side = sides[1]
		}
		plan, err := graph.NewPlan(contents, side)
		if err != nil {
			t.Fatal(err)
		}
		err = other.Apply(ctx, plan.Change)
		t.Logf("given up after %d ms: %v", n*4, err)
		cancel()
		closeStore(t, other)
	}
	done.Store(true)
	reader.Wait()
	if reads < 6 {
		t.Errorf("only %d times something was read", reads)
	}
}
