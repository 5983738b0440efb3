package arch_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/comity-graph/comity"

// rule says what a package may import, apart from the standard library. Paths
// are relative to the module; "seed/..." stands for seed and all below it. A
// package that falls under such a pattern may import what falls under it too.
type rule struct {
	path    string
	module  []string // Packages of this module.
	outside []string // Other modules; anyOutside if they are its own business.
}

const anyOutside = "*"

// The packages that some module ties to a technology, and that only the named
// packages may import.
const (
	driver = "github.com/neo4j/neo4j-go-driver/v5"
	gqlgen = "github.com/99designs/gqlgen"
)

// layout returns the import graph as it is meant to be. It stands in the order
// of the layers: each imports only what is above it.
//
// A row may be there before its package. A package without a row fails the
// test: whoever adds one decides here what it may know.
func layout() []rule {
	free := []string{anyOutside}
	text := "golang.org/x/text"
	return []rule{
		{path: "graph", outside: []string{text}},
		{path: "graph/memstore", module: []string{"graph"}, outside: free},
		{path: "graph/neo4jstore", module: []string{"graph"}, outside: free},
		{path: "graph/graphtest", module: []string{"graph"}, outside: free},
		{path: "schema"},
		{path: "loaders", module: []string{"graph"}, outside: []string{"github.com/vikstrous/dataloadgen"}},
		{path: "gql/view", module: []string{"graph", "loaders"}, outside: free},
		{path: "gql/exec", module: []string{"graph", "gql/view"}, outside: free},
		{path: "gql", module: []string{"graph", "loaders", "schema", "gql/view", "gql/exec"}, outside: free},
		{path: "seed/...", module: []string{"graph"}, outside: []string{"github.com/goccy/go-yaml", text}},
		{path: "web"},
		{path: "server/...", module: []string{"graph", "gql"}, outside: free},
		{path: "cmd/...", module: []string{
			"graph", "graph/memstore", "graph/neo4jstore", "schema", "loaders", "gql", "seed/...", "web", "server/...",
		}, outside: free},

		// These are no part of the product: they may know all of it, and
		// nothing of it may know them.
		{path: "internal/...", module: []string{"..."}, outside: free},
		{path: "bench/...", module: []string{"..."}, outside: free},
	}
}

// onlyIn returns, for each module that ties a package to a technology, the
// packages that may import it.
func onlyIn() map[string][]string {
	return map[string][]string{
		driver: {"graph/neo4jstore", "internal/...", "bench/..."},
		gqlgen: {"gql", "gql/exec", "gql/view", "server/...", "internal/...", "bench/..."},
	}
}

// TestImportsFollowTheLayout checks what packages import, not what their tests
// do: a test may set up whatever it needs.
func TestImportsFollowTheLayout(t *testing.T) {
	rules := layout()
	for _, p := range listPackages(t) {
		at := slices.IndexFunc(rules, func(r rule) bool { return covers(r.path, p.path) })
		if at < 0 {
			t.Errorf("%s has no row in layout(): add one that says what it may import", p.path)
			continue
		}
		for _, complaint := range rules[at].complaints(p) {
			t.Error(complaint)
		}
		for tied, packages := range onlyIn() {
			imports := slices.ContainsFunc(p.outside, func(i string) bool { return within(tied, i) })
			if imports && !slices.ContainsFunc(packages, func(pattern string) bool { return covers(pattern, p.path) }) {
				t.Errorf("%s imports %s; only %s may", p.path, tied, strings.Join(packages, ", "))
			}
		}
	}
}

// TestRulesRefuse checks the checker: that a rule reports what it must.
func TestRulesRefuse(t *testing.T) {
	r := rule{path: "seed/...", module: []string{"graph"}, outside: []string{"github.com/goccy/go-yaml"}}
	allowed := pkg{
		path:    "seed/format",
		module:  []string{"graph", "seed"},
		outside: []string{"github.com/goccy/go-yaml/ast"},
	}
	if got := r.complaints(allowed); len(got) != 0 {
		t.Errorf("complaints about what is allowed: %q", got)
	}
	refused := pkg{
		path:    "seed",
		module:  []string{"graph/memstore", "gql"},
		outside: []string{"github.com/goccy/go-yamllint", driver + "/neo4j"},
	}
	if got := r.complaints(refused); len(got) != 4 {
		t.Errorf("%d complaints about four forbidden imports: %q", len(got), got)
	}
}

func (r rule) complaints(p pkg) []string {
	var complaints []string
	for _, imported := range p.module {
		allowed := append([]string{r.path}, r.module...)
		if !slices.ContainsFunc(allowed, func(pattern string) bool { return covers(pattern, imported) }) {
			complaints = append(complaints, p.path+" imports "+imported+"; of this module it may import "+orNothing(r.module))
		}
	}
	for _, imported := range p.outside {
		allowed := slices.ContainsFunc(r.outside, func(m string) bool { return m == anyOutside || within(m, imported) })
		if !allowed {
			complaints = append(complaints, p.path+" imports "+imported+"; of other modules it may import "+orNothing(r.outside))
		}
	}
	return complaints
}

func orNothing(paths []string) string {
	if len(paths) == 0 {
		return "nothing"
	}
	return "only " + strings.Join(paths, ", ")
}

// covers tells whether a path falls under a pattern.
func covers(pattern, path string) bool {
	if pattern == "..." {
		return true
	}
	if parent, ok := strings.CutSuffix(pattern, "/..."); ok {
		return within(parent, path)
	}
	return pattern == path
}

// within tells whether a path is the parent or lies below it.
func within(parent, path string) bool {
	return path == parent || strings.HasPrefix(path, parent+"/")
}

// pkg is a package with what it imports outside the standard library.
type pkg struct {
	path    string   // Relative to the module, like those in module.
	module  []string // Packages of this module.
	outside []string // Packages of others.
}

func listPackages(t *testing.T) []pkg {
	t.Helper()
	// With -e, so that a package which does not build fails its own tests and
	// not this one, which is about all the others too.
	command := exec.Command("go", "list", "-e", "-json=ImportPath,Imports", "./...")
	command.Dir = "../.."
	var stderr bytes.Buffer
	command.Stderr = &stderr
	output, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.Bytes())
	}

	var packages []pkg
	for decoder := json.NewDecoder(bytes.NewReader(output)); ; {
		var listed struct {
			ImportPath string
			Imports    []string
		}
		if err := decoder.Decode(&listed); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("go list: %v", err)
		}
		p := pkg{path: relative(listed.ImportPath)}
		for _, imported := range listed.Imports {
			first, _, _ := strings.Cut(imported, "/")
			switch {
			case within(module, imported):
				p.module = append(p.module, relative(imported))
			case strings.Contains(first, "."):
				// Only the standard library has no dot there.
				p.outside = append(p.outside, imported)
			}
		}
		packages = append(packages, p)
	}
	if len(packages) == 0 {
		t.Fatal("go list found no packages")
	}
	return packages
}

func relative(path string) string {
	return strings.TrimPrefix(strings.TrimPrefix(path, module), "/")
}
