package arch_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// strangers returns what may not stand in any file, and what to do about it.
func strangers() map[string]*regexp.Regexp {
	return map[string]*regexp.Regexp{
		"a path of somebody's machine: make it relative, or an example that is none": regexp.MustCompile(
			`(?:^|[^\w.-])/(?:work|root|farm)/`),
		"the host of a package registry: everyone has their own mirror, so leave it to the client " +
			`(for npm: omit-lockfile-registry-resolved=true in .npmrc)`: regexp.MustCompile(
			`proxy\.golang\.org|registry\.npmjs\.org|repo1?\.maven\.(?:org|apache\.org)|pypi\.org|pythonhosted\.org|deb\.debian\.org`),
	}
}

// TestRepositorySpeaksOfComityAlone reads every file that is, or would be,
// committed: lock files and data included.
func TestRepositorySpeaksOfComityAlone(t *testing.T) {
	const root = "../.."
	command := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	command.Dir = root
	output, err := command.Output()
	if err != nil {
		t.Fatalf("git ls-files: %v; this test reads the files of a git work tree", err)
	}
	names := strings.Split(strings.TrimRight(string(output), "\x00"), "\x00")
	if len(names) < 10 {
		t.Fatalf("git ls-files found only %d files: %q", len(names), names)
	}
	for _, name := range names {
		content, err := os.ReadFile(filepath.Join(root, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue // Removed, and not yet committed.
		}
		if err != nil {
			t.Error(err)
			continue
		}
		if bytes.IndexByte(content, 0) >= 0 {
			continue // Not text.
		}
		for what, pattern := range strangers() {
			for i, line := range bytes.Split(content, []byte("\n")) {
				if found := pattern.Find(line); found != nil {
					t.Errorf("%s:%d: %q is %s", name, i+1, found, what)
				}
			}
		}
	}
}
