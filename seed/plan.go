package seed

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// Plan compares what the store holds with what it should hold, and changes
// nothing. The summary says the same as the plan, kind by kind.
func Plan(ctx context.Context, store graph.Store, content *graph.Content) (*graph.Plan, *Summary, error) {
	stored, err := store.Contents(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("seed: see what the store holds: %w", err)
	}
	plan, err := graph.NewPlan(stored, content)
	if err != nil {
		return nil, nil, fmt.Errorf("seed: plan: %w", err)
	}
	return plan, summarise(stored, plan, content), nil
}

// Apply makes the change that was planned: all of it or nothing. It fails with
// DATASET_CHANGED if the store's content is no longer what the plan was made
// for. A plan that changes nothing does not touch the store.
func Apply(ctx context.Context, store graph.Store, plan *graph.Plan) error {
	if plan.Empty() {
		return nil
	}
	if err := store.Apply(ctx, plan.Change); err != nil {
		return fmt.Errorf("seed: apply: %w", err)
	}
	return nil
}

// Summary says what a plan does, for people.
type Summary struct {
	Kinds []SummaryRow // of records, in registry order; only kinds of which there are any
	Links []SummaryRow // by type, in registry order; only types of which there are any
}

// SummaryRow counts what a plan does to the records of a kind, or to the links
// of a type.
type SummaryRow struct {
	Name string
	graph.PlanCounts
}

func summarise(stored graph.Contents, plan *graph.Plan, target *graph.Content) *Summary {
	kinds := map[graph.Kind]*graph.PlanCounts{}
	for i := range target.Records {
		counter(kinds, target.Records[i].Base().Kind).Unchanged++
	}
	for i := range plan.Change.Records {
		base := plan.Change.Records[i].Base()
		_, exists := stored.Records[base.ID]
		written(counter(kinds, base.Kind), exists)
	}
	for _, id := range plan.Change.Removed {
		kind, _ := graph.KindOf(id)
		counter(kinds, kind).Removed++
	}
	types := map[graph.LinkType]*graph.PlanCounts{}
	for i := range target.Links {
		counter(types, target.Links[i].Type).Unchanged++
	}
	for i := range plan.Change.Links {
		link := &plan.Change.Links[i]
		_, exists := stored.Links[link.Key()]
		written(counter(types, link.Type), exists)
	}
	for _, key := range plan.Change.RemovedLinks {
		counter(types, key.Type).Removed++
	}

	s := &Summary{}
	for _, spec := range graph.Kinds() {
		if c := kinds[spec.Kind]; c != nil {
			s.Kinds = append(s.Kinds, SummaryRow{spec.Names[graph.EN], *c})
		}
	}
	for _, t := range graph.LinkTypes() {
		if c := types[t]; c != nil {
			s.Links = append(s.Links, SummaryRow{string(t), *c})
		}
	}
	return s
}

// counter returns the counts of a group, which begin at nothing.
func counter[K comparable](groups map[K]*graph.PlanCounts, key K) *graph.PlanCounts {
	c := groups[key]
	if c == nil {
		c = &graph.PlanCounts{}
		groups[key] = c
	}
	return c
}

// written moves one from the unchanged to the added or changed.
func written(c *graph.PlanCounts, exists bool) {
	c.Unchanged--
	if exists {
		c.Changed++
	} else {
		c.Added++
	}
}

// String returns the summary as two tables.
func (s *Summary) String() string {
	return table("records", s.Kinds) + "\n" + table("links", s.Links)
}

func table(title string, rows []SummaryRow) string {
	all := SummaryRow{Name: "together"}
	width := len(title)
	for _, r := range rows {
		width = max(width, len(r.Name))
		all.Added += r.Added
		all.Changed += r.Changed
		all.Removed += r.Removed
		all.Unchanged += r.Unchanged
	}
	width = max(width, len(all.Name))
	var b strings.Builder
	fmt.Fprintf(&b, "%-*s %10s %10s %10s %10s\n", width, title, "added", "changed", "removed", "unchanged")
	for _, r := range append(slices.Clone(rows), all) {
		fmt.Fprintf(&b, "%-*s %10d %10d %10d %10d\n", width, r.Name, r.Added, r.Changed, r.Removed, r.Unchanged)
	}
	return b.String()
}
