package seed

import (
	"slices"
	"testing"
)

func TestDistanceCountsSlips(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     int
	}{
		{"union", "union", 0},
		{"unoin", "union", 1}, // two letters swapped
		{"uion", "union", 1},
		{"unions", "union", 1},
		{"onion", "union", 1},
		{"été", "ete", 2},
		{"", "abc", 3},
		{"abc", "xyz", 3},
	} {
		if got := distance(c.from, c.to, 9); got != c.want {
			t.Errorf("%q to %q: %d, expected %d", c.from, c.to, got, c.want)
		}
	}
	if got := distance("abcdef", "uvwxyz", 2); got <= 2 {
		t.Errorf("what is farther than the limit is said to be at %d", got)
	}
}

func TestNearPutsTheNearestFirst(t *testing.T) {
	got := near("annual-conference", []string{"annual-report", "anual-conferences", "annual-conferences", "conference"})
	if want := []string{"annual-conferences", "anual-conferences"}; !slices.Equal(got, want) {
		t.Errorf("%v, expected %v", got, want)
	}
	if got := near("x", []string{"something", "else"}); got != nil {
		t.Errorf("%v is near nothing", got)
	}
}
