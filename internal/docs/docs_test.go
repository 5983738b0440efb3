package docs_test

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "print the pages anew that are printed from the program") //nolint:gochecknoglobals // flags are made before tests run

const commandPage = "cli.md"

// root is the top of the repository, as seen from here.
const root = "../../"

// read returns a page of docs.
func read(t *testing.T, page string) string {
	t.Helper()
	return readFile(t, "docs/"+page)
}

// readFile returns a file of the repository.
func readFile(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(root + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// checkCurrent checks that a page is what the program prints now, or makes it so.
func checkCurrent(t *testing.T, page, want string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(root+"docs/"+page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got := strings.Split(read(t, page), "\n")
	for i, line := range strings.Split(want, "\n") {
		switch {
		case i >= len(got):
			t.Fatalf("docs/%s is too short; it goes on with\n%s\nrun go test ./internal/docs -update", page, line)
		case got[i] != line:
			t.Fatalf("docs/%s:%d is\n%s\nand should be\n%s\nrun go test ./internal/docs -update", page, i+1, got[i], line)
		}
	}
	if more := len(got) - len(strings.Split(want, "\n")); more > 0 {
		t.Fatalf("docs/%s has %d lines too many; run go test ./internal/docs -update", page, more)
	}
}

// comity runs the program at the top of the repository, and returns what it
// prints: in English, and as wide as a narrow terminal.
func comity(t *testing.T, args ...string) string {
	t.Helper()
	// What a test has read decides whether its last result still stands; what a
	// program that it runs is made of does not.
	files, err := filepath.Glob(root + "cmd/comity/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files of the program: %v", err)
	}
	for _, file := range files {
		if _, err := os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.CommandContext(t.Context(), "go", append([]string{"run", "./cmd/comity"}, args...)...)
	command.Dir = root
	command.Env = append(os.Environ(), "COMITY_LANG=en", "COMITY_WIDTH=80")
	var stderr bytes.Buffer
	command.Stderr = &stderr
	printed, err := command.Output()
	if err != nil {
		t.Fatalf("comity %s: %v\n%s", strings.Join(args, " "), err, stderr.Bytes())
	}
	return string(printed)
}

// TestCommandLineIsCurrent checks the page on the command line.
func TestCommandLineIsCurrent(t *testing.T) {
	checkCurrent(t, commandPage, comity(t, "help", "--markdown"))
}
