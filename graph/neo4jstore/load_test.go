package neo4jstore

import (
	"context"
	"errors"
	"log/slog"
	"strings"
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

func TestALargeFirstChangeIsReadWholeOrNotAtAll(t *testing.T) {
	db := neo4jtest.Shared(t)
	content, err := graph.Build(graphtest.Generate(5, graphtest.Size{Engagements: 400}))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	stop := &stopper{text: "MERGE (from)", left: 3, stop: cancel}
	store := openEmpty(t, db, &Options{Logger: slog.New(stop)})
	defer closeStore(t, store)
	store.oneTransaction = 100
	contents := graph.Contents{}
	plan, err := graph.NewPlan(contents, content)
	if err != nil {
		t.Fatal(err)
	}

	if err := store.Apply(ctx, plan.Change); !errors.Is(err, context.Canceled) {
		t.Fatalf("Apply that is interrupted: got %v; want context.Canceled", err)
	}
	if got := cypher(t, db, "MATCH (n:Entity) RETURN count(n) AS n")[0].AsMap()["n"]; got == int64(0) {
		t.Fatal("nothing was loaded before the interruption")
	}
	unusable(t, store, time.Minute, "first load")
	if _, err := store.Entities(t.Context(), []graph.ID{"un/x1"}); graph.CodeOf(err) != graph.StoreUnavailable {
		t.Errorf("Entities of what is half there: got %v; want STORE_UNAVAILABLE", err)
	}
	if contents, err = store.Contents(t.Context()); err != nil || contents.Version != "" || len(contents.Records) != 0 {
		t.Errorf("Contents of what is half there: %d records, %v; want none", len(contents.Records), err)
	}

	// Another program is at it: it is left to do its work.
	cypher(t, db, "MATCH (turn:Comity {name: 'turn'}) SET turn.loading = 'other', turn.writing = timestamp()")
	if err := store.Apply(t.Context(), plan.Change); graph.CodeOf(err) != graph.DatasetChanged {
		t.Errorf("Apply beside another load: got %v; want DATASET_CHANGED", err)
	}
	// It died.
	cypher(t, db, "MATCH (turn:Comity {name: 'turn'}) SET turn.writing = timestamp() - 70000")
	fill(t, store, content)
	if err := store.Check(t.Context()); err != nil {
		t.Errorf("Check of what was loaded: %v", err)
	}
	if contents, err = store.Contents(t.Context()); err != nil || contents.Version != content.Info.Version ||
		len(contents.Records) != len(content.Records) || len(contents.Links) != len(content.Links) {
		t.Errorf("Contents of what was loaded: version %q, %d records, %d links, %v", contents.Version, len(contents.Records), len(contents.Links), err)
	}
	names := cypher(t, db, "MATCH (n:Name) WHERE NOT (n)-[:NAMES]->() RETURN count(n) AS n")
	if got := names[0].AsMap()["n"]; got != int64(0) {
		t.Errorf("%v names of nothing are left", got)
	}
	// A first change of few things is one transaction, and so is any later one.
	fill(t, store, mustBuild(t, graphtest.Generate(6, graphtest.Size{Engagements: 30})))
}

func mustBuild(t testing.TB, d graph.Dataset) *graph.Content {
	t.Helper()
	content, err := graph.Build(d)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
