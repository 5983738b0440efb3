package seed

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// counts returns the properties of claims whose number counts something.
func counts() []graph.ClaimProperty {
	return []graph.ClaimProperty{
		graph.ClaimEndorserCount, graph.ClaimSignatoryCount, graph.ClaimParticipantCount, graph.ClaimMemberCount, graph.ClaimGroupSize,
	}
}

// claimNumber reads the number of a claim on the property.
func claimNumber(n *node, property graph.ClaimProperty) *float64 {
	number := n.number()
	if number != nil && *number < 0 && slices.Contains(counts(), property) {
		n.mistake("write how many there are, without a minus sign", "a count below 0")
	}
	return number
}

var (
	digitsGrouped = regexp.MustCompile(`\d+(?:[.,'’ \x{00a0}\x{202f}]\d+)*`)
	digitsAlone   = regexp.MustCompile(`\d+`)
	decimals      = regexp.MustCompile(`\d+(?:[.,]\d+)?`)
	numberInWords = regexp.MustCompile(`(?i)\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\pL+teen|\pL+ty|hundreds?|thousands?|dozens?|hal(?:f|ves)|thirds?|quarters?)\b`)
)

// numbers looks for claims whose number is none of those in the words of the
// source. Where a part of them is written out, it may well be that.
func (d *doubts) numbers() []Warning {
	var warnings []Warning
	for _, f := range d.files {
		f.root.walk(func(n *node) {
			at, value := n.peek("number"), n.peek("value")
			if n.peek("property") == nil || at == nil || value == nil || f.unread {
				return
			}
			number, err := strconv.ParseFloat(at.ast.GetToken().Value, 64)
			if err != nil {
				return // reported where it is read
			}
			en, fr := value.peek(languageCode(graph.EN)).said(), value.peek(languageCode(graph.FR)).said()
			both := en + "\n" + fr
			if !digitsAlone.MatchString(both) || numberInWords.MatchString(en) || givesNumber(both, number) {
				return
			}
			said := en
			if !digitsAlone.MatchString(en) {
				said = fr
			}
			warnings = append(warnings, at.warn(RuleNumber,
				fmt.Sprintf("the number is %s, and the value beside it %q", strconv.FormatFloat(number, 'f', -1, 64), said),
				"correct the one that is wrong"))
		})
	}
	return warnings
}

// givesNumber reports whether the digits of the number occur in a text, however
// they are grouped there, and whatever thousands, millions or billions follow.
func givesNumber(text string, number float64) bool {
	wanted := significant(strconv.FormatFloat(math.Abs(number), 'f', -1, 64))
	for _, form := range []*regexp.Regexp{digitsGrouped, digitsAlone, decimals} {
		for _, written := range form.FindAllString(text, -1) {
			if significant(written) == wanted {
				return true
			}
		}
	}
	return false
}

// significant returns the digits between the first and the last that is not 0,
// so that a number is the same in units and in millions.
func significant(written string) string {
	return strings.Trim(strings.Join(digitsAlone.FindAllString(written, -1), ""), "0")
}
