package graphtest

import (
	"runtime"
	"testing"
	"time"

	"github.com/comity-graph/comity/graph"
)

func TestGeneratedDatasetsAreSound(t *testing.T) {
	for seed := range uint64(20) {
		for _, size := range []Size{{Engagements: 1}, {Engagements: 10}, Small(), {Engagements: 300}, {Engagements: 300, EqualDegree: true}} {
			if _, err := graph.Build(Generate(seed, size)); err != nil {
				t.Fatalf("seed %d, %+v: %v", seed, size, err)
			}
		}
	}
}

func TestGenerateIsRepeatable(t *testing.T) {
	if d := difference(Generate(7, Small()), Generate(7, Small())); d != "" {
		t.Error("the same seed gives two datasets: ", d)
	}
}

// busiest returns how many engagements the busiest actors have, most first.
func busiest(d graph.Dataset) int {
	degree, most := map[graph.ID]int{}, 0
	for _, l := range d.Links {
		if l.Type == graph.LinkTookPartIn {
			degree[l.From]++
			most = max(most, degree[l.From])
		}
	}
	return most
}

func TestEqualDegreeDoesNotGrowWithTheGraph(t *testing.T) {
	small, large := busiest(Generate(1, Size{EqualDegreeBlock, true})), busiest(Generate(1, Size{8 * EqualDegreeBlock, true}))
	if small < EqualDegreeBlock/20 || float64(large) > 1.3*float64(small) {
		t.Errorf("the busiest actor has %d engagements of %d, and %d of %d", small, EqualDegreeBlock, large, 8*EqualDegreeBlock)
	}
	if skewed := busiest(Generate(1, Size{Engagements: 8 * EqualDegreeBlock})); skewed < 4*large {
		t.Errorf("without EqualDegree the busiest actor has %d engagements, with it %d", skewed, large)
	}
}

func BenchmarkGenerateMillion(b *testing.B) {
	for b.Loop() {
		start := time.Now()
		d := Generate(1, Size{1_000_000, true})
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		b.Logf("%d entities, %d links, busiest %d, %s, heap %d MB", len(d.Entities), len(d.Links), busiest(d), time.Since(start), m.HeapAlloc>>20)
	}
}
