package graph

import "testing"

// contents is what a store holds after the content was put into it.
func contents(t *testing.T, c *Content) Contents {
	t.Helper()
	stored := Contents{Version: c.Info.Version, Records: map[ID]string{}, Links: map[LinkKey]string{}}
	for i := range c.Records {
		stored.Records[c.Records[i].Base().ID] = hashOf(t, &c.Records[i])
	}
	for i := range c.Links {
		stored.Links[c.Links[i].Key()] = hashOf(t, &c.Links[i])
	}
	return stored
}

func plan(t *testing.T, stored Contents, target *Content) *Plan {
	t.Helper()
	p, err := NewPlan(stored, target)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAPlanForAnEmptyStoreAddsEverything(t *testing.T) {
	target := rich().build(t)
	p := plan(t, Contents{}, target)
	equal(t, "records", p.Records, PlanCounts{Added: len(target.Records)})
	equal(t, "links", p.Links, PlanCounts{Added: len(target.Links)})
	equal(t, "change", []int{len(p.Change.Records), len(p.Change.Links), len(p.Change.Removed), len(p.Change.RemovedLinks)}, []int{len(target.Records), len(target.Links), 0, 0})
	equal(t, "base and result", []any{p.Change.Base, p.Change.Info, p.Empty()}, []any{"", target.Info, false})
}

func TestAPlanBetweenEqualContentsIsEmpty(t *testing.T) {
	target := rich().build(t)
	p := plan(t, contents(t, rich().build(t)), target)
	equal(t, "records", p.Records, PlanCounts{Unchanged: len(target.Records)})
	equal(t, "links", p.Links, PlanCounts{Unchanged: len(target.Links)})
	equal(t, "change", p.Change, Change{Base: target.Info.Version, Info: target.Info})
	equal(t, "empty", p.Empty(), true)

	nothing, err := Build(Dataset{})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "of nothing, into a store that was never filled", plan(t, Contents{}, nothing).Empty(), false)
}

func TestAPlanCountsWhatItAddsChangesAndRemoves(t *testing.T) {
	before := newWorld().
		add("un/kept").add("un/changed").add("un/z").add("un/gone").
		join(LinkSucceeds, "un/kept", "un/changed").
		join(LinkSucceeds, "un/kept", "un/z").
		join(LinkSucceeds, "un/gone", "un/z").
		join(LinkSucceeds, "un/gone", "un/kept").
		build(t)
	w := newWorld().
		add("un/kept").add("un/changed", called("New", "Nouveau")).add("un/z").add("un/added")
	w.link(Link{Type: LinkSucceeds, From: "un/kept", To: "un/changed", Ord: 1}).
		join(LinkSucceeds, "un/kept", "un/z").
		join(LinkSucceeds, "un/added", "un/kept")
	target := w.build(t)

	p := plan(t, contents(t, before), target)
	equal(t, "records", p.Records, PlanCounts{Added: 1, Changed: 1, Removed: 1, Unchanged: 2})
	equal(t, "links", p.Links, PlanCounts{Added: 1, Changed: 1, Removed: 2, Unchanged: 1})
	var records []ID
	for i := range p.Change.Records {
		records = append(records, p.Change.Records[i].Base().ID)
	}
	equal(t, "written records", records, []ID{"un/added", "un/changed"})
	var links []LinkKey
	for i := range p.Change.Links {
		links = append(links, p.Change.Links[i].Key())
	}
	equal(t, "written links", links, []LinkKey{{LinkSucceeds, "un/added", "un/kept", ""}, {LinkSucceeds, "un/kept", "un/changed", ""}})
	equal(t, "removed", p.Change.Removed, []ID{"un/gone"})
	equal(t, "removed links", p.Change.RemovedLinks, []LinkKey{{LinkSucceeds, "un/gone", "un/kept", ""}, {LinkSucceeds, "un/gone", "un/z", ""}})
	equal(t, "versions", []any{p.Change.Base, p.Change.Info.Version, p.Empty()}, []any{before.Info.Version, target.Info.Version, false})
	equal(t, "in words", p.Links.String(), "1 added, 1 changed, 2 removed, 1 unchanged")
}

func TestWhatIsDerivedAnewIsAChangeToo(t *testing.T) {
	before := newWorld().meet("event/1", "un/a", "un/b").add("event/2").build(t)
	target := newWorld().meet("event/1", "un/a", "un/b").meet("event/2", "un/a").build(t)
	p := plan(t, contents(t, before), target)
	equal(t, "the weight of the actor and of the event", p.Records, PlanCounts{Changed: 2, Unchanged: 4})
	equal(t, "the participation alone", p.Links, PlanCounts{Added: 1, Unchanged: len(target.Links) - 1})
}
