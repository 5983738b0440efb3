package graph

import "testing"

func TestTwoWhoTookPartInOneEngagementCooperate(t *testing.T) {
	c := newWorld().
		take("event/1", "un/b", RoleOrganiser).take("event/1", "un/a", RoleHost, RoleSpeaker).take("event/1", "state/ken", RoleAddressee, RoleObserver).add("event/1", on("2019-03")).
		take("event/2", "un/a", RoleLead).take("event/2", "un/b", RoleAddressee).add("event/2", on("2020")).
		meet("event/alone", "un/a").
		meet("event/3", "un/a", "un/b").add("event/3", on("2017/..")).
		build(t)

	want := &Cooperation{
		Engagements: 2, First: "2017-01-01", Last: OpenEnd,
		FromRoles: []Role{RoleHost, RoleSpeaker, RoleParticipant}, ToRoles: []Role{RoleOrganiser, RoleParticipant},
		Themes: []ThemeCount{}, Newest: []ID{"event/1", "event/3"},
	}
	equal(t, "a and b, once, from the first id", c.cooperation(ScopeOwn, "un/a", "un/b"), want)
	equal(t, "b and a", c.cooperation(ScopeOwn, "un/b", "un/a"), (*Cooperation)(nil))
	equal(t, "without organs there is no tree", c.cooperation(ScopeTree, "un/a", "un/b"), (*Cooperation)(nil))
	equal(t, "an addressee that is an observer too", c.cooperation(ScopeOwn, "state/ken", "un/a").FromRoles, []Role{RoleObserver, RoleAddressee})

	sums := Cooperations{Counterparts: 2, Engagements: 2}
	equal(t, "the sums of a", c.record(t, "un/a").Own, sums)
	equal(t, "which are those of its tree", c.record(t, "un/a").Tree, sums)
	equal(t, "the engagements of a, counterparts or not", c.record(t, "un/a").Engagements, 4)
}

func TestAddresseesAndArmedGroupsAreNobodysCounterpart(t *testing.T) {
	c := newWorld().
		take("event/letter", "un/a", RoleIssuer).take("event/letter", "state/ken", RoleAddressee).take("event/letter", "state/deu", RoleAddressee).
		add("other/front", ofCategory(CategoryArmedGroup)).
		take("agreement/peace", "other/front", RoleSignatory).take("agreement/peace", "un/a", RoleMediator).take("agreement/peace", "un/b", RoleMediator).
		build(t)
	for _, pair := range [][2]ID{{"state/ken", "un/a"}, {"state/deu", "state/ken"}, {"other/front", "un/a"}} {
		if got := c.cooperation(ScopeOwn, pair[0], pair[1]); got != nil {
			t.Errorf("%s cooperates with %s: %s", pair[0], pair[1], show(got))
		}
	}
	for id, want := range map[ID]Cooperations{"state/ken": {}, "other/front": {}, "un/a": {Counterparts: 1, Engagements: 1}, "un/b": {Counterparts: 1, Engagements: 1}} {
		equal(t, string(id), c.record(t, id).Own, want)
	}
	equal(t, "they are participants all the same", c.record(t, "agreement/peace").Participants, 3)
}

func TestActsAsksForARoleBesideAddresseeAndNoArmedGroup(t *testing.T) {
	state, group := &Node{Category: "member-state"}, &Node{Category: CategoryArmedGroup}
	for _, row := range []struct {
		actor *Node
		roles []Role
		want  bool
	}{
		{state, []Role{RoleParticipant}, true},
		{state, []Role{RoleAddressee}, false},
		{state, []Role{RoleAddressee, RoleFunder}, true},
		{group, []Role{RoleSignatory}, false},
		{group, []Role{RoleAddressee}, false},
	} {
		if got := Acts(row.actor, row.roles); got != row.want {
			t.Errorf("%s in %v: got %v, want %v", row.actor.Category, row.roles, got, row.want)
		}
	}
}

func TestGeneralAndPlannedEngagementsAreCountedApart(t *testing.T) {
	c := newWorld().
		meet("event/1", "un/a", "un/b").
		meet("activity/1", "un/a", "un/b", "un/c").add("activity/1", general).join(LinkAddresses, "activity/1", "theme/t").
		meet("activity/2", "un/a", "un/b").add("activity/2", general, on("1999")).
		meet("event/2", "un/a", "un/b").add("event/2", planned).
		meet("event/3", "un/a", "un/c").add("event/3", planned, general).
		build(t)
	ab := c.cooperation(ScopeOwn, "un/a", "un/b")
	equal(t, "a and b", ab, &Cooperation{
		Engagements: 1, General: 2, FromRoles: []Role{RoleParticipant}, ToRoles: []Role{RoleParticipant}, Themes: []ThemeCount{}, Newest: []ID{"event/1"},
	})
	equal(t, "who are named in general statements alone", c.cooperation(ScopeOwn, "un/a", "un/c"), (*Cooperation)(nil))
	equal(t, "the sums of a", c.record(t, "un/a").Own, Cooperations{Counterparts: 1, Engagements: 1, General: 2, Planned: 2})
	equal(t, "the sums of c", c.record(t, "un/c").Own, Cooperations{General: 1, Planned: 1})
}

func TestABodyWithOrgansStandsForItsTree(t *testing.T) {
	c := bodies().
		meet("event/1", "un/dpo", "organisation/au").
		meet("event/2", "un/dpo", "un/dppa", "organisation/commission").
		meet("event/3", "un/un", "un/dpo"). // one tree: no counterparts
		meet("event/4", "un/unamid", "un/dpo", "organisation/au").
		take("event/5", "un/un", RoleLead).take("event/5", "un/dppa", RoleHost).take("event/5", "state/ken", RolePartner).
		meet("activity/1", "un/dppa", "organisation/au").add("activity/1", general).
		meet("event/6", "un/task-force", "organisation/au").add("event/6", planned).
		build(t)
	count := func(scope string, from, to ID) int {
		if co := c.cooperation(scope, from, to); co != nil {
			return co.Engagements
		}
		return 0
	}
	for _, row := range []struct {
		scope    string
		from, to ID
		want     int
	}{
		{ScopeOwn, "organisation/au", "un/un", 0},
		{ScopeOwn, "un/dpo", "un/un", 0},
		{ScopeOwn, "un/dpo", "un/dppa", 1}, // sisters are counterparts
		{ScopeOwn, "organisation/au", "un/dpo", 2},
		{ScopeOwn, "organisation/au", "un/unamid", 1}, // the hybrid is in neither tree
		{ScopeTree, "un/un", "organisation/au", 2},
		{ScopeTree, "un/un", "organisation/commission", 1}, // two of its organs met it once
		{ScopeTree, "un/un", "un/unamid", 1},
		{ScopeTree, "un/un", "state/ken", 1},
		{ScopeTree, "un/un", "un/dpo", 0},
		{ScopeTree, "organisation/au", "un/dpo", 3},
		{ScopeTree, "organisation/au", "un/dppa", 1},
		{ScopeTree, "organisation/au", "un/un", 0},  // as named, and it was not
		{ScopeTree, "un/dpo", "organisation/au", 0}, // a body without organs
	} {
		if got := count(row.scope, row.from, row.to); got != row.want {
			t.Errorf("%s, %s with %s: %d engagements, want %d", row.scope, row.from, row.to, got, row.want)
		}
	}
	equal(t, "roles of all who stand for the body", c.cooperation(ScopeTree, "un/un", "state/ken").FromRoles, []Role{RoleLead, RoleHost})
	equal(t, "general statements", c.cooperation(ScopeTree, "un/un", "organisation/au").General, 1)
	for id, want := range map[ID][2]Cooperations{
		"un/un":           {{Counterparts: 1, Engagements: 1}, {Counterparts: 4, Engagements: 4, General: 1, Planned: 1}},
		"organisation/au": {{Counterparts: 2, Engagements: 2, General: 1, Planned: 1}, {Counterparts: 3, Engagements: 3, General: 1, Planned: 1}},
		"un/dpo":          {{Counterparts: 4, Engagements: 3}, {Counterparts: 4, Engagements: 3}},
	} {
		r := c.record(t, id)
		equal(t, "the sums of "+string(id), [2]Cooperations{r.Own, r.Tree}, want)
	}
}

func TestACooperationNamesTheNewestEngagementsAndItsThemesMostFirst(t *testing.T) {
	w := newWorld()
	for id, edtf := range map[ID]string{"event/a": "2018", "event/b": "2020-05", "event/c": "2020-05", "event/d": "2019", "event/e": "../2021"} {
		w.meet(id, "un/a", "un/b").add(id, on(edtf))
	}
	c := w.meet("event/undated", "un/a", "un/b").
		join(LinkAddresses, "event/a", "theme/z", "theme/y").join(LinkAddresses, "event/b", "theme/z").join(LinkAddresses, "event/c", "theme/x").
		build(t)
	co := c.cooperation(ScopeOwn, "un/a", "un/b")
	equal(t, "newest", co.Newest, []ID{"event/b", "event/c", "event/d"})
	equal(t, "themes", co.Themes, []ThemeCount{{"theme/z", 2}, {"theme/x", 1}, {"theme/y", 1}})
	equal(t, "period", []Date{co.First, co.Last}, []Date{OpenStart, "2021-12-31"})
	equal(t, "engagements", co.Engagements, 6)
	if len(co.Newest) != NewestKept {
		t.Errorf("%d are kept, want %d", len(co.Newest), NewestKept)
	}
}

func TestTheEmptyDayIsNeitherEarlierNorLater(t *testing.T) {
	for _, row := range [][4]Date{ // x, y, the earlier, the later
		{"", "", "", ""},
		{"2019-01-01", "", "2019-01-01", "2019-01-01"},
		{"", "2019-01-01", "2019-01-01", "2019-01-01"},
		{"2018-01-01", "2019-01-01", "2018-01-01", "2019-01-01"},
		{"2019-01-01", "2018-01-01", "2018-01-01", "2019-01-01"},
		{OpenStart, "2018-01-01", OpenStart, "2018-01-01"},
		{OpenEnd, "2018-01-01", "2018-01-01", OpenEnd},
	} {
		equal(t, show(row), [2]Date{Earlier(row[0], row[1]), Later(row[0], row[1])}, [2]Date{row[2], row[3]})
	}
}

func TestRolesAndThemesAreSorted(t *testing.T) {
	equal(t, "roles", SortedRoles(map[Role]bool{RolePartner: true, RoleLead: true, RoleHost: false}), []Role{RoleLead, RolePartner})
	equal(t, "no roles", SortedRoles(nil), []Role{})
	equal(t, "themes", SortedThemes(map[ID]int{"theme/a": 1, "theme/c": 2, "theme/b": 2}), []ThemeCount{{"theme/b", 2}, {"theme/c", 2}, {"theme/a", 1}})
}
