package seed

import (
	"cmp"
	"slices"

	"github.com/comity-graph/comity/graph"
)

// Warning is something in the text of a dataset that can be read, and is
// probably not what was meant. It is told as a mistake is, and keeps nothing
// from being read.
type Warning struct {
	Mistake
	Rule Rule // why it is told
}

// String returns the warning as it is printed.
func (w Warning) String() string {
	m := w.Mistake
	m.Message = "warning: " + m.Message
	return m.String()
}

// Warnings is all that is doubtful about a dataset, by file, then line, then
// column.
type Warnings []Warning

// In returns the warnings with their files named from further up, so that an
// editor finds them.
func (w Warnings) In(folder string) Warnings {
	moved := slices.Clone(w)
	for i := range moved {
		moved[i].Mistake = moved[i].in(folder)
	}
	return moved
}

// Rule names a reason for warnings.
type Rule string

// The rules. A rule is worth its place only if it is hardly ever wrong: people
// stop reading warnings that are.
const (
	// RuleExistence: a body does something before it was founded, or after it ended.
	RuleExistence Rule = "existence"
	// RuleSimilarName: full names of two things differ in nothing but accents, case or punctuation.
	RuleSimilarName Rule = "similar-name"
	// RuleSameName: two things that a reference may mean have the same full name.
	RuleSameName Rule = "same-name"
	// RuleMilestone: a milestone contradicts the period that is stated beside it.
	RuleMilestone Rule = "milestone"
	// RuleStatus: the status contradicts the date of the source that tells it.
	RuleStatus Rule = "status"
	// RuleNoTheme: an engagement has no theme, so that no question about one finds it.
	RuleNoTheme Rule = "no-theme"
	// RuleUntranslated: a sentence is the same in two languages.
	RuleUntranslated Rule = "untranslated"
	// RuleComment: a text ends where a # that was meant to be part of it begins a comment.
	RuleComment Rule = "comment"
	// RuleNumber: the number of a claim is none of those in its value.
	RuleNumber Rule = "number"
	// RuleNoExpectation: a pack with engagements expects no number of them.
	RuleNoExpectation Rule = "no-expectation"
)

// Rules returns all rules.
func Rules() []Rule {
	return []Rule{
		RuleExistence, RuleSimilarName, RuleSameName, RuleMilestone, RuleStatus, RuleNoTheme, RuleUntranslated, RuleComment,
		RuleNumber, RuleNoExpectation,
	}
}

// warn notes that something is doubtful at the node.
func (n *node) warn(rule Rule, message, advice string) Warning {
	line, column := n.position()
	return Warning{Mistake{n.file.name, line, column, n.path(), message, advice, n.file.line(line)}, rule}
}

// warnings looks for what is doubtful in what could be read, in order.
func (r *reader) warnings() Warnings {
	d := newDoubts(r)
	all := slices.Concat(d.existence(), d.names(), d.engagements(), d.texts(), d.numbers(), d.expectations())
	slices.SortStableFunc(all, func(x, y Warning) int {
		return cmp.Or(compareMistakes(x.Mistake, y.Mistake), cmp.Compare(x.Rule, y.Rule))
	})
	return all
}

// doubts is what the rules look at: the dataset as far as it could be read, and
// where its parts are written.
type doubts struct {
	*reader
	engagement map[graph.ID]*graph.Engagement
	source     map[graph.ID]*graph.Source
	succeeds   map[graph.ID][]graph.ID
	succeeded  map[graph.ID][]graph.ID
	themed     map[graph.ID]bool // engagements of which a theme could be read
	vague      map[graph.ID]bool // engagements with a theme that has narrower ones, and none that is below another
}

func newDoubts(r *reader) *doubts {
	d := &doubts{
		reader:     r,
		engagement: map[graph.ID]*graph.Engagement{},
		source:     map[graph.ID]*graph.Source{},
		succeeds:   map[graph.ID][]graph.ID{},
		succeeded:  map[graph.ID][]graph.ID{},
		themed:     map[graph.ID]bool{},
		vague:      map[graph.ID]bool{},
	}
	for _, e := range r.dataset.Entities {
		switch e := e.(type) {
		case *graph.Engagement:
			d.engagement[e.ID] = e
		case *graph.Source:
			d.source[e.ID] = e
		}
	}
	for _, l := range r.dataset.Links {
		switch l.Type {
		case graph.LinkSucceeds:
			d.succeeds[l.From] = append(d.succeeds[l.From], l.To)
			d.succeeded[l.To] = append(d.succeeded[l.To], l.From)
		case graph.LinkAddresses:
			d.themed[l.From] = true
		}
	}
	d.findVague()
	return d
}

// findVague finds the engagements that are tagged in a scheme of several levels,
// and with nothing but what stands at its top.
func (d *doubts) findVague() {
	hasBroader, hasNarrower := map[graph.ID]bool{}, map[graph.ID]bool{}
	for _, l := range d.dataset.Links {
		if l.Type == graph.LinkBroader {
			hasBroader[l.From], hasNarrower[l.To] = true, true
		}
	}
	precise := map[graph.ID]bool{}
	for _, l := range d.dataset.Links {
		if l.Type != graph.LinkAddresses {
			continue
		}
		precise[l.From] = precise[l.From] || hasBroader[l.To]
		d.vague[l.From] = d.vague[l.From] || hasNarrower[l.To]
	}
	for id := range precise {
		d.vague[id] = d.vague[id] && !precise[id]
	}
}

// written returns the fields in which a thing or an engagement is written, or
// nil if it is written elsewhere.
func (d *doubts) written(id graph.ID) *node {
	switch at := d.known.at[id]; {
	case at == nil || at.cell:
		return nil
	case at.up == nil:
		return at // a thing that does not say its id
	default:
		return at.up
	}
}
