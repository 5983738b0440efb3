package memstore

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/comity-graph/comity/graph"
)

// ranking is one order of a group, by number.
type ranking struct {
	rank []uint32 // of each number
	at   []uint32 // by rank: the number
}

// newRanking sorts numbers by class, ascending or descending, those of the same
// class by number. Members of the class last, if any, come last in either
// direction.
func newRanking(class []uint32, classes int, desc bool, last uint32) *ranking {
	start := make([]uint32, classes+1)
	place := func(c uint32) uint32 {
		switch {
		case c == last:
			return uint32(classes) - 1
		case last != none && c > last:
			c--
		}
		if !desc {
			return c
		}
		if last != none {
			return uint32(classes) - 2 - c
		}
		return uint32(classes) - 1 - c
	}
	for _, c := range class {
		start[place(c)+1]++
	}
	for c := range classes {
		start[c+1] += start[c]
	}
	r := &ranking{rank: make([]uint32, len(class)), at: make([]uint32, len(class))}
	for i, c := range class {
		p := place(c)
		r.rank[i] = start[p]
		r.at[start[p]] = uint32(i)
		start[p]++
	}
	return r
}

// classify returns for each key its place among the distinct keys.
func classify[K cmp.Ordered](keys []K) (class []uint32, classes int) {
	distinct := slices.Clone(keys)
	slices.Sort(distinct)
	distinct = slices.Compact(distinct)
	class = make([]uint32, len(keys))
	for i, key := range keys {
		c, _ := slices.BinarySearch(distinct, key)
		class[i] = uint32(c)
	}
	return class, len(distinct)
}

// rankEngagements ranks the engagements in each of their orders.
func (s *snapshot) rankEngagements(ctx context.Context) error {
	orders, err := s.rank(ctx, graph.ClassEngagement, s.engagements.record)
	s.engagements.orders = orders
	return err
}

// rankThings ranks actors, themes, places and sources, all together.
func (s *snapshot) rankThings(ctx context.Context) error {
	orders, err := s.rank(ctx, graph.ClassActor, s.things)
	s.thing.orders = orders
	return err
}

// rank makes the rankings of a group for the orders of the class. They equal
// sorting by graph.Order.Key, without making the keys: see the test.
func (s *snapshot) rank(ctx context.Context, class graph.Class, group []uint32) (map[string]*ranking, error) {
	rankings := map[string]*ranking{}
	for _, order := range graph.Orders(class) {
		if order.Desc {
			continue // made beside the ascending one
		}
		if err := ctx.Err(); err != nil {
			return nil, ended("Apply", err)
		}
		classOf, classes, last := s.classOf(order, group)
		down := order
		down.Desc = true
		rankings[order.String()] = newRanking(classOf, classes, false, last)
		rankings[down.String()] = newRanking(classOf, classes, true, last)
	}
	return rankings, nil
}

// classOf puts the members of a group into classes that sort as the order does.
// The class last, if there is one, sorts last in either direction.
func (s *snapshot) classOf(order graph.Order, group []uint32) (class []uint32, classes int, last uint32) {
	last = none
	switch order.Field {
	case graph.OrderStart:
		t := &s.engagements
		days := make([]uint32, len(group))
		for i := range group {
			days[i] = t.first[i]
		}
		class, classes = classify(days)
		if i := slices.Index(days, 0); i >= 0 {
			last = class[i] // the undated
		}
	case graph.OrderDocument:
		keys := make([]string, len(group))
		for i, r := range group {
			keys[i] = s.records[r].Document
		}
		class, classes = classify(keys)
	case graph.OrderEngagements:
		keys := make([]int, len(group))
		for i, r := range group {
			keys[i] = s.records[r].Engagements
		}
		class, classes = classify(keys)
	default:
		class, classes = s.classifyNames(order, group)
	}
	return class, classes, last
}

// classifyNames computes a sort key for each distinct name only: they are what
// costs most.
func (s *snapshot) classifyNames(order graph.Order, group []uint32) (class []uint32, classes int) {
	var names interned[string]
	nameOf := make([]uint32, len(group))
	for i, r := range group {
		nameOf[i] = uint32(names.of(s.records[r].Base().Name(languageOf(order))))
	}
	keys := make([]string, len(names.values))
	inParallel(len(keys), func(lo, hi int) {
		for i := lo; i < hi; i++ {
			keys[i] = graph.SortKey(languageOf(order), names.values[i])
		}
	})
	classOfName, classes := classify(keys)
	class = make([]uint32, len(group))
	for i, name := range nameOf {
		class[i] = classOfName[name]
	}
	return class, classes
}

// languageOf returns the language that the order sorts by.
func languageOf(order graph.Order) graph.Language {
	if slices.Contains(graph.TextLanguages(), order.Lang) {
		return order.Lang
	}
	return graph.EN
}

// inParallel calls do for parts of 0 to n, on as many processors as there are.
func inParallel(n int, do func(lo, hi int)) {
	const worthIt = 4096
	parts := runtime.GOMAXPROCS(0)
	if n < worthIt || parts == 1 {
		do(0, n)
		return
	}
	var wait sync.WaitGroup
	for i := range parts {
		wait.Go(func() { do(n*i/parts, n*(i+1)/parts) })
	}
	wait.Wait()
}

// order is a ranked group in which positions can be found.
type order struct {
	graph.Order
	*ranking          // nil: by number
	group    []uint32 // by number: the record
	s        *snapshot
}

// ordered returns the order of a group. One that lists of the group do not
// offer is made for the occasion.
func (s *snapshot) ordered(o graph.Order, group []uint32, made map[string]*ranking) order {
	ranked := order{Order: o, group: group, s: s}
	if o.Field == "" || o.Field == graph.OrderID {
		return ranked
	}
	if ranked.ranking = made[o.String()]; ranked.ranking == nil {
		keys := make([]string, len(group))
		for i, r := range group {
			keys[i] = o.Key(&s.records[r])
		}
		class, classes := classify(keys)
		ranked.ranking = newRanking(class, classes, false, none)
	}
	return ranked
}

func (o *order) rankOf(i uint32) uint32 {
	if o.ranking == nil {
		return i
	}
	return o.rank[i]
}

func (o *order) atRank(rank uint32) uint32 {
	if o.ranking == nil {
		return rank
	}
	return o.at[rank]
}

func (o *order) key(rank uint32) string { return o.Key(&o.s.records[o.group[o.atRank(rank)]]) }

// window returns the ranks that the page may show: lo up to hi, hi not included.
func (o *order) window(page *graph.Page) (lo, hi uint32) {
	hi = uint32(len(o.group))
	if page.After != "" {
		rank, exists := o.position(page.After)
		if lo = rank; exists {
			lo++
		}
	}
	if page.Before != "" {
		hi, _ = o.position(page.Before)
	}
	return lo, max(lo, hi)
}

// position returns the rank of the row with the key, or the one that it would
// have. It computes one key if the row is still where it was, and a few dozen
// otherwise.
func (o *order) position(key string) (rank uint32, exists bool) {
	if i := strings.LastIndexByte(key, ' '); i >= 0 || o.ranking == nil {
		if r, ok := o.s.find(graph.ID(key[i+1:])); ok {
			n := o.s.number[r]
			if int(n) < len(o.group) && o.group[n] == r {
				if rank = o.rankOf(n); o.key(rank) == key {
					return rank, true
				}
			}
		}
	}
	return uint32(sort.Search(len(o.group), func(i int) bool { return o.key(uint32(i)) >= key })), false
}
