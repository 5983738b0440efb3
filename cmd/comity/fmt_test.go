package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAFileKeepsItsModeAndIsWrittenWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.yaml")
	link := filepath.Join(t.TempDir(), "link.yaml")
	if err := os.WriteFile(path, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if err := replace(link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "new" {
		t.Errorf("%q, %v", text, err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v", err)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".*"))
	if err != nil || len(left) > 0 {
		t.Errorf("%q stayed behind: %v", left, err)
	}
}

func TestAReadOnlyFileIsLeftAsItIs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.yaml")
	if err := os.WriteFile(path, []byte("old"), 0o444); err != nil {
		t.Fatal(err)
	}
	if err := replace(path, []byte("new")); err == nil || !strings.Contains(err.Error(), "read-only") {
		t.Errorf("%v", err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "old" {
		t.Errorf("%q, %v", text, err)
	}
}

func TestTheFirstLineThatDiffersIsShown(t *testing.T) {
	for _, c := range []struct {
		is, becomes string
		line        int
		old, now    string
	}{
		{"a\nb\n", "a\nc\n", 2, "b", "c"},
		{"a\n", "a\nb\n", 2, "(the file ends)", "b"},
		{"a\nb\n", "a\n", 2, "b", "(the file ends)"},
		{"a", "a\n", 1, "a (without the end of a line)", "a"},
		{"a\r\n", "a\n", 1, "a (with a line end of Windows)", "a"},
		{"", "a\n", 1, "(the file ends)", "a"},
	} {
		if line, old, now := firstDifference([]byte(c.is), []byte(c.becomes)); line != c.line || old != c.old || now != c.now {
			t.Errorf("%q, %q: %d, %q, %q", c.is, c.becomes, line, old, now)
		}
	}
}
