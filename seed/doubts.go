package seed

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/comity-graph/comity/graph"
)

// The rules by which warnings are given, one method each. They look at what
// could be read, and take every date at its widest.

// existence looks for bodies that act when they did not exist. A source may
// call yesterday's body by today's name: where a citation says so, all is well.
func (d *doubts) existence() []Warning {
	var warnings []Warning
	for _, l := range d.dataset.Links {
		e := d.engagement[l.To]
		if l.Type != graph.LinkTookPartIn || e == nil || !actedThen(e, l.Participation) || namedLater(l.Participation.Citations) {
			continue
		}
		if actor := d.participant(l); actor != nil {
			warnings = append(warnings, d.outlived(actor, l.From, e.Period, "takes part in what happened")...)
		}
	}
	members := map[graph.ID]row{}
	for _, f := range d.files {
		for _, row := range f.rows {
			members[graph.ID(row["id"].plain())] = row
		}
	}
	for _, entity := range d.dataset.Entities {
		m, ok := entity.(*graph.Membership)
		if !ok || members[m.ID] == nil || namedLater(m.Citations) {
			continue
		}
		row := members[m.ID]
		warnings = append(warnings, d.outlived(row["member"], m.Member, m.Period, "is a member")...)
		warnings = append(warnings, d.outlived(row["organisation"], m.Organisation, m.Period, "has a member")...)
	}
	return warnings
}

// namedLater reports whether a citation says that the source uses another name
// than that of the time.
func namedLater(citations []graph.Citation) bool {
	return slices.ContainsFunc(citations, func(c graph.Citation) bool { return c.Reason() == graph.ReasonNameAtTheTime })
}

// actedThen reports whether a participation says that the actor did something at
// the time of the engagement. Who comes to events is there; of what lasts, this
// holds of those alone who made it: others support, fund or implement what is
// older than they are.
func actedThen(e *graph.Engagement, p *graph.Participation) bool {
	making := []graph.Role{
		graph.RoleLead, graph.RoleChair, graph.RoleViceChair, graph.RoleOrganiser, graph.RoleHost, graph.RoleSignatory, graph.RoleIssuer,
	}
	return e.Kind == graph.KindEvent || slices.ContainsFunc(p.Roles, func(r graph.Role) bool { return slices.Contains(making, r) })
}

// outlived compares when a body did something with when it existed.
func (d *doubts) outlived(at *node, body graph.ID, did *graph.Period, what string) []Warning {
	lived := d.existed[body]
	if lived == nil {
		return nil
	}
	var than string
	var others []graph.ID
	switch {
	case before(did, lived.period):
		than, others = "was founded in "+shortDate(lived.period.Start), d.succeeds[body]
	case before(lived.period, did):
		than, others = "ended in "+shortDate(lived.period.End), d.succeeded[body]
	default:
		return nil
	}
	advice := "correct the date, or name the body that existed then"
	if len(others) > 0 {
		advice += fmt.Sprintf(", such as %s, or give the citation reason: %s if the source calls that body by this name", others[0], graph.ReasonNameAtTheTime)
	}
	return []Warning{at.warn(RuleExistence,
		fmt.Sprintf("%s %s in %s, and %s", body, what, did.EDTF, than),
		fmt.Sprintf("%s; when it existed is written at %s", advice, lived.at.place()))}
}

// shortDate leaves out what a bound does not say: a year begins on 1 January
// and ends on 31 December.
func shortDate(d graph.Date) string {
	s := strings.TrimSuffix(string(d), "-01-01")
	return strings.TrimSuffix(s, "-12-31")
}

// fullName is a name by which a thing is found before any acronym.
type fullName struct {
	entity graph.Entity
	name   graph.Name
}

// names looks for two things whose full names in one language are the same, or
// nearly. They are compared only if some reference may mean both.
func (d *doubts) names() []Warning {
	byKey := map[string][]fullName{}
	var warnings []Warning
	told := map[[2]graph.ID]bool{}
	for _, e := range d.dataset.Entities {
		for _, name := range e.Base().Names {
			if !slices.Contains([]graph.NameKind{graph.NameShort, graph.NameFormal, graph.NameTranslation}, name.Kind) {
				continue
			}
			key := string(name.Language) + " " + graph.Key(name.Value)
			for _, other := range byKey[key] {
				pair := [2]graph.ID{other.entity.Base().ID, e.Base().ID}
				if pair[0] == pair[1] || told[pair] || !d.confusable(other.entity, e) {
					continue
				}
				if at := d.nameAt(e.Base().ID, name); at != nil {
					told[pair] = true
					warnings = append(warnings, d.nameWarning(at, name, other))
				}
			}
			byKey[key] = append(byKey[key], fullName{e, name})
		}
	}
	return warnings
}

func (d *doubts) nameWarning(at *node, name graph.Name, other fullName) Warning {
	const advice = "if the two are one, keep one of them, and make the other's id a former id; if not, "
	id := other.entity.Base().ID
	where := ""
	if first := d.nameAt(id, other.name); first != nil {
		where = " (" + first.place() + ")"
	}
	if name.Value == other.name.Value {
		return at.warn(RuleSameName, fmt.Sprintf("%q is the name of %s%s too", name.Value, id, where),
			advice+"add a word that tells them apart: by this name alone, neither is found")
	}
	return at.warn(RuleSimilarName,
		fmt.Sprintf("%q differs from %q, the name of %s%s, in nothing but accents, case or punctuation", name.Value, other.name.Value, id, where),
		advice+"add a word that tells them apart: search takes them for the same")
}

// confusable reports whether some reference may mean both things. A source and
// its translation have one title.
func (d *doubts) confusable(x, y graph.Entity) bool {
	kx, ky := x.Base().Kind, y.Base().Kind
	if kx.Class() == graph.ClassSource {
		return false
	}
	return kx.Class() == ky.Class() || (kx.IsPlace() && ky.IsPlace())
}

// nameAt returns where a name is written, or nil.
func (d *doubts) nameAt(id graph.ID, name graph.Name) *node {
	at := d.written(id)
	code := languageCode(name.Language)
	if title := at.peek("title").peek(code); title.plain() == name.Value {
		return title
	}
	values := at.peek("names").peek(code).peek(nameField(name.Kind))
	if values == nil {
		return nil
	}
	if list, ok := values.ast.(*ast.SequenceNode); ok {
		for i, v := range list.Values {
			if item := (&node{file: values.file, ast: v, up: values, ord: i}); item.plain() == name.Value {
				return item
			}
		}
	}
	return values
}

// engagements looks for engagements that contradict themselves or their source.
func (d *doubts) engagements() []Warning {
	var warnings []Warning
	for _, entity := range d.dataset.Entities {
		e, ok := entity.(*graph.Engagement)
		if !ok {
			continue
		}
		at := d.written(e.ID)
		if at == nil {
			continue
		}
		warnings = append(warnings, d.milestones(at, e)...)
		warnings = append(warnings, d.status(at, e)...)
		if themes := at.peek("themes"); !d.themed[e.ID] && (themes == nil || themes.isList() && len(themes.peekAll("")) == 0) {
			warnings = append(warnings, at.warn(RuleNoTheme, fmt.Sprintf("%s has no theme", e.ID),
				"write themes: [theme/…]; without one, no question about a theme finds it"))
		} else if themes != nil && d.vague[e.ID] {
			warnings = append(warnings, themes.warn(RuleNoTheme, fmt.Sprintf("%s has no theme below the top level", e.ID),
				"add the narrowest theme that fits; where none does, the scheme lacks one"))
		}
	}
	return warnings
}

// milestones compares the stated period of an engagement with its milestones.
// Others than these may well lie before or after it.
func (d *doubts) milestones(at *node, e *graph.Engagement) []Warning {
	stated := at.peek("period")
	dates := at.peek("milestones").peekAll("date")
	if stated == nil || len(dates) != len(e.Milestones) {
		return nil
	}
	var warnings []Warning
	for i, m := range e.Milestones {
		early, late := before(m.Period, e.Period), before(e.Period, m.Period)
		switch m.Kind {
		case graph.MilestoneHeld:
		case graph.MilestoneLaunched, graph.MilestoneEstablished:
			early = false
		case graph.MilestoneExpired:
			late = false
		default:
			continue
		}
		if dates[i] != nil && (early || late) {
			line, _ := stated.position()
			warnings = append(warnings, dates[i].warn(RuleMilestone,
				fmt.Sprintf("%s in %s, and the period of the engagement is %s", m.Kind, m.Period.EDTF, e.Period.EDTF),
				fmt.Sprintf("correct the one that is wrong; the period is in line %d", line)))
		}
	}
	return warnings
}

// status compares the status of an engagement with the dates of the sources
// that tell it.
func (d *doubts) status(at *node, e *graph.Engagement) []Warning {
	dates := d.told(e)
	status := at.peek("status")
	if e.Period == nil || status == nil || len(dates) == 0 {
		return nil
	}
	past, future := true, true
	for _, date := range dates {
		past = past && before(e.Period, date)
		future = future && before(date, e.Period)
	}
	switch {
	case past && e.Status == graph.StatusPlanned:
		return []Warning{status.warn(RuleStatus,
			fmt.Sprintf("PLANNED, and its time (%s) had passed when the source was published (%s)", e.Period.EDTF, dates[0].EDTF),
			"what was planned and has happened is COMPLETED; where the source does not say whether it has, UNSTATED; or correct the date")}
	case future && (e.Status == graph.StatusCompleted || e.Status == graph.StatusOngoing):
		return []Warning{status.warn(RuleStatus,
			fmt.Sprintf("%s, and its time (%s) had not come when the source was published (%s)", e.Status, e.Period.EDTF, dates[0].EDTF),
			"what lies ahead of its source is PLANNED; or correct the date")}
	}
	return nil
}

// told returns the dates of the sources that an engagement cites, or nothing if
// one of them has no date.
func (d *doubts) told(e *graph.Engagement) []*graph.Period {
	var dates []*graph.Period
	for _, c := range e.Citations {
		id, _, _ := c.Passage.SplitPassage()
		s := d.source[id]
		if s == nil || s.Date == nil {
			return nil
		}
		dates = append(dates, s.Date)
	}
	return dates
}

// A text of fewer words may be a name that is the same everywhere.
const sentenceWords = 5

var gluedComment = regexp.MustCompile(`^ #[^\s#]`)

// texts looks for sentences that are the same in two languages, and for texts
// that a # has cut off.
func (d *doubts) texts() []Warning {
	var warnings []Warning
	for _, f := range d.files {
		f.root.walk(func(n *node) {
			en, fr := n.peek(languageCode(graph.EN)), n.peek(languageCode(graph.FR))
			text := strings.TrimSpace(fr.said())
			if len(strings.Fields(text)) >= sentenceWords && text == strings.TrimSpace(en.said()) {
				warnings = append(warnings, fr.warn(RuleUntranslated, n.name()+": the same text in English and in French", "translate it"))
			}
			if n.isCutOff() {
				warnings = append(warnings, n.warn(RuleComment, n.name()+": the text ends before the #, which begins a comment",
					"put the text in double quotes; or, if it is a comment, write a space behind the #"))
			}
		})
	}
	return warnings
}

// isCutOff reports whether a # stands behind a text without quotes, and no
// space behind the #: "Meeting #3".
func (n *node) isCutOff() bool {
	s, ok := n.ast.(*ast.StringNode)
	if !ok || s.Token.Type != token.StringType {
		return false
	}
	line, column := n.position()
	runes := []rune(n.file.line(line))
	rest, isWhole := strings.CutPrefix(string(runes[min(column-1, len(runes)):]), s.Value)
	return isWhole && gluedComment.MatchString(rest)
}

// expectations looks for packs that a lost file would leave as they are.
func (d *doubts) expectations() []Warning {
	var warnings []Warning
	for _, f := range d.files {
		if f.sort != packFile || f.unread {
			continue
		}
		n := 0
		for _, kind := range graph.KindsOf(graph.ClassEngagement) {
			n += d.counts[f.pack][kind]
		}
		if n > 0 && f.root.peek("expectations").peek("engagements") == nil {
			at := f.root
			if given := at.peek("expectations"); given != nil {
				at = given
			}
			warnings = append(warnings, at.warn(RuleNoExpectation, "the pack does not say how many engagements to expect: one that gets lost is not noticed",
				fmt.Sprintf("write expectations: {engagements: %d}", n)))
		}
	}
	return warnings
}
