package seed

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/comity-graph/comity/graph"
)

// TestWarningsAreExplained changes the small pack as TestMistakesAreExplained
// does, in a way that can be read, and compares what is said with what each
// file in testdata/doubtful expects. What the small pack is warned of anyway is
// left out.
func TestWarningsAreExplained(t *testing.T) {
	files, err := filepath.Glob("testdata/doubtful/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	small, err := Check(os.DirFS("testdata/small"))
	if err != nil {
		t.Fatal(err)
	}
	told := map[Rule]bool{}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			const messages = "warnings"
			last := len(archive.Files) - 1
			if archive.Files[last].Name != messages {
				archive.Files = append(archive.Files, txtar.File{Name: messages})
				last++
			}
			report, err := Check(malformed(t, archive.Files[:last]))
			if err != nil || len(report.Mistakes) > 0 {
				t.Fatalf("%v\n%v", err, report.Mistakes)
			}
			var found strings.Builder
			for _, w := range report.Warnings {
				if slices.ContainsFunc(small.Warnings, func(x Warning) bool { return x.File == w.File && x.Path == w.Path && x.Rule == w.Rule }) {
					continue
				}
				if w.Advice == "" || w.Line == 0 {
					t.Errorf("nobody can act on this:\n%s", w)
				}
				told[w.Rule] = true
				found.WriteString(w.String() + "\n")
			}
			archive.Files[last].Data = []byte(found.String())
			golden(t, name, txtar.Format(archive))
		})
	}
	for _, rule := range Rules() {
		if !told[rule] {
			t.Errorf("no case is warned of by the rule %s", rule)
		}
	}
}

// Whoever sees a warning that is none stops reading them.
func TestOurDataIsNotWarnedOf(t *testing.T) {
	report, err := Check(Data())
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range report.Warnings {
		t.Error(w)
	}
}

func TestCheckSaysWhatReadSays(t *testing.T) {
	report, err := Check(os.DirFS("testdata/small"))
	if err != nil {
		t.Fatal(err)
	}
	content, err := Load(os.DirFS("testdata/small"))
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Mistakes) > 0 || report.Content == nil || report.Content.Info.Version != content.Info.Version {
		t.Errorf("%+v, expected version %s", report, content.Info.Version)
	}
	counted := map[graph.Kind]int{}
	for i := range content.Records {
		counted[content.Records[i].Base().Kind]++
	}
	for _, c := range report.Counts {
		if counted[c.Kind] != c.Count {
			t.Errorf("%s: %d, expected %d", c.Name, c.Count, counted[c.Kind])
		}
		delete(counted, c.Kind)
	}
	if len(counted) > 0 {
		t.Errorf("not counted: %v", counted)
	}

	broken, err := Check(fstest.MapFS{"p/pack.yaml": {Data: []byte("id: q\n")}})
	if err != nil {
		t.Fatal(err)
	}
	if len(broken.Mistakes) == 0 || broken.Content != nil {
		t.Errorf("%+v", broken)
	}
	if _, err := Check(fstest.MapFS{}); err == nil {
		t.Error("a folder without packs was checked")
	}
}

func TestCoverageIsToldInRanges(t *testing.T) {
	source := func(passages string) fstest.MapFS {
		return fstest.MapFS{
			"p/pack.yaml": {Data: []byte("id: p\ntitle: {en: P, fr: P}\npublisher: P\nlicence: P\ncoverage: {en: P, fr: P}\n")},
			"p/sources/s.yaml": {Data: []byte("id: source/s\nnames: {en: {short: S}, fr: {short: S}}\npublisher: P\nlicence: P\n" +
				"sections: [{key: a, heading: {en: A, fr: A}}]\npassages:\n" + passages)},
		}
	}
	line := func(at, rest string) string { return "  - {at: \"" + at + "\", section: a, coverage: " + rest + "}\n" }
	report, err := Check(source(
		line("Preamble", "UNREAD") + line("1", "UNREAD") + line("2", "UNREAD") + line("2 note 1", "UNREAD") + line("3", "NO_FACTS, reason: context") +
			line("4", "UNREAD") + line("5", "NO_FACTS, reason: procedure") + line("6", "NO_FACTS, reason: context") + line("7", "NO_FACTS, reason: context") +
			line("Annex", "UNREAD") + line("End", "UNREAD")))
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Mistakes) > 0 || len(report.Coverage) != 1 {
		t.Fatalf("%+v", report)
	}
	c := report.Coverage[0]
	told := func(s Stretch) string {
		var ranges []string
		for _, r := range s.Ranges {
			ranges = append(ranges, r.String())
		}
		return strings.Join(ranges, ", ")
	}
	if got := told(c.Unread); c.Unread.Count != 7 || got != "Preamble, 1–2 note 1, 4, Annex, End" {
		t.Errorf("%d unread: %s", c.Unread.Count, got)
	}
	if c.Passages != 11 || c.Facts.Count != 0 || len(c.NoFacts) != 2 {
		t.Errorf("%+v", c)
	}
	for _, without := range c.NoFacts {
		if got, want := told(without.Stretch), map[string]string{"context": "3, 6–7", "procedure": "5"}[without.Reason]; got != want {
			t.Errorf("%s: %s, expected %s", without.Reason, got, want)
		}
	}
}

func TestWhatAnEditorLeavesIsNoPartOfADataset(t *testing.T) {
	files := fstest.MapFS{
		"p/pack.yaml":         {Data: []byte("id: p\ntitle: {en: P, fr: P}\npublisher: P\nlicence: P\ncoverage: {en: P, fr: P}\n")},
		"p/areas/a.yaml~":     {Data: []byte("id: x")},
		"p/areas/#a.yaml#":    {Data: []byte("id: x")},
		"p/areas/.a.yaml.swp": {Data: []byte("id: x")},
	}
	if _, err := Read(files); err != nil {
		t.Error(err)
	}
}
