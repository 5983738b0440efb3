package seed

import (
	"slices"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// Inferred is a participation that no passage states: it is read between the
// lines.
type Inferred struct {
	Pack       string
	File       string // where the actor is written
	Line       int
	Engagement graph.ID
	Actor      graph.ID
	Roles      []graph.Role
	Reason     graph.Reason // of the first citation that has one
	Passages   []string     // the locators that are cited, each once
}

// Participations says how many there are in a pack, and which are inferred.
type Participations struct {
	Pack     string
	Count    int
	Inferred []Inferred // by file and line
}

// participations returns the participations of all packs that have some, by
// pack, as far as they could be read.
func (r *reader) participations() []Participations {
	d := newDoubts(r)
	byPack := map[string]*Participations{}
	var packs []string
	for _, l := range r.dataset.Links {
		if l.Type != graph.LinkTookPartIn {
			continue
		}
		at := d.participant(l)
		if at == nil {
			continue
		}
		pack := at.file.pack
		if byPack[pack] == nil {
			byPack[pack] = &Participations{Pack: pack}
			packs = append(packs, pack)
		}
		p := byPack[pack]
		p.Count++
		if l.Participation.Basis == graph.Inferred {
			p.Inferred = append(p.Inferred, inferred(at, l))
		}
	}
	slices.Sort(packs)
	var all []Participations
	for _, pack := range packs {
		p := byPack[pack]
		slices.SortStableFunc(p.Inferred, func(x, y Inferred) int {
			if x.File != y.File {
				return strings.Compare(x.File, y.File)
			}
			return x.Line - y.Line
		})
		all = append(all, *p)
	}
	return all
}

// participant returns where the actor of a participation is written, or nil.
func (d *doubts) participant(l graph.Link) *node {
	actors := d.written(l.To).peek("participants").peekAll("actor")
	if l.Ord >= len(actors) {
		return nil
	}
	return actors[l.Ord]
}

func inferred(at *node, l graph.Link) Inferred {
	line, _ := at.position()
	i := Inferred{
		Pack: at.file.pack, File: at.file.name, Line: line,
		Engagement: l.To, Actor: l.From, Roles: l.Participation.Roles,
	}
	for _, c := range l.Participation.Citations {
		if i.Reason == "" {
			i.Reason = c.Reason()
		}
		if _, locator, ok := c.Passage.SplitPassage(); ok && !slices.Contains(i.Passages, locator) {
			i.Passages = append(i.Passages, locator)
		}
	}
	return i
}
