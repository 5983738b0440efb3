package graph

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// builder turns a dataset into content, step by step.
type builder struct {
	dataset Dataset
	records []Record
	at      map[ID]int // index in records
	links   []Link     // the dataset's, then the derived ones
	keys    map[LinkKey]bool
	faults  []error

	trees        map[ID][]ID // IN_TREE_OF: the ids whose tree an entity is in, sorted
	participants map[ID][]participant
	themes       map[ID][]ID // of engagements, in order
	translates   map[ID]ID   // of sources: the one that it is a translation of
}

type participant struct {
	actor ID
	roles []Role
}

func newBuilder(d Dataset) *builder {
	b := &builder{
		dataset:      d,
		links:        slices.SortedFunc(slices.Values(d.Links), func(x, y Link) int { return compareLinks(&x, &y) }),
		at:           make(map[ID]int, len(d.Entities)),
		keys:         make(map[LinkKey]bool, len(d.Links)),
		trees:        map[ID][]ID{},
		participants: map[ID][]participant{},
		themes:       map[ID][]ID{},
		translates:   map[ID]ID{},
	}
	b.records = make([]Record, 0, len(d.Entities))
	for _, e := range d.Entities {
		if claim, ok := e.(*Claim); ok {
			own := *claim // its standing is derived here
			e = &own
		}
		b.records = append(b.records, Record{Entity: e})
	}
	slices.SortFunc(b.records, func(x, y Record) int { return cmp.Compare(x.Base().ID, y.Base().ID) })
	return b
}

func (b *builder) fault(format string, args ...any) {
	b.faults = append(b.faults, fmt.Errorf(format, args...))
}

func (b *builder) record(id ID) *Record {
	i, ok := b.at[id]
	if !ok {
		return nil
	}
	return &b.records[i]
}

func (b *builder) check() {
	for i := range b.records {
		n := b.records[i].Base()
		if err := n.ID.Validate(); err != nil {
			b.faults = append(b.faults, err)
		}
		if kind, known := KindOf(n.ID); known && kind != n.Kind {
			b.fault("%s: it is a %s by its id, and a %s by its kind", n.ID, kind, n.Kind)
		}
		if _, taken := b.at[n.ID]; taken {
			b.fault("%s: the id occurs twice", n.ID)
		}
		b.at[n.ID] = i
	}
	formers := map[ID]ID{}
	for i := range b.records {
		b.checkRecord(&b.records[i], formers)
	}
	allowed := map[LinkType]map[[2]Class]bool{}
	for _, spec := range LinkSpecs() {
		if spec.Derived {
			continue
		}
		for _, from := range spec.From {
			for _, to := range spec.To {
				if allowed[spec.Type] == nil {
					allowed[spec.Type] = map[[2]Class]bool{}
				}
				allowed[spec.Type][[2]Class{from, to}] = true
			}
		}
	}
	for i := range b.links {
		b.checkLink(&b.links[i], allowed)
	}
}

func (b *builder) checkRecord(r *Record, formers map[ID]ID) {
	n := r.Base()
	for _, id := range n.FormerIDs {
		if _, taken := b.at[id]; taken {
			b.fault("%s: its former id %s is the id of something that exists", n.ID, id)
		}
		if other, taken := formers[id]; taken {
			b.fault("%s: its former id %s is one of %s too", n.ID, id, other)
		}
		formers[id] = n.ID
	}
	switch e := r.Entity.(type) {
	case *Engagement:
		b.checkCitations(n.ID, e.Citations)
		for _, m := range e.Milestones {
			b.checkCitations(n.ID, m.Citations)
			switch place := b.record(m.Place); {
			case m.Place == "":
			case place == nil:
				b.fault("%s: the place %s of a milestone does not exist", n.ID, m.Place)
			case !place.Base().Kind.IsPlace():
				b.fault("%s: the place %s of a milestone is a %s", n.ID, m.Place, place.Base().Kind)
			}
		}
	case *Membership:
		b.checkCitations(n.ID, e.Citations)
		b.checkEnd(n.ID, e.Member, ClassActor)
		b.checkEnd(n.ID, e.Organisation, ClassActor)
	case *Claim:
		b.checkCitations(n.ID, e.Citations)
		b.checkEnd(n.ID, e.Subject, ClassActor, ClassEngagement)
	case *Passage:
		b.checkEnd(n.ID, e.Source, ClassSource)
	case *Source:
		for _, s := range e.Sections {
			for _, actor := range s.Actors() {
				b.checkEnd(n.ID, actor, ClassActor)
			}
		}
	}
}

func (b *builder) checkCitations(id ID, citations []Citation) {
	if len(citations) == 0 {
		b.fault("%s: a fact without evidence; cite the passage that states it", id)
	}
	for _, c := range citations {
		b.checkEnd(id, c.Passage, ClassPassage)
	}
}

func (b *builder) checkEnd(id, end ID, classes ...Class) {
	r := b.record(end)
	if r == nil {
		b.fault("%s: refers to %s, which does not exist", id, end)
		return
	}
	if !slices.Contains(classes, r.Base().Kind.Class()) {
		b.fault("%s: refers to %s, which is a %s; expected %v", id, end, r.Base().Kind, classes)
	}
}

func (b *builder) checkLink(l *Link, allowed map[LinkType]map[[2]Class]bool) {
	from, to := b.record(l.From), b.record(l.To)
	switch {
	case from == nil:
		b.fault("%s: %s to %s: it does not exist", l.From, l.Type, l.To)
		return
	case to == nil:
		b.fault("%s: %s to %s, which does not exist", l.From, l.Type, l.To)
		return
	case !allowed[l.Type][[2]Class{from.Base().Kind.Class(), to.Base().Kind.Class()}], misplaced(l.Type, from, to):
		b.fault("%s: a %s cannot be %s a %s (%s)", l.From, from.Base().Kind, l.Type, to.Base().Kind, l.To)
	case l.From == l.To:
		b.fault("%s: %s itself", l.From, l.Type)
	case b.keys[l.Key()]:
		b.fault("%s: %s to %s occurs twice", l.From, l.Type, l.To)
	}
	b.keys[l.Key()] = true
	bothEngagements := from.Base().Kind.IsEngagement() && to.Base().Kind.IsEngagement()
	switch {
	case l.Type == LinkTookPartIn && (l.Participation == nil || len(l.Participation.Roles) == 0):
		b.fault("%s: took part in %s without a role", l.From, l.To)
	case l.Type == LinkTookPartIn:
		b.checkCitations(l.From, l.Participation.Citations)
	case bothEngagements && l.Type != LinkConcerns:
		b.checkCitations(l.From, l.Citations)
	}
}

// misplaced reports whether a link of places has an end that is none: a state
// is an actor and a place, other actors are no places.
func misplaced(t LinkType, from, to *Record) bool {
	switch t {
	case LinkHeldIn:
		return !to.Base().Kind.IsPlace()
	case LinkLiesIn:
		return !from.Base().Kind.IsPlace() || !to.Base().Kind.IsPlace()
	}
	return false
}

// linkFields adds the links that stand for fields of entities.
func (b *builder) linkFields() {
	for i := range b.records {
		id := b.records[i].Base().ID
		switch e := b.records[i].Entity.(type) {
		case *Membership:
			b.links = append(b.links, Link{Type: LinkMember, From: id, To: e.Member}, Link{Type: LinkOrganisation, From: id, To: e.Organisation})
		case *Claim:
			b.links = append(b.links, Link{Type: LinkHasClaim, From: e.Subject, To: id})
		case *Passage:
			b.links = append(b.links, Link{Type: LinkIn, From: id, To: e.Source, Ord: e.Position})
		case *Source:
			for ord, s := range e.Sections {
				for _, actor := range s.Actors() {
					b.links = append(b.links, Link{Type: LinkHasSectionOn, From: id, To: actor, Scope: s.Key, Ord: ord})
				}
			}
		}
	}
}

// growTrees derives IN_TREE_OF. An organ is in the tree of what all of its
// parents are in; a theme or a place in those of any that is above it.
func (b *builder) growTrees() {
	above := map[ID][]ID{}
	for i := range b.links {
		l := &b.links[i]
		organ := l.Type == LinkPartOf && b.record(l.From).Base().Kind.IsActor()
		if organ || l.Type == LinkBroader || l.Type == LinkLiesIn {
			// A state is an actor and a place: as an actor it is nobody's organ,
			// so that what is above it are places alone.
			above[l.From] = append(above[l.From], l.To)
		}
	}
	visiting := map[ID]bool{}
	var climb func(id ID) []ID
	climb = func(id ID) []ID {
		if tops, done := b.trees[id]; done {
			return tops
		}
		if visiting[id] {
			b.fault("%s: it stands above itself; break the circle", id)
			return nil
		}
		visiting[id] = true
		defer delete(visiting, id)
		organ := b.record(id).Base().Kind.IsActor() && b.record(id).Base().Kind != KindState
		var tops []ID
		for i, parent := range above[id] {
			reach := append(slices.Clone(climb(parent)), parent)
			slices.Sort(reach)
			switch {
			case i == 0:
				tops = reach
			case organ:
				tops = slices.DeleteFunc(tops, func(x ID) bool { _, in := slices.BinarySearch(reach, x); return !in })
			default:
				tops = append(tops, reach...)
			}
		}
		slices.Sort(tops)
		tops = slices.Compact(tops)
		b.trees[id] = tops
		return tops
	}
	for i := range b.records {
		id := b.records[i].Base().ID
		for _, top := range climb(id) {
			b.links = append(b.links, Link{Type: LinkInTreeOf, From: id, To: top})
		}
	}
	for i := range b.records {
		r := &b.records[i]
		if !r.Base().Kind.IsActor() {
			continue
		}
		r.Top = r.Base().ID
		for _, top := range b.trees[r.Base().ID] {
			above := b.record(top)
			if above.Base().Kind.IsActor() {
				above.HasOrgans = true
				if !slices.ContainsFunc(b.trees[top], b.isActor) { // a state lies in areas
					r.Top = top
				}
			}
		}
	}
}

func (b *builder) isActor(id ID) bool { return b.record(id).Base().Kind.IsActor() }

// inTree reports whether id is y, or in the tree of y.
func (b *builder) inTree(id, y ID) bool {
	_, in := slices.BinarySearch(b.trees[id], y)
	return in || id == y
}

// weigh counts what names what.
func (b *builder) weigh() {
	for i := range b.links {
		l := &b.links[i]
		switch l.Type {
		case LinkTookPartIn:
			e := b.record(l.To)
			e.Participants++
			e.Weight++
			for _, person := range l.Participation.Representatives {
				if person.PersonName != "" && !slices.Contains(e.People, person.PersonName) {
					e.People = append(e.People, person.PersonName)
				}
			}
			actor := b.record(l.From)
			actor.Weight++
			if counted(e.Entity.(*Engagement)) {
				actor.Engagements++
			}
			b.participants[l.To] = append(b.participants[l.To], participant{l.From, l.Participation.Roles})
		case LinkAddresses:
			b.record(l.To).Weight++
			b.themes[l.From] = append(b.themes[l.From], l.To)
		case LinkConcerns, LinkHeldIn:
			if to := b.record(l.To); to.Base().Kind == KindArea {
				to.Weight++
			}
		case LinkIn:
			b.record(l.To).Weight++
		}
	}
}

// counted reports whether the defaults of every list count the engagement.
func counted(e *Engagement) bool {
	return e.Specificity == Specific && e.Status != StatusPlanned
}

// evidence collects which passages state what.
type evidence struct {
	cited map[ID]map[ID][]Citation // by fact, by passage: the fact's own citations of it
	told  map[ID]map[ID]bool       // by actor: the passages that name it in a fact
}

// cite notes the passages of a fact; own citations are kept, those of its
// parts only lead to the passage.
func (ev *evidence) cite(fact ID, own bool, citations []Citation) {
	if ev.cited[fact] == nil {
		ev.cited[fact] = map[ID][]Citation{}
	}
	for _, c := range citations {
		list := ev.cited[fact][c.Passage]
		if own {
			list = append(list, c)
		}
		ev.cited[fact][c.Passage] = list
	}
}

func (ev *evidence) tell(actor ID, citations []Citation) {
	if ev.told[actor] == nil {
		ev.told[actor] = map[ID]bool{}
	}
	for _, c := range citations {
		ev.told[actor][c.Passage] = true
	}
}

// gatherEvidence derives CITES and TOLD_IN, and from them where in the
// documents an engagement stands.
func (b *builder) gatherEvidence() {
	ev := &evidence{map[ID]map[ID][]Citation{}, map[ID]map[ID]bool{}}
	for i := range b.records {
		b.citeRecord(ev, b.records[i].Entity)
	}
	for i := range b.dataset.Links {
		l := &b.dataset.Links[i]
		switch {
		case l.Type == LinkTookPartIn:
			ev.cite(l.To, false, l.Participation.Citations)
			ev.tell(l.From, l.Participation.Citations)
		case len(l.Citations) > 0:
			ev.cite(l.From, false, l.Citations)
		}
	}
	b.linkEvidence(ev)
}

func (b *builder) citeRecord(ev *evidence, entity Entity) {
	switch e := entity.(type) {
	case *Engagement:
		ev.cite(e.ID, true, e.Citations)
		for _, m := range e.Milestones {
			ev.cite(e.ID, false, m.Citations)
		}
	case *Membership:
		ev.cite(e.ID, true, e.Citations)
		ev.tell(e.Member, e.Citations)
		ev.tell(e.Organisation, e.Citations)
	case *Claim:
		ev.cite(e.ID, true, e.Citations)
		if b.record(e.Subject).Base().Kind.IsActor() {
			ev.tell(e.Subject, e.Citations)
		} else {
			ev.cite(e.Subject, false, e.Citations)
		}
	}
}

func (b *builder) linkEvidence(ev *evidence) {
	for _, fact := range slices.Sorted(maps.Keys(ev.cited)) {
		r := b.record(fact)
		if !r.Base().Kind.IsActor() { // a succession of bodies is a link of theirs, and cites for itself
			for _, passage := range slices.Sorted(maps.Keys(ev.cited[fact])) {
				position := b.record(passage).Entity.(*Passage).Position
				b.links = append(b.links, Link{Type: LinkCites, From: fact, To: passage, Ord: position, Citations: ev.cited[fact][passage]})
			}
		}
		if r.Base().Kind.IsEngagement() {
			b.place(r)
		}
	}
	for _, actor := range slices.Sorted(maps.Keys(ev.told)) {
		passages := map[ID]int{}
		for passage := range ev.told[actor] {
			passages[b.record(passage).Entity.(*Passage).Source]++
		}
		for _, source := range slices.Sorted(maps.Keys(passages)) {
			b.links = append(b.links, Link{Type: LinkToldIn, From: actor, To: source, Count: passages[source]})
		}
	}
}

// place sets where in the documents an engagement stands, by its own citations.
func (b *builder) place(r *Record) {
	for _, c := range r.Entity.(*Engagement).Citations {
		passage := b.record(c.Passage).Entity.(*Passage)
		at := fmt.Sprintf("%s#%06d.%03d", passage.Source, passage.Position, c.Sentence)
		if r.Document == "" || at < r.Document {
			r.Document = at
		}
		period := b.record(passage.Source).Entity.(*Source).ReportingPeriod
		if period == nil {
			continue
		}
		if r.ReportFirst == "" || period.First() < r.ReportFirst {
			r.ReportFirst = period.First()
		}
		if r.ReportLast == "" || period.Last() > r.ReportLast {
			r.ReportLast = period.Last()
		}
	}
}

// judgeClaims derives how claims on the same property of the same subject
// stand to each other. Values of the same amount stage, unit and moment are
// compared; texts of one publisher, and a text and its translation, do not
// confirm each other. Two claims of one passage speak of two things, and are
// not compared.
func (b *builder) judgeClaims() {
	type subject struct {
		id       ID
		property ClaimProperty
		unit     string
		stage    AmountStage
	}
	for i := range b.links {
		if l := &b.links[i]; l.Type == LinkTranslationOf {
			b.translates[l.From] = l.To
		}
	}
	groups := map[subject][]*Claim{}
	for i := range b.records {
		if c, ok := b.records[i].Entity.(*Claim); ok {
			key := subject{c.Subject, c.Property, c.Unit, c.Stage}
			groups[key] = append(groups[key], c)
		}
	}
	for _, claims := range groups {
		for _, c := range claims {
			c.Standing = b.standing(c, claims)
		}
	}
}

func (b *builder) standing(c *Claim, among []*Claim) Standing {
	if slices.ContainsFunc(c.Citations, func(x Citation) bool { return x.Note[EN] != "" && reasonOf(x.Note) == ReasonSourceError }) {
		return StandingDoubted
	}
	standing := StandingSingle
	for _, other := range among {
		if other == c || samePassage(c, other) {
			continue
		}
		sameMoment := c.AsOf == nil || other.AsOf == nil || c.AsOf.EDTF == other.AsOf.EDTF
		switch {
		case !sameMoment && c.AsOf.First() < other.AsOf.First():
			standing = StandingSuperseded
		case !sameMoment:
		case !sameValue(c, other):
			return StandingContested
		case standing == StandingSingle && b.independent(c, other):
			standing = StandingConfirmed
		}
	}
	return standing
}

func samePassage(x, y *Claim) bool {
	return slices.ContainsFunc(x.Citations, func(c Citation) bool {
		return slices.ContainsFunc(y.Citations, func(d Citation) bool { return c.Passage == d.Passage })
	})
}

func sameValue(x, y *Claim) bool {
	if x.Number != nil && y.Number != nil {
		return *x.Number == *y.Number && x.Precision == y.Precision
	}
	return Key(x.Value[EN]) == Key(y.Value[EN])
}

// independent reports whether two claims rest on testimonies of two
// publishers, neither of which translates the other.
func (b *builder) independent(x, y *Claim) bool {
	one, other := b.testimony(x), b.testimony(y)
	return one.Publisher != other.Publisher && b.original(one.ID) != b.original(other.ID)
}

// testimony returns the source that a claim cites first.
func (b *builder) testimony(c *Claim) *Source {
	passage := b.record(c.Citations[0].Passage).Entity.(*Passage)
	return b.record(passage.Source).Entity.(*Source)
}

// original returns the source of which the source is a translation, itself if
// it is none.
func (b *builder) original(source ID) ID {
	for seen := map[ID]bool{}; !seen[source]; {
		seen[source] = true
		if of, translated := b.translates[source]; translated {
			source = of
		}
	}
	return source
}
