package seed

import (
	"cmp"
	"slices"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// How many candidates a message names.
const maxNear = 3

// near returns the candidates that were probably meant by what was written,
// the nearest first.
func near(written string, candidates []string) []string {
	type found struct {
		value    string
		distance int
	}
	folded := foldForm(written)
	limit := 1 + len(folded)/4
	var all []found
	for _, c := range candidates {
		if d := distance(folded, foldForm(c), limit); d <= limit {
			all = append(all, found{c, d})
		}
	}
	slices.SortFunc(all, func(x, y found) int {
		return cmp.Or(cmp.Compare(x.distance, y.distance), cmp.Compare(x.value, y.value))
	})
	var values []string
	for _, f := range all[:min(len(all), maxNear)] {
		if f.distance <= all[0].distance+1 {
			values = append(values, f.value)
		}
	}
	return values
}

// foldForm makes alike what is written alike: case, accents, and what stands
// between words do not count.
func foldForm(s string) string { return strings.Join(graph.Tokens(s), " ") }

// distance returns the number of letters to insert, drop, change or swap with
// their neighbour that turn one word into the other; something above limit if
// they are more than that.
func distance(from, to string, limit int) int {
	a, b := []rune(from), []rune(to)
	if gap := len(a) - len(b); gap > limit || -gap > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			change := last[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			row[j] = min(last[j]+1, row[j-1]+1, change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// didYouMean names the candidates, or is empty if there are none.
func didYouMean(candidates []string) string {
	switch len(candidates) {
	case 0:
		return ""
	case 1:
		return "did you mean " + candidates[0] + "?"
	}
	last := len(candidates) - 1
	return "did you mean " + strings.Join(candidates[:last], ", ") + " or " + candidates[last] + "?"
}

// chooseFrom is the advice on a value of a closed list: what was probably
// meant, and all that is allowed.
func chooseFrom(written string, allowed []string) string {
	list := "allowed: " + strings.Join(allowed, ", ")
	if meant := didYouMean(near(written, allowed)); meant != "" {
		return meant + " " + list
	}
	return list
}
