package seed

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// Plan compares what the store holds with what it should hold, and changes
// nothing. The summary says the same as the plan, kind by kind. A change of more
// than limit things, which is graph.MaxChange save in tests, will be Whole.
func Plan(ctx context.Context, store graph.Store, content *graph.Content, limit int) (*graph.Plan, *Summary, error) {
	stored, err := store.Contents(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("seed: see what the store holds: %w", err)
	}
	plan, err := graph.NewPlanWithin(limit, stored, content)
	if err != nil {
		return nil, nil, fmt.Errorf("seed: plan: %w", err)
	}
	return plan, summarise(plan), nil
}

// Apply makes the change that was planned: all of it or nothing. It fails with
// DATASET_CHANGED if the store's content is no longer what the plan was made
// for. A plan that changes nothing lets the store remove what an earlier change
// left behind that broke off.
func Apply(ctx context.Context, store graph.Store, plan *graph.Plan) error {
	if err := store.Apply(ctx, plan.Change); err != nil {
		return fmt.Errorf("seed: apply: %w", err)
	}
	return nil
}

// Summary says what a plan does, for people.
type Summary struct {
	Kinds []SummaryRow // of records, in registry order; only kinds of which there are any
	Links []SummaryRow // by type, in registry order; only types of which there are any

	records, links graph.PlanCounts // together
}

// SummaryRow counts what a plan does to the records of a kind, or to the links
// of a type.
type SummaryRow struct {
	Name string
	graph.PlanCounts
}

func summarise(plan *graph.Plan) *Summary {
	s := &Summary{records: plan.Records, links: plan.Links}
	for _, spec := range graph.Kinds() {
		if c, ok := plan.Kinds[spec.Kind]; ok {
			s.Kinds = append(s.Kinds, SummaryRow{spec.Names[graph.EN], c})
		}
	}
	for _, t := range graph.LinkTypes() {
		if c, ok := plan.Types[t]; ok {
			s.Links = append(s.Links, SummaryRow{string(t), c})
		}
	}
	return s
}

// String returns the summary as two tables.
func (s *Summary) String() string {
	return table("records", s.Kinds, s.records) + "\n" + table("links", s.Links, s.links)
}

func table(title string, rows []SummaryRow, all graph.PlanCounts) string {
	rows = append(slices.Clip(rows), SummaryRow{"together", all})
	width := len(title)
	for _, r := range rows {
		width = max(width, len(r.Name))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-*s %10s %10s %10s %10s\n", width, title, "added", "changed", "removed", "unchanged")
	for _, r := range rows {
		fmt.Fprintf(&b, "%-*s %10d %10d %10d %10d\n", width, r.Name, r.Added, r.Changed, r.Removed, r.Unchanged)
	}
	return b.String()
}
