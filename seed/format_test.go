package seed

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"
)

// The folders of packs in this repository.
func packFolders() []string {
	return []string{"data", "testdata/hard", "testdata/small", "../cmd/comity/testdata/packs"}
}

// TestDataIsFormatted keeps seed/data in the one form, with the schemas that
// belong to it.
func TestDataIsFormatted(t *testing.T) {
	const advice = "run: go run ./cmd/comity fmt seed/data"
	formatted := formatAll(t, "data")
	for name, file := range formatted {
		if text := readFile(t, "data", name); !bytes.Equal(text, file.Data) {
			line := firstDifference(text, file.Data)
			t.Errorf("seed/data/%s:%d is not in the one form; %s\nis:      %s\nbecomes: %s",
				name, line+1, advice, lineAt(text, line), lineAt(file.Data, line))
		}
	}
	schemas := Schemas()
	for name, schema := range schemas {
		if text, err := os.ReadFile(filepath.Join("data", name)); err != nil || !bytes.Equal(text, schema) {
			t.Errorf("seed/data/%s is not current; %s", name, advice)
		}
	}
	found, err := filepath.Glob("data/" + schemaFolder + "/*")
	if err != nil || len(found) != len(schemas) {
		t.Errorf("%d files in %s, and %d schemas (%v); delete what is too much", len(found), schemaFolder, len(schemas), err)
	}
}

func TestSchemasAreNotInTheBinary(t *testing.T) {
	if _, err := fs.Stat(Data(), schemaFolder); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s is embedded: %v", schemaFolder, err)
	}
}

// formatAll formats all files of a folder, checks that a second time changes
// nothing, and returns them.
func formatAll(t *testing.T, folder string) fstest.MapFS {
	t.Helper()
	names, err := Files(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	formatted := fstest.MapFS{}
	for _, name := range names {
		text, err := Format(name, readFile(t, folder, name))
		if err != nil {
			t.Fatalf("%s/%s: %v", folder, name, err)
		}
		again, err := Format(name, text)
		if err != nil || !bytes.Equal(text, again) {
			t.Errorf("%s/%s changes again when it is formatted again: %v", folder, name, err)
		}
		formatted[name] = &fstest.MapFile{Data: text}
	}
	return formatted
}

func readFile(t *testing.T, folder, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestWhatIsFormattedMeansTheSame(t *testing.T) {
	for _, folder := range packFolders() {
		before, err := Read(os.DirFS(folder))
		if err != nil {
			t.Fatal(err)
		}
		after, err := Read(formatAll(t, folder))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(encode(t, before), encode(t, after)) {
			t.Errorf("%s means something else when it is formatted", folder)
		}
	}
}

// TestFilesAreFormattedAsShown formats what each file in testdata/format holds.
//
// Such a file is a txtar archive. Its comment says what it shows. The first
// section is called as a file of a dataset and is its text. The second is what
// becomes of it: "formatted", or "mistakes" if it is left as it is.
func TestFilesAreFormattedAsShown(t *testing.T) {
	files, err := filepath.Glob("testdata/format/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil || len(archive.Files) == 0 {
				t.Fatalf("nothing to format: %v", err)
			}
			given := archive.Files[0]
			text, err := Format(given.Name, given.Data)
			becomes := txtar.File{Name: "formatted", Data: text}
			var mistakes Mistakes
			switch {
			case errors.As(err, &mistakes):
				becomes = txtar.File{Name: "mistakes", Data: []byte(err.Error() + "\n")}
			case err != nil:
				t.Fatal(err)
			}
			archive.Files = []txtar.File{given, becomes}
			golden(t, name, txtar.Format(archive))
		})
	}
}

// What txtar cannot show: it ends lines in its own way.
func TestLinesEndAsTheyShould(t *testing.T) {
	const becomes = "# yaml-language-server: $schema=../../_schema/area.schema.json\n# A\n\nid: area/a\nnames:\n  en: {short: A} # B\n"
	for _, text := range []string{
		"# A\r\n\r\nid: area/a\r\nnames:\r\n  en: {short: A} # B\r\n",
		"\ufeff# A\n\nid: area/a\nnames:\n  en: {short: A} # B",
		"# A  \n\n\n\nid:   area/a\t\nnames:  \n  en: {short: A}   # B\t\n\n\n",
	} {
		formatted, err := Format("p/areas/a.yaml", []byte(text))
		if err != nil || string(formatted) != becomes {
			t.Errorf("%q becomes %q, %v", text, formatted, err)
		}
	}
	formatted, err := Format("p/memberships/a.csv", []byte("\ufeff"+strings.Join(shapes.membership.names, ",")+"\r\n1,2,3,4,5,6,7,8,\" 9\",\"1\"\"0\""))
	if want := strings.Join(shapes.membership.names, ",") + "\n1,2,3,4,5,6,7,8,9,\"1\"\"0\"\n"; err != nil || string(formatted) != want {
		t.Errorf("%q, %v", formatted, err)
	}
}

func TestEveryTextComesBackAsItWas(t *testing.T) {
	texts := []string{
		"", " ", "a", "a ", " a", "-", "- a", "-a", "a - b", "a: b", "a:b", "a:", ":a", "a #b", "a#b", "#", "yes", "No", "NULL", "~", "~a", "1", "1.5", "1e5", "0x1F", "1_000",
		"2018-12", "2017/..", "../2019", ".5", ".inf", "..", ".", "12:30", "é", "« a » : b", "a\u00a0: b", "\u00a0a", "a\nb", "a\n", "\ta", "a\tb", `a\b`, `"a"`, `a "b"`, "'a'", "it's",
		"a, b", "a,b", "[a]", "a [b]", "{a}", "a {b}", "a]", "*a", "&a", "!a", "|", ">", "%a", "@a", "`a", "?", "? a", "<<", "=", "+1", "\\", "a\\", "\u2028", "\ufeff", "\u0085", "---", "...", "--- a", "👩🏽‍🚀",
		"a\rb", "\x7f", "true", "off", "n", "y", "0o17", "1,000", "35 per cent", "5 note 1", "a  b", "a & b", "a | b", "a > b", "a % b", "a @ b", "(a)", "$a", "^a", "/a", ";a", "_a", "source/a#1",
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.SampledFrom(texts), rapid.StringOf(rapid.RuneFrom([]rune("ab1 :#-,[]{}'\"\\\n\té.?!&*|>%@`~=<+/\u00a0"))), rapid.String()).Draw(t, "text")
		for _, form := range []string{"id: %s\n", "id: [%s]\n", "id: {en: %s}\n", "id:\n  - %s\n"} {
			written := fmt.Sprintf(form, quoted(text))
			formatted, err := Format("p/areas/a.yaml", []byte(written))
			if err != nil {
				t.Fatalf("%q: %v", written, err)
			}
			again := &file{text: string(formatted), sort: packFile}
			again.parse()
			leaf := newTree(again).root
			for len(leaf.parts) > 0 {
				leaf = leaf.parts[0]
			}
			if leaf.text != text {
				t.Fatalf("%q became %q: %q", text, leaf.text, formatted)
			}
		}
	})
}

// odd writes YAML as nobody should, with comments that say between what they
// stand.
type odd struct {
	*rapid.T
	text  strings.Builder
	words int
	last  string   // the last word that was written
	owed  []string // comments on lines of their own since then, complete when the next word is known
	notes int
}

// word returns a new word, which occurs once in the file, and completes the
// comments that stand before it.
func (o *odd) word() string {
	o.words++
	word := fmt.Sprintf("w%dw", o.words)
	text := o.text.String()
	for _, owed := range o.owed {
		text = strings.Replace(text, owed, owed+" before "+word, 1)
	}
	o.text.Reset()
	o.text.WriteString(text)
	o.owed, o.last = nil, word
	return word
}

// own may write comments on lines of their own.
func (o *odd) own(indent int) {
	for range rapid.SampledFrom([]int{0, 0, 0, 1, 2}).Draw(o.T, "comments") {
		o.text.WriteString(strings.Repeat("\n", rapid.IntRange(0, 2).Draw(o.T, "empty lines")))
		o.notes++
		note := fmt.Sprintf("# note %d after %s", o.notes, o.last)
		o.owed = append(o.owed, note)
		deeper := rapid.SampledFrom([]int{0, 0, 1, 2, 5}).Draw(o.T, "deeper")
		o.text.WriteString(strings.Repeat(" ", indent+deeper) + note + "\n")
	}
	o.text.WriteString(strings.Repeat("\n", rapid.SampledFrom([]int{0, 0, 1, 3}).Draw(o.T, "empty lines")))
}

// end ends a line, maybe with a comment on the word.
func (o *odd) end(word string) {
	if rapid.Bool().Draw(o.T, "beside") {
		o.notes++
		fmt.Fprintf(&o.text, " # note %d on %s", o.notes, word)
	}
	o.text.WriteByte('\n')
}

func (o *odd) scalar() string {
	word := o.word()
	return fmt.Sprintf(rapid.SampledFrom([]string{"%s", "'%s'", `"%s"`, `"%s: x"`, "'%s, # x'", "%s it's", `"\u00e9%s"`}).Draw(o.T, "scalar"), word)
}

func (o *odd) mapping(indent, depth int) {
	step := rapid.IntRange(1, 4).Draw(o.T, "step")
	for range rapid.IntRange(1, 4).Draw(o.T, "fields") {
		o.own(indent)
		key := o.word()
		o.text.WriteString(strings.Repeat(" ", indent) + key + ":")
		o.valueOf(key, indent, step, depth)
	}
	if rapid.Bool().Draw(o.T, "below") {
		o.own(indent)
	}
}

func (o *odd) valueOf(key string, indent, step, depth int) {
	kind := rapid.IntRange(0, 6).Draw(o.T, "kind")
	if depth == 0 {
		kind %= 4
	}
	switch kind {
	case 0, 1:
		o.text.WriteString(" " + o.scalar())
		o.end(key)
	case 2:
		o.flow(indent + step)
		o.end(key)
	case 3:
		o.text.WriteString(" " + rapid.SampledFrom([]string{"|", ">-", "|+"}).Draw(o.T, "block"))
		o.end(key)
		o.text.WriteString(strings.Repeat(" ", indent+step) + o.word() + "\n")
	case 4:
		o.end(key)
		o.mapping(indent+step, depth-1)
	default:
		o.end(key)
		o.list(indent+step-rapid.IntRange(0, 1).Draw(o.T, "flat")*step, depth-1)
	}
}

func (o *odd) list(indent, depth int) {
	for range rapid.IntRange(1, 3).Draw(o.T, "members") {
		o.own(indent)
		o.text.WriteString(strings.Repeat(" ", indent) + "-")
		if depth > 0 && rapid.Bool().Draw(o.T, "fields") {
			key := o.word()
			o.text.WriteString(" " + key + ":")
			o.valueOf(key, indent+2, 2, depth-1)
			if rapid.Bool().Draw(o.T, "more") {
				o.mapping(indent+2, depth-1)
			}
			continue
		}
		value := o.scalar()
		o.text.WriteString(" " + value)
		o.end(o.last)
	}
}

// flow writes a list or mapping in brackets, on one line or several.
func (o *odd) flow(indent int) {
	if rapid.Bool().Draw(o.T, "on a line") {
		fmt.Fprintf(&o.text, " {%s: %s, %s: [%s,%s]}", o.word(), o.scalar(), o.word(), o.scalar(), o.scalar())
		return
	}
	o.text.WriteString(" [\n")
	for range rapid.IntRange(1, 3).Draw(o.T, "members") {
		o.own(indent)
		o.text.WriteString(strings.Repeat(" ", indent) + o.scalar() + ",")
		o.end(o.last)
	}
	o.text.WriteString(strings.Repeat(" ", indent) + "]")
}

// TestCommentsStayWhereTheyStand formats odd files and looks for each comment:
// one at the end of a line stays on the line of its word, or, where that was
// broken up, right above it; one on a line of its own stays between its two.
func TestCommentsStayWhereTheyStand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := &odd{T: t, last: "top"}
		o.mapping(0, 3)
		text := o.text.String()
		formatted, err := Format("p/areas/a.yaml", []byte(text))
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if err := misplaced(string(formatted), o.notes); err != nil {
			t.Fatalf("%v\nfrom:\n%s\nto:\n%s", err, text, formatted)
		}
	})
}

func misplaced(text string, notes int) error {
	found := 0
	last, held := "top", []string{} // the last line with a word; the comments since then
	hoisted := false                // one of them stood beside what follows, maybe with lines that went on with it
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "# yaml-language-server: ") {
			continue
		}
		before, note, has := strings.Cut(line, "# note ")
		found += strings.Count(line, "# note ")
		content := strings.TrimSpace(before)
		if has && content == "" {
			_, after, hasAfter := strings.Cut(strings.TrimSpace(note), " after ")
			after, _, _ = strings.Cut(after, " before ")
			hoisted = hoisted || strings.Contains(note, " on ")
			if hasAfter && !hoisted && !strings.Contains(last, after) {
				return fmt.Errorf("%q stands after %q", note, last)
			}
			held = append(held, strings.TrimSpace(note))
			continue
		}
		if content == "" {
			continue
		}
		if _, on, _ := strings.Cut(strings.TrimSpace(note), " on "); has && !strings.Contains(before, on) {
			return fmt.Errorf("%q stands on %q", note, before)
		}
		for _, h := range held {
			_, word, ok := strings.Cut(h, " before ")
			if _, on, beside := strings.Cut(h, " on "); beside {
				word, ok = on, true
			}
			if ok && !strings.Contains(before, word) && (!hoisted || strings.Contains(h, " on ")) {
				return fmt.Errorf("%q stands before %q", h, before)
			}
		}
		last, held, hoisted = before, nil, false
	}
	if found != notes {
		return fmt.Errorf("%d of %d comments are left", found, notes)
	}
	return nil
}

// FuzzFormat formats whatever there is: it never panics, and what it returns is
// in its one form.
func FuzzFormat(f *testing.F) {
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range []string{"p/areas/a.yaml", "p/memberships/a.csv"} {
			formatted, err := Format(name, []byte(text))
			if _, ok := errors.AsType[Mistakes](err); err != nil && !ok {
				t.Fatalf("%q: %v", text, err)
			}
			if err != nil {
				continue
			}
			if again, err := Format(name, formatted); err != nil || !bytes.Equal(formatted, again) {
				t.Errorf("%q became %q and then %q, %v", text, formatted, again, err)
			}
		}
	})
}
