package seed

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"
)

func TestACaretStandsBelowItsColumn(t *testing.T) {
	long := strings.Repeat("é", 100) + "X" + strings.Repeat("ü", 100)
	for _, c := range []struct {
		name, line string
		column     int
		under      string
	}{
		{"at the beginning", "id: x", 1, "i"},
		{"after accents", "été: x", 6, "x"},
		{"in a long line", long, 101, "X"},
		{"at the beginning of a long line", "X" + long, 1, "X"},
		{"at the end of a long line", long + "Y", 202, "Y"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, caret := window(c.line, c.column)
			at := utf8.RuneCountInString(caret) - 1
			if got := string([]rune(text)[at]); got != c.under {
				t.Errorf("the caret stands below %q, expected %q\n%s\n%s", got, c.under, text, caret)
			}
			if n := utf8.RuneCountInString(text); n > windowWidth+2 {
				t.Errorf("%d characters are shown", n)
			}
		})
	}
}

func TestACaretKeepsTabs(t *testing.T) {
	if _, caret := window("\t- x", 4); caret != "\t  ^" {
		t.Errorf("%q", caret)
	}
}

func TestACaretStandsBehindTheLineWhereSomethingIsMissing(t *testing.T) {
	text, caret := window("names:", 7)
	if text != "names:" || caret != "      ^" {
		t.Errorf("%q, %q", text, caret)
	}
}

func TestMistakesCanBeNamedFromFurtherUp(t *testing.T) {
	mistakes := Mistakes{{
		File: "small/pack.yaml", Message: "it is given at small/states/eth.yaml:1:5 too (small/memberships/a.csv:2:3)",
		Advice: "call the file eth.yaml, or write state/eth here",
	}}
	moved := mistakes.In("seed/data")
	if got, want := moved[0].Message, "it is given at seed/data/small/states/eth.yaml:1:5 too (seed/data/small/memberships/a.csv:2:3)"; got != want {
		t.Errorf("%q, expected %q", got, want)
	}
	if got := moved[0].Advice; got != mistakes[0].Advice {
		t.Errorf("%q", got)
	}
	if moved[0].File != "seed/data/small/pack.yaml" || mistakes[0].File != "small/pack.yaml" {
		t.Errorf("%q from %q", moved[0].File, mistakes[0].File)
	}
}

func TestAPathLeadsToTheMistake(t *testing.T) {
	_, err := Read(fstest.MapFS{
		"p/pack.yaml": {Data: []byte("id: p\ntitle: {en: P, fr: P}\npublisher: P\nlicence: P\ncoverage: {en: P, fr: P}\n")},
		"p/areas/a.yaml": {Data: []byte(
			"id: area/a\ncategory: region\nnames: {en: {short: A, acronym: [A, [B]]}, fr: {short: A}}\n")},
	})
	var mistakes Mistakes
	if !errors.As(err, &mistakes) || len(mistakes) != 1 {
		t.Fatalf("%v", err)
	}
	m := mistakes[0]
	if m.Path != "names.en.acronym[1]" || m.Line != 3 || m.Column != 37 || m.Snippet == "" {
		t.Errorf("%+v", m)
	}
}

func TestTextThatIsNotUTF8IsRefused(t *testing.T) {
	_, err := Read(fstest.MapFS{"p/pack.yaml": {Data: []byte("id: p\ntitle: {en: P, fr: \xe9t\xe9}\n")}})
	if err == nil || !strings.Contains(err.Error(), "p/pack.yaml:2:20: not UTF-8") {
		t.Errorf("%v", err)
	}
}

func TestAMarkOfByteOrderAndLineEndsOfWindowsAreTaken(t *testing.T) {
	_, err := Read(fstest.MapFS{"p/pack.yaml": {Data: []byte(
		"\ufeffid: p\r\ntitle: {en: P, fr: P}\r\npublisher: P\r\nlicence: P\r\ncoverage: {en: P, fr: P}\r\n")}})
	if err != nil {
		t.Error(err)
	}
}

func TestAFolderWithoutPacksIsNoDataset(t *testing.T) {
	if _, err := Read(fstest.MapFS{"README.md": {}, "_drafts/pack.yaml": {}}); err == nil {
		t.Error("it was read")
	}
}

// Whatever stands in a file, Read explains it; it does not panic.
func TestNoTextIsTooOdd(t *testing.T) {
	for _, text := range []string{
		"", "\n", "#", "-", "- ", ":", ": :", "?", "? a", "? [a]: b", "[", "]", "{", "}", "{{", "[[", "{a", "{a: b", "a: {b", "a: [b", "a: &b", "a: *b", "*a", "&a",
		"&a b: *a", "!", "!!", "!a", "%", "%YAML 1.2\n---\n", "---", "---\n---", "...", "|", ">", "a: |", "a: >\n", "'", "\"", "a: '", "a: \"\\x\"", "\t", "a:\tb",
		"<<: *a", "<<: {a: b}", "id", "id:", "id: []", "id: {}", "[]", "{}", "names: [{}]", "names: {en: {}}", "passages: [a, [], {}, at]", "a: b: c: d", "\x00", "\u2028",
		"engagements: [{}]", "engagements: {}", "engagements: [null]", "cites: [null, [], {}]", "1: 2", "null: null", "~", "{a: , b: }", "{, }", "[,]",
	} {
		for _, name := range []string{"p/pack.yaml", "p/areas/a.yaml", "p/sources/s.yaml", "p/engagements/s/a.yaml", "p/memberships/s.csv"} {
			if _, err := Read(fstest.MapFS{name: {Data: []byte(text)}}); err == nil {
				t.Errorf("%s: %q was read", name, text)
			}
		}
	}
}
