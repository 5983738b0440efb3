package seed

import (
	"regexp"
	"slices"

	"github.com/comity-graph/comity/graph"
)

// scheme is a system of identifiers, with the form of its values.
type scheme struct {
	graph.Scheme
	form *regexp.Regexp
}

// allSchemes returns the schemes of the data dictionary.
func allSchemes() []scheme {
	var all []scheme
	for _, s := range graph.Schemes() {
		all = append(all, scheme{s, regexp.MustCompile(`^(?:` + s.Form + `)$`)})
	}
	return all
}

// schemeAlpha3 is the scheme by which states are called.
const schemeAlpha3 = "iso3166-1-alpha-3"

// identifiers reads a list of identifiers. One of a scheme that is no mapping
// occurs once in the dataset.
func (r *reader) identifiers(n *node) []graph.Identifier {
	const example = `write {scheme: wikidata, value: Q7159}`
	var identifiers []graph.Identifier
	for _, item := range n.list() {
		f := item.fields(shapes.identifier)
		id := graph.Identifier{
			Scheme: choose(f.need("scheme", example), "scheme of identifiers", r.schemeIDs),
			Value:  f.need("value", example).str(),
		}
		if id.Scheme == "" || id.Value == "" {
			continue
		}
		isMapping := slices.Contains(graph.MappingSchemes(), id.Scheme)
		relation := f.get("relation")
		if relation != nil && !isMapping {
			relation.mistake("remove it", "only a mapping of a theme has a relation; %s names the thing itself", id.Scheme)
		} else if chosen := choose(relation, "relation", mappings()); chosen != graph.MappingExact {
			id.Relation = chosen
		}
		r.checkIdentifier(f.get("value"), id, isMapping)
		identifiers = append(identifiers, id)
	}
	return identifiers
}

// valueAdvice says what values of a scheme look like.
func valueAdvice(s scheme) string {
	switch s.ID {
	case schemeAlpha3:
		return "write three capitals, such as DEU; codes that begin with X are nobody's"
	case "iso3166-1-alpha-2":
		return "write two capitals, such as DE"
	case "m49":
		return `write three digits in quotes, zeros too, such as "002"`
	case "wikidata":
		return "write Q and a number, such as Q7159"
	case graph.SchemeComity:
		return "write the key of one of our themes, such as peace-and-security"
	case "sdg":
		return `write a goal or a target in quotes, such as "13" or "16.4"`
	}
	return "write it in the form " + s.Form
}

func mappings() []graph.Mapping {
	return []graph.Mapping{graph.MappingExact, graph.MappingClose, graph.MappingRelated}
}

func (r *reader) checkIdentifier(at *node, id graph.Identifier, isMapping bool) {
	s := r.schemes[slices.Index(r.schemeIDs, id.Scheme)]
	switch {
	case s.Form != "" && !s.form.MatchString(id.Value):
		at.mistake(valueAdvice(s), "%q is no value of %s", id.Value, id.Scheme)
		return
	case id.Scheme == graph.SchemeUNSymbol && !isSymbol(id.Value):
		at.mistake(symbolAdvice, "%q is not how a symbol is printed", id.Value)
		return
	case id.Scheme == graph.SchemeComity:
		r.mapped = append(r.mapped, at)
	}
	key := id.Scheme + ":" + id.Value
	first := r.identified[key]
	switch {
	case first == nil:
		r.identified[key] = at
	case !isMapping:
		at.mistake("an identifier belongs to one thing", "%s %s is given twice, first at %s", id.Scheme, id.Value, first.place())
	}
}

// checkMapped looks for mappings to our themes that lead to none of them.
func (r *reader) checkMapped() {
	var keys []string
	for id, at := range r.known.at {
		if kind, _ := graph.KindOf(id); kind == graph.KindTheme && isOurs(at) {
			keys = append(keys, id.Key())
		}
	}
	for _, at := range r.mapped {
		if slices.Contains(keys, at.plain()) {
			continue
		}
		advice := didYouMean(near(at.plain(), keys))
		if advice == "" {
			advice = "write the key of one of our themes, or add a file for it"
		}
		at.mistake(advice, "%q is no theme of the scheme %s", at.plain(), graph.SchemeComity)
	}
}

// isOurs reports whether a theme is of our own scheme. That of a file that
// could not be taken apart may be.
func isOurs(theme *node) bool {
	return theme == nil || theme.file.root.peek("scheme").plain() == graph.SchemeComity
}
