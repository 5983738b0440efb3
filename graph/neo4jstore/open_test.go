package neo4jstore

import (
	"net"
	"strings"
	"testing"
	"time"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/graphtest"
	"github.com/comity-graph/comity/internal/neo4jtest"
)

func TestOpenRefusesAddresses(t *testing.T) {
	for address, want := range map[string]string{
		"bolt://neo4j:secret@localhost:7687": "COMITY_NEO4J_PASSWORD",
		"neo4j://someone@localhost":          "COMITY_NEO4J_USER",
		"http://localhost:7474":              "bolt://",
		"localhost:7687":                     "bolt://",
		"":                                   "bolt://",
		"bolt://":                            "bolt://",
		"bolt://localhost/graph":             "path",
		"bolt://user:pa ss@local host:1":     "no URL",
	} {
		_, err := Open(t.Context(), address, nil)
		if graph.CodeOf(err) != graph.InvalidArgument || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Open(%q): got %v; want INVALID_ARGUMENT with %q", address, err, want)
		}
		if err != nil && (strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "pa ss")) {
			t.Errorf("Open(%q) shows the password: %v", address, err)
		}
	}
	for _, address := range []string{"neo4j://h", "neo4j+s://h:7687", "neo4j+ssc://h", "bolt://h", "bolt+s://h", "bolt+ssc://h"} {
		store, err := Open(t.Context(), address, nil)
		if err != nil {
			t.Errorf("Open(%q): %v", address, err)
			continue
		}
		closeStore(t, store)
	}
}

// unusable checks that the store says what is wrong, in one sentence.
func unusable(t *testing.T, store *Store, within time.Duration, want ...string) {
	t.Helper()
	began := time.Now()
	err := store.Check(t.Context())
	if took := time.Since(began); took > within {
		t.Errorf("Check took %v; want at most %v", took, within)
	}
	if graph.CodeOf(err) != graph.StoreUnavailable || err == nil {
		t.Fatalf("Check: got %v; want STORE_UNAVAILABLE", err)
	}
	for _, text := range want {
		if !strings.Contains(err.Error(), text) {
			t.Errorf("Check: got %v\nwant it to say %q", err, text)
		}
	}
	t.Log(err)
}

func TestAnAbsentDatabaseIsSaidToBeAbsent(t *testing.T) {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	store := openAt(t, neo4jtest.Database{URI: "bolt://" + address}, &Options{QueryTimeout: 5 * time.Second})
	defer closeStore(t, store)
	unusable(t, store, 6*time.Second, address, "cannot be reached", "is it running")

	began := time.Now()
	_, err = store.Entities(t.Context(), []graph.ID{"un/un"})
	if took := time.Since(began); graph.CodeOf(err) != graph.StoreUnavailable || took > 6*time.Second {
		t.Errorf("Entities: got %v after %v; want STORE_UNAVAILABLE within 6 s", err, took)
	}
}

// A port that takes connections and never answers is what a database looks
// like that is swamped, or behind a firewall.
func TestADatabaseThatDoesNotAnswerIsNotWaitedForForEver(t *testing.T) {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	store := openAt(t, neo4jtest.Database{URI: "bolt://" + listener.Addr().String()}, &Options{ConnectTimeout: time.Second, QueryTimeout: 2 * time.Second})
	defer closeStore(t, store)
	unusable(t, store, 4*time.Second, "cannot be reached")
}

func TestAWrongPasswordIsSaidToBeWrong(t *testing.T) {
	server := neo4jtest.StartWith(t, neo4jtest.Options{Password: "correct horse"})
	store := openAt(t, server.Database, nil)
	if err := store.Check(t.Context()); err != nil {
		t.Errorf("Check with the right password: %v", err)
	}
	closeStore(t, store)
	for _, password := range []string{"battery staple", ""} {
		db := server.Database
		db.Password = password
		store := openAt(t, db, nil)
		unusable(t, store, 6*time.Second, "refuses the user or the password", "COMITY_NEO4J_PASSWORD")
		closeStore(t, store)
	}
}

func TestCheckAcceptsAnEmptyDatabaseAndOurs(t *testing.T) {
	store := openEmpty(t, neo4jtest.Shared(t), nil)
	defer closeStore(t, store)
	if err := store.Check(t.Context()); err != nil {
		t.Errorf("Check of an empty database: %v", err)
	}
	content, err := graph.Build(graphtest.World(t))
	if err != nil {
		t.Fatal(err)
	}
	fill(t, store, content)
	if err := store.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}

// somethingElse is a change of an empty store.
func somethingElse(t *testing.T) graph.Change {
	t.Helper()
	content, err := graph.Build(graphtest.World(t))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := graph.NewPlan(graph.Contents{}, content)
	if err != nil {
		t.Fatal(err)
	}
	return plan.Change
}

func TestADatabaseOfSomethingElseIsLeftAlone(t *testing.T) {
	db := neo4jtest.Shared(t)
	store := openEmpty(t, db, nil)
	defer closeStore(t, store)
	cypher(t, db, "CREATE (:Person {name: 'Ada'})-[:KNOWS]->(:Person {name: 'Grace'})")
	unusable(t, store, 6*time.Second, "2 nodes of something else")
	if err := store.Apply(t.Context(), somethingElse(t)); graph.CodeOf(err) != graph.StoreUnavailable {
		t.Errorf("Apply: got %v; want STORE_UNAVAILABLE", err)
	}
	records := cypher(t, db, "MATCH (n) RETURN count(n) AS nodes, count{(:Person)-[:KNOWS]->(:Person)} AS known")
	if got := records[0].AsMap(); got["nodes"] != int64(2) || got["known"] != int64(1) {
		t.Errorf("afterwards the database holds %v", got)
	}
}

// Data with keys of another version is not served, and can be seeded again
// although its content is the same.
func TestOtherKeysAreRefusedUntilSeededAgain(t *testing.T) {
	db := neo4jtest.Shared(t)
	store, content := openFilled(t, graphtest.World(t), nil)
	cypher(t, db, "MATCH (graph:Comity {name: 'graph'}) SET graph.keysVersion = 99")
	cypher(t, db, "MATCH (node:Entity) SET node.search = 'stale'")
	unusable(t, store, 6*time.Second, "version 99", "seed again")
	fill(t, store, content)
	if err := store.Check(t.Context()); err != nil {
		t.Errorf("Check after seeding again: %v", err)
	}
	results, err := store.Search(t.Context(), []graph.SearchQuery{{Words: []string{"stale"}, Limit: 1}, {Words: []string{"union"}, Limit: 1}})
	if err != nil || len(results[0].Entities) != 0 || len(results[1].Entities) != 1 {
		t.Errorf("Search after seeding again: %v, %v", results, err)
	}
}
