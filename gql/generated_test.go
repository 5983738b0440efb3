package gql_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// TestGeneratedIsCurrent generates the code anew, away from the source tree,
// and compares.
func TestGeneratedIsCurrent(t *testing.T) {
	if testing.Short() {
		t.Skip("generates all code, which takes some seconds")
	}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	// The copy has what the generator reads, and nothing that it wrote before.
	temporary := t.TempDir()
	for _, name := range []string{"go.mod", "go.sum", "gqlgen.yml", "graph", "loaders", "schema", "gql"} {
		if err := copyTo(filepath.Join(temporary, name), filepath.Join(root, name)); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.CommandContext(t.Context(), "go", "tool", "gqlgen", "generate")
	command.Dir = temporary
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("go tool gqlgen generate: %v\n%s", err, output)
	}
	want, got := generated(t, temporary), generated(t, root)
	for name, content := range want {
		if got[name] != content {
			t.Errorf("%s is not current: run make generate", name)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s is not generated any more: remove it", name)
		}
	}
}

// copyTo copies a file, or a folder without test files and test data.
func copyTo(to, from string) error {
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		content, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		return os.WriteFile(to, content, 0o644)
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		switch name := entry.Name(); {
		case name == "testdata", isTest(name), entry.IsDir() && slices.Contains([]string{"memstore", "neo4jstore", "graphtest"}, name):
			continue
		default:
			if err := copyTo(filepath.Join(to, name), filepath.Join(from, name)); err != nil {
				return err
			}
		}
	}
	return nil
}

func isTest(name string) bool {
	matched, _ := filepath.Match("*_test.go", name) // the pattern is well formed
	return matched
}

// generated returns the generated files, and those that the generator keeps
// beside code of ours.
func generated(t *testing.T, root string) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, pattern := range []string{"gql/exec/*.go", "gql/*.resolvers.go"} {
		names, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: no files: %v", pattern, err)
		}
		for _, name := range names {
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			relative, err := filepath.Rel(root, name)
			if err != nil {
				t.Fatal(err)
			}
			files[relative] = string(content)
		}
	}
	return files
}

// TestNoModelIsGenerated checks that every type of the schema is bound to one
// of ours: what is not, gqlgen makes up in models_gen.go.
func TestNoModelIsGenerated(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "exec/models_gen.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	allowed := []string{"Query"}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.TypeSpec); ok && !slices.Contains(allowed, spec.Name.Name) {
			t.Errorf("gqlgen made up the model %s: give graph or gql/view a type of that name", spec.Name.Name)
		}
		return true
	})
}
