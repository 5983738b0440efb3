package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/rivo/uniseg"

	"github.com/comity-graph/comity/graph"
)

func TestWrapCountsColumns(t *testing.T) {
	for _, test := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 5, []string{""}},
		{"one two three", 7, []string{"one two", "three"}},
		{"one  two ", 80, []string{"one two"}},
		{"para.\u00a016 is kept", 8, []string{"para.\u00a016", "is kept"}},
		{"santé Santé", 5, []string{"santé", "Santé"}},
		{"e\u0301te\u0301 e\u0301te\u0301", 7, []string{"e\u0301te\u0301 e\u0301te\u0301"}},
		{"欧州連合", 4, []string{"欧州", "連合"}},
		{"abcdefgh ij", 3, []string{"abc", "def", "gh", "ij"}},
		{"👩‍👩‍👧 x", 1, []string{"👩‍👩‍👧", "x"}},
	} {
		if got := wrap(test.text, test.width); !slices.Equal(got, test.want) {
			t.Errorf("wrap(%q, %d) = %q, want %q", test.text, test.width, got, test.want)
		}
	}
}

func TestLinesFitThePaper(t *testing.T) {
	p := &paper{width: 40}
	p.paragraph(plain, "  • ", strings.Repeat("Coopération entre 国連 et l'Union africaine ", 5))
	for i, line := range strings.Split(strings.TrimSuffix(string(p.bytes()), "\n"), "\n") {
		if w := uniseg.StringWidth(line); w > 40 {
			t.Errorf("%q has %d columns", line, w)
		}
		if (i == 0) != strings.HasPrefix(line, "  • ") || !strings.HasPrefix(line, "  ") {
			t.Errorf("line %d is not indented as it should: %q", i, line)
		}
	}
}

func TestColourIsForTerminals(t *testing.T) {
	p := newPaper(&program{stdout: &strings.Builder{}, env: func(string) string { return "" }}, 0)
	if p.colour || p.width != usualWidth {
		t.Errorf("paper that is no terminal: %+v", p)
	}
	p.line(bold, "x")
	p.colour = true
	p.line(bold, "y")
	if got, want := string(p.bytes()), "x\n\x1b[1my\x1b[0m\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestWidthComesFromSurroundings(t *testing.T) {
	for columns, want := range map[string]int{"": usualWidth, "100": 100, "20": leastWidth, "500": wideEnough, "wide": usualWidth} {
		p := newPaper(&program{stdout: &strings.Builder{}, env: func(name string) string {
			return map[string]string{"COLUMNS": columns}[name]
		}}, 0)
		if p.width != want {
			t.Errorf("COLUMNS=%s: width %d, want %d", columns, p.width, want)
		}
	}
}

func TestWordsAreInBothLanguages(t *testing.T) {
	en, fr := englishWords(), frenchWords()
	if got, want := len(fr.roleNames), len(en.roleNames); got != want {
		t.Errorf("%d roles in French, %d in English", got, want)
	}
	for _, role := range graph.Roles() {
		if en.roleNames[role] == "" || fr.roleNames[role] == "" {
			t.Errorf("%s has no name", role)
		}
	}
}
