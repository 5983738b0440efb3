package main

import (
	"bytes"
	"os"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"
	"golang.org/x/term"
)

// Widths, in columns.
const (
	leastWidth = 40
	usualWidth = 80
	wideEnough = 120 // longer lines are hard to read
	mostWidth  = 400
)

// paper is what a report is printed on: so wide, and in colour or not.
type paper struct {
	width  int
	colour bool
	buffer bytes.Buffer
}

// newPaper returns paper for the standard output: as wide as asked for, or as
// the terminal, or as COLUMNS says.
func newPaper(p *program, width int) *paper {
	sheet := &paper{width: width}
	file, ok := p.stdout.(*os.File)
	terminal := ok && term.IsTerminal(int(file.Fd()))
	sheet.colour = terminal && p.env("NO_COLOR") == "" && p.env("TERM") != "dumb"
	if sheet.width > 0 {
		return sheet
	}
	sheet.width = usualWidth
	if terminal {
		if columns, _, err := term.GetSize(int(file.Fd())); err == nil && columns > 0 {
			sheet.width = columns
		}
	}
	if columns, err := strconv.Atoi(p.env("COLUMNS")); err == nil && columns > 0 {
		sheet.width = columns
	}
	sheet.width = min(max(sheet.width, leastWidth), wideEnough)
	return sheet
}

func (p *paper) bytes() []byte { return p.buffer.Bytes() }

// style is how a line looks in colour.
type style string

const (
	plain style = ""
	bold  style = "\x1b[1m"
	faint style = "\x1b[2m"
)

// line prints a line as it is.
func (p *paper) line(s style, text string) {
	if text = strings.TrimRight(text, " "); p.colour && s != plain && text != "" {
		text = string(s) + text + "\x1b[0m"
	}
	p.buffer.WriteString(text + "\n")
}

// paragraph prints text in as many lines as it takes. The first line begins
// with the lead; the others are indented to stand below what follows it.
func (p *paper) paragraph(s style, lead, text string) {
	indent := uniseg.StringWidth(lead)
	for i, line := range wrap(text, p.width-indent) {
		if i > 0 {
			lead = strings.Repeat(" ", indent)
		}
		p.line(s, lead+line)
	}
}

// wrap breaks text at spaces into lines of at most so many columns. A word that
// is longer is broken where it must be. A no-break space is no place to break.
func wrap(text string, width int) []string {
	width = max(width, 1)
	var lines []string
	var line string
	for word := range strings.SplitSeq(text, " ") {
		switch {
		case word == "":
			continue
		case line != "" && uniseg.StringWidth(line)+1+uniseg.StringWidth(word) <= width:
			line += " " + word
			continue
		case line != "":
			lines = append(lines, line)
		}
		for uniseg.StringWidth(word) > width {
			var head string
			head, word = split(word, width)
			lines = append(lines, head)
		}
		line = word
	}
	return append(lines, line)
}

// split cuts a word so that the head fills at most so many columns, and at
// least one character.
func split(word string, width int) (head, tail string) {
	rest, state := word, -1
	for rest != "" {
		cluster, after, columns, next := uniseg.FirstGraphemeClusterInString(rest, state)
		if width -= columns; width < 0 && len(rest) < len(word) {
			break
		}
		_, rest, state = cluster, after, next
	}
	return word[:len(word)-len(rest)], rest
}

// padded fills text with spaces up to so many columns.
func padded(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-uniseg.StringWidth(text)))
}

// flush fills text with spaces on its left up to so many columns.
func flush(text string, width int) string {
	return strings.Repeat(" ", max(0, width-uniseg.StringWidth(text))) + text
}
