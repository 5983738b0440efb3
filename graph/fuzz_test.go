package graph

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzParseEDTF parses any text: it is refused with advice, or is a period whose
// bounds are days in their order, and that comes back as the same.
func FuzzParseEDTF(f *testing.F) {
	for _, seed := range []string{
		"2019", "2018-12", "2019-07-23", "2016/2020", "2017/..", "../2019", "2019/", "2020-21", "9999-24", "2019~", "201X", "2004-06-XX", "{2018-12,2019-12}", "{2018..2020}",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParseEDTF(s)
		if err != nil {
			if p != nil || !utf8.ValidString(err.Error()) {
				t.Errorf("%q: refused with %q, and taken as %v", s, err, p)
			}
			return
		}
		if p.First() > p.Last() || (p.Start == "" && p.End == "") {
			t.Errorf("%q: from %q to %q", s, p.Start, p.End)
		}
		for _, day := range []Date{p.Start, p.End} {
			if _, err := ParseDate(string(day)); day != "" && (err != nil || !p.Includes(day)) {
				t.Errorf("%q: its bound is %s; %v", s, day, err)
			}
		}
		checkWritten(t, s, p)
	})
}

// checkWritten checks that a period that is written is read as the same.
func checkWritten(t *testing.T, s string, p *Period) {
	t.Helper()
	again, err := ParseEDTF(p.EDTF)
	if p.EDTF != s || err != nil || *again != *p {
		t.Errorf("%q: comes back as %v, %v", s, again, err)
	}
	if between, err := ParseEDTF(Between(p.First(), p.Last()).EDTF); err != nil || between.Start != p.Start || between.End != p.End {
		t.Errorf("%q: as an interval of days it is %v, %v", s, between, err)
	}
	var stored Period
	data, err := json.Marshal(p)
	if err == nil {
		err = json.Unmarshal(data, &stored)
	}
	if err != nil || stored != *p {
		t.Errorf("%q: from JSON it is %v, %v", s, stored, err)
	}
}

// FuzzCursor gives any text as a cursor: it is refused as one that is none, or
// the position that it holds gives the same cursor again.
func FuzzCursor(f *testing.F) {
	f.Add(Cursor("engagements", Order{Field: OrderStart}, "2019-01-01 event/x"), "2019-01-01 event/x")
	f.Fuzz(func(t *testing.T, cursor, key string) {
		order := Order{Field: OrderStart}
		page, err := DefaultLimits().Page("engagements", order, PageArgs{After: &cursor, Before: &cursor})
		switch {
		case err != nil:
			if CodeOf(err) != InvalidCursor {
				t.Errorf("%q: got %v; want INVALID_CURSOR", cursor, err)
			}
		case page.After != page.Before || !utf8.ValidString(page.After):
			t.Errorf("%q: after %q, before %q", cursor, page.After, page.Before)
		case page.After == "" && cursor != "":
			t.Errorf("%q is no position, and is not refused", cursor)
		case page.After != "" && Cursor("engagements", order, page.After) != cursor:
			t.Errorf("%q is the position %q, whose cursor is %q", cursor, page.After, Cursor("engagements", order, page.After))
		}

		if key == "" || !utf8.ValidString(key) {
			return
		}
		ours := Cursor("engagements", order, key)
		if page, err := DefaultLimits().Page("engagements", order, PageArgs{After: &ours}); err != nil || page.After != key {
			t.Errorf("the cursor of %q is read as %q, %v", key, page.After, err)
		}
		for _, elsewhere := range []string{Cursor("actors", order, key), Cursor("engagements", Order{Field: OrderStart, Desc: true}, key)} {
			if _, err := DefaultLimits().Page("engagements", order, PageArgs{After: &elsewhere}); CodeOf(err) != InvalidCursor {
				t.Errorf("the cursor of another list is read with %v; want INVALID_CURSOR", err)
			}
		}
	})
}

// FuzzPosition takes any text apart as a position. What is taken apart is put
// together to the same text, so that stores that compare the parts and stores
// that compare the text cannot differ.
func FuzzPosition(f *testing.F) {
	row := TallyRow{Entity: &Actor{Node: Node{ID: "un/x", Names: []Name{{"X", EN, NameShort, nil}}}}, Count: 7, Last: "2019-12-31"}
	f.Add(LinkPosition{3, "un/x", LinkTookPartIn, "own", true}.Key(), 3, "un/x", "own", true)
	for _, o := range tallyOrders() {
		f.Add(o.Key(&row), 7, "un/x", "", o.Desc)
	}
	f.Fuzz(func(t *testing.T, key string, n int, id, scope string, yes bool) {
		takeApart(t, key)
		if !strings.Contains(id+scope, linkKeySeparator) && n >= 0 {
			putTogether(t, LinkPosition{n, ID(id), LinkTookPartIn, scope, yes})
		}
	})
}

func takeApart(t *testing.T, key string) {
	t.Helper()
	link, err := ParseLinkPosition(key)
	if (err == nil && link.Key() != key) || (err != nil && CodeOf(err) != InvalidCursor) {
		t.Errorf("%q is read as %+v, %v", key, link, err)
	}
	for _, o := range tallyOrders() {
		pos, err := o.Position(key)
		again := key // of a name, the key is the position
		if o.Field != TallyName {
			again = o.Key(&TallyRow{Entity: &Actor{Node: Node{ID: pos.ID}}, Count: pos.Count, Last: pos.Last})
		}
		if (err == nil && again != key) || (err != nil && CodeOf(err) != InvalidCursor) {
			t.Errorf("%s: %q is read as %+v, %v", o, key, pos, err)
		}
	}
}

func putTogether(t *testing.T, want LinkPosition) {
	t.Helper()
	if got, err := ParseLinkPosition(want.Key()); err != nil || got != want {
		t.Errorf("the key of %+v is read as %+v, %v", want, got, err)
	}
	row := TallyRow{Entity: &Actor{Node: Node{ID: want.Far}}, Count: want.Ord & 0xffffffff, Last: OpenEnd}
	for _, o := range tallyOrders() {
		pos, err := o.Position(o.Key(&row))
		if err != nil || pos.ID != want.Far || (o.Field == TallyEngagements && pos.Count != row.Count) || (o.Field == TallyLatest && pos.Last != row.Last) {
			t.Errorf("%s: the key of %d, %q is read as %+v, %v", o, row.Count, want.Far, pos, err)
		}
	}
}

func tallyOrders() []TallyOrder {
	var orders []TallyOrder
	for _, field := range []TallyField{TallyEngagements, TallyLatest, TallyName} {
		orders = append(orders, TallyOrder{Field: field}, TallyOrder{Field: field, Desc: true})
	}
	return orders
}

// FuzzReference resolves any text: it means things that exist, or there is an
// error that says why not, with candidates that exist.
func FuzzReference(f *testing.F) {
	w := colliding()
	kinds := []Kind{KindOrganisation, KindState, KindTheme, KindSource, KindArea, KindUNEntity, KindOtherActor}
	for _, text := range []string{"AU", "organisation/au", "ORGANISATION/AU", "CEI", "sdg:16", "iso3166-1-alpha-2:AU", "l'Union africaine", "A/75/345–S/2020/898"} {
		f.Add(text, "FR", byte(0), true)
	}
	f.Fuzz(func(t *testing.T, text, lang string, only byte, many bool) {
		ref := Reference{Text: text, Lang: Language(lang), Argument: "ref", Many: many}
		for i, kind := range kinds {
			if only&(1<<i) != 0 {
				ref.Kinds = append(ref.Kinds, kind)
			}
		}
		resolved := w.resolve(t, ref, Reference{Text: "organisation/cei"}, ref)
		if len(resolved) != 3 || resolved[1].ID() != "organisation/cei" {
			t.Fatalf("%q changes what stands beside it: %s", text, show(resolved))
		}
		r := resolved[0]
		equal(t, "the same reference twice", resolved[2], r)
		checkResolution(t, w, r)

		shouted := ref
		shouted.Text = " " + text + "\t"
		equal(t, "with spaces around it", w.resolve(t, shouted)[0].IDs, r.IDs)
	})
}

func checkResolution(t *testing.T, w *world, r Resolution) {
	t.Helper()
	exists := func(id ID) bool {
		e := w.entities[id]
		return e != nil && (len(r.Reference.Kinds) == 0 || slices.Contains(r.Reference.Kinds, e.Base().Kind))
	}
	for _, m := range r.Also {
		if !exists(m.ID) || slices.Contains(r.IDs, m.ID) {
			t.Errorf("%q: it would also have meant %+v", r.Reference.Text, m)
		}
	}
	if r.Err == nil {
		if len(r.IDs) == 0 || (len(r.IDs) > 1 && !r.Reference.Many) || !slices.ContainsFunc(r.IDs, func(id ID) bool { return id == r.Matched.ID }) {
			t.Errorf("%q means %v, by %+v", r.Reference.Text, r.IDs, r.Matched)
		}
		for _, id := range r.IDs {
			if !exists(id) {
				t.Errorf("%q means %s", r.Reference.Text, id)
			}
		}
		return
	}
	candidates := r.Err.Candidates
	known := map[Code]bool{UnknownReference: len(candidates) == 0, AmbiguousReference: len(candidates) > 1}
	if len(r.IDs) > 0 || !known[r.Err.Code] || r.Err.Argument != "ref" || !utf8.ValidString(r.Err.Message) {
		t.Errorf("%q means %v and is the error %+v", r.Reference.Text, r.IDs, r.Err)
	}
	for _, c := range candidates {
		if !exists(c.ID) {
			t.Errorf("%q: the candidate %+v does not exist", r.Reference.Text, c)
		}
	}
}

// FuzzFold folds any text. Folding what is folded changes nothing, and keys
// that sort do so in both directions.
func FuzzFold(f *testing.F) {
	for _, pair := range [][2]string{{"Côte d'Ivoire", "the African Union"}, {"organization", "A/75/345"}, {"Œuvres", "Straße"}, {"İzmir", "السلام"}} {
		f.Add(pair[0], pair[1])
	}
	f.Fuzz(func(t *testing.T, s, other string) {
		folded := Fold(s)
		if !utf8.ValidString(folded) || Fold(folded) != folded || !slices.Equal(strings.Fields(folded), Tokens(s)) {
			t.Errorf("%q is folded to %q, and that to %q", s, folded, Fold(folded))
		}
		if Key(folded) != Key(s) || (Key(s) == "") != (folded == "") {
			t.Errorf("the key of %q is %q, that of %q is %q", s, Key(s), folded, Key(folded))
		}
		if together := Tokens(s + " " + other); !slices.Equal(together, slices.Concat(Tokens(s), Tokens(other))) {
			t.Errorf("%q and %q beside each other are %q", s, other, together)
		}
		for _, lang := range TextLanguages() {
			x, y := SortKey(lang, s), SortKey(lang, other)
			if x != SortKey(lang, s) || cmp.Compare(x, y) != -cmp.Compare(descending(x), descending(y)) {
				t.Errorf("%q and %q sort as %q and %q, and descending as %q and %q", s, other, x, y, descending(x), descending(y))
			}
		}
	})
}
