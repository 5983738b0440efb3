package graph

import (
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Limits bounds what one question may ask for.
type Limits struct {
	DefaultPage int // rows of a page where neither first nor last is given
	MaxPage     int // rows of the largest page
	MaxList     int // elements of a list argument
	MaxText     int // bytes of a text argument
}

// DefaultLimits returns the limits that a server has unless told otherwise.
func DefaultLimits() Limits { return Limits{DefaultPage: 20, MaxPage: 100, MaxList: 100, MaxText: 200} }

// Text reports LIMIT_EXCEEDED if the text of an argument is longer than it may
// be, and nil otherwise.
func (l Limits) Text(text, argument string) error {
	if len(text) <= l.MaxText {
		return nil
	}
	return &Error{
		Code: LimitExceeded, Argument: argument, Limit: l.MaxText,
		Message: fmt.Sprintf("%d bytes of text are too long; give at most %d", len(text), l.MaxText),
	}
}

// PageArgs are the arguments of a connection, as Relay defines them.
type PageArgs struct {
	First, Last   *int
	After, Before *string
}

// Page turns the arguments of a connection into a page. list names the field,
// such as "Actor.counterparts", and order what it is sorted by: a cursor of
// another list, or in another order, is INVALID_CURSOR. A negative size is
// INVALID_ARGUMENT, one beyond the limit LIMIT_EXCEEDED, and so is giving both
// first and last.
func (l Limits) Page(list string, order fmt.Stringer, args PageArgs) (Page, error) {
	page := Page{Limit: l.DefaultPage}
	if args.First != nil && args.Last != nil {
		return Page{}, &Error{Code: InvalidArgument, Argument: "last", Message: "give first or last, not both: a page is counted from one end"}
	}
	for name, size := range map[string]*int{"first": args.First, "last": args.Last} {
		switch {
		case size == nil:
			continue
		case *size < 0:
			return Page{}, &Error{Code: InvalidArgument, Argument: name, Message: fmt.Sprintf("a page cannot have %d rows; give 0 to %d", *size, l.MaxPage)}
		case *size > l.MaxPage:
			return Page{}, &Error{
				Code: LimitExceeded, Argument: name, Limit: l.MaxPage,
				Message: fmt.Sprintf("%d rows are more than a page may have; give at most %d, and go on from its endCursor", *size, l.MaxPage),
			}
		}
		page.Limit, page.Backward = *size, name == "last"
	}
	var err error
	if page.After, err = decodeCursor("after", list, order.String(), args.After); err != nil {
		return Page{}, err
	}
	if page.Before, err = decodeCursor("before", list, order.String(), args.Before); err != nil {
		return Page{}, err
	}
	return page, nil
}

const cursorSeparator = "\n"

// Cursor returns the cursor of the row at the position in the list.
func Cursor(list string, order fmt.Stringer, key string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strings.Join([]string{list, order.String(), key}, cursorSeparator)))
}

func decodeCursor(argument, list, order string, cursor *string) (string, error) {
	if cursor == nil || *cursor == "" {
		return "", nil
	}
	invalid := func(message string) error { return &Error{Code: InvalidCursor, Argument: argument, Message: message} }
	data, err := base64.RawURLEncoding.DecodeString(*cursor)
	parts := strings.SplitN(string(data), cursorSeparator, 3)
	switch {
	case err != nil || len(parts) != 3 || parts[2] == "" || !utf8.Valid(data) || base64.RawURLEncoding.EncodeToString(data) != *cursor:
		return "", invalid("this is no cursor of ours; take one from pageInfo or an edge")
	case parts[0] != list:
		return "", invalid(fmt.Sprintf("this cursor belongs to %s, not to %s", parts[0], list))
	case parts[1] != order:
		return "", invalid(fmt.Sprintf("this cursor belongs to the order %s, not to %s; ask for the first page again", parts[1], order))
	}
	return parts[2], nil
}

// LinkOrder is the order of lists of links; it offers no choice.
type LinkOrder struct{}

// String names the order; it is part of cursors.
func (LinkOrder) String() string { return "given" }
