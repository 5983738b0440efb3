package seed

import (
	"strings"

	"github.com/comity-graph/comity/graph"
)

// existence is the time during which a body existed, and where that is written.
type existence struct {
	period *graph.Period
	at     *node
}

// existence reads when a body existed. It is no part of the graph: no passage
// states it. It serves to notice what the body cannot have done.
func (r *reader) existence(id graph.ID, n *node) {
	if period := n.period(); period != nil {
		r.existed[id] = &existence{period, n}
	}
}

// before reports whether all of p lies before q begins, and is known to.
func before(p, q *graph.Period) bool {
	return certain(p) && certain(q) && p.End != "" && q.Start != "" && p.End < q.Start
}

// certain reports whether there is a period, and its bounds are not approximate.
func certain(p *graph.Period) bool { return p != nil && !strings.ContainsAny(p.EDTF, "~?%") }
