// Package agreement measures how far two readers of one document agree, who
// read it independently of each other.
package agreement

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Pair is a statement that both readers have.
type Pair struct {
	First, Second Statement
}

// Matching is what two readings have in common, and what only one has. Pairs
// and the rest are in the order of the first and the second reading.
type Matching struct {
	Pairs                 []Pair
	OnlyFirst, OnlySecond []Statement
}

// Match pairs the statements of two readings of a document one to one. Two can
// be a pair if they cite a passage in common and are alike enough; of several
// that could, those become a pair first that are most alike in the sentences,
// the participants, the themes, the category and the dates, and between equals
// those that stand first. Ids and titles do not count, since each reader
// chooses their own.
func Match(first, second []Statement) Matching {
	type candidate struct {
		first, second int
		likeness      float64
	}
	var candidates []candidate
	for i, a := range first {
		for j, b := range second {
			if len(common(a.Passages(), b.Passages())) > 0 {
				candidates = append(candidates, candidate{i, j, likeness(a, b)})
			}
		}
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int { return cmp.Compare(b.likeness, a.likeness) })
	partner, taken := map[int]int{}, map[int]bool{}
	for _, c := range candidates {
		if _, ok := partner[c.first]; ok || taken[c.second] || c.likeness < leastLikeness {
			continue
		}
		partner[c.first], taken[c.second] = c.second, true
	}
	var m Matching
	for i, a := range first {
		if j, ok := partner[i]; ok {
			m.Pairs = append(m.Pairs, Pair{a, second[j]})
		} else {
			m.OnlyFirst = append(m.OnlyFirst, a)
		}
	}
	for j, b := range second {
		if !taken[j] {
			m.OnlySecond = append(m.OnlySecond, b)
		}
	}
	return m
}

// Part returns what of the matching belongs to one part of the document. A pair
// belongs where its first statement does.
func (m Matching) Part(belongs func(Statement) bool) Matching {
	var part Matching
	for _, p := range m.Pairs {
		if belongs(p.First) {
			part.Pairs = append(part.Pairs, p)
		}
	}
	outside := func(s Statement) bool { return !belongs(s) }
	part.OnlyFirst = slices.DeleteFunc(slices.Clone(m.OnlyFirst), outside)
	part.OnlySecond = slices.DeleteFunc(slices.Clone(m.OnlySecond), outside)
	return part
}

// leastLikeness keeps statements apart that have little more than the
// paragraph in common.
const leastLikeness = 1

// likeness is at most 5: the sentences, the participants and the themes weigh
// one each, and as much as the category and the dates together; the same
// sentence at all weighs another one. That both have none of something makes
// nobody alike.
func likeness(a, b Statement) float64 {
	sum := shared(a.Cites, b.Cites) + shared(a.Actors(), b.Actors()) + shared(a.Themes, b.Themes)
	if len(common(a.Cites, b.Cites)) > 0 {
		sum++
	}
	if a.Category == b.Category {
		sum += 0.5
	}
	if len(a.Dates) > 0 && slices.Equal(a.Dates, b.Dates) {
		sum += 0.5
	}
	return sum
}

// shared is the Jaccard coefficient, 0 where there is nothing to share.
func shared(a, b []string) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	return jaccard(a, b)
}

// Measures tells how far two readings agree. A measure of which there is
// nothing to measure is 1.
type Measures struct {
	First, Second, Both int // Statements: of each reading, and found by both.

	// Dice coefficients: twice what both have, by what each has.
	Statements   float64 // All statements.
	Participants float64 // The participants of the statements that both have.
	Passages     float64 // The passages that these cite.
	Places       float64 // The places of these.

	// The share of the statements that both have, and that one of them dates,
	// whose dates are the same: written alike, be it as a period or as a
	// milestone.
	Dates float64

	// Krippendorff's alpha: 1 is full agreement, 0 what chance would give.
	// Sets are compared by the distance MASI (Passonneau 2006).
	Roles       float64 // Of the participants that both have.
	Basis       float64 // Of these: stated or inferred.
	Themes      float64
	Category    float64
	Specificity float64
	Status      float64
}

// Measure compares the two sides of a matching.
func Measure(m Matching) Measures {
	both := len(m.Pairs)
	out := Measures{
		First: both + len(m.OnlyFirst), Second: both + len(m.OnlySecond), Both: both,
	}
	out.Statements = dice(both, out.First, out.Second)
	var participants, passages, places counts
	var roles, bases, themes, categories, specificities, statuses []unit
	dated, sameDates := 0, 0
	for _, p := range m.Pairs {
		participants.add(p.First.Actors(), p.Second.Actors())
		passages.add(p.First.Passages(), p.Second.Passages())
		places.add(p.First.Places, p.Second.Places)
		for _, actor := range common(p.First.Actors(), p.Second.Actors()) {
			roles = append(roles, unit{p.First.Roles[actor], p.Second.Roles[actor]})
			bases = append(bases, single(p.First.basis(actor), p.Second.basis(actor)))
		}
		themes = append(themes, unit{p.First.Themes, p.Second.Themes})
		categories = append(categories, single(p.First.Category, p.Second.Category))
		specificities = append(specificities, single(p.First.Specificity, p.Second.Specificity))
		statuses = append(statuses, single(p.First.Status, p.Second.Status))
		if len(p.First.Dates)+len(p.Second.Dates) > 0 {
			dated++
			if slices.Equal(p.First.Dates, p.Second.Dates) {
				sameDates++
			}
		}
	}
	out.Participants = participants.dice()
	out.Passages = passages.dice()
	out.Places = places.dice()
	out.Dates = dice(sameDates, dated, dated)
	out.Roles = alpha(roles)
	out.Basis = alpha(bases)
	out.Themes = alpha(themes)
	out.Category = alpha(categories)
	out.Specificity = alpha(specificities)
	out.Status = alpha(statuses)
	return out
}

type counts struct{ both, first, second int }

func (c *counts) add(first, second []string) {
	c.both += len(common(first, second))
	c.first += len(first)
	c.second += len(second)
}

func (c counts) dice() float64 { return dice(c.both, c.first, c.second) }

func dice(both, first, second int) float64 {
	if first+second == 0 {
		return 1
	}
	return 2 * float64(both) / float64(first+second)
}

// A unit is what two readers say of one thing, each a sorted set.
type unit [2][]string

func single(first, second string) unit { return unit{{first}, {second}} }

// alpha is Krippendorff's alpha for two readers who both judged every unit.
func alpha(units []unit) float64 {
	values, observed := map[string]float64{}, 0.0
	for _, u := range units {
		observed += masi(u[0], u[1])
		for _, set := range u {
			values[strings.Join(set, " ")]++
		}
	}
	all := 2 * float64(len(units))
	expected := 0.0
	for a, countA := range values {
		for b, countB := range values {
			expected += countA * countB * masi(strings.Fields(a), strings.Fields(b))
		}
	}
	if expected == 0 {
		return 1
	}
	return 1 - (observed/float64(len(units)))/(expected/(all*(all-1)))
}

// masi is the distance of two sets: 0 if they are equal, 1 if they have
// nothing in common.
func masi(a, b []string) float64 {
	both := len(common(a, b))
	var kinship float64
	switch {
	case both == len(a) && both == len(b):
		kinship = 1
	case both == len(a) || both == len(b):
		kinship = 2. / 3
	case both > 0:
		kinship = 1. / 3
	}
	return 1 - jaccard(a, b)*kinship
}

// jaccard is 1 for two empty sets.
func jaccard(a, b []string) float64 {
	both := len(common(a, b))
	if len(a)+len(b) == 0 {
		return 1
	}
	return float64(both) / float64(len(a)+len(b)-both)
}

// common returns what is in both sets, in the order of the first.
func common(a, b []string) []string {
	var both []string
	for _, value := range a {
		if slices.Contains(b, value) {
			both = append(both, value)
		}
	}
	return both
}

// set sorts values and drops repeats.
func set(values []string) []string {
	members := map[string]bool{}
	for _, value := range values {
		members[value] = true
	}
	return slices.Sorted(maps.Keys(members))
}
