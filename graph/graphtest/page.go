package graphtest

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/comity-graph/comity/graph"
)

// paged is a list of any kind, asked for page by page.
type paged struct {
	question any
	ask      func(ctx context.Context, p graph.Page) (keys []string, more bool, total int, err error)
}

func pagedFind(store graph.Store, q graph.FindQuery) paged {
	return paged{q, func(ctx context.Context, p graph.Page) (keys []string, more bool, total int, err error) {
		q.Page = p
		pages, err := store.Find(ctx, []graph.FindQuery{q})
		if err != nil {
			return nil, false, 0, err
		}
		for _, item := range pages[0].Items {
			keys = append(keys, item.Key)
		}
		return keys, pages[0].More, pages[0].Total, nil
	}}
}

func pagedTally(store graph.Store, q graph.TallyQuery) paged {
	return paged{q, func(ctx context.Context, p graph.Page) (keys []string, more bool, total int, err error) {
		q.Page = p
		pages, err := store.Tally(ctx, []graph.TallyQuery{q})
		if err != nil {
			return nil, false, 0, err
		}
		for _, row := range pages[0].Rows {
			keys = append(keys, row.Key)
		}
		return keys, pages[0].More, pages[0].Total, nil
	}}
}

func pagedLinks(store graph.Store, q graph.LinkQuery) paged {
	return paged{q, func(ctx context.Context, p graph.Page) (keys []string, more bool, total int, err error) {
		q.Page = p
		pages, err := store.Links(ctx, []graph.LinkQuery{q})
		if err != nil {
			return nil, false, 0, err
		}
		for _, item := range pages[0].Items {
			keys = append(keys, item.Key)
		}
		return keys, pages[0].More, pages[0].Total, nil
	}}
}

// walk reads the whole list, and then again page by page, forward and backward,
// and says what does not agree.
func (l paged) walk(ctx context.Context, limit int) error {
	whole, more, total, err := l.ask(ctx, all())
	if err != nil {
		return err
	}
	if more || total != len(whole) || !slices.IsSorted(whole) || len(slices.Compact(slices.Clone(whole))) != len(whole) {
		return fmt.Errorf("asked %s\nall of it: %d rows, Total %d, More %t, keys %q: they must be unique and ascend", show(l.question), len(whole), total, more, whole)
	}
	for _, backward := range []bool{false, true} {
		var walked []string
		page := graph.Page{Limit: limit, Backward: backward}
		for {
			keys, more, _, err := l.ask(ctx, page)
			if err != nil {
				return err
			}
			if len(keys) > limit || len(walked)+len(keys) > len(whole) || (more && len(keys) < limit) || len(keys) == 0 {
				if len(keys) == 0 && len(walked) == len(whole) && !more {
					break
				}
				return fmt.Errorf("asked %s\npage %s: got %d rows, More %t, after %d of %d rows", show(l.question), show(page), len(keys), more, len(walked), len(whole))
			}
			if backward {
				walked = append(slices.Clone(keys), walked...)
				page.Before = keys[0]
			} else {
				walked = append(walked, keys...)
				page.After = keys[len(keys)-1]
			}
			if wantMore := len(walked) < len(whole); more != wantMore {
				return fmt.Errorf("asked %s\npage %s: More is %t after %d of %d rows", show(l.question), show(page), more, len(walked), len(whole))
			}
		}
		if !slices.Equal(walked, whole) {
			return fmt.Errorf("asked %s\npages of %d, backward %t, give\n%q\nand all at once gives\n%q", show(l.question), limit, backward, walked, whole)
		}
	}
	return nil
}

// parts asks for every part of a list of at least four rows in every way, and
// compares with a part of the whole.
func (l paged) parts(t *testing.T) {
	t.Helper()
	whole, _, _, err := l.ask(t.Context(), all())
	if err != nil {
		t.Fatal(err)
	}
	if len(whole) < 4 {
		t.Fatalf("asked %s\ngot %q; the case needs four rows or more", show(l.question), whole)
	}
	first, second, last := whole[0], whole[1], whole[len(whole)-1]
	after, before := gone(second), gone(last)
	for _, page := range []graph.Page{
		{},
		{Total: true},
		{Backward: true, Total: true},
		{Limit: 1},
		{Limit: 2, Total: true},
		{Limit: len(whole)},
		{Limit: len(whole) - 1},
		{Limit: 2, Backward: true, Total: true},
		{Limit: len(whole) - 1, Backward: true},
		{Limit: len(whole), Backward: true},
		{Limit: 2, After: first},
		{Limit: 2, After: last, Total: true},
		{Limit: 2, After: first, Backward: true},
		{Limit: 2, Before: last, Backward: true},
		{Limit: 1, Before: last},
		{Limit: 2, Before: first, Backward: true},
		{Limit: 100, After: first, Before: last},
		{Limit: 1, After: first, Before: last},
		{Limit: 1, After: first, Before: last, Backward: true, Total: true},
		{Limit: 5, After: first, Before: second},
		{Limit: 5, After: last, Before: first},
		{After: first},
		{All: true, Backward: true, Limit: 1},
		{All: true, After: first, Total: true},
		{All: true, Before: last},
		{All: true, After: first, Before: last, Backward: true},
		{Limit: 2, After: after},
		{Limit: 2, After: after, Backward: true},
		{Limit: 2, Before: before},
		{Limit: 2, Before: before, Backward: true, Total: true},
		{Limit: 9, After: after, Before: before},
	} {
		want, wantMore := cut(whole, func(key string) string { return key }, page)
		keys, more, total, err := l.ask(t.Context(), page)
		if err != nil {
			t.Errorf("asked %s\npage %s: %v", show(l.question), show(page), err)
			continue
		}
		if !slices.Equal(keys, want) || more != wantMore || total != count(page, len(whole)) {
			t.Errorf("asked %s\npage %s of\n\t%q\ngot  %q, More %t, Total %d\nwant %q, More %t, Total %d",
				show(l.question), show(page), whole, keys, more, total, want, wantMore, count(page, len(whole)))
		}
	}
	l.walked(t)
}

// walked checks walks by pages of two.
func (l paged) walked(t *testing.T) {
	t.Helper()
	if err := l.walk(t.Context(), 2); err != nil {
		t.Error(err)
	}
}

// gone returns a position just before another at which there is no row: that of
// a row that was removed. It has the same keys, and an id that comes earlier.
func gone(key string) string {
	if position, err := graph.ParseLinkPosition(key); err == nil {
		position.Far = position.Far[:len(position.Far)-1]
		return position.Key()
	}
	return key[:len(key)-1]
}

func pageCases() []testCase {
	// Six of everything; the middle ones tie in all but the id.
	world := func(t *testing.T, store graph.Store) {
		w := newWorld()
		for _, id := range []string{"aa", "ba", "bb", "bc", "bd", "ca"} {
			days := map[string]trait{"a": on("2018"), "b": on("2019"), "c": func(*sketch, graph.Entity) {}}
			w.add(graph.ID("event/"+id), called(id[:1], id[:1]), days[id[:1]], who(graph.ID("un/"+id)), who("un/hub"), about(graph.ID("theme/"+id)))
			w.add(graph.ID("un/"+id), called(id[:1], id[:1]))
			w.add(graph.ID("theme/"+id), called(id[:1], id[:1]))
		}
		w.add("event/more", who("un/aa"), who("un/ca"), who("un/hub"), about("theme/ca"), planned()).in(t, store)
	}
	cases := []testCase{
		{"OfLinks", func(t *testing.T, store graph.Store) {
			world(t, store)
			pagedLinks(store, graph.LinkQuery{Anchor: "un/hub", Types: []graph.LinkType{graph.LinkTookPartIn}, Direction: graph.Both}).parts(t)
			pagedLinks(store, graph.LinkQuery{Anchor: "un/hub", Types: []graph.LinkType{graph.LinkTookPartIn, graph.LinkCooperates, graph.LinkToldIn}, Direction: graph.Both}).parts(t)
		}},
		{"AreMadeAfterWhatIsGone", afterWhatIsGone},
	}
	for _, class := range []graph.Class{graph.ClassEngagement, graph.ClassActor, graph.ClassTheme} {
		cases = append(cases, testCase{"Of" + string(class) + "s", func(t *testing.T, store graph.Store) {
			world(t, store)
			for _, order := range append(graph.Orders(class), graph.Order{Field: graph.OrderID}) {
				q := graph.FindQuery{Class: class, Order: order}
				if class == graph.ClassEngagement {
					q.Selection = graph.Selection{Own: acting(set("un/hub"))}
				}
				t.Run(order.String(), func(t *testing.T) {
					if order.Lang == graph.FR { // as in English, but for what sorts where
						pagedFind(store, q).walked(t)
						return
					}
					pagedFind(store, q).parts(t)
				})
			}
		}})
	}
	for _, by := range []graph.Dimension{graph.ByCounterpart, graph.ByTheme} {
		cases = append(cases, testCase{"Of" + string(by), func(t *testing.T, store graph.Store) {
			world(t, store)
			for _, order := range tallyOrders() {
				q := graph.TallyQuery{By: by, Order: order, Selection: graph.Selection{Own: acting(set("un/hub"))}}
				t.Run(order.String(), func(t *testing.T) {
					if order.Lang == graph.FR {
						pagedTally(store, q).walked(t)
						return
					}
					pagedTally(store, q).parts(t)
				})
			}
		}})
	}
	return cases
}

// afterWhatIsGone: when the row of a cursor is removed, the next page goes on
// from where it was.
func afterWhatIsGone(t *testing.T, store graph.Store) {
	w := newWorld()
	for _, id := range []graph.ID{"event/a", "event/b", "event/c", "event/d"} {
		w.add(id, who("un/hub"), on("2019"))
	}
	w.in(t, store)
	q := graph.FindQuery{Class: graph.ClassEngagement, Order: graph.Order{Field: graph.OrderStart}, Page: graph.Page{Limit: 2}}
	first := ask(t, store.Find, q)
	same(t, q, foundIDs(first), ids{"event/a", "event/b"})

	w = newWorld()
	for _, id := range []graph.ID{"event/a", "event/c", "event/d"} {
		w.add(id, who("un/hub"), on("2019"))
	}
	load(t, store, w.content(t))
	q.Page.After = first.Items[1].Key
	same(t, q, foundIDs(ask(t, store.Find, q)), ids{"event/c", "event/d"})
}
