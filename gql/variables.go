package gql

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/comity-graph/comity/graph"
)

// checkVariables refuses values of variables that the library lets pass and
// the specification does not: an Int beyond 32 bits or in quotes, a number for
// a String, an enum value in other letters. It is done before anything is read.
func checkVariables(schema *ast.Schema, operation *graphql.OperationContext) *gqlerror.Error {
	for _, definition := range operation.Operation.VariableDefinitions {
		value, given := operation.Variables[definition.Variable]
		if !given {
			continue
		}
		if complaint := checkVariable(schema, definition.Type, value, "$"+definition.Variable); complaint != "" {
			return refuse(graph.InvalidArgument, complaint, 0)
		}
	}
	return nil
}

// checkVariable returns what is wrong with a value, or nothing. What the
// library checks itself is taken as it comes.
func checkVariable(schema *ast.Schema, t *ast.Type, value any, at string) string {
	if value == nil {
		return ""
	}
	if t.Elem != nil {
		list := reflect.ValueOf(value)
		if list.Kind() != reflect.Slice {
			return checkVariable(schema, t.Elem, value, at) // one element stands for a list of it
		}
		for i := range list.Len() {
			if complaint := checkVariable(schema, t.Elem, list.Index(i).Interface(), fmt.Sprintf("%s[%d]", at, i)); complaint != "" {
				return complaint
			}
		}
		return ""
	}
	definition := schema.Types[t.NamedType]
	switch definition.Kind {
	case ast.InputObject:
		object, _ := value.(map[string]any)
		for _, field := range definition.Fields {
			if complaint := checkVariable(schema, field.Type, object[field.Name], at+"."+field.Name); complaint != "" {
				return complaint
			}
		}
	case ast.Enum:
		if name, ok := asText(value); !ok || definition.EnumValues.ForName(name) == nil {
			return fmt.Sprintf("%s: %v is no value of %s", at, value, t.NamedType)
		}
	case ast.Scalar:
		return checkScalar(t.NamedType, value, at)
	}
	return ""
}

func checkScalar(name string, value any, at string) string {
	_, isText := asText(value)
	n, isInt := asInt(value)
	switch {
	case name == "Int" && !isInt:
		return fmt.Sprintf("%s: an Int is a whole number, and %v is none", at, value)
	case name == "Int" && (n > math.MaxInt32 || n < math.MinInt32):
		return fmt.Sprintf("%s: an Int has 32 bits at most, and %d has more", at, n)
	case name == "String" && !isText:
		return fmt.Sprintf("%s: a String stands in quotes, and %v does not", at, value)
	}
	return ""
}

// asText returns a string of any type but that of numbers.
func asText(v any) (string, bool) {
	if _, isNumber := v.(json.Number); isNumber || reflect.ValueOf(v).Kind() != reflect.String {
		return "", false
	}
	return reflect.ValueOf(v).String(), true
}

func asInt(v any) (int64, bool) {
	switch v := v.(type) {
	case int:
		return int64(v), true
	case int64:
		return v, true
	case float64:
		return int64(v), v == math.Trunc(v)
	case json.Number:
		n, err := v.Int64()
		return n, err == nil
	}
	return 0, false
}
