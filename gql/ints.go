package gql

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/core"

	"github.com/comity-graph/comity/graph"
)

// int32Rule refuses Int literals beyond 32 bits, which the specification does
// not allow and the library takes.
func int32Rule() core.Rule {
	return core.Rule{Name: "IntIs32Bit", RuleFunc: func(observers *core.Events, addError core.AddErrFunc) {
		observers.OnValue(func(_ *core.Walker, value *ast.Value) {
			if value.Kind != ast.IntValue || value.Definition == nil || value.Definition.Name != "Int" {
				return
			}
			if _, err := strconv.ParseInt(value.Raw, 10, 32); err != nil {
				addError(core.Message("Int cannot represent %s: it has more than 32 bits", value.Raw), core.At(value.Position))
			}
		})
	}}
}

// checkInts refuses Int variables beyond 32 bits, before anything is read.
func checkInts(operation *graphql.OperationContext) *gqlerror.Error {
	for _, definition := range operation.Operation.VariableDefinitions {
		if definition.Type.NamedType != "Int" {
			continue
		}
		if n, ok := asInt(operation.Variables[definition.Variable]); ok && (n > math.MaxInt32 || n < math.MinInt32) {
			return refuse(graph.InvalidArgument, fmt.Sprintf("$%s: an Int has 32 bits at most, and %d has more", definition.Variable, n), 0)
		}
	}
	return nil
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
