package graphtest

import (
	"testing"

	"github.com/comity-graph/comity/graph"
)

func actorCases() []testCase {
	type row struct {
		name   string
		actors graph.ActorSelection
		want   ids
	}
	rows := func(name string, w func() *sketch, table ...row) testCase {
		return testCase{name, func(t *testing.T, store graph.Store) {
			w().in(t, store)
			for _, r := range table {
				t.Run(r.name, func(t *testing.T) {
					q := graph.FindQuery{Class: graph.ClassActor, Actors: r.actors, Order: graph.Order{Field: graph.OrderID}}
					same(t, q, idsOf(t, store, q), r.want)
				})
			}
		}}
	}
	return []testCase{
		rows("SelectsByKindCategoryAndSet", func() *sketch {
			return councils().add("un/dpa", category("department-or-office")).add("state/ken", category("member-state"))
		},
			row{"Kind", graph.ActorSelection{Kinds: []graph.Kind{graph.KindState, graph.KindOtherActor}}, ids{"other/rebels", "state/ken", "state/som"}},
			row{"NoActorKind", graph.ActorSelection{Kinds: []graph.Kind{graph.KindTheme}}, nil},
			row{"Category", graph.ActorSelection{Categories: []string{"department-or-office", graph.CategoryArmedGroup}}, ids{"other/rebels", "un/dpa"}},
			row{"KindAndCategory", graph.ActorSelection{Kinds: []graph.Kind{graph.KindUNEntity}, Categories: []string{"department-or-office", graph.CategoryArmedGroup}}, ids{"un/dpa"}},
			row{"Named", graph.ActorSelection{IDs: set("un/un", "state/ken", "un/none")}, ids{"state/ken", "un/un"}},
			row{"Tree", graph.ActorSelection{IDs: tree("un/un")}, ids{"un/bureau", "un/dpa", "un/dpo", "un/task-force", "un/un", "un/undp"}},
			row{"Nobody", graph.ActorSelection{IDs: &graph.Set{}}, nil},
		),
		rows("SelectsByMembership", func() *sketch {
			return newWorld().
				add("organisation/organ", partOf("organisation/body")).
				add("membership/a", of("state/a", "organisation/body"), on("2018")).
				add("membership/a-again", of("state/a", "organisation/body"), on("2020")).
				add("membership/b", of("state/b", "organisation/body"), on("2018-06-01/..")).
				add("membership/c", of("state/c", "organisation/body"), func(_ *sketch, e graph.Entity) { e.(*graph.Membership).Status = graph.MembershipObserver }).
				add("membership/d", of("state/d", "organisation/organ"), on("2018")).
				add("membership/body", of("organisation/body", "coalition/x"))
		},
			row{"EverWhateverTheStatus", graph.ActorSelection{MemberOf: set("organisation/body")}, ids{"state/a", "state/b", "state/c"}},
			row{"WithOrgans", graph.ActorSelection{MemberOf: tree("organisation/body")}, ids{"state/a", "state/b", "state/c", "state/d"}},
			row{"OfOneOfTwo", graph.ActorSelection{MemberOf: set("organisation/organ", "coalition/x")}, ids{"organisation/body", "state/d"}},
			row{"OnADay", graph.ActorSelection{MemberOf: set("organisation/body"), AsOf: "2018-05-31"}, ids{"state/a", "state/c"}},
			row{"OnTheFirstDay", graph.ActorSelection{MemberOf: set("organisation/body"), AsOf: "2018-06-01"}, ids{"state/a", "state/b", "state/c"}},
			row{"BetweenTwo", graph.ActorSelection{MemberOf: set("organisation/body"), AsOf: "2019-06-01"}, ids{"state/b", "state/c"}},
			row{"InTheSecond", graph.ActorSelection{MemberOf: set("organisation/body"), AsOf: "2020-12-31"}, ids{"state/a", "state/b", "state/c"}},
			row{"OfTheOneOnADayNotOfAnother", graph.ActorSelection{MemberOf: set("organisation/organ"), AsOf: "2019-06-01"}, nil},
			row{"MembersAreNoOrganisations", graph.ActorSelection{MemberOf: set("state/a")}, nil},
			row{"OfNothing", graph.ActorSelection{MemberOf: &graph.Set{}}, nil},
		),
		rows("SelectsByPlace", councils,
			row{"Within", graph.ActorSelection{Places: tree("area/horn")}, ids{"state/ken", "state/som"}},
			row{"WithinTheWorld", graph.ActorSelection{Places: tree("area/world")}, ids{"state/ken", "state/som"}},
			row{"NotAbove", graph.ActorSelection{Places: tree("area/nairobi")}, nil},
			row{"NoPlace", graph.ActorSelection{Places: &graph.Set{}}, nil},
			row{"WithinAndNamed", graph.ActorSelection{Places: tree("area/horn"), IDs: set("state/som", "un/un")}, ids{"state/som"}},
		),
		rows("SelectsByTextOfNames", func() *sketch {
			return newWorld().
				add("un/a", called("Economic Commission for Africa", "Commission économique pour l'Afrique"), acronym("ECA")).
				add("un/b", called("Commission", "Commission"), name("Africa desk", graph.EN, graph.NameFormer)).
				add("un/c", called("Commission", "Bureau Africa"))
		},
			row{"AcrossNamesOfALanguage", graph.ActorSelection{Text: []string{"africa", "commission"}}, ids{"un/a", "un/b"}},
			row{"InALanguage", graph.ActorSelection{Text: []string{"africa"}, TextLanguage: graph.FR}, ids{"un/c"}},
			row{"Accents", graph.ActorSelection{Text: []string{"economique"}}, ids{"un/a"}},
			row{"Acronym", graph.ActorSelection{Text: []string{"eca"}}, ids{"un/a"}},
			row{"NotTheId", graph.ActorSelection{Text: []string{"a"}}, nil},
		),
		{"CountsNothingAsExcluded", func(t *testing.T, store graph.Store) {
			newWorld().add("event/e", who("un/a"), planned()).in(t, store)
			q := graph.FindQuery{Class: graph.ClassActor, Selection: defaults(), Page: all(), CountExcluded: true}
			same(t, q, ask(t, store.Find, q).Excluded, graph.Excluded{})
		}},
		{"SortsByEngagementsThenById", func(t *testing.T, store graph.Store) {
			newWorld().
				add("event/1", who("un/c"), who("un/b")).add("event/2", who("un/c"), who("un/a")).
				add("event/3", who("un/a"), planned()).add("event/4", who("un/a"), general()).add("un/z").in(t, store)
			q := graph.FindQuery{Class: graph.ClassActor, Order: graph.Order{Field: graph.OrderEngagements, Desc: true}}
			same(t, q, idsOf(t, store, q), ids{"un/c", "un/a", "un/b", "un/z"})
			q.Order.Desc = false
			same(t, q, idsOf(t, store, q), ids{"un/z", "un/a", "un/b", "un/c"})
		}},
	}
}
