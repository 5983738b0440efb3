package seed

import (
	"slices"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// edge leads from a thing to one that stands above it.
type edge struct {
	t        graph.LinkType
	from, to graph.ID
	at       *node
}

// hang links a thing to those above it, and remembers where that is written.
func (r *reader) hang(t graph.LinkType, from graph.ID, above []*ref) {
	r.linkAll(t, from, above, 0)
	for _, to := range above {
		r.edges = append(r.edges, edge{t, from, to.id, to.at})
	}
}

// checkTrees looks for things that stand above themselves.
func (r *reader) checkTrees() {
	above := map[graph.ID][]edge{}
	for _, e := range r.edges {
		above[e.from] = append(above[e.from], e)
	}
	done := map[graph.ID]bool{}
	var way []graph.ID
	var climb func(id graph.ID)
	climb = func(id graph.ID) {
		way = append(way, id)
		for _, e := range above[id] {
			if i := slices.Index(way, e.to); i >= 0 {
				var circle []string
				for _, id := range append(slices.Clone(way[i:]), e.to) {
					circle = append(circle, string(id))
				}
				e.at.mistake("remove the link that is wrong", "%s stands above itself: %s", e.to, strings.Join(circle, " ‹ "))
			} else if !done[e.to] {
				climb(e.to)
			}
		}
		way = way[:len(way)-1]
		done[id] = true
	}
	for _, e := range r.edges {
		if !done[e.from] {
			climb(e.from)
		}
	}
}
