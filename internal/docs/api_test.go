package docs_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/comity-graph/comity/gql"
	"github.com/comity-graph/comity/gql/view"
	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/memstore"
	"github.com/comity-graph/comity/seed"
)

const apiPage = "api.md"

// rows returns the first cells of the rows of the tables in the text, and the
// other cells under them.
func rows(text string) map[string][]string {
	found := map[string][]string{}
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), " | ")
		if strings.HasPrefix(line, "| ") && len(cells) > 1 {
			found[strings.TrimSpace(cells[0])] = cells[1:]
		}
	}
	return found
}

// section returns what stands under a heading, up to the next one as high.
func section(t *testing.T, page, heading string) string {
	t.Helper()
	_, text, ok := strings.Cut(page, "\n"+heading+"\n")
	if !ok {
		t.Fatalf("the page has no section %q", heading)
	}
	level, _, _ := strings.Cut(heading, " ")
	text, _, _ = strings.Cut(text, "\n"+level+" ")
	return text
}

// TestEveryCodeIsExplained checks that the table of codes has all of them and
// no other.
func TestEveryCodeIsExplained(t *testing.T) {
	want := []string{"GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED"}
	for _, code := range graph.Codes() {
		want = append(want, string(code))
	}
	explained := rows(section(t, read(t, apiPage), "## Errors"))
	for _, code := range want {
		cells := explained["`"+code+"`"]
		if len(cells) != 2 || strings.Trim(cells[0]+cells[1], " |") == "" {
			t.Errorf("%s is not explained", code)
		}
	}
	for first := range explained {
		if code := strings.Trim(first, "`"); code == strings.ToUpper(code) && code != "" && strings.Contains(code, "_") && !slices.Contains(want, code) {
			t.Errorf("%s is explained, and is no code", code)
		}
	}
}

// keysOf returns the keys of the maps that a function of a file of package gql
// fills: in literals, and by assignment to the map.
func keysOf(t *testing.T, file, function, name string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), root+"gql/"+file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	add := func(e ast.Expr) {
		if literal, ok := e.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			key, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			keys = append(keys, key)
		}
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			return n.Name.Name == function
		case *ast.KeyValueExpr:
			add(n.Key)
		case *ast.IndexExpr:
			if of, ok := n.X.(*ast.Ident); ok && of.Name == name {
				add(n.Index)
			}
		}
		return true
	})
	slices.Sort(keys)
	keys = slices.Compact(keys)
	if len(keys) == 0 {
		t.Fatalf("%s of gql/%s fills no map %s: this test has to look elsewhere", function, file, name)
	}
	return keys
}

// members returns the names that the fields of a struct have in JSON.
func members(v any) []string {
	var names []string
	for _, field := range reflect.VisibleFields(reflect.TypeOf(v)) {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		names = append(names, name)
	}
	return names
}

// TestEveryExtensionIsExplained checks that the page explains, and shows in its
// example, all that an answer can say beside its data.
func TestEveryExtensionIsExplained(t *testing.T) {
	text := section(t, read(t, apiPage), "## What an answer says beside its data")
	keys := keysOf(t, "operation.go", "extensions", "said")
	explained := rows(text)
	for _, key := range keys {
		if explained["`"+key+"`"] == nil {
			t.Errorf("extensions.comity.%s is not explained", key)
		}
	}
	var example map[string]json.RawMessage
	if err := json.Unmarshal([]byte(blocks(text, "json")[0]), &example); err != nil {
		t.Fatal(err)
	}
	for key := range example {
		if !slices.Contains(keys, key) {
			t.Errorf("the example shows %s, which no answer has", key)
		}
	}
	for key, shape := range map[string]any{
		"version": "", "contentHash": "", "excluded": graph.Excluded{},
		"alsoMatched": []view.Mention{}, "didYouMean": []view.Mention{}, "bounded": []view.Bound{},
	} {
		value := reflect.New(reflect.TypeOf(shape)).Interface()
		decoder := json.NewDecoder(strings.NewReader(string(example[key])))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(value); err != nil {
			t.Errorf("%s in the example: %v", key, err)
		}
		keys = slices.DeleteFunc(keys, func(k string) bool { return k == key })
	}
	if len(keys) > 0 {
		t.Errorf("the example is not checked for %q: this test has to know their form", keys)
	}
	for _, name := range slices.Concat(members(graph.Excluded{}), members(view.Mention{}), members(view.Bound{}), members(graph.Candidate{})) {
		if !strings.Contains(text, "`"+name+"`") || !strings.Contains(text, strconv.Quote(name)) {
			t.Errorf("%s is not both explained and shown", name)
		}
	}
}

// TestEveryMemberOfAnErrorIsExplained checks the same of errors.
func TestEveryMemberOfAnErrorIsExplained(t *testing.T) {
	text := section(t, read(t, apiPage), "## Errors")
	explained := rows(text)
	for _, key := range keysOf(t, "errors.go", "present", "said") {
		if explained["`"+key+"`"] == nil || !strings.Contains(text, strconv.Quote(key)+":") {
			t.Errorf("%s of an error is not both explained and shown", key)
		}
	}
}

// TestEveryLimitIsTold checks that each limit stands in the table with its
// number.
func TestEveryLimitIsTold(t *testing.T) {
	told := rows(section(t, read(t, apiPage), "## Limits"))
	names := map[string]string{
		"DefaultPage": "rows of a page, where neither `first` nor `last` is given",
		"MaxPage":     "rows of the largest page",
		"MaxList":     "elements of a list argument, `ids` of `nodes` included",
		"MaxText":     "bytes of a text argument, a reference included",
		"Body":        "bytes of a request by POST",
		"Tokens":      "tokens of the document",
		"Depth":       "levels of fields",
		"Aliases":     "aliases",
		"Cost":        "cost",
	}
	check := func(row, number string) {
		if cells := told[row]; len(cells) != 1 || strings.Trim(cells[0], " |") != number {
			t.Errorf("the row %q says %q, want %s", row, cells, number)
		}
	}
	limits := reflect.ValueOf(gql.DefaultLimits())
	for _, field := range reflect.VisibleFields(limits.Type()) {
		if field.Anonymous {
			continue
		}
		row, ok := names[field.Name]
		if !ok {
			t.Errorf("the limit %s is not told", field.Name)
			continue
		}
		check(row, fmt.Sprint(limits.FieldByIndex(field.Index)))
	}
	check("hits that a search looks at", strconv.Itoa(graph.MaxFound))
}

// deadline is a store that notes how long an operation may take.
type deadline struct {
	graph.Store
	left time.Duration
}

// Info notes the time that is left, and fails.
func (s *deadline) Info(ctx context.Context) (graph.Info, error) {
	if end, ok := ctx.Deadline(); ok {
		s.left = time.Until(end)
	}
	return graph.Info{}, errors.New("this store has nothing")
}

// TestTimeoutIsTold checks the time that an answer may take.
func TestTimeoutIsTold(t *testing.T) {
	store := &deadline{}
	gql.New(store, nil).Do(t.Context(), gql.Request{Query: `{ dataset { version } }`})
	want := fmt.Sprintf("An answer may take %.0f seconds", store.left.Seconds())
	if !strings.Contains(section(t, read(t, apiPage), "## Limits"), want) {
		t.Errorf("the page does not say %q", want)
	}
}

// TestCostIsReckonedAsTold checks the two examples of costs.
func TestCostIsReckonedAsTold(t *testing.T) {
	text := section(t, read(t, apiPage), "## Limits")
	store := embedded(t)
	for sentence, query := range map[string]string{
		"A page of 100 nodes costs %d,":                         `{ actors(first: 100) { edges { node { id } } } }`,
		"and with a page of 10 nodes inside of each, %d. It is": `{ actors(first: 100) { edges { node { id organs(first: 10) { edges { node { id } } } } } } }`,
	} {
		pattern := regexp.MustCompile(strings.Replace(regexp.QuoteMeta(sentence), "%d", "([0-9]+)", 1))
		m := pattern.FindStringSubmatch(text)
		if m == nil {
			t.Errorf("the page does not say %q", sentence)
			continue
		}
		cost, err := strconv.Atoi(m[1])
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct{ limit, refusals int }{{cost, 0}, {cost - 1, 1}} {
			limits := gql.DefaultLimits()
			limits.Cost = c.limit
			if got := len(gql.New(store, &gql.Options{Limits: &limits}).Do(t.Context(), gql.Request{Query: query}).Errors); got != c.refusals {
				t.Errorf("with a limit of %d there are %d errors, want %d: %s", c.limit, got, c.refusals, query)
			}
		}
	}
}

// TestRanksAreTold checks that each rank has a row with an example that is
// found by it.
func TestRanksAreTold(t *testing.T) {
	told := rows(section(t, read(t, apiPage), "## Referring to things"))
	store := embedded(t)
	for rank := graph.RankID; rank <= graph.RankIdentifier; rank++ {
		cells := told[strconv.Itoa(int(rank))]
		if len(cells) != 2 {
			t.Errorf("rank %d is not told", rank)
			continue
		}
		for example := range strings.SplitSeq(strings.Trim(cells[1], " |"), ", ") {
			found, err := graph.Resolve(t.Context(), store.Lookup, []graph.Reference{{Text: strings.Trim(example, "`")}})
			if err != nil {
				t.Fatal(err)
			}
			if found[0].Err != nil || found[0].Matched.Rank != rank {
				t.Errorf("%s is found by rank %d (%v), want %d", example, found[0].Matched.Rank, found[0].Err, rank)
			}
		}
	}
	if cells := told[strconv.Itoa(int(graph.RankIdentifier)+1)]; cells != nil {
		t.Errorf("there is a rank too many: %q", cells)
	}
}

// embedded returns the graph that Comity comes with.
func embedded(t *testing.T) graph.Store {
	t.Helper()
	content, err := seed.Load(seed.Data())
	if err != nil {
		t.Fatal(err)
	}
	store := memstore.New()
	if err := store.Load(t.Context(), content); err != nil {
		t.Fatal(err)
	}
	return store
}

// blocks returns the blocks of code in a language.
func blocks(text, language string) []string {
	var found []string
	for _, m := range regexp.MustCompile("(?s)\n```"+language+"\n(.*?)\n```").FindAllStringSubmatch(text, -1) {
		found = append(found, m[1])
	}
	return found
}

// TestExamplesAreAnsweredSo checks the examples of the page.
func TestExamplesAreAnsweredSo(t *testing.T) {
	page := read(t, apiPage)
	api := gql.New(embedded(t), nil)
	for _, query := range blocks(page, "graphql") {
		for _, e := range api.Do(t.Context(), gql.Request{Query: query}).Errors {
			if strings.HasPrefix(query, "query") {
				t.Errorf("%v:\n%s", e, query)
			}
		}
	}
	if pairs := checkAnswers(t, api, page); pairs < 5 {
		t.Fatalf("there are %d questions with their answers", pairs)
	}
}

// checkAnswers checks each question of a page that an answer follows, and
// returns how many there are: it is asked of the API, and answered as shown,
// what stands beside the data apart. Of candidates, those shown must be among
// those given.
func checkAnswers(t *testing.T, api *gql.API, page string) int {
	t.Helper()
	pairs := regexp.MustCompile("(?s)\n```graphql\n([^`]*?)\n```\n\n```json\n([^`]*?)\n```").FindAllStringSubmatch(page, -1)
	for _, pair := range pairs {
		answer, err := json.Marshal(api.Do(t.Context(), gql.Request{Query: pair[1]}))
		if err != nil {
			t.Fatal(err)
		}
		got, gotCandidates := normalised(t, string(answer))
		want, wantCandidates := normalised(t, pair[2])
		if got != want {
			t.Errorf("%s\nis answered\n%s\nand not\n%s", pair[1], got, want)
		}
		for _, c := range wantCandidates {
			if !slices.Contains(gotCandidates, c) {
				t.Errorf("%s\nhas no candidate %v", pair[1], c)
			}
		}
		if len(gotCandidates) > 0 && len(wantCandidates) == 0 {
			t.Errorf("%s\nhas candidates, and the page shows none", pair[1])
		}
	}
	return len(pairs)
}

// normalised returns an answer in one form, without its extensions, without data
// that is null, and with its candidates apart.
func normalised(t *testing.T, answer string) (text string, candidates []graph.Candidate) {
	t.Helper()
	var a struct {
		Errors []struct {
			Message    string         `json:"message"`
			Path       []any          `json:"path,omitempty"`
			Locations  []any          `json:"locations,omitempty"`
			Extensions map[string]any `json:"extensions"`
		} `json:"errors,omitempty"`
		Data       any             `json:"data,omitempty"`
		Extensions json.RawMessage `json:"extensions,omitempty"`
	}
	decoder := json.NewDecoder(strings.NewReader(answer))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&a); err != nil {
		t.Fatalf("%v:\n%s", err, answer)
	}
	a.Extensions = nil
	for _, e := range a.Errors {
		list, _ := e.Extensions["candidates"].([]any)
		for _, c := range list {
			candidate, _ := c.(map[string]any)
			candidates = append(candidates, graph.Candidate{ID: graph.ID(fmt.Sprint(candidate["id"])), Name: fmt.Sprint(candidate["name"])})
		}
		delete(e.Extensions, "candidates")
	}
	encoded, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(encoded), candidates
}
