package neo4jtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/rogpeppe/go-internal/lockedfile"
)

// shared is the database of this test process. It is a package-level variable
// because the testing package offers no other place: TestMain, which knows
// when the tests end, and the tests, which know whether a database is needed
// at all, share nothing else.
//
//nolint:gochecknoglobals // The reason stands above.
var shared struct {
	mu      sync.Mutex
	running bool // Run has been called, so someone will stop what Shared starts.
	started bool // Shared has been called; db, err and stop are set.
	db      Database
	err     error
	stop    func()
}

// Run runs the tests of a package that uses [Shared], and stops the shared
// server after the last of them. It is the whole body of TestMain:
//
//	func TestMain(m *testing.M) { neo4jtest.Run(m) }
//
// A package that has more to say there may go on after Run returns; the
// testing package itself then exits with the outcome of the tests.
func Run(m *testing.M) {
	shared.mu.Lock()
	shared.running = true
	shared.mu.Unlock()

	m.Run()

	shared.mu.Lock()
	defer shared.mu.Unlock()
	shared.running = false
	if shared.stop != nil {
		shared.stop()
	}
}

// Shared returns the database that all tests of a package share. The first
// call starts it, so a run that selects no such test starts none. It is empty
// then; what a test finds later is what the tests before it left, so each
// clears what it depends on.
//
// Shared skips the test under -short, and fails it where no Neo4j is to be
// had or [Run] is missing from TestMain.
func Shared(tb testing.TB) Database {
	tb.Helper()
	skipIfShort(tb)

	// Held while the server starts: tests that run in parallel wait for it.
	shared.mu.Lock()
	defer shared.mu.Unlock()
	if !shared.running {
		tb.Fatal("neo4jtest.Shared: TestMain must call neo4jtest.Run(m), or nobody stops the server")
	}
	if !shared.started {
		shared.started = true
		shared.db, shared.stop, shared.err = openShared()
	}
	if shared.err != nil {
		tb.Fatal(shared.err)
	}
	return shared.db
}

// openShared returns the database for Shared and what must be called when
// the tests are over.
func openShared() (db Database, stop func(), err error) {
	if uri := os.Getenv("COMITY_TEST_NEO4J_URI"); uri != "" {
		return openGiven(Database{
			URI:      uri,
			Username: os.Getenv("COMITY_NEO4J_USER"),
			Password: os.Getenv("COMITY_NEO4J_PASSWORD"),
		})
	}
	home, err := os.MkdirTemp("", "comity-neo4j-")
	if err != nil {
		return Database{}, nil, fmt.Errorf("neo4jtest: %w", err)
	}
	server, err := start(home, Options{})
	if err != nil {
		return Database{}, nil, errors.Join(err, os.RemoveAll(home))
	}
	return server.Database, func() {
		// The tests are over and nothing will be read again: a failure to
		// stop or to remove a temporary folder changes none of their outcomes.
		_ = server.stop()
		_ = os.RemoveAll(home)
	}, nil
}

// markIndex tells that a database is a test's. It is an index and not a node,
// because tests delete all nodes and count those that are left, and because a
// seed rightly refuses a database with nodes that it does not know.
const markIndex = "comity_test_database"

// openGiven prepares the database at COMITY_TEST_NEO4J_URI: it refuses one
// that may be somebody's, empties it and marks it as a test's.
//
// The packages of one "go test ./..." run at the same time. They take turns
// with a given database, or each would find the nodes of the others.
func openGiven(db Database) (_ Database, stop func(), err error) {
	fail := func(err error) (Database, func(), error) {
		return Database{}, nil, fmt.Errorf("neo4jtest: the database at COMITY_TEST_NEO4J_URI: %w", err)
	}
	unlock, err := lockedfile.MutexAt(filepath.Join(os.TempDir(), "comity-test-neo4j.lock")).Lock()
	if err != nil {
		return fail(err)
	}
	if err := claim(db); err != nil {
		unlock()
		return fail(err)
	}
	return db, unlock, nil
}

func claim(db Database) (err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	driver, err := neo4j.NewDriverWithContext(db.URI, db.Auth())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, driver.Close(ctx)) }()

	count := func(query string) (int64, error) {
		result, err := neo4j.ExecuteQuery(ctx, driver, query, map[string]any{"mark": markIndex}, neo4j.EagerResultTransformer)
		if err != nil {
			return 0, err
		}
		n, _, err := neo4j.GetRecordValue[int64](result.Records[0], "n")
		return n, err
	}
	marks, err := count("SHOW INDEXES YIELD name WHERE name = $mark RETURN count(*) AS n")
	if err != nil {
		return err
	}
	nodes, err := count("MATCH (node) RETURN count(node) AS n")
	if err != nil {
		return err
	}
	if marks == 0 && nodes > 0 {
		return fmt.Errorf("it holds %d nodes that no test put there, and tests delete everything; name an empty database", nodes)
	}

	// Not ExecuteQuery: batches that commit on their own, so that a large
	// graph left by an earlier run does not fill the server's memory, want a
	// transaction that nobody else has begun.
	session := driver.NewSession(ctx, neo4j.SessionConfig{})
	defer func() { err = errors.Join(err, session.Close(ctx)) }()
	for _, statement := range []string{
		"CREATE INDEX " + markIndex + " IF NOT EXISTS FOR (node:ComityTest) ON (node.mark)",
		"MATCH (node) CALL (node) { DETACH DELETE node } IN TRANSACTIONS OF 10000 ROWS",
	} {
		result, err := session.Run(ctx, statement, nil)
		if err != nil {
			return err
		}
		if _, err := result.Consume(ctx); err != nil {
			return err
		}
	}
	return nil
}
