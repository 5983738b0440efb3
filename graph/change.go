package graph

import (
	"fmt"
	"slices"
)

// Plan is a change with what it does, counted.
type Plan struct {
	Change  Change
	Records PlanCounts
	Links   PlanCounts
}

// PlanCounts counts what a change does to records, or to links.
type PlanCounts struct {
	Added, Changed, Removed, Unchanged int
}

// Empty reports whether the plan changes nothing.
func (p *Plan) Empty() bool { return p.Change.Base == p.Change.Info.Version }

// NewPlan compares what a store holds with what it should hold. Removed ids
// and links are sorted.
func NewPlan(stored Contents, target *Content) (*Plan, error) {
	plan := &Plan{Change: Change{Base: stored.Version, Info: target.Info}}
	seen := make(map[ID]bool, len(target.Records))
	for i := range target.Records {
		r := &target.Records[i]
		id := r.Base().ID
		seen[id] = true
		hash, err := r.Hash()
		if err != nil {
			return nil, err
		}
		old, exists := stored.Records[id]
		if plan.Records.note(exists, old == hash) {
			plan.Change.Records = append(plan.Change.Records, *r)
		}
	}
	for id := range stored.Records {
		if !seen[id] {
			plan.Change.Removed = append(plan.Change.Removed, id)
		}
	}
	slices.Sort(plan.Change.Removed)
	plan.Records.Removed = len(plan.Change.Removed)

	linked := make(map[LinkKey]bool, len(target.Links))
	for i := range target.Links {
		l := &target.Links[i]
		linked[l.Key()] = true
		hash, err := l.Hash()
		if err != nil {
			return nil, err
		}
		old, exists := stored.Links[l.Key()]
		if plan.Links.note(exists, old == hash) {
			plan.Change.Links = append(plan.Change.Links, *l)
		}
	}
	for key := range stored.Links {
		if !linked[key] {
			plan.Change.RemovedLinks = append(plan.Change.RemovedLinks, key)
		}
	}
	slices.SortFunc(plan.Change.RemovedLinks, func(x, y LinkKey) int {
		return compareLinks(&Link{Type: x.Type, From: x.From, To: x.To, Scope: x.Scope}, &Link{Type: y.Type, From: y.From, To: y.To, Scope: y.Scope})
	})
	plan.Links.Removed = len(plan.Change.RemovedLinks)
	return plan, nil
}

// note counts one thing and reports whether it has to be written.
func (c *PlanCounts) note(exists, same bool) bool {
	switch {
	case !exists:
		c.Added++
	case same:
		c.Unchanged++
	default:
		c.Changed++
	}
	return !exists || !same
}

// String says the counts as a person reads them.
func (c PlanCounts) String() string {
	return fmt.Sprintf("%d added, %d changed, %d removed, %d unchanged", c.Added, c.Changed, c.Removed, c.Unchanged)
}
