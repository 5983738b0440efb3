package gql

import (
	"math"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/core"
)

// int32Rule refuses Int literals beyond 32 bits, which the specification does
// not allow and the library takes.
func int32Rule() core.Rule {
	return core.Rule{Name: "IntIs32Bit", RuleFunc: func(observers *core.Events, addError core.AddErrFunc) {
		observers.OnValue(func(_ *core.Walker, value *ast.Value) {
			if value.Kind != ast.IntValue || value.Definition == nil || value.Definition.Name != "Int" {
				return
			}
			n, err := strconv.ParseInt(value.Raw, 10, 64)
			if err == nil && (n > math.MaxInt32 || n < math.MinInt32) { // the library itself refuses more than 64
				addError(core.Message("Int cannot represent %s: it has more than 32 bits", value.Raw), core.At(value.Position))
			}
		})
	}}
}
