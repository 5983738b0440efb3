package seed

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/comity-graph/comity/graph"
)

// Read reads the packs below fsys: every folder at its top, those apart that
// begin with _ or a dot. The order of entities and links follows the names of
// files and the order within them, and is the same each time.
//
// The error is a Mistakes if the text is not of the form; then nothing is
// returned of what is right. Any other error is one of reading fsys.
func Read(fsys fs.FS) (*graph.Dataset, error) {
	r := newReader()
	if err := r.read(fsys); err != nil {
		return nil, err
	}
	if mistakes := r.mistakes(); len(mistakes) > 0 {
		return nil, mistakes
	}
	return &r.dataset, nil
}

// reader reads a dataset, step by step: it finds the files, takes their text
// apart, learns which ids there are, turns the files into entities and links
// one by one, and checks what can be seen only of the whole.
type reader struct {
	files []*file // by name
	stray []Mistake

	known known

	dataset graph.Dataset
	counts  map[string]map[graph.Kind]int // by pack: entities
	shares  map[string]*share             // by pack: participations
	bounds  []bound

	dangling  []dangling
	unlocated []unlocated
	edges     []edge
	passages  map[graph.ID]*passage
	existed   map[graph.ID]*existence
	uncertain map[graph.ID]bool // sources that some mistaken citation may be about

	kinds      []graph.KindSpec // those that have a folder
	want       wants
	schemes    []scheme
	schemeIDs  []string
	identified map[string]*node // by scheme and value: where it was given first
	mapped     []*node          // what themes of other schemes are mapped to
}

func newReader() *reader {
	r := &reader{
		known:      newKnown(),
		counts:     map[string]map[graph.Kind]int{},
		shares:     map[string]*share{},
		passages:   map[graph.ID]*passage{},
		existed:    map[graph.ID]*existence{},
		uncertain:  map[graph.ID]bool{},
		kinds:      kindsWithFolder(),
		want:       newWants(),
		schemes:    allSchemes(),
		identified: map[string]*node{},
	}
	for _, s := range r.schemes {
		r.schemeIDs = append(r.schemeIDs, s.ID)
	}
	return r
}

// kindsWithFolder returns the kinds that have files of their own.
func kindsWithFolder() []graph.KindSpec {
	return slices.DeleteFunc(graph.Kinds(), func(s graph.KindSpec) bool { return s.Folder == "" })
}

// read takes all steps. The error is one of reading fsys.
func (r *reader) read(fsys fs.FS) error {
	if err := r.find(fsys); err != nil {
		return fmt.Errorf("seed: %w", err)
	}
	if err := r.parse(fsys); err != nil {
		return fmt.Errorf("seed: %w", err)
	}
	r.index()
	r.decode()
	r.check()
	return nil
}

// find lists the files of all packs.
func (r *reader) find(fsys fs.FS) error {
	packs := map[string]bool{}
	found := false // a folder with a pack.yaml
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if setAside(name) {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		pack, within, inPack := strings.Cut(name, "/")
		switch {
		case entry.IsDir():
			if name != "." && !inPack {
				packs[pack] = true
			}
		case !inPack && path.Ext(name) == ".md":
		default:
			r.place(name, pack, within)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("look for packs: %w", err)
	}
	for _, f := range r.files {
		if f.sort == packFile {
			delete(packs, f.pack)
			found = true
		}
	}
	if _, err := fs.Stat(fsys, "pack.yaml"); err == nil && !found {
		return errors.New("this folder is a pack: pack.yaml stands in it; name the folder above it, which holds the packs")
	}
	if len(packs) == 0 && !found {
		return errors.New("there is no pack here; a pack is a folder with a file pack.yaml")
	}
	for pack := range packs {
		r.stray = append(r.stray, Mistake{
			File: pack + "/pack.yaml", Message: "the pack has no pack.yaml",
			Advice: "write id, title, publisher, licence and coverage into it, or let the folder's name begin with _ to set it aside",
		})
	}
	return nil
}

// setAside reports whether a file or folder is none of the dataset's by its
// name. What ends in ~, or stands between two #, is a copy that some editor made.
func setAside(name string) bool {
	base := path.Base(name)
	switch {
	case name == ".":
		return false
	case strings.HasPrefix(base, "_"), strings.HasPrefix(base, "."), strings.HasSuffix(base, "~"):
		return true
	}
	return strings.HasPrefix(base, "#") && strings.HasSuffix(base, "#")
}

// place says by its place what a file holds, and notes a file that is in none.
func (r *reader) place(name, pack, within string) {
	f := &file{name: name, pack: pack}
	parts := strings.Split(within, "/")
	ext := path.Ext(name)
	f.key = strings.TrimSuffix(path.Base(name), ext)
	folders := []string{"engagements/<source>/", "memberships/"}
	for _, spec := range r.kinds {
		folders = append(folders, spec.Folder+"/")
		if len(parts) == 2 && parts[0] == spec.Folder {
			f.sort, f.kind = thingFile, spec
		}
	}
	wanted := ".yaml"
	switch {
	case within == "pack.yaml":
		f.sort = packFile
	case f.sort == thingFile:
	case len(parts) == 3 && parts[0] == "engagements":
		f.sort, f.from = engagementFile, graph.ID("source/"+parts[1])
	case len(parts) == 2 && parts[0] == "memberships":
		f.sort, f.from, wanted = membershipFile, graph.ID("source/"+f.key), ".csv"
	default:
		r.stray = append(r.stray, Mistake{
			File: name, Message: "nothing is read from here",
			Advice: "move it into one of " + strings.Join(folders, ", ") + ", or let its name begin with _",
		})
		return
	}
	if ext != wanted {
		advice := "files in this folder end in " + wanted + "; move it elsewhere, or let its name begin with _"
		if slices.Contains([]string{".yml", ".yaml", ".txt", ""}, ext) {
			advice = "call it " + f.key + wanted
		}
		r.stray = append(r.stray, Mistake{File: name, Message: fmt.Sprintf("the name ends in %q", ext), Advice: advice})
		return
	}
	r.files = append(r.files, f)
}

// parse reads the files and takes them apart, as many at a time as there are
// processors.
func (r *reader) parse(fsys fs.FS) error {
	var next atomic.Int64
	var workers sync.WaitGroup
	failed := make([]error, len(r.files))
	for range min(runtime.GOMAXPROCS(0), len(r.files)) {
		workers.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(r.files) {
					return
				}
				f := r.files[i]
				data, err := fs.ReadFile(fsys, f.name)
				if err != nil {
					failed[i] = err
					continue
				}
				f.text = string(data)
				f.parse()
			}
		})
	}
	workers.Wait()
	return errors.Join(failed...)
}

// decode turns every file into what it holds.
func (r *reader) decode() {
	for _, f := range r.files {
		switch {
		case f.unread:
			r.doubt(anySource)
		case f.sort == packFile:
			r.pack(f)
		case f.sort == thingFile:
			r.thing(f)
		case f.sort == engagementFile:
			r.engagements(f)
		case f.sort == membershipFile:
			r.memberships(f)
		}
	}
}

// check looks for what can be seen only of the whole.
func (r *reader) check() {
	r.reportDangling()
	r.reportUnlocated()
	r.checkMapped()
	r.checkTrees()
	r.checkCoverage()
	r.checkExpectations()
}

// mistakes returns all mistakes, in order.
func (r *reader) mistakes() Mistakes {
	all := slices.Clone(r.stray)
	for _, f := range r.files {
		all = append(all, f.mistakes...)
	}
	slices.SortStableFunc(all, compareMistakes)
	return slices.CompactFunc(all, func(x, y Mistake) bool { return compareMistakes(x, y) == 0 })
}

// add takes an entity into the dataset.
func (r *reader) add(f *file, e graph.Entity) {
	r.dataset.Entities = append(r.dataset.Entities, e)
	if r.counts[f.pack] == nil {
		r.counts[f.pack] = map[graph.Kind]int{}
	}
	r.counts[f.pack][e.Base().Kind]++
}

// link takes a link into the dataset.
func (r *reader) link(l graph.Link) { r.dataset.Links = append(r.dataset.Links, l) }
