package seed

import (
	"context"
	"errors"
	"os"
	"testing"

	"github.com/comity-graph/comity/graph"
)

// held is a store of which only the contents matter.
type held struct {
	graph.Store // nil: nothing else is asked of it
	contents    graph.Contents
	failure     error
	applied     []graph.Change
}

func (s *held) Contents(context.Context) (graph.Contents, error) { return s.contents, s.failure }

func (s *held) Apply(_ context.Context, change graph.Change) error {
	s.applied = append(s.applied, change)
	return s.failure
}

// hold returns a store with the content.
func hold(t *testing.T, content *graph.Content) *held {
	t.Helper()
	s := &held{contents: graph.Contents{Version: content.Info.Version, Records: map[graph.ID]string{}, Links: map[graph.LinkKey]string{}}}
	for i := range content.Records {
		hash, err := content.Records[i].Hash()
		if err != nil {
			t.Fatal(err)
		}
		s.contents.Records[content.Records[i].Base().ID] = hash
	}
	for i := range content.Links {
		hash, err := content.Links[i].Hash()
		if err != nil {
			t.Fatal(err)
		}
		s.contents.Links[content.Links[i].Key()] = hash
	}
	return s
}

func smallContent(t *testing.T) *graph.Content {
	t.Helper()
	content, err := Load(os.DirFS("testdata/small"))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestAPlanForAnEmptyStoreAddsEverything(t *testing.T) {
	content := smallContent(t)
	store := &held{}
	plan, summary, err := Plan(t.Context(), store, content, graph.MaxChange)
	if err != nil {
		t.Fatal(err)
	}
	if plan.Records.Added != len(content.Records) || plan.Links.Added != len(content.Links) {
		t.Errorf("records: %s; links: %s", plan.Records, plan.Links)
	}
	golden(t, "testdata/summary-added.txt", []byte(summary.String()))
	if err := Apply(t.Context(), store, plan); err != nil {
		t.Fatal(err)
	}
	if len(store.applied) != 1 {
		t.Errorf("the change was applied %d times", len(store.applied))
	}
}

func TestAPlanForTheSameContentChangesNothing(t *testing.T) {
	content := smallContent(t)
	store := hold(t, content)
	plan, summary, err := Plan(t.Context(), store, content, graph.MaxChange)
	if err != nil {
		t.Fatal(err)
	}
	if !plan.Empty() {
		t.Errorf("records: %s; links: %s", plan.Records, plan.Links)
	}
	for _, row := range append(summary.Kinds, summary.Links...) {
		if row.Added+row.Changed+row.Removed > 0 {
			t.Errorf("%s: %s", row.Name, row.PlanCounts)
		}
	}
	if len(plan.Change.Records)+len(plan.Change.Links)+len(plan.Change.Removed)+len(plan.Change.RemovedLinks) > 0 {
		t.Errorf("an empty plan has a change of %d records", len(plan.Change.Records))
	}
}

func TestASummaryCountsEachKindOfChange(t *testing.T) {
	content := smallContent(t)
	store := hold(t, content)
	store.contents.Version = "another"
	delete(store.contents.Records, "state/eth")
	store.contents.Records["state/tur"] = "something else"
	store.contents.Records["theme/gone"] = "gone"
	store.contents.Links[graph.LinkKey{Type: graph.LinkBroader, From: "theme/gone", To: "theme/peace-and-security"}] = "gone"
	plan, summary, err := Plan(t.Context(), store, content, graph.MaxChange)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/summary-changed.txt", []byte(summary.String()))
	var records graph.PlanCounts
	for _, row := range summary.Kinds {
		records.Added += row.Added
		records.Changed += row.Changed
		records.Removed += row.Removed
		records.Unchanged += row.Unchanged
	}
	if records != plan.Records {
		t.Errorf("the summary says %s, the plan %s", records, plan.Records)
	}
}

func TestAFailingStoreFailsThePlan(t *testing.T) {
	content := smallContent(t)
	failure := &graph.Error{Code: graph.StoreUnavailable, Message: "the database is away"}
	store := &held{failure: failure}
	if _, _, err := Plan(t.Context(), store, content, graph.MaxChange); graph.CodeOf(err) != graph.StoreUnavailable {
		t.Errorf("Plan: %v", err)
	}
	plan, err := graph.NewPlan(graph.Contents{}, content)
	if err != nil {
		t.Fatal(err)
	}
	if err := Apply(t.Context(), store, plan); !errors.Is(err, failure) {
		t.Errorf("Apply: %v", err)
	}
}
