package memstore

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/graphtest"
)

func loaded(t *testing.T, seed uint64, size graphtest.Size) *snapshot {
	t.Helper()
	content, err := graph.Build(graphtest.Generate(seed, size))
	if err != nil {
		t.Fatal(err)
	}
	s := New()
	if err := s.Load(t.Context(), content); err != nil {
		t.Fatal(err)
	}
	return s.current.Load()
}

// Rankings are made without keys; positions are found by them.
func TestRankingsAreInTheOrderOfKeys(t *testing.T) {
	s := loaded(t, 7, graphtest.Size{Engagements: 300})
	for _, group := range []struct {
		records []uint32
		made    map[string]*ranking
		orders  []graph.Order
	}{
		{s.engagements.record, s.engagements.orders, graph.Orders(graph.ClassEngagement)},
		{s.things, s.thing.orders, graph.Orders(graph.ClassActor)},
		{s.things, s.thing.orders, graph.Orders(graph.ClassTheme)},
	} {
		for _, o := range group.orders {
			if group.made[o.String()] == nil {
				t.Errorf("%s: no ranking was made", o)
				continue
			}
			ranked, last := s.ordered(o, group.records, group.made), ""
			for rank := range group.records {
				key := ranked.key(uint32(rank))
				if key <= last {
					t.Errorf("%s: rank %d has the key %q, after %q", o, rank, key, last)
				}
				last = key
				if i := ranked.atRank(uint32(rank)); ranked.rankOf(i) != uint32(rank) {
					t.Errorf("%s: number %d is at rank %d and has the rank %d", o, i, rank, ranked.rankOf(i))
				}
			}
		}
	}
}

func TestPositionsNeedNotExist(t *testing.T) {
	s := loaded(t, 7, graphtest.Size{Engagements: 60})
	for _, o := range append(graph.Orders(graph.ClassEngagement), graph.Order{}) {
		ranked := s.ordered(o, s.engagements.record, s.engagements.orders)
		for rank := range s.engagements.record {
			key := ranked.key(uint32(rank))
			for probe, want := range map[string]uint32{key: uint32(rank), key + "!": uint32(rank) + 1} {
				got, exists := ranked.position(probe)
				if got != want || exists != (probe == key) {
					t.Errorf("%s: %q is at %d (%t), want %d", o, probe, got, exists, want)
				}
			}
		}
	}
}

func TestRunsAndSortedRows(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, span := range []int{1, 10, 1000, 1 << 30} { // the last two are too far apart for offsets
		column := make([]uint32, 60)
		for i := range column {
			column[i] = 5 + uint32(r.IntN(span))
		}
		rows := sortedBy(column)
		owners := make([]uint32, len(rows))
		for i, row := range rows {
			owners[i] = column[row]
			if i > 0 && (owners[i-1] > owners[i] || owners[i-1] == owners[i] && rows[i-1] > row) {
				t.Fatalf("span %d: row %d of %d stands before %d of %d", span, rows[i-1], owners[i-1], row, owners[i])
			}
		}
		runs := newRuns(owners)
		for _, owner := range append(column, 0, 4, column[0]+1, none) {
			var want []uint32
			for _, row := range rows {
				if column[row] == owner {
					want = append(want, row)
				}
			}
			if lo, hi := runs.of(owner); !slices.Equal(rows[lo:hi], want) {
				t.Errorf("span %d: the run of %d is %v, want %v", span, owner, rows[lo:hi], want)
			}
		}
	}
	if lo, hi := new(runs).of(0); lo != hi {
		t.Errorf("nothing has a run from %d to %d", lo, hi)
	}
}

func TestUnion(t *testing.T) {
	for _, n := range []int{10, 10000} { // by bits, by sorting
		for _, lists := range [][][]uint32{nil, {{}}, {{1, 3}}, {{1, 1, 3}}, {{5}, {1, 5, 9}, {}, {0}}} {
			want := []uint32{}
			for _, list := range lists {
				want = append(want, list...)
			}
			slices.Sort(want)
			want = slices.Compact(want)
			if got := union(lists, n); !slices.Equal(got, want) {
				t.Errorf("the union of %v is %v, want %v", lists, got, want)
			}
		}
	}
}

func TestPagerKeepsTheBest(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	keys := make([]uint64, 40)
	for i := range keys {
		keys[i] = uint64(i) << 40
	}
	for n := range keys {
		for _, limit := range []int{-1, 0, 1, 2, 5, 39, 40, 1 << 60} {
			for _, backward := range []bool{false, true} {
				offered := slices.Clone(keys[:n])
				r.Shuffle(n, func(i, j int) { offered[i], offered[j] = offered[j], offered[i] })
				p := newPager(&graph.Page{Limit: limit, Backward: backward}, len(keys), nil)
				for _, key := range offered {
					p.add(key)
				}
				want, kept := keys[:n], min(max(limit, 0), n)
				if want = want[:kept]; backward {
					want = keys[n-kept : n]
				}
				if got, more := p.page(); !slices.Equal(got, want) || more != (n > kept) {
					t.Errorf("of %d, %d kept, backward %t: got %v, more %t; want %v", n, limit, backward, got, more, want)
				}
			}
		}
	}
}

func TestWordIndex(t *testing.T) {
	texts := make([]string, 9000) // enough to be read by several at once
	for i := range texts {
		texts[i] = fmt.Sprintf("all n%d m%d", i%7, i)
	}
	texts[5] = ""
	x, err := newWordIndex(context.Background(), len(texts), func(i int) string { return texts[i] })
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"all", "n3", "m5", "m6", "m8999", "", "a", "alla", "zzz"} {
		var want []uint32
		for i, text := range texts {
			if text != "" && slices.Contains(strings.Split(text, " "), word) {
				want = append(want, uint32(i))
			}
		}
		if got := x.find(word); !slices.Equal(got, want) {
			t.Errorf("%q: found %d, want %d", word, len(got), len(want))
		}
	}
	if got := len(x.beginning("n")); got != 7 {
		t.Errorf("%d words begin with n, want 7", got)
	}
}

// A set of few members is a list, one of many has bits.
func TestThingSet(t *testing.T) {
	set := &thingSet{things: 100}
	for i := range uint32(2 * fewMembers) {
		set.add(3 * i)
		set.add(3 * i)
		for probe := range uint32(100) {
			if want := probe%3 == 0 && probe <= 3*i; set.has(probe) != want {
				t.Fatalf("with %d members, has %d: %t", i+1, probe, !want)
			}
		}
	}
	if len(set.members) != 2*fewMembers {
		t.Errorf("%d members, want %d", len(set.members), 2*fewMembers)
	}
}
