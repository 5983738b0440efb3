package seed

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/comity-graph/comity/graph"
)

// fuzzedFiles are the files of the small pack that FuzzPack writes anew, one of
// each sort. Inputs name them by their place in the list, so new ones go to the
// end.
func fuzzedFiles() []string {
	return []string{
		"small/pack.yaml",
		"small/organisations/african-union.yaml",
		"small/engagements/a-75-345/african-union.yaml",
		"small/sources/a-75-345.yaml",
		"small/memberships/a-75-345.csv",
		"small/themes/peace-operations.yaml",
		"small/states/eth.yaml",
	}
}

// FuzzPack puts any text in place of one file of the small pack. Reading it
// ends in mistakes that can be found in the text, or in a dataset that builds;
// both are the same the second time.
func FuzzPack(f *testing.F) {
	small := smallPack(f)
	for i, name := range fuzzedFiles() {
		f.Add(byte(i), small[name].Data)
	}
	f.Fuzz(func(t *testing.T, which byte, text []byte) {
		const most = 64 << 10 // longer ones say nothing new, and hide what hangs
		if len(text) > most {
			return
		}
		name := fuzzedFiles()[int(which)%len(fuzzedFiles())]
		pack := maps.Clone(small)
		pack[name] = &fstest.MapFile{Data: text}

		began := time.Now()
		dataset, err := Read(pack)
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("it took %v to read %d bytes", took, len(text))
		}
		again, errAgain := Read(pack)
		if err != nil {
			var mistakes Mistakes
			if !errors.As(err, &mistakes) || len(mistakes) == 0 || dataset != nil {
				t.Fatalf("got %v and the error %v; want mistakes alone", dataset, err)
			}
			for _, m := range mistakes {
				checkMistake(t, pack, m)
			}
			if errAgain == nil || errAgain.Error() != err.Error() {
				t.Errorf("the first reading said\n%v\nthe second one\n%v", err, errAgain)
			}
			return
		}
		if errAgain != nil {
			t.Fatalf("a second reading found %v", errAgain)
		}
		encoded := encode(t, dataset)
		if !bytes.Equal(encoded, encode(t, again)) {
			t.Error("two readings differ")
		}
		if _, err := graph.Build(*dataset); err != nil {
			t.Errorf("what was read cannot be built: %v", err)
		}
	})
}

// checkMistake checks that whoever is told of a mistake can find and mend it.
func checkMistake(t *testing.T, pack fstest.MapFS, m Mistake) {
	t.Helper()
	file := pack[m.File]
	if file == nil || m.Message == "" || m.Advice == "" || !utf8.ValidString(m.Message+m.Advice) {
		t.Errorf("a mistake without a file, a message or advice: %+v", m)
		return
	}
	_ = m.String()
	if m.Line == 0 {
		if m.Column != 0 || m.Snippet != "" {
			t.Errorf("a mistake about the whole file has a column or a line: %+v", m)
		}
		return
	}
	lines := strings.Split(strings.TrimPrefix(string(file.Data), "\ufeff"), "\n")
	if m.Line < 0 || m.Line > len(lines) {
		t.Errorf("line %d of a file of %d lines: %+v", m.Line, len(lines), m)
		return
	}
	line := strings.TrimSuffix(lines[m.Line-1], "\r")
	if m.Snippet != line || m.Column < 1 || m.Column > utf8.RuneCountInString(line)+1 {
		t.Errorf("column %d of the line %q: %+v", m.Column, line, m)
	}
}

// smallPack returns the small pack, to be changed.
func smallPack(tb testing.TB) fstest.MapFS {
	tb.Helper()
	pack := fstest.MapFS{}
	small := os.DirFS("testdata/small")
	err := fs.WalkDir(small, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(small, name)
		pack[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return pack
}
