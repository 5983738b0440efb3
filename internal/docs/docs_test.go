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

// root is the top of the repository, as seen from here.
const root = "../../"

// read returns a page of docs.
func read(t *testing.T, page string) string {
	t.Helper()
	content, err := os.ReadFile(root + "docs/" + page)
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

// TestCommandLineIsCurrent checks the page on the command line.
func TestCommandLineIsCurrent(t *testing.T) {
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
	command := exec.CommandContext(t.Context(), "go", "run", "./cmd/comity", "help", "--markdown")
	command.Dir = root
	var stderr bytes.Buffer
	command.Stderr = &stderr
	help, err := command.Output()
	if err != nil {
		t.Fatalf("comity help --markdown: %v\n%s", err, stderr.Bytes())
	}
	checkCurrent(t, "cli.md", string(help))
}
