package seed

import (
	"errors"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/token"
)

// reportSyntax says why a file is not YAML: what a person has most probably
// done, if that can be seen, else what the parser says, in our words.
func (f *file) reportSyntax(err error) {
	var syntax interface {
		GetToken() *token.Token
		GetMessage() string
	}
	if !errors.As(err, &syntax) || syntax.GetToken() == nil {
		f.report(1, 1, "", "not YAML: "+err.Error(), syntaxAdvice)
		return
	}
	at := syntax.GetToken().Position
	if s, ok := f.slip(at.Line); ok {
		f.report(s.line, s.column, "", s.message, s.advice)
		return
	}
	said := syntax.GetMessage()
	// The parser complains of the line above one that is indented too much.
	if next := f.line(at.Line + 1); strings.Contains(said, "mapping value is not allowed") && indentOf(next) > indentOf(f.line(at.Line)) {
		f.report(at.Line+1, indentOf(next)+1, "", "this line is indented as if it belonged to the one above, which has its value already",
			"indent it as the fields beside it are")
		return
	}
	message, advice := explainSyntax(said)
	f.report(at.Line, at.Column, "", message, advice)
}

// indentOf returns how many spaces a line begins with.
func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

const syntaxAdvice = "look at the spaces at the beginning, the quotes and the brackets, here and in the line above"

// explainSyntax says in our words what the YAML parser says.
func explainSyntax(said string) (message, advice string) {
	const unclosed = "; a text that contains a comma, a bracket, a quote or an apostrophe stands in double quotes"
	for _, known := range []struct{ part, message, advice string }{
		{"mapping value is not allowed", "there is a second colon in this line", "put a text that contains a colon and a space in double quotes"},
		{"end character of double-quoted", "a quote that is not closed", `close the quotes; write \" for a quote inside them`},
		{"end character of single-quoted", "a quote that is not closed", "close the quotes; inside '…' an apostrophe is written twice"},
		{"map key-value is pre-defined", "this does not fit what stands before it", "look for an apostrophe inside '…' (write it twice, or use double quotes), or for a line that is not indented like those beside it"},
		{"found character '\t'", "a tab", "indent with spaces"},
		{"sequence end token", "a [ that is not closed", "close the [" + unclosed},
		{"flow map content", "a field without a colon or without a value", "write name: value, with a space behind the colon"},
		{"unexpected key name", "a field cannot begin here", "indent it as the fields beside it are; if it begins an entry of a list, write a hyphen before it"},
		{"unexpected map key", "this is no field", "write name: value, with a space behind the colon"},
		{"invalid key", "this is no name of a field", "write name: value; a text that begins with a bracket stands in double quotes"},
		{"flow mapping end token", "a { that is not closed", "close the {" + unclosed},
		{"',' or ']' must be", "a [ that is not closed, or a comma that is missing", "close the [ here or in the line above, and part its members by commas" + unclosed},
		{"',' or '}' must be", "a { that is not closed, or a comma that is missing", "close the { here or in the line above, and part its members by commas" + unclosed},
		{"reserved character", "a text cannot begin with this sign", "put the text in double quotes"},
		{"unexpected directive", "a text cannot begin with this sign", "put a text that begins with % in double quotes"},
		{"unknown escape", "a backslash that means nothing", "a backslash inside double quotes is written twice"},
		{"sequence entries are not allowed", "a list cannot begin here", "begin the list on a line of its own"},
		{"non-map value is specified", "this is no field", "write name: value, with a space behind the colon"},
		{"value is not allowed in this context", "this line does not fit those above it", "indent it as the fields beside it are; with spaces, not with tabs"},
	} {
		if strings.Contains(said, known.part) {
			return known.message, known.advice
		}
	}
	return "not YAML: " + said, syntaxAdvice
}

// slip is what a person did in the end, where the parser only sees what follows
// from it.
type slip struct {
	line, column    int
	message, advice string
}

var (
	conflictMark = regexp.MustCompile(`(?m)^(<<<<<<<|=======$|>>>>>>>)`)
	apostrophe   = regexp.MustCompile(`[:,\[{]\s*'[^']*'\pL`)
	fieldBegins  = regexp.MustCompile(`^ *(- |[A-Za-z_]+:(\s|$))`)
	tightColon   = regexp.MustCompile(`^[ -]*([A-Za-z_]+):[^\s/]`)
)

// How far above the line at which the parser gave up a quote is looked for.
const quoteLines = 3

// slip looks for what is wrong at the line where the parser gave up, and a
// little above it.
func (f *file) slip(line int) (slip, bool) {
	if at := conflictMark.FindStringIndex(f.text); at != nil {
		return slip{
			strings.Count(f.text[:at[0]], "\n") + 1, 1, "two versions of the text, one below the other",
			"keep one of them, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>",
		}, true
	}
	for _, n := range []int{line, line - 1} {
		if column := oddSpace(f.line(n)); column > 0 {
			return slip{n, column, "a space that was pasted and is none to YAML", "replace it by an ordinary space; it is mostly a no-break space"}, true
		}
	}
	text := f.line(line)
	if at := tightColon.FindStringSubmatchIndex(text); at != nil {
		return slip{line, characters(text, at[3]+2), "no space behind the colon", "write " + text[at[2]:at[3]] + ": and the value behind a space"}, true
	}
	if at := apostrophe.FindStringIndex(text); at != nil {
		_, last := utf8.DecodeLastRuneInString(text[:at[1]])
		return slip{
			line, characters(text, at[1]-last), "an apostrophe inside '…', which ends the text",
			"put the text in double quotes, or write the apostrophe twice",
		}, true
	}
	for n := line; n > line-quoteLines && n > 0; n-- {
		if quotes := strings.ReplaceAll(f.line(n), `\"`, ""); strings.Count(quotes, `"`)%2 == 1 {
			text := f.line(n)
			return slip{n, characters(text, openQuote(text)+1), "a quote that is not closed", `close the quotes; write \" for a quote inside them`}, true
		}
	}
	above := f.line(line - 1)
	for _, pair := range []string{"[]", "{}"} {
		if fieldBegins.MatchString(text) && strings.Count(above, pair[:1]) > strings.Count(above, pair[1:]) {
			return slip{
				line - 1, characters(above, strings.LastIndex(above, pair[:1])+1), "a " + pair[:1] + " that is not closed",
				"close it with " + pair[1:],
			}, true
		}
	}
	return slip{}, false
}

// oddSpace returns the column of a space that is none of the keyboard, in the
// indentation of a line or behind a colon; 0 if there is none.
func oddSpace(line string) int {
	column, before := 0, ' '
	indented := true
	for _, char := range line {
		column++
		isOdd := char != ' ' && char != '\t' && (unicode.Is(unicode.Zs, char) || char == '\u200b' || char == '\ufeff')
		if isOdd && (indented || before == ':' || before == '-') {
			return column
		}
		indented = indented && (char == ' ' || char == '-')
		before = char
	}
	return 0
}

// openQuote returns where the last quote of a line is that is not closed.
func openQuote(line string) int {
	open := -1
	for i := 0; i < len(line); i++ {
		switch {
		case line[i] == '\\':
			i++
		case line[i] == '"' && open < 0:
			open = i
		case line[i] == '"':
			open = -1
		}
	}
	return max(open, 0)
}
