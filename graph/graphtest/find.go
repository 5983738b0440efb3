package graphtest

import (
	"testing"

	"github.com/comity-graph/comity/graph"
)

// Most cases of selections stand on one small world, drawn here and written
// in councils.
//
//	organisation/au ◄── organisation/commission      un/un ◄── un/undp ◄── un/bureau
//	       ▲──────────────── un/hybrid ───────────────▲         un/dpa ──▲ ▲── un/dpo
//	        (of both: in neither tree)                     un/task-force (of dpa and dpo:
//	                                                        in the tree of un, in neither of theirs)
//
//	theme/peace ◄── theme/mediation ◄── theme/envoys    theme/climate
//	                     ▲── theme/climate-peace ──────────▲  (under both)
//
//	area/world ◄── area/africa ◄── state/ken ◄── area/nairobi
//	                    ▲── area/horn ◄── state/ken, state/som
func councils() *sketch {
	return newWorld().
		add("organisation/commission", partOf("organisation/au")).
		add("un/undp", partOf("un/un")).add("un/bureau", partOf("un/undp")).
		add("un/dpa", partOf("un/un")).add("un/dpo", partOf("un/un")).add("un/task-force", partOf("un/dpa", "un/dpo")).
		add("un/hybrid", partOf("organisation/au", "un/un")).
		add("other/rebels", category(graph.CategoryArmedGroup)).
		add("theme/mediation", broader("theme/peace")).add("theme/envoys", broader("theme/mediation")).
		add("theme/climate-peace", broader("theme/mediation", "theme/climate")).
		add("area/africa", liesIn("area/world")).add("area/horn", liesIn("area/africa")).
		add("state/ken", liesIn("area/africa", "area/horn")).add("state/som", liesIn("area/horn")).
		add("area/nairobi", liesIn("state/ken"))
}

// row is one selection and the engagements that it means.
type row struct {
	name      string
	selection graph.Selection
	want      []graph.ID
}

// rows makes one case of a table.
func rows(name string, w func() *sketch, table ...row) testCase {
	return testCase{name, func(t *testing.T, store graph.Store) {
		w().in(t, store)
		for _, r := range table {
			t.Run(r.name, func(t *testing.T) { selects(t, store, r.selection, r.want...) })
		}
	}}
}

func findCases() []testCase {
	return []testCase{
		{"HasEachClassAlone", func(t *testing.T, store graph.Store) {
			everyKind().in(t, store)
			for class, want := range map[graph.Class]ids{
				graph.ClassEngagement: {"activity/a", "agreement/a", "event/a", "initiative/a"},
				graph.ClassActor:      {"coalition/a", "organisation/a", "other/a", "state/a", "un/a"},
				graph.ClassTheme:      {"theme/a"},
				graph.ClassSource:     {"source/a", "source/doc"},
			} {
				q := graph.FindQuery{Class: class}
				same(t, q, idsOf(t, store, q), want)
			}
		}},
		rows("SelectsByKindAndCategory", func() *sketch {
			return newWorld().
				add("event/summit", category("summit")).add("event/visit", category("visit")).add("event/none").
				add("agreement/treaty", category("treaty"))
		},
			row{"Nothing", graph.Selection{}, ids{"event/summit", "event/visit", "event/none", "agreement/treaty"}},
			row{"AKind", graph.Selection{Kinds: []graph.Kind{graph.KindAgreement}}, ids{"agreement/treaty"}},
			row{"Kinds", graph.Selection{Kinds: []graph.Kind{graph.KindAgreement, graph.KindEvent, graph.KindActivity}}, ids{"event/summit", "event/visit", "event/none", "agreement/treaty"}},
			row{"AnActor", graph.Selection{Kinds: []graph.Kind{graph.KindState}}, nil},
			row{"Categories", graph.Selection{Categories: []string{"treaty", "summit"}}, ids{"agreement/treaty", "event/summit"}},
			row{"Both", graph.Selection{Kinds: []graph.Kind{graph.KindEvent}, Categories: []string{"treaty", "summit"}}, ids{"event/summit"}},
			row{"Unknown", graph.Selection{Categories: []string{"no such category"}}, nil},
		),
		rows("SelectsByOwnWithOrWithoutOrgans", ownWorld,
			row{"Alone", graph.Selection{Own: side(set("organisation/au"))}, ids{"event/au-un", "event/inside", "event/letter", "event/both-letters", "event/talks"}},
			row{"WithOrgans", graph.Selection{Own: side(tree("organisation/au"))}, ids{"event/au-un", "event/inside", "event/letter", "event/both-letters", "event/talks", "event/commission-undp"}},
			row{"OrgansOfOrgans", graph.Selection{Own: side(tree("un/un"))}, ids{"event/au-un", "event/commission-undp", "event/deep", "event/task"}},
			row{"TwoBodies", graph.Selection{Own: side(set("un/undp", "un/bureau"))}, ids{"event/commission-undp", "event/deep"}},
			row{"AHybridIsInNeitherTree", graph.Selection{Own: side(tree("un/un", "organisation/au"))}, ids{"event/au-un", "event/inside", "event/letter", "event/both-letters", "event/talks", "event/commission-undp", "event/deep", "event/task"}},
			row{"AHybridIsItself", graph.Selection{Own: side(tree("un/hybrid"))}, ids{"event/hybrid"}},
			row{"AnOrganOfTwoIsInNeitherOfTheirs", graph.Selection{Own: side(tree("un/dpa", "un/dpo"))}, nil},
			row{"Unknown", graph.Selection{Own: side(tree("un/none"))}, nil},
			row{"Nobody", graph.Selection{Own: &graph.Side{}}, nil},
			row{"NobodyWithTheirOrgans", graph.Selection{Own: side(tree())}, nil},
		),
		rows("PassesOverAddresseesAndArmedGroups", ownWorld,
			row{"AnAddresseeIsThere", graph.Selection{Own: side(set("state/ken"))}, ids{"event/letter", "event/both-letters", "event/read"}},
			row{"AnAddresseeAloneIsPassedOver", graph.Selection{Own: &graph.Side{Set: *set("state/ken"), SkipAddressees: true}}, ids{"event/both-letters", "event/read"}},
			row{"ArmedGroupsAreThere", graph.Selection{Own: side(set("other/rebels"))}, ids{"event/talks"}},
			row{"ArmedGroupsArePassedOver", graph.Selection{Own: &graph.Side{Set: *set("other/rebels"), SkipArmedGroups: true}}, nil},
			row{"AnArmedGroupIsNoAddressee", graph.Selection{Own: &graph.Side{Set: *set("other/rebels"), SkipAddressees: true}}, ids{"event/talks"}},
			row{"OnTheOtherSide", graph.Selection{Own: acting(set("organisation/au")), With: side(set("state/ken", "other/rebels"))}, ids{"event/letter", "event/both-letters", "event/talks"}},
			row{"ArePassedOverOnTheOtherSide", graph.Selection{Own: acting(set("organisation/au")), With: acting(set("state/ken", "other/rebels"))}, ids{"event/both-letters"}},
		),
		rows("SelectsByOwnRoles", ownWorld,
			row{"OneRole", graph.Selection{Own: &graph.Side{Set: *tree("organisation/au"), Roles: []graph.Role{graph.RoleHost}}}, ids{"event/commission-undp"}},
			row{"AnyOfRoles", graph.Selection{Own: &graph.Side{Set: *tree("organisation/au"), Roles: []graph.Role{graph.RoleHost, graph.RoleChair}}}, ids{"event/commission-undp", "event/au-un"}},
			row{"OfThemNotOfOthers", graph.Selection{Own: &graph.Side{Set: *tree("un/un"), Roles: []graph.Role{graph.RoleHost}}}, nil},
			row{"AddresseeAskedFor", graph.Selection{Own: &graph.Side{Set: *set("state/ken"), Roles: []graph.Role{graph.RoleAddressee}}}, ids{"event/letter", "event/both-letters"}},
			row{"AddresseeAskedForAndPassedOver", graph.Selection{Own: &graph.Side{Set: *set("state/ken"), Roles: []graph.Role{graph.RoleAddressee}, SkipAddressees: true}}, ids{"event/both-letters"}},
		),
		rows("SelectsByCounterpart", ownWorld,
			row{"OneBody", graph.Selection{Own: side(tree("organisation/au")), With: side(set("un/un"))}, ids{"event/au-un"}},
			row{"WithOrgans", graph.Selection{Own: side(tree("organisation/au")), With: side(tree("un/un"))}, ids{"event/au-un", "event/commission-undp"}},
			row{"Roles", graph.Selection{Own: side(tree("organisation/au")), With: &graph.Side{Set: *tree("un/un"), Roles: []graph.Role{graph.RoleSpeaker}}}, ids{"event/commission-undp"}},
			row{"NobodyIsTheirOwnCounterpart", graph.Selection{Own: side(tree("organisation/au")), With: side(tree("organisation/au"))}, nil},
			row{"AnOrganOfOwnIsNoCounterpart", graph.Selection{Own: side(tree("organisation/au")), With: side(set("organisation/commission"))}, nil},
			row{"WithoutOwn", graph.Selection{With: side(tree("un/un"))}, ids{"event/au-un", "event/commission-undp", "event/deep", "event/task"}},
			row{"Unknown", graph.Selection{Own: side(tree("organisation/au")), With: side(set("un/none"))}, nil},
			row{"Nobody", graph.Selection{Own: side(tree("organisation/au")), With: &graph.Side{}}, nil},
		),
		rows("SelectsByAnyAndAllActors", ownWorld,
			row{"Any", graph.Selection{Any: set("un/undp", "other/rebels")}, ids{"event/commission-undp", "event/talks"}},
			row{"AnyWithOrgans", graph.Selection{Any: tree("un/undp", "other/rebels")}, ids{"event/commission-undp", "event/talks", "event/deep"}},
			row{"AnyAddresseeCounts", graph.Selection{Any: set("state/ken")}, ids{"event/letter", "event/both-letters", "event/read"}},
			row{"AnyInARole", graph.Selection{Any: tree("un/un", "organisation/au"), Roles: []graph.Role{graph.RoleSpeaker, graph.RoleMediator}}, ids{"event/commission-undp", "event/talks"}},
			row{"AnyInARoleOfAnother", graph.Selection{Any: set("state/ken"), Roles: []graph.Role{graph.RoleIssuer}}, nil},
			row{"All", graph.Selection{All: []graph.Set{*set("organisation/au"), *set("state/ken")}}, ids{"event/letter", "event/both-letters"}},
			row{"AllInARole", graph.Selection{All: []graph.Set{*set("organisation/au"), *set("state/ken")}, Roles: []graph.Role{graph.RoleIssuer, graph.RolePartner}}, ids{"event/both-letters"}},
			row{"AllWithOrgans", graph.Selection{All: []graph.Set{*tree("organisation/au"), *tree("un/un")}}, ids{"event/au-un", "event/commission-undp"}},
			row{"AllOfOne", graph.Selection{All: []graph.Set{*tree("un/undp")}}, ids{"event/commission-undp", "event/deep"}},
			row{"AllOfNobody", graph.Selection{All: []graph.Set{*tree("organisation/au"), {}}}, nil},
			row{"AnyOfNobody", graph.Selection{Any: &graph.Set{}}, nil},
			row{"AnyBesideOwn", graph.Selection{Own: side(set("organisation/au")), Any: set("other/rebels", "un/undp")}, ids{"event/talks"}},
			row{"RolesOfAnybody", graph.Selection{Roles: []graph.Role{graph.RoleHost, graph.RoleMediator}}, ids{"event/commission-undp", "event/talks"}},
			row{"RolesThatNobodyHas", graph.Selection{Roles: []graph.Role{graph.RoleFunder}}, nil},
		),
		rows("SelectsByBasis", func() *sketch {
			return newWorld().
				add("event/read", inferred("un/a"), who("un/b", graph.RoleHost), citesAs(graph.Stated, evidence)).
				add("event/told", who("un/a"), inferred("un/b"), citesAs(graph.Inferred, evidence)).
				add("event/empty", citesAs(graph.Inferred, evidence))
		},
			row{"OfTheEngagement", graph.Selection{Basis: graph.Stated}, ids{"event/read"}},
			row{"OfTheEngagementInferred", graph.Selection{Basis: graph.Inferred}, ids{"event/told", "event/empty"}},
			row{"OfOwn", graph.Selection{Basis: graph.Stated, Own: side(set("un/a"))}, ids{"event/told"}},
			row{"OfOwnInferred", graph.Selection{Basis: graph.Inferred, Own: side(set("un/a"))}, ids{"event/read"}},
			row{"OfAny", graph.Selection{Basis: graph.Inferred, Any: set("un/a")}, ids{"event/read"}},
			row{"OfAnyOfTwo", graph.Selection{Basis: graph.Inferred, Any: set("un/a", "un/b")}, ids{"event/read", "event/told"}},
			row{"OfAnyInARole", graph.Selection{Basis: graph.Inferred, Any: set("un/a", "un/b"), Roles: []graph.Role{graph.RoleHost}}, nil},
			row{"OfAll", graph.Selection{Basis: graph.Stated, All: []graph.Set{*set("un/a"), *set("un/b")}}, nil},
			row{"OfAllOfOne", graph.Selection{Basis: graph.Stated, All: []graph.Set{*set("un/b")}}, ids{"event/read"}},
			row{"NotOfTheCounterpart", graph.Selection{Basis: graph.Stated, Own: side(set("un/b")), With: side(set("un/a"))}, ids{"event/read"}},
		),
		rows("SelectsByTheme", func() *sketch {
			return councils().
				add("event/peace", about("theme/peace")).add("event/envoys", about("theme/envoys")).
				add("event/both", about("theme/climate", "theme/mediation")).add("event/climate-peace", about("theme/climate-peace")).add("event/none")
		},
			row{"AsTagged", graph.Selection{Themes: set("theme/peace")}, ids{"event/peace"}},
			row{"WithNarrower", graph.Selection{Themes: tree("theme/peace")}, ids{"event/peace", "event/envoys", "event/both", "event/climate-peace"}},
			row{"UnderEitherParent", graph.Selection{Themes: tree("theme/climate")}, ids{"event/both", "event/climate-peace"}},
			row{"NotBroader", graph.Selection{Themes: tree("theme/envoys")}, ids{"event/envoys"}},
			row{"OneOfTwo", graph.Selection{Themes: set("theme/envoys", "theme/climate")}, ids{"event/envoys", "event/both"}},
			row{"Unknown", graph.Selection{Themes: tree("theme/none")}, nil},
			row{"None", graph.Selection{Themes: &graph.Set{}}, nil},
		),
		rows("SelectsByPlace", func() *sketch {
			return councils().
				add("event/ken", concerns("state/ken")).add("event/in-nairobi", heldIn("area/nairobi"), concerns("state/som")).
				add("event/africa", concerns("area/africa"), heldIn("area/world")).add("event/none").
				add("event/subject", concerns("un/undp"))
		},
			row{"AsWritten", graph.Selection{Places: set("state/ken")}, ids{"event/ken"}},
			row{"WithContained", graph.Selection{Places: tree("state/ken")}, ids{"event/ken", "event/in-nairobi"}},
			row{"Africa", graph.Selection{Places: tree("area/africa")}, ids{"event/ken", "event/in-nairobi", "event/africa"}},
			row{"ConcernsAfrica", graph.Selection{Places: tree("area/africa"), PlaceRelation: graph.PlaceConcerns}, ids{"event/ken", "event/in-nairobi", "event/africa"}},
			row{"HeldInAfrica", graph.Selection{Places: tree("area/africa"), PlaceRelation: graph.PlaceHeldIn}, ids{"event/in-nairobi"}},
			row{"HeldInTheWorld", graph.Selection{Places: set("area/world"), PlaceRelation: graph.PlaceHeldIn}, ids{"event/africa"}},
			row{"OneOfTwo", graph.Selection{Places: set("state/som", "area/africa")}, ids{"event/in-nairobi", "event/africa"}},
			row{"None", graph.Selection{Places: &graph.Set{}}, nil},
		),
		rows("SelectsBySourceLocatorAndPassage", func() *sketch {
			return newWorld().
				add("event/a1", cites("source/a#1")).add("event/a2-b1", cites("source/a#2", "source/b#1")).add("event/b2", cites("source/b#2")).
				add("event/by-claim", cites("source/a#1")).add("claim/c", claims("event/by-claim", "x"), cites("source/c#1"))
		},
			row{"Source", graph.Selection{Sources: set("source/b")}, ids{"event/a2-b1", "event/b2"}},
			row{"Sources", graph.Selection{Sources: set("source/a", "source/b")}, ids{"event/a1", "event/a2-b1", "event/b2", "event/by-claim"}},
			row{"Locator", graph.Selection{Locators: []string{"2"}}, ids{"event/a2-b1", "event/b2"}},
			row{"LocatorOfASource", graph.Selection{Sources: set("source/b"), Locators: []string{"1"}}, ids{"event/a2-b1"}},
			row{"LocatorOfASourceAlikeOfAnother", graph.Selection{Sources: set("source/a"), Locators: []string{"1", "7"}}, ids{"event/a1", "event/by-claim"}},
			row{"Passage", graph.Selection{Passages: set("source/a#2")}, ids{"event/a2-b1"}},
			row{"Passages", graph.Selection{Passages: set("source/a#2", "source/b#2", "source/b#9")}, ids{"event/a2-b1", "event/b2"}},
			row{"PassageAndSource", graph.Selection{Passages: set("source/a#2"), Sources: set("source/b")}, ids{"event/a2-b1"}},
			row{"CitedByAClaim", graph.Selection{Sources: set("source/c")}, ids{"event/by-claim"}},
			row{"Unknown", graph.Selection{Sources: set("source/none")}, nil},
			row{"UnknownLocator", graph.Selection{Locators: []string{"17 bis"}}, nil},
			row{"NoSource", graph.Selection{Sources: &graph.Set{}}, nil},
			row{"NoPassage", graph.Selection{Passages: &graph.Set{}}, nil},
		),
		{"CitesWhatItsParticipantsMilestonesAndRelationsCite", func(t *testing.T, store graph.Store) {
			w := newWorld().add("event/e", who("un/a"), related(graph.LinkUnder, "event/frame"))
			for i := range w.links {
				if p := w.links[i].Participation; p != nil {
					p.Citations = w.cite(graph.Stated, "source/p#1")
				} else {
					w.links[i].Citations = w.cite(graph.Stated, "source/r#1")
				}
			}
			e := w.entities["event/e"].(*graph.Engagement)
			e.Milestones = []graph.Milestone{{Kind: graph.MilestoneHeld, Citations: w.cite(graph.Stated, "source/m#1")}}
			w.in(t, store)
			for _, source := range []graph.ID{"source/p", "source/r", "source/m"} {
				selects(t, store, graph.Selection{Sources: set(source)}, "event/e")
			}
			selects(t, store, graph.Selection{Sources: set("source/doc")}, "event/e", "event/frame")
		}},
		rows("SelectsByRelationInEitherDirection", func() *sketch {
			return newWorld().
				add("event/a", related(graph.LinkFollows, "event/b"), related(graph.LinkUnder, "event/b")).
				add("event/b", related(graph.LinkPartOf, "event/c")).
				add("event/d", concerns("event/b")).add("event/alone")
		},
			row{"ToOne", graph.Selection{RelatedTo: set("event/b")}, ids{"event/a", "event/c"}},
			row{"ToTwo", graph.Selection{RelatedTo: set("event/a", "event/b")}, ids{"event/a", "event/b", "event/c"}},
			row{"FromOne", graph.Selection{RelatedTo: set("event/c")}, ids{"event/b"}},
			row{"ToNothing", graph.Selection{RelatedTo: set("event/alone", "event/none")}, nil},
			row{"ToNone", graph.Selection{RelatedTo: &graph.Set{}}, nil},
		),
		rows("SelectsByText", func() *sketch {
			return newWorld().
				add("event/title", called("Peace talks", "Pourparlers de paix"), summary("Held in Juba.", "Tenus à Djouba.")).
				add("event/summary", called("Meeting", "Réunion"), summary("Talks about peace", "Sur la paix")).
				add("event/mixed", called("Peace", "Paix"), summary("One", "Talks")).
				add("event/alias", called("Forum", "Forum"), name("Peace talks", graph.EN, graph.NameAlternative)).
				add("event/arabic", called("Other", "Autre"), name("السلام", graph.AR, graph.NameShort))
		},
			row{"OneWord", graph.Selection{Text: []string{"peace"}}, ids{"event/title", "event/summary", "event/mixed", "event/alias"}},
			row{"AllWordsInOneLanguage", graph.Selection{Text: []string{"talks", "peace"}}, ids{"event/title", "event/summary", "event/alias"}},
			row{"TitleAndSummaryTogether", graph.Selection{Text: []string{"juba", "peace"}}, ids{"event/title"}},
			row{"InALanguage", graph.Selection{Text: []string{"talks"}, TextLanguage: graph.FR}, ids{"event/mixed"}},
			row{"NotInALanguage", graph.Selection{Text: []string{"talks"}, TextLanguage: graph.RU}, nil},
			row{"WholeWordsOnly", graph.Selection{Text: []string{"talk"}}, nil},
			row{"AnotherScript", graph.Selection{Text: []string{"السلام"}}, ids{"event/arabic"}},
			row{"AnotherScriptInItsLanguage", graph.Selection{Text: []string{"السلام"}, TextLanguage: graph.AR}, ids{"event/arabic"}},
			row{"TheSameWordTwice", graph.Selection{Text: []string{"juba", "juba"}}, ids{"event/title"}},
		),
		rows("SelectsByNumberOfParticipants", func() *sketch {
			return newWorld().add("event/none").add("event/one", who("un/a")).add("event/two", who("un/a"), who("un/b"))
		},
			row{"NoBound", graph.Selection{}, ids{"event/none", "event/one", "event/two"}},
			row{"One", graph.Selection{MaxParticipants: 1}, ids{"event/none", "event/one"}},
			row{"Two", graph.Selection{MaxParticipants: 2}, ids{"event/none", "event/one", "event/two"}},
		),
		rows("SelectsByStatusAndSpecificity", func() *sketch {
			return newWorld().
				add("event/planned", planned()).add("event/ongoing", with(graph.StatusOngoing)).
				add("event/general", general()).add("event/both", planned(), general())
		},
			row{"AnyStatus", graph.Selection{}, ids{"event/planned", "event/ongoing", "event/general", "event/both"}},
			row{"OneStatus", graph.Selection{Statuses: []graph.Status{graph.StatusPlanned}}, ids{"event/planned", "event/both"}},
			row{"SpecificOnly", graph.Selection{SpecificOnly: true}, ids{"event/planned", "event/ongoing"}},
			row{"Defaults", defaults(), ids{"event/ongoing"}},
			row{"NeverMind", graph.Selection{Statuses: graph.Statuses()}, ids{"event/planned", "event/ongoing", "event/general", "event/both"}},
		),
		rows("SelectsByTime", timeWorld, timeRows()...),
		{"TellsWhatTheDefaultsLeaveOut", excluded},
		{"SelectsByAllFieldsTogether", together},
		{"SortsEachClassInEachOrder", eachOrder},
	}
}

// ownWorld is who did what in the councils.
func ownWorld() *sketch {
	return councils().
		add("event/au-un", who("organisation/au", graph.RoleChair), who("un/un")).
		add("event/commission-undp", who("organisation/commission", graph.RoleHost), who("un/undp", graph.RoleSpeaker)).
		add("event/deep", who("un/bureau")).
		add("event/hybrid", who("un/hybrid", graph.RoleLead), who("state/som")).
		add("event/inside", who("organisation/au"), who("organisation/commission")).
		add("event/task", who("un/task-force")).
		add("event/letter", who("organisation/au", graph.RoleIssuer), who("state/ken", graph.RoleAddressee)).
		add("event/both-letters", who("organisation/au", graph.RoleIssuer), who("state/ken", graph.RoleAddressee, graph.RolePartner)).
		add("event/talks", who("other/rebels", graph.RoleSignatory), who("state/som", graph.RoleSignatory), who("organisation/au", graph.RoleMediator)).
		add("event/read", inferred("state/ken"))
}

// defaults is a selection as a list has it that nobody asked anything of.
func defaults() graph.Selection {
	return graph.Selection{
		Statuses:        []graph.Status{graph.StatusOngoing, graph.StatusCompleted, graph.StatusUnstated},
		StatusesDefault: true, SpecificOnly: true,
	}
}

// timeWorld has every way in which a period can lie.
//
//	2018      |----------------|
//	2019                       |-------+--------|
//	day                                |            2019-05-01
//	since                              |--------------------------…
//	until     …------------------------|
//	undated                                         told in a report on 2018
//	unreported                                      told in a report without a period
//	ever                                            told in a report of .. to 2018
func timeWorld() *sketch {
	return newWorld().
		add("source/r2018", on("2018")).add("source/before", on("../2018")).
		add("event/in-2018", on("2018")).add("event/in-2019", on("2019")).add("event/day", on("2019-05-01")).
		add("event/since", on("2019-05-01/..")).add("event/until", on("../2019-05-01")).
		add("event/undated", cites("source/r2018#1")).add("event/unreported").add("event/ever", cites("source/before#1"))
}

func timeRows() []row {
	span := func(from, to graph.Date, within bool, undated graph.Undated) graph.Selection {
		return graph.Selection{Time: &graph.TimeSpan{From: from, To: to, Within: within, Undated: undated}}
	}
	const (
		exclude  = graph.UndatedExclude
		byReport = graph.UndatedByReportingPeriod
		include  = graph.UndatedInclude
	)
	return []row{
		{"OverlapsADay", span("2019-05-01", "2019-05-01", false, exclude), ids{"event/in-2019", "event/day", "event/since", "event/until"}},
		{"OverlapsTheDayBefore", span("2019-04-30", "2019-04-30", false, exclude), ids{"event/in-2019", "event/until"}},
		{"OverlapsTheDayAfter", span("2019-05-02", "2019-05-02", false, exclude), ids{"event/in-2019", "event/since"}},
		{"OverlapsTheLastDayOfAYear", span("2018-12-31", "2018-12-31", false, exclude), ids{"event/in-2018", "event/until"}},
		{"OverlapsTheFirstDayOfAYear", span("2019-01-01", "2019-01-01", false, exclude), ids{"event/in-2019", "event/until"}},
		{"OverlapsFrom", span("2019-05-02", "", false, exclude), ids{"event/in-2019", "event/since"}},
		{"OverlapsTo", span("", "2018-12-31", false, exclude), ids{"event/in-2018", "event/until"}},
		{"OverlapsAllTime", span("", "", false, exclude), ids{"event/in-2018", "event/in-2019", "event/day", "event/since", "event/until"}},
		{"NoWordOnTheUndatedIsExclude", span("", "", false, ""), ids{"event/in-2018", "event/in-2019", "event/day", "event/since", "event/until"}},
		{"WithinAYear", span("2019-01-01", "2019-12-31", true, exclude), ids{"event/in-2019", "event/day"}},
		{"WithinAllButADay", span("2019-01-02", "2019-12-31", true, exclude), ids{"event/day"}},
		{"WithinAllButTheLastDay", span("2019-01-01", "2019-12-30", true, exclude), ids{"event/day"}},
		{"WithinADay", span("2019-05-01", "2019-05-01", true, exclude), ids{"event/day"}},
		{"WithinFrom", span("2019-05-01", "", true, exclude), ids{"event/day", "event/since"}},
		{"WithinTo", span("", "2019-05-01", true, exclude), ids{"event/in-2018", "event/day", "event/until"}},
		{"WithinAllTime", span("", "", true, exclude), ids{"event/in-2018", "event/in-2019", "event/day", "event/since", "event/until"}},
		{"WithTheUndated", span("2018-01-01", "2018-01-01", false, include), ids{"event/in-2018", "event/until", "event/undated", "event/unreported", "event/ever"}},
		{"WithinWithTheUndated", span("2019-05-01", "2019-05-01", true, include), ids{"event/day", "event/undated", "event/unreported", "event/ever"}},
		{"ByReport", span("2018-12-31", "2018-12-31", false, byReport), ids{"event/in-2018", "event/until", "event/undated", "event/ever"}},
		{"ByReportOutOfIt", span("2019-01-01", "2019-01-01", false, byReport), ids{"event/in-2019", "event/until"}},
		{"ByReportWithin", span("2018-01-01", "2018-12-31", true, byReport), ids{"event/in-2018", "event/undated"}},
		{"ByReportWithinTo", span("", "2018-12-31", true, byReport), ids{"event/in-2018", "event/undated", "event/ever"}},
		{"ByReportAtAnyTime", span("", "", false, byReport), ids{"event/in-2018", "event/in-2019", "event/day", "event/since", "event/until", "event/undated", "event/ever"}},
	}
}

// excluded: each is counted once, planned before general before undated, and
// only what fits everything else.
func excluded(t *testing.T, store graph.Store) {
	newWorld().
		add("event/counted", who("un/a"), on("2019")).
		add("event/planned", who("un/a"), on("2019"), planned()).
		add("event/planned-general", who("un/a"), on("2019"), planned(), general()).
		add("event/planned-undated", who("un/a"), planned()).
		add("event/general", who("un/a"), on("2019"), general()).
		add("event/general-undated", who("un/a"), general()).
		add("event/undated", who("un/a")).
		add("event/out-of-time", who("un/a"), on("2017"), planned()).
		add("event/of-others", who("un/b"), planned(), general()).in(t, store)

	q := graph.FindQuery{Class: graph.ClassEngagement, Selection: defaults(), Page: all(), CountExcluded: true}
	q.Selection.Any = set("un/a")
	q.Selection.Time = &graph.TimeSpan{From: "2019-01-01"}
	check := func(want graph.Excluded, found ...graph.ID) {
		t.Helper()
		page := ask(t, store.Find, q)
		same(t, q, page.Excluded, want)
		same(t, q, foundIDs(page), found)
	}
	check(graph.Excluded{Planned: 3, General: 2, Undated: 1}, "event/counted")

	q.Page = graph.Page{} // whatever the page
	check(graph.Excluded{Planned: 3, General: 2, Undated: 1})
	q.Page = all()

	q.CountExcluded = false
	check(graph.Excluded{}, "event/counted")
	q.CountExcluded = true

	q.Selection.SpecificOnly = false
	check(graph.Excluded{Planned: 3, Undated: 2}, "event/counted", "event/general")

	q.Selection.Time.Undated = graph.UndatedInclude
	check(graph.Excluded{Planned: 3}, "event/counted", "event/general", "event/general-undated", "event/undated")

	q.Selection.StatusesDefault = false // asked for: not what defaults leave out
	check(graph.Excluded{}, "event/counted", "event/general", "event/general-undated", "event/undated")

	q.Selection.Statuses, q.Selection.SpecificOnly = []graph.Status{graph.StatusPlanned}, true
	check(graph.Excluded{General: 1}, "event/planned", "event/planned-undated")

	q.Selection.Statuses, q.Selection.StatusesDefault = []graph.Status{graph.StatusCompleted}, true // a default leaves out the planned alone
	check(graph.Excluded{Planned: 3})
}

// together: fields are joined by AND. Each engagement but the first fails one
// field.
func together(t *testing.T, store graph.Store) {
	type fields struct {
		who, with, theme, place graph.ID
		period, passage, title  string
		category                string
		relation                graph.ID
	}
	fits := fields{"un/undp", "state/ken", "theme/envoys", "area/nairobi", "2019", "source/a#1", "Peace talks", "summit", "event/frame"}
	w := councils()
	add := func(id graph.ID, f fields) {
		w.add(id, called(f.title, f.title), category(f.category), who(f.who), who(f.with, graph.RoleHost), about(f.theme), heldIn(f.place), on(f.period),
			cites(graph.ID(f.passage)), related(graph.LinkUnder, f.relation))
	}
	add("event/fits", fits)
	for id, change := range map[graph.ID]func(*fields){
		"event/other-own":      func(f *fields) { f.who = "un/dpa" },
		"event/other-with":     func(f *fields) { f.with = "state/som" },
		"event/other-theme":    func(f *fields) { f.theme = "theme/climate" },
		"event/other-place":    func(f *fields) { f.place = "state/som" },
		"event/other-period":   func(f *fields) { f.period = "2018" },
		"event/other-passage":  func(f *fields) { f.passage = "source/a#2" },
		"event/other-title":    func(f *fields) { f.title = "Peace" },
		"event/other-category": func(f *fields) { f.category = "visit" },
		"event/other-relation": func(f *fields) { f.relation = "event/elsewhere" },
	} {
		f := fits
		change(&f)
		add(id, f)
	}
	w.in(t, store)
	s := graph.Selection{
		Kinds: []graph.Kind{graph.KindEvent}, Categories: []string{"summit"}, Own: acting(tree("un/undp")),
		With: &graph.Side{Set: *set("state/ken"), Roles: []graph.Role{graph.RoleHost}}, Themes: tree("theme/peace"), Places: tree("state/ken"),
		PlaceRelation: graph.PlaceHeldIn, Time: &graph.TimeSpan{From: "2019-12-31"}, Sources: set("source/a"), Locators: []string{"1"},
		RelatedTo: set("event/frame"), Text: []string{"talks"}, MaxParticipants: 2, Basis: graph.Stated, SpecificOnly: true,
	}
	selects(t, store, s, "event/fits")
	for relaxed, relax := range map[graph.ID]func(*graph.Selection){
		"event/other-own":      func(s *graph.Selection) { s.Own = nil },
		"event/other-with":     func(s *graph.Selection) { s.With = nil },
		"event/other-theme":    func(s *graph.Selection) { s.Themes = nil },
		"event/other-place":    func(s *graph.Selection) { s.Places = nil },
		"event/other-period":   func(s *graph.Selection) { s.Time = nil },
		"event/other-passage":  func(s *graph.Selection) { s.Locators = nil },
		"event/other-title":    func(s *graph.Selection) { s.Text = nil },
		"event/other-category": func(s *graph.Selection) { s.Categories = nil },
		"event/other-relation": func(s *graph.Selection) { s.RelatedTo = nil },
	} {
		looser := s
		relax(&looser)
		selects(t, store, looser, "event/fits", relaxed)
	}
}

// eachOrder: the keys of records ascend, and are those of graph.Order.
func eachOrder(t *testing.T, store graph.Store) {
	content := build(t, Generate(11, Small()))
	load(t, store, content)
	records := map[graph.ID]*graph.Record{}
	for i := range content.Records {
		records[content.Records[i].Base().ID] = &content.Records[i]
	}
	for _, class := range []graph.Class{graph.ClassEngagement, graph.ClassActor, graph.ClassTheme, graph.ClassSource} {
		for _, order := range append(graph.Orders(class), graph.Order{Field: graph.OrderID}) {
			q := graph.FindQuery{Class: class, Order: order, Page: all()}
			page, last := ask(t, store.Find, q), ""
			for _, item := range page.Items {
				if want := order.Key(records[item.Entity.Base().ID]); item.Key != want || item.Key <= last {
					t.Fatalf("asked %s\ngot %s at %q after %q\nwant it at %q, and keys to ascend", show(q), item.Entity.Base().ID, item.Key, last, want)
				}
				last = item.Key
			}
			want := 0
			for _, r := range records {
				if r.Base().Kind.Class() == class {
					want++
				}
			}
			if len(page.Items) != want {
				t.Errorf("asked %s\ngot %d items, want %d", show(q), len(page.Items), want)
			}
		}
	}
}
