package graph

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestPagesAreCountedFromOneEnd(t *testing.T) {
	limits := DefaultLimits()
	for _, row := range []struct {
		what string
		args PageArgs
		want Page
	}{
		{"neither", PageArgs{}, Page{Limit: 20}},
		{"first", PageArgs{First: new(5)}, Page{Limit: 5}},
		{"last", PageArgs{Last: new(5)}, Page{Limit: 5, Backward: true}},
		{"none", PageArgs{First: new(0)}, Page{}},
		{"the last none", PageArgs{Last: new(0)}, Page{Backward: true}},
		{"the largest", PageArgs{First: new(100)}, Page{Limit: 100}},
		{"no cursor", PageArgs{After: new(""), Before: new("")}, Page{Limit: 20}},
	} {
		page, err := limits.Page("Query.events", LinkOrder{}, row.args)
		if err != nil {
			t.Errorf("%s: %v", row.what, err)
		}
		equal(t, row.what, page, row.want)
	}
}

func TestACursorLeadsBackToItsPosition(t *testing.T) {
	for _, order := range []fmt.Stringer{LinkOrder{}, SearchOrder{}, Order{Field: OrderTitle, Desc: true, Lang: FR}, TallyOrder{Field: TallyLatest}} {
		for _, key := range []string{"event/e", "02019-01-01 event/e", LinkPosition{1, "source/x#é", LinkIn, "", true}.Key(), "a\nb\nc", strings.Repeat("x", 10_000)} {
			cursor := Cursor("Actor.counterparts", order, key)
			page, err := DefaultLimits().Page("Actor.counterparts", order, PageArgs{First: new(1), After: &cursor, Before: &cursor})
			if err != nil || page.After != key || page.Before != key {
				t.Errorf("%s: %q came back as %+v, %v", order, key, page, err)
			}
			if strings.ContainsAny(cursor, "+/= \n") {
				t.Errorf("%q does not go into an address as it is", cursor)
			}
		}
	}
}

func TestAPageThatCannotBeIsRefused(t *testing.T) {
	order := Order{Field: OrderStart, Desc: true}
	here := func(key string) *string { return new(Cursor("Query.events", order, key)) }
	raw := func(s string) *string { return new(base64.RawURLEncoding.EncodeToString([]byte(s))) }
	for _, row := range []struct {
		what     string
		args     PageArgs
		code     Code
		argument string
		says     string
	}{
		{"first and last", PageArgs{First: new(1), Last: new(1)}, InvalidArgument, "last", "give first or last, not both"},
		{"fewer than none", PageArgs{First: new(-1)}, InvalidArgument, "first", "a page cannot have -1 rows; give 0 to 100"},
		{"fewer than none, from the end", PageArgs{Last: new(-1)}, InvalidArgument, "last", "give 0 to 100"},
		{"too many", PageArgs{First: new(101)}, LimitExceeded, "first", "101 rows are more than a page may have; give at most 100"},
		{"too many, from the end", PageArgs{Last: new(1 << 40)}, LimitExceeded, "last", "give at most 100"},
		{"another list", PageArgs{After: new(Cursor("Actor.counterparts", order, "x"))}, InvalidCursor, "after", "belongs to Actor.counterparts, not to Query.events"},
		{"another order", PageArgs{Before: new(Cursor("Query.events", Order{Field: OrderStart}, "x"))}, InvalidCursor, "before", "belongs to the order start_asc, not to start_desc"},
		{"garbage", PageArgs{After: new("garbage!")}, InvalidCursor, "after", "no cursor of ours"},
		{"a number", PageArgs{After: new("12")}, InvalidCursor, "after", "no cursor of ours"},
		{"an id", PageArgs{Before: new("event/e")}, InvalidCursor, "before", "no cursor of ours"},
		{"base64 of something else", PageArgs{After: raw("hello")}, InvalidCursor, "after", "no cursor of ours"},
		{"two parts", PageArgs{After: raw("Query.events\nstart_desc")}, InvalidCursor, "after", "no cursor of ours"},
		{"no text", PageArgs{After: here("\xff")}, InvalidCursor, "after", "no cursor of ours"},
		{"a line end in it", PageArgs{After: new("\n" + *here("x"))}, InvalidCursor, "after", "no cursor of ours"},
		{"no position", PageArgs{After: here("")}, InvalidCursor, "after", "no cursor of ours"},
		{"a cursor with padding", PageArgs{After: new(*here("x") + "=")}, InvalidCursor, "after", "no cursor of ours"},
		{"one good, one bad", PageArgs{After: here("x"), Before: new("garbage!")}, InvalidCursor, "before", "no cursor of ours"},
	} {
		page, err := DefaultLimits().Page("Query.events", order, row.args)
		e, ok := errors.AsType[*Error](err)
		if !ok || e.Code != row.code || e.Argument != row.argument || !strings.Contains(e.Message, row.says) {
			t.Errorf("%s: got %v\nwant %s at %s that says %q", row.what, show(err), row.code, row.argument, row.says)
		}
		equal(t, row.what, page, Page{})
		if ok && (e.Code == LimitExceeded) != (e.Limit == 100) {
			t.Errorf("%s: the limit is %d", row.what, e.Limit)
		}
	}
}
