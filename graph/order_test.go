package graph

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestEveryOrderHasANameOfItsOwn(t *testing.T) {
	for class, want := range map[Class]string{
		ClassEngagement: "start_asc start_desc name_en_asc name_en_desc name_fr_asc name_fr_desc document_asc document_desc",
		ClassActor:      "name_en_asc name_en_desc name_fr_asc name_fr_desc engagements_asc engagements_desc",
		ClassTheme:      "name_en_asc name_en_desc name_fr_asc name_fr_desc",
		ClassSource:     "name_en_asc name_en_desc name_fr_asc name_fr_desc",
		ClassPlace:      "name_en_asc name_en_desc name_fr_asc name_fr_desc",
		ClassClaim:      "",
	} {
		var names []string
		for _, o := range Orders(class) {
			names = append(names, o.String())
		}
		equal(t, string(class), strings.Join(names, " "), want)
	}
	equal(t, "by id", Order{Field: OrderID, Desc: true}.String(), "id")
	equal(t, "by title", Order{Field: OrderTitle, Lang: FR}.String(), "name_fr_asc")
	equal(t, "by name in a language without texts", Order{Field: OrderName, Lang: ZH, Desc: true}.String(), "name_en_desc")
}

// Few values, so that there are ties of every sort.
func randomRecords(random *rand.Rand, n int) []Record {
	names := []string{"", "cote", "côte", "Côte", "a", "ab", "a b", "zèbre", "Œuvre"}
	periods := []*Period{nil, nil, period("2019"), period("2019-01-01"), period("../2019"), period("2020/.."), period("2018")}
	documents := []string{"", "source/a#000001.000", "source/a#000001.001", "source/a#000010.000", "source/b#000001.000", "source/b"}
	records := make([]Record, n)
	for i := range records {
		e := &Engagement{Node: Node{ID: ID("event/e" + strings.Repeat("x", random.IntN(3)) + string(rune('a'+i%26)) + string(rune('a'+i/26)))}}
		e.Period = periods[random.IntN(len(periods))]
		if name := names[random.IntN(len(names))]; name != "" {
			e.Names = []Name{{name, EN, NameShort, nil}}
		}
		records[i] = Record{Entity: e, Derived: Derived{Engagements: random.IntN(300), Document: documents[random.IntN(len(documents))]}}
	}
	return records
}

func TestKeysSortAsTheOrderPromises(t *testing.T) {
	records := randomRecords(rand.New(rand.NewPCG(7, 8)), 300)
	byID := func(x, y *Record) int { return cmp.Compare(x.Base().ID, y.Base().ID) }
	// The undated come last in both directions; that is said where days compare.
	start := func(desc bool) func(x, y *Record) int {
		return func(x, y *Record) int {
			xDay, yDay := x.period().First(), y.period().First()
			switch {
			case xDay == yDay:
				return 0
			case xDay == "":
				return 1
			case yDay == "":
				return -1
			case desc:
				return cmp.Compare(yDay, xDay)
			}
			return cmp.Compare(xDay, yDay)
		}
	}
	either := func(desc bool, compare func(x, y *Record) int) func(x, y *Record) int {
		if desc {
			return func(x, y *Record) int { return compare(y, x) }
		}
		return compare
	}
	for _, desc := range []bool{false, true} {
		for o, compare := range map[Order]func(x, y *Record) int{
			{Field: OrderID, Desc: desc}:    func(_, _ *Record) int { return 0 },
			{Field: OrderStart, Desc: desc}: start(desc),
			{Field: OrderTitle, Desc: desc, Lang: FR}: either(desc, func(x, y *Record) int {
				return cmp.Compare(SortKey(FR, x.Base().Name(FR)), SortKey(FR, y.Base().Name(FR)))
			}),
			{Field: OrderName, Desc: desc, Lang: RU}: either(desc, func(x, y *Record) int {
				return cmp.Compare(SortKey(EN, x.Base().Name(EN)), SortKey(EN, y.Base().Name(EN)))
			}),
			{Field: OrderDocument, Desc: desc}:    either(desc, func(x, y *Record) int { return cmp.Compare(x.Document, y.Document) }),
			{Field: OrderEngagements, Desc: desc}: either(desc, func(x, y *Record) int { return cmp.Compare(x.Engagements, y.Engagements) }),
		} {
			byKey, byRule := slices.Clone(records), slices.Clone(records)
			slices.SortFunc(byKey, func(x, y Record) int { return cmp.Compare(o.Key(&x), o.Key(&y)) })
			slices.SortFunc(byRule, func(x, y Record) int { return cmp.Or(compare(&x, &y), byID(&x, &y)) })
			for i := range byKey {
				if byKey[i].Base().ID != byRule[i].Base().ID {
					t.Errorf("%s: at %d stands %s, and should stand %s", o, i, byKey[i].Base().ID, byRule[i].Base().ID)
					break
				}
				if i > 0 && o.Key(&byKey[i]) == o.Key(&byKey[i-1]) {
					t.Errorf("%s: two records have the key %q", o, o.Key(&byKey[i]))
				}
			}
		}
	}
}

func TestTheIDStandsBehindTheFirstSpaceOfAKey(t *testing.T) {
	passage := Record{Entity: &Passage{Node: Node{ID: "source/doc#50 note 1"}}}
	equal(t, "of a key", idOfKey(Order{Field: OrderStart}.Key(&passage)), ID("source/doc#50 note 1"))
	equal(t, "of an id alone", idOfKey("event/e"), ID("event/e"))
}
