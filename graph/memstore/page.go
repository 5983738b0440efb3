package memstore

import (
	"slices"

	"github.com/comity-graph/comity/graph"
)

// pager takes keys in any order and keeps those of one page: the lowest, or,
// backward, the highest ones. It keeps one more than the page shows, which says
// that there are more.
type pager struct {
	keep     int // negative: all
	backward bool
	heap     []uint64 // of keys, the worst one first, once it is full
}

func newPager(page *graph.Page, rows int, heap []uint64) pager {
	p := pager{keep: max(page.Limit, 0) + 1, backward: page.Backward, heap: heap[:0]}
	if page.All || page.Limit >= rows {
		p.keep = -1
	}
	return p
}

// add offers a key.
func (p *pager) add(key uint64) {
	if p.backward {
		key = ^key
	}
	switch {
	case p.keep < 0 || len(p.heap) < p.keep:
		p.heap = append(p.heap, key)
		if len(p.heap) == p.keep {
			slices.SortFunc(p.heap, func(x, y uint64) int {
				if x > y {
					return -1
				}
				return 1
			})
		}
	case key < p.heap[0]:
		p.heap[0] = key
		p.sink()
	}
}

// sink restores the heap after its first element was replaced.
func (p *pager) sink() {
	h, i := p.heap, 0
	for {
		child := 2*i + 1
		if child >= len(h) {
			return
		}
		if child+1 < len(h) && h[child+1] > h[child] {
			child++
		}
		if h[i] >= h[child] {
			return
		}
		h[i], h[child] = h[child], h[i]
		i = child
	}
}

// full reports that no later key can matter, if keys come best first.
func (p *pager) full() bool { return p.keep >= 0 && len(p.heap) == p.keep }

// page returns the keys of the page, ascending, and whether there are more in
// the direction of paging.
func (p *pager) page() (keys []uint64, more bool) {
	slices.Sort(p.heap)
	keys = p.heap
	if more = p.full(); more {
		keys = keys[:p.keep-1]
	}
	if p.backward {
		for i := range keys {
			keys[i] = ^keys[i]
		}
		slices.Reverse(keys)
	}
	return keys, more
}

// along goes along an order, from its end if the page is the last one, and adds
// the ranks that fit until the page is full.
func (p *pager) along(w *watch, o *order, lo, hi uint32, fits func(number uint32) bool) error {
	for i := range hi - lo {
		if err := w.look(); err != nil {
			return err
		}
		rank := lo + i
		if p.backward {
			rank = hi - 1 - i
		}
		if !fits(o.atRank(rank)) {
			continue
		}
		p.add(uint64(rank))
		if p.full() {
			return nil
		}
	}
	return nil
}
