package docs_test

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/comity-graph/comity/gql"
	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/seed"
)

const guidePage = "seed/README.md"

// The files that the example of the guide is about, below the folder of packs.
const (
	exampleFile = "report-a-75-345/engagements/a-75-345/african-union-2.yaml"
	examplePack = "report-a-75-345/pack.yaml"
)

// flagsOf returns the commands that there are, each with its flags, as the page
// on the command line has them.
func flagsOf(t *testing.T) map[string][]string {
	t.Helper()
	flag := regexp.MustCompile("(?m)^\\| `(--[a-z-]+)")
	known := map[string][]string{}
	for _, text := range strings.Split(read(t, commandPage), "\n## comity ")[1:] {
		name, text, _ := strings.Cut(text, "\n")
		known[name] = nil
		for _, m := range flag.FindAllStringSubmatch(text, -1) {
			known[name] = append(known[name], m[1])
		}
	}
	if len(known) == 0 {
		t.Fatalf("docs/%s has no commands: this test has to look elsewhere", commandPage)
	}
	return known
}

// codeOf returns the code of a page: the lines of its blocks, and what stands
// between backquotes in its text.
func codeOf(page string) (lines, spans []string) {
	for i, part := range strings.Split("\n"+page, "\n```") {
		if i%2 == 1 {
			lines = append(lines, strings.Split(part, "\n")[1:]...)
			continue
		}
		for _, m := range regexp.MustCompile("`([^`\n]+)`").FindAllStringSubmatch(part, -1) {
			spans = append(spans, m[1])
		}
	}
	return lines, spans
}

// TestPagesShowCommandsThatExist checks every line of code that calls comity,
// on any page: that there is such a command with such flags.
func TestPagesShowCommandsThatExist(t *testing.T) {
	pages := []string{guidePage}
	for _, pattern := range []string{"*.md", "docs/*.md"} {
		found, err := filepath.Glob(root + pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range found {
			pages = append(pages, strings.TrimPrefix(filepath.ToSlash(file), root))
		}
	}
	known := flagsOf(t)
	call := regexp.MustCompile(`^(?:go run \./cmd/comity|comity) +([a-z]+)([^#]*)`)
	flag := regexp.MustCompile(`(?:^|\s)(--?[a-z][a-z-]*)`)
	for _, page := range pages {
		calls := 0
		for _, line := range slices.Concat(codeOf(readFile(t, page))) {
			m := call.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			calls++
			flags, ok := known[m[1]]
			if !ok {
				t.Errorf("%s: there is no command %s: %s", page, m[1], line)
				continue
			}
			for _, f := range flag.FindAllStringSubmatch(m[2], -1) {
				if !slices.Contains(flags, f[1]) {
					t.Errorf("%s: comity %s has no flag %s: %s", page, m[1], f[1], line)
				}
			}
		}
		if page == guidePage && calls < 5 {
			t.Errorf("%s calls comity %d times: this test has to look elsewhere", page, calls)
		}
	}
}

// anchor returns the address of a heading within its page.
func anchor(heading string) string {
	kept := regexp.MustCompile(`[^\p{L}\p{N} _-]`).ReplaceAllString(strings.ToLower(heading), "")
	return strings.ReplaceAll(kept, " ", "-")
}

// TestGuideLeadsSomewhere checks the files, the links within the repository and
// the ids that the guide names.
func TestGuideLeadsSomewhere(t *testing.T) {
	page := readFile(t, guidePage)
	content, err := seed.Load(seed.Data())
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, r := range content.Records {
		ids[string(r.Base().ID)] = true
	}
	var prefixes []string
	for _, spec := range graph.Kinds() {
		prefixes = append(prefixes, spec.Prefix)
	}
	_, spans := codeOf(page)
	for _, span := range spans {
		switch first, _, _ := strings.Cut(span, "/"); {
		case strings.ContainsAny(span, " \\"):
		case first == "seed" || first == "docs":
			if _, err := os.Stat(root + span); err != nil {
				t.Errorf("there is no %s", span)
			}
		case slices.Contains(prefixes, first) && !ids[span]:
			t.Errorf("nothing has the id %s", span)
		}
	}
	for _, m := range regexp.MustCompile(`\]\(([^)#]*)#?([^)]*)\)`).FindAllStringSubmatch(page, -1) {
		if strings.Contains(m[1], "://") {
			continue
		}
		target := guidePage
		if m[1] != "" {
			target = path.Join(path.Dir(guidePage), m[1])
		}
		var headings []string
		for _, h := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(readFile(t, target), -1) {
			headings = append(headings, anchor(h[1]))
		}
		if m[2] != "" && !slices.Contains(headings, m[2]) {
			t.Errorf("%s has no heading #%s", target, m[2])
		}
	}
}

// TestGuideShowsWhatIsPrinted runs each command that the guide shows with what
// it prints. A line of three dots stands for lines that are left out.
func TestGuideShowsWhatIsPrinted(t *testing.T) {
	pairs := regexp.MustCompile("\n```sh\ngo run \\./cmd/comity ([^\n]*)\n```\n\n```text\n([^`]*)\n```").FindAllStringSubmatch(readFile(t, guidePage), -1)
	if len(pairs) < 2 {
		t.Fatalf("there are %d commands with what they print", len(pairs))
	}
	for _, pair := range pairs {
		rest := "\n" + strings.ReplaceAll(comity(t, strings.Fields(pair[1])...), "\u00a0", " ")
		for passage := range strings.SplitSeq(pair[2], "…") {
			passage = strings.Trim(passage, "\n")
			if passage == "" {
				continue
			}
			_, after, ok := strings.Cut(rest, "\n"+passage+"\n")
			if !ok {
				t.Errorf("comity %s does not print, or not in this place\n%s\nbut\n%s", pair[1], passage, rest)
			}
			rest = "\n" + after
		}
	}
}

// TestGuideIsAnsweredSo asks the questions of the guide.
func TestGuideIsAnsweredSo(t *testing.T) {
	page := readFile(t, guidePage)
	api := gql.New(embedded(t), nil)
	for _, query := range blocks(page, "graphql") {
		answer := api.Do(t.Context(), gql.Request{Query: query})
		if len(answer.Errors) > 0 || strings.Contains(string(answer.Data), ":null}") {
			t.Errorf("%s\nis answered %s, %v", query, answer.Data, answer.Errors)
		}
	}
	if pairs := checkAnswers(t, api, page); pairs != 1 {
		t.Errorf("the guide has %d questions with their answers, want 1", pairs)
	}
}

// dataset is the packs that Comity comes with, and can be edited.
type dataset struct{ files fstest.MapFS }

func newDataset(t *testing.T) dataset {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(seed.Data(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(seed.Data(), name)
		files[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return dataset{files}
}

// with returns the dataset with another text in a file.
func (d dataset) with(name, text string) dataset {
	files := maps.Clone(d.files)
	files[name] = &fstest.MapFile{Data: []byte(text)}
	return dataset{files}
}

func (d dataset) text(name string) string { return string(d.files[name].Data) }

// mistakes reads the dataset, and returns what is wrong with it.
func (d dataset) mistakes(t *testing.T) seed.Mistakes {
	t.Helper()
	_, err := seed.Read(d.files)
	var mistakes seed.Mistakes
	if err != nil && !errors.As(err, &mistakes) {
		t.Fatal(err)
	}
	return mistakes.In("seed/data")
}

// example is the entry of the guide, a line of it that is wrong, and that line
// as it should be.
type example struct{ entry, wrong, right string }

func guideExample(t *testing.T) example {
	t.Helper()
	found := blocks(readFile(t, guidePage), "yaml")
	if len(found) != 3 {
		t.Fatalf("the guide has %d blocks of YAML, want the entry, and a line before and after its correction", len(found))
	}
	e := example{found[0] + "\n", found[1] + "\n", found[2] + "\n"}
	if strings.Count(e.entry, e.right) != 1 || e.wrong == e.right {
		t.Fatalf("the entry of the guide does not have the line\n%s", e.right)
	}
	return e
}

// TestGuideExampleFits puts the example of the guide in its place: it is what
// stands there, and can be edited as the guide says.
func TestGuideExampleFits(t *testing.T) {
	data, e := newDataset(t), guideExample(t)
	text := data.text(exampleFile)
	if !strings.Contains(text, e.entry) {
		t.Fatalf("%s does not have the entry of the guide as it is printed there", exampleFile)
	}
	if !strings.Contains(readFile(t, guidePage), "`seed/data/"+exampleFile+"`") {
		t.Errorf("the guide does not say that its entry is in %s", exampleFile)
	}

	wrong := strings.Replace(strings.Replace(e.entry, e.right, e.wrong, 1), "review: READ_TWICE", "review: READ", 1)
	if wrong == e.entry {
		t.Error("there is nothing to correct")
	}
	if m := data.with(exampleFile, strings.Replace(text, e.entry, wrong, 1)).mistakes(t); m != nil {
		t.Errorf("the entry before its correction is refused:\n%v", m)
	}

	id := regexp.MustCompile(`- id: (\S+)`).FindString(e.entry)
	added := data.with(exampleFile, text+"\n"+strings.Replace(e.entry, id, id+"-again", 1))
	if m := added.mistakes(t); len(m) != 1 || m[0].File != "seed/data/"+examplePack {
		t.Fatalf("a copy of the entry should be one more than expected, and nothing else wrong:\n%v", m)
	}
	expected := regexp.MustCompile(`(?m)^  engagements: (\d+)$`)
	pack := added.text(examplePack)
	number, err := strconv.Atoi(expected.FindStringSubmatch(pack)[1])
	if err != nil {
		t.Fatal(err)
	}
	pack = expected.ReplaceAllString(pack, "  engagements: "+strconv.Itoa(number+1))
	if m := added.with(examplePack, pack).mistakes(t); m != nil {
		t.Errorf("a copy of the entry is refused, although it is expected:\n%v", m)
	}
}

// TestGuideExplainsARealMistake makes the slip that the guide shows, and
// compares the message, the number of the line apart.
func TestGuideExplainsARealMistake(t *testing.T) {
	page := readFile(t, guidePage)
	data, e := newDataset(t), guideExample(t)
	for _, block := range blocks(page, "text") {
		place := regexp.MustCompile(`^(seed/data/\S+\.yaml):(\d+):(\d+):`).FindStringSubmatch(block)
		if place == nil {
			continue
		}
		_, slip, _ := strings.Cut(block, "\n    | ")
		slip, _, _ = strings.Cut(slip, "\n")
		text := data.text(exampleFile)
		mistakes := data.with(exampleFile, strings.Replace(text, e.entry, strings.Replace(e.entry, e.right, slip+"\n", 1), 1)).mistakes(t)
		if len(mistakes) != 1 {
			t.Fatalf("the slip of the guide is %d mistakes:\n%v", len(mistakes), mistakes)
		}
		line := regexp.MustCompile(`:\d+:`)
		got, want := strings.TrimSpace(mistakes[0].String()), strings.TrimSpace(block)
		if line.ReplaceAllString(got, ":") != line.ReplaceAllString(want, ":") {
			t.Errorf("the mistake is printed as\n%s\nand not as\n%s", got, want)
		}
		if told := "line " + place[2] + ", character " + place[3]; !strings.Contains(page, told) {
			t.Errorf("the guide does not explain the numbers: %q", told)
		}
		return
	}
	t.Error("the guide shows no mistake")
}
