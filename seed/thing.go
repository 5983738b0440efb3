package seed

import (
	"fmt"
	"slices"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// thing reads a file that holds one thing.
func (r *reader) thing(f *file) {
	spec := f.kind
	top := f.root.fields(shapes.things[spec.Kind])
	if top == nil {
		return
	}
	node := r.thingNode(f, top)
	switch spec.Class {
	case graph.ClassActor:
		r.actor(f, top, node)
	case graph.ClassTheme:
		r.theme(f, top, node)
	case graph.ClassSource:
		r.source(f, top, node)
	default:
		r.add(f, &graph.Area{Node: node})
	}
	if spec.Place {
		r.hang(graph.LinkLiesIn, node.ID, r.references(top.get("liesIn"), r.want.place, node.ID))
	}
}

// thingNode reads what all things have.
func (r *reader) thingNode(f *file, top *fields) graph.Node {
	id := fileID(f)
	switch written := top.need("id", "write id: "+string(id)); {
	case written == nil:
	case written.str() != string(id) && written.plain() != "":
		advice := fmt.Sprintf("write %s, or move the file", id)
		if meant := graph.ID(written.plain()); meant.Prefix() == id.Prefix() && meant.Validate() == nil {
			advice = fmt.Sprintf("call the file %s.yaml, or write %s here", meant.Key(), id)
		}
		written.mistake(advice, "the id is %s, and the place of the file says %s", written.plain(), id)
	default:
		if err := id.Validate(); err != nil {
			written.mistake("rename the file, and write the same here", "%s", err)
		}
	}
	node := graph.Node{ID: id, Kind: f.kind.Kind, Names: thingNames(top)}
	if len(f.kind.Categories) > 0 {
		node.Category = choose(top.need("category", "write one of "+strings.Join(categoryIDs(f.kind.Categories), ", ")),
			"category of "+withArticle(f.kind.Names[graph.EN]), categoryIDs(f.kind.Categories))
	}
	node.Identifiers = r.identifiers(top.get("identifiers"))
	node.FormerIDs = r.formerIDs(top.get("formerIds"), id)
	if f.kind.Kind == graph.KindState {
		checkCode(f, top, node)
	}
	return node
}

func categoryIDs(categories []graph.Category) []string {
	ids := make([]string, len(categories))
	for i, c := range categories {
		ids[i] = c.ID
	}
	return ids
}

// formerIDs reads ids that a thing once had, and that nothing else may have.
func (r *reader) formerIDs(n *node, id graph.ID) []graph.ID {
	var formers []graph.ID
	for _, item := range n.list() {
		former := graph.ID(item.str())
		if former == "" {
			continue
		}
		if err := former.Validate(); err != nil {
			item.mistake("write it as it once was", "%s", err)
			continue
		}
		if r.known.has(former) {
			item.mistake("a former id belongs to nothing else", "%s is the id of something that exists", former)
			continue
		}
		if now, taken := r.known.formers[former]; taken {
			item.mistake("leave it to the one that had it", "%s is a former id of %s too", former, now)
			continue
		}
		r.known.formers[former] = id
		formers = append(formers, former)
	}
	return formers
}

// checkCode compares the code of a state with its key. Who sits in the United
// Nations has one.
func checkCode(f *file, top *fields, node graph.Node) {
	const advice = "a state is called by its ISO 3166-1 alpha-3 code, in lower case"
	if written := top.get("id").plain(); written != "" && written != string(node.ID) {
		return // reported already
	}
	i := slices.IndexFunc(node.Identifiers, func(id graph.Identifier) bool { return id.Scheme == schemeAlpha3 })
	switch {
	case i >= 0 && len(node.Identifiers[i].Value) == 3 && strings.ToLower(node.Identifiers[i].Value) != f.key:
		key := strings.ToLower(node.Identifiers[i].Value)
		top.get("identifiers").mistake(fmt.Sprintf("call the file %s.yaml, and write id: state/%s; %s", key, key, advice), "the code is %s, and the file is called %s.yaml", node.Identifiers[i].Value, f.key)
	case i < 0 && (node.Category == "member-state" || node.Category == "observer-state"):
		top.mistake(fmt.Sprintf("write {scheme: %s, value: …} among identifiers; %s", schemeAlpha3, advice), "a state without its code")
	}
}

// actor reads what actors have.
func (r *reader) actor(f *file, top *fields, node graph.Node) {
	actor := &graph.Actor{Node: node}
	parents := r.references(top.get("parents"), r.want.actor, node.ID)
	if len(f.kind.Scopes) > 0 {
		scopes := categoryIDs(f.kind.Scopes)
		scope := top.get("scope")
		actor.Scope = choose(scope, "scope", scopes)
		switch isOrgan := top.get("parents") != nil; {
		case isOrgan && scope != nil:
			scope.mistake("remove the scope of an organ, or the parents of an organisation", "an organ has no scope, and this has parents")
		case !isOrgan && scope == nil:
			top.mistake("write scope: one of "+strings.Join(scopes, ", ")+"; or, for an organ, parents: […]", "neither scope nor parents")
		}
	}
	r.existence(node.ID, top.get("existed"))
	r.add(f, actor)
	r.hang(graph.LinkPartOf, node.ID, parents)
	r.linkAll(graph.LinkSucceeds, node.ID, r.references(top.get("succeeds"), r.want.actor, node.ID), 0)
	r.claims(f, top.get("claims"), node.ID, nil, "")
}

// The schemes of themes.
func themeSchemes() []string { return []string{graph.SchemeComity, "alliance"} }

// theme reads what themes have.
func (r *reader) theme(f *file, top *fields, node graph.Node) {
	theme := &graph.Theme{
		Node:       node,
		Scheme:     choose(top.need("scheme", "write scheme: comity"), "scheme of themes", themeSchemes()),
		Definition: top.need("definition", "write definition: {en: …, fr: …}").text(),
	}
	r.add(f, theme)
	toOurs := func(id graph.Identifier) bool { return id.Scheme == graph.SchemeComity }
	if theme.Scheme == graph.SchemeComity && slices.ContainsFunc(node.Identifiers, toOurs) {
		top.get("identifiers").mistake("write broader: to say how our themes stand to each other", "a theme of ours is mapped to ours")
	}
	r.hang(graph.LinkBroader, node.ID, r.references(top.get("broader"), r.want.theme, node.ID))
}
