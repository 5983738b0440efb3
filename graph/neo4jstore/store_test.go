package neo4jstore

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/graphtest"
	"github.com/comity-graph/comity/internal/neo4jtest"
)

func TestMain(m *testing.M) { neo4jtest.Run(m) }

func TestStoreKeepsTheContract(t *testing.T) {
	db := neo4jtest.Shared(t)
	graphtest.Run(t, func(t *testing.T) graph.Store { return openEmpty(t, db, nil) })
}

// openEmpty wipes the database and opens a store in it. The test closes it.
func openEmpty(t testing.TB, db neo4jtest.Database, options *Options) *Store {
	t.Helper()
	wipe(t, db)
	return openAt(t, db, options)
}

func openAt(t testing.TB, db neo4jtest.Database, options *Options) *Store {
	t.Helper()
	if options == nil {
		options = &Options{}
	}
	if options.QueryTimeout == 0 {
		options.QueryTimeout = time.Minute // a database that was just started is slow, and so are busy machines
	}
	options.Username, options.Password = db.Username, db.Password
	store, err := Open(t.Context(), db.URI, options)
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// openFilled opens a store that holds the dataset, and closes it at the end.
func openFilled(t testing.TB, d graph.Dataset, options *Options) (*Store, *graph.Content) {
	t.Helper()
	store := openEmpty(t, neo4jtest.Shared(t), options)
	t.Cleanup(func() { closeStore(t, store) })
	content, err := graph.Build(d)
	if err != nil {
		t.Fatal(err)
	}
	fill(t, store, content)
	return store, content
}

func fill(t testing.TB, store graph.Store, content *graph.Content) {
	t.Helper()
	contents, err := store.Contents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	plan, err := graph.NewPlan(contents, content)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Apply(t.Context(), plan.Change); err != nil {
		t.Fatal(err)
	}
}

func closeStore(t testing.TB, store *Store) {
	if err := store.Close(context.Background()); err != nil {
		t.Error(err)
	}
}

// wipe deletes all nodes, in batches that fit the server's memory. Constraints
// and indexes stay: making them takes longer than most cases.
func wipe(t testing.TB, db neo4jtest.Database) {
	t.Helper()
	cypher(t, db, "MATCH (node) CALL (node) { DETACH DELETE node } IN TRANSACTIONS OF 10000 ROWS")
}

// cypher runs a statement in a transaction of its own.
func cypher(t testing.TB, db neo4jtest.Database, statement string) []*neo4j.Record {
	t.Helper()
	ctx := context.Background()
	driver, err := neo4j.NewDriverWithContext(db.URI, db.Auth())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = driver.Close(ctx) }()
	session := driver.NewSession(ctx, neo4j.SessionConfig{})
	result, err := session.Run(ctx, statement, nil)
	if err != nil {
		t.Fatal(err)
	}
	records, err := result.Collect(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return records
}

// recorder is a log handler that keeps the statements that a store runs.
type recorder struct {
	mu         sync.Mutex
	statements []statement
}

// statement is one that was run.
type statement struct {
	text, parameters string
	took             time.Duration
}

func (r *recorder) Enabled(context.Context, slog.Level) bool { return true }

func (r *recorder) Handle(_ context.Context, record slog.Record) error {
	var s statement
	record.Attrs(func(a slog.Attr) bool {
		switch a.Key {
		case "statement":
			s.text = a.Value.String()
		case "parameters":
			s.parameters = a.Value.String()
		case "took":
			s.took = a.Value.Duration()
		}
		return true
	})
	r.mu.Lock()
	defer r.mu.Unlock()
	r.statements = append(r.statements, s)
	return nil
}

func (r *recorder) WithAttrs([]slog.Attr) slog.Handler { return r }

func (r *recorder) WithGroup(string) slog.Handler { return r }

// take returns what was run since it was last called.
func (r *recorder) take() []statement {
	r.mu.Lock()
	defer r.mu.Unlock()
	taken := r.statements
	r.statements = nil
	return taken
}
