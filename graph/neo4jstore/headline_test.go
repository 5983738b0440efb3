package neo4jstore

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/graphtest"
)

// What COOPERATES_WITH sums up is what counting gives, for every actor, in
// every order, on every page.
func TestTheHeadlineIsWhatCountingGives(t *testing.T) {
	store, content := openFilled(t, graphtest.Generate(7, graphtest.Size{Engagements: 150}), &Options{QueryTimeout: time.Minute})
	var actors []graph.ID
	for i := range content.Records {
		if n := content.Records[i].Base(); n.Kind.IsActor() {
			actors = append(actors, n.ID)
		}
	}
	queries := headlines(append(actors, "un/nobody")...)
	for i := range queries {
		if !isHeadline(&queries[i]) {
			t.Fatalf("%+v is not taken for a headline", queries[i])
		}
		queries[i].Page.Limit = 3
	}
	fast := compareTallies(t, store, queries)
	for i := range queries { // and from the middle of a list
		if rows := fast[i].Rows; len(rows) > 1 {
			queries[i].Page.After = rows[0].Key
			queries[i].Page.Before = rows[len(rows)-1].Key
			queries[i].Page.All = true
		}
	}
	compareTallies(t, store, queries)
}

func compareTallies(t *testing.T, store *Store, queries []graph.TallyQuery) []graph.TallyPage {
	t.Helper()
	fast, err := store.Tally(t.Context(), queries)
	if err != nil {
		t.Fatal(err)
	}
	counted, err := store.tally(t.Context(), queries, func(*graph.TallyQuery) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for i := range queries {
		got, want := encode(t, fast[i]), encode(t, counted[i])
		if got != want {
			wrong++
			if wrong < 4 {
				t.Errorf("asked %s\nsummed up %s\ncounted   %s", encode(t, queries[i]), got, want)
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d of %d differ", wrong, len(queries))
	}
	return fast
}

func encode(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestWhatIsNoHeadlineIsCounted(t *testing.T) {
	for name, change := range map[string]func(*graph.TallyQuery){
		"by theme":           func(q *graph.TallyQuery) { q.By = graph.ByTheme },
		"among":              func(q *graph.TallyQuery) { q.Among = &graph.ActorSelection{} },
		"rolled up":          func(q *graph.TallyQuery) { q.RollUp = true },
		"two actors":         func(q *graph.TallyQuery) { q.Selection.Own.IDs = []graph.ID{"a/a", "a/b"} },
		"own roles":          func(q *graph.TallyQuery) { q.Selection.Own.Roles = []graph.Role{graph.RoleLead} },
		"own addressees":     func(q *graph.TallyQuery) { q.Selection.Own.SkipAddressees = false },
		"any counterpart":    func(q *graph.TallyQuery) { q.Selection.With = nil },
		"armed counterparts": func(q *graph.TallyQuery) { q.Selection.With.SkipArmedGroups = false },
		"planned":            func(q *graph.TallyQuery) { q.Selection.Statuses = graph.Statuses() },
		"any status":         func(q *graph.TallyQuery) { q.Selection.Statuses = nil },
		"general":            func(q *graph.TallyQuery) { q.Selection.SpecificOnly = false },
		"kinds":              func(q *graph.TallyQuery) { q.Selection.Kinds = []graph.Kind{graph.KindEvent} },
		"time":               func(q *graph.TallyQuery) { q.Selection.Time = &graph.TimeSpan{} },
		"themes":             func(q *graph.TallyQuery) { q.Selection.Themes = &graph.Set{} },
		"text":               func(q *graph.TallyQuery) { q.Selection.Text = []string{"x"} },
		"participants":       func(q *graph.TallyQuery) { q.Selection.MaxParticipants = 1 },
	} {
		q := headlines("a/a")[0]
		change(&q)
		if isHeadline(&q) {
			t.Errorf("%s: taken for a headline", name)
		}
	}
}
