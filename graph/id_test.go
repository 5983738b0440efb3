package graph

import (
	"strings"
	"testing"
)

func TestWellFormedIDsAreValid(t *testing.T) {
	for id, kind := range map[ID]Kind{
		"state/deu":                  KindState,
		"organisation/african-union": KindOrganisation,
		"un/undp":                    KindUNEntity,
		"coalition/x":                KindCoalition,
		"other/2063":                 KindOtherActor,
		"initiative/a-1-b":           KindInitiative,
		"event/2019-03-un-au":        KindEvent,
		"agreement/x":                KindAgreement,
		"activity/x":                 KindActivity,
		"theme/covid-19":             KindTheme,
		"area/sahel":                 KindArea,
		"source/a-75-345":            KindSource,
		"source/a-75-345#16":         KindPassage,
		"source/x#50 note 1.2":       KindPassage,
		"source/x#Égalité – l'appel": KindPassage,
		"source/x#a#b":               KindPassage,
		"membership/x":               KindMembership,
		"claim/x-1":                  KindClaim,
	} {
		if err := id.Validate(); err != nil {
			t.Errorf("%s: %v", id, err)
		}
		if got, ok := KindOf(id); !ok || got != kind {
			t.Errorf("%s: its kind is %s, want %s", id, got, kind)
		}
	}
}

func TestIDsThatAreNotWellFormedAreRefusedWithTheReason(t *testing.T) {
	for _, row := range []struct {
		id     ID
		reason string
	}{
		{"", "expected <kind>/<key>"},
		{"state", "expected <kind>/<key>"},
		{"state/", "expected <kind>/<key>"},
		{"/deu", `"" is not the prefix of a kind`},
		{"states/deu", `"states" is not the prefix of a kind`},
		{"STATE/deu", `"STATE" is not the prefix of a kind`},
		{"state/DEU", `'D' does not belong in an id`},
		{"state/côte", `'ô' does not belong in an id`},
		{"state/a b", `' ' does not belong in an id`},
		{"state/a/b", `'/' does not belong in an id`},
		{"state/a_b", `'_' does not belong in an id`},
		{"state/-a", "hyphens stand singly"},
		{"state/a-", "hyphens stand singly"},
		{"state/a--b", "hyphens stand singly"},
		{"state/deu#1", "only a passage has a #"},
		{"source/x#", "only a passage has a #"},
		{"source/x# 1", "only a passage has a #"},
		{"source/x#1 ", "only a passage has a #"},
		{"source/#1", "expected <kind>/<key>"},
		{"source/X#1", `'X' does not belong in an id`},
		{"source/x#a\tb", "text on one line"},
		{"source/x#a\nb", "text on one line"},
		{"source/x#\xff", "text on one line"},
	} {
		if err := row.id.Validate(); err == nil || !strings.Contains(err.Error(), row.reason) {
			t.Errorf("%q: got %v, want a reason that says %q", row.id, err, row.reason)
		}
	}
}

func TestAnIDHasAPrefixAndAKey(t *testing.T) {
	equal(t, "prefix", ID("organisation/african-union").Prefix(), "organisation")
	equal(t, "key", ID("organisation/african-union").Key(), "african-union")
	equal(t, "key of what has none", ID("nonsense").Key(), "")

	id := PassageID("source/a-75-345", "50 note 1")
	equal(t, "passage", id, ID("source/a-75-345#50 note 1"))
	source, locator, ok := id.SplitPassage()
	equal(t, "split", []any{source, locator, ok}, []any{ID("source/a-75-345"), "50 note 1", true})
	for _, id := range []ID{"source/a-75-345", "source/a-75-345#", "state/deu#1", "#1", ""} {
		if _, _, ok := id.SplitPassage(); ok {
			t.Errorf("%q was split as the id of a passage", id)
		}
	}
	for _, id := range []ID{"", "nonsense", "states/deu", "state/deu#1x"} {
		if kind, ok := KindOf(id); ok && kind != KindState {
			t.Errorf("%q has the kind %s", id, kind)
		}
	}
}

func TestAnIDInGraphQLIsAString(t *testing.T) {
	var b strings.Builder
	ID(`source/x#"a" é`).MarshalGQL(&b)
	equal(t, "written", b.String(), `"source/x#\"a\" é"`)

	var id ID
	if err := id.UnmarshalGQL("state/deu"); err != nil || id != "state/deu" {
		t.Errorf("got %q, %v", id, err)
	}
	if err := id.UnmarshalGQL(int64(7)); err != nil || id != "7" {
		t.Errorf("of an integer literal: got %q, %v", id, err)
	}
	if err := id.UnmarshalGQL(7.5); err == nil {
		t.Error("a number with a fraction was taken as an id")
	}
}
