package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/comity-graph/comity/gql"
	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/graphtest"
	"github.com/comity-graph/comity/graph/memstore"
	"github.com/comity-graph/comity/graph/neo4jstore"
	"github.com/comity-graph/comity/internal/neo4jtest"
	"github.com/comity-graph/comity/seed"
	"github.com/comity-graph/comity/server"
)

// The window in which cmd/comity gathers reads on Neo4j.
const window = time.Millisecond / 2

// BenchmarkHeadline asks the headline question (20 counterparts with period,
// themes, roles, two engagements each and their citations) of the African Union
// in the curated data, and of the busiest actor among ten thousand generated
// engagements.
func BenchmarkHeadline(b *testing.B) {
	curated, err := seed.Load(seed.Data())
	if err != nil {
		b.Fatal(err)
	}
	b.Run("curated", func(b *testing.B) { headline(b, curated, "organisation/african-union") })

	generated, err := graph.Build(graphtest.Generate(1, graphtest.Size{Engagements: 10_000}))
	if err != nil {
		b.Fatal(err)
	}
	b.Run("generated", func(b *testing.B) { headline(b, generated, busiest(generated)) })
}

// busiest returns the actor with the most engagements.
func busiest(content *graph.Content) graph.ID {
	var id graph.ID
	most := 0
	for i := range content.Records {
		if r := &content.Records[i]; r.Base().Kind.IsActor() && r.Engagements > most {
			id, most = r.Base().ID, r.Engagements
		}
	}
	return id
}

func headline(b *testing.B, content *graph.Content, of graph.ID) {
	ctx := context.Background()
	memory := memstore.New()
	if err := memory.Load(ctx, content); err != nil {
		b.Fatal(err)
	}
	database := neo4jtest.Start(b)
	statements := &recorder{}
	store, err := neo4jstore.Open(ctx, database.URI, &neo4jstore.Options{Logger: slog.New(statements)})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = store.Close(ctx) })
	plan, err := graph.NewPlan(graph.Contents{}, content)
	if err != nil {
		b.Fatal(err)
	}
	if err := store.Apply(ctx, plan.Change); err != nil {
		b.Fatal(err)
	}

	fromMemory := serve(b, memory, 0)
	fromNeo4j := serve(b, store, window)
	body := question(b, of)
	if want, got := ask(b, fromMemory, body), ask(b, fromNeo4j, body); want != got {
		b.Fatalf("the stores differ:\n%s\n%s", want, got)
	}
	for range 20 { // Neo4j compiles what it is asked often
		ask(b, fromNeo4j, body)
	}
	statements.record(func() { ask(b, fromNeo4j, body) })

	b.Run("memory", func(b *testing.B) {
		for b.Loop() {
			ask(b, fromMemory, body)
		}
	})
	b.Run("neo4j", func(b *testing.B) {
		for b.Loop() {
			ask(b, fromNeo4j, body)
		}
	})
	b.Run("statements", func(b *testing.B) {
		driver, err := neo4j.NewDriverWithContext(database.URI, database.Auth())
		if err != nil {
			b.Fatal(err)
		}
		defer func() { _ = driver.Close(ctx) }()
		for b.Loop() {
			statements.replay(ctx, b, driver)
		}
		b.ReportMetric(float64(len(statements.kept)), "statements")
	})
}

func serve(b *testing.B, store graph.Store, window time.Duration) string {
	api := gql.New(store, &gql.Options{Window: window, Logger: slog.New(slog.DiscardHandler)})
	s := httptest.NewServer(api)
	b.Cleanup(s.Close)
	return s.URL
}

func question(b *testing.B, of graph.ID) []byte {
	body, err := json.Marshal(map[string]any{"query": server.Headline(), "variables": map[string]any{"ref": of}})
	if err != nil {
		b.Fatal(err)
	}
	return body
}

func ask(b *testing.B, address string, body []byte) string {
	response, err := http.Post(address, "application/json", bytes.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK || bytes.Contains(answer, []byte(`"errors"`)) {
		b.Fatalf("%s %v %.2000s", response.Status, err, answer)
	}
	return string(answer)
}

// recorder keeps the statements that the store logs, while it is told to.
type recorder struct {
	mu   sync.Mutex
	on   bool
	kept []statement
}

type statement struct {
	text       string
	parameters map[string]any
}

func (r *recorder) record(f func()) {
	r.mu.Lock()
	r.on = true
	r.mu.Unlock()
	f()
	r.mu.Lock()
	r.on = false
	r.mu.Unlock()
}

// Enabled lets the store format its statements only while they are kept.
func (r *recorder) Enabled(context.Context, slog.Level) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.on
}

// Handle keeps a statement.
func (r *recorder) Handle(_ context.Context, record slog.Record) error {
	var s statement
	var err error
	record.Attrs(func(a slog.Attr) bool {
		switch a.Key {
		case "statement":
			s.text = a.Value.String()
		case "parameters":
			decoder := json.NewDecoder(strings.NewReader(a.Value.String()))
			decoder.UseNumber()
			var loose any
			if err = decoder.Decode(&loose); err == nil {
				s.parameters, _ = typed(loose).(map[string]any)
			}
		}
		return true
	})
	r.mu.Lock()
	defer r.mu.Unlock()
	if s.text != "" {
		r.kept = append(r.kept, s)
	}
	return err
}

// WithAttrs adds nothing.
func (r *recorder) WithAttrs([]slog.Attr) slog.Handler { return r }

// WithGroup adds nothing.
func (r *recorder) WithGroup(string) slog.Handler { return r }

// typed turns the numbers of decoded JSON into those that the driver takes.
func typed(v any) any {
	switch v := v.(type) {
	case json.Number:
		n, err := v.Int64()
		if err != nil {
			return v.String()
		}
		return n
	case []any:
		for i := range v {
			v[i] = typed(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = typed(v[k])
		}
	}
	return v
}

// replay sends the statements, each in a transaction of its own, and reads the
// answers.
func (r *recorder) replay(ctx context.Context, b *testing.B, driver neo4j.DriverWithContext) {
	for _, s := range r.kept {
		session := driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead})
		_, err := session.ExecuteRead(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
			result, err := tx.Run(ctx, s.text, s.parameters)
			if err != nil {
				return nil, err
			}
			return result.Collect(ctx)
		})
		if err != nil {
			b.Fatal(err)
		}
		if err := session.Close(ctx); err != nil {
			b.Fatal(err)
		}
	}
}
