package seed

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"
)

// TestMistakesAreExplained puts mistakes into the small pack and compares what
// is said about them with what each file in testdata/malformed expects.
//
// Such a file is a txtar archive. Its comment says what is wrong. A section is
// a file that stands in place of one of the pack's; or, if its name begins with
// "edit", lines of one to take out (-) and to put in there (+); or, with
// "remove", one that is not there. The last section holds the messages. A file
// whose name begins with "slip" has one slip as people make them, and one
// message must come of it.
func TestMistakesAreExplained(t *testing.T) {
	files, err := filepath.Glob("testdata/malformed/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			const messages = "mistakes"
			last := len(archive.Files) - 1
			if last < 0 || archive.Files[last].Name != messages {
				archive.Files = append(archive.Files, txtar.File{Name: messages})
				last++
			}
			dataset, err := Read(malformed(t, archive.Files[:last]))
			var mistakes Mistakes
			if !errors.As(err, &mistakes) {
				t.Fatalf("expected mistakes, found %v", err)
			}
			if dataset != nil {
				t.Error("something was read in spite of mistakes")
			}
			if !slices.IsSortedFunc(mistakes, compareMistakes) {
				t.Error("the mistakes are out of order")
			}
			for _, m := range mistakes {
				if m.Message == "" || m.Advice == "" {
					t.Errorf("nobody can act on this:\n%s", m)
				}
			}
			if strings.HasPrefix(filepath.Base(name), "slip-") && len(mistakes) != 1 {
				t.Errorf("one slip, and %d mistakes are told", len(mistakes))
			}
			archive.Files[last].Data = []byte(err.Error() + "\n")
			golden(t, name, txtar.Format(archive))
		})
	}
}

// malformed returns the small pack with the changes of a case.
func malformed(t *testing.T, changes []txtar.File) fs.FS {
	t.Helper()
	fsys := smallPack(t)
	for _, change := range changes {
		verb, name, hasVerb := strings.Cut(change.Name, " ")
		hasVerb = hasVerb && (verb == "edit" || verb == "remove")
		if hasVerb && fsys[name] == nil {
			t.Fatalf("%s: the small pack has no such file", change.Name)
		}
		switch {
		case !hasVerb:
			fsys[change.Name] = &fstest.MapFile{Data: change.Data}
		case verb == "remove":
			delete(fsys, name)
		default:
			edited, err := edit(string(fsys[name].Data), string(change.Data))
			if err != nil {
				t.Fatalf("%s: %v", change.Name, err)
			}
			fsys[name] = &fstest.MapFile{Data: []byte(edited)}
		}
	}
	return fsys
}

// edit takes lines out of a text and puts others in their place. Lines are
// looked for from where the last one was found.
func edit(text, changes string) (string, error) {
	lines := strings.Split(text, "\n")
	at := 0
	for change := range strings.Lines(changes) {
		change = strings.TrimSuffix(change, "\n")
		switch {
		case strings.HasPrefix(change, "-"):
			i := slices.Index(lines[at:], change[1:])
			if i < 0 {
				return "", fmt.Errorf("there is no line %q", change[1:])
			}
			at += i
			lines = slices.Delete(lines, at, at+1)
		case strings.HasPrefix(change, "+"):
			lines = slices.Insert(lines, at, change[1:])
			at++
		default:
			return "", fmt.Errorf("%q: a line begins with - or +", change)
		}
	}
	return strings.Join(lines, "\n"), nil
}
