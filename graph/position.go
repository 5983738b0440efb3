package graph

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Key returns the position of a row in the order. Keys are unique within a
// tally, since they end with the id; ascending by bytes they are in the order.
func (o TallyOrder) Key(row *TallyRow) string {
	id := row.Entity.Base().ID
	switch o.Field {
	case TallyName:
		lang := sortLanguage(o.Lang)
		return directed(SortKey(lang, row.Entity.Base().Name(lang)), o.Desc) + " " + string(id)
	case TallyLatest:
		return dayKey(row.Last, o.Desc) + " " + string(id)
	default:
		return directed(countKey(row.Count), o.Desc) + " " + string(id)
	}
}

// String names the order; it is part of cursors.
func (o TallyOrder) String() string {
	name := strings.ToLower(string(o.Field))
	if o.Field == TallyName {
		name += "_" + strings.ToLower(string(sortLanguage(o.Lang)))
	}
	if o.Desc {
		return name + "_desc"
	}
	return name + "_asc"
}

// TallyPosition is a TallyOrder key taken apart.
type TallyPosition struct {
	Count int    // of ENGAGEMENTS
	Last  Date   // of LATEST; empty: undated
	Name  string // of NAME: the key itself, which compares as it is
	ID    ID
}

// Position takes a key of the order apart, for a store that compares its parts.
// What Key would not have written is INVALID_CURSOR: as parts and as text it
// might stand at different places.
func (o TallyOrder) Position(key string) (TallyPosition, error) {
	head, id, ok := strings.Cut(key, " ")
	pos := TallyPosition{ID: ID(id), Name: key}
	fail := func() (TallyPosition, error) {
		return TallyPosition{}, &Error{Code: InvalidCursor, Message: fmt.Sprintf("%q is no position in the order %s", key, o)}
	}
	if !ok || head == "" {
		return fail()
	}
	switch o.Field {
	case TallyName:
	case TallyLatest:
		day, dated := strings.CutPrefix(head, "0")
		if o.Desc {
			day = invertDigits(day)
		}
		if dated {
			pos.Last = Date(day)
		}
		if head != dayKey(pos.Last, o.Desc) || !pos.Last.isBound() {
			return fail()
		}
	default:
		n, err := strconv.ParseUint(strings.TrimSuffix(head, "~"), 16, 32)
		if o.Desc {
			n = math.MaxUint32 - n
		}
		pos.Count = int(n)
		if err != nil || head != directed(countKey(pos.Count), o.Desc) {
			return fail()
		}
	}
	return pos, nil
}

// countKey sorts counts.
func countKey(n int) string { return fmt.Sprintf("%08x", n) }

// dayKey sorts days, the empty one last in both directions.
func dayKey(day Date, desc bool) string {
	switch {
	case day == "":
		return "1"
	case desc:
		return "0" + invertDigits(string(day))
	}
	return "0" + string(day)
}

func invertDigits(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= '0' && c <= '9' {
			b[i] = '9' - (c - '0')
		}
	}
	return string(b)
}

// LinkPosition is the position of a link among those of its anchor. Positions
// compare field by field.
type LinkPosition struct {
	Ord      int
	Far      ID
	Type     LinkType
	Scope    string
	Incoming bool
}

// The parts of a link's key are parted by a byte that no id contains and that
// sorts before all that they do.
const linkKeySeparator = "\t"

// Key returns the position as a string that sorts as positions do.
func (p LinkPosition) Key() string {
	direction := "0"
	if p.Incoming {
		direction = "1"
	}
	return strings.Join([]string{fmt.Sprintf("%08d", p.Ord), string(p.Far), string(p.Type), p.Scope, direction}, linkKeySeparator)
}

// ParseLinkPosition takes a LinkItem.Key apart, for a store that compares its
// parts. What Key would not have written is INVALID_CURSOR.
func ParseLinkPosition(key string) (LinkPosition, error) {
	if parts := strings.Split(key, linkKeySeparator); len(parts) == 5 {
		ord, err := strconv.Atoi(parts[0])
		p := LinkPosition{ord, ID(parts[1]), LinkType(parts[2]), parts[3], parts[4] == "1"}
		if err == nil && ord >= 0 && p.Key() == key {
			return p, nil
		}
	}
	return LinkPosition{}, &Error{Code: InvalidCursor, Message: fmt.Sprintf("%q is no position among links", key)}
}
