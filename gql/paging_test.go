package gql_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/comity-graph/comity/gql"
	"github.com/comity-graph/comity/gql/exec"
	"github.com/comity-graph/comity/graph"
)

// lists are the connections of the API, each where the world of these tests has
// several rows. PAGE stands for the arguments of the page. Every field of the
// schema that is a connection is in it: a test sees to that.
func lists() map[string]struct{ document, path string } {
	type list = struct{ document, path string }
	return map[string]list{
		"Query.actors":      {`{ actors(PAGE) }`, "actors"},
		"Query.engagements": {`{ engagements(filter: { includeGeneral: true }, PAGE) }`, "engagements"},
		"Query.themes":      {`{ themes(PAGE) }`, "themes"},
		"Query.sources":     {`{ sources(PAGE) }`, "sources"},
		"Query.search":      {`{ search(text: "a", PAGE) }`, "search"},

		"Actor.organs":       {`{ actor(ref: "AU") { organs(PAGE) } }`, "actor.organs"},
		"Actor.memberships":  {`{ actor(ref: "Kenya") { memberships(PAGE) } }`, "actor.memberships"},
		"Actor.members":      {`{ actor(ref: "AU") { members(PAGE) } }`, "actor.members"},
		"Actor.counterparts": {`{ actor(ref: "AU") { counterparts(PAGE) } }`, "actor.counterparts"},
		"Actor.counterparts by name": {
			`{ actor(ref: "AU") { counterparts(orderBy: { field: NAME, lang: FR }, PAGE) } }`, "actor.counterparts",
		},
		"Actor.counterparts by latest": {
			`{ actor(ref: "UNDP") { counterparts(orderBy: { field: LATEST, direction: ASC }, PAGE) } }`, "actor.counterparts",
		},
		"Actor.engagements": {`{ actor(ref: "AU") { engagements(PAGE) } }`, "actor.engagements"},
		"Actor.engagements by title": {
			`{ actor(ref: "AU") { engagements(orderBy: { field: TITLE, direction: ASC, lang: FR }, PAGE) } }`, "actor.engagements",
		},
		"Actor.engagements by document": {
			`{ actor(ref: "AU") { engagements(orderBy: { field: DOCUMENT }, PAGE) } }`, "actor.engagements",
		},
		"Query.actors by engagements": {`{ actors(orderBy: { field: ENGAGEMENTS, direction: DESC }, PAGE) }`, "actors"},

		"Engagement.participants": {`{ engagement(ref: "event/summit") { participants(PAGE) } }`, "engagement.participants"},
		"Source.passages":         {`{ source(ref: "A/75/345") { passages(PAGE) } }`, "source.passages"},
		"Passage.engagements": {
			`{ node(id: "source/report#2") { ... on Passage { engagements(PAGE) } } }`, "node.engagements",
		},
		"CounterpartEdge.engagements": {
			`{ actor(ref: "AU") { counterparts(first: 1) { edges { engagements(PAGE) } } } }`, "actor.counterparts.edges.0.engagements",
		},
	}
}

// TestEveryConnectionIsPaged checks that lists has them all.
func TestEveryConnectionIsPaged(t *testing.T) {
	schema := exec.NewExecutableSchema(exec.Config{}).Schema()
	known := lists()
	for name, definition := range schema.Types {
		for _, field := range definition.Fields {
			interfaces := slices.ContainsFunc(definition.Interfaces, func(i string) bool { return schema.Types[i].Fields.ForName(field.Name) != nil })
			if !strings.HasSuffix(field.Type.Name(), "Connection") || interfaces {
				continue
			}
			if _, ok := known[name+"."+field.Name]; !ok {
				t.Errorf("%s.%s is a connection that no test pages through", name, field.Name)
			}
		}
	}
}

// page is a connection as a client sees it.
type page struct {
	Edges []struct {
		Cursor string `json:"cursor"`
	} `json:"edges"`
	PageInfo struct {
		HasNextPage     bool    `json:"hasNextPage"`
		HasPreviousPage bool    `json:"hasPreviousPage"`
		StartCursor     *string `json:"startCursor"`
		EndCursor       *string `json:"endCursor"`
	} `json:"pageInfo"`
	TotalCount int `json:"totalCount"`
}

func (p page) cursors() []string {
	cursors := make([]string, 0, len(p.Edges))
	for _, e := range p.Edges {
		cursors = append(cursors, e.Cursor)
	}
	return cursors
}

// turn asks for a page of a list.
func turn(t *testing.T, api *gql.API, document, path, arguments string) page {
	t.Helper()
	const shown = `{ totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor } }`
	query := strings.Replace(document, "PAGE)", arguments+") "+shown, 1)
	a := data(t, api, query, nil)
	var v any = a.Data
	for name := range strings.SplitSeq(path, ".") {
		if list, ok := v.([]any); ok {
			v = list[0]
			continue
		}
		v = at(t, v, name)
	}
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var p page
	if err := json.Unmarshal(raw, &p); err != nil {
		t.Fatal(err)
	}
	if n := len(p.Edges); n > 0 && (*p.PageInfo.StartCursor != p.Edges[0].Cursor || *p.PageInfo.EndCursor != p.Edges[n-1].Cursor) {
		t.Errorf("%s: the cursors of pageInfo are not those of the first and the last edge", query)
	} else if n == 0 && (p.PageInfo.StartCursor != nil || p.PageInfo.EndCursor != nil) {
		t.Errorf("%s: a page without rows has cursors", query)
	}
	return p
}

func TestPaging(t *testing.T) { pageThroughAll(t, memory(t, world(t))) }

func TestPagingOnNeo4j(t *testing.T) { pageThroughAll(t, database(t, world(t), nil)) }

// pageThroughAll goes through every list, forward and backward, in pages of each
// small size: always the same rows, each once, and pageInfo and totalCount are
// right on every page.
func pageThroughAll(t *testing.T, store graph.Store) {
	t.Helper()
	api := gql.New(store, &gql.Options{Timeout: patience})
	for name, list := range lists() {
		t.Run(name, func(t *testing.T) {
			whole := turn(t, api, list.document, list.path, "first: 100")
			rows := whole.cursors()
			if len(rows) < 2 || whole.TotalCount != len(rows) || whole.PageInfo.HasNextPage || whole.PageInfo.HasPreviousPage {
				t.Fatalf("the whole list has %d rows, totalCount %d and %+v", len(rows), whole.TotalCount, whole.PageInfo)
			}
			if distinct := slices.Compact(slices.Sorted(slices.Values(rows))); len(distinct) != len(rows) {
				t.Fatalf("%d rows have %d cursors", len(rows), len(distinct))
			}
			for _, size := range []int{1, 2, len(rows) - 1, len(rows)} {
				forward(t, api, list.document, list.path, rows, size)
				backward(t, api, list.document, list.path, rows, size)
			}
			between := turn(t, api, list.document, list.path, fmt.Sprintf("first: 100, after: %q, before: %q", rows[0], rows[len(rows)-1]))
			if !slices.Equal(between.cursors(), rows[1:len(rows)-1]) || !between.PageInfo.HasPreviousPage || between.TotalCount != len(rows) {
				t.Errorf("between the first and the last row are %d of %d rows, with %+v", len(between.Edges), len(rows), between.PageInfo)
			}
			none := turn(t, api, list.document, list.path, "first: 0")
			if len(none.Edges) != 0 || !none.PageInfo.HasNextPage || none.TotalCount != len(rows) {
				t.Errorf("a page of no rows has %d, totalCount %d and %+v", len(none.Edges), none.TotalCount, none.PageInfo)
			}
		})
	}
}

func forward(t *testing.T, api *gql.API, document, path string, rows []string, size int) {
	t.Helper()
	var seen []string
	after := ""
	for len(seen) < len(rows) {
		p := turn(t, api, document, path, fmt.Sprintf("first: %d, after: %q", size, after))
		seen = append(seen, p.cursors()...)
		if len(p.Edges) == 0 || p.TotalCount != len(rows) || p.PageInfo.HasNextPage != (len(seen) < len(rows)) || p.PageInfo.HasPreviousPage != (after != "") {
			t.Fatalf("forward by %d, after %d of %d rows: got %d rows, totalCount %d and %+v", size, len(seen)-len(p.Edges), len(rows), len(p.Edges), p.TotalCount, p.PageInfo)
		}
		after = *p.PageInfo.EndCursor
	}
	if !slices.Equal(seen, rows) {
		t.Errorf("forward by %d: other rows, or in another order", size)
	}
}

func backward(t *testing.T, api *gql.API, document, path string, rows []string, size int) {
	t.Helper()
	var seen []string
	before := ""
	for len(seen) < len(rows) {
		p := turn(t, api, document, path, fmt.Sprintf("last: %d, before: %q", size, before))
		seen = append(p.cursors(), seen...)
		if len(p.Edges) == 0 || p.TotalCount != len(rows) || p.PageInfo.HasPreviousPage != (len(seen) < len(rows)) || p.PageInfo.HasNextPage != (before != "") {
			t.Fatalf("backward by %d, before %d of %d rows: got %d rows, totalCount %d and %+v", size, len(seen)-len(p.Edges), len(rows), len(p.Edges), p.TotalCount, p.PageInfo)
		}
		before = *p.PageInfo.StartCursor
	}
	if !slices.Equal(seen, rows) {
		t.Errorf("backward by %d: other rows, or in another order", size)
	}
}

// TestACursorOutlivesItsRow checks that a page goes on from a position whose
// row is gone.
func TestACursorOutlivesItsRow(t *testing.T) {
	d := world(t)
	api := gql.New(memory(t, d), nil)
	rows := turn(t, api, `{ actors(PAGE) }`, "actors", "first: 100").cursors()

	// The Red Cross leaves; it is in the middle of the alphabet.
	const gone = "other/red-cross"
	i := slices.IndexFunc(rows, func(cursor string) bool { return strings.HasSuffix(unwrap(t, cursor), gone) })
	d.Entities = slices.DeleteFunc(d.Entities, func(e graph.Entity) bool { return e.Base().ID == gone })
	d.Links = slices.DeleteFunc(d.Links, func(l graph.Link) bool { return l.From == gone })
	api = gql.New(memory(t, d), nil)
	after := turn(t, api, `{ actors(PAGE) }`, "actors", fmt.Sprintf("first: 1, after: %q", rows[i]))
	before := turn(t, api, `{ actors(PAGE) }`, "actors", fmt.Sprintf("last: 1, before: %q", rows[i]))
	if after.Edges[0].Cursor != rows[i+1] || before.Edges[0].Cursor != rows[i-1] {
		t.Errorf("beside the row that is gone are %q and %q", unwrap(t, before.Edges[0].Cursor), unwrap(t, after.Edges[0].Cursor))
	}
}

func unwrap(t *testing.T, cursor string) string {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
