package seed

import (
	"fmt"
	"slices"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// bound is an expectation of a pack: how many there are of some kinds, so that
// what gets lost does not pass unseen.
type bound struct {
	at    *node
	pack  string
	noun  string
	kinds []graph.Kind
	count int
	// Of inferredParticipationsAtMost:
	isShare bool
	atMost  float64
}

// expectable is what can be counted, by the name that packs give it.
type expectable struct {
	field string
	kinds []graph.Kind
}

// expectables returns what packs can expect: every kind, in the plural, and all
// engagements together.
func expectables() []expectable {
	all := []expectable{{"engagements", graph.KindsOf(graph.ClassEngagement)}}
	for _, spec := range graph.Kinds() {
		name := camel(string(spec.Kind))
		switch {
		case spec.Kind == graph.KindUNEntity, spec.Kind == graph.KindActivity:
			name = name[:len(name)-1] + "ies"
		default:
			name += "s"
		}
		all = append(all, expectable{name, []graph.Kind{spec.Kind}})
	}
	return all
}

const inferredAtMost = "inferredParticipationsAtMost"

// expectations reads what a pack expects of itself.
func (r *reader) expectations(f *file, n *node) {
	if n == nil {
		return
	}
	all := expectables()
	expected := n.fields(shapes.expectations)
	for _, e := range all {
		at := expected.get(e.field)
		if at == nil {
			continue
		}
		before := len(f.mistakes)
		if count := at.integer(); len(f.mistakes) == before {
			r.bounds = append(r.bounds, bound{at: at, pack: f.pack, noun: e.field, kinds: e.kinds, count: count})
		}
	}
	if at := expected.get(inferredAtMost); at != nil {
		switch most := at.number(); {
		case most == nil:
		case *most < 0 || *most > 1:
			at.mistake("write 0.1 for one in ten", "a share is between 0 and 1")
		default:
			r.bounds = append(r.bounds, bound{at: at, pack: f.pack, isShare: true, atMost: *most})
		}
	}
}

// share counts participations.
type share struct{ inferred, all int }

func (s *share) add(b graph.Basis) {
	s.all++
	if b == graph.Inferred {
		s.inferred++
	}
}

// share returns the count of a pack's participations.
func (r *reader) share(pack string) *share {
	if r.shares[pack] == nil {
		r.shares[pack] = &share{}
	}
	return r.shares[pack]
}

// checkExpectations compares what packs expect with what they hold. It says
// nothing of a pack of which some part could not be read: its counts are not known.
func (r *reader) checkExpectations() {
	for _, b := range r.bounds {
		if slices.ContainsFunc(r.files, func(f *file) bool { return (f.unread || f.lost) && f.pack == b.pack }) || r.hasStray(b.pack) {
			continue
		}
		if b.isShare {
			s := r.share(b.pack)
			if got := float64(s.inferred); got > b.atMost*float64(s.all) {
				b.at.mistake("read the passages again for what they state; if so many are meant, say why in the commit, and write a larger share here",
					"%d of %d participations are INFERRED, which is %.3f; expected at most %v", s.inferred, s.all, got/float64(s.all), b.atMost)
			}
			continue
		}
		got := 0
		for _, kind := range b.kinds {
			got += r.counts[b.pack][kind]
		}
		if r.counts[b.pack][""] > 0 && b.kinds[0].IsEngagement() {
			continue // there is one whose kind is not known
		}
		if got != b.count {
			advice := fmt.Sprintf("look for what was added; if it is meant, say why in the commit, and write %d here", got)
			if got < b.count {
				advice = fmt.Sprintf("look for the file or the entry that got lost; if that is meant, say why in the commit, and write %d here", got)
			}
			b.at.mistake(advice, "%s: the pack has %d; expected %d", b.noun, got, b.count)
		}
	}
}

// hasStray reports whether a file of the pack is in a place, or has an ending,
// with which it is not read.
func (r *reader) hasStray(pack string) bool {
	return slices.ContainsFunc(r.stray, func(m Mistake) bool { return strings.HasPrefix(m.File, pack+"/") })
}
