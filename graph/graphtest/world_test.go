package graphtest

import (
	"testing"

	"github.com/comity-graph/comity/graph"
)

func TestWorldIsAsDrawn(t *testing.T) {
	content := build(t, World(t))
	trees := map[[2]graph.ID]bool{}
	for _, l := range content.Links {
		if l.Type == graph.LinkInTreeOf {
			trees[[2]graph.ID{l.From, l.To}] = true
		}
	}
	for pair, want := range map[[2]graph.ID]bool{
		{"un/dppa", "un/united-nations"}:                                                                                       true,
		{"un/silencing-the-guns-task-force", "un/united-nations"}:                                                              true,
		{"un/silencing-the-guns-task-force", "un/secretariat"}:                                                                 true,
		{"un/silencing-the-guns-task-force", "un/dppa"}:                                                                        false,
		{"un/silencing-the-guns-task-force", "un/dpo"}:                                                                         false,
		{"un/world-health-assembly", "un/who"}:                                                                                 true,
		{"un/unamid", "un/united-nations"}:                                                                                     false,
		{"un/unamid", "organisation/african-union"}:                                                                            false,
		{"organisation/african-union-commission", "organisation/african-union"}:                                                true,
		{"organisation/organisation-for-the-prohibition-of-chemical-weapons", "un/united-nations"}:                             false,
		{"coalition/libya-follow-up-committee-security-working-group", "coalition/international-follow-up-committee-on-libya"}: true,
		{"area/juba", "area/africa"}:                                                                                           true,
		{"theme/women-peace-and-security", "theme/peace-and-security"}:                                                         true,
		{"theme/women-peace-and-security", "theme/gender-equality-and-youth"}:                                                  true,
		{"theme/climate-security", "theme/climate-and-environment"}:                                                            true,
	} {
		if got := trees[pair]; got != want {
			t.Errorf("%s in the tree of %s: %t, drawn as %t", pair[0], pair[1], got, want)
		}
	}
}
