package memstore_test

import (
	"testing"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/graphtest"
	"github.com/comity-graph/comity/graph/memstore"
)

func TestConformance(t *testing.T) {
	graphtest.Run(t, func(*testing.T) graph.Store { return memstore.New() })
}

func TestDifferential(t *testing.T) {
	seeds, questions := uint64(5), 2000
	if testing.Short() {
		seeds, questions = 1, 500
	}
	for seed := range seeds {
		graphtest.Differential(t, memstore.New(), graphtest.NewReference(), seed, questions)
	}
}
