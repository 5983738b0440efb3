package graph

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestTallyKeysSortAsTheOrderPromisesAndCanBeTakenApart(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	days := []Date{"", "", OpenStart, OpenEnd, "2019-01-01", "2019-12-31", "2020-01-01"}
	names := []string{"cote", "côte", "a", "ab", "zèbre"}
	var rows []TallyRow
	for i := range 200 {
		actor := &Actor{Node: Node{ID: ID("un/x" + string(rune('a'+i%26)) + string(rune('a'+i/26))), Names: []Name{{names[random.IntN(len(names))], EN, NameShort, nil}}}}
		rows = append(rows, TallyRow{Entity: actor, Count: 1 + random.IntN(300), Last: days[random.IntN(len(days))]})
	}
	for _, desc := range []bool{false, true} {
		for _, field := range []TallyField{TallyEngagements, TallyLatest, TallyName} {
			o := TallyOrder{Field: field, Desc: desc, Lang: FR}
			slices.SortFunc(rows, func(x, y TallyRow) int { return cmp.Compare(o.Key(&x), o.Key(&y)) })
			for i := range rows {
				row := &rows[i]
				pos, err := o.Position(o.Key(row))
				if err != nil || pos.ID != row.Entity.Base().ID {
					t.Fatalf("%s: taken apart, %q is %+v, %v", o, o.Key(row), pos, err)
				}
				switch {
				case field == TallyEngagements && pos.Count != row.Count,
					field == TallyLatest && pos.Last != row.Last,
					field == TallyName && pos.Name != o.Key(row):
					t.Errorf("%s: taken apart, %q is %+v", o, o.Key(row), pos)
				}
				if i == 0 {
					continue
				}
				if before := &rows[i-1]; !inOrder(o, before, row) {
					t.Errorf("%s: %d, %s, %s stands before %d, %s, %s", o,
						before.Count, before.Last, before.Entity.Base().ID, row.Count, row.Last, row.Entity.Base().ID)
				}
			}
		}
	}
}

// inOrder says the promise of TallyOrder in other words than its keys.
func inOrder(o TallyOrder, x, y *TallyRow) bool {
	c := 0
	switch o.Field {
	case TallyEngagements:
		c = cmp.Compare(x.Count, y.Count)
	case TallyLatest:
		if (x.Last == "") != (y.Last == "") {
			return y.Last == "" // undated last, in either direction
		}
		c = cmp.Compare(x.Last, y.Last)
	case TallyName:
		c = cmp.Compare(SortKey(o.Lang, x.Entity.Base().Name(o.Lang)), SortKey(o.Lang, y.Entity.Base().Name(o.Lang)))
	}
	if o.Desc {
		c = -c
	}
	return c < 0 || (c == 0 && x.Entity.Base().ID < y.Entity.Base().ID)
}

func TestTallyOrdersHaveNames(t *testing.T) {
	for want, o := range map[string]TallyOrder{
		"engagements_desc": {Field: TallyEngagements, Desc: true},
		"latest_asc":       {Field: TallyLatest},
		"name_fr_asc":      {Field: TallyName, Lang: FR},
		"name_en_desc":     {Field: TallyName, Lang: AR, Desc: true},
	} {
		equal(t, want, o.String(), want)
	}
}

func TestAStringThatIsNoKeyOfTheOrderIsAnInvalidCursor(t *testing.T) {
	count, latest := TallyOrder{Field: TallyEngagements}, TallyOrder{Field: TallyLatest}
	countDown, latestDown := TallyOrder{Field: TallyEngagements, Desc: true}, TallyOrder{Field: TallyLatest, Desc: true}
	for _, row := range []struct {
		order TallyOrder
		keys  []string
	}{
		{count, []string{"", "00000001", " un/x", "xyz un/x", "-1 un/x", "fffffffe~ un/x", "100000000 un/x"}},
		{countDown, []string{"", "fffffffe~", "zzz~ un/x", "zzz un/x", "00000001 un/x", "-1~ un/x", "é~ un/x"}},
		{latest, []string{"", "1", " un/x", "2 un/x", "x un/x", "02019 un/x", "0 un/x", "02019-01-01-01 un/x"}},
		{latestDown, []string{"", "2 un/x", "07980 un/x", "8 un/x"}},
		{TallyOrder{Field: TallyName}, []string{"", "00", " un/x"}},
	} {
		for _, key := range row.keys {
			if pos, err := row.order.Position(key); CodeOf(err) != InvalidCursor {
				t.Errorf("%s: %q was taken apart as %+v, %v", row.order, key, pos, err)
			}
		}
	}
}

func TestLinkPositionsSortFieldByFieldAndCanBeTakenApart(t *testing.T) {
	var positions []LinkPosition
	for _, ord := range []int{0, 2, 10, 12345678} {
		for _, far := range []ID{"source/doc#1", "source/doc#1 note 1", "source/doc#10", "un/a", "un/ab"} {
			for _, of := range []LinkType{LinkHeldIn, LinkIn, LinkPartOf} {
				for _, scope := range []string{"", ScopeOwn, ScopeTree} {
					for _, incoming := range []bool{false, true} {
						positions = append(positions, LinkPosition{ord, far, of, scope, incoming})
					}
				}
			}
		}
	}
	for i, p := range positions {
		if back, err := ParseLinkPosition(p.Key()); err != nil || back != p {
			t.Errorf("%+v: taken apart, its key is %+v, %v", p, back, err)
		}
		if i > 0 && positions[i-1].Key() >= p.Key() {
			t.Errorf("the key of %+v does not sort before that of %+v", positions[i-1], p)
		}
	}
	for _, key := range []string{"", "1", "00000001\tun/a\tIN\t", "x\tun/a\tIN\t\t0", "1\tun/a\tIN\t\t0\t0"} {
		if _, err := ParseLinkPosition(key); CodeOf(err) != InvalidCursor {
			t.Errorf("%q: got %v, want %s", key, err, InvalidCursor)
		}
	}
}
