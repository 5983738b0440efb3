package gql_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/comity-graph/comity/gql"
	"github.com/comity-graph/comity/graph"
)

// nested returns a document that goes down n levels of fields.
func nested(n int) string {
	return `{ actor(ref: "UN") ` + strings.Repeat(`{ parent `, n-2) + `{ id } ` + strings.Repeat(`} `, n-2) + `}`
}

// TestLimits checks the bounds of an operation: each is named in the error, and
// nothing is read before they are checked.
func TestLimits(t *testing.T) {
	store := &counted{Store: memory(t, world(t))}
	limits := gql.DefaultLimits()
	api := gql.New(store, nil)
	aliases := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "a%d: id ", i)
		}
		return b.String()
	}
	for name, c := range map[string]struct {
		query     string
		variables map[string]any
		limit     int    // 0: it is within all
		word      string // in the message
	}{
		"depth":    {query: nested(limits.Depth)},
		"too deep": {query: nested(limits.Depth + 1), limit: limits.Depth, word: "depth"},
		"deep by fragments": {
			query: `{ actor(ref: "UN") { ...A } } fragment A on Actor { ...B ` + strings.Repeat("parent { ", limits.Depth-1) + "id" + strings.Repeat(" }", limits.Depth-1) +
				`} fragment B on Actor { id }`, limit: limits.Depth, word: "depth",
		},
		"deep by inline fragments": {
			query: `{ actor(ref: "UN") { ` + strings.Repeat("... on Actor { parent { ", limits.Depth-1) + "id" + strings.Repeat(" } }", limits.Depth-1) + ` } }`,
			limit: limits.Depth, word: "depth",
		},
		"aliases":          {query: `{ actor(ref: "UN") { ` + aliases(limits.Aliases) + `} }`},
		"too many aliases": {query: `{ actor(ref: "UN") { ` + aliases(limits.Aliases+1) + `} }`, limit: limits.Aliases, word: "aliases"},
		"aliases in a fragment used twice": {
			query: `{ actor(ref: "UN") { ...A parents { ...A } } } fragment A on Actor { ` + aliases(limits.Aliases/2+1) + `}`, limit: limits.Aliases, word: "aliases",
		},
		"too many tokens": {query: `{ ` + strings.Repeat("__typename ", limits.Tokens) + `}`, limit: limits.Tokens, word: "token"},
		"cost": {
			query: `{ actors(first: 100) { edges { node { engagements(first: 100) { edges { node { participants(first: 100) { edges { node { id } } } } } } } } } }`,
			limit: limits.Cost, word: "cost",
		},
		"cost of variables": {
			query:     `query ($n: Int, $m: Int = 100) { actors(first: $n) { edges { node { engagements(last: $m) { edges { node { participants(first: $n) { totalCount } } } } } } } }`,
			variables: map[string]any{"n": 100}, limit: limits.Cost, word: "cost",
		},
		"cost of fragments": {
			query: `{ actors(first: 100) { ...P } } fragment P on ActorConnection { edges { node { ...E } } } fragment E on Actor { engagements(first: 100) { edges { node {
				... on Event { participants(first: 100) { totalCount } } } } } }`, limit: limits.Cost, word: "cost",
		},
		"cost of aliases": {
			query: `{ ` + func() string {
				var b strings.Builder
				for i := range 60 {
					fmt.Fprintf(&b, "a%d: actors(first: 100) { edges { node { organs(first: 10) { totalCount } } } } ", i)
				}
				return b.String()
			}() + `}`, limit: limits.Cost, word: "cost",
		},
		"cost of plain lists": {
			query: `{ engagements(first: 100) { edges { node { themes { broader { narrower { broader { narrower { broader { narrower { id } } } } } } } } } } }`,
			limit: limits.Cost, word: "cost",
		},
		"what the default cost is to admit": {
			query: `{ engagements(first: 50) { edges { node { id title citations { locator source { title } passage { id url } }
				participants(first: 50) { edges { node { id name } roles citations { locator source { title } passage { id url } } } } } } } }`,
		},
		"the schema a hundred times": {
			query: `{ ` + func() string {
				var b strings.Builder
				for i := range 99 {
					fmt.Fprintf(&b, "a%d: __schema { types { fields { args { type { name } } } } } ", i)
				}
				return b.String()
			}() + `}`, limit: limits.Cost, word: "cost",
		},
		"a list": {query: `query ($l: [String!]) { actors(filter: { refs: $l }) { totalCount } }`, variables: map[string]any{"l": many(limits.MaxList+1, "UN")}, limit: limits.MaxList, word: "elements"},
		"ids":    {query: `query ($l: [ID!]!) { nodes(ids: $l) { id } }`, variables: map[string]any{"l": many(limits.MaxList+1, "x")}, limit: limits.MaxList, word: "ids"},
		"locators": {
			query:     `query ($l: [String!]) { engagements(filter: { locators: $l }) { totalCount } }`,
			variables: map[string]any{"l": many(limits.MaxList+1, "x")}, limit: limits.MaxList, word: "elements",
		},
		"a text":      {query: `query ($t: String!) { search(text: $t) { totalCount } }`, variables: map[string]any{"t": strings.Repeat("é", limits.MaxText/2+1)}, limit: limits.MaxText, word: "bytes"},
		"a reference": {query: `query ($t: String!) { theme(ref: $t) { id } }`, variables: map[string]any{"t": strings.Repeat("x", limits.MaxText+1)}, limit: limits.MaxText, word: "bytes"},
		"a text in a filter": {
			query: `query ($t: String!) { actors(filter: { text: $t }) { totalCount } }`, variables: map[string]any{"t": strings.Repeat("x", limits.MaxText+1)},
			limit: limits.MaxText, word: "bytes",
		},
	} {
		t.Run(name, func(t *testing.T) {
			store.taken()
			a := do(t, api, c.query, c.variables)
			if c.limit == 0 {
				if len(a.Errors) > 0 {
					t.Fatalf("refused:\n%s", a.raw)
				}
				return
			}
			e := a.fails(t, graph.LimitExceeded)
			if e.Extensions.Limit != c.limit || !strings.Contains(e.Message, c.word) || !strings.Contains(e.Message, fmt.Sprint(c.limit)) {
				t.Errorf("the error is to name the limit of %d and the word %q; got\n%s", c.limit, c.word, a.raw)
			}
			if calls := store.taken(); strings.Contains(calls, "Find") || strings.Contains(calls, "Lookup") {
				t.Errorf("the store was asked before the limit was seen: %s", calls)
			}
		})
	}
}

func many(n int, s string) []any {
	list := make([]any, n)
	for i := range list {
		list[i] = s
	}
	return list
}

// TestTheSchemaCanBeReadInFull checks that what tools ask for is within the
// limits.
func TestTheSchemaCanBeReadInFull(t *testing.T) {
	query, err := os.ReadFile("testdata/introspection.graphql")
	if err != nil {
		t.Fatal(err)
	}
	a := data(t, gql.New(memory(t, world(t)), nil), string(query), nil)
	if types := at(t, a.Data, "__schema.types").([]any); len(types) < 80 {
		t.Errorf("the schema has %d types", len(types))
	}
}

// TestFragmentsThatBranch checks that a document whose fragments double with
// each level is refused at once, and not after it has been measured.
func TestFragmentsThatBranch(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{ actor(ref: "UN") { ...F0 } }`)
	for i := range 18 {
		fmt.Fprintf(&b, " fragment F%d on Actor { parents { ...F%d } successors { ...F%d } predecessors { ...F%d } }", i, i+1, i+1, i+1)
	}
	b.WriteString(" fragment F18 on Actor { id }")
	do(t, gql.New(memory(t, world(t)), nil), b.String(), nil).fails(t, graph.LimitExceeded)

	// Without lists and objects there is no cost, and yet it doubles.
	b.Reset()
	b.WriteString(`{ actor(ref: "UN") { ...F0 } }`)
	for i := range 40 {
		fmt.Fprintf(&b, " fragment F%d on Actor { ...F%d ... on Actor { ...F%d } }", i, i+1, i+1)
	}
	b.WriteString(" fragment F40 on Actor { id name }")
	if a := do(t, gql.New(memory(t, world(t)), nil), b.String(), nil); len(a.Errors) == 0 {
		t.Error("it was run")
	} else {
		a.fails(t, graph.LimitExceeded)
	}
}

// TestIntsHave32Bits checks literals, variables, elements of input objects, and
// that nothing else passes for an Int; and the same for strings and enums.
func TestIntsHave32Bits(t *testing.T) {
	api := gql.New(memory(t, world(t)), nil)
	const participants = `query ($f: EngagementFilter) { engagements(filter: $f) { totalCount } }`
	for name, c := range map[string]struct {
		query     string
		variables map[string]any
		codes     string
	}{
		"a literal":                   {`{ themes(first: 2147483648) { totalCount } }`, nil, "GRAPHQL_VALIDATION_FAILED"},
		"a negative literal":          {`{ themes(first: -2147483649) { totalCount } }`, nil, "GRAPHQL_VALIDATION_FAILED"},
		"a huge literal":              {`{ themes(first: 99999999999999999999) { totalCount } }`, nil, "GRAPHQL_VALIDATION_FAILED"},
		"a literal in a filter":       {`{ engagements(filter: { maxParticipants: 2147483648 }) { totalCount } }`, nil, "GRAPHQL_VALIDATION_FAILED"},
		"a default":                   {`query ($n: Int = 2147483648) { themes(first: $n) { totalCount } }`, nil, "GRAPHQL_VALIDATION_FAILED"},
		"a variable":                  {`query ($n: Int) { themes(first: $n) { totalCount } }`, map[string]any{"n": 2147483648}, "INVALID_ARGUMENT"},
		"a required variable":         {`query ($n: Int!) { themes(first: $n) { totalCount } }`, map[string]any{"n": -2147483649.0}, "INVALID_ARGUMENT"},
		"a variable in a filter":      {participants, map[string]any{"f": map[string]any{"maxParticipants": 2147483648}}, "INVALID_ARGUMENT"},
		"a fraction":                  {`query ($n: Int) { themes(first: $n) { totalCount } }`, map[string]any{"n": 1.5}, "GRAPHQL_VALIDATION_FAILED"},
		"in quotes":                   {`query ($n: Int) { themes(first: $n) { totalCount } }`, map[string]any{"n": "5"}, "INVALID_ARGUMENT"},
		"in quotes in a filter":       {participants, map[string]any{"f": map[string]any{"maxParticipants": "5"}}, "INVALID_ARGUMENT"},
		"the largest":                 {participants, map[string]any{"f": map[string]any{"maxParticipants": 2147483647}}, ""},
		"a number for a string":       {`query ($r: String!) { theme(ref: $r) { id } }`, map[string]any{"r": 5}, "GRAPHQL_VALIDATION_FAILED"},
		"an enum in small letters":    {`query ($k: [NodeKind!]) { search(text: "u", kinds: $k) { totalCount } }`, map[string]any{"k": []any{"STATE", "state"}}, "INVALID_ARGUMENT"},
		"one in a filter":             {participants, map[string]any{"f": map[string]any{"status": "completed"}}, "INVALID_ARGUMENT"},
		"an enum that does not exist": {participants, map[string]any{"f": map[string]any{"status": []any{"DONE"}}}, "GRAPHQL_VALIDATION_FAILED"},
		"a field that does not exist": {participants, map[string]any{"f": map[string]any{"stati": []any{}}}, "GRAPHQL_VALIDATION_FAILED"},
		"one element for a list":      {participants, map[string]any{"f": map[string]any{"status": "COMPLETED", "anyActor": "AU"}}, ""},
		"null":                        {participants, map[string]any{"f": nil}, ""},
		"nulls in a filter":           {participants, map[string]any{"f": map[string]any{"kinds": nil, "period": nil, "lang": nil, "maxParticipants": nil, "basis": nil}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := do(t, api, c.query, c.variables)
			if got := strings.Join(a.codes(), " "); got != c.codes {
				t.Errorf("want the codes %q, got\n%s", c.codes, a.raw)
			}
		})
	}
}
