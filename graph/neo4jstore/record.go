package neo4jstore

import (
	"encoding/json"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// labelsOf returns the labels of entities of a kind besides Entity, as Cypher
// writes them. They come from the registry.
func labelsOf(kind graph.Kind) string {
	spec, _ := kind.Spec()
	labels := ":" + string(spec.Class)
	if spec.Label != string(spec.Class) {
		labels += ":" + spec.Label
	}
	if spec.Place && spec.Class != graph.ClassPlace {
		labels += ":" + string(graph.ClassPlace)
	}
	return labels
}

// nodeProperties returns the properties of an entity's node: what is there to
// read (names), what statements filter by (kind, category, status, first, last
// …), what they sort by (one for each order of its class), the words that they
// search (search, text_en …), and the entity itself (data, hash).
func nodeProperties(r *graph.Record) (map[string]any, error) {
	n := r.Base()
	data, err := graph.EncodeEntity(r.Entity)
	if err != nil {
		return nil, err
	}
	hash, err := r.Hash()
	if err != nil {
		return nil, err
	}
	properties := map[string]any{
		"id": string(n.ID), "kind": string(n.Kind), "category": n.Category,
		"data": string(data), "hash": hash, "weight": r.Weight,
	}
	if len(n.Names) > 0 {
		for _, lang := range graph.TextLanguages() {
			properties["name_"+strings.ToLower(string(lang))] = n.Name(lang)
		}
	}
	if words := graph.SearchText(r); words != "" {
		properties["search"] = words
	}
	class := n.Kind.Class()
	for _, order := range graph.Orders(class) {
		properties[order.String()] = order.Key(r)
	}
	if period := graph.PeriodOfEntity(r.Entity); period != nil {
		properties["first"], properties["last"] = string(period.First()), string(period.Last())
	}
	if class == graph.ClassActor || class == graph.ClassEngagement {
		for _, lang := range graph.Languages() {
			if words := graph.FilterText(r.Entity, lang); words != "" {
				properties[textProperty(lang)] = words
			}
		}
	}
	switch e := r.Entity.(type) {
	case *graph.Engagement:
		addEngagement(properties, e, r)
	case *graph.Actor:
		addActor(properties, r)
	case *graph.Passage:
		properties["source"], properties["locator"] = string(e.Source), e.Locator
	}
	return properties, nil
}

func addEngagement(properties map[string]any, e *graph.Engagement, r *graph.Record) {
	properties["status"] = string(e.Status)
	properties["specificity"] = string(e.Specificity)
	properties["basis"] = string(graph.BasisOf(e.Citations))
	properties["participants"] = r.Participants
	properties["document"] = r.Document
	if r.ReportFirst != "" {
		properties["report_first"], properties["report_last"] = string(r.ReportFirst), string(r.ReportLast)
	}
}

func addActor(properties map[string]any, r *graph.Record) {
	properties["top"] = string(r.Top)
	properties["engagements"] = r.Engagements
	properties["has_organs"] = r.HasOrgans
	for scope, sums := range map[string]graph.Cooperations{graph.ScopeOwn: r.Own, graph.ScopeTree: r.Tree} {
		properties[scope+"_counterparts"] = sums.Counterparts
		properties[scope+"_engagements"] = sums.Engagements
		properties[scope+"_general"] = sums.General
		properties[scope+"_planned"] = sums.Planned
	}
}

// linkProperties returns the properties of a link's relationship: what
// statements filter and sort by, what there is to read, and the link itself.
func linkProperties(l *graph.Link) (map[string]any, error) {
	data, err := json.Marshal(l)
	if err != nil {
		return nil, err
	}
	hash, err := l.Hash()
	if err != nil {
		return nil, err
	}
	properties := map[string]any{"scope": l.Scope, "ord": l.Ord, "data": string(data), "hash": hash}
	if p := l.Participation; p != nil {
		properties["roles"] = textsOf(p.Roles)
		properties["basis"] = string(p.Basis)
		properties["acts"] = acts(p.Roles)
	}
	if l.Count != 0 {
		properties["count"] = l.Count
	}
	if c := l.Cooperation; c != nil {
		properties["engagements"], properties["general"] = c.Engagements, c.General
		if c.First != "" {
			properties["first"], properties["last"] = string(c.First), string(c.Last)
		}
		properties["from_roles"], properties["to_roles"] = textsOf(c.FromRoles), textsOf(c.ToRoles)
		themes, counts := make([]string, len(c.Themes)), make([]int, len(c.Themes))
		for i, theme := range c.Themes {
			themes[i], counts[i] = string(theme.Theme), theme.Count
		}
		properties["themes"], properties["theme_counts"] = themes, counts
		properties["newest"] = textsOf(c.Newest)
	}
	return properties, nil
}

// acts reports whether somebody did more in these roles than be addressed.
func acts(roles []graph.Role) bool {
	for _, role := range roles {
		if role != graph.RoleAddressee {
			return true
		}
	}
	return false
}
