package seed

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Mistake is one thing in the text of a dataset that is not of its form.
type Mistake struct {
	File    string // below the folder of packs, with slashes
	Line    int    // from 1; 0 where the mistake is about the file as a whole
	Column  int    // from 1, in characters
	Path    string // within the file, such as engagements[2].participants[0].actor; a column's name in CSV
	Message string // what is wrong
	Advice  string // what to do about it
	Snippet string // the line
}

// String returns the mistake as it is printed: its place and message, the line
// with a caret below the place, and the advice.
func (m Mistake) String() string {
	var b strings.Builder
	b.WriteString(m.File)
	if m.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", m.Line, m.Column)
	}
	b.WriteString(": ")
	b.WriteString(m.Message)
	b.WriteByte('\n')
	if m.Line > 0 {
		line, caret := window(m.Snippet, m.Column)
		fmt.Fprintf(&b, "    | %s\n    | %s\n", line, caret)
	}
	if m.Advice != "" {
		fmt.Fprintf(&b, "    %s\n", m.Advice)
	}
	return b.String()
}

// Mistakes is all that is wrong with a dataset, by file, then line, then
// column. It is an error that prints every one of them.
type Mistakes []Mistake //nolint:errname // several mistakes are called mistakes

// Error prints all mistakes, and how many they are.
func (m Mistakes) Error() string {
	var b strings.Builder
	files := map[string]bool{}
	for _, mistake := range m {
		files[mistake.File] = true
		b.WriteString(mistake.String())
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "%s in %s: nothing was read", count(len(m), "mistake"), count(len(files), "file"))
	return b.String()
}

// In returns the mistakes with their files named from further up, so that an
// editor finds them.
func (m Mistakes) In(folder string) Mistakes {
	moved := slices.Clone(m)
	for i := range moved {
		moved[i] = moved[i].in(folder)
	}
	return moved
}

// in names the file, and those of which the mistake speaks, from further up.
func (m Mistake) in(folder string) Mistake {
	files := regexp.MustCompile(`[^\s("]+/[^\s("]+\.(?:yaml|csv)\b`)
	moved := func(file string) string { return path.Join(folder, file) }
	m.File = moved(m.File)
	m.Message = files.ReplaceAllStringFunc(m.Message, moved)
	m.Advice = files.ReplaceAllStringFunc(m.Advice, moved)
	return m
}

func compareMistakes(x, y Mistake) int {
	return cmp.Or(
		cmp.Compare(x.File, y.File), cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column), cmp.Compare(x.Message, y.Message),
	)
}

// How much of a long line is shown, and how much of that before the caret.
const (
	windowWidth  = 110
	windowBefore = 70
)

// window returns the part of the line around the column, and a line with a
// caret that stands below it.
func window(line string, column int) (text, caret string) {
	runes := []rune(line)
	at := min(max(column-1, 0), len(runes))
	from, to := 0, len(runes)
	var head, tail string
	if to > windowWidth {
		if at > windowBefore {
			from, head = at-windowBefore, "…"
		}
		if from+windowWidth < to {
			to, tail = from+windowWidth, "…"
		}
	}
	indent := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, head+string(runes[from:at]))
	return head + string(runes[from:to]) + tail, indent + "^"
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// characters turns a position in bytes, from 1, into one in characters.
func characters(line string, column int) int {
	return utf8.RuneCountInString(line[:min(max(column-1, 0), len(line))]) + 1
}
