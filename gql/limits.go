package gql

import (
	"context"
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/comity-graph/comity/graph"
)

// Limits bound what one operation may ask for. Each is on by default.
type Limits struct {
	graph.Limits
	Body    int64 // bytes of a request
	Tokens  int   // of the document
	Depth   int   // levels of fields
	Aliases int   // fields with an alias, fragments counted wherever they are used
	Cost    int   // objects that the answer may hold, and at least the fields of the document, fragments unfolded
}

// DefaultLimits returns the limits that an API has unless told otherwise.
func DefaultLimits() Limits {
	return Limits{
		Limits: graph.DefaultLimits(),
		Body:   256 << 10, Tokens: 5000, Depth: 20, Aliases: 100, Cost: 50_000,
	}
}

// plainList is how many elements a list that is no connection is taken to have.
const plainList = 3

// schemaList is the same of a list in the schema, which clients may introspect
// once and in full, but not a hundred times over.
const schemaList = 10

// bounds refuses operations that are too deep, have too many aliases, or cost
// too much, before anything is read.
type bounds struct {
	limits Limits
	schema *ast.Schema
}

// ExtensionName names the extension.
func (*bounds) ExtensionName() string { return "Bounds" }

// Validate has nothing to check.
func (*bounds) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext refuses an operation that is beyond a limit.
func (b *bounds) MutateOperationContext(_ context.Context, operation *graphql.OperationContext) *gqlerror.Error {
	if err := checkVariables(b.schema, operation); err != nil {
		return err
	}
	m := measure{variables: operation.Variables, defaultPage: b.limits.DefaultPage, stop: b.limits.Cost}
	m.walk(operation.Operation.SelectionSet, 1, 1)
	for _, bound := range []struct {
		name        string
		got, limit  int
		explanation string
	}{
		{"depth", m.depth, b.limits.Depth, "levels of fields"},
		{"aliases", m.aliases, b.limits.Aliases, "aliases"},
		{"cost", max(m.cost, m.selections), b.limits.Cost, "objects that the answer may hold; ask for smaller pages"},
	} {
		if bound.got > bound.limit {
			return refuse(graph.LimitExceeded, fmt.Sprintf("the %s of the operation is beyond the limit of %d (%s)", bound.name, bound.limit, bound.explanation), bound.limit)
		}
	}
	return nil
}

func refuse(code graph.Code, message string, limit int) *gqlerror.Error {
	said := map[string]any{"code": string(code)}
	if limit > 0 {
		said["limit"] = limit
	}
	return &gqlerror.Error{Message: message, Extensions: said}
}

// measure is what an operation asks for at most. Its cost is the number of
// objects that the answer can hold: a page counts with its size, another list
// with plainList elements. Counting stops once it is beyond the limit, so that
// measuring is never what costs; and so that fragments which use each other
// twice do not unfold without end, selections are counted too.
type measure struct {
	variables                        map[string]any
	defaultPage, stop                int
	depth, aliases, cost, selections int
}

func (m *measure) walk(selections ast.SelectionSet, depth, times int) {
	for _, selection := range selections {
		m.selections++
		if max(m.cost, m.selections) > m.stop {
			return
		}
		switch s := selection.(type) {
		case *ast.InlineFragment:
			m.walk(s.SelectionSet, depth, times)
		case *ast.FragmentSpread:
			m.walk(s.Definition.SelectionSet, depth, times)
		case *ast.Field:
			m.field(s, depth, times)
		}
	}
}

func (m *measure) field(f *ast.Field, depth, times int) {
	m.depth = max(m.depth, depth)
	if f.Alias != f.Name {
		m.aliases++
	}
	if len(f.SelectionSet) == 0 || f.Definition == nil {
		return
	}
	below := times
	switch page := f.Definition.Arguments.ForName("first"); {
	case page != nil:
		below = times * m.size(f)
	case f.Definition.Type.Elem != nil && f.ObjectDefinition != nil && !isEdges(f):
		below = times * plainList
		if strings.HasPrefix(f.ObjectDefinition.Name, "__") {
			below = times * schemaList
		}
	}
	m.cost += below
	m.walk(f.SelectionSet, depth+1, below)
}

// isEdges reports whether the field is the list of edges of a connection, which
// has already been counted with the connection.
func isEdges(f *ast.Field) bool { return f.Name == "edges" }

// size returns how many rows the page has that the field asks for.
func (m *measure) size(f *ast.Field) int {
	for _, name := range []string{"first", "last"} {
		argument := f.Arguments.ForName(name)
		if argument == nil {
			continue
		}
		value, err := argument.Value.Value(m.variables)
		if err != nil {
			continue
		}
		if n, ok := asInt(value); ok {
			return int(min(max(n, 1), 1<<20))
		}
	}
	return m.defaultPage
}
