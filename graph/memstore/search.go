package memstore

import (
	"cmp"
	"context"
	"slices"

	"github.com/comity-graph/comity/graph"
)

// searchIndex finds records by the words of their search texts. Its members are
// places in the order of answers, heaviest first, so that the first that fit are
// the answer.
type searchIndex struct {
	words  *wordIndex
	record []uint32 // by place
	kind   []graph.Kind
}

func (s *snapshot) indexSearchTexts(ctx context.Context) error {
	x := &s.search
	for r := range s.records {
		switch s.records[r].Base().Kind.Class() {
		case graph.ClassPassage, graph.ClassMembership, graph.ClassClaim: // have no search text
		default:
			x.record = append(x.record, uint32(r))
		}
	}
	slices.SortFunc(x.record, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(s.records[b].Weight, s.records[a].Weight), cmp.Compare(a, b))
	})
	x.kind = make([]graph.Kind, len(x.record))
	for i, r := range x.record {
		x.kind[i] = s.records[r].Base().Kind
	}
	var err error
	x.words, err = newWordIndex(ctx, len(x.record), func(i int) string { return graph.SearchText(&s.records[x.record[i]]) })
	return err
}

// Search implements graph.Store.
func (s *Store) Search(ctx context.Context, queries []graph.SearchQuery) ([]graph.SearchResult, error) {
	return answer(ctx, s, "Search", queries, (*snapshot).searchFor)
}

func (s *snapshot) searchFor(w *watch, q *graph.SearchQuery) (graph.SearchResult, error) {
	result := graph.SearchResult{Entities: []graph.Entity{}}
	if len(q.Words) == 0 {
		return result, nil
	}
	err := s.search.each(w, q, func(place uint32) bool {
		if len(q.Kinds) > 0 && !slices.Contains(q.Kinds, s.search.kind[place]) {
			return true
		}
		if len(result.Entities) >= q.Limit {
			result.More = true
			return false
		}
		result.Entities = append(result.Entities, s.records[s.search.record[place]].Entity)
		return true
	})
	return result, err
}

// each visits the places whose records have all of the words, ascending, until
// visit says that it is enough.
func (x *searchIndex) each(w *watch, q *graph.SearchQuery, visit func(place uint32) bool) error {
	words := q.Words
	var prefixed [][]uint32
	if q.Prefix {
		last := len(words) - 1
		prefixed = x.words.beginning(words[last])
		if words = words[:last]; len(prefixed) == 0 {
			return nil
		}
	}
	postings := make([][]uint32, 0, len(words)+1)
	for _, word := range words {
		postings = append(postings, x.words.find(word))
	}
	if len(prefixed) == 1 {
		postings, prefixed = append(postings, prefixed[0]), nil
	}
	slices.SortFunc(postings, func(a, b []uint32) int { return cmp.Compare(len(a), len(b)) })
	if len(postings) > 0 && len(postings[0]) == 0 {
		return nil
	}
	var begins bits
	if prefixed != nil {
		begins = newBits(len(x.record))
		for _, list := range prefixed {
			for _, place := range list {
				begins.add(place)
			}
		}
		if len(postings) == 0 {
			return begins.each(w, visit)
		}
	}
	for _, place := range postings[0] {
		if err := w.look(); err != nil {
			return err
		}
		if inAll(postings[1:], place) && (begins == nil || begins.has(place)) && !visit(place) {
			return nil
		}
	}
	return nil
}
