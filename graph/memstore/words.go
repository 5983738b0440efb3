package memstore

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/comity-graph/comity/graph"
)

// wordIndex finds the members of a group by the words that belong to each.
type wordIndex struct {
	all     string   // the distinct words, sorted, one after the other
	at      []uint32 // where each begins in all, and the end
	start   []uint32 // where the postings of each begin, and the end
	posting []uint32 // members, ascending
}

func (x *wordIndex) len() int { return max(len(x.at)-1, 0) }

func (x *wordIndex) word(i int) string { return x.all[x.at[i]:x.at[i+1]] }

func (x *wordIndex) postings(i int) []uint32 { return x.posting[x.start[i]:x.start[i+1]] }

// first returns the first word that is not below w.
func (x *wordIndex) first(w string) int {
	lo, hi := 0, x.len()
	for lo < hi {
		if mid := int(uint(lo+hi) >> 1); x.word(mid) < w {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// find returns the members that have the word.
func (x *wordIndex) find(w string) []uint32 {
	if i := x.first(w); i < x.len() && x.word(i) == w {
		return x.postings(i)
	}
	return nil
}

// beginning returns the postings of all words that begin with the prefix.
func (x *wordIndex) beginning(prefix string) [][]uint32 {
	var lists [][]uint32
	for i := x.first(prefix); i < x.len() && strings.HasPrefix(x.word(i), prefix); i++ {
		lists = append(lists, x.postings(i))
	}
	return lists
}

// wordPart is what one worker reads: the words of a part of the group.
type wordPart struct {
	lo    int
	words []string // distinct, by number
	count []uint32 // of words, for each member of the part
	text  []uint32 // numbers of the words of all members, one after the other
}

// newWordIndex indexes n members; text gives the words of one of them, distinct
// and parted by single spaces, and may be called from several goroutines.
func newWordIndex(ctx context.Context, n int, text func(i int) string) (*wordIndex, error) {
	var mu sync.Mutex
	var parts []*wordPart
	inParallel(n, func(lo, hi int) {
		p := readWords(ctx, lo, hi, text)
		mu.Lock()
		defer mu.Unlock()
		parts = append(parts, p)
	})
	if err := ctx.Err(); err != nil {
		return nil, ended("Apply", err)
	}
	slices.SortFunc(parts, func(x, y *wordPart) int { return cmp.Compare(x.lo, y.lo) })
	return joinWords(parts), nil
}

func readWords(ctx context.Context, lo, hi int, text func(i int) string) *wordPart {
	p := &wordPart{lo: lo, count: make([]uint32, 0, hi-lo)}
	number := map[string]uint32{}
	watch := newWatch(ctx, "Apply")
	for i := lo; i < hi; i++ {
		if watch.look() != nil {
			return p
		}
		before := len(p.text)
		if joined := text(i); joined != "" {
			for word := range strings.SplitSeq(joined, " ") {
				at, known := number[word]
				if !known {
					word = strings.Clone(word) // not the whole text
					at = uint32(len(p.words))
					number[word] = at
					p.words = append(p.words, word)
				}
				p.text = append(p.text, at)
			}
		}
		p.count = append(p.count, uint32(len(p.text)-before))
	}
	return p
}

func joinWords(parts []*wordPart) *wordIndex {
	var words []string
	total := 0
	for _, p := range parts {
		words = append(words, p.words...)
		total += len(p.text)
	}
	slices.Sort(words)
	words = slices.Compact(words)
	x := &wordIndex{at: make([]uint32, 1, len(words)+1), start: make([]uint32, len(words)+1), posting: make([]uint32, total)}
	var all strings.Builder
	for _, word := range words {
		all.WriteString(word)
		x.at = append(x.at, uint32(all.Len()))
	}
	x.all = all.String()
	for _, p := range parts {
		global := make([]uint32, len(p.words))
		for i, word := range p.words {
			global[i] = uint32(x.first(word))
		}
		for i, w := range p.text {
			p.text[i] = global[w]
			x.start[global[w]+1]++
		}
	}
	for i := range words {
		x.start[i+1] += x.start[i]
	}
	next := slices.Clone(x.start[:len(words)])
	for _, p := range parts {
		text := p.text
		for i, n := range p.count {
			for _, w := range text[:n] {
				x.posting[next[w]] = uint32(p.lo + i)
				next[w]++
			}
			text = text[n:]
		}
	}
	return x
}

// textFilter tests whether all words occur in the text of one language.
type textFilter struct {
	languages [][][]uint32 // for each language, the postings of each word
}

func newTextFilter(indexes map[graph.Language]*wordIndex, words []string, lang graph.Language) *textFilter {
	f := &textFilter{}
	for _, l := range graph.Languages() {
		index := indexes[l]
		if index == nil || (lang != "" && l != lang) {
			continue
		}
		postings := make([][]uint32, len(words))
		for i, word := range words {
			postings[i] = index.find(word)
		}
		// The rarest word first: it settles most questions, and drives.
		slices.SortStableFunc(postings, func(x, y []uint32) int { return cmp.Compare(len(x), len(y)) })
		if len(postings[0]) > 0 {
			f.languages = append(f.languages, postings)
		}
	}
	return f
}

func (f *textFilter) fits(i uint32) bool {
	return slices.ContainsFunc(f.languages, func(postings [][]uint32) bool { return inAll(postings, i) })
}

func inAll(postings [][]uint32, i uint32) bool {
	for _, list := range postings {
		if _, found := slices.BinarySearch(list, i); !found {
			return false
		}
	}
	return true
}

// rarest returns, for each language, the members that have its rarest word.
func (f *textFilter) rarest() [][]uint32 {
	lists := make([][]uint32, 0, len(f.languages))
	for _, postings := range f.languages {
		lists = append(lists, postings[0])
	}
	return lists
}

// indexFilterTexts indexes what Selection.Text and ActorSelection.Text look in.
func (s *snapshot) indexFilterTexts(ctx context.Context) error {
	var err error
	if s.engagements.text, err = s.indexFilterText(ctx, s.engagements.record); err != nil {
		return err
	}
	s.thing.text, err = s.indexFilterText(ctx, s.things)
	return err
}

func (s *snapshot) indexFilterText(ctx context.Context, group []uint32) (map[graph.Language]*wordIndex, error) {
	indexes := map[graph.Language]*wordIndex{}
	for lang := range s.languages(group) {
		index, err := newWordIndex(ctx, len(group), func(i int) string { return graph.FilterText(s.records[group[i]].Entity, lang) })
		if err != nil {
			return nil, err
		}
		indexes[lang] = index
	}
	return indexes, nil
}

// languages returns those in which a member of the group has a name or a summary.
func (s *snapshot) languages(group []uint32) map[graph.Language]bool {
	languages := map[graph.Language]bool{}
	for _, r := range group {
		for _, name := range s.records[r].Base().Names {
			languages[name.Language] = true
		}
		if e, ok := s.records[r].Entity.(*graph.Engagement); ok {
			for lang := range e.Summary {
				languages[lang] = true
			}
		}
	}
	return languages
}
