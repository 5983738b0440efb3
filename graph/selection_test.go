package graph

import "testing"

func TestATimeSpanAllowsWhatMayOverlapItOrCertainlyLiesWithin(t *testing.T) {
	for _, row := range []struct {
		from, to         Date
		edtf             string
		overlaps, within bool
	}{
		{"2019-01-01", "2019-12-31", "2019", true, true},
		{"2019-01-01", "2019-12-31", "2019-07-23", true, true},
		{"2019-01-01", "2019-12-31", "2018/2019-01-01", true, false},
		{"2019-01-01", "2019-12-31", "2019-12-31/2020", true, false},
		{"2019-01-01", "2019-12-31", "2018", false, false},
		{"2019-01-01", "2019-12-31", "2020", false, false},
		{"2019-01-01", "2019-12-31", "201X", true, false},
		{"2019-01-01", "2019-12-31", "2019-06/..", true, false}, // its end may be any day
		{"2019-01-01", "2019-12-31", "../2019-06", true, false},
		{"2019-01-01", "2019-12-31", "2020/..", false, false},
		{"2019-01-01", "2019-12-31", "../2018", false, false},
		{"2019-07-23", "2019-07-23", "2019-07-23", true, true},
		// Open spans.
		{"", "2019-12-31", "../2019", true, true},
		{"", "2019-12-31", "2019/..", true, false},
		{"", "2019-12-31", "2020", false, false},
		{"2019-01-01", "", "2019/..", true, true},
		{"2019-01-01", "", "../2019", true, false},
		{"2019-01-01", "", "2018", false, false},
		{"", "", "2019", true, true},
		{"", "", "2019/..", true, true},
	} {
		p := period(row.edtf)
		span := TimeSpan{From: row.from, To: row.to}
		overlaps := span.Allows(p.First(), p.Last())
		span.Within = true
		if within := span.Allows(p.First(), p.Last()); overlaps != row.overlaps || within != row.within {
			t.Errorf("%s to %s, %s: overlaps %v, within %v; want %v, %v", row.from, row.to, row.edtf, overlaps, within, row.overlaps, row.within)
		}
	}
}

func TestJudgeSaysWhatTheDefaultsLeaveOut(t *testing.T) {
	defaults := Selection{Statuses: []Status{StatusOngoing, StatusCompleted, StatusUnstated}, StatusesDefault: true, SpecificOnly: true}
	with := func(edit func(*Selection)) *Selection {
		s := defaults
		edit(&s)
		return &s
	}
	in2019 := func(undated Undated) *Selection {
		return with(func(s *Selection) { s.Time = &TimeSpan{From: "2019-01-01", To: "2019-12-31", Undated: undated} })
	}
	asked := func(statuses ...Status) *Selection {
		return with(func(s *Selection) { s.Statuses, s.StatusesDefault = statuses, false })
	}
	for _, row := range []struct {
		what        string
		s           *Selection
		status      Status
		specificity Specificity
		edtf        string
		reporting   string
		want        Verdict
	}{
		{"what the defaults count", &defaults, StatusCompleted, Specific, "2019", "", Counted},
		{"an undated one, without a span", &defaults, StatusUnstated, Specific, "", "", Counted},
		{"a planned one", &defaults, StatusPlanned, Specific, "2019", "", LeftOutPlanned},
		{"a general one", &defaults, StatusOngoing, General, "2019", "", LeftOutGeneral},
		{"planned comes before general", &defaults, StatusPlanned, General, "", "", LeftOutPlanned},
		{"a status that is no default", &defaults, "NONSENSE", Specific, "", "", LeftOut},
		{"a general one, asked for", with(func(s *Selection) { s.SpecificOnly = false }), StatusOngoing, General, "", "", Counted},
		{"a planned one, asked for", asked(StatusPlanned), StatusPlanned, Specific, "", "", Counted},
		{"another status than was asked for", asked(StatusPlanned), StatusCompleted, Specific, "", "", LeftOut},
		{"a planned one, where another was asked for", asked(StatusCompleted), StatusPlanned, General, "", "", LeftOut},
		{"nothing left out", &Selection{}, StatusPlanned, General, "", "", Counted},

		{"within the span", in2019(""), StatusCompleted, Specific, "2019-07", "", Counted},
		{"outside of the span", in2019(""), StatusCompleted, Specific, "2018", "", LeftOut},
		{"outside of the span, and planned", in2019(""), StatusPlanned, General, "2018", "", LeftOut},
		{"outside of the span, whatever its report", in2019(UndatedByReportingPeriod), StatusCompleted, Specific, "2018", "2019", LeftOut},
		{"an open start", in2019(""), StatusCompleted, Specific, "../2019", "", Counted},
		{"undated", in2019(""), StatusCompleted, Specific, "", "2019", LeftOutUndated},
		{"undated, by that name", in2019(UndatedExclude), StatusCompleted, Specific, "", "2019", LeftOutUndated},
		{"undated and planned", in2019(""), StatusPlanned, Specific, "", "", LeftOutPlanned},
		{"undated and general", in2019(""), StatusOngoing, General, "", "", LeftOutGeneral},
		{"undated, asked for", in2019(UndatedInclude), StatusCompleted, Specific, "", "", Counted},
		{"undated, asked for, and general", in2019(UndatedInclude), StatusCompleted, General, "", "", LeftOutGeneral},
		{"undated, in a report of that time", in2019(UndatedByReportingPeriod), StatusCompleted, Specific, "", "2019-09/2020-08", Counted},
		{"undated, in a report of another time", in2019(UndatedByReportingPeriod), StatusCompleted, Specific, "", "2020/2021", LeftOut},
		{"undated, in a report without a period", in2019(UndatedByReportingPeriod), StatusCompleted, Specific, "", "", LeftOut},
		{"undated, in an open report", in2019(UndatedByReportingPeriod), StatusPlanned, Specific, "", "2018/..", LeftOutPlanned},
	} {
		var p, report *Period
		if row.edtf != "" {
			p = period(row.edtf)
		}
		if row.reporting != "" {
			report = period(row.reporting)
		}
		if got := row.s.Judge(row.status, row.specificity, p.First(), p.Last(), report.First(), report.Last()); got != row.want {
			t.Errorf("%s: got %d, want %d", row.what, got, row.want)
		}
	}
}
