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
	"github.com/comity-graph/comity/internal/faultproxy"
	"github.com/comity-graph/comity/internal/neo4jtest"
)

func TestAStatementThatTakesTooLongIsATimeout(t *testing.T) {
	db := neo4jtest.Shared(t)
	store := openEmpty(t, db, &Options{QueryTimeout: 300 * time.Millisecond})
	defer closeStore(t, store)
	// Composed statements are fast: a slow one takes its place.
	store.statements["entities"] = "CYPHER 5\nUNWIND $rows AS row\nUNWIND range(1, 30000000) AS n\nRETURN sum(n) AS i"
	began := time.Now()
	_, err := store.Entities(t.Context(), []graph.ID{"un/un"})
	if took := time.Since(began); graph.CodeOf(err) != graph.Timeout || took > 5*time.Second {
		t.Errorf("got %v after %v; want TIMEOUT", err, took)
	}
	t.Log(err)

	store.queryTimeout = time.Minute
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if _, err := store.Entities(ctx, []graph.ID{"un/un"}); graph.CodeOf(err) != graph.Timeout {
		t.Errorf("the caller's deadline passed: got %v; want TIMEOUT", err)
	}
	ctx, cancelNow := context.WithCancel(t.Context())
	time.AfterFunc(200*time.Millisecond, cancelNow)
	began = time.Now()
	if _, err := store.Entities(ctx, []graph.ID{"un/un"}); !errors.Is(err, context.Canceled) {
		t.Errorf("the caller gave up: got %v; want context.Canceled", err)
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("a call that was cancelled took %v", took)
	}
}

func TestTheStoreRecoversByItself(t *testing.T) {
	server := neo4jtest.Start(t)
	store := openAt(t, server.Database, nil)
	defer closeStore(t, store)
	store.queryTimeout = 5 * time.Second
	content, err := graph.Build(graphtest.World(t))
	if err != nil {
		t.Fatal(err)
	}
	fill(t, store, content)
	info := func() (graph.Info, error) { return store.Info(t.Context()) }

	server.Kill(t)
	began := time.Now()
	if _, err := info(); graph.CodeOf(err) != graph.StoreUnavailable {
		t.Errorf("of a database that was killed: got %v; want STORE_UNAVAILABLE", err)
	}
	t.Logf("a killed database was told after %v", time.Since(began).Round(time.Millisecond))

	server.Restart(t)
	began = time.Now()
	got, err := info()
	for err != nil && time.Since(began) < time.Minute { // a cold database on a busy machine may need longer than a call waits
		got, err = info()
	}
	if err != nil || got.Version != content.Info.Version {
		t.Errorf("after a restart: got %v, %v; want version %s", got.Version, err, content.Info.Version)
	}
	t.Logf("recovered %v after the database did", time.Since(began).Round(time.Millisecond))
}

// A seed that is killed leaves nothing half-written.
func TestAKilledChangeLeavesTheOldContent(t *testing.T) {
	server := neo4jtest.Start(t)
	store := openAt(t, server.Database, nil)
	defer closeStore(t, store)
	before, err := graph.Build(graphtest.World(t))
	if err != nil {
		t.Fatal(err)
	}
	fill(t, store, before)
	after, err := graph.Build(graphtest.Generate(3, graphtest.Size{Engagements: 1500}))
	if err != nil {
		t.Fatal(err)
	}
	contents, err := store.Contents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	plan, err := graph.NewPlan(contents, after)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() { done <- store.Apply(t.Context(), plan.Change) }()
	time.Sleep(700 * time.Millisecond)
	server.Kill(t)
	if err := <-done; graph.CodeOf(err) != graph.StoreUnavailable {
		t.Errorf("Apply: got %v; want STORE_UNAVAILABLE", err)
	}
	server.Restart(t)
	again, err := store.Contents(t.Context())
	if err != nil || again.Version != before.Info.Version || len(again.Records) != len(contents.Records) || len(again.Links) != len(contents.Links) {
		t.Errorf("afterwards: %v, version %q, %d records, %d links", err, again.Version, len(again.Records), len(again.Links))
	}
	fill(t, store, after)
	if again, err = store.Contents(t.Context()); err != nil || again.Version != after.Info.Version || len(again.Links) != len(after.Links) {
		t.Errorf("after seeding again: %v, version %q, %d links; want %d", err, again.Version, len(again.Links), len(after.Links))
	}
}

// A read whose connection is cut before its end is made again on another one.
// If it is cut at the end, what was read is good: there was nothing to commit.
func TestAReadOutlivesItsConnection(t *testing.T) {
	db := neo4jtest.Shared(t)
	proxy := faultproxy.Start(t, strings.TrimPrefix(db.URI, "bolt://"))
	db.URI = "bolt://" + proxy.Address()
	store := openAt(t, db, nil)
	defer closeStore(t, store)
	const long = "CYPHER 5\nUNWIND range(1, 20000) AS n\nRETURN n, 'some text, so that the answer is long' AS text"
	for name, c := range map[string]struct {
		before, after func(attempt int)
		attempts      int
	}{
		"not cut":        {func(int) {}, func(int) {}, 1},
		"cut at the end": {func(int) {}, func(int) { proxy.Cut() }, 1},
		"cut in an answer": {func(attempt int) {
			fault := faultproxy.Fault{}
			if attempt == 1 {
				fault.CutAfter = 100_000
			}
			proxy.Set(fault)
		}, func(int) {}, 2},
		"cut before a statement": {func(attempt int) {
			if attempt == 1 {
				proxy.Cut()
			}
		}, func(int) {}, 2},
	} {
		attempts, rows := 0, 0
		err := store.read(t.Context(), "Test", func(ctx context.Context, r reading) ([]turn, func() error, error) {
			attempts++
			c.before(attempts)
			records, err := r.run(ctx, long, nil)
			c.after(attempts)
			return nil, func() error {
				rows = len(records)
				return nil
			}, err
		})
		if err != nil || rows != 20000 || attempts != c.attempts {
			t.Errorf("%s: got %d rows after %d attempts, %v; want all after %d", name, rows, attempts, err, c.attempts)
		}
	}
}

func TestStatementsAreLoggedWhole(t *testing.T) {
	record := &recorder{}
	store, _ := openFilled(t, graphtest.World(t), &Options{Logger: slog.New(record)})
	record.take()
	_, err := store.Find(t.Context(), []graph.FindQuery{{
		Class: graph.ClassEngagement, Selection: graph.Selection{Themes: &graph.Set{IDs: []graph.ID{"theme/$hostile`}"}}, Text: []string{"a*", "OR"}},
		Page: graph.Page{Limit: 5},
	}})
	if err != nil {
		t.Fatal(err)
	}
	logged := record.take()
	if len(logged) != 1 {
		t.Fatalf("%d statements were logged; want 1", len(logged))
	}
	if s := logged[0]; !strings.HasPrefix(strings.TrimSpace(s.text), "CYPHER 5") || strings.Contains(s.text, "hostile") || strings.Contains(s.text, "/*") ||
		!strings.Contains(s.parameters, "hostile") || !strings.Contains(s.parameters, `"limit":6`) {
		t.Errorf("logged\n%s\n%s", s.text, s.parameters)
	}
}

// A page and its total are two statements, however many are asked for at once.
func TestABatchOfOneShapeIsOneStatement(t *testing.T) {
	record := &recorder{}
	store, content := openFilled(t, graphtest.World(t), &Options{Logger: slog.New(record)})
	page := graph.Page{Limit: 3, Total: true}
	var ids []graph.ID
	var links []graph.LinkQuery
	var finds []graph.FindQuery
	var headline, counted []graph.TallyQuery
	var searches []graph.SearchQuery
	for i := range content.Records {
		n := content.Records[i].Base()
		ids = append(ids, n.ID)
		if !n.Kind.IsActor() {
			continue
		}
		links = append(links, graph.LinkQuery{Anchor: n.ID, Types: []graph.LinkType{graph.LinkTookPartIn}, Direction: graph.Out, Page: page})
		tallies := headlines(n.ID)
		finds = append(finds, graph.FindQuery{Class: graph.ClassEngagement, Selection: tallies[0].Selection, Order: graph.Order{Field: graph.OrderStart}, Page: page, CountExcluded: true})
		headline = append(headline, tallies[0])
		tallies[0].RollUp = true
		counted = append(counted, tallies[0])
		searches = append(searches, graph.SearchQuery{Words: []string{"a"}, Prefix: true, Limit: 3})
	}
	for name, c := range map[string]struct {
		most int
		ask  func() error
	}{
		"Info":     {1, func() error { _, err := store.Info(t.Context()); return err }},
		"Entities": {1, func() error { _, err := store.Entities(t.Context(), ids); return err }},
		"Links":    {2, func() error { _, err := store.Links(t.Context(), links); return err }},
		"Find":     {2, func() error { _, err := store.Find(t.Context(), finds); return err }},
		"Headline": {1, func() error { _, err := store.Tally(t.Context(), headline); return err }},
		"Tally":    {2, func() error { _, err := store.Tally(t.Context(), counted); return err }},
		"Lookup":   {1, func() error { _, err := store.Lookup(t.Context(), []string{"au", "un", "x"}); return err }},
		"Search":   {1, func() error { _, err := store.Search(t.Context(), searches); return err }},
	} {
		record.take()
		if err := c.ask(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := len(record.take()); got != c.most {
			t.Errorf("%s of %d asked %d statements; want %d", name, len(links), got, c.most)
		}
	}
}
