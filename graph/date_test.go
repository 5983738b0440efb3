package graph

import (
	"encoding/json"
	"strings"
	"testing"
)

// The expected days are those of the PyPI package edtf 5.0.2 (lower_strict and
// upper_strict), which was asked once for each row. Where we differ on purpose
// the row says so.
func TestParseEDTFGivesTheFirstAndTheLastDay(t *testing.T) {
	for _, row := range []struct {
		edtf       string
		start, end Date
	}{
		// What the data dictionary tells curators to write.
		{"2019", "2019-01-01", "2019-12-31"},
		{"2018-12", "2018-12-01", "2018-12-31"},
		{"2019-07-23", "2019-07-23", "2019-07-23"},
		{"2019-03-19/2019-03-21", "2019-03-19", "2019-03-21"},
		{"2016/2020", "2016-01-01", "2020-12-31"},
		{"2017/..", "2017-01-01", ""},
		{"../2019", "", "2019-12-31"},
		{"2020-21", "2020-03-01", "2020-05-31"},
		{"2019~", "2019-01-01", "2019-12-31"},
		{"201X", "2010-01-01", "2019-12-31"},
		{"{2018-12,2019-12}", "2018-12-01", "2019-12-31"},
		// An end that is not known; edtf guesses ten years, we leave it open.
		{"2019/", "2019-01-01", ""},
		{"/2019", "", "2019-12-31"},
		{"2019-06-30/", "2019-06-30", ""},
		// Seasons; edtf ends winter with the year, we let it run into the next.
		{"2020-22", "2020-06-01", "2020-08-31"},
		{"2020-23", "2020-09-01", "2020-11-30"},
		{"2020-24", "2020-12-01", "2021-02-28"},
		{"2019-24", "2019-12-01", "2020-02-29"},
		{"2020-21~", "2020-03-01", "2020-05-31"},
		{"2020-21/2020-23", "2020-03-01", "2020-11-30"},
		{"2020-24/2021", "2020-12-01", "2021-12-31"},
		// Unspecified digits.
		{"20XX", "2000-01-01", "2099-12-31"},
		{"2XXX", "2000-01-01", "2999-12-31"},
		{"2004-XX", "2004-01-01", "2004-12-31"},
		{"2004-06-XX", "2004-06-01", "2004-06-30"},
		{"2004-XX-XX", "2004-01-01", "2004-12-31"},
		{"201X-XX", "2010-01-01", "2019-12-31"},
		{"201X/2020", "2010-01-01", "2020-12-31"},
		{"../2019-06-XX", "", "2019-06-30"}, // edtf does not read it
		// Qualifiers do not widen anything.
		{"2019?", "2019-01-01", "2019-12-31"},
		{"2019%", "2019-01-01", "2019-12-31"},
		{"2019-06~", "2019-06-01", "2019-06-30"},
		{"2019-07-23?", "2019-07-23", "2019-07-23"},
		{"201X~", "2010-01-01", "2019-12-31"},
		{"2016~/2020?", "2016-01-01", "2020-12-31"},
		{"2018-12~/..", "2018-12-01", ""},
		// Intervals of different precision, and of one point.
		{"2019/2019", "2019-01-01", "2019-12-31"},
		{"2019-07/2019-07-01", "2019-07-01", "2019-07-01"},
		// Sets, whatever their order.
		{"{2018,2020}", "2018-01-01", "2020-12-31"},
		{"{2019-12,2018-12}", "2018-12-01", "2019-12-31"},
		{"{2018..2020}", "2018-01-01", "2020-12-31"},
		{"{2018, 2019-07}", "2018-01-01", "2019-07-31"},
		{"{2018, 2019-01 .. 2019-03}", "2018-01-01", "2019-03-31"},
		{"{2018-12}", "2018-12-01", "2018-12-31"}, // edtf wants two
		// The calendar.
		{"2020-02-29", "2020-02-29", "2020-02-29"},
		{"2004-02", "2004-02-01", "2004-02-29"},
		{"2000-02", "2000-02-01", "2000-02-29"},
		{"1900-02", "1900-02-01", "1900-02-28"},
		{"0000", "0000-01-01", "0000-12-31"},
		{"9999", "9999-01-01", "9999-12-31"},
		{"9999-24", "9999-12-01", "9999-12-31"},
	} {
		t.Run(row.edtf, func(t *testing.T) {
			p, err := ParseEDTF(row.edtf)
			if err != nil {
				t.Fatal(err)
			}
			equal(t, row.edtf, *p, Period{row.edtf, row.start, row.end})
		})
	}
}

func TestParseEDTFRefusesWithAdvice(t *testing.T) {
	for _, row := range []struct{ edtf, advice string }{
		{"", "leave it out where the source gives none"},
		{"2019-13", "months are 01 to 12, seasons 21 (spring) to 24 (winter)"},
		{"2019-00", "months are 01 to 12"},
		{"2019-20", "months are 01 to 12"},
		{"2019-25", "months are 01 to 12"},
		{"2019-21-XX", "months are 01 to 12"},
		{"2019-04-31", "no such day in the calendar"},
		{"2019-02-29", "no such day in the calendar"}, // the package edtf believes in it
		{"2019-07-00", "no such day in the calendar"},
		{"2019-21-01", "no such day in the calendar"},
		{"2020/2019", "it ends on 2019-12-31 before it begins on 2020-01-01"},
		{"2019-03-21/2019-03-19", "it ends on 2019-03-19 before it begins on 2019-03-21"},
		{"2019~?", "one of ~ ? % stands at the end, once"},
		{"2019%%", "one of ~ ? % stands at the end, once"},
		{"?2019", "write 2019, 2018-12"},
		{"2019-XX-05", "X stands for whole months and days"},
		{"2019-1X", "X stands for whole months and days"},
		{"2019-01-X1", "X stands for whole months and days"},
		{"201X-05", "a month needs a whole year before it"},
		{"../..", "an interval needs a date on one side, as in 2017/.."},
		{"/", "an interval needs a date on one side"},
		{"2016/2018/2020", "an interval has one slash, as in 2016/2020"},
		{"2016/20", "write 2019, 2018-12"},
		{"20/2016", "write 2019, 2018-12"},
		{"{}", "a set is written {2018-12,2019-12}"},
		{"{2018", "a set is written {2018-12,2019-12}"},
		{"{2018,}", "write 2019, 2018-12"},
		{"{..2018}", "has both ends, as in {2018..2020}"},
		{"{2018..}", "has both ends, as in {2018..2020}"},
		{"{2020..2018}", "ends before it begins"},
		{"{2018..20}", "write 2019, 2018-12"},
		{"{2018/2019}", "write 2019, 2018-12"},
		{"[2018,2019]", "write 2019, 2018-12"},
		{"XXXX", "write 2019, 2018-12"},
		{"20X1", "write 2019, 2018-12"},
		{"19", "write 2019, 2018-12"},
		{"20190723", "write 2019, 2018-12"},
		{"2019-7", "write 2019, 2018-12"},
		{"-0044", "write 2019, 2018-12"},
		{"Y12019", "write 2019, 2018-12"},
		{"2019-07-23T10:00:00Z", "write 2019, 2018-12"},
		{" 2019", "write 2019, 2018-12"},
		{"2019\n", "write 2019, 2018-12"},
		{"２０１９", "write 2019, 2018-12"},
		{"23 July 2019", "write 2019, 2018-12"},
		{"late 2018", "write 2019, 2018-12"},
	} {
		t.Run(row.edtf, func(t *testing.T) {
			p, err := ParseEDTF(row.edtf)
			if err == nil {
				t.Fatalf("taken as %s to %s", p.Start, p.End)
			}
			if p != nil || !strings.Contains(err.Error(), row.advice) {
				t.Errorf("got %v, %q\nwant advice that says %q", p, err, row.advice)
			}
		})
	}
}

func TestPeriodsComeBackFromJSONAsTheyWere(t *testing.T) {
	for _, edtf := range []string{"2019", "2017/..", "/2019", "{2018-12,2019-12}", "201X~"} {
		data, err := json.Marshal(Membership{Period: period(edtf)})
		if err != nil {
			t.Fatal(err)
		}
		var back Membership
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatal(err)
		}
		equal(t, edtf, back.Period, period(edtf))
	}
	for _, data := range []string{`"2019-13"`, `2019`, `""`} {
		if err := json.Unmarshal([]byte(data), new(Period)); err == nil {
			t.Errorf("%s was taken as a period", data)
		}
	}
}

func TestPeriodIncludesItsBoundsAndWhateverLiesBeyondAnOpenOne(t *testing.T) {
	for _, row := range []struct {
		edtf string
		day  Date
		want bool
	}{
		{"2019", "2018-12-31", false},
		{"2019", "2019-01-01", true},
		{"2019", "2019-12-31", true},
		{"2019", "2020-01-01", false},
		{"2017/..", "2016-12-31", false},
		{"2017/..", "9999-12-31", true},
		{"../2019", "0000-01-01", true},
		{"../2019", "2020-01-01", false},
		{"2017/", "2020-01-01", true},
	} {
		if got := period(row.edtf).Includes(row.day); got != row.want {
			t.Errorf("%s includes %s: got %v, want %v", row.edtf, row.day, got, row.want)
		}
	}
}

func TestSpanReachesFromTheEarliestToTheLatestBound(t *testing.T) {
	for _, row := range []struct {
		periods []string // "-" is none
		want    string   // "" is none
	}{
		{nil, ""},
		{[]string{"-", "-"}, ""},
		{[]string{"2019~"}, "2019~"}, // one is kept as written
		{[]string{"-", "2018-12", "-"}, "2018-12"},
		{[]string{"2019-03", "2018-12-05"}, "2018-12-05/2019-03"},
		{[]string{"2019-02", "2019-02"}, "2019-02"}, // no more exact than written
		{[]string{"2018", "2019-02"}, "2018/2019-02"},
		{[]string{"2018", "2017/2020", "2019"}, "2017/2020"},
		{[]string{"2019-07-23", "2019-07-23"}, "2019-07-23"},
		{[]string{"2019", "2017/.."}, "2017/.."},
		{[]string{"2017/..", "2019"}, "2017/.."},
		{[]string{"../2016", "2019", "2015"}, "../2019"},
		{[]string{"2019/", "2018/2018"}, "2018-01-01/.."},
		{[]string{"2017/..", "../2019"}, ""}, // nothing bounds it
	} {
		var periods []*Period
		for _, edtf := range row.periods {
			if edtf == "-" {
				periods = append(periods, nil)
				continue
			}
			periods = append(periods, period(edtf))
		}
		var want *Period
		if row.want != "" {
			want = period(row.want)
		}
		equal(t, strings.Join(row.periods, " "), Span(periods), want)
	}
}

func TestPeriodOfAndBetweenAreWrittenAsIntervals(t *testing.T) {
	equal(t, "two days", PeriodOf("2018-01-01", "2019-12-31"), period("2018-01-01/2019-12-31"))
	equal(t, "one day", PeriodOf("2018-01-01", "2018-01-01"), period("2018-01-01"))
	equal(t, "no first day", PeriodOf("", "2019-12-31"), period("../2019-12-31"))
	equal(t, "no last day", PeriodOf("2018-01-01", ""), period("2018-01-01/.."))
	equal(t, "no day", PeriodOf("", ""), (*Period)(nil))

	for _, edtf := range []string{"2018-01-01/2019-12-31", "2018-01-01", "../2019-12-31", "2018-01-01/.."} {
		equal(t, edtf, Between(period(edtf).First(), period(edtf).Last()), period(edtf))
	}
	equal(t, "undated", Between("", ""), (*Period)(nil))
	equal(t, "open on both sides", Between(OpenStart, OpenEnd), (*Period)(nil))
}

func TestOpenBoundsCompareAsBeforeAndAfterEveryDay(t *testing.T) {
	var none *Period
	equal(t, "no period", []Date{none.First(), none.Last()}, []Date{"", ""})
	equal(t, "open start", period("../2019").First(), OpenStart)
	equal(t, "open end", period("2019/..").Last(), OpenEnd)
	if OpenStart >= period("0000").Start || OpenEnd <= period("9999").End {
		t.Error("an open bound lies within the calendar")
	}
}

func TestDateIsADayOfTheCalendar(t *testing.T) {
	for _, s := range []string{"2020-02-29", "0000-01-01", "9999-12-31"} {
		if d, err := ParseDate(s); err != nil || d != Date(s) {
			t.Errorf("%s: got %q, %v", s, d, err)
		}
	}
	for _, s := range []string{"", "2019", "2019-02-29", "2019-13-01", "2019-1-1", "10000-01-01", "2019-07-23T00:00:00Z", " 2019-07-23"} {
		if _, err := ParseDate(s); err == nil || !strings.Contains(err.Error(), "write it as YYYY-MM-DD") {
			t.Errorf("%q: got %v", s, err)
		}
	}
}

func TestDateInGraphQLIsAStringOrNull(t *testing.T) {
	var b strings.Builder
	Date("2019-07-23").MarshalGQL(&b)
	Date("").MarshalGQL(&b)
	equal(t, "written", b.String(), `"2019-07-23"null`)

	var d Date
	if err := d.UnmarshalGQL("2019-07-23"); err != nil || d != "2019-07-23" {
		t.Errorf("got %q, %v", d, err)
	}
	for _, v := range []any{"2019-02-30", "2019", 2019, nil} {
		if err := d.UnmarshalGQL(v); CodeOf(err) != InvalidArgument {
			t.Errorf("%v: got %v, want %s", v, err, InvalidArgument)
		}
	}
	equal(t, "after refusals", d, Date("2019-07-23"))
}
