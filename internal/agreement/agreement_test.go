package agreement_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/comity-graph/comity/internal/agreement"
)

const header = "id,cites,category,participants,themes,dates,held_in,concerns,status,specificity,title\n"

func read(t *testing.T, rows string) []agreement.Statement {
	t.Helper()
	statements, err := agreement.Read(strings.NewReader(header + rows))
	if err != nil {
		t.Fatal(err)
	}
	return statements
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("%s is %.6f, want %.6f", what, got, want)
	}
}

// The same sentence tells of a strategy and of the help to write it: each must
// find its own, whatever the order and the ids.
func TestStatementsOfOneSentenceFindTheirOwn(t *testing.T) {
	first := read(t, `
activity/help,35.1,rule-making,un/dppa=SUPPORTER,organised-crime,,,,COMPLETED,SPECIFIC,help
initiative/strategy,35.1,plan-or-strategy,organisation/x=LEAD,organised-crime,ADOPTED=2019,,,ONGOING,SPECIFIC,strategy
event/only-here,36.1,meeting,un/dppa=PARTICIPANT,organised-crime,period=2020,,,COMPLETED,SPECIFIC,meeting
`[1:])
	second := read(t, `
initiative/s,35.1,plan-or-strategy,organisation/x=LEAD,organised-crime,period=2019,,,COMPLETED,SPECIFIC,s
activity/a,35.1,technical-assistance,un/dppa=SUPPORTER un/undp=SUPPORTER?,organised-crime,,,,COMPLETED,SPECIFIC,a
`[1:])
	m := agreement.Match(first, second)
	if len(m.Pairs) != 2 || m.Pairs[0].Second.ID != "activity/a" || m.Pairs[1].Second.ID != "initiative/s" {
		t.Errorf("the pairs are %v", m.Pairs)
	}
	if len(m.OnlyFirst) != 1 || m.OnlyFirst[0].ID != "event/only-here" || len(m.OnlySecond) != 0 {
		t.Errorf("alone are %v and %v", m.OnlyFirst, m.OnlySecond)
	}
	got := agreement.Measure(m)
	near(t, "the agreement on statements", got.Statements, 4./5)
	near(t, "the agreement on participants", got.Participants, 4./5)
	near(t, "the agreement on dates", got.Dates, 1)
}

// What stands in several sections is one statement, in the section that it
// cites first; what both leave empty makes nobody alike.
func TestStatementsArePairedOverTheWholeDocument(t *testing.T) {
	first := read(t, `
event/debate,39.2 101.1,session,un/sc=ORGANISER,counter-terrorism,period=2019-09,,,COMPLETED,SPECIFIC,debate
initiative/forum,50.1,platform,,youth,,,,UNSTATED,SPECIFIC,forum
initiative/fund,50.1,fund,,finance,,,,UNSTATED,SPECIFIC,fund
`[1:])
	second := read(t, `
event/d,39.2,session,un/sc=PARTICIPANT,counter-terrorism,period=2019-09,,,COMPLETED,SPECIFIC,d
initiative/a,50.1,programme,,finance,,,,UNSTATED,SPECIFIC,a
initiative/b,50.1,programme,,youth,,,,UNSTATED,SPECIFIC,b
event/d,101.1,session,un/sg=SPEAKER?,counter-terrorism,,,,COMPLETED,SPECIFIC,d
`[1:])
	m := agreement.Match(first, second)
	if len(m.Pairs) != 3 || m.Pairs[1].Second.ID != "initiative/b" || m.Pairs[2].Second.ID != "initiative/a" {
		t.Fatalf("the pairs are %v", m.Pairs)
	}
	if got := m.Pairs[0].Second; len(got.Cites) != 2 || len(got.Roles) != 2 || len(got.Inferred) != 1 {
		t.Errorf("the debate is %v", got)
	}
	part := m.Part(func(s agreement.Statement) bool { return s.Cites[0] == "39.2" })
	if len(part.Pairs) != 1 || part.Pairs[0].First.ID != "event/debate" {
		t.Errorf("the part is %v", part)
	}
}

// Two readers judge nine things with A, B, C or D: the value was worked out by
// hand from the coincidences.
func TestAlphaOfSingleValues(t *testing.T) {
	var first, second strings.Builder
	for i, values := range []string{"AA", "BB", "CC", "CC", "BB", "BA", "DD", "AA", "BB"} {
		fmt.Fprintf(&first, "e/%d,1.1,c,,,,,,%s,s,t\n", i, values[:1])
		fmt.Fprintf(&second, "e/%d,1.1,c,,,,,,%s,s,t\n", i, values[1:])
	}
	a, b := read(t, first.String()), read(t, second.String())
	var m agreement.Matching
	for i := range a {
		m.Pairs = append(m.Pairs, agreement.Pair{First: a[i], Second: b[i]})
	}
	// Of 9 pairs one differs. The 18 values are 5 A, 7 B, 4 C and 2 D, so that
	// 18·17 - (5·4 + 7·6 + 4·3 + 2·1) = 230 of 306 ordered pairs differ.
	near(t, "alpha", agreement.Measure(m).Status, 1-(1./9)/(230./306))
}

func TestAlphaOfSets(t *testing.T) {
	a := read(t, "e/1,1.1,c,,x y,,,,s,s,t\ne/2,2.1,c,,x,,,,s,s,t\n")
	b := read(t, "e/1,1.1,c,,x,,,,s,s,t\ne/2,2.1,c,,x,,,,s,s,t\n")
	// The distance of {x,y} and {x} is 1 - 1/2·2/3 = 2/3; of the 12 ordered
	// pairs of the four sets, 6 are these two.
	near(t, "alpha", agreement.Measure(agreement.Match(a, b)).Themes, 1-(1./3)/(6*(2./3)/12))
}

func TestAReadingThatCannotBeReadSaysWhere(t *testing.T) {
	for rows, want := range map[string]string{
		"e/1,1.1,c,un/undp,,,,,s,s,t\n":        `line 2: participant "un/undp" has no role`,
		"e/1,1.1,c,,,2019,,,s,s,t\n":           `line 2: date "2019" does not say of what`,
		"e/1,1.1,c,,,,,,s,s,t\ne/2,,c,,,,,,,,": `line 3: "e/2" cites nothing`,
	} {
		_, err := agreement.Read(strings.NewReader(header + rows))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", rows, err)
		}
	}
}
