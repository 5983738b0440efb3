package seed

import (
	"slices"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// source reads what sources have, and their passages.
func (r *reader) source(f *file, top *fields, node graph.Node) {
	s := &graph.Source{
		Node:            node,
		Symbols:         symbols(top.get("symbols")),
		Publisher:       top.need("publisher", "write who published it").str(),
		Licence:         top.need("licence", "write on what terms it may be used, or: not stated in the document").str(),
		Date:            top.get("date").period(),
		ReportingPeriod: top.get("reportingPeriod").period(),
		Perspective:     top.get("perspective").text(),
	}
	for _, item := range top.get("editions").list() {
		s.Editions = append(s.Editions, edition(item))
	}
	for _, item := range top.get("sections").list() {
		r.section(s, item)
	}
	r.add(f, s)
	if n := top.get("translationOf"); n != nil {
		switch id := r.reference(n, r.want.source); {
		case id == node.ID:
			n.mistake("name the text of which it is the translation", "it is a translation of itself")
		case id != "":
			r.link(graph.Link{Type: graph.LinkTranslationOf, From: node.ID, To: id})
		}
	}
	r.linkAll(graph.LinkMentions, node.ID, r.references(top.get("mentions"), r.want.source, node.ID), 0)
	for i, item := range top.need("passages", "list what there is to read: every paragraph, footnote or heading, with its coverage").list() {
		r.passage(f, s, item, i+1)
	}
}

func symbols(n *node) []string {
	var list []string
	for _, item := range n.list() {
		symbol := item.str()
		switch {
		case symbol == "":
		case !isSymbol(symbol):
			item.mistake(symbolAdvice, "%q is not how a symbol is printed", symbol)
		case slices.Contains(list, symbol):
			item.mistake("remove one of the two", "the symbol %s is listed twice", symbol)
		default:
			list = append(list, symbol)
		}
	}
	return list
}

const symbolAdvice = "write it as printed, without spaces around the slashes, such as A/75/345"

// isSymbol reports whether a document can have the symbol.
func isSymbol(s string) bool { return !strings.Contains(s, " /") && !strings.Contains(s, "/ ") }

func edition(n *node) graph.Edition {
	f := n.fields(shapes.edition)
	return graph.Edition{
		Language: f.need("language", "write the code of the language, such as fr").language(),
		Symbol:   f.get("symbol").str(),
		URL:      f.get("url").str(),
		Read:     f.need("read", "write read: true if the data was taken from this edition, else read: false").boolean(),
	}
}

func (r *reader) section(s *graph.Source, n *node) {
	f := n.fields(shapes.section)
	key := f.need("key", "write a short key in lower-case letters, digits and hyphens")
	section := graph.Section{
		Key:     key.str(),
		Heading: f.need("heading", "write heading: {en: …, fr: …}").text(),
	}
	if about := f.get("about"); about != nil {
		section.About = r.reference(about, r.want.actor)
	}
	for _, also := range r.references(f.get("alsoAbout"), r.want.actor, section.About) {
		section.AlsoAbout = append(section.AlsoAbout, also.id)
	}
	if also := f.get("alsoAbout"); also != nil && f.get("about") == nil {
		also.mistake("write the first of the actors as about:", "alsoAbout stands without about")
	}
	if section.Key == "" {
		return
	}
	if graph.ID("source/"+section.Key).Validate() != nil {
		key.mistake("use lower-case letters, digits and single hyphens", "%q is no key", section.Key)
	}
	if s.Section(section.Key) != nil {
		key.mistake("give each section a key of its own", "the section %q occurs twice", section.Key)
	}
	s.Sections = append(s.Sections, section)
}

func (r *reader) passage(file *file, s *graph.Source, n *node, position int) {
	f := n.fields(shapes.passage)
	if f == nil {
		return
	}
	p := &graph.Passage{
		Source:   s.ID,
		Locator:  f.need("at", `write what a reader would look for: at: "16", or the heading`).str(),
		Section:  choose(f.need("section", "name the section in which it stands"), "section of this source", sectionKeys(s)),
		Position: position,
		Reason:   choose(f.get("reason"), "reason for giving no facts", graph.NoFactsReasons()),
	}
	if sentences := f.get("sentences"); sentences != nil {
		before := len(file.mistakes)
		if number := sentences.integer(); len(file.mistakes) == before && (number < 1 || number > maxSentence) {
			sentences.mistake("leave it out where nobody has counted them", "a passage has between 1 and %d sentences", maxSentence)
		}
	}
	coverage := choose(f.need("coverage", "write FACTS, NO_FACTS with a reason, or UNREAD"), "coverage", graph.Coverages())
	switch reason := f.get("reason"); {
	case coverage == graph.CoverageNoFacts && reason == nil:
		f.mistake("write reason: one of "+strings.Join(graph.NoFactsReasons(), ", "), "NO_FACTS without a reason")
	case coverage != graph.CoverageNoFacts && coverage != "" && reason != nil:
		reason.mistake("remove the reason, or make the passage NO_FACTS", "a passage that is %s has no reason", coverage)
	}
	if p.Locator == "" {
		return
	}
	p.Node = graph.Node{ID: graph.PassageID(s.ID, p.Locator), Kind: graph.KindPassage, Category: string(coverage)}
	if known := r.passages[p.ID]; known != nil && known.coverage == "" {
		known.coverage = coverage
	}
	r.add(file, p)
}

func sectionKeys(s *graph.Source) []string {
	keys := make([]string, len(s.Sections))
	for i, section := range s.Sections {
		keys[i] = section.Key
	}
	return keys
}
