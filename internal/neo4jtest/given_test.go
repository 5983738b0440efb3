package neo4jtest

import (
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

func TestGivenDatabaseOfSomebodyElseIsRefused(t *testing.T) {
	server := Start(t)
	driver, err := neo4j.NewDriverWithContext(server.URI, server.Auth())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := driver.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}()
	run := func(query string) int64 {
		t.Helper()
		result, err := neo4j.ExecuteQuery(t.Context(), driver, query, nil, neo4j.EagerResultTransformer)
		if err != nil {
			t.Fatal(err)
		}
		n, _, err := neo4j.GetRecordValue[int64](result.Records[0], "n")
		if err != nil {
			t.Fatal(err)
		}
		return n
	}

	run("CREATE (:Somebodys)-[:PROPERTY]->(:Data) RETURN 0 AS n")
	_, _, err = openGiven(server.Database)
	if err == nil || !strings.Contains(err.Error(), "holds 2 nodes that no test put there") {
		t.Fatalf("a database with data got %v, want a refusal that counts it", err)
	}
	if left := run("MATCH (n) RETURN count(n) AS n"); left != 2 {
		t.Fatalf("the refused database has %d nodes left of 2", left)
	}

	// Emptied by its owner it is accepted, and from then on it is a test's,
	// whatever a test that did not end well left in it.
	run("MATCH (n) DETACH DELETE n RETURN count(*) AS n")
	_, done, err := openGiven(server.Database)
	if err != nil {
		t.Fatalf("an empty database: %v", err)
	}
	done()
	if nodes := run("MATCH (n) RETURN count(n) AS n"); nodes != 0 {
		t.Errorf("the mark left %d nodes in the database, want none", nodes)
	}
	run("CREATE (:Left)-[:BY]->(:Test) RETURN 0 AS n")
	_, done, err = openGiven(server.Database)
	if err != nil {
		t.Fatalf("a database marked as a test's: %v", err)
	}
	done()
	if nodes := run("MATCH (n) RETURN count(n) AS n"); nodes != 0 {
		t.Errorf("the next run found %d nodes of an earlier one, want none", nodes)
	}
}
