package gql_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/comity-graph/comity/gql"
	"github.com/comity-graph/comity/graph"
)

// wide is an operation with many fields that each read.
const wide = `{
  actors(first: 100) { edges { node { id parents { id } members { totalCount } claims { value } counterparts { totalCount } } } }
  engagements { edges { node { id participants { totalCount } themes { id } citations { source { title } } } } }
}`

// TestAnOperationSeesOneVersion checks that an operation whose data changed on
// the way is run again, and gives up after the third try.
func TestAnOperationSeesOneVersion(t *testing.T) {
	for _, c := range []struct {
		versions []string
		asked    int
		answer   string // the version, or the code of the error
	}{
		{[]string{"a"}, 2, "a"},
		{[]string{"a", "b", "b"}, 4, "b"},
		{[]string{"a", "b", "c", "d", "e"}, 6, "e"}, // the third try is the last, and holds
		{[]string{"a", "b", "c", "d", "e", "f"}, 6, string(graph.DatasetChanged)},
	} {
		store := &shifting{Store: memory(t, world(t)), versions: c.versions}
		if c.answer == "e" {
			store.versions = []string{"a", "b", "c", "d", "e", "e"}
		}
		a := do(t, gql.New(store, nil), `{ dataset { version } actors(first: 1) { totalCount } }`, nil)
		if c.answer == string(graph.DatasetChanged) {
			a.fails(t, graph.DatasetChanged)
			if a.Data != nil {
				t.Errorf("an answer of no version has data: %v", a.Data)
			}
		} else if got := at(t, a.Data, "dataset.version"); got != c.answer || a.Extensions.Comity.Version != c.answer {
			t.Errorf("%v: the data says version %v, the extensions say %s; want %s", c.versions, got, a.Extensions.Comity.Version, c.answer)
		}
		if store.asked != c.asked {
			t.Errorf("%v: the version was read %d times, want %d", c.versions, store.asked, c.asked)
		}
	}
}

// TestATryLeavesNothingBehind checks that what is told beside the data is that
// of the last try alone.
func TestATryLeavesNothingBehind(t *testing.T) {
	query := `{ actor(ref: "AU") { counterparts { totalCount } } engagements(filter: { places: ["nowhere"] }) { totalCount } }`
	want := do(t, gql.New(&shifting{Store: memory(t, world(t)), versions: []string{"b"}}, nil), query, nil)
	got := do(t, gql.New(&shifting{Store: memory(t, world(t)), versions: []string{"a", "b", "b"}}, nil), query, nil)
	if string(got.raw) != string(want.raw) {
		t.Errorf("after a second try: %s", firstDifference(string(got.raw), string(want.raw)))
	}
}

// TestTheSchemaNeedsNoData checks that clients can introspect a server whose
// database is away.
func TestTheSchemaNeedsNoData(t *testing.T) {
	store := dead(&graph.Error{Code: graph.StoreUnavailable, Message: "away"})
	api := gql.New(store, nil)
	for _, query := range []string{
		`{ __typename }`,
		`query IntrospectionQuery { __schema { queryType { name } types { ...T } } __type(name: "Actor") { name } } fragment T on __Type { name }`,
		`{ ... on Query { ...S } } fragment S on Query { __schema { queryType { name } } }`,
	} {
		if a := do(t, api, query, nil); len(a.Errors) > 0 || a.Data == nil {
			t.Errorf("%s\nanswered\n%s", query, a.raw)
		}
	}
	if calls := store.taken(); calls != "map[]" {
		t.Errorf("the schema was read from the store: %s", calls)
	}
	do(t, api, `{ __typename dataset { version } }`, nil).fails(t, graph.StoreUnavailable)
}

// TestAFailureIsToldOnce checks that a store that fails gives one error and
// not one for each field, wherever it fails.
func TestAFailureIsToldOnce(t *testing.T) {
	var log journal
	options := &gql.Options{Logger: slog.New(slog.NewTextHandler(&log, nil))}
	away := &graph.Error{Code: graph.StoreUnavailable, Message: "neo4jstore.Find: Neo4j at bolt://db.internal:7687 cannot be reached"}
	inner := func(methods ...string) graph.Store {
		return &counted{Store: memory(t, world(t)), before: func(_ context.Context, method string) error {
			if slices.Contains(methods, method) {
				return away
			}
			return nil
		}}
	}
	for name, store := range map[string]graph.Store{
		"everything": dead(away), "all but Info": failing(memory(t, world(t)), func(context.Context) error { return away }),
		"what is below": inner("Links", "Tally", "Entities"),
	} {
		a := do(t, gql.New(store, options), wide, nil)
		e := a.fails(t, graph.StoreUnavailable)
		if strings.Contains(e.Message, "db.internal") {
			t.Errorf("%s: clients are told of the address of the database: %s", name, e.Message)
		}
	}
	if !strings.Contains(log.String(), "db.internal") {
		t.Errorf("the operator is not told of what failed; the log says\n%s", log.String())
	}
}

// TestAnOperationEndsInTime checks that a store that does not answer, but looks
// at its context, holds nobody up.
func TestAnOperationEndsInTime(t *testing.T) {
	block := func(ctx context.Context) error {
		<-ctx.Done()
		return &graph.Error{Code: graph.Timeout, Message: "neo4jstore: too long", Err: ctx.Err()}
	}
	blockPlainly := func(ctx context.Context) error {
		<-ctx.Done()
		return ctx.Err()
	}
	for name, store := range map[string]graph.Store{
		"everything":   &counted{before: func(ctx context.Context, _ string) error { return block(ctx) }},
		"all but Info": failing(memory(t, world(t)), block),
		"plainly":      failing(memory(t, world(t)), blockPlainly),
	} {
		began := time.Now()
		a := do(t, gql.New(store, &gql.Options{Timeout: 50 * time.Millisecond}), wide, nil)
		if e := a.fails(t, graph.Timeout); strings.Contains(e.Message, "neo4jstore") {
			t.Errorf("%s: clients are told what the store calls its parts: %s", name, e.Message)
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("%s: it took %s", name, took)
		}
	}
}

// TestACallerWhoHasGoneStopsTheWork checks that the context of the caller is
// that of the store.
func TestACallerWhoHasGoneStopsTheWork(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	store := failing(memory(t, world(t)), func(ctx context.Context) error {
		cancel()
		<-ctx.Done()
		return ctx.Err()
	})
	began := time.Now()
	a := doContext(ctx, t, gql.New(store, nil), wide, nil)
	if took := time.Since(began); took > 5*time.Second || len(a.Errors) == 0 {
		t.Errorf("it took %s to answer\n%s", took, a.raw)
	}
}

// TestFaultsOfOursAreNotShown checks that INTERNAL is masked, logged and told
// once, whether a store fails or panics.
func TestFaultsOfOursAreNotShown(t *testing.T) {
	const secret = "password=hunter2"
	for name, fail := range map[string]func(context.Context) error{
		"an error":             func(context.Context) error { return errors.New(secret) },
		"an error with a code": func(context.Context) error { return &graph.Error{Code: graph.Internal, Message: secret} },
		"a panic":              func(context.Context) error { panic(secret) },
	} {
		for where, store := range map[string]graph.Store{
			"in Info":       &counted{before: func(ctx context.Context, _ string) error { return fail(ctx) }},
			"in the reads":  failing(memory(t, world(t)), fail),
			"in a mutation": &counted{Store: memory(t, world(t)), before: func(ctx context.Context, method string) error { return onlyIn(ctx, "Search", method, fail) }},
		} {
			var log journal
			query := wide
			if where == "in a mutation" {
				query = `{ search(text: "union") { totalCount } }`
			}
			a := do(t, gql.New(store, &gql.Options{Logger: slog.New(slog.NewTextHandler(&log, nil))}), query, nil)
			a.fails(t, graph.Internal)
			if strings.Contains(string(a.raw), secret) {
				t.Errorf("%s %s is shown to clients:\n%s", name, where, a.raw)
			}
			if !strings.Contains(log.String(), secret) {
				t.Errorf("%s %s is not logged:\n%s", name, where, log.String())
			}
		}
	}
}

func onlyIn(ctx context.Context, wanted, method string, fail func(context.Context) error) error {
	if method == wanted {
		return fail(ctx)
	}
	return nil
}

// TestAnIncompleteGraphIsAFaultOfOurs checks that what the schema promises and
// the data do not have is INTERNAL, and not the caller's mistake.
func TestAnIncompleteGraphIsAFaultOfOurs(t *testing.T) {
	store := &forgetful{memory(t, world(t))}
	var log journal
	api := gql.New(store, &gql.Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
	do(t, api, `{ engagements(first: 3) { edges { node { citations { passage { id } } } } } }`, nil).fails(t, graph.Internal)
	if !strings.Contains(log.String(), "does not exist") {
		t.Errorf("the log says\n%s", log.String())
	}
}

// forgetful has no entities.
type forgetful struct{ graph.Store }

func (*forgetful) Entities(context.Context, []graph.ID) (map[graph.ID]graph.Entity, error) {
	return map[graph.ID]graph.Entity{}, nil
}
