package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/seed"
)

func checkCommand() command {
	return command{
		name:     "check",
		synopsis: "[flags]",
		summary:  "say what is wrong with the data, what is doubtful, and how much there is",
		help: `
Check reads a folder of packs as strictly as seeding does, and prints every
mistake at once: the file with line and column, the line itself, and what to do.
Warnings come after the mistakes. They are about what can be read and is
probably not what was meant: a body that acts before it was founded, a name that
differs from another in nothing but an accent. The last lines say what there is.

Nothing is written anywhere. The status is 0 if there are no mistakes, with or
without warnings, and 1 if there is one.

With --coverage it says of each source which passages gave facts, which did not
and why, and which nobody has read. With --inferred it lists of each pack the
participations that no passage states: passages, actor, roles, engagement, the
reason, and where that is written.

With --format json it prints one object, for editors and for automatic checks;
what --coverage and --inferred add is always in it.
Lines and columns begin at 1, columns count characters, and a line of 0 stands
for the file as a whole. Lists are never null; fields may be added. What stands
in unreadFiles, such as those with a quote that is not closed, is missing from
the counts and from the coverage.

	{
	  "ok": false,
	  "data": "seed/data",
	  "version": null,
	  "mistakes": [{"file": "seed/data/small/pack.yaml", "line": 8, "column": 11,
	    "path": "expectations.states", "message": "…", "advice": "…", "snippet": "  states: 3"}],
	  "warnings": [{"rule": "similar-name", "file": "…"}],
	  "counts": {"packs": 2, "files": 347, "unreadFiles": 0, "states": 48, "engagements": 73},
	  "coverage": [{"source": "source/a-75-345", "title": {"en": "…", "fr": "…"}, "passages": 109,
	    "facts": 18, "noFacts": {"context": 1}, "unread": 87,
	    "unreadPassages": [{"from": "23", "to": "108"}]}],
	  "participations": [{"pack": "small", "count": 4, "inferred": [{"engagement": "event/…",
	    "actor": "un/unoca", "roles": ["PARTICIPANT"], "reason": "from-structure",
	    "passages": ["10"], "file": "seed/data/small/…", "line": 12}]}]
	}

A warning has the fields of a mistake and its rule, which is one of existence,
similar-name, same-name, milestone, status, no-theme, untranslated, comment,
number and no-expectation. The version is null as long as there are mistakes.

Examples:

	comity check --data seed/data
	comity check --data seed/data --coverage
	comity check --data seed/data --inferred
	comity check --data seed/data --format json
`,
		bind: func(f *flags) action {
			var c checking
			c.source.bindData(f, "the folder of packs to check")
			f.add(flagSpec{name: "format", value: "text|json", initial: "text", help: "how to print: for people, or for programs"}, c.setFormat)
			f.on(&c.inferred, flagSpec{name: "inferred", help: "list the participations that are read between the lines, with the reason and where they are written"})
			f.on(&c.coverage, flagSpec{name: "coverage", help: "print for each source which passages have facts, which have none and why, and which are unread"})
			return c.run
		},
	}
}

type checking struct {
	source   source
	json     bool
	coverage bool
	inferred bool
}

func (c *checking) setFormat(value string) error {
	switch value {
	case "text", "json":
		c.json = value == "json"
		return nil
	}
	return fmt.Errorf("%q is neither text nor json", value)
}

func (c *checking) run(_ context.Context, p *program, args []string) error {
	if len(args) > 0 {
		return misuse("check takes no arguments; to check the folder %s, write: comity check --data %s", args[0], args[0])
	}
	packs, err := c.source.packs()
	if err != nil {
		return err
	}
	report, err := seed.Check(packs)
	if err != nil {
		return err
	}
	if c.source.data != "" {
		report.Mistakes, report.Warnings = report.Mistakes.In(c.source.data), report.Warnings.In(c.source.data)
	}
	if c.json {
		err = c.encode(p.stdout, report)
	} else {
		_, err = io.WriteString(p.stdout, c.text(report))
	}
	if err != nil || len(report.Mistakes) == 0 {
		return err
	}
	mended := "they are mended"
	if len(report.Mistakes) == 1 {
		mended = "it is mended"
	}
	return fmt.Errorf("the data has %s; it is not served or seeded before %s", mistakesIn(report.Mistakes), mended)
}

// text is the report for people.
func (c *checking) text(report *seed.Report) string {
	var b strings.Builder
	for _, m := range report.Mistakes {
		b.WriteString(m.String() + "\n")
	}
	for _, w := range report.Warnings {
		b.WriteString(w.String() + "\n")
	}
	if c.coverage {
		for i := range report.Coverage {
			b.WriteString(coverageText(&report.Coverage[i]) + "\n")
		}
	}
	if c.inferred {
		for i := range report.Participations {
			b.WriteString(c.inferredText(&report.Participations[i]))
		}
	}
	b.WriteString(c.summary(report))
	return b.String()
}

// inferredText lists what a pack reads between the lines.
func (c *checking) inferredText(p *seed.Participations) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %d of %d participations are inferred\n", p.Pack, len(p.Inferred), p.Count)
	for i := range p.Inferred {
		x := &p.Inferred[i]
		fmt.Fprintf(&b, "  %s: %s %s in %s (%s) at %s:%d\n",
			strings.Join(x.Passages, ", "), x.Actor, joinRoles(x.Roles), x.Engagement, x.Reason, c.file(x), x.Line)
	}
	return b.String() + "\n"
}

// file names where a participation is written, as mistakes name it.
func (c *checking) file(x *seed.Inferred) string {
	return path.Join(filepath.ToSlash(c.source.data), x.File)
}

func joinRoles(roles []graph.Role) string {
	var parts []string
	for _, role := range roles {
		parts = append(parts, string(role))
	}
	return strings.Join(parts, "+")
}

// summary says at a glance what was checked and what came of it.
func (c *checking) summary(report *seed.Report) string {
	var b strings.Builder
	line := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "  %-13s%s\n", name, fmt.Sprintf(format, args...))
	}
	what := c.source.data
	if what == "" {
		what = "the data that Comity comes with (--data names another folder)"
	}
	b.WriteString("Checked: " + what + "\n\n")
	w := englishWords()
	line("packs", "%s, in %s", strings.Join(report.Packs, ", "), w.count(report.Files, noun{"%d file", "%d files"}))
	if report.Unread > 0 {
		line("not read", "%s missing from the numbers here, and from the coverage",
			w.count(report.Unread, noun{"%d file: what it holds is", "%d files: what they hold is"}))
	}
	line("things", "%s", counted(report, func(k graph.Kind) bool {
		return !k.IsEngagement() && k != graph.KindPassage && k != graph.KindMembership && k != graph.KindClaim
	}))
	line("engagements", "%s", counted(report, graph.Kind.IsEngagement))
	line("beside them", "%s", counted(report, func(k graph.Kind) bool { return k == graph.KindMembership || k == graph.KindClaim }))
	facts, without, unread := 0, 0, 0
	for i := range report.Coverage {
		facts += report.Coverage[i].Facts.Count
		unread += report.Coverage[i].Unread.Count
		for _, reason := range report.Coverage[i].NoFacts {
			without += reason.Count
		}
	}
	line("passages", "%d: %d with facts, %d without, %d unread", facts+without+unread, facts, without, unread)
	participations, inferred := 0, 0
	for i := range report.Participations {
		participations += report.Participations[i].Count
		inferred += len(report.Participations[i].Inferred)
	}
	list := ""
	if inferred > 0 && !c.inferred {
		list = " (--inferred lists them)"
	}
	line("inferred", "%d of %s%s", inferred, w.count(participations, noun{"%d participation", "%d participations"}), list)
	line("found", "%s, %s", mistakesIn(report.Mistakes), w.count(len(report.Warnings), noun{"%d warning", "%d warnings"}))
	if report.Content == nil {
		line("version", "none, before the mistakes are mended")
	} else {
		line("version", "%s", report.Content.Info.Version)
	}
	return b.String()
}

// mistakesIn says how many mistakes there are, and in how many files.
func mistakesIn(mistakes seed.Mistakes) string {
	w := englishWords()
	files := map[string]bool{}
	for _, m := range mistakes {
		files[m.File] = true
	}
	if len(mistakes) == 0 {
		return "0 mistakes"
	}
	return w.count(len(mistakes), noun{"%d mistake", "%d mistakes"}) + " in " + w.count(len(files), noun{"%d file", "%d files"})
}

// counted lists the kinds of which there are any.
func counted(report *seed.Report, belongs func(graph.Kind) bool) string {
	var parts []string
	for _, count := range report.Counts {
		if count.Count == 0 || !belongs(count.Kind) {
			continue
		}
		name := spoken(count.Name)
		if spec, ok := count.Kind.Spec(); ok && count.Count == 1 {
			name = strings.Replace(strings.ToLower(spec.Names[graph.EN]), "un ", "UN ", 1)
		}
		parts = append(parts, fmt.Sprintf("%d %s", count.Count, name))
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, ", ")
}

// spoken parts the words of a name: otherActors are other actors.
func spoken(name string) string {
	var b strings.Builder
	for _, r := range name {
		if 'A' <= r && r <= 'Z' {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return strings.Replace(strings.ToLower(b.String()), "un ", "UN ", 1)
}

// coverageText is a table of what was read of a source.
func coverageText(c *seed.Coverage) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n", c.Source, c.Title.In(graph.EN))
	line := func(name string, s seed.Stretch) {
		var ranges []string
		for _, r := range s.Ranges {
			ranges = append(ranges, r.String())
		}
		fmt.Fprintln(&b, strings.TrimRight(fmt.Sprintf("  %-25s %5d  %s", name, s.Count, strings.Join(ranges, ", ")), " "))
	}
	line("passages", seed.Stretch{Count: c.Passages})
	line("with facts", c.Facts)
	for _, reason := range c.NoFacts {
		line("without ("+reason.Reason+")", reason.Stretch)
	}
	line("unread", c.Unread)
	return b.String()
}

// The report as JSON: its shape is promised in the help.
type (
	checkJSON struct {
		OK       bool           `json:"ok"`
		Data     *string        `json:"data"`
		Version  *string        `json:"version"`
		Mistakes []mistakeJSON  `json:"mistakes"`
		Warnings []mistakeJSON  `json:"warnings"`
		Counts   map[string]int `json:"counts"`
		Coverage []coverageJSON `json:"coverage"`

		Participations []participationsJSON `json:"participations"`
	}
	mistakeJSON struct {
		Rule    seed.Rule `json:"rule,omitempty"`
		File    string    `json:"file"`
		Line    int       `json:"line"`
		Column  int       `json:"column"`
		Path    string    `json:"path"`
		Message string    `json:"message"`
		Advice  string    `json:"advice"`
		Snippet string    `json:"snippet"`
	}
	coverageJSON struct {
		Source         graph.ID          `json:"source"`
		Title          map[string]string `json:"title"`
		Passages       int               `json:"passages"`
		Facts          int               `json:"facts"`
		NoFacts        map[string]int    `json:"noFacts"`
		Unread         int               `json:"unread"`
		UnreadPassages []rangeJSON       `json:"unreadPassages"`
	}
	participationsJSON struct {
		Pack     string         `json:"pack"`
		Count    int            `json:"count"`
		Inferred []inferredJSON `json:"inferred"`
	}
	inferredJSON struct {
		Engagement graph.ID     `json:"engagement"`
		Actor      graph.ID     `json:"actor"`
		Roles      []graph.Role `json:"roles"`
		Reason     graph.Reason `json:"reason"`
		Passages   []string     `json:"passages"`
		File       string       `json:"file"`
		Line       int          `json:"line"`
	}
	rangeJSON struct {
		From string `json:"from"`
		To   string `json:"to"`
	}
)

// encode prints the report for programs.
func (c *checking) encode(w io.Writer, report *seed.Report) error {
	out := checkJSON{
		OK: len(report.Mistakes) == 0, Mistakes: []mistakeJSON{}, Warnings: []mistakeJSON{}, Coverage: []coverageJSON{},
		Participations: []participationsJSON{},

		Counts: map[string]int{"packs": len(report.Packs), "files": report.Files, "unreadFiles": report.Unread, "engagements": 0},
	}
	if c.source.data != "" {
		out.Data = &c.source.data
	}
	if report.Content != nil {
		out.Version = &report.Content.Info.Version
	}
	for _, m := range report.Mistakes {
		out.Mistakes = append(out.Mistakes, encodeMistake("", m))
	}
	for _, w := range report.Warnings {
		out.Warnings = append(out.Warnings, encodeMistake(w.Rule, w.Mistake))
	}
	for _, count := range report.Counts {
		out.Counts[count.Name] = count.Count
		if count.Kind.IsEngagement() {
			out.Counts["engagements"] += count.Count
		}
	}
	for i := range report.Coverage {
		out.Coverage = append(out.Coverage, encodeCoverage(&report.Coverage[i]))
	}
	for i := range report.Participations {
		out.Participations = append(out.Participations, c.encodeParticipations(&report.Participations[i]))
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(out)
}

func encodeMistake(rule seed.Rule, m seed.Mistake) mistakeJSON {
	return mistakeJSON{rule, m.File, m.Line, m.Column, m.Path, m.Message, m.Advice, m.Snippet}
}

func (c *checking) encodeParticipations(p *seed.Participations) participationsJSON {
	out := participationsJSON{Pack: p.Pack, Count: p.Count, Inferred: []inferredJSON{}}
	for i := range p.Inferred {
		x := &p.Inferred[i]
		out.Inferred = append(out.Inferred, inferredJSON{x.Engagement, x.Actor, x.Roles, x.Reason, x.Passages, c.file(x), x.Line})
	}
	return out
}

func encodeCoverage(c *seed.Coverage) coverageJSON {
	out := coverageJSON{
		Source: c.Source, Title: map[string]string{}, Passages: c.Passages, Facts: c.Facts.Count,
		NoFacts: map[string]int{}, Unread: c.Unread.Count, UnreadPassages: []rangeJSON{},
	}
	for lang, title := range c.Title {
		out.Title[strings.ToLower(string(lang))] = title
	}
	for _, reason := range c.NoFacts {
		out.NoFacts[reason.Reason] = reason.Count
	}
	for _, r := range c.Unread.Ranges {
		out.UnreadPassages = append(out.UnreadPassages, rangeJSON(r))
	}
	return out
}
