package graphtest

import (
	"context"
	"strconv"
	"testing"

	"github.com/comity-graph/comity/graph"
)

// sketch is a small dataset that a case writes itself. Whatever is mentioned
// and not added exists all the same, with nothing but its id and a name: cases
// say only what they are about.
type sketch struct {
	entities map[graph.ID]graph.Entity
	order    []graph.ID
	links    []graph.Link
}

// newWorld returns a sketch with nothing in it.
func newWorld() *sketch { return &sketch{entities: map[graph.ID]graph.Entity{}} }

// trait is something that a case says of an entity.
type trait func(w *sketch, e graph.Entity)

// evidence is what facts cite where a case does not say what.
const evidence graph.ID = "source/doc#1"

// add adds an entity, or says more of one that is there.
func (w *sketch) add(id graph.ID, traits ...trait) *sketch {
	e := w.mention(id)
	for _, tell := range traits {
		tell(w, e)
	}
	return w
}

// mention returns the entity, which it adds if need be.
func (w *sketch) mention(id graph.ID) graph.Entity {
	if e, ok := w.entities[id]; ok {
		return e
	}
	kind, ok := graph.KindOf(id)
	if !ok {
		panic("graphtest: no kind has ids such as " + id)
	}
	spec, _ := kind.Spec()
	e := spec.New()
	n := e.Base()
	n.ID, n.Kind = id, kind
	w.entities[id] = e
	w.order = append(w.order, id)
	switch e := e.(type) {
	case *graph.Engagement:
		e.Status, e.Specificity, e.Recurrence, e.Review = graph.StatusUnstated, graph.Specific, graph.RecurrenceUnstated, graph.ReviewRead
		e.Citations = w.cite(graph.Stated, evidence)
	case *graph.Membership:
		e.Status = graph.MembershipMember
		e.Citations = w.cite(graph.Stated, evidence)
	case *graph.Claim:
		e.Property, e.Precision = graph.ClaimOutcome, graph.PrecisionExact
		e.Citations = w.cite(graph.Stated, evidence)
	case *graph.Passage:
		e.Source, e.Locator, _ = id.SplitPassage()
		e.Position = 1
		if number, err := strconv.Atoi(e.Locator); err == nil {
			e.Position = number
		}
		n.Category = string(graph.CoverageFacts)
		w.mention(e.Source)
	case *graph.Theme:
		e.Scheme = "comity"
	}
	return e
}

func (w *sketch) cite(basis graph.Basis, passages ...graph.ID) []graph.Citation {
	var citations []graph.Citation
	for _, p := range passages {
		w.mention(p)
		citations = append(citations, graph.Citation{Passage: p, Basis: basis})
	}
	return citations
}

// link adds a link; its place among those of its type and origin, or of a
// participation its place in the engagement, is its Ord.
func (w *sketch) link(l graph.Link) {
	w.mention(l.From)
	w.mention(l.To)
	for _, other := range w.links {
		sameList := other.From == l.From
		if l.Type == graph.LinkTookPartIn {
			sameList = other.To == l.To
		}
		if sameList && other.Type == l.Type {
			l.Ord++
		}
	}
	w.links = append(w.links, l)
}

// dataset returns what was sketched, names filled in.
func (w *sketch) dataset() graph.Dataset {
	d := graph.Dataset{Links: w.links}
	for _, id := range w.order {
		e := w.entities[id]
		switch n := e.Base(); n.Kind.Class() {
		case graph.ClassPassage, graph.ClassMembership, graph.ClassClaim:
		default:
			if len(n.Names) == 0 {
				n.Names = []graph.Name{{Value: id.Key(), Language: graph.EN, Kind: graph.NameShort}}
			}
		}
		d.Entities = append(d.Entities, e)
	}
	return d
}

// content builds what was sketched.
func (w *sketch) content(t testing.TB) *graph.Content { return build(t, w.dataset()) }

// in makes the store hold what was sketched, and nothing else.
func (w *sketch) in(t testing.TB, store graph.Store) {
	t.Helper()
	load(t, store, w.content(t))
}

func build(t testing.TB, d graph.Dataset) *graph.Content {
	t.Helper()
	content, err := graph.Build(d)
	if err != nil {
		t.Fatalf("the dataset of the case has a fault: %v", err)
	}
	return content
}

// plan returns the change that makes the store hold the content.
func plan(t testing.TB, store graph.Store, content *graph.Content) graph.Change {
	t.Helper()
	held, err := store.Contents(context.Background())
	if err != nil {
		t.Fatalf("Contents: %v", err)
	}
	p, err := graph.NewPlan(held, content)
	if err != nil {
		t.Fatalf("plan a change: %v", err)
	}
	return p.Change
}

// load makes the store hold the content.
func load(t testing.TB, store graph.Store, content *graph.Content) {
	t.Helper()
	if err := store.Apply(context.Background(), plan(t, store, content)); err != nil {
		t.Fatalf("Apply: %v", err)
	}
}

// whole returns the change that puts the content in the place of what the store
// holds, as it would be made if the two differed in very much.
func whole(t testing.TB, store graph.Store, content *graph.Content) graph.Change {
	t.Helper()
	change := plan(t, store, content)
	change.Whole, change.Records, change.Links = true, content.Records, content.Links
	change.Removed, change.RemovedLinks = nil, nil
	return change
}

// loadWhole is load with a change that is Whole.
func loadWhole(t testing.TB, store graph.Store, content *graph.Content) {
	t.Helper()
	if err := store.Apply(context.Background(), whole(t, store, content)); err != nil {
		t.Fatalf("Apply of a whole content: %v", err)
	}
}

// What cases say of entities.

func name(value string, lang graph.Language, kind graph.NameKind) trait {
	return func(_ *sketch, e graph.Entity) {
		n := e.Base()
		n.Names = append(n.Names, graph.Name{Value: value, Language: lang, Kind: kind})
	}
}

func called(en, fr string) trait {
	return func(w *sketch, e graph.Entity) {
		name(en, graph.EN, graph.NameShort)(w, e)
		name(fr, graph.FR, graph.NameShort)(w, e)
	}
}

func acronym(value string) trait { return name(value, graph.EN, graph.NameAcronym) }

func category(c string) trait {
	return func(_ *sketch, e graph.Entity) { e.Base().Category = c }
}

func identifier(scheme, value string) trait {
	return func(_ *sketch, e graph.Entity) {
		e.Base().Identifiers = append(e.Base().Identifiers, graph.Identifier{Scheme: scheme, Value: value})
	}
}

func formerly(ids ...graph.ID) trait {
	return func(_ *sketch, e graph.Entity) { e.Base().FormerIDs = append(e.Base().FormerIDs, ids...) }
}

func linked(t graph.LinkType, to ...graph.ID) trait {
	return func(w *sketch, e graph.Entity) {
		for _, id := range to {
			w.link(graph.Link{Type: t, From: e.Base().ID, To: id})
		}
	}
}

func partOf(bodies ...graph.ID) trait  { return linked(graph.LinkPartOf, bodies...) }
func liesIn(areas ...graph.ID) trait   { return linked(graph.LinkLiesIn, areas...) }
func broader(themes ...graph.ID) trait { return linked(graph.LinkBroader, themes...) }

// Of engagements: who takes part, what it is about, where, when, who says so.

func who(actor graph.ID, roles ...graph.Role) trait { return takesPart(graph.Stated, actor, roles) }

func inferred(actor graph.ID, roles ...graph.Role) trait {
	return takesPart(graph.Inferred, actor, roles)
}

func takesPart(basis graph.Basis, actor graph.ID, roles []graph.Role) trait {
	if len(roles) == 0 {
		roles = []graph.Role{graph.RoleParticipant}
	}
	return func(w *sketch, e graph.Entity) {
		w.link(graph.Link{
			Type: graph.LinkTookPartIn, From: actor, To: e.Base().ID,
			Participation: &graph.Participation{Roles: roles, Basis: basis, Citations: w.cite(basis, evidence)},
		})
	}
}

func about(themes ...graph.ID) trait    { return linked(graph.LinkAddresses, themes...) }
func concerns(places ...graph.ID) trait { return linked(graph.LinkConcerns, places...) }
func heldIn(places ...graph.ID) trait   { return linked(graph.LinkHeldIn, places...) }

func related(t graph.LinkType, to graph.ID) trait {
	return func(w *sketch, e graph.Entity) {
		w.link(graph.Link{Type: t, From: e.Base().ID, To: to, Citations: w.cite(graph.Stated, evidence)})
	}
}

func on(edtf string) trait {
	period, err := graph.ParseEDTF(edtf)
	if err != nil {
		panic(err)
	}
	return func(_ *sketch, e graph.Entity) {
		switch e := e.(type) {
		case *graph.Engagement:
			e.Period = period
		case *graph.Membership:
			e.Period = period
		case *graph.Source:
			e.ReportingPeriod = period
		}
	}
}

func with(status graph.Status) trait {
	return func(_ *sketch, e graph.Entity) { e.(*graph.Engagement).Status = status }
}

func planned() trait { return with(graph.StatusPlanned) }

func general() trait {
	return func(_ *sketch, e graph.Entity) { e.(*graph.Engagement).Specificity = graph.General }
}

func summary(en, fr string) trait {
	return func(_ *sketch, e graph.Entity) {
		e.(*graph.Engagement).Summary = graph.Text{graph.EN: en, graph.FR: fr}
	}
}

func cites(passages ...graph.ID) trait { return citesAs(graph.Stated, passages...) }

func citesAs(basis graph.Basis, passages ...graph.ID) trait {
	return func(w *sketch, e graph.Entity) {
		switch e := e.(type) {
		case *graph.Engagement:
			e.Citations = w.cite(basis, passages...)
		case *graph.Membership:
			e.Citations = w.cite(basis, passages...)
		case *graph.Claim:
			e.Citations = w.cite(basis, passages...)
		}
	}
}

// of says between whom a membership is.
func of(member, organisation graph.ID) trait {
	return func(w *sketch, e graph.Entity) {
		m := e.(*graph.Membership)
		m.Member, m.Organisation = member, organisation
		w.mention(member)
		w.mention(organisation)
	}
}

// claims says of whom a claim speaks, and what it says.
func claims(subject graph.ID, value string) trait {
	return func(w *sketch, e graph.Entity) {
		c := e.(*graph.Claim)
		c.Subject, c.Value = subject, graph.Text{graph.EN: value, graph.FR: value}
		w.mention(subject)
	}
}
