package seed

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// passage is what is known of a passage while citations are read.
type passage struct {
	at        *node
	position  int
	sentences int // how many it has; 0 where that is not said
	coverage  graph.Coverage
	cited     *node // where it was cited first
}

// remark is what may be said beside a citation: why a fact is read between the
// lines, or what there is to say about it.
type remark struct {
	reason graph.ReasonSpec // its zero value: none
	note   graph.Text
}

// citations reads a list of citations. Short ones are of the source.
func (r *reader) citations(n *node, source graph.ID) []graph.Citation {
	if n == nil {
		return nil
	}
	before := len(n.file.mistakes)
	defer func() {
		if len(n.file.mistakes) > before {
			r.doubt(source)
		}
	}()
	items := n.list()
	if items != nil && len(items) == 0 {
		n.mistake(`name the passage that states it, as in cites: ["5.2"]`, "a fact without evidence")
	}
	if numbers := bareNumbers(items); len(numbers) > 1 {
		n.mistake("put each in quotes: ["+strings.Join(numbers, ", ")+`]; sentence 2 of paragraph 5 is "5.2"`,
			"%s: expected texts, found numbers", n.name())
		return nil
	}
	var citations []graph.Citation
	for _, item := range items {
		c, ok := r.citation(item, source)
		if !ok {
			continue
		}
		twice := slices.ContainsFunc(citations, func(x graph.Citation) bool { return x.Passage == c.Passage && x.Sentence == c.Sentence })
		if twice {
			item.mistake("remove one of the two", "the same sentence is cited twice")
			continue
		}
		citations = append(citations, c)
	}
	return citations
}

// citation reads one citation, short or long.
func (r *reader) citation(n *node, source graph.ID) (graph.Citation, bool) {
	if !n.isFields() {
		return r.cite(n, n.str(), source)
	}
	f := n.fields(shapes.citation)
	at := f.need("at", `name the passage: {at: "5.2"}`)
	rem := readRemark(f)
	if other := f.get("source"); other != nil {
		if source = r.reference(other, r.want.source); source == "" {
			r.doubt(anySource)
			return graph.Citation{}, false
		}
	}
	if at == nil {
		return graph.Citation{}, false
	}
	c, ok := r.cite(at, at.str(), source)
	if sentence := f.get("sentence"); sentence != nil {
		number := sentence.integer()
		switch {
		case c.Sentence != 0:
			sentence.mistake("give it once", "the number of the sentence is given twice: it is %d at the end of %q too", c.Sentence, at.plain())
		case number < 1 || number > maxSentence:
			sentence.mistake("sentences are counted from 1 within their passage", "there is no sentence %d", number)
		case ok:
			r.passages[c.Passage].checkSentence(sentence, c.Passage, number)
		}
		c.Sentence = number
	}
	rem.on(&c)
	return c, ok
}

// Sentences beyond this one would not sort where they stand.
const maxSentence = 999

// located is a place in a source, as a citation names it.
type located struct {
	source   graph.ID
	locator  string
	sentence int      // 0: none is given
	passage  *passage // nil if the source has none that is called so
}

// locate takes apart what names a passage of the source: its locator, and if
// need be a dot and the number of a sentence. The same after the id of another
// source and # names a passage of that one.
func (r *reader) locate(written string, source graph.ID) located {
	l := located{source: source, locator: written}
	if other, locator, ok := graph.ID(written).SplitPassage(); ok {
		l.source, l.locator = other, locator
	}
	if l.passage = r.passages[graph.PassageID(l.source, l.locator)]; l.passage != nil {
		return l
	}
	if locator, sentence, ok := splitSentence(l.locator); ok {
		l.locator, l.sentence = locator, sentence
		l.passage = r.passages[graph.PassageID(l.source, locator)]
	}
	return l
}

// splitSentence parts "5.2" into the locator 5 and the sentence 2.
func splitSentence(s string) (locator string, sentence int, ok bool) {
	dot := strings.LastIndexByte(s, '.')
	if dot < 1 {
		return "", 0, false
	}
	sentence, err := strconv.Atoi(s[dot+1:])
	if err != nil || sentence < 1 || sentence > maxSentence || strconv.Itoa(sentence) != s[dot+1:] {
		return "", 0, false
	}
	return s[:dot], sentence, true
}

// cite reads a citation that is written as locate takes it.
func (r *reader) cite(n *node, written string, source graph.ID) (graph.Citation, bool) {
	c := graph.Citation{Basis: graph.Stated}
	if written == "" {
		return c, false
	}
	l := r.locate(written, source)
	given, exists := r.known.at[l.source]
	switch {
	case l.source == "":
		n.mistake("write {source: source/…, at: …}", "the citation names no source")
	case !exists && l.source != source:
		r.dangling = append(r.dangling, dangling{n, l.source, r.want.source})
		r.doubt(anySource)
	case given == nil:
		// The source dangles, or could not be taken apart: reported already.
	case l.passage == nil:
		r.doubt(l.source)
		r.unlocated = append(r.unlocated, unlocated{n, l})
	default:
		if l.passage.cited == nil {
			l.passage.cited = n
		}
		c.Passage, c.Sentence = graph.PassageID(l.source, l.locator), l.sentence
		l.passage.checkSentence(n, c.Passage, l.sentence)
		return c, true
	}
	return c, false
}

// checkSentence notes that the passage, whose id is given, has fewer sentences
// than what is cited at n.
func (p *passage) checkSentence(n *node, id graph.ID, sentence int) {
	if p.sentences == 0 || sentence <= p.sentences {
		return
	}
	_, locator, _ := id.SplitPassage()
	n.mistake("count again in the document; if there are more, correct the number at "+p.at.place(),
		"the passage %q has %s, so there is no sentence %d", locator, count(p.sentences, "sentence"), sentence)
}

// unlocated is a citation of a passage that its source does not have. They are
// reported at the end, together with others of the same passage.
type unlocated struct {
	at *node
	located
}

// reportUnlocated explains the citations of passages that do not exist.
func (r *reader) reportUnlocated() {
	byPassage := map[graph.ID][]unlocated{}
	for _, u := range r.unlocated {
		id := graph.PassageID(u.source, u.locator)
		byPassage[id] = append(byPassage[id], u)
	}
	for _, us := range byPassage {
		if len(us) > maxDangling {
			r.reportNoPassage(us[0], moreNameIt(len(us)-1, us[1].at))
			continue
		}
		for _, u := range us {
			r.reportNoPassage(u, "")
		}
	}
}

// moreNameIt says where else stands what leads nowhere.
func moreNameIt(others int, next *node) string {
	return fmt.Sprintf("; %d more places name it, the next at %s", others, next.place())
}

// reportNoPassage says what the source has instead.
func (r *reader) reportNoPassage(u unlocated, more string) {
	n, l := u.at, u.located
	paragraph, number, hasDot := strings.Cut(l.locator, ".")
	if hasDot && isNumber(number) && r.passages[graph.PassageID(l.source, paragraph)] != nil {
		n.mistake("sentences are counted from 1 within their passage", "the passage %q has no sentence %s%s", paragraph, number, more)
		return
	}
	if advice := r.meantOther(n.plain()); advice != "" {
		n.mistake(advice, "%s has no passage %q%s", l.source, n.plain(), more)
		return
	}
	var locators []string
	for id := range r.passages {
		if of, locator, _ := id.SplitPassage(); of == l.source {
			locators = append(locators, strconv.Quote(locator))
		}
	}
	advice := didYouMean(near(l.locator, locators))
	if meant := r.meantPassages(n.plain(), l.source); len(meant) > 0 {
		n.mistake("write "+strings.Join(meant, ", "), "%s has no passage %q%s", l.source, n.plain(), more)
		return
	}
	if advice == "" || isNumber(l.locator) { // the number beside it is no better guess than any
		advice = fmt.Sprintf("the passages are listed in %s; add it there if it is one", r.known.at[l.source].file.name)
	}
	n.mistake(advice, "%s has no passage %q%s", l.source, l.locator, more)
}

// meantOther says how a passage of another source is cited, if that is what was
// meant; else it returns nothing.
func (r *reader) meantOther(written string) string {
	const prefix = "source/"
	key, locator, hasLocator := strings.Cut(strings.TrimPrefix(written, prefix), "#")
	id := graph.ID(prefix + key)
	switch {
	case !r.known.has(id):
		return ""
	case !hasLocator || locator == "":
		return fmt.Sprintf(`write # and the passage behind the source, as in "%s#5"`, id)
	case !strings.HasPrefix(written, prefix):
		return fmt.Sprintf("write %s before it: %q", prefix, prefix+written)
	}
	return ""
}

func isNumber(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

// evidence reads the citations of a fact that has its own, or inherits those
// of what it is part of. A reason or a note that is given beside them holds
// for all, save those that have one of their own.
func (r *reader) evidence(f *fields, inherited []graph.Citation, source graph.ID) []graph.Citation {
	rem := readRemark(f)
	if cites := f.get("cites"); cites != nil {
		own := r.citations(cites, source)
		for i := range own {
			if len(own[i].Note) == 0 {
				rem.on(&own[i])
			}
		}
		return own
	}
	citations := slices.Clone(inherited)
	for i := range citations {
		rem.on(&citations[i])
	}
	return citations
}

// readRemark reads the fields reason and note.
func readRemark(f *fields) remark {
	return remark{readReason(f.get("reason")), f.get("note").text()}
}

func readReason(n *node) graph.ReasonSpec {
	var reasons []graph.Reason
	for _, spec := range graph.Reasons() {
		reasons = append(reasons, spec.Reason)
	}
	reason := choose(n, "reason", reasons)
	for _, spec := range graph.Reasons() {
		if spec.Reason == reason {
			return spec
		}
	}
	return graph.ReasonSpec{}
}

// on puts the remark on a citation.
func (rem remark) on(c *graph.Citation) {
	switch {
	case rem.reason.Reason != "":
		c.Basis, c.Note = rem.reason.Basis, rem.reason.Note(rem.note)
	case len(rem.note) > 0:
		c.Basis, c.Note = graph.Stated, rem.note
	}
}

// doubt notes that a passage of the source may be cited by something that could
// not be read. That no fact cites it is then not reported: it would be the same
// mistake again.
func (r *reader) doubt(source graph.ID) { r.uncertain[source] = true }

// anySource stands for all of them.
const anySource graph.ID = ""

// checkCoverage compares what passages are said to give with what cites them.
func (r *reader) checkCoverage() {
	for id, p := range r.passages {
		source, _, _ := id.SplitPassage()
		switch {
		case p.cited != nil && (p.coverage == graph.CoverageNoFacts || p.coverage == graph.CoverageUnread):
			p.cited.mistake(
				fmt.Sprintf("cite the passage that states it, or make the passage FACTS at %s", p.at.place()),
				"the passage %s is %s, and a fact cites it", id, p.coverage)
		case p.cited == nil && p.coverage == graph.CoverageFacts && !r.uncertain[source] && !r.uncertain[anySource]:
			p.at.mistake("cite it from a fact that it states, or make it NO_FACTS with a reason, or UNREAD",
				"no fact cites the passage %s, which is FACTS", id)
		}
	}
}
