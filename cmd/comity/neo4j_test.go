package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j" //nolint:depguard // the test plays somebody else, who uses the database too

	"github.com/comity-graph/comity/internal/neo4jtest"
)

// TestTheSameFromNeo4j tells the story of an operator: a database that lets us
// in only with the right password, that holds something else, that is seeded,
// and that answers as memory does.
func TestTheSameFromNeo4j(t *testing.T) {
	const password = "a password for a test"
	db := neo4jtest.StartWith(t, neo4jtest.Options{Password: password})
	env := []string{"COMITY_STORE=" + db.URI, "COMITY_NEO4J_USER=" + db.Username, "COMITY_NEO4J_PASSWORD=" + password}
	stranger := []string{"COMITY_STORE=" + db.URI, "COMITY_NEO4J_USER=" + db.Username, "COMITY_NEO4J_PASSWORD=something else"}
	packs := []string{"--data", "testdata/packs"}

	failsWith(t, stranger, []string{"ask", "AU"}, "refuses the user or the password; set COMITY_NEO4J_USER and COMITY_NEO4J_PASSWORD")
	failsWith(t, env, []string{"serve", "--addr", "127.0.0.1:0"}, `holds no graph yet; put one into it with "comity seed --store `+db.URI+`"`)
	cypher(t, db, "CREATE (:SomethingElse)")
	for _, args := range [][]string{{"ask", "AU"}, append([]string{"seed"}, packs...)} {
		failsWith(t, env, args, "holds 1 nodes of something else; name a database that is empty, or empty this one")
	}
	if got := cypher(t, db, "MATCH (n) RETURN count(n)"); got != int64(1) {
		t.Errorf("a database of somebody else has %v nodes now", got)
	}
	cypher(t, db, "MATCH (n) DELETE n")

	contains(t, comity(t, env, append([]string{"seed", "--dry-run"}, packs...)...), "a dry run: "+db.URI+" is as it was")
	failsWith(t, env, []string{"ask", "AU"}, "holds no graph yet")
	contains(t, comity(t, env, append([]string{"seed"}, packs...)...), db.URI+" now holds version ")
	contains(t, comity(t, env, append([]string{"seed"}, packs...)...), "there is nothing to do")
	warmUp(t, env)
	for _, question := range [][]string{
		{"ask", "AU"},
		{"ask", "Union africaine", "--theme", "santé", "--general", "--lang", "fr"},
		{"ask", "WHO", "--from", "2018", "--planned", "--roll-up"},
	} {
		want := comity(t, nil, append(question, packs...)...)
		if got := comity(t, env, question...); got != want {
			t.Errorf("comity %v from Neo4j:\n%s\nfrom memory:\n%s", question, got, want)
		}
	}
}

// TestServerOutlivesItsDatabase kills the database while the server runs.
func TestServerOutlivesItsDatabase(t *testing.T) {
	db := neo4jtest.Start(t)
	env := []string{"COMITY_STORE=" + db.URI}
	comity(t, env, "seed", "--data", "testdata/packs")
	s := &running{}
	s.start(t.Fatalf, []string{"--addr", "127.0.0.1:0"}, env)
	t.Cleanup(func() {
		http.DefaultClient.CloseIdleConnections()
		if status := s.stop(); status != 0 {
			t.Errorf("the server ended with status %d: %s", status, s.stderr.String())
		}
	})
	answers := func(ready int, code string) bool {
		status, _ := fetch(t, s.url+"/readyz")
		_, body := fetch(t, s.url+`/graphql?query={actor(ref:"AU"){name}}`)
		var answer answer
		if err := json.Unmarshal([]byte(body), &answer); err != nil {
			t.Fatalf("%v: %s", err, body)
		}
		said := ""
		if len(answer.Errors) > 0 {
			said = string(answer.Errors[0].Extensions.Code)
		}
		return status == ready && said == code
	}
	if !answers(http.StatusOK, "") {
		t.Error("it does not answer at first")
	}
	db.Kill(t)
	if !answers(http.StatusServiceUnavailable, "STORE_UNAVAILABLE") {
		t.Error("it does not say that the database is gone")
	}
	db.Restart(t)
	// The driver may find out only with the next attempts.
	for deadline := time.Now().Add(time.Minute); !answers(http.StatusOK, ""); {
		if time.Now().After(deadline) {
			t.Fatal("it does not come back by itself")
		}
	}
}

// warmUp asks until the database has planned the statements, which can take
// longer than an answer may on a machine that is busy with other tests.
func warmUp(t *testing.T, env []string) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); ; {
		status, _, stderr := execute(env, []string{"ask", "AU", "--roll-up"})
		if status == 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal(stderr)
		}
	}
}

func execute(env, args []string) (status int, stdout, stderr string) {
	var out, told bytes.Buffer
	status = run(context.Background(), args, strings.NewReader(""), &out, &told, env)
	return status, out.String(), told.String()
}

func comity(t *testing.T, env []string, args ...string) string {
	t.Helper()
	status, stdout, stderr := execute(env, args)
	if status != 0 {
		t.Fatalf("comity %v: status %d: %s", args, status, stderr)
	}
	return stdout
}

func failsWith(t *testing.T, env, args []string, want string) {
	t.Helper()
	status, stdout, stderr := execute(env, args)
	if status != 1 || !strings.Contains(stderr, want) || strings.Count(stderr, "\n") != 1 || stdout != "" {
		t.Errorf("comity %v: status %d, want 1 and one sentence with %q\n%s%s", args, status, want, stderr, stdout)
	}
}

func contains(t *testing.T, text, part string) {
	t.Helper()
	if !strings.Contains(text, part) {
		t.Errorf("%q is missing in:\n%s", part, text)
	}
}

func cypher(t *testing.T, db *neo4jtest.Server, statement string) any {
	t.Helper()
	driver, err := neo4j.NewDriverWithContext(db.URI, db.Auth())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := driver.Close(context.Background()); err != nil {
			t.Error(err)
		}
	}()
	result, err := neo4j.ExecuteQuery(t.Context(), driver, statement, nil, neo4j.EagerResultTransformer)
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Records) == 0 {
		return nil
	}
	return result.Records[0].Values[0]
}

func fetch(t *testing.T, url string) (status int, body string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(content)
}
