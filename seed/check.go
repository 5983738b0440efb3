package seed

import (
	"fmt"
	"io/fs"
	"slices"

	"github.com/comity-graph/comity/graph"
)

// Report is all that there is to say about a dataset as it is written.
type Report struct {
	Mistakes Mistakes    // what keeps it from being read
	Warnings Warnings    // what can be read, and is probably not what was meant
	Packs    []string    // their folders, by name
	Files    int         // how many were looked at
	Unread   int         // how many of them could not be read at all
	Counts   []KindCount // what could be read of every kind, in the order of the registry
	Coverage []Coverage  // of every source, by id

	Participations []Participations // of every pack that has some, by pack

	Content *graph.Content // what the dataset becomes; nil if there are mistakes
}

// KindCount says how many things there are of a kind. Name is what the
// expectations of packs call it, such as organisations.
type KindCount struct {
	Kind  graph.Kind
	Name  string
	Count int
}

// Check reads the packs below fsys as Read does, and goes on where Read ends:
// it says what is doubtful as well as what is wrong, how much there is, and
// which passages were read. What could not be read is missing from the counts.
// Mistakes are no error; the error is one of reading fsys.
func Check(fsys fs.FS) (*Report, error) {
	r := newReader()
	if err := r.read(fsys); err != nil {
		return nil, err
	}
	report := &Report{
		Mistakes: r.mistakes(),
		Warnings: r.warnings(),
		Packs:    r.packs(),
		Files:    len(r.files),
		Counts:   r.kindCounts(),
		Coverage: r.coverage(),

		Participations: r.participations(),
	}
	for _, f := range r.files {
		if f.unread {
			report.Unread++
		}
	}
	if len(report.Mistakes) > 0 {
		return report, nil
	}
	content, err := graph.Build(r.dataset)
	if err != nil {
		return nil, fmt.Errorf("seed: %w", err)
	}
	report.Content = content
	return report, nil
}

// packs returns the folders of the packs.
func (r *reader) packs() []string {
	var packs []string
	for _, f := range r.files {
		packs = append(packs, f.pack)
	}
	slices.Sort(packs)
	return slices.Compact(packs)
}

func (r *reader) kindCounts() []KindCount {
	var counts []KindCount
	for _, e := range expectables() {
		if len(e.kinds) > 1 {
			continue // a sum of others
		}
		c := KindCount{Kind: e.kinds[0], Name: e.field}
		for _, pack := range r.counts {
			c.Count += pack[c.Kind]
		}
		counts = append(counts, c)
	}
	return counts
}
