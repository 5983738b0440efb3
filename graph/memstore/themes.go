package memstore

import (
	"cmp"
	"slices"

	"github.com/comity-graph/comity/graph"
)

// countThemesOf counts, for each row of the page, the themes of its engagements.
// It goes once more through the engagements that were counted, now that it is
// known which rows matter.
func (t *tally) countThemesOf(w *watch, keys []uint64) ([][]graph.ThemeCount, error) {
	start, engagements, err := t.engagementsOf(w, keys)
	if err != nil {
		return nil, err
	}
	all := make([][]graph.ThemeCount, len(keys))
	seen := make([]uint32, 0, 64)
	for i := range keys {
		for _, e := range engagements[start[i]:start[i+1]] {
			for _, theme := range t.s.engagements.themes.things(e) {
				t.themes[theme]++
				if t.themes[theme] == 1 {
					seen = append(seen, theme)
				}
			}
		}
		all[i] = t.s.themeCounts(seen, t.themes)
		for _, theme := range seen {
			t.themes[theme] = 0
		}
		seen = seen[:0]
		if err := w.now(); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// engagementsOf returns the counted engagements of each row of the page: those
// of row i stand from start[i] up to start[i+1].
func (t *tally) engagementsOf(w *watch, keys []uint64) (start, engagements []uint32, err error) {
	start = make([]uint32, len(keys)+1)
	for i, key := range keys {
		thing := t.thingOf(key)
		t.place[thing] = uint32(i) + 1
		start[i+1] = start[i] + t.rows[thing].count
	}
	defer func() {
		for _, key := range keys {
			t.place[t.thingOf(key)] = 0
		}
	}()
	engagements = make([]uint32, start[len(keys)])
	next := slices.Clone(start)
	for _, e := range t.matched {
		if err := w.look(); err != nil {
			return nil, nil, err
		}
		t.eachRow(e, func(thing uint32) {
			place := t.place[thing]
			if place == 0 {
				return
			}
			if at := next[place-1]; at == start[place-1] || engagements[at-1] != e { // each once
				engagements[at] = e
				next[place-1]++
			}
		})
	}
	return start, engagements, nil
}

// eachRow visits the rows that a counted engagement belongs to; one may come
// twice.
func (t *tally) eachRow(e uint32, visit func(thing uint32)) {
	if t.q.By == graph.ByTheme {
		for _, theme := range t.s.engagements.themes.things(e) {
			visit(theme)
		}
		return
	}
	p := &t.s.engagements.actors
	for i := p.start[e]; i < p.start[e+1]; i++ {
		if t.isCounterpart(p.actor[i], p.how[i]) {
			visit(t.rowOf(p.actor[i]))
		}
	}
}

// themeCounts returns the counts of the themes, most first, then by id. It sorts
// the themes that it is given.
func (s *snapshot) themeCounts(themes, counts []uint32) []graph.ThemeCount {
	slices.SortFunc(themes, func(x, y uint32) int {
		return cmp.Or(cmp.Compare(counts[y], counts[x]), cmp.Compare(x, y))
	})
	sorted := make([]graph.ThemeCount, len(themes))
	for i, theme := range themes {
		sorted[i] = graph.ThemeCount{Theme: s.id(s.things[theme]), Count: int(counts[theme])}
	}
	return sorted
}
