package seed

import (
	"fmt"
	"regexp"

	"github.com/comity-graph/comity/graph"
)

var packKey = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// pack reads the description of a pack.
func (r *reader) pack(f *file) {
	top := f.root.fields(shapes.pack)
	if top == nil {
		return
	}
	p := graph.Pack{
		ID:        graph.ID(f.pack),
		Title:     top.need("title", "write title: {en: …, fr: …}").text(),
		Publisher: top.need("publisher", "write who publishes the pack").str(),
		Licence:   top.need("licence", "write the SPDX name of the licence, such as CC-BY-4.0").str(),
		Coverage:  top.need("coverage", "say what the pack covers and what not: coverage: {en: …, fr: …}").text(),
	}
	if id := top.need("id", "write id: "+f.pack); id != nil {
		switch written := id.str(); {
		case written == "":
		case written != f.pack:
			id.mistake(fmt.Sprintf("write %s, or rename the folder", f.pack), "the id is %s, and the folder is called %s", written, f.pack)
		case !packKey.MatchString(written):
			id.mistake("rename the folder, and write the same here", "%q: use lower-case letters, digits and single hyphens", written)
		}
	}
	for _, source := range r.references(top.get("restsOn"), r.want.source, "") {
		p.RestsOn = append(p.RestsOn, source.id)
	}
	r.expectations(f, top.get("expectations"))
	r.dataset.Packs = append(r.dataset.Packs, p)
}
