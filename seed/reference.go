package seed

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/comity-graph/comity/graph"
)

// wanted says to what a reference may lead.
type wanted struct {
	what   string // with its article
	kinds  []graph.Kind
	advice string // for whoever named something of another kind
}

// wants is all that references may be wanted to lead to.
type wants struct {
	actor, engagement, place, theme, source, subject wanted
}

func newWants() wants {
	of := func(what string, classes ...graph.Class) wanted {
		w := wanted{what: what, advice: "look for the id of " + what}
		for _, class := range classes {
			w.kinds = append(w.kinds, graph.KindsOf(class)...)
		}
		return w
	}
	subject := of("an actor that is no state, or an engagement", graph.ClassActor, graph.ClassEngagement)
	subject.kinds = slices.DeleteFunc(subject.kinds, graph.Kind.IsPlace)
	subject.advice = "a place that it is about, states among them, stands in concerns, and there alone"
	return wants{
		actor:      of("an actor", graph.ClassActor),
		engagement: of("an engagement", graph.ClassEngagement),
		place:      of("a state or an area", graph.ClassPlace),
		theme:      of("a theme", graph.ClassTheme),
		source:     of("a source", graph.ClassSource),
		subject:    subject,
	}
}

// dangling is a reference to something that does not exist. They are reported
// at the end, when all names are known by which they can be explained.
type dangling struct {
	at     *node
	id     graph.ID
	wanted wanted
}

// reference reads the node as the id of something that exists and is wanted.
func (r *reader) reference(n *node, want wanted) graph.ID {
	id := graph.ID(n.str())
	switch kind, ok := graph.KindOf(id); {
	case id == "":
		return ""
	case !r.known.has(id) || !ok:
		r.dangling = append(r.dangling, dangling{n, id, want})
	case !slices.Contains(want.kinds, kind):
		spec, _ := kind.Spec()
		n.mistake(want.advice, "%s is %s; expected %s", id, withArticle(spec.Names[graph.EN]), want.what)
	default:
		return id
	}
	return ""
}

func withArticle(noun string) string {
	if strings.ContainsAny(noun[:1], "AEIO") {
		return "an " + noun
	}
	return "a " + noun
}

// references reads a list of ids that exist and are wanted, each once, and not
// that of the thing itself.
func (r *reader) references(n *node, want wanted, self graph.ID) []*ref {
	var refs []*ref
	for _, item := range n.list() {
		id := r.reference(item, want)
		if id == "" {
			continue
		}
		if id == self {
			item.mistake("remove it", "%s: it names itself", n.name())
			continue
		}
		if i := slices.IndexFunc(refs, func(x *ref) bool { return x.id == id }); i >= 0 {
			item.mistake("remove one of the two", "%s: %s is listed twice", n.name(), id)
			continue
		}
		refs = append(refs, &ref{id, item})
	}
	return refs
}

// ref is a reference that was read, and where.
type ref struct {
	id graph.ID
	at *node
}

// linkAll links a thing to all that a list names, in its order, from ord on.
func (r *reader) linkAll(t graph.LinkType, from graph.ID, refs []*ref, ord int) {
	for i, to := range refs {
		r.link(graph.Link{Type: t, From: from, To: to.id, Ord: ord + i})
	}
}

// reportDangling explains the references that lead nowhere.
func (r *reader) reportDangling() {
	if len(r.dangling) == 0 {
		return
	}
	candidates := newCandidates(r)
	for _, ds := range r.danglingByID() {
		if len(ds) <= maxDangling {
			for _, d := range ds {
				r.explain(candidates, d, "")
			}
			continue
		}
		r.explain(candidates, ds[0], moreNameIt(len(ds)-1, ds[1].at))
	}
}

// When more references than these lead to the same nowhere, it is what they
// lead to that is missing, and one mistake tells of it.
const maxDangling = 3

// danglingByID gathers the references that lead to the same nowhere, in order.
func (r *reader) danglingByID() [][]dangling {
	at := map[graph.ID]int{}
	var all [][]dangling
	for _, d := range r.dangling {
		i, seen := at[d.id]
		if !seen {
			i = len(all)
			at[d.id] = i
			all = append(all, nil)
		}
		all[i] = append(all[i], d)
	}
	return all
}

// explain says what a reference may have meant.
func (r *reader) explain(candidates *candidates, d dangling, more string) {
	if now, ok := r.known.formers[d.id]; ok {
		d.at.mistake("write "+string(now), "%s is a former id%s", d.id, more)
		return
	}
	meant := candidates.near(d.id, d.wanted)
	advice := didYouMean(meant)
	switch parts := strings.FieldsFunc(string(d.id), func(r rune) bool { return r == ',' || r == ';' || r == ' ' }); {
	case len(parts) > 1 && !slices.ContainsFunc(parts, func(part string) bool { return !r.known.has(graph.ID(part)) }):
		advice = "write each by itself: [" + strings.Join(parts, ", ") + "]"
	case advice == "":
		advice = "look for the id of " + d.wanted.what + ", or add a file for it"
	case strings.ContainsFunc(string(d.id), isStrange):
		advice += " an id is made of lower-case letters from a to z, digits and hyphens (-) alone"
	}
	d.at.mistake(advice, "%q does not exist%s", d.id, more)
}

// isStrange reports whether a character stands in no id, and may be taken for
// one that does: a dash for a hyphen, an accented letter for a plain one.
func isStrange(r rune) bool { return r >= utf8.RuneSelf }

// candidates is what dangling references may have meant.
type candidates struct {
	ids   map[graph.Kind][]graph.ID
	names map[string][]graph.ID // by a folded name
	found map[string][]string   // answers that were given
}

func newCandidates(r *reader) *candidates {
	c := &candidates{map[graph.Kind][]graph.ID{}, map[string][]graph.ID{}, map[string][]string{}}
	for id := range r.known.at {
		if kind, ok := graph.KindOf(id); ok && kind != graph.KindPassage {
			c.ids[kind] = append(c.ids[kind], id)
		}
	}
	for _, ids := range c.ids {
		slices.Sort(ids)
	}
	for _, e := range r.dataset.Entities {
		id := e.Base().ID
		for _, row := range graph.LookupRows(e) {
			if row.Rank != graph.RankID && r.known.has(id) && !slices.Contains(c.names[row.Key], id) {
				c.names[row.Key] = append(c.names[row.Key], id)
			}
		}
	}
	return c
}

// near returns what a reference may have meant: what has the same key and
// another prefix, what has that name, and what is spelt nearly so.
func (c *candidates) near(id graph.ID, want wanted) []string {
	question := want.what + " " + string(id)
	if answer, ok := c.found[question]; ok {
		return answer
	}
	key := id.Key()
	if key == "" {
		key = string(id)
	}
	var meant []string
	keys := map[string][]string{}
	for _, kind := range want.kinds {
		for _, known := range c.ids[kind] {
			if known.Key() == key {
				meant = append(meant, string(known))
			}
			keys[known.Key()] = append(keys[known.Key()], string(known))
		}
	}
	for _, named := range c.names[graph.Key(key)] {
		if kind, _ := graph.KindOf(named); slices.Contains(want.kinds, kind) {
			meant = append(meant, string(named))
		}
	}
	spellings := make([]string, 0, len(keys))
	for k := range keys {
		spellings = append(spellings, k)
	}
	for _, spelling := range near(key, spellings) {
		meant = append(meant, keys[spelling]...)
	}
	var distinct []string
	for _, m := range meant {
		if !slices.Contains(distinct, m) && len(distinct) < maxNear {
			distinct = append(distinct, m)
		}
	}
	c.found[question] = distinct
	return distinct
}
