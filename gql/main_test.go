package gql_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/comity-graph/comity/gql"
	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/memstore"
	"github.com/comity-graph/comity/graph/neo4jstore"
	"github.com/comity-graph/comity/internal/neo4jtest"
)

var update = flag.Bool("update", false, "write what operations answer into testdata/operations") //nolint:gochecknoglobals // a flag

// patience bounds operations where it is not time that is tested: a database
// that has just been started plans each statement for the first time.
const patience = 5 * time.Minute

func TestMain(m *testing.M) {
	neo4jtest.Run(m)
	if err := goleak.Find(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// build makes a dataset ready for a store.
func build(t testing.TB, d graph.Dataset) *graph.Content {
	t.Helper()
	content, err := graph.Build(d)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// memory returns a store in memory that holds the dataset.
func memory(t testing.TB, d graph.Dataset) graph.Store {
	t.Helper()
	store := memstore.New()
	if err := store.Load(t.Context(), build(t, d)); err != nil {
		t.Fatal(err)
	}
	return store
}

// database returns a store in the Neo4j of these tests that holds the dataset
// and nothing else.
func database(t testing.TB, d graph.Dataset, options *neo4jstore.Options) graph.Store {
	t.Helper()
	db := neo4jtest.Shared(t)
	if options == nil {
		options = &neo4jstore.Options{}
	}
	options.Username, options.Password, options.QueryTimeout = db.Username, db.Password, patience
	store, err := neo4jstore.Open(t.Context(), db.URI, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	held, err := store.Contents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	plan, err := graph.NewPlan(held, build(t, d))
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Apply(t.Context(), plan.Change); err != nil {
		t.Fatal(err)
	}
	return store
}

// answer is what an operation answers, taken apart.
type answer struct {
	Data       map[string]any `json:"data"`
	Errors     []fault        `json:"errors"`
	Extensions struct {
		Comity struct {
			Version     string         `json:"version"`
			ContentHash string         `json:"contentHash"`
			Excluded    graph.Excluded `json:"excluded"`
			AlsoMatched []mention      `json:"alsoMatched"`
			DidYouMean  []mention      `json:"didYouMean"`
		} `json:"comity"`
	} `json:"extensions"`
	raw []byte
}

type mention struct {
	Path       string            `json:"path"`
	Ref        string            `json:"ref"`
	Candidates []graph.Candidate `json:"candidates"`
}

type fault struct {
	Message    string `json:"message"`
	Path       []any  `json:"path"`
	Extensions struct {
		Code       string            `json:"code"`
		Argument   string            `json:"argument"`
		Limit      int               `json:"limit"`
		Candidates []graph.Candidate `json:"candidates"`
	} `json:"extensions"`
}

// do answers an operation in process.
func do(t testing.TB, api *gql.API, query string, variables map[string]any) answer {
	t.Helper()
	return doContext(t.Context(), t, api, query, variables)
}

func doContext(ctx context.Context, t testing.TB, api *gql.API, query string, variables map[string]any) answer {
	t.Helper()
	raw, err := json.MarshalIndent(api.Do(ctx, gql.Request{Query: query, Variables: variables}), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	var a answer
	if err := json.Unmarshal(raw, &a); err != nil {
		t.Fatalf("%v in\n%s", err, raw)
	}
	a.raw = slices.Concat(raw, []byte("\n"))
	return a
}

// data answers an operation that must not fail.
func data(t testing.TB, api *gql.API, query string, variables map[string]any) answer {
	t.Helper()
	a := do(t, api, query, variables)
	if len(a.Errors) > 0 {
		t.Fatalf("%s\nanswered\n%s", query, a.raw)
	}
	return a
}

// codes are the codes of the errors of an answer, in order.
func (a answer) codes() []string {
	codes := make([]string, 0, len(a.Errors))
	for _, e := range a.Errors {
		codes = append(codes, e.Extensions.Code)
	}
	return codes
}

// fails checks that an answer has one error with the code.
func (a answer) fails(t testing.TB, code graph.Code) fault {
	t.Helper()
	if len(a.Errors) != 1 || a.Errors[0].Extensions.Code != string(code) {
		t.Fatalf("want one error with the code %s, got\n%s", code, a.raw)
	}
	return a.Errors[0]
}

// at returns what is in an answer at a path such as "actor.counterparts.edges".
func at(t testing.TB, v any, path string) any {
	t.Helper()
	for name := range strings.SplitSeq(path, ".") {
		object, ok := v.(map[string]any)
		if !ok {
			t.Fatalf("there is nothing at %s of %s: %v", name, path, v)
		}
		v = object[name]
	}
	return v
}

// journal is a log that a test can read.
type journal struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

// Write keeps what is logged.
func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.buffer.Write(p)
}

// String returns what was logged.
func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.buffer.String()
}
