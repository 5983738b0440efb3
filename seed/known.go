package seed

import (
	"regexp"

	"github.com/comity-graph/comity/graph"
)

// known is what can be referred to: all ids, and where each was given.
type known struct {
	at      map[graph.ID]*node // nil for what stands in a file that could not be taken apart
	formers map[graph.ID]graph.ID
}

func newKnown() known {
	return known{at: map[graph.ID]*node{}, formers: map[graph.ID]graph.ID{}}
}

// has reports whether the id exists.
func (k *known) has(id graph.ID) bool {
	_, ok := k.at[id]
	return ok
}

// index learns which ids there are, before any is referred to.
func (r *reader) index() {
	var misnamed []*file
	for _, f := range r.files {
		switch {
		case f.unread:
			r.guessIDs(f)
		case f.sort == thingFile && f.isMisnamed():
			misnamed = append(misnamed, f)
		case f.sort == thingFile:
			r.indexThing(f)
		case f.sort == engagementFile:
			r.indexEngagements(f)
		case f.sort == membershipFile:
			for _, row := range f.rows {
				r.know(row.get("id"))
			}
		}
	}
	// Those that are called as they should be come first, so that of two files
	// the copy is told to be one.
	for _, f := range misnamed {
		id := f.root.peek("id")
		if first, taken := r.known.at[graph.ID(id.plain())]; taken {
			r.reportTaken(id, graph.ID(id.plain()), first)
			f.unread = true
			continue
		}
		r.indexThing(f)
	}
}

// isMisnamed reports whether a thing says another id than its place does.
func (f *file) isMisnamed() bool {
	id := f.root.peek("id").plain()
	return id != "" && id != string(fileID(f))
}

var idLine = regexp.MustCompile(`(?m)^[ \t-]*id:[ \t]*["']?([a-z]+/[a-z0-9-]+)`)

// guessIDs learns the ids of a file that could not be taken apart, so that
// what refers to them is not said to dangle.
func (r *reader) guessIDs(f *file) {
	if f.sort == thingFile {
		r.known.at[fileID(f)] = nil
	}
	for _, match := range idLine.FindAllStringSubmatch(f.text, -1) {
		if id := graph.ID(match[1]); !r.known.has(id) {
			r.known.at[id] = nil
		}
	}
}

// fileID returns the id that the place of a thing's file gives.
func fileID(f *file) graph.ID { return graph.ID(f.kind.Prefix + "/" + f.key) }

func (r *reader) indexThing(f *file) {
	field := f.root.peek("id")
	if field == nil {
		field = f.root
	}
	id := fileID(f)
	if field.plain() != string(id) {
		r.know(field)
	}
	if first, taken := r.known.at[id]; taken {
		r.reportTaken(field, id, first)
		return
	}
	r.known.at[id] = field
	if f.kind.Kind != graph.KindSource {
		return
	}
	passages := f.root.peek("passages")
	sentences := passages.peekAll("sentences")
	for i, at := range passages.peekAll("at") {
		if locator := at.plain(); locator != "" {
			passageID := graph.PassageID(id, locator)
			if first := r.passages[passageID]; first != nil {
				at.mistake("give each passage once", "the passage %q occurs twice, first at %s", locator, first.at.place())
				continue
			}
			r.known.at[passageID] = at
			r.passages[passageID] = &passage{at: at, position: i + 1, sentences: sentences[i].plainNumber()}
		}
	}
}

func (r *reader) indexEngagements(f *file) {
	for _, id := range f.root.peek("engagements").peekAll("id") {
		r.know(id)
	}
}

// know learns the id that the node gives, and notes if it is taken.
func (r *reader) know(n *node) {
	id := graph.ID(n.plain())
	if id.Validate() != nil {
		return // reported where it is read
	}
	if first, taken := r.known.at[id]; taken {
		r.reportTaken(n, id, first)
		return
	}
	r.known.at[id] = n
}

func (r *reader) reportTaken(n *node, id graph.ID, first *node) {
	where := "in a file that could not be read"
	if first != nil {
		where = "at " + first.place()
	}
	n.file.lost = true
	n.mistake("what is the same stands once; what is not needs an id of its own", "the id %s is taken: it is given %s too", id, where)
}
