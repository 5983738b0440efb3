package graphtest

import (
	"fmt"
	"testing"

	"github.com/comity-graph/comity/graph"
)

func rowIDs(page graph.TallyPage) ids {
	list := make(ids, 0, len(page.Rows))
	for _, row := range page.Rows {
		list = append(list, row.Entity.Base().ID)
	}
	return list
}

// counted asks for all rows and returns each as its id and count, in order.
func counted(t *testing.T, store graph.Store, q graph.TallyQuery) []string {
	t.Helper()
	var read []string
	for _, row := range tallied(t, store, q).Rows {
		read = append(read, fmt.Sprintf("%s %d", row.Entity.Base().ID, row.Count))
	}
	return read
}

// tallied asks for all rows.
func tallied(t *testing.T, store graph.Store, q graph.TallyQuery) graph.TallyPage {
	t.Helper()
	q.Page = all()
	page := ask(t, store.Tally, q)
	if page.Total != len(page.Rows) || page.More {
		t.Errorf("asked %s\ngot %d of all rows, Total %d, More %t", show(q), len(page.Rows), page.Total, page.More)
	}
	for i, row := range page.Rows {
		if row.Key == "" || (i > 0 && row.Key <= page.Rows[i-1].Key) {
			t.Errorf("asked %s\nkeys do not ascend: row %d has %q", show(q), i, row.Key)
		}
	}
	return page
}

// tallyOrders are all orders of tallies.
func tallyOrders() []graph.TallyOrder {
	var orders []graph.TallyOrder
	for _, desc := range []bool{false, true} {
		orders = append(
			orders, graph.TallyOrder{Field: graph.TallyEngagements, Desc: desc}, graph.TallyOrder{Field: graph.TallyLatest, Desc: desc},
			graph.TallyOrder{Field: graph.TallyName, Desc: desc, Lang: graph.EN}, graph.TallyOrder{Field: graph.TallyName, Desc: desc, Lang: graph.FR},
		)
	}
	return orders
}

// mostFirst is the order in which counterparts are listed unless asked.
func mostFirst() graph.TallyOrder { return graph.TallyOrder{Field: graph.TallyEngagements, Desc: true} }

func counterpartsOf(own *graph.Set) graph.TallyQuery {
	return graph.TallyQuery{By: graph.ByCounterpart, Order: mostFirst(), Selection: graph.Selection{Own: acting(own), With: acting(set())}}
}

func tallyCases() []testCase {
	return []testCase{
		{"CountsDistinctEngagementsByCounterpart", func(t *testing.T, store graph.Store) {
			councils().
				add("event/1", who("un/undp"), who("un/un"), who("state/ken"), who("state/som")).
				add("event/2", who("un/undp"), who("state/ken")).
				add("event/3", who("un/bureau"), who("un/undp"), who("organisation/au")). // two of Own: one engagement
				add("event/4", who("state/ken"), who("state/som")).
				add("event/5", who("un/undp")).in(t, store)
			q := counterpartsOf(tree("un/un"))
			same(t, q, counted(t, store, q), []string{"state/ken 2", "organisation/au 1", "state/som 1"})
			q = counterpartsOf(tree("un/undp")) // what is above Own is no counterpart
			same(t, q, counted(t, store, q), []string{"state/ken 2", "organisation/au 1", "state/som 1"})
			q = counterpartsOf(set("state/ken"))
			same(t, q, counted(t, store, q), []string{"state/som 2", "un/undp 2", "un/un 1"})
			page := tallied(t, store, q)
			same(t, q, page.Engagements, 3) // not the sum of the counts
		}},
		{"AnOrganOfOwnIsNoCounterpartEvenWithoutOrgans", func(t *testing.T, store graph.Store) {
			councils().add("event/1", who("un/undp"), who("un/bureau"), who("un/un"), who("un/dpa")).in(t, store)
			q := counterpartsOf(set("un/undp"))
			same(t, q, counted(t, store, q), []string{"un/dpa 1"})
			q = counterpartsOf(tree("un/undp"))
			same(t, q, counted(t, store, q), []string{"un/dpa 1"})
		}},
		{"AHybridIsACounterpartOfBothItsBodies", func(t *testing.T, store graph.Store) {
			councils().
				add("event/1", who("un/un"), who("un/hybrid")).add("event/2", who("organisation/au"), who("un/hybrid")).
				add("event/3", who("un/task-force"), who("un/dpa")).in(t, store)
			for own, want := range map[graph.ID][]string{
				"un/un": {"un/hybrid 1"}, "organisation/au": {"un/hybrid 1"}, "un/dpa": {"un/task-force 1"}, "un/task-force": {"un/dpa 1"}, "un/hybrid": {"organisation/au 1", "un/un 1"},
			} {
				q := counterpartsOf(tree(own))
				same(t, q, counted(t, store, q), want)
			}
		}},
		{"PassesOverAddresseesAndArmedGroupsOnBothSides", func(t *testing.T, store graph.Store) {
			ownWorld().in(t, store)
			q := counterpartsOf(tree("organisation/au"))
			same(t, q, counted(t, store, q), []string{"state/ken 1", "state/som 1", "un/un 1", "un/undp 1"})
			q.Selection.With.SkipAddressees = false
			same(t, q, counted(t, store, q), []string{"state/ken 2", "state/som 1", "un/un 1", "un/undp 1"})
			q.Selection.With.SkipArmedGroups = false
			same(t, q, counted(t, store, q), []string{"state/ken 2", "other/rebels 1", "state/som 1", "un/un 1", "un/undp 1"})
			q.Selection.With = nil // everybody
			same(t, q, counted(t, store, q), []string{"state/ken 2", "other/rebels 1", "state/som 1", "un/un 1", "un/undp 1"})
			q = counterpartsOf(set("state/ken"))
			same(t, q, counted(t, store, q), []string{"organisation/au 1"})
			q.Selection.Own.SkipAddressees = false
			same(t, q, counted(t, store, q), []string{"organisation/au 2"})
			q = counterpartsOf(set("other/rebels"))
			same(t, q, counted(t, store, q), nil)
		}},
		{"CountsCounterpartsInRoles", func(t *testing.T, store graph.Store) {
			ownWorld().in(t, store)
			q := counterpartsOf(tree("organisation/au"))
			q.Selection.With = &graph.Side{Roles: []graph.Role{graph.RoleAddressee, graph.RoleSpeaker}}
			same(t, q, counted(t, store, q), []string{"state/ken 2", "un/undp 1"})
			q.Selection.With.SkipAddressees = true
			same(t, q, counted(t, store, q), []string{"state/ken 1", "un/undp 1"})
			q.Selection.With = &graph.Side{Set: *set("un/none"), Roles: []graph.Role{graph.RoleSpeaker}} // the set is not looked at
			same(t, q, counted(t, store, q), []string{"un/undp 1"})
			q.Selection.Own.Roles = []graph.Role{graph.RoleMediator}
			same(t, q, counted(t, store, q), nil)
			q.Selection.With = nil
			same(t, q, counted(t, store, q), []string{"other/rebels 1", "state/som 1"})
		}},
		{"CountsEverybodyWithoutOwn", func(t *testing.T, store graph.Store) {
			ownWorld().add("event/au-un", about("theme/peace")).add("event/read", about("theme/envoys")).in(t, store)
			q := graph.TallyQuery{By: graph.ByCounterpart, Order: mostFirst(), Selection: graph.Selection{Themes: tree("theme/peace")}}
			same(t, q, counted(t, store, q), []string{"organisation/au 1", "state/ken 1", "un/un 1"})
			same(t, q, tallied(t, store, q).Engagements, 2)
			q.Selection.With = &graph.Side{Roles: []graph.Role{graph.RoleChair}}
			same(t, q, counted(t, store, q), []string{"organisation/au 1"})
			same(t, q, tallied(t, store, q).Engagements, 1)
			q.Selection.With, q.Selection.Any = nil, set("un/un")
			same(t, q, counted(t, store, q), []string{"organisation/au 1", "un/un 1"})
		}},
		{"CountsOnlyAmong", func(t *testing.T, store graph.Store) {
			ownWorld().add("membership/m", of("state/ken", "coalition/friends")).in(t, store)
			q := counterpartsOf(tree("organisation/au"))
			for _, row := range []struct {
				among graph.ActorSelection
				want  []string
			}{
				{graph.ActorSelection{Kinds: []graph.Kind{graph.KindUNEntity}}, []string{"un/un 1", "un/undp 1"}},
				{graph.ActorSelection{IDs: tree("un/undp")}, []string{"un/undp 1"}},
				{graph.ActorSelection{IDs: set("organisation/commission", "state/som")}, []string{"state/som 1"}},
				{graph.ActorSelection{MemberOf: set("coalition/friends")}, []string{"state/ken 1"}},
				{graph.ActorSelection{Places: tree("area/horn")}, []string{"state/ken 1", "state/som 1"}},
				{graph.ActorSelection{Text: []string{"un"}}, []string{"un/un 1"}},
				{graph.ActorSelection{Kinds: []graph.Kind{graph.KindCoalition}}, nil},
				{graph.ActorSelection{}, []string{"state/ken 1", "state/som 1", "un/un 1", "un/undp 1"}},
			} {
				q.Among = &row.among
				same(t, q, counted(t, store, q), row.want)
			}
			q.Among = &graph.ActorSelection{Kinds: []graph.Kind{graph.KindUNEntity}}
			same(t, q, tallied(t, store, q).Engagements, 2) // of the rows alone
		}},
		{"RollsCounterpartsUpIntoTheTopOfTheirTree", rollsUp},
		{"LeavesOutWhatTheDefaultsDo", tallyDefaults},
		{"CountsGeneralOnesApart", func(t *testing.T, store graph.Store) {
			newWorld().
				add("event/1", who("un/a"), who("un/b"), who("un/c"), on("2019")).
				add("event/2", who("un/a"), who("un/b"), on("2019"), general()).
				add("event/3", who("un/a"), who("un/b"), who("un/d"), on("2019"), general()).
				add("event/4", who("un/a"), who("un/b"), on("2019"), general(), planned()).
				add("event/5", who("un/a"), who("un/b"), on("2017"), general()).in(t, store)
			q := counterpartsOf(set("un/a"))
			q.Selection.Time = &graph.TimeSpan{From: "2018-01-01"}
			general := func() map[graph.ID][2]int {
				rows := map[graph.ID][2]int{}
				for _, row := range tallied(t, store, q).Rows {
					rows[row.Entity.Base().ID] = [2]int{row.Count, row.General}
				}
				return rows
			}
			same(t, q, general(), map[graph.ID][2]int{"un/b": {4, 3}, "un/c": {1, 0}, "un/d": {1, 1}})
			q.Selection.Statuses, q.Selection.StatusesDefault = defaults().Statuses, true
			same(t, q, general(), map[graph.ID][2]int{"un/b": {3, 2}, "un/c": {1, 0}, "un/d": {1, 1}})
			q.Selection.SpecificOnly = true // a row has at least one: un/d has none
			same(t, q, general(), map[graph.ID][2]int{"un/b": {1, 2}, "un/c": {1, 0}})
		}},
		{"TellsRolesThemesAndPeriodIfAsked", tellsMeasures},
		{"SortsByCountLatestAndName", sortsTallies},
		{"CountsByThemeAsTagged", byTheme},
		{"NobodyHasNoRows", func(t *testing.T, store graph.Store) {
			ownWorld().in(t, store)
			for _, own := range []*graph.Set{set("un/none"), tree("un/none"), {}, {Tree: true}, set("theme/peace")} {
				q := counterpartsOf(own)
				q.CountExcluded = true
				page := tallied(t, store, q)
				same(t, q, page, graph.TallyPage{})
				q.By = graph.ByTheme
				q.Selection.With = nil
				same(t, q, tallied(t, store, q), graph.TallyPage{})
			}
		}},
		{"TellsTotalsOnlyIfAsked", func(t *testing.T, store graph.Store) {
			ownWorld().in(t, store)
			q := counterpartsOf(tree("organisation/au"))
			q.Page = graph.Page{Limit: 1}
			page := ask(t, store.Tally, q)
			same(t, q, []int{page.Total, page.Engagements, len(page.Rows)}, []int{0, 0, 1})
			q.Page.Total = true
			page = ask(t, store.Tally, q)
			same(t, q, []int{page.Total, page.Engagements, len(page.Rows)}, []int{4, 4, 1})
			q.Page = graph.Page{Total: true, After: page.Rows[0].Key}
			page = ask(t, store.Tally, q)
			same(t, q, []int{page.Total, page.Engagements, len(page.Rows)}, []int{4, 4, 0})
		}},
		{"AgreesWithTheDerivedCooperation", agreesWithDerived},
	}
}

// rollsUp: counterparts are chosen as named, and then counted as what is above
// all of them.
func rollsUp(t *testing.T, store graph.Store) {
	councils().
		add("event/1", who("state/ken"), who("un/bureau", graph.RoleHost), who("un/dpa", graph.RoleSpeaker), on("2019")).
		add("event/2", who("state/ken"), who("un/un"), who("organisation/commission"), on("2018")).
		add("event/3", who("state/ken"), who("un/hybrid")).
		add("event/4", who("state/ken"), who("un/task-force")).in(t, store)
	q := counterpartsOf(set("state/ken"))
	q.RollUp, q.WithRoles, q.WithPeriod = true, true, true
	same(t, q, counted(t, store, q), []string{"un/un 3", "organisation/au 1", "un/hybrid 1"})
	page := tallied(t, store, q)
	same(t, q, page.Rows[0].Roles, []graph.Role{graph.RoleHost, graph.RoleSpeaker, graph.RoleParticipant})
	same(t, q, []graph.Date{page.Rows[0].First, page.Rows[0].Last}, []graph.Date{"2018-01-01", "2019-12-31"})
	same(t, q, page.Engagements, 4)

	q.Among = &graph.ActorSelection{IDs: tree("un/undp")} // as named, not as rolled up
	same(t, q, counted(t, store, q), []string{"un/un 1"})
	q.Among = &graph.ActorSelection{IDs: set("organisation/au")}
	same(t, q, counted(t, store, q), nil)
	q.Among = nil
	q.Selection.With = &graph.Side{Roles: []graph.Role{graph.RoleSpeaker}}
	same(t, q, counted(t, store, q), []string{"un/un 1"})

	q = counterpartsOf(set("un/dpa")) // an organ of the same body is a counterpart, and counts as the body
	q.RollUp = true
	same(t, q, counted(t, store, q), []string{"state/ken 1", "un/un 1"})
}

// tallyDefaults: what is left out is what would have counted in some row.
func tallyDefaults(t *testing.T, store graph.Store) {
	newWorld().
		add("event/counted", who("un/a"), who("un/b"), on("2019"), about("theme/t")).
		add("event/planned", who("un/a"), who("un/c"), planned(), general(), about("theme/t")).
		add("event/general", who("un/a"), who("un/c"), general(), about("theme/u")).
		add("event/undated", who("un/a"), who("un/b"), who("un/c"), about("theme/t")).
		add("event/alone", who("un/a"), on("2019"), planned()).
		add("event/addressed", who("un/a"), who("un/d", graph.RoleAddressee), on("2019"), general()).in(t, store)
	q := counterpartsOf(set("un/a"))
	q.Selection.Statuses, q.Selection.StatusesDefault, q.Selection.SpecificOnly = defaults().Statuses, true, true
	q.Selection.Time = &graph.TimeSpan{}
	q.CountExcluded = true
	same(t, q, counted(t, store, q), []string{"un/b 1"})
	same(t, q, tallied(t, store, q).Excluded, graph.Excluded{Planned: 1, General: 1, Undated: 1})

	q.Among = &graph.ActorSelection{IDs: set("un/b")}
	same(t, q, tallied(t, store, q).Excluded, graph.Excluded{Undated: 1})
	q.Among, q.CountExcluded = nil, false
	same(t, q, tallied(t, store, q).Excluded, graph.Excluded{})

	q.By, q.Selection.With, q.CountExcluded = graph.ByTheme, nil, true
	same(t, q, counted(t, store, q), []string{"theme/t 1"})
	same(t, q, tallied(t, store, q).Excluded, graph.Excluded{Planned: 1, General: 1, Undated: 1})
}

func tellsMeasures(t *testing.T, store graph.Store) {
	newWorld().
		add("event/1", who("un/a", graph.RoleHost), who("un/b", graph.RoleSpeaker), on("2018"), about("theme/y", "theme/x")).
		add("event/2", who("un/a", graph.RoleLead, graph.RoleHost), who("un/b", graph.RoleHost, graph.RoleAddressee), on("2019-05-01/.."), about("theme/x")).
		add("event/3", who("un/a"), who("un/b", graph.RolePartner), about("theme/z")).
		add("event/4", who("un/a", graph.RoleIssuer), who("un/b", graph.RoleAddressee), on("2001"), about("theme/w")).
		add("event/5", who("un/a", graph.RoleFunder), who("un/b", graph.RoleFunder), on("2001"), general(), about("theme/w")).
		add("event/6", who("un/a"), who("un/c")).add("event/7", who("un/a"), who("un/d"), on("../2017")).in(t, store)
	q := counterpartsOf(set("un/a"))
	q.Selection.SpecificOnly = true
	q.WithPeriod, q.WithThemes, q.WithRoles = true, true, true
	want := map[graph.ID]graph.TallyRow{
		"un/b": {
			Count: 3, General: 1, First: "2018-01-01", Last: graph.OpenEnd,
			OwnRoles: []graph.Role{graph.RoleLead, graph.RoleHost, graph.RoleParticipant},
			Roles:    []graph.Role{graph.RoleHost, graph.RoleSpeaker, graph.RoleAddressee, graph.RolePartner},
			Themes:   []graph.ThemeCount{{Theme: "theme/x", Count: 2}, {Theme: "theme/y", Count: 1}, {Theme: "theme/z", Count: 1}},
		},
		"un/c": {Count: 1, OwnRoles: []graph.Role{graph.RoleParticipant}, Roles: []graph.Role{graph.RoleParticipant}},
		"un/d": {Count: 1, First: graph.OpenStart, Last: "2017-12-31", OwnRoles: []graph.Role{graph.RoleParticipant}, Roles: []graph.Role{graph.RoleParticipant}},
	}
	for range 2 {
		page := tallied(t, store, q)
		if len(page.Rows) != len(want) {
			t.Errorf("asked %s\ngot the rows %s, want %d", show(q), rowIDs(page), len(want))
		}
		for _, got := range page.Rows {
			row := want[got.Entity.Base().ID]
			got.Key, got.Entity = "", nil
			same(t, q, got, row)
		}
		// And nothing of it if nobody asks.
		q.WithPeriod, q.WithThemes, q.WithRoles = false, false, false
		for id, row := range want {
			want[id] = graph.TallyRow{Count: row.Count, General: row.General}
		}
	}

	q = counterpartsOf(set("un/a"))
	q.WithRoles = true
	q.Selection.Own.Roles, q.Selection.With.Roles = []graph.Role{graph.RoleLead}, []graph.Role{graph.RoleHost}
	page := tallied(t, store, q)
	same(t, q, rowIDs(page), ids{"un/b"})
	same(t, q, page.Rows[0].OwnRoles, []graph.Role{graph.RoleLead, graph.RoleHost}) // all roles of the participations that fit
	same(t, q, page.Rows[0].Roles, []graph.Role{graph.RoleHost, graph.RoleAddressee})
}

// sortsTallies: ties go by id, ascending, in either direction; the undated come
// last, in either direction.
func sortsTallies(t *testing.T, store graph.Store) {
	newWorld().
		add("un/a", called("Zebra", "Âne")).add("un/b", called("apple", "pomme")).add("un/c", called("Apple", "Zèbre")).add("un/d", called("apple", "pomme")).
		add("event/1", who("un/own"), who("un/a"), on("2018")).
		add("event/2", who("un/own"), who("un/a"), who("un/b"), on("2019")).
		add("event/3", who("un/own"), who("un/c")).
		add("event/4", who("un/own"), who("un/d"), on("2018/..")).
		add("event/5", who("un/own"), who("un/d")).
		add("event/6", who("un/own"), who("un/e"), on("2019")).in(t, store)
	q := counterpartsOf(set("un/own"))
	for order, want := range map[graph.TallyOrder]ids{
		{Field: graph.TallyEngagements, Desc: true}:          {"un/a", "un/d", "un/b", "un/c", "un/e"},
		{Field: graph.TallyEngagements}:                      {"un/b", "un/c", "un/e", "un/a", "un/d"},
		{Field: graph.TallyLatest, Desc: true}:               {"un/d", "un/a", "un/b", "un/e", "un/c"},
		{Field: graph.TallyLatest}:                           {"un/a", "un/b", "un/e", "un/d", "un/c"},
		{Field: graph.TallyName, Lang: graph.EN}:             {"un/b", "un/d", "un/c", "un/e", "un/a"},
		{Field: graph.TallyName, Lang: graph.EN, Desc: true}: {"un/a", "un/e", "un/c", "un/b", "un/d"},
		{Field: graph.TallyName, Lang: graph.FR}:             {"un/a", "un/e", "un/b", "un/d", "un/c"},
		{Field: graph.TallyName, Lang: graph.ZH, Desc: true}: {"un/a", "un/e", "un/c", "un/b", "un/d"}, // as in English
	} {
		q.Order = order
		page := tallied(t, store, q)
		same(t, q, rowIDs(page), want)
		q.WithPeriod = true
		for _, row := range tallied(t, store, q).Rows {
			same(t, q, row.Key, order.Key(&row))
		}
		q.WithPeriod = false
	}
}

func byTheme(t *testing.T, store graph.Store) {
	councils().
		add("event/1", who("un/undp", graph.RoleHost), who("state/ken"), about("theme/peace", "theme/envoys"), on("2019")).
		add("event/2", who("un/bureau"), who("state/ken", graph.RoleAddressee), about("theme/envoys")).
		add("event/3", who("un/undp"), about("theme/climate"), general()).
		add("event/4", who("state/som"), about("theme/climate")).
		add("event/5", who("un/undp")).in(t, store)
	q := graph.TallyQuery{By: graph.ByTheme, Order: mostFirst()}
	same(t, q, counted(t, store, q), []string{"theme/climate 2", "theme/envoys 2", "theme/peace 1"})
	same(t, q, tallied(t, store, q).Engagements, 4)
	q.Selection.Own = acting(tree("un/undp"))
	same(t, q, counted(t, store, q), []string{"theme/envoys 2", "theme/climate 1", "theme/peace 1"})
	q.Selection.With = acting(set("state/ken")) // here its set is looked at
	same(t, q, counted(t, store, q), []string{"theme/envoys 1", "theme/peace 1"})
	q.Selection.With = nil
	q.Selection.Themes = tree("theme/mediation") // which engagements; not which themes
	same(t, q, counted(t, store, q), []string{"theme/envoys 2", "theme/peace 1"})
	q.Selection.Themes = nil
	q.Selection.SpecificOnly, q.WithPeriod, q.WithThemes = true, true, true
	page := tallied(t, store, q)
	same(t, q, rowIDs(page), ids{"theme/envoys", "theme/peace"})
	same(t, q, page.Rows[0].Themes, []graph.ThemeCount{{Theme: "theme/envoys", Count: 2}, {Theme: "theme/peace", Count: 1}})
	same(t, q, []graph.Date{page.Rows[0].First, page.Rows[0].Last}, []graph.Date{"2019-01-01", "2019-12-31"})
}

// agreesWithDerived: of every actor, with and without its organs, the tally of
// counterparts is what COOPERATES_WITH links and Derived say.
func agreesWithDerived(t *testing.T, store graph.Store) {
	content := build(t, Generate(5, Size{Engagements: 120}))
	load(t, store, content)
	for i := range content.Records {
		r := &content.Records[i]
		if !r.Base().Kind.IsActor() || r.Base().Category == graph.CategoryArmedGroup {
			continue
		}
		id := r.Base().ID
		for _, scope := range []string{graph.ScopeOwn, graph.ScopeTree} {
			if scope == graph.ScopeTree && !r.HasOrgans {
				continue
			}
			sums := r.Own
			if scope == graph.ScopeTree {
				sums = r.Tree
			}
			want := map[graph.ID]graph.Cooperation{}
			for _, l := range content.Links {
				switch {
				case l.Type != graph.LinkCooperates || l.Scope != scope:
				case l.From == id:
					want[l.To] = *l.Cooperation
				case l.To == id && scope == graph.ScopeOwn:
					c := *l.Cooperation
					c.FromRoles, c.ToRoles = c.ToRoles, c.FromRoles
					want[l.From] = c
				}
			}
			s := defaults()
			s.Own, s.With = acting(&graph.Set{IDs: ids{id}, Tree: scope == graph.ScopeTree}), acting(set())
			q := graph.TallyQuery{By: graph.ByCounterpart, Selection: s, Order: mostFirst(), WithPeriod: true, WithThemes: true, WithRoles: true, CountExcluded: true}
			page := tallied(t, store, q)
			got := map[graph.ID]graph.Cooperation{}
			for _, row := range page.Rows {
				other := row.Entity.Base().ID
				got[other] = graph.Cooperation{
					Engagements: row.Count, General: row.General, First: row.First, Last: row.Last,
					FromRoles: row.OwnRoles, ToRoles: row.Roles, Themes: row.Themes, Newest: want[other].Newest,
				}
			}
			same(t, q, got, want)
			same(t, q, graph.Cooperations{
				Counterparts: page.Total, Engagements: page.Engagements, General: page.Excluded.General, Planned: page.Excluded.Planned,
			}, sums)
			if t.Failed() {
				return
			}
		}
	}
}
