package seed

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// scalar returns a text as it is written in a file: as it is, or in double
// quotes where it would be taken for something else without them, now or by
// another program.
func scalar(text string, inFlow bool) string {
	if needsQuotes(text, inFlow) {
		return quoted(text)
	}
	return text
}

var (
	// code is a word that begins with a digit, such as a date or a paragraph.
	code = regexp.MustCompile(`^[0-9]\S*$`)
	// notText is what YAML 1.1 or 1.2 takes for a number, a truth or nothing.
	notText = regexp.MustCompile(`^(?i:y|n|yes|no|on|off|true|false|null|\.inf|\.nan|\.[0-9.e+_-]*|[0-9][0-9_.,:e+ -]*)$`)
)

// signs have a meaning at the beginning of a value.
const signs = "-?:,[]{}#&*!|>'\"%@`~=<+\\"

func needsQuotes(text string, inFlow bool) bool {
	switch {
	case text == "", text != strings.TrimSpace(text),
		strings.ContainsAny(text[:1], signs), strings.ContainsAny(text, ":#"),
		code.MatchString(text), notText.MatchString(text), strings.ContainsFunc(text, isEscaped):
		return true
	}
	return inFlow && strings.ContainsAny(text, ",[]{}")
}

// isEscaped reports whether the character would not be seen, or break the line.
func isEscaped(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\ufeff'
}

func quoted(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"', r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case isEscaped(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
