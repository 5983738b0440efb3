package graph

import (
	"fmt"
	"slices"
)

// MaxChange is how many entities and links a store changes in one transaction.
// A difference that is larger is planned as a change that is Whole.
const MaxChange = 50_000

// Plan is a change with what it does. Ids and keys stand in the order of the
// content, those of what is removed sorted.
type Plan struct {
	Change  Change
	Upgrade string // as Contents says
	Records PlanCounts
	Links   PlanCounts
	Kinds   map[Kind]PlanCounts     // Records by kind; only kinds of which there are any
	Types   map[LinkType]PlanCounts // Links by type; only types of which there are any

	Added, Changed, Removed                []ID
	AddedLinks, ChangedLinks, RemovedLinks []LinkKey
}

// PlanCounts counts what a change does to records, or to links.
type PlanCounts struct {
	Added, Changed, Removed, Unchanged int
}

// Empty reports whether the plan changes nothing.
func (p *Plan) Empty() bool { return p.Change.Base == p.Change.Info.Version }

// NewPlan compares what a store holds with what it should hold. If more than
// MaxChange entities and links differ, the change is Whole.
func NewPlan(stored Contents, target *Content) (*Plan, error) {
	return NewPlanWithin(MaxChange, stored, target)
}

// NewPlanWithin is NewPlan with another limit than MaxChange.
func NewPlanWithin(limit int, stored Contents, target *Content) (*Plan, error) {
	records, err := compare(stored.Records, target.Records, comparison[Record, ID, Kind]{
		key:   func(r *Record) ID { return r.Base().ID },
		group: func(id ID) Kind { kind, _ := KindOf(id); return kind },
		hash:  (*Record).Hash,
	})
	if err != nil {
		return nil, err
	}
	links, err := compare(stored.Links, target.Links, comparison[Link, LinkKey, LinkType]{
		key:   (*Link).Key,
		group: func(key LinkKey) LinkType { return key.Type },
		hash:  (*Link).Hash,
	})
	if err != nil {
		return nil, err
	}
	slices.Sort(records.removed)
	slices.SortFunc(links.removed, compareKeys)
	plan := &Plan{
		Change: Change{Base: stored.Version, Info: target.Info}, Upgrade: stored.Upgrade,
		Records: together(records.groups), Links: together(links.groups),
		Kinds: records.groups, Types: links.groups,
		Added: records.added, Changed: records.changed, Removed: records.removed,
		AddedLinks: links.added, ChangedLinks: links.changed, RemovedLinks: links.removed,
	}
	if len(records.written)+len(links.written)+len(records.removed)+len(links.removed) > limit {
		plan.Change.Whole = true
		plan.Change.Records, plan.Change.Links = target.Records, target.Links
		return plan, nil
	}
	plan.Change.Records, plan.Change.Links = records.written, links.written
	plan.Change.Removed, plan.Change.RemovedLinks = records.removed, links.removed
	return plan, nil
}

// comparison says how to compare things of one sort with their digests.
type comparison[T any, K, G comparable] struct {
	key   func(*T) K
	group func(K) G
	hash  func(*T) (string, error)
}

// compared is what a comparison finds.
type compared[T any, K, G comparable] struct {
	written                 []T // what has to be written
	added, changed, removed []K
	groups                  map[G]PlanCounts
}

func compare[T any, K, G comparable](stored map[K]string, target []T, by comparison[T, K, G]) (*compared[T, K, G], error) {
	found := &compared[T, K, G]{groups: map[G]PlanCounts{}}
	seen := make(map[K]bool, len(target))
	for i := range target {
		key := by.key(&target[i])
		seen[key] = true
		hash, err := by.hash(&target[i])
		if err != nil {
			return nil, err
		}
		old, exists := stored[key]
		counts := found.groups[by.group(key)]
		switch {
		case !exists:
			counts.Added++
			found.added = append(found.added, key)
			found.written = append(found.written, target[i])
		case old != hash:
			counts.Changed++
			found.changed = append(found.changed, key)
			found.written = append(found.written, target[i])
		default:
			counts.Unchanged++
		}
		found.groups[by.group(key)] = counts
	}
	for key := range stored {
		if seen[key] {
			continue
		}
		found.removed = append(found.removed, key)
		counts := found.groups[by.group(key)]
		counts.Removed++
		found.groups[by.group(key)] = counts
	}
	return found, nil
}

// together adds up counts that have no thing in common.
func together[K comparable](groups map[K]PlanCounts) PlanCounts {
	var sum PlanCounts
	for _, c := range groups {
		sum.Added += c.Added
		sum.Changed += c.Changed
		sum.Removed += c.Removed
		sum.Unchanged += c.Unchanged
	}
	return sum
}

// String says the counts as a person reads them.
func (c PlanCounts) String() string {
	return fmt.Sprintf("%d added, %d changed, %d removed, %d unchanged", c.Added, c.Changed, c.Removed, c.Unchanged)
}
