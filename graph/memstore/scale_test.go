package memstore_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/memstore"
)

// The large world of the test below: everybody meets the hub in three of ten
// engagements, and one of the others in each.
const (
	largeEngagements = 1_000_000
	largeActors      = 20_000
	largeThemes      = 60
	largePassages    = 50_000
	largeHub         = graph.ID("un/hub")
)

// largeWorld makes a content of a million engagements, with the links that Build
// would derive for what is asked below. Build itself needs minutes for as many.
type largeWorld struct {
	content graph.Content
	r       *rand.Rand
	met     map[graph.ID]int     // engagements of each actor with the hub, as the defaults count
	hub     int                  // engagements of the hub, of whatever kind
	themes  map[graph.ID]int     // of what the defaults count of the hub
	words   map[string]int       // titles with a word
	citing  map[graph.ID]int     // engagements that cite a passage
	degrees map[graph.ID]int     // engagements of each actor
	periods []*graph.Period      // shared, as a dataset's readers share them
	roles   *graph.Participation // the same for all
	cites   [][]graph.Citation   // by passage
}

func newLargeWorld() *largeWorld {
	w := &largeWorld{
		r: rand.New(rand.NewPCG(1945, 1)), met: map[graph.ID]int{}, themes: map[graph.ID]int{}, words: map[string]int{},
		citing: map[graph.ID]int{}, degrees: map[graph.ID]int{}, roles: &graph.Participation{Roles: []graph.Role{graph.RolePartner}, Basis: graph.Stated},
	}
	w.content.Info = graph.Info{Version: "large"}
	for month := range 12 * 30 {
		period, err := graph.ParseEDTF(fmt.Sprintf("%d-%02d", 1990+month/12, 1+month%12))
		if err != nil {
			panic(err)
		}
		w.periods = append(w.periods, period)
	}
	w.add(&graph.Source{Node: graph.Node{ID: "source/s", Kind: graph.KindSource}})
	for i := range largePassages {
		id := graph.PassageID("source/s", fmt.Sprint(i))
		w.add(&graph.Passage{Node: graph.Node{ID: id, Kind: graph.KindPassage}, Source: "source/s", Locator: fmt.Sprint(i), Position: i})
		w.link(graph.Link{Type: graph.LinkIn, From: id, To: "source/s", Ord: i})
		w.cites = append(w.cites, []graph.Citation{{Passage: id, Basis: graph.Stated}})
	}
	for i := range largeThemes {
		w.add(&graph.Theme{Node: node(graph.KindTheme, themeID(i), fmt.Sprintf("Theme %d", i))})
	}
	w.add(&graph.Actor{Node: node(graph.KindUNEntity, largeHub, "Hub")})
	for i := range largeActors {
		w.add(&graph.Actor{Node: node(graph.KindOrganisation, actorID(i), fmt.Sprintf("Organisation %d", i))})
	}
	for i := range largeEngagements {
		w.addEngagement(i)
	}
	slices.SortFunc(w.content.Records, func(x, y graph.Record) int {
		if x.Base().ID < y.Base().ID {
			return -1
		}
		return 1
	})
	return w
}

func themeID(i int) graph.ID { return graph.ID(fmt.Sprintf("theme/t%d", i)) }
func actorID(i int) graph.ID { return graph.ID(fmt.Sprintf("organisation/o%d", i)) }

func node(kind graph.Kind, id graph.ID, title string) graph.Node {
	return graph.Node{ID: id, Kind: kind, Names: []graph.Name{
		{Value: title, Language: graph.EN, Kind: graph.NameShort}, {Value: title + " (fr)", Language: graph.FR, Kind: graph.NameShort},
	}}
}

func (w *largeWorld) add(e graph.Entity) {
	w.content.Records = append(w.content.Records, graph.Record{Entity: e, Derived: graph.Derived{Top: e.Base().ID}})
}

func (w *largeWorld) link(l graph.Link) { w.content.Links = append(w.content.Links, l) }

func (w *largeWorld) addEngagement(i int) {
	id := graph.ID(fmt.Sprintf("event/e%d", i))
	word := fmt.Sprintf("w%d", w.r.IntN(5000))
	w.words[word]++
	passage := w.r.IntN(largePassages)
	e := &graph.Engagement{
		Node:   node(graph.KindEvent, id, fmt.Sprintf("Meeting %d on %s and cooperation", i, word)),
		Status: graph.Statuses()[w.r.IntN(4)], Specificity: graph.Specific, Citations: w.cites[passage],
		Summary: graph.Text{graph.EN: "They met and spoke about what they do together.", graph.FR: "Ils se sont réunis et ont parlé de ce qu'ils font ensemble."},
	}
	if w.r.IntN(5) > 0 {
		e.Period = w.periods[w.r.IntN(len(w.periods))]
	}
	if w.r.IntN(4) == 0 {
		e.Specificity = graph.General
	}
	w.add(e)
	w.citing[w.cites[passage][0].Passage]++
	w.link(graph.Link{Type: graph.LinkCites, From: id, To: w.cites[passage][0].Passage, Ord: passage, Citations: e.Citations})

	counted := e.Specificity == graph.Specific && e.Status != graph.StatusPlanned
	withHub := w.r.IntN(10) < 3
	if withHub {
		w.hub++
		w.link(graph.Link{Type: graph.LinkTookPartIn, From: largeHub, To: id, Participation: w.roles})
	}
	first := w.r.IntN(largeActors)
	for j := range 1 + w.r.IntN(3) {
		actor := actorID((first + j*j) % largeActors)
		w.degrees[actor]++
		if withHub && counted {
			w.met[actor]++
		}
		w.link(graph.Link{Type: graph.LinkTookPartIn, From: actor, To: id, Ord: 1 + j, Participation: w.roles})
	}
	theme := w.r.IntN(largeThemes)
	for j := range 2 {
		about := themeID((theme + j) % largeThemes)
		if withHub && counted {
			w.themes[about]++
		}
		w.link(graph.Link{Type: graph.LinkAddresses, From: id, To: about, Ord: j})
	}
}

func TestAMillionEngagements(t *testing.T) {
	if testing.Short() {
		t.Skip("a million engagements take half a minute and some gigabytes")
	}
	w := newLargeWorld()
	given := heap()
	start := time.Now()
	s := loaded(t, &w.content)
	took := time.Since(start)
	t.Logf("%d records and %d links: loaded in %v", len(w.content.Records), len(w.content.Links), took.Round(time.Millisecond))
	both := heap()
	w.content.Links = nil
	t.Logf("heap: %d MB as given, %d MB more for the store, %d MB once the links as given are gone", given, both-given, heap())

	w.checkHeadline(t, s)
	w.checkLists(t, s)
	w.checkLinks(t, s)
	runtime.KeepAlive(s)
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc >> 20
}

// timed states how long a question took the second time, when it finds what the
// first has left.
func timed[Q, A any](t *testing.T, name string, ask func(q Q) ([]A, error), q Q) A {
	t.Helper()
	if _, err := ask(q); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	answers, err := ask(q)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: %v", name, time.Since(start))
	return answers[0]
}

func defaults() graph.Selection {
	return graph.Selection{
		Statuses: []graph.Status{graph.StatusOngoing, graph.StatusCompleted, graph.StatusUnstated}, StatusesDefault: true, SpecificOnly: true,
	}
}

func (w *largeWorld) checkHeadline(t *testing.T, s *memstore.Store) {
	tally := func(q graph.TallyQuery) ([]graph.TallyPage, error) {
		return s.Tally(t.Context(), []graph.TallyQuery{q})
	}
	q := graph.TallyQuery{
		By: graph.ByCounterpart, Selection: defaults(), Order: graph.TallyOrder{Field: graph.TallyEngagements, Desc: true},
		Page: graph.Page{Limit: 20, Total: true}, WithPeriod: true, WithThemes: true, WithRoles: true, CountExcluded: true,
	}
	q.Selection.Own = &graph.Side{Set: graph.Set{IDs: []graph.ID{largeHub}, Tree: true}, SkipAddressees: true, SkipArmedGroups: true}
	q.Selection.With = &graph.Side{SkipAddressees: true, SkipArmedGroups: true}
	page := timed(t, fmt.Sprintf("20 of %d counterparts of a hub of %d engagements", len(w.met), w.hub), tally, q)
	if page.Total != len(w.met) {
		t.Errorf("%d counterparts, want %d", page.Total, len(w.met))
	}
	for _, row := range page.Rows {
		if want := w.met[row.Entity.Base().ID]; row.Count != want {
			t.Errorf("the hub met %s %d times, want %d", row.Entity.Base().ID, row.Count, want)
		}
	}
	q.Selection.Time = &graph.TimeSpan{From: "2000-01-01", To: "2004-12-31"}
	timed(t, "the same, in five years", tally, q)

	q.By, q.Selection.Time = graph.ByTheme, nil
	for _, row := range timed(t, "the themes of the hub", tally, q).Rows {
		if want := w.themes[row.Entity.Base().ID]; row.Count != want {
			t.Errorf("the hub has %d engagements on %s, want %d", row.Count, row.Entity.Base().ID, want)
		}
	}
	q.By, q.Selection.Own.IDs = graph.ByCounterpart, []graph.ID{actorID(7)}
	timed(t, fmt.Sprintf("20 counterparts of an actor of %d engagements", w.degrees[actorID(7)]), tally, q)
}

func (w *largeWorld) checkLists(t *testing.T, s *memstore.Store) {
	find := func(q graph.FindQuery) ([]graph.FindPage, error) { return s.Find(t.Context(), []graph.FindQuery{q}) }
	q := graph.FindQuery{Class: graph.ClassEngagement, Order: graph.Order{Field: graph.OrderStart, Desc: true}, Page: graph.Page{Limit: 20, Total: true}}
	total := func(name string, selection graph.Selection, want int) graph.FindPage {
		t.Helper()
		q.Selection = selection
		page := timed(t, name, find, q)
		if page.Total != want {
			t.Errorf("%s: %d, want %d", name, page.Total, want)
		}
		return page
	}
	page := total("all engagements", graph.Selection{}, largeEngagements)
	q.Page.After = page.Items[len(page.Items)-1].Key
	total("the next page", graph.Selection{}, largeEngagements)
	q.Page.After = ""
	total("the engagements of the hub", graph.Selection{Any: &graph.Set{IDs: []graph.ID{largeHub}}}, w.hub)
	total("the engagements of an actor", graph.Selection{Any: &graph.Set{IDs: []graph.ID{actorID(7)}}}, w.degrees[actorID(7)])
	total("a word of titles", graph.Selection{Text: []string{"w77"}}, w.words["w77"])
	total("a rare and a common word", graph.Selection{Text: []string{"cooperation", "w77"}}, w.words["w77"])
	total("a passage", graph.Selection{Sources: &graph.Set{IDs: []graph.ID{"source/s"}}, Locators: []string{"4711"}}, w.citing["source/s#4711"])

	search := func(q graph.SearchQuery) ([]graph.SearchResult, error) {
		return s.Search(t.Context(), []graph.SearchQuery{q})
	}
	if found := timed(t, "a search by two words", search, graph.SearchQuery{Words: []string{"meeting", "w77"}, Limit: 10}); len(found.Entities) != 10 || !found.More {
		t.Errorf("the search found %d, more %t", len(found.Entities), found.More)
	}
	if found := timed(t, "a search by one letter", search, graph.SearchQuery{Words: []string{"m"}, Prefix: true, Limit: 10}); len(found.Entities) != 10 || !found.More {
		t.Errorf("the search found %d, more %t", len(found.Entities), found.More)
	}
}

func (w *largeWorld) checkLinks(t *testing.T, s *memstore.Store) {
	links := func(q graph.LinkQuery) ([]graph.LinkPage, error) { return s.Links(t.Context(), []graph.LinkQuery{q}) }
	q := graph.LinkQuery{Anchor: largeHub, Types: []graph.LinkType{graph.LinkTookPartIn}, Direction: graph.Out, Page: graph.Page{Limit: 20, Total: true, Backward: true}}
	if page := timed(t, "the last links of the hub", links, q); page.Total != w.hub || len(page.Items) != 20 {
		t.Errorf("the hub has %d links, want %d", page.Total, w.hub)
	}
	q.Roles = []graph.Role{graph.RoleHost}
	if page := timed(t, "the links of the hub in a role that it never had", links, q); page.Total != 0 {
		t.Errorf("the hub has %d links in the role, want none", page.Total)
	}
}
