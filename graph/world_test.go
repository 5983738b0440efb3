package graph

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// world is a small dataset that a test writes itself. Whatever is mentioned and
// not added exists all the same, with nothing but its id: tests say only what
// they are about.
type world struct {
	entities map[ID]Entity
	order    []ID
	links    []Link
}

func newWorld() *world { return &world{entities: map[ID]Entity{}} }

// somewhere is what facts cite where a test does not say what.
const somewhere ID = "source/doc#1"

func citing(passages ...ID) []Citation {
	var citations []Citation
	for _, p := range passages {
		citations = append(citations, Citation{Passage: p, Basis: Stated})
	}
	return citations
}

// add adds an entity, or says more of one that is there.
func (w *world) add(id ID, traits ...func(Entity)) *world {
	e := w.mention(id)
	for _, tell := range traits {
		tell(e)
	}
	for _, c := range citationsOf(e) {
		w.mention(c.Passage)
	}
	return w
}

func citationsOf(e Entity) []Citation {
	switch e := e.(type) {
	case *Engagement:
		citations := e.Citations
		for _, m := range e.Milestones {
			citations = slices.Concat(citations, m.Citations)
		}
		return citations
	case *Membership:
		return e.Citations
	case *Claim:
		return e.Citations
	}
	return nil
}

// mention returns the entity, which it adds if need be.
func (w *world) mention(id ID) Entity {
	if e, ok := w.entities[id]; ok {
		return e
	}
	kind, ok := KindOf(id)
	if !ok {
		panic("no kind has ids such as " + id)
	}
	spec, _ := kind.Spec()
	e := spec.New()
	n := e.Base()
	n.ID, n.Kind = id, kind
	w.entities[id] = e
	w.order = append(w.order, id)
	switch e := e.(type) {
	case *Engagement:
		e.Status, e.Specificity, e.Citations = StatusCompleted, Specific, citing(somewhere)
		w.mention(somewhere)
	case *Membership:
		e.Status, e.Citations = MembershipMember, citing(somewhere)
		w.mention(somewhere)
	case *Claim:
		e.Property, e.Precision, e.Citations = ClaimOutcome, PrecisionExact, citing(somewhere)
		w.mention(somewhere)
	case *Passage:
		e.Source, e.Locator, _ = id.SplitPassage()
		e.Position = 1
		if number, err := strconv.Atoi(e.Locator); err == nil {
			e.Position = number
		}
		w.mention(e.Source)
	}
	return e
}

// join adds a link without attributes to each of the others.
func (w *world) join(t LinkType, from ID, others ...ID) *world {
	for i, to := range others {
		w.link(Link{Type: t, From: from, To: to, Ord: i})
	}
	return w
}

func (w *world) link(l Link) *world {
	w.mention(l.From)
	w.mention(l.To)
	citations := l.Citations
	if l.Participation != nil {
		citations = slices.Concat(citations, l.Participation.Citations)
	}
	for _, c := range citations {
		w.mention(c.Passage)
	}
	w.links = append(w.links, l)
	return w
}

// meet adds an engagement in which the actors take part, as participants.
func (w *world) meet(engagement ID, actors ...ID) *world {
	w.mention(engagement)
	for _, actor := range actors {
		w.take(engagement, actor, RoleParticipant)
	}
	return w
}

// take has an actor take part in roles.
func (w *world) take(engagement, actor ID, roles ...Role) *world {
	return w.link(Link{
		Type: LinkTookPartIn, From: actor, To: engagement,
		Participation: &Participation{Roles: roles, Basis: Stated, Citations: citing(somewhere)},
	})
}

func (w *world) dataset() Dataset {
	d := Dataset{Links: w.links}
	for _, id := range w.order {
		d.Entities = append(d.Entities, w.entities[id])
	}
	return d
}

func (w *world) build(t *testing.T) *Content {
	t.Helper()
	content, err := Build(w.dataset())
	if err != nil {
		t.Fatalf("build: %v", err)
	}
	return content
}

// faults builds a dataset that cannot be built, and returns what is wrong.
func (w *world) faults(t *testing.T) []string {
	t.Helper()
	_, err := Build(w.dataset())
	if err == nil {
		t.Fatal("built; wanted faults")
	}
	return strings.Split(err.Error(), "\n")
}

// Traits of entities.

func called(en, fr string) func(Entity) {
	return func(e Entity) {
		n := e.Base()
		n.Names = append(n.Names, Name{Value: en, Language: EN, Kind: NameShort}, Name{Value: fr, Language: FR, Kind: NameShort})
	}
}

func named(kind NameKind, lang Language, values ...string) func(Entity) {
	return func(e Entity) {
		for _, v := range values {
			e.Base().Names = append(e.Base().Names, Name{Value: v, Language: lang, Kind: kind})
		}
	}
}

func identified(scheme string, values ...string) func(Entity) {
	return func(e Entity) {
		for _, v := range values {
			e.Base().Identifiers = append(e.Base().Identifiers, Identifier{Scheme: scheme, Value: v})
		}
	}
}

func formerly(ids ...ID) func(Entity) { return func(e Entity) { e.Base().FormerIDs = ids } }

func ofCategory(id string) func(Entity) { return func(e Entity) { e.Base().Category = id } }

// of turns an edit of one type of entity into a trait.
func of[E Entity](edit func(E)) func(Entity) { return func(e Entity) { edit(e.(E)) } }

func on(edtf string) func(Entity) { return of(func(e *Engagement) { e.Period = period(edtf) }) }

func general(e Entity) { e.(*Engagement).Specificity = General }

func planned(e Entity) { e.(*Engagement).Status = StatusPlanned }

func period(edtf string) *Period {
	p, err := ParseEDTF(edtf)
	if err != nil {
		panic(err)
	}
	return p
}

// Questions to a content.

func (c *Content) record(t *testing.T, id ID) *Record {
	t.Helper()
	for i := range c.Records {
		if c.Records[i].Base().ID == id {
			return &c.Records[i]
		}
	}
	t.Fatalf("no record %s", id)
	return nil
}

func (c *Content) find(key LinkKey) *Link {
	for i := range c.Links {
		if c.Links[i].Key() == key {
			return &c.Links[i]
		}
	}
	return nil
}

// to returns where the links of the type lead from the entity, in id order.
func (c *Content) to(t LinkType, from ID) []ID {
	var ids []ID
	for i := range c.Links {
		if l := &c.Links[i]; l.Type == t && l.From == from {
			ids = append(ids, l.To)
		}
	}
	return ids
}

func (c *Content) cooperation(scope string, from, to ID) *Cooperation {
	if l := c.find(LinkKey{LinkCooperates, from, to, scope}); l != nil {
		return l.Cooperation
	}
	return nil
}

// lookup is a Lookup over a few entities, in the order that a store promises.
func (w *world) lookup(_ context.Context, keys []string) (map[string][]Match, error) {
	found := map[string][]Match{}
	for _, id := range slices.Sorted(slices.Values(w.order)) {
		for _, row := range LookupRows(w.entities[id]) {
			if slices.Contains(keys, row.Key) {
				found[row.Key] = append(found[row.Key], row.Match)
			}
		}
	}
	for _, matches := range found {
		slices.SortStableFunc(matches, func(x, y Match) int { return int(x.Rank - y.Rank) })
	}
	return found, nil
}

// Comparisons.

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s\n got %s\nwant %s", what, show(got), show(want))
	}
}

func show(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(data)
}
