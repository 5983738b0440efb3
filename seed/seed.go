// Package seed reads the dataset as people write it, checks it, and puts it
// into a store.
//
// The form is described in docs/dataset-format.md: a dataset is a folder of
// packs, things are YAML, memberships are CSV. Read takes a dataset whole or
// not at all: what is not of the form is a Mistake, with its file, line and
// column, the line itself, and advice for whoever wrote it; and all mistakes
// are reported at once.
package seed

import (
	"io/fs"

	"github.com/comity-graph/comity/graph"
)

// Load reads the packs below fsys and derives what follows from them. The error
// is a Mistakes where the text is not of the form.
func Load(fsys fs.FS) (*graph.Content, error) {
	dataset, err := Read(fsys)
	if err != nil {
		return nil, err
	}
	return graph.Build(*dataset)
}
