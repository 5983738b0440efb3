package seed

import (
	"fmt"
	"slices"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// engagements reads a file of engagements: those told in a section of a source.
func (r *reader) engagements(f *file) {
	top := f.root.fields(shapes.engagements)
	if top == nil {
		return
	}
	if n := top.need("source", "write source: "+string(f.from)); n != nil {
		if id := r.reference(n, r.want.source); id != "" && id != f.from {
			n.mistake(fmt.Sprintf("write %s, or move the file", f.from), "the source is %s, and the folder is that of %s", id, f.from)
		}
	}
	r.checkSection(f, top.need("section", "name the section of the source in which the engagements are told"))
	for _, item := range top.need("engagements", "list them below engagements:").list() {
		r.engagement(f, item)
	}
}

// checkSection checks that the section is one of the source, and that the file
// is called by it: alone, or with a number where it has several files.
func (r *reader) checkSection(f *file, n *node) {
	key := n.str()
	at := r.known.at[f.from]
	if key == "" || at == nil {
		return
	}
	var keys []string
	for _, k := range at.file.root.peek("sections").peekAll("key") {
		keys = append(keys, k.plain())
	}
	if !slices.Contains(keys, key) {
		n.mistake(chooseFrom(key, keys), "%q is no section of %s", key, f.from)
		return
	}
	number, hasNumber := strings.CutPrefix(f.key, key+"-")
	if f.key != key && (!hasNumber || !isNumber(number)) {
		n.mistake(fmt.Sprintf("call the file %s.yaml, or %s-1.yaml where there are several", key, key),
			"the section is %s, and the file is called %s.yaml", key, f.key)
	}
}

// engagement reads one engagement, with all that hangs on it.
func (r *reader) engagement(file *file, n *node) {
	f := n.fields(shapes.engagement)
	if f == nil {
		return
	}
	e := &graph.Engagement{
		Node:        r.engagementNode(f),
		Summary:     f.need("summary", "write one plain sentence: summary: {en: …, fr: …}").text(),
		Status:      choose(f.need("status", "write status: PLANNED, ONGOING, COMPLETED or UNSTATED"), "status", graph.Statuses()),
		Specificity: choose(f.need("specificity", "write specificity: SPECIFIC or GENERAL"), "specificity", graph.Specificities()),
		Recurrence:  chooseOr(f.get("recurrence"), "recurrence", graph.Recurrences(), graph.RecurrenceUnstated),
		Review:      chooseOr(f.get("review"), "review", graph.Reviews(), graph.ReviewDraft),
		Citations:   r.citations(f.need("cites", `a fact without evidence; name the passage that states it, as in cites: ["5.2"]`), file.from),
	}
	var periods []*graph.Period
	for _, item := range f.get("milestones").list() {
		m := r.milestone(item, e.Citations, file.from)
		e.Milestones = append(e.Milestones, m)
		periods = append(periods, m.Period)
	}
	if e.Period = f.get("period").period(); e.Period == nil {
		e.Period = graph.Span(periods)
	}
	r.add(file, e)
	r.participants(file, f.get("participants"), e)
	r.linkAll(graph.LinkAddresses, e.ID, r.references(f.get("themes"), r.want.theme, e.ID), 0)
	r.concerns(f, e.ID)
	r.linkAll(graph.LinkHeldIn, e.ID, r.references(f.get("heldIn"), r.want.place, e.ID), 0)
	r.relations(file, f.get("related"), e)
	r.claims(file, f.get("claims"), e.ID, e.Citations, file.from)
}

// engagementNode reads what an engagement has as any node has.
func (r *reader) engagementNode(f *fields) graph.Node {
	node := graph.Node{Names: engagementNames(f), Identifiers: r.identifiers(f.get("identifiers"))}
	at := f.need("id", "write an id that says what it is, such as event/africa-dialogue-series-2019")
	node.ID = graph.ID(at.str())
	kind, ok := graph.KindOf(node.ID)
	spec, _ := kind.Spec()
	switch err := node.ID.Validate(); {
	case node.ID == "":
	case err != nil:
		at.mistake("an id is its kind, a slash, and lower-case letters, digits and single hyphens", "%s", err)
	case !ok || spec.Class != graph.ClassEngagement:
		at.mistake("begin it with initiative/, event/, agreement/ or activity/", "%s is no id of an engagement", node.ID)
	default:
		node.Kind = kind
		ids := categoryIDs(spec.Categories)
		node.Category = choose(f.need("category", "write one of "+strings.Join(ids, ", ")),
			"category of "+withArticle(spec.Names[graph.EN]), ids)
	}
	node.FormerIDs = r.formerIDs(f.get("formerIds"), node.ID)
	return node
}

func (r *reader) milestone(n *node, inherited []graph.Citation, source graph.ID) graph.Milestone {
	f := n.fields(shapes.milestone)
	if f == nil {
		return graph.Milestone{}
	}
	m := graph.Milestone{
		Kind:      choose(f.need("kind", "write what happened, such as SIGNED"), "kind of milestone", graph.MilestoneKinds()),
		Period:    f.get("date").period(),
		Citations: r.evidence(f, inherited, source),
	}
	if place := f.get("place"); place != nil {
		m.Place = r.reference(place, r.want.place)
	}
	return m
}

// participants reads who took part, each actor once.
func (r *reader) participants(file *file, n *node, e *graph.Engagement) {
	listed := map[graph.ID]*node{}
	for i, item := range n.list() {
		f := item.fields(shapes.participant)
		if f == nil {
			continue
		}
		at := f.need("actor", "name who took part, by an id")
		p := &graph.Participation{
			Roles:     roles(f.need("roles", "write at least one; PARTICIPANT in events and PARTNER elsewhere say nothing more")),
			Citations: r.evidence(f, e.Citations, file.from),
		}
		p.Basis = graph.BasisOf(p.Citations)
		for _, rep := range f.get("representatives").list() {
			p.Representatives = append(p.Representatives, representative(rep))
		}
		r.share(file.pack).add(p.Basis)
		if at == nil {
			continue
		}
		actor := r.reference(at, r.want.actor)
		if first := listed[actor]; actor != "" && first != nil {
			line, _ := first.position()
			at.mistake("name it once, with all of its roles", "%s takes part twice, first in line %d", actor, line)
			continue
		}
		if actor == "" {
			continue
		}
		listed[actor] = at
		r.link(graph.Link{Type: graph.LinkTookPartIn, From: actor, To: e.ID, Ord: i, Participation: p})
	}
}

// roles reads the roles of a participant, and puts them in their usual order.
func roles(n *node) []graph.Role {
	if n == nil {
		return nil
	}
	order := graph.Roles()
	items := n.list()
	if items != nil && len(items) == 0 {
		n.mistake("write at least one; PARTICIPANT in events and PARTNER elsewhere say nothing more", "no role")
	}
	var list []graph.Role
	for _, item := range items {
		role := choose(item, "role", order)
		if role != "" && slices.Contains(list, role) {
			item.mistake("remove one of the two", "the role %s is given twice", role)
			continue
		}
		list = append(list, role)
	}
	slices.SortFunc(list, func(x, y graph.Role) int { return slices.Index(order, x) - slices.Index(order, y) })
	return list
}

func representative(n *node) graph.Representative {
	f := n.fields(shapes.representative)
	return graph.Representative{
		Function:   f.need("function", "write the office as the source names it: function: {en: …, fr: …}").text(),
		PersonName: f.get("person").str(),
		Level:      chooseOr(f.get("level"), "level", graph.Levels(), graph.LevelUnstated),
	}
}

// concerns links an engagement to the places that it is about, and then to the
// actors and engagements.
func (r *reader) concerns(f *fields, id graph.ID) {
	places := r.references(f.get("concerns"), r.want.place, id)
	subjects := r.references(f.get("subjects"), r.want.subject, id)
	r.linkAll(graph.LinkConcerns, id, places, 0)
	r.linkAll(graph.LinkConcerns, id, subjects, len(places))
}

// relations reads how an engagement stands to others.
func (r *reader) relations(file *file, n *node, e *graph.Engagement) {
	seen := map[graph.LinkKey]bool{}
	for i, item := range n.list() {
		f := item.fields(shapes.relation)
		if f == nil {
			continue
		}
		l := graph.Link{
			Type:      graph.LinkType(choose(f.need("type", "write how it stands to the other, such as UNDER"), "type of relation", graph.RelationTypes())),
			From:      e.ID,
			Ord:       i,
			Citations: r.evidence(f, e.Citations, file.from),
		}
		if to := f.need("to", "name the other engagement by its id"); to != nil {
			l.To = r.reference(to, r.want.engagement)
		}
		switch {
		case l.To == "" || l.Type == "":
			continue
		case l.To == l.From:
			f.get("to").mistake("remove it", "an engagement is not related to itself")
			continue
		case seen[l.Key()]:
			f.mistake("remove one of the two", "%s %s is listed twice", l.Type, l.To)
			continue
		}
		seen[l.Key()] = true
		r.link(l)
	}
}
