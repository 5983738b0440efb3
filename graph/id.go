package graph

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ID is the readable, permanent identifier of anything in the graph, such as
// "organisation/african-union" or, for a passage, "source/a-75-345#16". It is
// the Relay global id too. An ID is compared byte by byte.
type ID string

// Prefix returns the part before the first slash, which names the kind.
func (id ID) Prefix() string {
	prefix, _, _ := strings.Cut(string(id), "/")
	return prefix
}

// Key returns the part after the first slash.
func (id ID) Key() string {
	_, key, _ := strings.Cut(string(id), "/")
	return key
}

// PassageID returns the id of the passage of a source that has the locator.
func PassageID(source ID, locator string) ID {
	return source + "#" + ID(locator)
}

// SplitPassage returns the source and the locator of a passage's id, and false
// if the id is not one of a passage.
func (id ID) SplitPassage() (source ID, locator string, ok bool) {
	s, l, ok := strings.Cut(string(id), "#")
	if !ok || !strings.HasPrefix(s, "source/") || l == "" {
		return "", "", false
	}
	return ID(s), l, true
}

// Validate reports why id is not well formed, or nil. Well formed is a prefix
// of the kind registry, a slash, and a key of lower-case ASCII letters, digits
// and single hyphens; a passage adds "#" and a locator of one line.
func (id ID) Validate() error {
	base := string(id)
	if s, l, ok := strings.Cut(base, "#"); ok {
		if !strings.HasPrefix(s, "source/") || strings.TrimSpace(l) != l || l == "" {
			return fmt.Errorf("id %q: only a passage has a #, written source/<key>#<locator>", id)
		}
		if strings.ContainsFunc(l, unicode.IsControl) || !utf8.ValidString(l) {
			return fmt.Errorf("id %q: a locator is text on one line, without tabs", id)
		}
		base = s
	}
	prefix, key, ok := strings.Cut(base, "/")
	if !ok || key == "" {
		return fmt.Errorf("id %q: expected <kind>/<key>, such as organisation/african-union", id)
	}
	if _, known := kindByPrefix(prefix); !known {
		return fmt.Errorf("id %q: %q is not the prefix of a kind", id, prefix)
	}
	for part := range strings.SplitSeq(key, "-") {
		if part == "" {
			return fmt.Errorf("id %q: hyphens stand singly between letters or digits", id)
		}
		for _, r := range part {
			if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
				return fmt.Errorf("id %q: %q does not belong in an id; use lower-case letters, digits and hyphens", id, r)
			}
		}
	}
	return nil
}

// MarshalGQL writes the id as a GraphQL string.
func (id ID) MarshalGQL(w io.Writer) {
	_, _ = io.WriteString(w, strconv.Quote(string(id)))
}

// UnmarshalGQL takes the id from a GraphQL string or integer literal.
func (id *ID) UnmarshalGQL(v any) error {
	switch v := v.(type) {
	case string:
		*id = ID(v)
	case int64:
		*id = ID(strconv.FormatInt(v, 10))
	default:
		return fmt.Errorf("an ID is a string")
	}
	return nil
}
