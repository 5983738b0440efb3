package memstore

import (
	"cmp"
	"context"
	"hash/maphash"
	"slices"
	"sync"

	"github.com/comity-graph/comity/graph"
)

// lookupTable finds the records that a key may refer to: sorted hashes of keys,
// each with a record. What the record calls itself is computed again when it is
// found, which also settles whether the hash told the truth.
type lookupTable struct {
	seed maphash.Seed
	rows []uint64 // hash in the upper half, record in the lower; sorted
}

func (t *lookupTable) hash(key string) uint64 { return maphash.String(t.seed, key) &^ uint64(none) }

func (s *snapshot) indexNames(ctx context.Context) error {
	s.names.seed = maphash.MakeSeed()
	var mu sync.Mutex
	inParallel(len(s.records), func(lo, hi int) {
		rows := make([]uint64, 0, hi-lo)
		watch := newWatch(ctx, "Apply")
		for r := lo; r < hi; r++ {
			if watch.look() != nil {
				return
			}
			before := len(rows)
			for _, row := range graph.LookupRows(s.records[r].Entity) {
				if h := s.names.hash(row.Key) | uint64(r); !slices.Contains(rows[before:], h) {
					rows = append(rows, h)
				}
			}
		}
		mu.Lock()
		defer mu.Unlock()
		s.names.rows = append(s.names.rows, rows...)
	})
	if err := ctx.Err(); err != nil {
		return ended("Apply", err)
	}
	slices.Sort(s.names.rows)
	return nil
}

// Lookup implements graph.Store.
func (s *Store) Lookup(ctx context.Context, keys []string) (map[string][]graph.Match, error) {
	found := make(map[string][]graph.Match, len(keys))
	if len(keys) == 0 {
		return found, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, ended("Lookup", err)
	}
	snap := s.current.Load()
	w := newWatch(ctx, "Lookup")
	for _, key := range keys {
		if err := w.look(); err != nil {
			return nil, err
		}
		if _, again := found[key]; again {
			continue
		}
		if matches := snap.lookup(key); len(matches) > 0 {
			found[key] = matches
		}
	}
	return found, nil
}

func (s *snapshot) lookup(key string) []graph.Match {
	if key == "" {
		return nil
	}
	hash := s.names.hash(key)
	i, _ := slices.BinarySearch(s.names.rows, hash)
	var matches []graph.Match
	for ; i < len(s.names.rows) && s.names.rows[i]&^uint64(none) == hash; i++ {
		for _, row := range graph.LookupRows(s.records[uint32(s.names.rows[i])].Entity) {
			if row.Key == key {
				matches = append(matches, row.Match)
			}
		}
	}
	slices.SortFunc(matches, func(x, y graph.Match) int {
		return cmp.Or(
			cmp.Compare(x.Rank, y.Rank), cmp.Compare(x.ID, y.ID), cmp.Compare(x.Language, y.Language),
			cmp.Compare(x.Name, y.Name), cmp.Compare(x.NameKind, y.NameKind),
		)
	})
	return matches
}
