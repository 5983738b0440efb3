package graphtest

import (
	"testing"

	"github.com/comity-graph/comity/graph"
)

func TestReferenceKeepsTheContract(t *testing.T) {
	Run(t, func(*testing.T) graph.Store { return NewReference() })
}

func TestReferenceAgreesWithItself(t *testing.T) {
	Differential(t, NewReference(), NewReference(), 1, 300)
}
