package graph

import (
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Date is a day as YYYY-MM-DD, in the proleptic Gregorian calendar, years 0000
// to 9999. Dates compare as strings. The empty Date means that there is none.
type Date string

// ParseDate returns the date, or an error for a day that does not exist.
func ParseDate(s string) (Date, error) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", fmt.Errorf("%q is not a day of the calendar; write it as YYYY-MM-DD", s)
	}
	return Date(s), nil
}

// isBound reports whether the date is one that comparisons meet: a day of the
// calendar, none, or what stands for an open bound.
func (d Date) isBound() bool {
	if d == "" || d == OpenStart || d == OpenEnd {
		return true
	}
	_, err := ParseDate(string(d))
	return err == nil
}

// MarshalGQL writes the date as a GraphQL string, and the empty one as null.
func (d Date) MarshalGQL(w io.Writer) {
	if d == "" {
		_, _ = io.WriteString(w, "null")
		return
	}
	_, _ = io.WriteString(w, strconv.Quote(string(d)))
}

// UnmarshalGQL takes a date from a GraphQL string; an impossible day is an error.
func (d *Date) UnmarshalGQL(v any) error {
	s, ok := v.(string)
	if !ok {
		return &Error{Code: InvalidArgument, Message: "a Date is a string, YYYY-MM-DD"}
	}
	date, err := ParseDate(s)
	if err != nil {
		return &Error{Code: InvalidArgument, Message: err.Error()}
	}
	*d = date
	return nil
}

// Period is a time as a source gives it: an EDTF expression (ISO 8601-2, levels
// 0 and 1, and the sets {a,b} of level 2), kept as written, with the earliest
// and the latest day that it allows, both inclusive. A bound that is open or
// unknown is the empty Date. Approximation and uncertainty (~ ? %) do not widen
// the bounds. Seasons are those of the northern hemisphere: spring is March to
// May, and winter runs into February of the next year.
type Period struct {
	EDTF  string
	Start Date
	End   Date
}

// MarshalJSON writes the expression; the bounds follow from it.
func (p Period) MarshalJSON() ([]byte, error) { return json.Marshal(p.EDTF) }

// UnmarshalJSON parses the expression.
func (p *Period) UnmarshalJSON(data []byte) error {
	var s string
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	parsed, err := ParseEDTF(s)
	if err != nil {
		return err
	}
	*p = *parsed
	return nil
}

// Includes reports whether the period may include the day: an open bound
// includes everything on its side.
func (p *Period) Includes(day Date) bool {
	return (p.Start == "" || p.Start <= day) && (p.End == "" || day <= p.End)
}

// ParseEDTF parses an EDTF expression. The error says what is wrong with it
// and shows a form that is right.
func ParseEDTF(s string) (*Period, error) {
	switch {
	case s == "":
		return nil, fmt.Errorf("an empty date; leave it out where the source gives none")
	case strings.HasPrefix(s, "{"):
		return parseSet(s)
	case strings.Contains(s, "/"):
		return parseInterval(s)
	}
	start, end, err := parseTime(s)
	if err != nil {
		return nil, err
	}
	return &Period{s, start, end}, nil
}

func parseInterval(s string) (*Period, error) {
	left, right, _ := strings.Cut(s, "/")
	if strings.Contains(right, "/") {
		return nil, edtfError(s, "an interval has one slash, as in 2016/2020")
	}
	p := &Period{EDTF: s}
	var err error
	open := func(part string) bool { return part == "" || part == ".." }
	if open(left) && open(right) {
		return nil, edtfError(s, "an interval needs a date on one side, as in 2017/..")
	}
	if !open(left) {
		if p.Start, _, err = parseTime(left); err != nil {
			return nil, err
		}
	}
	if !open(right) {
		if _, p.End, err = parseTime(right); err != nil {
			return nil, err
		}
		if p.End < p.Start {
			return nil, edtfError(s, fmt.Sprintf("it ends on %s before it begins on %s", p.End, p.Start))
		}
	}
	return p, nil
}

func parseSet(s string) (*Period, error) {
	inner, ok := strings.CutSuffix(strings.TrimPrefix(s, "{"), "}")
	if !ok || inner == "" {
		return nil, edtfError(s, "a set is written {2018-12,2019-12}")
	}
	p := &Period{EDTF: s}
	for i, member := range strings.Split(inner, ",") {
		var start, end Date
		var err error
		from, to, isRange := strings.Cut(member, "..")
		switch {
		case !isRange:
			start, end, err = parseTime(strings.TrimSpace(member))
		case from == "" || to == "":
			err = edtfError(s, "a range inside a set has both ends, as in {2018..2020}")
		default:
			if start, _, err = parseTime(strings.TrimSpace(from)); err == nil {
				_, end, err = parseTime(strings.TrimSpace(to))
			}
			if err == nil && end < start {
				err = edtfError(s, "a range inside a set ends before it begins")
			}
		}
		if err != nil {
			return nil, err
		}
		if i == 0 || start < p.Start {
			p.Start = start
		}
		if i == 0 || end > p.End {
			p.End = end
		}
	}
	return p, nil
}

var edtfTime = regexp.MustCompile(`^([0-9]{1,4}X{0,3})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?$`)

// parseTime returns the first and last day of one date, with or without a
// qualifier, with unspecified digits, or of a season.
func parseTime(s string) (start, end Date, err error) {
	bare := strings.TrimRight(s, "~?%")
	if len(s)-len(bare) > 1 {
		return "", "", edtfError(s, "one of ~ ? % stands at the end, once")
	}
	m := edtfTime.FindStringSubmatch(bare)
	if m == nil || len(m[1]) != 4 {
		return "", "", edtfError(s, "write 2019, 2018-12, 2019-07-23, 2016/2020, 2017/.., 201X or 2019~")
	}
	first, last := strings.ReplaceAll(m[1], "X", "0"), strings.ReplaceAll(m[1], "X", "9")
	month, day := m[2], m[3]
	switch {
	case month == "" || (month == "XX" && day == ""):
		return Date(first + "-01-01"), Date(last + "-12-31"), nil
	case month == "XX" && day == "XX":
		return Date(first + "-01-01"), Date(last + "-12-31"), nil
	case strings.Contains(month, "X") || (strings.Contains(day, "X") && day != "XX"):
		return "", "", edtfError(s, "X stands for whole months and days, as in 2004-XX or 2004-06-XX")
	case first != last:
		return "", "", edtfError(s, "a month needs a whole year before it")
	}
	if month >= "21" && month <= "24" && day == "" {
		return season(first, month)
	}
	if day != "" && day != "XX" {
		date, err := ParseDate(first + "-" + month + "-" + day)
		if err != nil {
			return "", "", edtfError(s, "there is no such day in the calendar")
		}
		return date, date, nil
	}
	begin, err := time.Parse(time.DateOnly, first+"-"+month+"-01")
	if err != nil {
		return "", "", edtfError(s, "months are 01 to 12, seasons 21 (spring) to 24 (winter)")
	}
	return Date(begin.Format(time.DateOnly)), Date(begin.AddDate(0, 1, -1).Format(time.DateOnly)), nil
}

func season(year, code string) (start, end Date, err error) {
	starts := map[string]time.Month{"21": time.March, "22": time.June, "23": time.September, "24": time.December}
	y, err := strconv.Atoi(year)
	if err != nil {
		return "", "", err
	}
	begin := time.Date(y, starts[code], 1, 0, 0, 0, 0, time.UTC)
	last := begin.AddDate(0, 3, -1)
	if last.Year() > 9999 {
		last = begin.AddDate(0, 1, -1) // a Date has four digits of year
	}
	return Date(begin.Format(time.DateOnly)), Date(last.Format(time.DateOnly)), nil
}

func edtfError(s, advice string) error {
	return fmt.Errorf("%q is not a date in EDTF: %s", s, advice)
}

// Span returns the period from the earliest to the latest bound of the given
// ones, or nil if there is none. It is open where one of them is; where that
// leaves no bound at all it is nil too. A bound that a year, a month or a day
// gives is written as that, and no more exactly.
func Span(periods []*Period) *Period {
	periods = slices.DeleteFunc(slices.Clone(periods), func(p *Period) bool { return p == nil })
	if len(periods) == 0 {
		return nil
	}
	first, last := periods[0], periods[0]
	for _, p := range periods[1:] {
		if first.Start != "" && (p.Start == "" || p.Start < first.Start) {
			first = p
		}
		if last.End != "" && (p.End == "" || p.End > last.End) {
			last = p
		}
	}
	if first.EDTF == last.EDTF {
		return first
	}
	span := PeriodOf(first.Start, last.End)
	if span != nil {
		span.EDTF = boundText(first, first.Start) + "/" + boundText(last, last.End)
	}
	return span
}

// boundText writes a bound of a period in an interval: as the period is written
// if that is a date, and as the day otherwise.
func boundText(p *Period, bound Date) string {
	if isPlainDate(p.EDTF) {
		return p.EDTF
	}
	if bound == "" {
		return ".."
	}
	return string(bound)
}

// isPlainDate reports whether the expression is a year, a month or a day,
// without a mark of doubt. Months above 12 are seasons.
func isPlainDate(edtf string) bool {
	for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
		if _, err := time.Parse(layout, edtf); err == nil {
			return true
		}
	}
	return false
}

// PeriodOf returns the period between two days, written as an interval, or as
// a single day where both are the same; nil if both are empty.
func PeriodOf(first, last Date) *Period {
	if first == "" && last == "" {
		return nil
	}
	return &Period{interval(first, last), first, last}
}

func interval(first, last Date) string {
	if first == last {
		return string(first)
	}
	open := func(d Date) string {
		if d == "" {
			return ".."
		}
		return string(d)
	}
	return open(first) + "/" + open(last)
}
