package graphtest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/comity-graph/comity/graph"
)

// Reference is a slow and obvious graph.Store: the contract as a program. Every
// question is a loop over everything, with no index and no precomputed order,
// so that it can be read beside the contract line by line. Other stores are
// compared with it. The zero Reference is an empty store.
type Reference struct {
	mu      sync.Mutex
	content *held // replaced whole by Apply, never changed
}

// NewReference returns an empty store.
func NewReference() *Reference { return &Reference{} }

var _ graph.Store = (*Reference)(nil)

// held is one content.
type held struct {
	info    graph.Info
	records map[graph.ID]*graph.Record
	ids     []graph.ID // sorted
	links   map[graph.LinkKey]*graph.Link
	of      map[graph.ID][]*graph.Link // the links of an end
	trees   map[[2]graph.ID]bool       // IN_TREE_OF
}

func newHeld(info graph.Info, records map[graph.ID]*graph.Record, links map[graph.LinkKey]*graph.Link) *held {
	h := &held{
		info: info, records: records, links: links, ids: slices.Sorted(maps.Keys(records)),
		of: map[graph.ID][]*graph.Link{}, trees: map[[2]graph.ID]bool{},
	}
	for _, l := range links {
		h.of[l.From] = append(h.of[l.From], l)
		h.of[l.To] = append(h.of[l.To], l)
		if l.Type == graph.LinkInTreeOf {
			h.trees[[2]graph.ID{l.From, l.To}] = true
		}
	}
	return h
}

func (s *Reference) now() *held {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.content == nil {
		s.content = newHeld(graph.Info{}, nil, nil)
	}
	return s.content
}

// ended says in the words of the contract that a context has ended.
func ended(ctx context.Context) error {
	err := ctx.Err()
	if errors.Is(err, context.DeadlineExceeded) {
		return &graph.Error{Code: graph.Timeout, Message: "the answer took longer than allowed", Err: err}
	}
	if err != nil {
		return fmt.Errorf("graphtest: %w", err)
	}
	return nil
}

// each answers a batch of questions on one content.
func each[Q, A any](ctx context.Context, s *Reference, questions []Q, answer func(*held, Q) (A, error)) ([]A, error) {
	h := s.now()
	answers := make([]A, 0, len(questions))
	for _, q := range questions {
		if err := ended(ctx); err != nil {
			return nil, err
		}
		a, err := answer(h, q)
		if err != nil {
			return nil, err
		}
		answers = append(answers, a)
	}
	return answers, nil
}

// Info implements graph.Store.
func (s *Reference) Info(ctx context.Context) (graph.Info, error) {
	return s.now().info, ended(ctx)
}

// Entities implements graph.Store.
func (s *Reference) Entities(ctx context.Context, ids []graph.ID) (map[graph.ID]graph.Entity, error) {
	if err := ended(ctx); err != nil && len(ids) > 0 {
		return nil, err
	}
	h, found := s.now(), map[graph.ID]graph.Entity{}
	for _, id := range ids {
		if r := h.records[id]; r != nil {
			found[id] = r.Entity
		}
	}
	return found, nil
}

// cut returns the part of a list that a page asks for. Keys ascend.
func cut[T any](rows []T, key func(T) string, p graph.Page) (items []T, more bool) {
	rows = slices.DeleteFunc(slices.Clone(rows), func(row T) bool {
		return (p.After != "" && key(row) <= p.After) || (p.Before != "" && key(row) >= p.Before)
	})
	switch {
	case p.All || len(rows) <= p.Limit:
		return rows, false
	case p.Backward:
		return rows[len(rows)-p.Limit:], true
	default:
		return rows[:p.Limit], true
	}
}

// count is the total, if it was asked for.
func count(p graph.Page, n int) int {
	if p.Total {
		return n
	}
	return 0
}

// admits reports whether x is one of the alternatives; none restrict nothing.
func admits[T comparable](alternatives []T, x T) bool {
	return len(alternatives) == 0 || slices.Contains(alternatives, x)
}

// anyOf reports whether one of xs is one of the alternatives.
func anyOf[T comparable](alternatives, xs []T) bool {
	return len(alternatives) == 0 || slices.ContainsFunc(xs, func(x T) bool { return slices.Contains(alternatives, x) })
}

// Links implements graph.Store.
func (s *Reference) Links(ctx context.Context, queries []graph.LinkQuery) ([]graph.LinkPage, error) {
	return each(ctx, s, queries, func(h *held, q graph.LinkQuery) (page graph.LinkPage, err error) {
		var items []graph.LinkItem
		for _, l := range h.of[q.Anchor] {
			out := l.From == q.Anchor
			far, direction := h.records[l.From], graph.In
			if out {
				far, direction = h.records[l.To], graph.Out
			}
			wanted := slices.Contains(q.Types, l.Type) && (q.Direction == graph.Both || q.Direction == direction) &&
				admits(q.Kinds, far.Base().Kind) && admits(q.Categories, far.Base().Category) &&
				(len(q.Roles) == 0 || (l.Participation != nil && anyOf(q.Roles, l.Participation.Roles)))
			if period := graph.PeriodOfEntity(far.Entity); q.AsOf != "" && period != nil {
				wanted = wanted && period.Includes(q.AsOf)
			}
			if wanted {
				position := graph.LinkPosition{Ord: l.Ord, Far: far.Base().ID, Type: l.Type, Scope: l.Scope, Incoming: !out}
				items = append(items, graph.LinkItem{Key: position.Key(), Link: *l, Outgoing: out, Far: far.Entity})
			}
		}
		key := func(item graph.LinkItem) string { return item.Key }
		slices.SortFunc(items, func(x, y graph.LinkItem) int { return cmp.Compare(x.Key, y.Key) })
		page.Items, page.More = cut(items, key, q.Page)
		page.Total = count(q.Page, len(items))
		return page, nil
	})
}

// Find implements graph.Store.
func (s *Reference) Find(ctx context.Context, queries []graph.FindQuery) ([]graph.FindPage, error) {
	return each(ctx, s, queries, func(h *held, q graph.FindQuery) (page graph.FindPage, err error) {
		var items []graph.FindItem
		for _, id := range h.ids {
			r := h.records[id]
			fits := r.Base().Kind.Class() == q.Class
			if fits && q.Class == graph.ClassEngagement {
				verdict := graph.LeftOut
				if h.fits(&q.Selection, r) && (q.Selection.With == nil || len(h.counterparts(&q.Selection, r, q.Selection.With)) > 0) {
					verdict = h.judge(&q.Selection, r)
				}
				fits = verdict == graph.Counted
				if q.CountExcluded {
					exclude(&page.Excluded, verdict)
				}
			}
			if fits && q.Class == graph.ClassActor {
				fits = h.fitsActor(&q.Actors, r)
			}
			if fits {
				items = append(items, graph.FindItem{Key: q.Order.Key(r), Entity: r.Entity})
			}
		}
		slices.SortFunc(items, func(x, y graph.FindItem) int { return cmp.Compare(x.Key, y.Key) })
		page.Items, page.More = cut(items, func(item graph.FindItem) string { return item.Key }, q.Page)
		page.Total = count(q.Page, len(items))
		return page, nil
	})
}

func exclude(excluded *graph.Excluded, verdict graph.Verdict) {
	switch verdict {
	case graph.LeftOutPlanned:
		excluded.Planned++
	case graph.LeftOutGeneral:
		excluded.General++
	case graph.LeftOutUndated:
		excluded.Undated++
	}
}

// in reports whether the id is in the set.
func (h *held) in(set *graph.Set, id graph.ID) bool {
	return set != nil && slices.ContainsFunc(set.IDs, func(x graph.ID) bool {
		return h.records[x] != nil && (x == id || (set.Tree && h.trees[[2]graph.ID{id, x}]))
	})
}

// linkedTo reports whether the entity has a link of one of the types, from it
// or, if both, in either direction, whose far end fits.
func (h *held) linkedTo(id graph.ID, types []graph.LinkType, both bool, fits func(far graph.ID) bool) bool {
	return slices.ContainsFunc(h.of[id], func(l *graph.Link) bool {
		return slices.Contains(types, l.Type) && ((l.From == id && fits(l.To)) || (both && l.To == id && fits(l.From)))
	})
}

// participations returns those of an engagement that fit.
func (h *held) participations(id graph.ID, fits func(l *graph.Link) bool) []*graph.Link {
	return slices.DeleteFunc(slices.Clone(h.of[id]), func(l *graph.Link) bool {
		return l.Type != graph.LinkTookPartIn || l.To != id || !fits(l)
	})
}

// passes reports whether a participation fits a side, whose set is not looked
// at.
func (h *held) passes(side *graph.Side, l *graph.Link) bool {
	roles := l.Participation.Roles
	onlyAddressee := !slices.ContainsFunc(roles, func(r graph.Role) bool { return r != graph.RoleAddressee })
	armed := h.records[l.From].Base().Category == graph.CategoryArmedGroup
	return anyOf(side.Roles, roles) && !(side.SkipAddressees && onlyAddressee) && !(side.SkipArmedGroups && armed)
}

func ofBasis(s *graph.Selection, basis graph.Basis) bool { return s.Basis == "" || s.Basis == basis }

// own returns the participations by which Own matches.
func (h *held) own(s *graph.Selection, id graph.ID) []*graph.Link {
	return h.participations(id, func(l *graph.Link) bool {
		return h.in(&s.Own.Set, l.From) && h.passes(s.Own, l) && ofBasis(s, l.Participation.Basis)
	})
}

// counterparts returns the participations beside Own that fit the side: its set
// too, if the side is With of a Find.
func (h *held) counterparts(s *graph.Selection, r *graph.Record, side *graph.Side) []*graph.Link {
	return h.participations(r.Base().ID, func(l *graph.Link) bool {
		return h.in(&side.Set, l.From) && h.passes(side, l) && !(s.Own != nil && h.in(&s.Own.Set, l.From))
	})
}

// fits applies the parts of a selection that have no defaults, With apart.
func (h *held) fits(s *graph.Selection, r *graph.Record) bool {
	e := r.Entity.(*graph.Engagement)
	return admits(s.Kinds, e.Kind) && admits(s.Categories, e.Category) &&
		h.fitsWho(s, e) && h.fitsWhat(s, e) && h.fitsEvidence(s, e.ID) && hasText(e, s.Text, s.TextLanguage)
}

// fitsWho applies who took part.
func (h *held) fitsWho(s *graph.Selection, e *graph.Engagement) bool {
	tookPart := func(set *graph.Set) bool {
		return len(h.participations(e.ID, func(l *graph.Link) bool {
			return h.in(set, l.From) && anyOf(s.Roles, l.Participation.Roles) && ofBasis(s, l.Participation.Basis)
		})) > 0
	}
	inRole := func(l *graph.Link) bool { return anyOf(s.Roles, l.Participation.Roles) }
	anybody := func(*graph.Link) bool { return true }
	nobodyNamed := s.Any == nil && len(s.All) == 0
	switch {
	case s.Own != nil && len(h.own(s, e.ID)) == 0:
		return false
	case s.Any != nil && !tookPart(s.Any):
		return false
	case slices.ContainsFunc(s.All, func(set graph.Set) bool { return !tookPart(&set) }):
		return false
	case len(s.Roles) > 0 && nobodyNamed && len(h.participations(e.ID, inRole)) == 0:
		return false
	case s.Own == nil && nobodyNamed && !ofBasis(s, graph.BasisOf(e.Citations)):
		return false
	}
	return s.MaxParticipants == 0 || len(h.participations(e.ID, anybody)) <= s.MaxParticipants
}

// fitsWhat applies what the engagement is about, where, and beside which others.
func (h *held) fitsWhat(s *graph.Selection, e *graph.Engagement) bool {
	places := []graph.LinkType{graph.LinkConcerns, graph.LinkHeldIn}
	if s.PlaceRelation != "" {
		places = []graph.LinkType{graph.LinkType(s.PlaceRelation)}
	}
	return (s.Themes == nil || h.linkedTo(e.ID, []graph.LinkType{graph.LinkAddresses}, false, h.within(s.Themes))) &&
		(s.Places == nil || h.linkedTo(e.ID, places, false, h.within(s.Places))) &&
		(s.RelatedTo == nil || h.linkedTo(e.ID, graph.RelationLinks(), true, h.within(s.RelatedTo)))
}

// fitsEvidence applies which passages it cites.
func (h *held) fitsEvidence(s *graph.Selection, id graph.ID) bool {
	cites := []graph.LinkType{graph.LinkCites}
	ofSource := func(passage graph.ID) bool {
		p := h.records[passage].Entity.(*graph.Passage)
		return (s.Sources == nil || h.in(s.Sources, p.Source)) && admits(s.Locators, p.Locator)
	}
	return (s.Passages == nil || h.linkedTo(id, cites, false, h.within(s.Passages))) &&
		((s.Sources == nil && len(s.Locators) == 0) || h.linkedTo(id, cites, false, ofSource))
}

func (h *held) within(set *graph.Set) func(graph.ID) bool {
	return func(id graph.ID) bool { return h.in(set, id) }
}

// hasText reports whether all words occur in the texts of the language, or of
// any one.
func hasText(e graph.Entity, words []string, lang graph.Language) bool {
	languages := graph.Languages()
	if lang != "" {
		languages = []graph.Language{lang}
	}
	return len(words) == 0 || slices.ContainsFunc(languages, func(lang graph.Language) bool {
		return containsAll(strings.Fields(graph.FilterText(e, lang)), words)
	})
}

func containsAll(text, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(text, w) })
}

func (h *held) judge(s *graph.Selection, r *graph.Record) graph.Verdict {
	e := r.Entity.(*graph.Engagement)
	return s.Judge(e.Status, e.Specificity, e.Period.First(), e.Period.Last(), r.ReportFirst, r.ReportLast)
}

func (h *held) fitsActor(s *graph.ActorSelection, r *graph.Record) bool {
	id := r.Base().ID
	isMember := func() bool {
		return slices.ContainsFunc(h.of[id], func(l *graph.Link) bool {
			m, ok := h.records[l.From].Entity.(*graph.Membership)
			return ok && l.Type == graph.LinkMember && h.in(s.MemberOf, m.Organisation) &&
				(s.AsOf == "" || m.Period == nil || m.Period.Includes(s.AsOf))
		})
	}
	return admits(s.Kinds, r.Base().Kind) && admits(s.Categories, r.Base().Category) &&
		(s.IDs == nil || h.in(s.IDs, id)) && (s.MemberOf == nil || isMember()) &&
		(s.Places == nil || h.in(s.Places, id)) && hasText(r.Entity, s.Text, s.TextLanguage)
}

// group is what a tally collects of one row.
type group struct {
	counted         map[graph.ID]bool
	general         map[graph.ID]bool
	ownRoles, roles map[graph.Role]bool
}

// Tally implements graph.Store.
func (s *Reference) Tally(ctx context.Context, queries []graph.TallyQuery) ([]graph.TallyPage, error) {
	return each(ctx, s, queries, func(h *held, q graph.TallyQuery) (page graph.TallyPage, err error) {
		groups, all := map[graph.ID]*group{}, map[graph.ID]bool{}
		for _, id := range h.ids {
			r := h.records[id]
			if !r.Base().Kind.IsEngagement() || !h.fits(&q.Selection, r) {
				continue
			}
			rolesOf := h.dimension(&q, r)
			verdict := h.judge(&q.Selection, r)
			if len(rolesOf) > 0 && q.CountExcluded {
				exclude(&page.Excluded, verdict)
			}
			isGeneral := r.Entity.(*graph.Engagement).Specificity == graph.General
			for row, roles := range rolesOf {
				g := groups[row]
				if g == nil {
					g = &group{map[graph.ID]bool{}, map[graph.ID]bool{}, map[graph.Role]bool{}, map[graph.Role]bool{}}
					groups[row] = g
				}
				if verdict == graph.LeftOutGeneral || (verdict == graph.Counted && isGeneral) {
					g.general[id] = true
				}
				if verdict != graph.Counted {
					continue
				}
				g.counted[id], all[id] = true, true
				for _, role := range roles {
					g.roles[role] = true
				}
				if q.Selection.Own != nil {
					for _, l := range h.own(&q.Selection, id) {
						for _, role := range l.Participation.Roles {
							g.ownRoles[role] = true
						}
					}
				}
			}
		}
		var rows []graph.TallyRow
		for id, g := range groups {
			if len(g.counted) > 0 {
				rows = append(rows, h.row(&q, id, g))
			}
		}
		slices.SortFunc(rows, func(x, y graph.TallyRow) int { return cmp.Compare(x.Key, y.Key) })
		page.Rows, page.More = cut(rows, func(row graph.TallyRow) string { return row.Key }, q.Page)
		page.Total, page.Engagements = count(q.Page, len(rows)), count(q.Page, len(all))
		return page, nil
	})
}

// dimension returns the rows in which an engagement counts, each with the
// counterpart's roles.
func (h *held) dimension(q *graph.TallyQuery, r *graph.Record) map[graph.ID][]graph.Role {
	s, rows := &q.Selection, map[graph.ID][]graph.Role{}
	if q.By == graph.ByTheme {
		if s.With == nil || len(h.counterparts(s, r, s.With)) > 0 {
			for _, l := range h.of[r.Base().ID] {
				if l.Type == graph.LinkAddresses {
					rows[l.To] = nil
				}
			}
		}
		return rows
	}
	for _, l := range h.participations(r.Base().ID, func(l *graph.Link) bool {
		return (s.With == nil || h.passes(s.With, l)) && !h.standsWithOwn(s, l.From) &&
			(q.Among == nil || h.fitsActor(q.Among, h.records[l.From]))
	}) {
		row := l.From
		if q.RollUp {
			row = h.records[l.From].Top
		}
		rows[row] = append(rows[row], l.Participation.Roles...)
	}
	return rows
}

// standsWithOwn reports whether an actor is one of Own, one of their organs, or
// above one of them: two actors are counterparts only if neither is in the
// other's tree.
func (h *held) standsWithOwn(s *graph.Selection, actor graph.ID) bool {
	return s.Own != nil && slices.ContainsFunc(s.Own.IDs, func(own graph.ID) bool {
		return own == actor || h.trees[[2]graph.ID{actor, own}] || h.trees[[2]graph.ID{own, actor}]
	})
}

func (h *held) row(q *graph.TallyQuery, id graph.ID, g *group) graph.TallyRow {
	row := graph.TallyRow{Entity: h.records[id].Entity, Count: len(g.counted), General: len(g.general)}
	themes := map[graph.ID]int{}
	for engagement := range g.counted {
		period := graph.PeriodOfEntity(h.records[engagement].Entity)
		row.First, row.Last = graph.Earlier(row.First, period.First()), graph.Later(row.Last, period.Last())
		for _, l := range h.of[engagement] {
			if l.Type == graph.LinkAddresses {
				themes[l.To]++
			}
		}
	}
	row.Key = q.Order.Key(&row)
	if !q.WithPeriod {
		row.First, row.Last = "", ""
	}
	if q.WithThemes {
		row.Themes = graph.SortedThemes(themes)
	}
	if q.WithRoles {
		row.OwnRoles, row.Roles = graph.SortedRoles(g.ownRoles), graph.SortedRoles(g.roles)
	}
	return row
}

// Lookup implements graph.Store.
func (s *Reference) Lookup(ctx context.Context, keys []string) (map[string][]graph.Match, error) {
	if err := ended(ctx); err != nil && len(keys) > 0 {
		return nil, err
	}
	h, found := s.now(), map[string][]graph.Match{}
	for _, id := range h.ids {
		for _, row := range graph.LookupRows(h.records[id].Entity) {
			if slices.Contains(keys, row.Key) {
				found[row.Key] = append(found[row.Key], row.Match)
			}
		}
	}
	for _, matches := range found {
		slices.SortFunc(matches, func(x, y graph.Match) int {
			return cmp.Or(cmp.Compare(x.Rank, y.Rank), cmp.Compare(x.ID, y.ID), cmp.Compare(x.Language, y.Language),
				cmp.Compare(x.Name, y.Name), cmp.Compare(x.NameKind, y.NameKind))
		})
	}
	return found, nil
}

// Search implements graph.Store.
func (s *Reference) Search(ctx context.Context, queries []graph.SearchQuery) ([]graph.SearchResult, error) {
	return each(ctx, s, queries, func(h *held, q graph.SearchQuery) (result graph.SearchResult, err error) {
		whole, beginning := q.Words, ""
		if q.Prefix {
			whole, beginning = q.Words[:len(q.Words)-1], q.Words[len(q.Words)-1]
		}
		var hits []*graph.Record
		for _, id := range h.ids {
			r := h.records[id]
			text := strings.Fields(graph.SearchText(r))
			if admits(q.Kinds, r.Base().Kind) && containsAll(text, whole) &&
				slices.ContainsFunc(text, func(w string) bool { return strings.HasPrefix(w, beginning) }) {
				hits = append(hits, r)
			}
		}
		slices.SortFunc(hits, func(x, y *graph.Record) int {
			return cmp.Or(cmp.Compare(y.Weight, x.Weight), cmp.Compare(x.Base().ID, y.Base().ID))
		})
		for _, r := range hits[:min(q.Limit, len(hits))] {
			result.Entities = append(result.Entities, r.Entity)
		}
		result.More = len(hits) > q.Limit
		return result, nil
	})
}

// Contents implements graph.Store.
func (s *Reference) Contents(ctx context.Context) (graph.Contents, error) {
	h := s.now()
	c := graph.Contents{Version: h.info.Version, Records: map[graph.ID]string{}, Links: map[graph.LinkKey]string{}}
	if err := ended(ctx); err != nil {
		return graph.Contents{}, err
	}
	var err error
	for id, r := range h.records {
		if c.Records[id], err = r.Hash(); err != nil {
			return graph.Contents{}, err
		}
	}
	for key, l := range h.links {
		if c.Links[key], err = l.Hash(); err != nil {
			return graph.Contents{}, err
		}
	}
	return c, nil
}

// Apply implements graph.Store.
func (s *Reference) Apply(ctx context.Context, change graph.Change) error {
	if err := ended(ctx); err != nil {
		return err
	}
	old := s.now()
	if old.info.Version != change.Base {
		return &graph.Error{Code: graph.DatasetChanged, Message: fmt.Sprintf("the store holds version %q, and the change was planned against %q", old.info.Version, change.Base)}
	}
	if change.Base == change.Info.Version {
		return nil
	}
	records, links := map[graph.ID]*graph.Record{}, map[graph.LinkKey]*graph.Link{}
	if !change.Whole {
		maps.Copy(records, old.records)
		maps.Copy(links, old.links)
		for _, id := range change.Removed {
			delete(records, id)
		}
		for _, key := range change.RemovedLinks {
			delete(links, key)
		}
	}
	for i := range change.Records {
		records[change.Records[i].Base().ID] = &change.Records[i]
	}
	for i := range change.Links {
		links[change.Links[i].Key()] = &change.Links[i]
	}
	for key := range links {
		if records[key.From] == nil || records[key.To] == nil {
			return fmt.Errorf("graphtest: %s %s %s: an end of the link does not exist", key.From, key.Type, key.To)
		}
	}
	info := change.Info
	info.Revision = old.info.Revision + 1
	next := newHeld(info, records, links)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.content != old {
		return &graph.Error{Code: graph.DatasetChanged, Message: "another change came first"}
	}
	s.content = next
	return nil
}

// Close implements graph.Store.
func (s *Reference) Close(context.Context) error { return nil }
