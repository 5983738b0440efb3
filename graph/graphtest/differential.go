package graphtest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/comity-graph/comity/graph"
)

// Differential fills two empty stores with the same generated content and asks
// both the same n random questions of every kind, with values drawn from the
// content: its ids, bounds of its periods, its words, positions of its lists.
// Answers are compared whole. A question that divides them is made as small as
// it can be and printed; then the test fails, after a few. Lists are walked page
// by page too, forward and backward.
func Differential(t *testing.T, left, right graph.Store, seed uint64, n int) {
	t.Helper()
	DifferentialAt(t, Small(), left, right, seed, n)
}

// DifferentialAt is Differential on a content of another size.
func DifferentialAt(t *testing.T, size Size, left, right graph.Store, seed uint64, n int) {
	t.Helper()
	askBoth(t, left, right, build(t, Generate(seed, size)), seed, n)
}

// compare asks the store and the reference.
func compare(t *testing.T, store graph.Store, content *graph.Content, seed uint64, n int) {
	t.Helper()
	askBoth(t, store, NewReference(), content, seed, n)
}

func askBoth(t *testing.T, left, right graph.Store, content *graph.Content, seed uint64, n int) {
	t.Helper()
	load(t, left, content)
	load(t, right, content)
	q := newQuestioner(content, seed)
	failures := 0
	for i := range n {
		question := q.next()
		d := question.differs(t.Context(), left, right)
		if d == "" && i%4 == 0 {
			d = question.walks(t.Context(), left, 1+i%3)
		}
		if d == "" {
			continue
		}
		d = question.shrink(t.Context(), left, right, d)
		t.Errorf("seed %d, question %d: the stores differ. Asked\n%s\n%s", seed, i, question, d)
		failures++
		if failures == 3 {
			t.Fatalf("stopped after %d questions of %d", i+1, n)
		}
	}
}

// question is one question to one method, with its parameter a pointer so that
// it can be made smaller.
type question struct {
	method string
	param  any // *graph.FindQuery, …, *[]string
	ask    func(ctx context.Context, s graph.Store) (any, error)
	pages  func(s graph.Store) *paged // nil: no list
}

func (q *question) String() string { return "\t" + q.method + " " + show(q.param) }

func newQuestion[Q, A any](method string, param Q, call func(graph.Store) func(context.Context, []Q) ([]A, error)) *question {
	q := &question{method: method, param: &param}
	q.ask = func(ctx context.Context, s graph.Store) (any, error) {
		answers, err := call(s)(ctx, []Q{param})
		if err != nil {
			return nil, err
		}
		if len(answers) != 1 {
			return nil, fmt.Errorf("got %d answers to one question", len(answers))
		}
		return answers[0], nil
	}
	return q
}

// differs says how the answers of two stores differ; it is empty if they do not.
func (q *question) differs(ctx context.Context, left, right graph.Store) string {
	got, err1 := q.ask(ctx, left)
	want, err2 := q.ask(ctx, right)
	switch {
	case err1 != nil && err2 != nil && graph.CodeOf(err1) == graph.CodeOf(err2):
		return ""
	case err1 != nil || err2 != nil:
		return fmt.Sprintf("got the error %v, want %v", err1, err2)
	}
	return difference(got, want)
}

func (q *question) walks(ctx context.Context, s graph.Store, limit int) string {
	if q.pages == nil {
		return ""
	}
	if err := q.pages(s).walk(ctx, limit); err != nil {
		return err.Error()
	}
	return ""
}

// shrink empties one field after the other for as long as the answers differ,
// and says how they differ then.
func (q *question) shrink(ctx context.Context, left, right graph.Store, d string) string {
	if q.differs(ctx, left, right) == "" {
		return d // it differs by its pages
	}
	still := func() bool {
		now := q.differs(ctx, left, right)
		if now != "" {
			d = now
		}
		return now != ""
	}
	for smaller := true; smaller; {
		smaller = reduce(reflect.ValueOf(q.param).Elem(), still)
	}
	return d
}

// reduce makes one part of a value smaller, and keeps it so if that is still
// so; it reports whether it could.
func reduce(v reflect.Value, still func() bool) bool {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; slices.Contains(mayNotBeEmptied(), name) {
				continue
			}
			if reduce(v.Field(i), still) {
				return true
			}
		}
		return false
	case reflect.Pointer:
		if v.IsNil() {
			return false
		}
		if try(v, reflect.Zero(v.Type()), still) {
			return true
		}
		return reduce(v.Elem(), still)
	case reflect.Slice:
		for i := range v.Len() {
			rest := reflect.MakeSlice(v.Type(), 0, v.Len())
			rest = reflect.AppendSlice(reflect.AppendSlice(rest, v.Slice(0, i)), v.Slice(i+1, v.Len()))
			if try(v, rest, still) {
				return true
			}
		}
		return false
	default:
		return !v.IsZero() && try(v, reflect.Zero(v.Type()), still)
	}
}

// mayNotBeEmptied are the fields that questions need, and the order, since
// positions belong to it.
func mayNotBeEmptied() []string {
	return []string{"Class", "By", "Types", "Direction", "Words", "Order"}
}

func try(v, smaller reflect.Value, still func() bool) bool {
	before := reflect.New(v.Type()).Elem()
	before.Set(v)
	v.Set(smaller)
	if still() {
		return true
	}
	v.Set(before)
	return false
}

// questioner makes up questions about a content.
type questioner struct {
	r       *rand.Rand
	content *graph.Content
	of      map[graph.Class][]*graph.Record
	ids     []graph.ID
	days    []graph.Date
	words   []string // of texts
	sought  []string // of search texts
	keys    []string // of look-ups
}

func newQuestioner(content *graph.Content, seed uint64) *questioner {
	q := &questioner{r: rand.New(rand.NewPCG(seed, 1920)), content: content, of: map[graph.Class][]*graph.Record{}, days: []graph.Date{"2019-05-01"}}
	for i := range content.Records {
		r := &content.Records[i]
		q.ids = append(q.ids, r.Base().ID)
		class := r.Base().Kind.Class()
		q.of[class] = append(q.of[class], r)
		if period := graph.PeriodOfEntity(r.Entity); period != nil {
			for _, day := range []graph.Date{period.Start, period.End} {
				if day != "" {
					q.days = append(q.days, day)
				}
			}
		}
		if r.Base().Kind.IsPlace() {
			q.of[graph.ClassPlace] = append(q.of[graph.ClassPlace], r)
		}
		for _, lang := range graph.Languages() {
			q.words = append(q.words, strings.Fields(graph.FilterText(r.Entity, lang))...)
		}
		q.sought = append(q.sought, strings.Fields(graph.SearchText(r))...)
		for _, row := range graph.LookupRows(r.Entity) {
			q.keys = append(q.keys, row.Key)
		}
	}
	q.of[graph.ClassPlace] = slices.Compact(q.of[graph.ClassPlace])
	return q
}

// chance is true once in n times.
func (q *questioner) chance(n int) bool { return q.r.IntN(n) == 0 }

// pick picks from a list; from an empty one, nothing.
func pick[T any](q *questioner, list []T) T {
	if len(list) == 0 {
		var none T
		return none
	}
	return oneOf(q.r, list)
}

// some returns one to three of a list.
func some[T any](q *questioner, list []T) []T {
	var picked []T
	for range 1 + q.r.IntN(3) {
		picked = append(picked, pick(q, list))
	}
	return picked
}

// id returns the id of an entity of the class, now and then of nothing.
func (q *questioner) id(class graph.Class) graph.ID {
	if q.chance(25) || len(q.of[class]) == 0 {
		return "un/nothing"
	}
	if q.chance(3) { // the busy ones come first in generated worlds
		return q.of[class][q.r.IntN(min(6, len(q.of[class])))].Base().ID
	}
	return pick(q, q.of[class]).Base().ID
}

func (q *questioner) set(class graph.Class) *graph.Set {
	s := &graph.Set{Tree: q.chance(2)}
	for range 1 + q.r.IntN(4) {
		s.IDs = append(s.IDs, q.id(class))
	}
	if q.chance(20) {
		s.IDs = nil
	}
	return s
}

func (q *questioner) roles() []graph.Role {
	if q.chance(2) {
		return nil
	}
	return some(q, graph.Roles())
}

func (q *questioner) side() *graph.Side {
	return &graph.Side{Set: *q.set(graph.ClassActor), Roles: q.roles(), SkipAddressees: !q.chance(3), SkipArmedGroups: !q.chance(3)}
}

func (q *questioner) day() graph.Date {
	if q.chance(4) {
		return ""
	}
	return pick(q, q.days)
}

// selection sets up to two of the fields.
func (q *questioner) selection() graph.Selection {
	s := graph.Selection{}
	if q.chance(2) {
		s = defaults()
	}
	for range q.r.IntN(3) {
		pick(q, q.fields(&s))()
	}
	return s
}

// fields are what sets the fields of a selection, each for itself or with those
// that it needs, to values of the content.
func (q *questioner) fields(s *graph.Selection) []func() {
	return []func(){
		func() { s.Kinds = some(q, graph.KindsOf(graph.ClassEngagement)) },
		func() {
			s.Categories = []string{q.record(graph.ClassEngagement).Base().Category, q.record(graph.ClassEngagement).Base().Category}
		},
		func() { s.Statuses, s.StatusesDefault = some(q, graph.Statuses()), q.chance(2) },
		func() { s.SpecificOnly = true },
		func() { s.Own = q.side() },
		func() { s.Own = q.side() },
		func() { s.With = q.side() },
		func() { // a counterpart that may stand on the own side too
			s.Own, s.With = q.side(), q.side()
			s.With.IDs = append(s.With.IDs, s.Own.IDs...)
		},
		func() { s.Any, s.Roles = q.set(graph.ClassActor), q.roles() },
		func() {
			for range 1 + q.r.IntN(2) {
				s.All = append(s.All, *q.set(graph.ClassActor))
			}
		},
		func() { s.Roles = some(q, graph.Roles()) },
		func() { s.Basis = pick(q, graph.Bases()) },
		func() { s.Themes = q.set(graph.ClassTheme) },
		func() { s.Places = q.set(graph.ClassPlace) },
		func() { s.Places, s.PlaceRelation = q.set(graph.ClassPlace), pick(q, graph.PlaceRelations()) },
		func() {
			s.Time = &graph.TimeSpan{
				From: q.day(), To: q.day(), Within: q.chance(2),
				Undated: pick(q, []graph.Undated{"", graph.UndatedExclude, graph.UndatedByReportingPeriod, graph.UndatedInclude}),
			}
		},
		func() { s.Sources = q.set(graph.ClassSource) },
		func() {
			if p, ok := q.record(graph.ClassPassage).Entity.(*graph.Passage); ok {
				s.Locators = []string{p.Locator, "1"}[:1+q.r.IntN(2)]
			}
		},
		func() {
			s.Sources = q.set(graph.ClassSource)
			if p, ok := q.record(graph.ClassPassage).Entity.(*graph.Passage); ok {
				s.Locators = []string{p.Locator}
			}
		},
		func() { s.Passages = q.set(graph.ClassPassage) },
		func() { s.RelatedTo = q.set(graph.ClassEngagement) },
		func() {
			s.Text = some(q, q.words)[:1]
			if q.chance(2) {
				s.Text = some(q, strings.Fields(graph.FilterText(q.record(graph.ClassEngagement).Entity, pick(q, graph.TextLanguages()))))
			}
			if s.Text[0] == "" {
				s.Text = nil
			}
			s.TextLanguage = pick(q, []graph.Language{"", graph.EN, graph.FR, graph.AR})
		},
		func() { s.MaxParticipants = 1 + q.r.IntN(5) },
	}
}

func (q *questioner) record(class graph.Class) *graph.Record {
	if r := pick(q, q.of[class]); r != nil {
		return r
	}
	return q.of[graph.ClassActor][0]
}

func (q *questioner) actors() graph.ActorSelection {
	var s graph.ActorSelection
	fields := []func(){
		func() { s.Kinds = some(q, graph.KindsOf(graph.ClassActor)) },
		func() { s.Categories = []string{q.record(graph.ClassActor).Base().Category, graph.CategoryArmedGroup} },
		func() { s.IDs = q.set(graph.ClassActor) },
		func() { s.MemberOf = q.set(graph.ClassActor) },
		func() { s.MemberOf, s.AsOf = q.set(graph.ClassActor), q.day() },
		func() {
			s.Places = &graph.Set{Tree: true}
			for range 1 + q.r.IntN(2) {
				s.Places.IDs = append(s.Places.IDs, q.id(graph.ClassPlace))
			}
		},
		func() { s.Text = some(q, q.words)[:1] },
		func() {
			s.Text, s.TextLanguage = some(q, strings.Fields(graph.FilterText(q.record(graph.ClassActor).Entity, graph.EN))), pick(q, []graph.Language{"", graph.EN, graph.FR})
		},
	}
	for range q.r.IntN(3) {
		pick(q, fields)()
	}
	if len(s.Text) > 0 && s.Text[0] == "" {
		s.Text = nil
	}
	return s
}

// page asks for a part of a list whose rows have the keys, if they are known.
func (q *questioner) page(keys []string) graph.Page {
	p := graph.Page{Limit: q.r.IntN(8), All: q.chance(3), Backward: q.chance(2), Total: q.chance(2)}
	position := func() string {
		if len(keys) == 0 || !q.chance(4) {
			return ""
		}
		key := pick(q, keys)
		if q.chance(5) {
			key = gone(key)
		}
		return key
	}
	p.After, p.Before = position(), position()
	return p
}

// next makes up a question.
func (q *questioner) next() *question {
	switch n := q.r.IntN(20); {
	case n < 7:
		return q.find()
	case n < 13:
		return q.tally()
	case n < 16:
		return q.links()
	case n < 18:
		return q.search()
	case n < 19:
		return q.lookup()
	default:
		return q.entities()
	}
}

func (q *questioner) find() *question {
	class := pick(q, []graph.Class{graph.ClassEngagement, graph.ClassEngagement, graph.ClassEngagement, graph.ClassActor, graph.ClassActor, graph.ClassTheme, graph.ClassSource})
	orders := append(graph.Orders(class), graph.Order{Field: graph.OrderID})
	f := graph.FindQuery{Class: class, Order: pick(q, orders), CountExcluded: q.chance(2)}
	if f.Order.Lang != "" && q.chance(10) {
		f.Order.Lang = graph.RU
	}
	switch class {
	case graph.ClassEngagement:
		f.Selection = q.selection()
	case graph.ClassActor:
		f.Actors = q.actors()
	}
	var keys []string
	for _, r := range q.of[class] {
		keys = append(keys, f.Order.Key(r))
	}
	f.Page = q.page(keys)
	asked := newQuestion("Find", f, func(s graph.Store) func(context.Context, []graph.FindQuery) ([]graph.FindPage, error) { return s.Find })
	asked.pages = func(s graph.Store) *paged { l := pagedFind(s, f); return &l }
	return asked
}

func (q *questioner) tally() *question {
	f := graph.TallyQuery{
		By: pick(q, []graph.Dimension{graph.ByCounterpart, graph.ByCounterpart, graph.ByTheme}), Selection: q.selection(), Order: pick(q, tallyOrders()),
		WithPeriod: q.chance(2), WithThemes: q.chance(2), CountExcluded: q.chance(2),
	}
	class := graph.ClassTheme
	if f.By == graph.ByCounterpart {
		class = graph.ClassActor
		if f.Selection.Own == nil && q.chance(2) {
			f.Selection.Own, f.Selection.With = q.side(), acting(set())
		}
		f.RollUp, f.WithRoles = q.chance(3), q.chance(2)
		if q.chance(3) {
			among := q.actors()
			f.Among = &among
		}
	}
	var keys []string
	for range 6 {
		row := graph.TallyRow{Entity: q.record(class).Entity, Count: q.r.IntN(5), Last: pick(q, []graph.Date{"", graph.OpenEnd, q.day(), q.day()})}
		keys = append(keys, f.Order.Key(&row))
	}
	f.Page = q.page(keys)
	asked := newQuestion("Tally", f, func(s graph.Store) func(context.Context, []graph.TallyQuery) ([]graph.TallyPage, error) {
		return s.Tally
	})
	asked.pages = func(s graph.Store) *paged { l := pagedTally(s, f); return &l }
	return asked
}

func (q *questioner) links() *question {
	known := pick(q, q.content.Links)
	far := known.To
	l := graph.LinkQuery{Anchor: known.From, Types: graph.LinkTypes(), Direction: pick(q, []graph.Direction{graph.Out, graph.In, graph.Both, graph.Both})}
	if q.chance(2) {
		l.Anchor, far = far, l.Anchor
	}
	if q.chance(20) {
		l.Anchor = "un/nothing"
	}
	switch q.r.IntN(5) {
	case 0:
		l.Types = []graph.LinkType{known.Type}
	case 1:
		l.Types = append(some(q, graph.LinkTypes()), known.Type)
		slices.Sort(l.Types)
		l.Types = slices.Compact(l.Types)
	case 2:
		l.Types, l.Roles = []graph.LinkType{graph.LinkTookPartIn}, some(q, graph.Roles())
	case 3:
		l.Types, l.AsOf = []graph.LinkType{graph.LinkMember, graph.LinkOrganisation}, q.day()
	}
	if q.chance(5) {
		kind, _ := graph.KindOf(far)
		l.Kinds = append(l.Kinds, kind, pick(q, q.content.Records).Base().Kind)
	}
	if q.chance(8) {
		l.Categories = []string{q.record(graph.ClassActor).Base().Category, q.record(graph.ClassEngagement).Base().Category}
	}
	var keys []string
	for _, link := range q.content.Links {
		position := graph.LinkPosition{Ord: link.Ord, Far: link.To, Type: link.Type, Scope: link.Scope}
		switch l.Anchor {
		case link.From:
			keys = append(keys, position.Key())
		case link.To:
			position.Far, position.Incoming = link.From, true
			keys = append(keys, position.Key())
		}
	}
	l.Page = q.page(keys)
	asked := newQuestion("Links", l, func(s graph.Store) func(context.Context, []graph.LinkQuery) ([]graph.LinkPage, error) { return s.Links })
	asked.pages = func(s graph.Store) *paged { p := pagedLinks(s, l); return &p }
	return asked
}

func (q *questioner) search() *question {
	s := graph.SearchQuery{Words: some(q, q.sought), Prefix: q.chance(2), Limit: q.r.IntN(8)}
	if q.chance(2) {
		s.Words = s.Words[:1]
	} else if text := strings.Fields(graph.SearchText(q.record(graph.ClassActor))); len(text) > 0 {
		s.Words = some(q, text)
	}
	if last := []rune(s.Words[len(s.Words)-1]); s.Prefix && len(last) > 1 {
		s.Words[len(s.Words)-1] = string(last[:1+q.r.IntN(len(last)-1)])
	}
	if q.chance(3) {
		for _, r := range some(q, q.content.Records) {
			s.Kinds = append(s.Kinds, r.Base().Kind)
		}
	}
	return newQuestion("Search", s, func(s graph.Store) func(context.Context, []graph.SearchQuery) ([]graph.SearchResult, error) {
		return s.Search
	})
}

func (q *questioner) lookup() *question {
	keys := append(some(q, q.keys), "nothing")
	return &question{method: "Lookup", param: &keys, ask: func(ctx context.Context, s graph.Store) (any, error) { return s.Lookup(ctx, keys) }}
}

func (q *questioner) entities() *question {
	ids := append(some(q, q.ids), "un/nothing")
	return &question{method: "Entities", param: &ids, ask: func(ctx context.Context, s graph.Store) (any, error) { return s.Entities(ctx, ids) }}
}
