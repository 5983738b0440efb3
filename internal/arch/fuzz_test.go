package arch_test

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestFuzzTargetsHaveInputs checks that every fuzz target has inputs that are
// committed, and that none are left of a target that is gone: go test would
// not tell.
func TestFuzzTargetsHaveInputs(t *testing.T) {
	const inputs = "testdata/fuzz"
	target := regexp.MustCompile(`(?m)^func (Fuzz\w*)\(`)
	targets, folders := map[string]bool{}, map[string]int{}
	root := os.DirFS("../..")
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if base := entry.Name(); base == "node_modules" || (base != "." && strings.HasPrefix(base, ".")) {
				return fs.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(path.Dir(path.Dir(name)), inputs) {
			folders[path.Dir(name)]++
		}
		if !strings.HasSuffix(name, "_test.go") {
			return nil
		}
		code, err := fs.ReadFile(root, name)
		for _, match := range target.FindAllSubmatch(code, -1) {
			targets[path.Join(path.Dir(name), inputs, string(match[1]))] = true
		}
		return err
	})
	if err != nil || len(targets) == 0 {
		t.Fatalf("%d fuzz targets, %v", len(targets), err)
	}
	for _, folder := range slices.Sorted(maps.Keys(targets)) {
		if folders[folder] == 0 {
			t.Errorf("there is no input in %s: put some there that were hard, or that it found", folder)
		}
	}
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		if !targets[folder] {
			t.Errorf("%s holds inputs of a target that does not exist", folder)
		}
	}
}
