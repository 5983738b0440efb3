package seed

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/token"
)

// Files returns the names of all files of the packs below fsys that hold data,
// in order. What Read would refuse for its place is not among them.
func Files(fsys fs.FS) ([]string, error) {
	r := &reader{kinds: kindsWithFolder()}
	if err := r.find(fsys); err != nil {
		return nil, fmt.Errorf("seed: %w", err)
	}
	names := make([]string, len(r.files))
	for i, f := range r.files {
		names[i] = f.name
	}
	return names, nil
}

// Format returns the text of a file in the one form that
// docs/dataset-format.md describes. The name, below the folder of packs, says
// what the file holds.
//
// What is returned means the same as what was given and has the same comments,
// and formatting it again changes nothing; where that cannot be had, Format
// fails. The error is a Mistakes if the text cannot be taken apart, or means
// something that depends on how it is written.
func Format(name string, text []byte) ([]byte, error) {
	r := &reader{kinds: kindsWithFolder()}
	pack, within, _ := strings.Cut(name, "/")
	r.place(name, pack, within)
	if len(r.files) == 0 {
		return nil, Mistakes(r.stray)
	}
	f := r.files[0]
	f.text = strings.ReplaceAll(string(text), "\r\n", "\n")
	f.parse()
	if len(f.mistakes) > 0 {
		return nil, Mistakes(f.mistakes)
	}
	if f.sort == membershipFile {
		return formatCSV(f.text)
	}
	before := newTree(f)
	if len(f.mistakes) > 0 {
		slices.SortStableFunc(f.mistakes, compareMistakes)
		return nil, Mistakes(f.mistakes)
	}
	formatted := before.print()
	if err := before.check(formatted); err != nil {
		return nil, fmt.Errorf("seed: %s is left as it is: %w; please report it", name, err)
	}
	return []byte(formatted), nil
}

// check compares a file with what it became.
func (t *tree) check(formatted string) error {
	again := *t.file
	again.text, again.lines, again.mistakes = formatted, nil, nil
	again.parse()
	if len(again.mistakes) > 0 {
		return fmt.Errorf("formatted, it could not be read:\n%s", again.mistakes[0])
	}
	after := newTree(&again)
	switch {
	case len(again.mistakes) > 0:
		return fmt.Errorf("formatted, it could not be read:\n%s", again.mistakes[0])
	case !same(t.root, after.root):
		return errors.New("formatted, it would mean something else")
	case !slices.Equal(t.comments(), after.comments()):
		return errors.New("formatted, it would have other comments")
	case after.print() != formatted:
		return errors.New("formatted again, it would change again")
	}
	return nil
}

// comments returns the comments of the file, save the first line that Format
// writes, in alphabetical order.
func (t *tree) comments() []string {
	var all []string
	for _, tk := range t.file.tokens {
		if tk.Type == token.CommentType && !isFirstLine(commentText(tk)) {
			all = append(all, commentText(tk))
		}
	}
	slices.Sort(all)
	return all
}

// same reports whether two parts mean the same. The order of fields means
// nothing.
func same(x, y *part) bool {
	if x.sort != y.sort || x.text != y.text || len(x.parts) != len(y.parts) {
		return false
	}
	for i, of := range x.parts {
		other := y.parts[i]
		if x.sort == mappingPart {
			j := slices.IndexFunc(y.parts, func(p *part) bool { return p.key == of.key })
			if j < 0 {
				return false
			}
			other = y.parts[j]
		}
		if !same(of, other) {
			return false
		}
	}
	return true
}

// formatCSV returns a file of memberships with quotes where cells need them,
// and nowhere else.
func formatCSV(text string) ([]byte, error) {
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	rows, err := reader.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("seed: %w", err) // it was read before, so this cannot be
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	for _, row := range rows {
		for i := range row {
			row[i] = strings.TrimSpace(row[i]) // as it is read
		}
		if err := w.Write(row); err != nil {
			return nil, fmt.Errorf("seed: %w", err)
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}
