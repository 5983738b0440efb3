package main

import (
	"context"
	"fmt"
	"strings"
)

func helpCommand() command {
	return command{
		name:     "help",
		synopsis: "[COMMAND] [flags]",
		summary:  "say what comity does, or what one command does",
		help: `
Help prints what comity is for and which commands it has; with the name of a
command, what that command does, with examples and all of its flags.

Examples:

	comity help
	comity help serve
`,
		bind: func(f *flags) action {
			var markdown bool
			f.on(&markdown, flagSpec{name: "markdown", help: "print the help on all commands as Markdown"})
			return func(_ context.Context, p *program, args []string) error {
				text := overview()
				switch {
				case markdown && len(args) > 0, len(args) > 1:
					return misuse("help takes one command, or none")
				case markdown:
					text = manual()
				case len(args) == 1:
					c, ok := findCommand(args[0])
					if !ok {
						return noSuchCommand(args[0])
					}
					text = c.text()
				}
				_, err := fmt.Fprint(p.stdout, text)
				return err
			}
		},
	}
}

const introduction = `Comity is a knowledge graph of multilateral cooperation: who works with whom, on
what, when, where, and which paragraph of which document says so. A graph comes
with it, made from public documents, so that nothing else is needed to begin.
`

const settings = `Settings are flags, such as --store; most can come from the environment instead,
under the name that the help gives, such as COMITY_STORE. A flag wins over the
environment. The user and password of a database come from COMITY_NEO4J_USER and
COMITY_NEO4J_PASSWORD and from nowhere else, and COMITY_NEO4J_DATABASE names a
database other than the user's own. The exit status is 0 if comity did what was
asked, 1 if it could not, and 2 if the command line makes no sense.
`

// overview is the help on comity as a whole.
func overview() string {
	var b strings.Builder
	b.WriteString(introduction + "\nCommands:\n\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "  %-9s%s\n", c.name, c.summary)
	}
	b.WriteString("\nTo begin:\n\n  comity serve\n  comity ask \"African Union\"\n  comity help ask\n\n" + settings)
	return b.String()
}

// text is the help on the command.
func (c command) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "comity %s %s\n\n", c.name, c.synopsis)
	b.WriteString(strings.ReplaceAll(strings.TrimSpace(c.help), "\t", "  ") + "\n")
	f := &flags{}
	c.bind(f)
	if len(f.specs) == 0 {
		return b.String()
	}
	b.WriteString("\nFlags:\n")
	for _, spec := range f.specs {
		fmt.Fprintf(&b, "\n  %s\n", spec.form())
		for _, line := range wrap(spec.sentence(), 74) {
			b.WriteString("      " + line + "\n")
		}
	}
	return b.String()
}

// form is how the flag is written.
func (s *flagSpec) form() string { return strings.TrimSpace("--" + s.name + " " + s.value) }

// sentence says what the flag does, and where else it may come from.
func (s *flagSpec) sentence() string {
	said := strings.ToUpper(s.help[:1]) + s.help[1:] + "."
	if s.initial != "" {
		said += " By default: " + s.initial + "."
	}
	if s.env != "" {
		said += " In the environment: " + s.env + "."
	}
	return said
}

// manual is the help on everything, as Markdown.
func manual() string {
	var b strings.Builder
	b.WriteString("# The command line\n\n" + introduction + "\n" + settings)
	for _, c := range commands() {
		fmt.Fprintf(&b, "\n## comity %s\n\n`comity %s %s`\n", c.name, c.name, c.synopsis)
		for paragraph := range strings.SplitSeq(strings.TrimSpace(c.help), "\n\n") {
			if code, ok := strings.CutPrefix(paragraph, "\t"); ok {
				paragraph = "```sh\n" + strings.ReplaceAll(code, "\n\t", "\n") + "\n```"
			}
			b.WriteString("\n" + paragraph + "\n")
		}
		f := &flags{}
		c.bind(f)
		if len(f.specs) > 0 {
			b.WriteString("\n| flag | |\n|---|---|\n")
		}
		for _, spec := range f.specs {
			fmt.Fprintf(&b, "| `%s` | %s |\n", spec.form(), strings.ReplaceAll(spec.sentence(), "|", `\|`))
		}
	}
	return b.String()
}
