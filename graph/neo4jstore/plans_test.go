package neo4jstore

import (
	"context"
	"encoding/json"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/graphtest"
	"github.com/comity-graph/comity/internal/neo4jtest"
)

// TestNoReadLooksAtEverything plans every shape of statement that reads, on a
// graph of ten thousand engagements, and looks for the operators that make a
// statement take as long as the graph is large.
func TestNoReadLooksAtEverything(t *testing.T) {
	record := &recorder{}
	store, content := openFilled(t, graphtest.Generate(1, graphtest.Size{Engagements: 10_000}), &Options{
		Logger: slog.New(record), QueryTimeout: time.Minute,
	})
	cypher(t, neo4jtest.Shared(t), "CALL db.resampleOutdatedIndexes()")
	record.take()
	askEverything(t, store, content)

	db := neo4jtest.Shared(t)
	driver, err := neo4j.NewDriverWithContext(db.URI, db.Auth())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = driver.Close(context.Background()) })
	planned := map[string]bool{}
	for _, s := range record.take() {
		if planned[s.text] {
			continue
		}
		planned[s.text] = true
		var parameters map[string]any
		if err := json.Unmarshal([]byte(s.parameters), &parameters); err != nil {
			t.Fatal(err)
		}
		if limit, ok := parameters["limit"].(float64); ok {
			parameters["limit"] = int64(limit)
		}
		result, err := neo4j.ExecuteQuery(t.Context(), driver, "EXPLAIN "+s.text, parameters, neo4j.EagerResultTransformer)
		if err != nil {
			t.Fatalf("%v\n%s", err, s.text)
		}
		plan := result.Summary.Plan()
		for _, operator := range operators(plan) {
			if slices.Contains(forbidden(), operator) {
				t.Errorf("%s in the plan of\n%s\n%s", operator, s.text, strings.Join(operators(plan), " "))
			}
		}
		if testing.Verbose() && s.took > 500*time.Millisecond {
			t.Logf("%v (compiling included)\n%s\n%s", s.took, s.text, s.parameters)
		}
	}
	t.Logf("%d shapes of statements", len(planned))
}

// forbidden are the operators that no read may have. An index scan in the order
// of a list, which ends when its page is full, is not among them.
func forbidden() []string {
	return []string{
		"AllNodesScan", "NodeByLabelScan", "RelationshipTypeScan", "DirectedRelationshipTypeScan", "UndirectedRelationshipTypeScan",
		"DirectedAllRelationshipsScan", "UndirectedAllRelationshipsScan", "UnionNodeByLabelsScan", "IntersectionNodeByLabelsScan",
		"CartesianProduct", "Eager",
	}
}

// operators lists the operators of a plan, without the name of the database that
// they carry.
func operators(plan neo4j.Plan) []string {
	name, _, _ := strings.Cut(plan.Operator(), "@")
	list := []string{name}
	for _, child := range plan.Children() {
		list = append(list, operators(child)...)
	}
	return list
}

// busiest returns the actor with the most engagements, and one that stands above
// others.
func busiest(content *graph.Content) (hub, body graph.ID) {
	most, organs := -1, -1
	for i := range content.Records {
		r := &content.Records[i]
		if !r.Base().Kind.IsActor() {
			continue
		}
		if r.Engagements > most {
			hub, most = r.Base().ID, r.Engagements
		}
		if r.HasOrgans && r.Tree.Engagements > organs {
			body, organs = r.Base().ID, r.Tree.Engagements
		}
	}
	return hub, body
}

// selections returns a selection for each field, alone and beside Own with the
// defaults of lists, and all of them at once.
func selections(own graph.ID) []graph.Selection {
	set := func(ids ...graph.ID) *graph.Set { return &graph.Set{IDs: ids} }
	tree := func(ids ...graph.ID) *graph.Set { return &graph.Set{IDs: ids, Tree: true} }
	acting := func(s *graph.Set) *graph.Side {
		return &graph.Side{Set: *s, SkipAddressees: true, SkipArmedGroups: true}
	}
	fields := []func(*graph.Selection){
		func(*graph.Selection) {},
		func(s *graph.Selection) { s.Kinds, s.Categories = []graph.Kind{graph.KindEvent}, []string{"summit"} },
		func(s *graph.Selection) { s.With = acting(tree("un/x1")) },
		func(s *graph.Selection) { s.With = acting(set("state/x3")) },
		func(s *graph.Selection) {
			s.With = &graph.Side{Set: *tree("un/x1"), Roles: []graph.Role{graph.RoleHost}}
		},
		func(s *graph.Selection) { s.Any, s.Roles = tree("un/x1", "state/x3"), []graph.Role{graph.RoleLead} },
		func(s *graph.Selection) { s.All = []graph.Set{*tree("un/x1"), *set("state/x3")} },
		func(s *graph.Selection) { s.Roles = []graph.Role{graph.RoleChair} },
		func(s *graph.Selection) { s.Basis = graph.Inferred },
		func(s *graph.Selection) { s.Any, s.Basis = set("un/x1"), graph.Inferred },
		func(s *graph.Selection) { s.Themes = tree("theme/t1") },
		func(s *graph.Selection) { s.Themes = set("theme/t1", "theme/t2") },
		func(s *graph.Selection) { s.Places = tree("area/a1") },
		func(s *graph.Selection) { s.Places, s.PlaceRelation = set("area/a1"), graph.PlaceHeldIn },
		func(s *graph.Selection) { s.Time = &graph.TimeSpan{From: "2018-01-01", To: "2019-12-31"} },
		func(s *graph.Selection) {
			s.Time = &graph.TimeSpan{From: "2018-01-01", Within: true, Undated: graph.UndatedByReportingPeriod}
		},
		func(s *graph.Selection) { s.Time = &graph.TimeSpan{To: "2019-12-31", Undated: graph.UndatedInclude} },
		func(s *graph.Selection) { s.Sources = set("source/s1") },
		func(s *graph.Selection) { s.Locators = []string{"3", "16"} },
		func(s *graph.Selection) { s.Sources, s.Locators = set("source/s1"), []string{"16"} },
		func(s *graph.Selection) { s.Passages = set("source/s1#16") },
		func(s *graph.Selection) { s.RelatedTo = set("event/e1", "initiative/e2") },
		func(s *graph.Selection) { s.Text = []string{"peace"} },
		func(s *graph.Selection) { s.Text, s.TextLanguage = []string{"peace", "and"}, graph.EN },
		func(s *graph.Selection) { s.MaxParticipants = 3 },
	}
	var list []graph.Selection
	everything := graph.Selection{Own: acting(tree(own))}
	for _, set1 := range fields {
		var alone graph.Selection
		set1(&alone)
		beside := graph.Selection{
			Own:      acting(tree(own)),
			Statuses: []graph.Status{graph.StatusOngoing, graph.StatusCompleted, graph.StatusUnstated}, StatusesDefault: true, SpecificOnly: true,
		}
		set1(&beside)
		set1(&everything)
		list = append(list, alone, beside)
	}
	return append(list, everything)
}

// askEverything asks a question of each shape.
func askEverything(t *testing.T, store *Store, content *graph.Content) {
	t.Helper()
	ctx := t.Context()
	hub, body := busiest(content)
	page := graph.Page{Limit: 20, Total: true}
	check := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}

	check(store.Info(ctx))
	check(store.Entities(ctx, []graph.ID{hub, body}))
	check(store.Contents(ctx))
	check(store.Lookup(ctx, []string{"union", string(hub)}))
	check(store.Search(ctx, []graph.SearchQuery{
		{Words: []string{"union"}, Limit: 10}, {Words: []string{"peace", "un"}, Prefix: true, Kinds: []graph.Kind{graph.KindUNEntity}, Limit: 10},
	}))

	var links []graph.LinkQuery
	for _, d := range []graph.Direction{graph.Out, graph.In, graph.Both} {
		for _, types := range [][]graph.LinkType{graph.LinkTypes(), {graph.LinkTookPartIn}} {
			links = append(links,
				graph.LinkQuery{Anchor: hub, Types: types, Direction: d, Page: page},
				graph.LinkQuery{Anchor: hub, Types: types, Direction: d, Kinds: []graph.Kind{graph.KindEvent}, Categories: []string{"summit"}, AsOf: "2019-01-01", Page: page},
				graph.LinkQuery{Anchor: hub, Types: types, Direction: d, Roles: []graph.Role{graph.RoleLead}, Page: graph.Page{
					All: true, Backward: true, After: graph.LinkPosition{Far: hub, Type: graph.LinkIn}.Key(),
				}},
			)
		}
	}
	check(store.Links(ctx, links))

	finds := []graph.FindQuery{
		{Class: graph.ClassActor, Actors: graph.ActorSelection{Kinds: []graph.Kind{graph.KindState}, Categories: []string{"member-state"}}, Page: page},
		{Class: graph.ClassActor, Actors: graph.ActorSelection{IDs: &graph.Set{IDs: []graph.ID{body}, Tree: true}}, Page: page},
		{Class: graph.ClassActor, Actors: graph.ActorSelection{MemberOf: &graph.Set{IDs: []graph.ID{body}}, AsOf: "2019-01-01"}, Page: page},
		{Class: graph.ClassActor, Actors: graph.ActorSelection{MemberOf: &graph.Set{IDs: []graph.ID{body}, Tree: true}}, Page: page},
		{Class: graph.ClassActor, Actors: graph.ActorSelection{Places: &graph.Set{IDs: []graph.ID{"area/a0"}, Tree: true}}, Page: page},
		{Class: graph.ClassActor, Actors: graph.ActorSelection{Text: []string{"union"}}, Page: page},
	}
	for _, class := range classes() {
		for _, order := range append(graph.Orders(class), graph.Order{Field: graph.OrderID}) {
			finds = append(finds,
				graph.FindQuery{Class: class, Order: order, Page: page},
				graph.FindQuery{Class: class, Order: order, Page: graph.Page{Limit: 20, Before: "~", Backward: true}},
			)
		}
	}
	var tallies []graph.TallyQuery
	for _, sel := range selections(body) {
		finds = append(finds, graph.FindQuery{
			Class: graph.ClassEngagement, Selection: sel, Order: graph.Order{Field: graph.OrderStart, Desc: true}, Page: page, CountExcluded: true,
		})
		tallies = append(tallies,
			graph.TallyQuery{By: graph.ByTheme, Selection: sel, Order: graph.TallyOrder{Field: graph.TallyEngagements, Desc: true}, Page: page, WithRoles: true},
			graph.TallyQuery{
				By: graph.ByCounterpart, Selection: sel, Order: graph.TallyOrder{Field: graph.TallyEngagements, Desc: true}, Page: page,
				WithPeriod: true, WithThemes: true, WithRoles: true, CountExcluded: true,
			},
		)
	}
	all := selections(body)
	for _, among := range []*graph.ActorSelection{
		{Kinds: []graph.Kind{graph.KindState}, Categories: []string{"member-state"}},
		{IDs: &graph.Set{IDs: []graph.ID{body}, Tree: true}, Places: &graph.Set{IDs: []graph.ID{"area/a0"}, Tree: true}},
		{MemberOf: &graph.Set{IDs: []graph.ID{body}, Tree: true}, AsOf: "2019-01-01", Text: []string{"union"}},
	} {
		for _, rollUp := range []bool{false, true} {
			tallies = append(tallies, graph.TallyQuery{
				By: graph.ByCounterpart, Selection: all[1], Among: among, RollUp: rollUp, Order: graph.TallyOrder{Field: graph.TallyName, Lang: graph.FR},
				Page: page, WithRoles: true,
			})
		}
	}
	tallies = append(tallies, headlines(hub, body)...)
	for _, q := range finds { // one by one: the statements of a batch share one transaction and its time
		check(store.Find(ctx, []graph.FindQuery{q}))
	}
	for _, q := range tallies {
		check(store.Tally(ctx, []graph.TallyQuery{q}))
	}
}

// headlines are the unfiltered counterparts of actors, in every order, forward
// and backward.
func headlines(own ...graph.ID) []graph.TallyQuery {
	var list []graph.TallyQuery
	for _, id := range own {
		for _, tree := range []bool{false, true} {
			side := graph.Side{Set: graph.Set{IDs: []graph.ID{id}, Tree: tree}, SkipAddressees: true, SkipArmedGroups: true}
			for _, field := range []graph.TallyField{graph.TallyEngagements, graph.TallyLatest, graph.TallyName} {
				for _, desc := range []bool{false, true} {
					for _, backward := range []bool{false, true} {
						list = append(list, graph.TallyQuery{
							By: graph.ByCounterpart,
							Selection: graph.Selection{
								Own: &side, With: &graph.Side{SkipAddressees: true, SkipArmedGroups: true}, SpecificOnly: true, StatusesDefault: true,
								Statuses: []graph.Status{graph.StatusOngoing, graph.StatusCompleted, graph.StatusUnstated},
							},
							Order: graph.TallyOrder{Field: field, Desc: desc, Lang: graph.FR}, Page: graph.Page{Limit: 20, Total: true, Backward: backward},
							WithPeriod: true, WithThemes: true, WithRoles: true, CountExcluded: true,
						})
					}
				}
			}
		}
	}
	return list
}
