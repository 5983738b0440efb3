package gql_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/comity-graph/comity/gql"
	"github.com/comity-graph/comity/gql/exec"
	"github.com/comity-graph/comity/graph"
)

// operation is a file of testdata/operations. Beside NAME.graphql stand, where
// there are any, the variables in NAME.variables.json, and what it answers in
// NAME.json, which go test -update writes.
type operation struct {
	name      string
	query     string
	variables map[string]any
}

const operationsFolder = "testdata/operations"

func operations(t testing.TB) []operation {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(operationsFolder, "*.graphql"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no operations: %v", err)
	}
	list := make([]operation, 0, len(files))
	for _, file := range files {
		query, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		o := operation{name: strings.TrimSuffix(filepath.Base(file), ".graphql"), query: string(query)}
		variables, err := os.ReadFile(strings.TrimSuffix(file, ".graphql") + ".variables.json")
		if err == nil {
			err = json.Unmarshal(variables, &o.variables)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatalf("%s: %v", o.name, err)
		}
		list = append(list, o)
	}
	return list
}

// TestOperations runs every operation on the store in memory and compares the
// answer with the one that was reviewed.
func TestOperations(t *testing.T) {
	expectOperations(t, memory(t, world(t)), *update)
}

// TestOperationsOnNeo4j runs every operation on Neo4j: the answers are the
// same, byte for byte.
func TestOperationsOnNeo4j(t *testing.T) {
	expectOperations(t, database(t, world(t), nil), false)
}

func expectOperations(t *testing.T, store graph.Store, write bool) {
	t.Helper()
	api := gql.New(store, &gql.Options{Timeout: patience})
	for _, o := range operations(t) {
		t.Run(o.name, func(t *testing.T) {
			got := do(t, api, o.query, o.variables)
			file := filepath.Join(operationsFolder, o.name+".json")
			if write {
				if err := os.WriteFile(file, got.raw, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatalf("%v; go test ./gql -run TestOperations -update writes it, and the diff is to be reviewed", err)
			}
			if string(got.raw) != string(want) {
				t.Errorf("%s: %s", o.name, firstDifference(string(got.raw), string(want)))
			}
			if ok := o.name < "30"; ok != (len(got.Errors) == 0) {
				t.Errorf("operations below 30 answer without an error, the others with one; got %v", got.codes())
			}
		})
	}
}

// firstDifference shows the lines around the first one in which two texts
// differ.
func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	i := 0
	for i < len(g) && i < len(w) && g[i] == w[i] {
		i++
	}
	around := func(lines []string) string {
		return strings.Join(lines[min(max(0, i-4), len(lines)):min(i+4, len(lines))], "\n")
	}
	return "at line " + strconv.Itoa(i+1) + "\ngot:\n" + around(g) + "\nwant:\n" + around(w)
}

// TestOperationsSelectEveryField checks that a field cannot be added without an
// operation that shows it.
func TestOperationsSelectEveryField(t *testing.T) {
	schema := exec.NewExecutableSchema(exec.Config{}).Schema()
	selected := map[string]bool{}
	for _, o := range operations(t) {
		document, errs := gqlparser.LoadQueryWithRules(schema, o.query, rules.NewDefaultRules())
		if errs != nil {
			if o.name < "30" {
				t.Errorf("%s: %v", o.name, errs)
			}
			continue
		}
		for _, definition := range document.Operations {
			selectFields(schema, selected, definition.SelectionSet)
		}
	}
	var missing []string
	for name, definition := range schema.Types {
		if strings.HasPrefix(name, "__") || (definition.Kind != ast.Object && definition.Kind != ast.Interface) {
			continue
		}
		for _, field := range definition.Fields {
			if at := name + "." + field.Name; !strings.HasPrefix(field.Name, "__") && !selected[at] {
				missing = append(missing, at)
			}
		}
	}
	slices.Sort(missing)
	if len(missing) > 0 {
		t.Errorf("no operation selects %s", strings.Join(missing, ", "))
	}
}

// selectFields notes the fields of a selection. A field of an interface is one
// of every type that implements it.
func selectFields(schema *ast.Schema, selected map[string]bool, selections ast.SelectionSet) {
	for _, selection := range selections {
		switch s := selection.(type) {
		case *ast.Field:
			selected[s.ObjectDefinition.Name+"."+s.Name] = true
			for _, possible := range schema.PossibleTypes[s.ObjectDefinition.Name] {
				selected[possible.Name+"."+s.Name] = true
			}
			selectFields(schema, selected, s.SelectionSet)
		case *ast.InlineFragment:
			selectFields(schema, selected, s.SelectionSet)
		case *ast.FragmentSpread:
			selectFields(schema, selected, s.Definition.SelectionSet)
		}
	}
}
