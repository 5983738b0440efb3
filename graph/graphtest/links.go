package graphtest

import (
	"slices"
	"strings"
	"testing"

	"github.com/comity-graph/comity/graph"
)

func farIDs(page graph.LinkPage) ids {
	list := make(ids, 0, len(page.Items))
	for _, item := range page.Items {
		list = append(list, item.Far.Base().ID)
	}
	return list
}

// links asks for all links of an anchor and returns what they read as: type,
// direction and far end.
func links(t *testing.T, store graph.Store, q graph.LinkQuery) []string {
	t.Helper()
	q.Page = all()
	page := ask(t, store.Links, q)
	if page.Total != len(page.Items) || page.More {
		t.Errorf("asked %s\ngot %d of all items, Total %d, More %t", show(q), len(page.Items), page.Total, page.More)
	}
	var read []string
	for _, item := range page.Items {
		arrow := " < "
		if item.Outgoing {
			arrow = " > "
		}
		if other := item.Link.To; item.Outgoing && other != item.Far.Base().ID {
			t.Errorf("asked %s\nthe far end of a link to %s is %s", show(q), other, item.Far.Base().ID)
		}
		read = append(read, string(item.Link.Type)+arrow+string(item.Far.Base().ID))
	}
	return read
}

func linkCases() []testCase {
	took := []graph.LinkType{graph.LinkTookPartIn}
	return []testCase{
		{"AreOrderedByOrdThenFarEndThenTypeThenDirection", linkOrder},
		{"AreOrderedByScopeBetweenTheSameEnds", func(t *testing.T, store graph.Store) {
			newWorld().add("source/s", func(w *sketch, e graph.Entity) {
				w.mention("un/a")
				e.(*graph.Source).Sections = []graph.Section{{Key: "z", About: "un/a"}, {Key: "b"}, {Key: "a", About: "un/a"}}
			}).in(t, store)
			q := graph.LinkQuery{Anchor: "un/a", Types: []graph.LinkType{graph.LinkHasSectionOn}, Direction: graph.In, Page: all()}
			page := ask(t, store.Links, q)
			var scopes []string
			for _, item := range page.Items {
				scopes = append(scopes, item.Link.Scope)
			}
			same(t, q, scopes, []string{"z", "a"}) // by Ord: the order of the document
		}},
		{"GoOutInOrBothWays", func(t *testing.T, store graph.Store) {
			newWorld().
				add("event/b", related(graph.LinkFollows, "event/a")).
				add("event/c", related(graph.LinkFollows, "event/b")).in(t, store)
			q := graph.LinkQuery{Anchor: "event/b", Types: []graph.LinkType{graph.LinkFollows}}
			for direction, want := range map[graph.Direction][]string{
				graph.Out:  {"FOLLOWS > event/a"},
				graph.In:   {"FOLLOWS < event/c"},
				graph.Both: {"FOLLOWS > event/a", "FOLLOWS < event/c"},
			} {
				q.Direction = direction
				same(t, q, links(t, store, q), want)
			}
		}},
		{"AreOfTheTypesAskedFor", func(t *testing.T, store graph.Store) {
			newWorld().add("event/e", who("un/a"), about("theme/t"), concerns("state/ken"), heldIn("state/ken")).in(t, store)
			q := graph.LinkQuery{Anchor: "event/e", Types: []graph.LinkType{graph.LinkConcerns, graph.LinkHeldIn, graph.LinkTookPartIn}, Direction: graph.Both}
			same(t, q, links(t, store, q), []string{"CONCERNS > state/ken", "HELD_IN > state/ken", "TOOK_PART_IN < un/a"})
			q.Types = []graph.LinkType{graph.LinkAmends}
			same(t, q, links(t, store, q), nil)
		}},
		{"OfNothingAreNone", func(t *testing.T, store graph.Store) {
			newWorld().add("event/e", who("un/a")).add("un/alone", formerly("un/before")).in(t, store)
			for _, anchor := range []graph.ID{"un/none", "un/alone", "un/before", "", "*", "' OR 1=1"} {
				q := graph.LinkQuery{Anchor: anchor, Types: graph.LinkTypes(), Direction: graph.Both}
				same(t, q, links(t, store, q), nil)
			}
		}},
		{"CarryWhatTheyCarry", linksCarry},
		{"CanBeNarrowedByTheFarEnd", func(t *testing.T, store graph.Store) {
			newWorld().
				add("state/ken", category("member-state")).add("un/a", category("governing-body")).add("un/b", category("principal-organ")).
				add("event/e", who("un/b"), who("un/a"), who("state/ken")).in(t, store)
			q := graph.LinkQuery{Anchor: "event/e", Types: took, Direction: graph.In, Kinds: []graph.Kind{graph.KindUNEntity, graph.KindArea}}
			same(t, q, links(t, store, q), []string{"TOOK_PART_IN < un/b", "TOOK_PART_IN < un/a"})
			q.Categories = []string{"governing-body", "member-state"}
			same(t, q, links(t, store, q), []string{"TOOK_PART_IN < un/a"})
			q.Kinds = nil
			same(t, q, links(t, store, q), []string{"TOOK_PART_IN < un/a", "TOOK_PART_IN < state/ken"})
		}},
		{"CanBeNarrowedByRole", func(t *testing.T, store graph.Store) {
			newWorld().add("event/e", who("un/a", graph.RoleChair, graph.RoleHost), who("un/b", graph.RoleHost), who("un/c", graph.RoleSpeaker)).in(t, store)
			q := graph.LinkQuery{Anchor: "event/e", Types: took, Direction: graph.In, Roles: []graph.Role{graph.RoleHost}}
			same(t, q, links(t, store, q), []string{"TOOK_PART_IN < un/a", "TOOK_PART_IN < un/b"})
			q.Roles = []graph.Role{graph.RoleChair, graph.RoleSpeaker, graph.RoleIssuer}
			same(t, q, links(t, store, q), []string{"TOOK_PART_IN < un/a", "TOOK_PART_IN < un/c"})
		}},
		{"ToMembershipsCanBeThoseOfADay", func(t *testing.T, store graph.Store) {
			newWorld().
				add("membership/always", of("state/ken", "organisation/au")).
				add("membership/one-day", of("state/ken", "organisation/au"), on("2019-05-01")).
				add("membership/since", of("state/ken", "organisation/au"), on("2019-05-01/..")).
				add("membership/until", of("state/ken", "organisation/au"), on("../2019-05-01")).in(t, store)
			for day, want := range map[graph.Date][]string{
				"":           {"MEMBER < membership/always", "MEMBER < membership/one-day", "MEMBER < membership/since", "MEMBER < membership/until"},
				"2019-04-30": {"MEMBER < membership/always", "MEMBER < membership/until"},
				"2019-05-01": {"MEMBER < membership/always", "MEMBER < membership/one-day", "MEMBER < membership/since", "MEMBER < membership/until"},
				"2019-05-02": {"MEMBER < membership/always", "MEMBER < membership/since"},
			} {
				q := graph.LinkQuery{Anchor: "state/ken", Types: []graph.LinkType{graph.LinkMember}, Direction: graph.In, AsOf: day}
				same(t, q, links(t, store, q), want)
			}
		}},
		{"DerivedOnesAreThere", func(t *testing.T, store graph.Store) {
			newWorld().
				add("un/organ", partOf("un/body")).
				add("event/e", who("un/organ"), who("state/ken"), cites("source/b#2", "source/a#1")).in(t, store)
			for anchor, want := range map[graph.ID][]string{
				"un/organ":   {"COOPERATES_WITH > state/ken", "TOLD_IN > source/doc", "IN_TREE_OF > un/body"},
				"event/e":    {"CITES > source/a#1", "CITES > source/doc#1", "CITES > source/b#2"},
				"source/a#1": {"CITES < event/e", "IN > source/a"},
			} {
				q := graph.LinkQuery{
					Anchor: anchor, Direction: graph.Both,
					Types: []graph.LinkType{graph.LinkCites, graph.LinkIn, graph.LinkToldIn, graph.LinkInTreeOf, graph.LinkCooperates},
				}
				got := links(t, store, q)
				slices.Sort(got)
				slices.Sort(want)
				if anchor == "un/organ" { // the pair is kept once: from or to
					for i := range got {
						got[i] = strings.Replace(got[i], "COOPERATES_WITH < ", "COOPERATES_WITH > ", 1)
					}
				}
				same(t, q, got, want)
			}
		}},
		{"AreSeenFromBothEnds", linksFromBothEnds},
	}
}

// linkOrder: what ties on one part of the order is told apart by the next.
func linkOrder(t *testing.T, store graph.Store) {
	w := newWorld().add("event/m")
	for _, l := range []graph.Link{
		{Type: graph.LinkUnder, From: "event/m", To: "event/z", Ord: 0},
		{Type: graph.LinkUnder, From: "event/b", To: "event/m", Ord: 1},    // Ord ties: the far end decides
		{Type: graph.LinkAmends, From: "event/m", To: "event/b", Ord: 1},   // the far end ties: the type decides
		{Type: graph.LinkUnder, From: "event/m", To: "event/b", Ord: 1},    // the type ties: OUT comes first
		{Type: graph.LinkUnder, From: "event/m", To: "activity/b", Ord: 1}, // ids compare whole, kind and all
		{Type: graph.LinkUnder, From: "event/m", To: "event/b-1", Ord: 1},  // and byte by byte
		{Type: graph.LinkUnder, From: "event/m", To: "event/b1", Ord: 1},
		{Type: graph.LinkUnder, From: "event/m", To: "event/c", Ord: 10}, // numbers, not digits
		{Type: graph.LinkUnder, From: "event/m", To: "event/d", Ord: 2},
	} {
		w.mention(l.From)
		w.mention(l.To)
		l.Citations = w.cite(graph.Stated, evidence)
		w.links = append(w.links, l)
	}
	w.in(t, store)
	q := graph.LinkQuery{Anchor: "event/m", Types: []graph.LinkType{graph.LinkUnder, graph.LinkAmends}, Direction: graph.Both}
	same(t, q, links(t, store, q), []string{
		"UNDER > event/z", "UNDER > activity/b", "AMENDS > event/b", "UNDER > event/b", "UNDER < event/b",
		"UNDER > event/b-1", "UNDER > event/b1", "UNDER > event/d", "UNDER > event/c",
	})
}

func linksCarry(t *testing.T, store graph.Store) {
	content := everyKind().
		add("event/b", who("organisation/a", graph.RoleHost), who("un/a", graph.RoleChair, graph.RoleSpeaker), about("theme/a"), on("2019")).content(t)
	load(t, store, content)
	for i := range content.Links {
		want := &content.Links[i]
		for _, from := range []bool{true, false} {
			q := graph.LinkQuery{Anchor: want.To, Types: []graph.LinkType{want.Type}, Direction: graph.In, Page: all()}
			if from {
				q.Anchor, q.Direction = want.From, graph.Out
			}
			page := ask(t, store.Links, q)
			at := slices.IndexFunc(page.Items, func(item graph.LinkItem) bool { return item.Link.Key() == want.Key() })
			if at < 0 {
				t.Errorf("asked %s\n%s is missing", show(q), show(want))
				continue
			}
			item := page.Items[at]
			same(t, q, item.Link, *want)
			far, position := want.From, graph.LinkPosition{Ord: want.Ord, Far: want.From, Type: want.Type, Scope: want.Scope, Incoming: true}
			if from {
				far, position.Far, position.Incoming = want.To, want.To, false
			}
			same(t, q, item.Far.Base().ID, far)
			same(t, q, item.Key, position.Key())
			same(t, q, item.Outgoing, from)
		}
	}
}

// linksFromBothEnds: over all anchors, going out and coming in tell of the same
// links, each once.
func linksFromBothEnds(t *testing.T, store graph.Store) {
	content := build(t, Generate(3, Small()))
	load(t, store, content)
	seen := map[graph.LinkKey][2]int{}
	var queries []graph.LinkQuery
	for i := range content.Records {
		queries = append(queries, graph.LinkQuery{Anchor: content.Records[i].Base().ID, Types: graph.LinkTypes(), Direction: graph.Both, Page: all()})
	}
	pages, err := store.Links(t.Context(), queries)
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		for _, item := range page.Items {
			n := seen[item.Link.Key()]
			if item.Outgoing {
				n[0]++
			} else {
				n[1]++
			}
			seen[item.Link.Key()] = n
		}
	}
	for i := range content.Links {
		if n := seen[content.Links[i].Key()]; n != [2]int{1, 1} {
			t.Fatalf("%s is seen %d times from its origin and %d times from its end", show(content.Links[i].Key()), n[0], n[1])
		}
	}
	if len(seen) != len(content.Links) {
		t.Errorf("got %d links, want %d", len(seen), len(content.Links))
	}
}
