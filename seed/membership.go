package seed

import (
	"slices"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// memberships reads a file of memberships: those that a source tells.
func (r *reader) memberships(f *file) {
	if !r.known.has(f.from) {
		f.report(0, 0, "", string(f.from)+" does not exist", "call the file by the key of the source that tells its memberships")
	}
	if len(f.mistakes) > 0 {
		r.doubt(f.from)
	}
	first := map[string]*node{}
	for _, row := range f.rows {
		r.membership(f, row)
		said := row.said()
		if before := first[said]; before != nil {
			row["member"].mistake("keep one of the two, with the citations of both", "the same membership is listed in line %d", before.line)
			continue
		}
		first[said] = row["member"]
	}
}

// said returns what a row says, whatever its id and wherever that is stated.
func (r row) said() string {
	var cells []string
	for _, column := range []string{"member", "organisation", "status", "office", "period"} {
		cells = append(cells, r[column].value)
	}
	return strings.Join(cells, ",")
}

func (r *reader) membership(f *file, row row) {
	need := func(column, advice string) *node {
		if row.get(column) == nil {
			row[column].mistake(advice, "%s is empty", column)
		}
		return row.get(column)
	}
	m := &graph.Membership{
		Node:   graph.Node{Kind: graph.KindMembership},
		Status: choose(need("status", "write MEMBER, or another status"), "status of a membership", graph.MembershipStatuses()),
		Office: choose(row.get("office"), "office", graph.Offices()),
		Period: row.get("period").period(),
	}
	if id := need("id", "write membership/<member>-<organisation>"); id != nil {
		m.ID = graph.ID(id.str())
		if err := m.ID.Validate(); err != nil {
			id.mistake("an id is its kind, a slash, and lower-case letters, digits and single hyphens", "%s", err)
		} else if kind, _ := graph.KindOf(m.ID); kind != graph.KindMembership {
			id.mistake("begin it with membership/", "%s is no id of a membership", m.ID)
		}
	}
	if member := need("member", "name who belongs, by an id"); member != nil {
		m.Member = r.reference(member, r.want.actor)
	}
	if organisation := need("organisation", "name to what it belongs, by an id"); organisation != nil {
		if m.Organisation = r.reference(organisation, r.want.actor); m.Organisation != "" && m.Organisation == m.Member {
			organisation.mistake("name to what it belongs", "it is a member of itself")
		}
	}
	if cites := need("cites", "a fact without evidence; cite the passage that states it, such as 9.2"); cites != nil {
		m.Citations = r.cell(cites, f.from)
	}
	rem := remark{reason: readReason(row.get("reason")), note: rowNote(row)}
	for i := range m.Citations {
		rem.on(&m.Citations[i])
	}
	r.add(f, m)
}

// cell reads a cell with citations. They are parted by spaces, unless the whole
// cell is the locator of a passage.
func (r *reader) cell(n *node, source graph.ID) []graph.Citation {
	written := strings.Fields(n.str())
	if r.locate(n.value, source).passage != nil {
		written = []string{n.value}
	}
	var citations []graph.Citation
	for _, one := range written {
		c, ok := r.cite(n, one, source)
		if !ok {
			continue
		}
		if slices.ContainsFunc(citations, func(x graph.Citation) bool { return x.Passage == c.Passage && x.Sentence == c.Sentence }) {
			n.mistake("remove one of the two", "the same sentence is cited twice")
			continue
		}
		citations = append(citations, c)
	}
	return citations
}

// rowNote reads the note of a membership, which is in all languages or in none.
func rowNote(row row) graph.Text {
	note := graph.Text{}
	var missing []*node
	for _, lang := range graph.TextLanguages() {
		column := "note_" + languageCode(lang)
		if cell := row.get(column); cell != nil {
			note[lang] = cell.str()
		} else {
			missing = append(missing, row[column])
		}
	}
	if len(note) == 0 {
		return nil
	}
	for _, cell := range missing {
		cell.mistake("write the note in every language, or in none", "%s is empty, and the note is given in another language", cell.key)
	}
	return note
}
