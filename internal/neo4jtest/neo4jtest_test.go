package neo4jtest_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/comity-graph/comity/internal/neo4jtest"
)

func TestMain(m *testing.M) { neo4jtest.Run(m) }

func TestSharedAnswersAndIsTheSameForEveryTest(t *testing.T) {
	db := neo4jtest.Shared(t)
	if got := ask(t, db, "RETURN 1 AS n"); got != 1 {
		t.Errorf("RETURN 1 answered %d", got)
	}
	if again := neo4jtest.Shared(t); again != db {
		t.Errorf("a second call returned %v, the first %v", again, db)
	}
}

func TestSharedIsTheSupportedVersion(t *testing.T) {
	db := neo4jtest.Shared(t)
	got := ask(t, db, `CALL dbms.components() YIELD versions, edition
		RETURN count(CASE WHEN versions[0] STARTS WITH "5.26." AND edition = "community" THEN 1 END) AS n`)
	if got != 1 {
		t.Error("the server is not Neo4j Community 5.26")
	}
}

func TestDataOutlivesStopsKillsAndPauses(t *testing.T) {
	server := neo4jtest.Start(t)
	uri := server.URI
	ask(t, server.Database, "CREATE (:Thing) RETURN 1 AS n")

	began := time.Now()
	server.Restart(t)
	t.Logf("restart took %v", time.Since(began).Round(time.Millisecond))
	if got := ask(t, server.Database, "MATCH (n:Thing) RETURN count(n) AS n"); got != 1 {
		t.Errorf("after a restart there are %d things, want 1", got)
	}

	ask(t, server.Database, "CREATE (:Thing) RETURN 1 AS n")
	server.Kill(t)
	if err := ping(server.Database); err == nil {
		t.Error("a killed server answers")
	}
	server.Restart(t)
	if got := ask(t, server.Database, "MATCH (n:Thing) RETURN count(n) AS n"); got != 2 {
		t.Errorf("after a kill there are %d things, want 2: what was committed must stay", got)
	}
	if server.URI != uri {
		t.Errorf("the address changed from %s to %s", uri, server.URI)
	}

	server.Pause(t)
	server.Pause(t)
	if err := pingWithin(server.Database, time.Second); err == nil {
		t.Error("a server that was halted answers")
	}
	server.Resume(t)
	server.Resume(t)
	if got := ask(t, server.Database, "MATCH (n:Thing) RETURN count(n) AS n"); got != 2 {
		t.Errorf("after a pause there are %d things, want 2", got)
	}
	server.Stop(t)
	server.Stop(t)
	server.Kill(t)
	if err := ping(server.Database); err == nil {
		t.Error("a stopped server answers")
	}
}

func TestPasswordIsAskedFor(t *testing.T) {
	server := neo4jtest.StartWith(t, neo4jtest.Options{Password: "correct horse"})
	if got := ask(t, server.Database, "RETURN 1 AS n"); got != 1 {
		t.Errorf("RETURN 1 answered %d", got)
	}

	wrong := server.Database
	wrong.Password = "battery staple"
	var refused *neo4j.Neo4jError
	if err := ping(wrong); !errors.As(err, &refused) || refused.Code != "Neo.ClientError.Security.Unauthorized" {
		t.Errorf("a wrong password got %v, want Neo.ClientError.Security.Unauthorized", err)
	}
	if err := ping(neo4jtest.Database{URI: server.URI}); !errors.As(err, &refused) {
		t.Errorf("no password got %v, want a refusal", err)
	}
}

// ask returns the number that the query calls n.
func ask(t *testing.T, db neo4jtest.Database, query string) int64 {
	t.Helper()
	driver := open(t, db)
	defer func() {
		if err := driver.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}()
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

// ping tells whether the database lets these credentials in.
func ping(db neo4jtest.Database) error { return pingWithin(db, 10*time.Second) }

func pingWithin(db neo4jtest.Database, limit time.Duration) (err error) {
	driver, err := neo4j.NewDriverWithContext(db.URI, db.Auth())
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	defer func() { err = errors.Join(err, driver.Close(ctx)) }()
	return driver.VerifyConnectivity(ctx)
}

func open(t *testing.T, db neo4jtest.Database) neo4j.DriverWithContext {
	t.Helper()
	driver, err := neo4j.NewDriverWithContext(db.URI, db.Auth())
	if err != nil {
		t.Fatal(err)
	}
	return driver
}
