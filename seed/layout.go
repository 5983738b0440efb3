package seed

import (
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// lineWidth is how long a line may be that could be broken.
const lineWidth = 100

// indentation is by how much deeper what belongs to a line stands.
const indentation = 2

// firstLine names the schema of a file for editors, seen from that file.
func firstLine(f *file) string {
	name := "engagements"
	switch f.sort {
	case packFile:
		name = "pack"
	case thingFile:
		name = f.kind.Prefix
	}
	up := strings.Repeat("../", strings.Count(path.Dir(f.name), "/")+1)
	return "# yaml-language-server: $schema=" + up + schemaFile(name)
}

// isFirstLine reports whether a comment names a schema for editors.
func isFirstLine(comment string) bool {
	return strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(comment, "#"), " \t"), "yaml-language-server:")
}

// print returns the file in its one form.
func (t *tree) print() string {
	l := &layout{}
	l.text.WriteString(firstLine(t.file) + "\n")
	header := takeHeader(t.root)
	l.comments(0, header)
	if len(header) > 0 {
		l.blank()
	}
	l.value(t.root, 0)
	return l.text.String()
}

// takeHeader takes out what is said of the file as a whole: the comments at
// its top, up to an empty line. What stands right above a field belongs to that
// field.
func takeHeader(root *part) []comment {
	first := root.parts[0]
	all := slices.Concat(root.above, first.above)
	root.above = nil
	all = slices.DeleteFunc(all, func(c comment) bool { return isFirstLine(c.text) })
	end := len(all)
	if !first.gap {
		for end > 0 && (end == len(all) || !all[end].apart) {
			end--
		}
	}
	first.above, first.gap = all[end:], false
	return all[:end]
}

// layout prints parts on lines.
type layout struct {
	text  strings.Builder
	dash  string // what the next line begins with: the hyphens of lists that begin there
	empty bool   // the last line is empty
}

// line prints a line.
func (l *layout) line(indent int, text string) {
	begin := strings.Repeat(" ", indent)
	if l.dash != "" {
		begin, l.dash = l.dash, ""
	}
	l.text.WriteString(strings.TrimRight(begin+text, " ") + "\n")
	l.empty = false
}

// blank prints an empty line, if there is none already.
func (l *layout) blank() {
	if !l.empty && l.text.Len() > 0 {
		l.text.WriteByte('\n')
		l.empty = true
	}
}

// comments prints comments on lines of their own. They never stand behind a
// hyphen, but above it.
func (l *layout) comments(indent int, comments []comment) {
	if l.dash != "" {
		indent = len(l.dash) - len(strings.TrimLeft(l.dash, " "))
	}
	for _, c := range comments {
		if c.apart {
			l.blank()
		}
		l.text.WriteString(strings.Repeat(" ", indent) + c.text + "\n")
		l.empty = false
	}
}

// above prints what stands above a part.
func (l *layout) above(p *part, indent int) {
	l.comments(indent, p.above)
	if p.gap {
		l.blank()
	}
}

// value prints the fields of a mapping, or the members of a list, each on a
// line of its own.
func (l *layout) value(p *part, indent int) {
	for i, of := range p.inOrder() {
		if p.field.apart && i > 0 {
			l.blank()
		}
		l.above(of, indent)
		if p.sort == mappingPart {
			l.fieldPart(of, indent)
		} else {
			l.memberPart(of, indent)
		}
	}
	l.comments(indent, p.below)
}

// inOrder returns the fields in the order of the shape, those that it does not
// know at the end. A list stays as it is.
func (p *part) inOrder() []*part {
	if p.shape == nil {
		return p.parts
	}
	place := func(of *part) int {
		if i := slices.Index(p.shape.names, of.key); i >= 0 {
			return i
		}
		return len(p.shape.names)
	}
	ordered := slices.Clone(p.parts)
	slices.SortStableFunc(ordered, func(x, y *part) int { return place(x) - place(y) })
	return ordered
}

func (l *layout) fieldPart(p *part, indent int) {
	key := scalar(p.key, false) + ":"
	if text, ok := p.fits(key+" ", indent); ok {
		l.line(indent, besides(text, p))
		l.comments(indent+indentation, p.after)
		return
	}
	if len(p.after) > 0 && p.beside != "" { // they are one comment
		l.hoist(p, indent)
	}
	l.line(indent, besides(key, p))
	l.value(p, indent+indentation)
	l.comments(indent+indentation, p.after)
}

func (l *layout) memberPart(p *part, indent int) {
	if text, ok := p.fits("- ", indent); ok {
		l.line(indent, besides(text, p))
		l.comments(indent+indentation, p.after)
		return
	}
	if p.beside != "" { // the line of its first field is not its own
		l.hoist(p, indent)
	}
	if l.dash == "" {
		l.dash = strings.Repeat(" ", indent)
	}
	l.dash += "- "
	l.value(p, indent+indentation)
	l.comments(indent+indentation, p.after)
}

// hoist prints above a part what stood beside it, with the lines that go on
// with it.
func (l *layout) hoist(p *part, indent int) {
	l.comments(indent, append([]comment{{text: p.beside}}, p.after...))
	p.beside, p.after = "", nil
}

// fits returns the part on one line, and whether it may stand so.
func (p *part) fits(begin string, indent int) (string, bool) {
	text, ok := p.inLine(false)
	return begin + text, ok && (p.isScalar() || indent+width(begin+text) <= lineWidth)
}

func besides(text string, p *part) string {
	if p.beside == "" {
		return text
	}
	return text + " " + p.beside
}

func (p *part) isScalar() bool { return p.sort == textPart || p.sort == otherPart }

// inLine returns the part as it stands on one line, and whether it may: a
// mapping may not that holds another, nor may what has comments inside.
func (p *part) inLine(inFlow bool) (string, bool) {
	switch {
	case p.sort == textPart:
		return scalar(p.text, inFlow), true
	case p.sort == otherPart:
		return p.text, !p.empty || !inFlow
	case len(p.parts) == 0 && p.sort == mappingPart:
		return "{}", true
	case len(p.parts) == 0:
		return "[]", true
	case p.field.tall, len(p.below) > 0:
		return "", false
	}
	var texts []string
	for _, of := range p.inOrder() {
		text, ok := of.inLine(true)
		deep := of.sort == mappingPart || (of.sort == listPart && p.sort == listPart)
		if !ok || deep || len(of.above) > 0 || of.beside != "" || len(of.after) > 0 {
			return "", false
		}
		if p.sort == mappingPart {
			text = scalar(of.key, true) + ": " + text
		}
		texts = append(texts, text)
	}
	if p.sort == mappingPart {
		return "{" + strings.Join(texts, ", ") + "}", true
	}
	return "[" + strings.Join(texts, ", ") + "]", true
}

func width(s string) int { return utf8.RuneCountInString(s) }
