package main

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"

	"github.com/comity-graph/comity/graph"
)

// report prints an answer for people to read.
type report struct {
	paper  *paper
	words  *words
	asked  *asking
	answer *answer
	names  map[graph.ID]string // of what the answer mentions
}

// Columns of the table, and how much of a list is printed.
const (
	rankWidth        = 3
	engagementsWidth = 11
	periodWidth      = 9
	gap              = 2
	indent           = rankWidth + gap
	topThemes        = 4
	topCitations     = 3
)

// refusal returns why there is no answer, or nil.
func (r *report) refusal() error {
	if len(r.answer.Errors) == 0 {
		if r.answer.Data.Actor != nil {
			return nil
		}
		var near []graph.Candidate
		for _, m := range r.answer.Extensions.Comity.DidYouMean {
			near = append(near, m.Candidates...)
		}
		return r.unknown("", r.asked.ref, near)
	}
	e := r.answer.Errors[0]
	where, text := r.asked.argument(e.Extensions.Argument)
	switch e.Extensions.Code {
	case graph.AmbiguousReference:
		return errors.New(where + fmt.Sprintf(r.words.ambiguous, text) + r.list(e.Extensions.Candidates))
	case graph.UnknownReference:
		return r.unknown(where, text, e.Extensions.Candidates)
	}
	return errors.New(where + e.Message)
}

func (r *report) unknown(where, text string, near []graph.Candidate) error {
	said := where + fmt.Sprintf(r.words.unknown, text)
	if len(near) > 0 {
		said += "; " + r.words.nearest + r.list(near)
	}
	return errors.New(said)
}

// list prints candidates, each on a line.
func (r *report) list(candidates []graph.Candidate) string {
	widest := 0
	for _, c := range candidates {
		widest = max(widest, uniseg.StringWidth(string(c.ID)))
	}
	var b strings.Builder
	for _, c := range candidates {
		b.WriteString("\n  " + padded(string(c.ID), widest) + "  " + r.name(c))
	}
	return b.String()
}

func (r *report) name(c graph.Candidate) string {
	if name := r.names[c.ID]; name != "" {
		return name
	}
	return c.Name
}

// argument returns what was typed for an argument of the operation: the flag,
// as it stands before a message, and the text.
func (c *asking) argument(name string) (where, text string) {
	found := regexp.MustCompile(`^filter\.(themes|places)\[(\d+)\]$`).FindStringSubmatch(name)
	if found == nil {
		return "", c.ref
	}
	where, list := "--theme: ", c.themes
	if found[1] == "places" {
		where, list = "--place: ", c.places
	}
	if i, err := strconv.Atoi(found[2]); err == nil && i < len(list) {
		return where, list[i]
	}
	return "", c.ref
}

func (r *report) print() {
	r.head()
	found := &r.answer.Data.Actor.Counterparts
	if found.TotalCount == 0 {
		r.nothing()
	} else {
		r.table()
	}
	r.foot()
}

// head says what was understood, and how much was found.
func (r *report) head() {
	actor := r.answer.Data.Actor
	title, aside := []string{actor.title()}, []string{}
	for _, m := range r.answer.Extensions.Comity.AlsoMatched {
		var names []string
		for _, c := range m.Candidates {
			names = append(names, r.name(c))
		}
		if m.Ref == r.asked.ref {
			title = append(title, r.words.alsoMatched+" "+strings.Join(names, ", "))
		} else {
			aside = append(aside, fmt.Sprintf("%q, %s %s", m.Ref, r.words.alsoMatched, strings.Join(names, ", ")))
		}
	}
	r.paper.paragraph(bold, "", strings.Join(title, ", "))
	var said []string
	if n := actor.Counterparts.TotalCount; n > 0 {
		said = append(said, r.words.count(n, r.words.counterparts)+" "+r.words.count(actor.Counterparts.EngagementCount, r.words.distinct))
	}
	if by := r.asked.narrowing(); by != "" {
		said = append(said, r.words.narrowedBy+" "+by)
	}
	if len(said) > 0 {
		r.paper.paragraph(plain, "", strings.Join(said, ", "))
	}
	for _, line := range aside {
		r.paper.paragraph(faint, "", line)
	}
	r.paper.line(plain, "")
}

// title is a name with its acronym.
func (n *named) title() string {
	if n.Acronym == "" || n.Acronym == n.Name {
		return n.Name
	}
	return n.Name + " (" + n.Acronym + ")"
}

// short is the acronym, or the name where there is none.
func (n *named) short() string {
	if n.Acronym != "" {
		return n.Acronym
	}
	return n.Name
}

// narrowing returns the flags that narrowed the question, as they were meant.
func (c *asking) narrowing() string {
	var said []string
	add := func(option, value string) {
		if strings.Contains(value, " ") {
			value = strconv.Quote(value)
		}
		said = append(said, option+"\u00a0"+value)
	}
	for _, theme := range c.themes {
		add("--theme", theme)
	}
	for _, place := range c.places {
		add("--place", place)
	}
	for _, kind := range c.kinds {
		add("--kind", typed(kind))
	}
	if c.from != "" {
		add("--from", string(c.from))
	}
	if c.to != "" {
		add("--to", string(c.to))
	}
	return strings.Join(said, ", ")
}

func (r *report) table() {
	nameWidth := r.paper.width - indent - 2*gap - engagementsWidth - periodWidth
	row := func(s style, rank, name, engagements, period string) {
		for i, line := range wrap(name, nameWidth) {
			text := flush(rank, rankWidth) + strings.Repeat(" ", gap) + padded(line, nameWidth)
			if i == 0 {
				text += strings.Repeat(" ", gap) + padded(engagements, engagementsWidth) + strings.Repeat(" ", gap) + period
			}
			r.paper.line(s, text)
			rank = ""
		}
	}
	row(faint, "#", r.words.counterpart, r.words.engagements, r.words.period)
	for i := range r.answer.Data.Actor.Counterparts.Edges {
		c := &r.answer.Data.Actor.Counterparts.Edges[i]
		r.paper.line(plain, "")
		row(bold, strconv.Itoa(i+1), c.Node.title(), r.counts(c), r.years(c.Period))
		r.below(c)
	}
	r.paper.line(plain, "")
}

// counts is the number of engagements, and of general statements beside them,
// or among them if they were asked for.
func (r *report) counts(c *counterpart) string {
	said := strconv.Itoa(c.EngagementCount)
	switch {
	case c.GeneralCount == 0:
		return said
	case r.asked.general:
		return fmt.Sprintf("%s (%d)", said, c.GeneralCount)
	}
	return fmt.Sprintf("%s (+%d)", said, c.GeneralCount)
}

// years is a period, to the year.
func (r *report) years(p *period) string {
	if p == nil {
		return r.words.undated
	}
	year := func(d graph.Date) string {
		year, _, _ := strings.Cut(string(d), "-")
		if year == "" {
			return "…"
		}
		return year
	}
	if from, to := year(p.Start), year(p.End); from != to {
		return from + "–" + to
	}
	return year(p.Start)
}

// below prints what there is to say of a counterpart.
func (r *report) below(c *counterpart) {
	margin := strings.Repeat(" ", indent)
	if len(c.Themes) > 0 {
		var themes []string
		for i, t := range c.Themes {
			if i == topThemes {
				themes = append(themes, fmt.Sprintf(r.words.rest, len(c.Themes)-i))
				break
			}
			themes = append(themes, fmt.Sprintf("%s\u00a0(%d)", t.Theme.Name, t.Count))
		}
		r.paper.paragraph(plain, margin+r.words.themes+" ", strings.Join(themes, ", "))
	}
	roles := fmt.Sprintf("%s (%s), %s (%s)",
		c.Node.short(), r.roles(c.Roles), r.answer.Data.Actor.short(), r.roles(c.OwnRoles))
	r.paper.paragraph(plain, margin+r.words.roles+" ", roles)
	for i := range c.Engagements.Edges {
		e := &c.Engagements.Edges[i].Node
		r.paper.paragraph(plain, margin+"• ", r.engagement(e))
		r.paper.paragraph(faint, margin+"  ", r.citations(e.Citations))
	}
	if rest := c.EngagementCount - len(c.Engagements.Edges); rest > 0 {
		r.paper.line(faint, margin+"  "+fmt.Sprintf(r.words.rest, rest))
	}
}

func (r *report) roles(roles []graph.Role) string {
	names := make([]string, 0, len(roles))
	for _, role := range roles {
		names = append(names, r.words.roleNames[role])
	}
	return strings.Join(names, ", ")
}

// engagement is a title with its date, as the source gives it.
func (r *report) engagement(e *engagement) string {
	said := []string{e.Title, r.words.undated}
	if e.Period != nil {
		said[1] = strings.NewReplacer("/", "\u00a0–\u00a0", "..", "…").Replace(e.Period.EDTF)
	}
	if e.Specificity == graph.General {
		said = append(said, r.words.general)
	}
	if e.Status == graph.StatusPlanned {
		said = append(said, r.words.planned)
	}
	return strings.Join(said, ", ")
}

func (r *report) citations(citations []citation) string {
	var said []string
	for i := range citations {
		if i == topCitations {
			said = append(said, fmt.Sprintf(r.words.rest, len(citations)-i))
			break
		}
		said = append(said, r.citation(&citations[i]))
	}
	return strings.Join(said, r.words.between)
}

// citation says where something is written: by paragraph where paragraphs have
// numbers, else by heading.
func (r *report) citation(c *citation) string {
	said := []string{c.Source.label(), c.Locator}
	if _, err := strconv.Atoi(c.Locator); err == nil {
		said[1] = fmt.Sprintf(r.words.paragraph, c.Locator)
	}
	if c.Sentence > 0 {
		said = append(said, fmt.Sprintf(r.words.sentence, c.Sentence))
	}
	if c.Basis == graph.Inferred {
		said = append(said, r.words.inferred)
	}
	return r.words.open + strings.Join(said, ", ") + r.words.close
}

// label is how a document is cited: by its symbol, or else by its title.
func (d *document) label() string {
	if len(d.Symbols) > 0 {
		return d.Symbols[0]
	}
	return d.Title
}

// nothing says what an empty answer means: that the documents do not tell, and
// whether they could have been expected to.
func (r *report) nothing() {
	actor := r.answer.Data.Actor
	said := r.words.nothing
	if r.asked.narrowing() != "" {
		said = r.words.nothingNarrowed
	}
	r.paper.paragraph(plain, "", said)
	var sections []string
	for i := range actor.Coverage.OwnSections {
		s := &actor.Coverage.OwnSections[i]
		sections = append(sections, r.words.open+s.Source.label()+", "+s.Heading+r.words.close)
	}
	covered := r.words.noSection
	if len(sections) > 0 {
		covered = fmt.Sprintf(r.words.ownSection, strings.Join(sections, ", "))
	}
	named := r.words.noPassage
	if actor.Coverage.Passages > 0 {
		named = r.words.count(actor.Coverage.Passages, r.words.passages)
	}
	r.paper.paragraph(plain, "", covered+" "+named)
	r.paper.line(plain, "")
}

// foot says what is not printed, how to read the numbers, and which data they
// come from.
func (r *report) foot() {
	found := &r.answer.Data.Actor.Counterparts
	if rest := found.TotalCount - len(found.Edges); rest > 0 {
		said := r.words.count(rest, r.words.others)
		if most := graph.DefaultLimits().MaxPage; len(found.Edges) < most {
			said += " " + fmt.Sprintf(r.words.printThem, min(found.TotalCount, most))
		}
		r.paper.paragraph(plain, "", said)
	}
	excluded := r.answer.Extensions.Comity.Excluded
	var left, options []string
	for _, x := range []struct {
		n      int
		of     noun
		option string
	}{
		{excluded.General, r.words.generalOnes, "--general"},
		{excluded.Planned, r.words.plannedOnes, "--planned"},
		{excluded.Undated, r.words.undatedOnes, "--undated"},
	} {
		if x.n > 0 {
			left, options = append(left, r.words.count(x.n, x.of)), append(options, x.option)
		}
	}
	if len(left) > 0 {
		r.paper.paragraph(plain, "", fmt.Sprintf(r.words.leftOut, strings.Join(left, ", "))+" "+fmt.Sprintf(r.words.countThem, strings.Join(options, ", ")))
	}
	if len(found.Edges) > 0 {
		r.paper.paragraph(faint, "", r.words.caution+r.brackets())
	}
	r.paper.paragraph(faint, "", fmt.Sprintf(r.words.data, r.answer.Extensions.Comity.Version))
}

// brackets says what the numbers in brackets are, if there are any.
func (r *report) brackets() string {
	some := slices.ContainsFunc(r.answer.Data.Actor.Counterparts.Edges, func(c counterpart) bool { return c.GeneralCount > 0 })
	switch {
	case !some:
		return ""
	case r.asked.general:
		return " " + r.words.generalAmong
	}
	return " " + r.words.generalBeside
}
