package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/comity-graph/comity/seed"
)

func fmtCommand() command {
	return command{
		name:     "fmt",
		synopsis: "[flags] [PATH…]",
		summary:  "write the files of a dataset in their one form",
		help: `
Fmt writes files of packs in the one form that docs/dataset-format.md describes:
the order of fields, indentation, quotes, what stands on one line. What a file
means and what its comments say stays as it is. A path is a folder of packs, a
pack, a folder in one, or a file. Fmt prints the names of the files that it
changes.

Beside the packs, in the folder _schema, it keeps a JSON Schema for each sort of
file, and names it in the first line of every file. Editors that speak YAML then
complete the fields and check them while one types.

A file that cannot be read is reported and left as it is; the others are
formatted. A file is written whole or not at all.

With --check nothing is written: the files that would change are listed, each
with the first line that differs, and the exit status is 1 if there are any.

Examples:

	comity fmt seed/data
	comity fmt --check seed/data
	comity fmt seed/data/reference/states/fra.yaml
`,
		bind: func(f *flags) action {
			var c formatting
			f.text(&c.data, flagSpec{name: "data", value: "FOLDER", env: "COMITY_DATA", help: "the folder of packs to format where no path is given"})
			f.on(&c.check, flagSpec{name: "check", help: "write nothing; list the files that are not in their one form"})
			return c.run
		},
	}
}

type formatting struct {
	data  string
	check bool

	changed int
	failed  []string // what is wrong with files that are left as they are
}

func (c *formatting) run(ctx context.Context, p *program, args []string) error {
	if len(args) == 0 && c.data != "" {
		args = []string{c.data}
	}
	if len(args) == 0 {
		return misuse("name what to format: a folder of packs, a pack, or a file, such as seed/data")
	}
	var folders []*packFolder
	for _, path := range args {
		if err := addPath(&folders, path); err != nil {
			return err
		}
	}
	for _, folder := range folders {
		if err := c.folder(ctx, p, folder); err != nil {
			return err
		}
	}
	return c.result(args)
}

// result says what is not as it should be when all is done.
func (c *formatting) result(args []string) error {
	var said []string
	if c.check && c.changed > 0 {
		said = append(said, fmt.Sprintf("%s not in the one form; \"comity fmt %s\" writes them so",
			plural(c.changed, "file is", "files are"), strings.Join(args, " ")))
	}
	if len(c.failed) > 0 {
		said = append(said, plural(len(c.failed), "file is left as it is", "files are left as they are")+"\n\n"+
			strings.TrimSuffix(strings.Join(c.failed, "\n"), "\n"))
	}
	if len(said) == 0 {
		return nil
	}
	return errors.New(strings.Join(said, "\n"))
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// packFolder is a folder of packs, and which of its files are to be formatted.
type packFolder struct {
	root     string   // absolute
	relative bool     // name its files as seen from here
	names    []string // below the root, with slashes
}

// path returns where a file is, and how to name it to the user.
func (f *packFolder) path(name string) (path, shown string) {
	path = filepath.Join(f.root, filepath.FromSlash(name))
	here, err := os.Getwd()
	if err != nil || !f.relative {
		return path, path
	}
	if shown, err = filepath.Rel(here, path); err != nil {
		return path, path
	}
	return path, shown
}

// addPath adds the files that a path names. The packs around it are found by
// their pack.yaml.
func addPath(folders *[]*packFolder, path string) error {
	whole, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	info, err := os.Stat(whole)
	if err != nil {
		return fmt.Errorf("what to format: %w", err)
	}
	root := packsAround(whole)
	switch {
	case root == "" && !info.IsDir():
		return fmt.Errorf("%s is in no pack: there is no pack.yaml in the folders above it", path)
	case root == "":
		root = whole
	}
	names, err := seed.Files(os.DirFS(root))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	within, err := filepath.Rel(root, whole)
	if err != nil {
		return err
	}
	within = filepath.ToSlash(within)
	names = slices.DeleteFunc(names, func(name string) bool {
		return within != "." && name != within && !strings.HasPrefix(name, within+"/")
	})
	if len(names) == 0 {
		return fmt.Errorf("%s holds nothing that is read as data; \"docs/dataset-format.md\" says where files stand", path)
	}
	i := slices.IndexFunc(*folders, func(f *packFolder) bool { return f.root == root })
	if i < 0 {
		i = len(*folders)
		*folders = append(*folders, &packFolder{root: root, relative: !filepath.IsAbs(path)})
	}
	for _, name := range names {
		if !slices.Contains((*folders)[i].names, name) {
			(*folders)[i].names = append((*folders)[i].names, name)
		}
	}
	return nil
}

// packsAround returns the folder that holds the pack to which a path belongs,
// or the empty string if it belongs to none.
func packsAround(path string) string {
	for {
		if info, err := os.Stat(filepath.Join(path, "pack.yaml")); err == nil && info.Mode().IsRegular() {
			return filepath.Dir(path)
		}
		up := filepath.Dir(path)
		if up == path {
			return ""
		}
		path = up
	}
}

// folder formats the files of a folder, and keeps its schemas current.
func (c *formatting) folder(ctx context.Context, p *program, folder *packFolder) error {
	for _, name := range folder.names {
		if ctx.Err() != nil {
			return c.interrupted(ctx)
		}
		path, shown := folder.path(name)
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		formatted, err := seed.Format(name, text)
		if err != nil {
			c.failed = append(c.failed, explain(err, shown))
			continue
		}
		if err := c.put(p, path, shown, text, formatted); err != nil {
			return err
		}
	}
	schemas := seed.Schemas()
	for _, name := range slices.Sorted(maps.Keys(schemas)) {
		path, shown := folder.path(name)
		text, err := os.ReadFile(path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := c.put(p, path, shown, text, schemas[name]); err != nil {
			return err
		}
	}
	return nil
}

// interrupted says what holds after Ctrl-C.
func (c *formatting) interrupted(ctx context.Context) error {
	if c.changed == 0 || c.check {
		return ctx.Err()
	}
	return errors.New("interrupted; the files that are named above are formatted, the others are as they were")
}

// explain says what is wrong with a file, and where.
func explain(err error, shown string) string {
	var mistakes seed.Mistakes
	if !errors.As(err, &mistakes) {
		return err.Error() + "\n"
	}
	var all strings.Builder
	for _, m := range mistakes {
		m.File = shown
		all.WriteString(m.String())
	}
	return all.String()
}

// put writes a file that changes, or only says that it would.
func (c *formatting) put(p *program, path, shown string, is, becomes []byte) error {
	if bytes.Equal(is, becomes) {
		return nil
	}
	if c.check {
		c.changed++
		line, old, now := firstDifference(is, becomes)
		_, err := fmt.Fprintf(p.stdout, "%s:%d\n    is      | %s\n    becomes | %s\n", shown, line, old, now)
		return err
	}
	if err := replace(path, becomes); err != nil {
		c.failed = append(c.failed, fmt.Sprintf("%s: %s\n", shown, err))
		return nil
	}
	c.changed++
	_, err := fmt.Fprintln(p.stdout, shown)
	return err
}

// firstDifference returns the number of the first line that differs, and that
// line in both texts.
func firstDifference(is, becomes []byte) (line int, old, now string) {
	before, after := strings.SplitAfter(string(is), "\n"), strings.SplitAfter(string(becomes), "\n")
	at := func(lines []string, i int) string {
		switch {
		case i >= len(lines) || lines[i] == "":
			return "(the file ends)"
		case !strings.HasSuffix(lines[i], "\n"):
			return lines[i] + " (without the end of a line)"
		case strings.HasSuffix(lines[i], "\r\n"):
			return strings.TrimSuffix(lines[i], "\r\n") + " (with a line end of Windows)"
		}
		return strings.TrimSuffix(lines[i], "\n")
	}
	i := 0
	for i < len(before) && i < len(after) && before[i] == after[i] {
		i++
	}
	return i + 1, at(before, i), at(after, i)
}

// replace writes a file anew, whole or not at all. It keeps the mode of one
// that was there, and refuses one that is not to be written.
func replace(path string, text []byte) (err error) {
	mode := fs.FileMode(0o644)
	switch info, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
	case err != nil:
		return err
	case info.Mode().Perm()&0o222 == 0:
		return errors.New("the file is read-only; make it writable")
	default:
		mode = info.Mode().Perm()
		if path, err = filepath.EvalSymlinks(path); err != nil {
			return err
		}
	}
	// The name begins with a dot, so that it is set aside where it stays behind.
	file, err := os.CreateTemp(filepath.Dir(path), ".comity-fmt-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	_, err = file.Write(text)
	err = errors.Join(err, file.Chmod(mode), file.Close())
	if err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}
