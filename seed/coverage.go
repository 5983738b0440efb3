package seed

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/comity-graph/comity/graph"
)

// Coverage says which passages of a source gave facts, which did not, and
// which nobody has read.
type Coverage struct {
	Source   graph.ID
	Title    graph.Text
	Passages int
	Facts    Stretch
	NoFacts  []ReasonCoverage // by reason, in the order of the data dictionary; only reasons that occur
	Unread   Stretch
}

// ReasonCoverage is the passages that give no facts for one reason.
type ReasonCoverage struct {
	Reason string
	Stretch
}

// Stretch is a number of passages of one source.
type Stretch struct {
	Count  int
	Ranges []Range // in the order of the document
}

// Range is passages that follow each other, from one locator to another. Both
// are the same if it is one passage; headings always stand alone.
type Range struct{ From, To string }

// String writes a range as people do: 23–108.
func (r Range) String() string {
	if r.From == r.To {
		return r.From
	}
	return r.From + "–" + r.To
}

// coverage returns the coverage of all sources.
func (r *reader) coverage() []Coverage {
	passages := map[graph.ID][]*graph.Passage{}
	var sources []*graph.Source
	for _, e := range r.dataset.Entities {
		switch e := e.(type) {
		case *graph.Passage:
			passages[e.Source] = append(passages[e.Source], e)
		case *graph.Source:
			sources = append(sources, e)
		}
	}
	slices.SortFunc(sources, func(x, y *graph.Source) int { return cmp.Compare(x.ID, y.ID) })
	var all []Coverage
	for _, s := range sources {
		c := Coverage{Source: s.ID, Title: graph.Text{}, Passages: len(passages[s.ID])}
		for _, lang := range graph.TextLanguages() {
			c.Title[lang] = s.Name(lang)
		}
		c.Facts = stretch(passages[s.ID], func(p *graph.Passage) bool { return p.Coverage() == graph.CoverageFacts })
		c.Unread = stretch(passages[s.ID], func(p *graph.Passage) bool { return p.Coverage() == graph.CoverageUnread })
		for _, reason := range graph.NoFactsReasons() {
			without := stretch(passages[s.ID], func(p *graph.Passage) bool {
				return p.Coverage() == graph.CoverageNoFacts && p.Reason == reason
			})
			if without.Count > 0 {
				c.NoFacts = append(c.NoFacts, ReasonCoverage{reason, without})
			}
		}
		all = append(all, c)
	}
	return all
}

// stretch gathers the passages that belong to it out of all of a source.
func stretch(passages []*graph.Passage, belongs func(*graph.Passage) bool) Stretch {
	var s Stretch
	last := -1 // the place of the passage with which the last range ends
	for i, p := range passages {
		if !belongs(p) {
			continue
		}
		s.Count++
		if last == i-1 && last >= 0 && isNumbered(passages[last]) && isNumbered(p) {
			s.Ranges[len(s.Ranges)-1].To = p.Locator
		} else {
			s.Ranges = append(s.Ranges, Range{p.Locator, p.Locator})
		}
		last = i
	}
	return s
}

// isNumbered reports whether the passage is called by a number, and is no heading.
func isNumbered(p *graph.Passage) bool {
	_, err := strconv.Atoi(p.Locator[:1])
	return err == nil
}
