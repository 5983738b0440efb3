package seed

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/comity-graph/comity/graph"
)

// What people write when they mean something that the format writes otherwise.
// Nothing here is read: it serves advice.

// bareNumbers returns the numbers of a list that has no other members, each in
// quotes.
func bareNumbers(items []*node) []string {
	var numbers []string
	for _, item := range items {
		switch item.ast.(type) {
		case *ast.IntegerNode, *ast.FloatNode:
			numbers = append(numbers, strconv.Quote(item.ast.GetToken().Value))
		default:
			return nil
		}
	}
	return numbers
}

var (
	citationNoise = regexp.MustCompile(`(?i)["'“”„«»‘’§¶\x{00a0}]|\bpara(graph(e)?s?)?\b\.?`)
	citationParts = regexp.MustCompile(`\s*[,;]\s*|\s+(?:and|et)\s+|\s+`)
)

// meantPassages returns the citations that something meant as one, or as
// several, may stand for: in quotes, and without what the format does not write.
func (r *reader) meantPassages(written string, source graph.ID) []string {
	clean := strings.TrimSpace(citationNoise.ReplaceAllString(written, ""))
	whole := func(s string) bool { return s != written && r.locate(s, source).passage != nil }
	for _, s := range []string{clean, strings.Replace(clean, ",", ".", 1)} {
		if !strings.Contains(s, ", ") && whole(s) {
			return []string{strconv.Quote(s)}
		}
	}
	var several []string
	for _, part := range citationParts.Split(clean, -1) {
		if r.locate(part, source).passage == nil {
			return nil
		}
		several = append(several, strconv.Quote(part))
	}
	if len(several) < 2 {
		return nil
	}
	return several
}

var (
	yearsApart   = regexp.MustCompile(`^(\d{4}(?:-\d{2}){0,2})\s*(?:–|—| - | to | à |-(\d{4}$))\s*(\d{4}(?:-\d{2}){0,2})?$`)
	dayFirst     = regexp.MustCompile(`^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$`)
	yearFirst    = regexp.MustCompile(`^(\d{4})[./-](\d{1,2})(?:[./-](\d{1,2}))?$`)
	monthInWords = regexp.MustCompile(`^(?:(\d{1,2})(?:er|st|nd|rd|th)?\s+)?(\pL+)\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?,?)?\s+(\d{4})$`)
)

// meantDates returns the dates, as the format writes them, that something
// written otherwise may stand for.
func meantDates(written string) []string {
	var dates []string
	add := func(format string, parts ...any) {
		if date := fmt.Sprintf(format, parts...); date != written {
			if _, err := graph.ParseEDTF(date); err == nil {
				dates = append(dates, date)
			}
		}
	}
	if bare := strings.Trim(written, "“”„«»‘’ \u00a0\u202f"); bare != written {
		add("%s", bare)
	}
	if m := yearsApart.FindStringSubmatch(written); m != nil {
		add("%s/%s", m[1], m[2]+m[3])
	}
	if m := dayFirst.FindStringSubmatch(written); m != nil {
		add("%s-%02d-%02d", m[3], digits(m[2]), digits(m[1]))
		if m[1] != m[2] {
			add("%s-%02d-%02d", m[3], digits(m[1]), digits(m[2]))
		}
	}
	if m := yearFirst.FindStringSubmatch(written); m != nil && m[3] != "" {
		add("%s-%02d-%02d", m[1], digits(m[2]), digits(m[3]))
	} else if m != nil {
		add("%s-%02d", m[1], digits(m[2]))
	}
	if m := monthInWords.FindStringSubmatch(written); m != nil {
		switch month, day := monthNumber(m[2]), m[1]+m[3]; {
		case month == 0:
		case day == "":
			add("%s-%02d", m[4], month)
		default:
			add("%s-%02d-%02d", m[4], month, digits(day))
		}
	}
	return dates
}

// digits is for what an expression has found to be digits.
func digits(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}

// monthNumber returns 1 to 12 for a month in English or in French, and 0 for
// anything else.
func monthNumber(name string) int {
	for i, names := range [][2]string{
		{"january", "janvier"},
		{"february", "fevrier"},
		{"march", "mars"},
		{"april", "avril"},
		{"may", "mai"},
		{"june", "juin"},
		{"july", "juillet"},
		{"august", "aout"},
		{"september", "septembre"},
		{"october", "octobre"},
		{"november", "novembre"},
		{"december", "decembre"},
	} {
		if folded := foldForm(name); folded == names[0] || folded == names[1] {
			return i + 1
		}
	}
	return 0
}
