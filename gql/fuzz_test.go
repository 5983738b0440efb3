package gql_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/comity-graph/comity/gql"
	"github.com/comity-graph/comity/graph"
)

// fuzzed is an API whose requests are made up.
type fuzzed struct {
	api *gql.API
	log *journal
}

func newFuzzed(f *testing.F) fuzzed {
	log := &journal{}
	return fuzzed{gql.New(memory(f, world(f)), &gql.Options{Logger: slog.New(slog.NewTextHandler(log, nil))}), log}
}

// asked answers a request, and checks what holds of every answer: it is JSON
// with data or errors, every error has a code of ours, and none is our fault.
func (f fuzzed) asked(t *testing.T, r *http.Request) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	f.api.ServeHTTP(w, r)
	body := w.Body.Bytes()
	var answer struct {
		Data   json.RawMessage
		Errors []fault
	}
	if err := json.Unmarshal(body, &answer); err != nil || !utf8.Valid(body) {
		t.Errorf("status %d, %v in the answer\n%s", w.Code, err, body)
	}
	if w.Code != http.StatusOK && !slices.Contains([]int{400, 405, 413, 415}, w.Code) {
		t.Errorf("status %d\n%s", w.Code, body)
	}
	if len(answer.Errors) == 0 && (w.Code != http.StatusOK || len(answer.Data) == 0) {
		t.Errorf("status %d, and neither data nor errors\n%s", w.Code, body)
	}
	allowed := []graph.Code{
		graph.AmbiguousReference, graph.UnknownReference, graph.InvalidArgument, graph.InvalidCursor, graph.LimitExceeded,
		"GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED",
	}
	for _, e := range answer.Errors {
		if e.Message == "" || !slices.Contains(allowed, graph.Code(e.Extensions.Code)) {
			t.Errorf("an error of ours:\n%s\n%s", body, f.log)
		}
	}
	return w
}

// FuzzBody posts any bytes.
func FuzzBody(f *testing.F) {
	api := newFuzzed(f)
	for _, o := range operations(f) {
		body, err := json.Marshal(map[string]any{"query": o.query, "variables": o.variables})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(string(body)))
		r.Header.Set("Content-Type", legacy)
		r.Header.Set("Accept", current)
		api.asked(t, r)
	})
}

// FuzzOperation sends any document with any variables, by POST and by GET.
// Both get the same answer, save that the library puts suggestions that are
// equally near in any order.
func FuzzOperation(f *testing.F) {
	api := newFuzzed(f)
	for _, o := range operations(f) {
		variables, err := json.Marshal(o.variables)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(o.query, string(variables))
	}
	f.Fuzz(func(t *testing.T, query, variables string) {
		if !utf8.ValidString(query+variables) || !json.Valid([]byte(variables)) {
			return // that is FuzzBody's
		}
		body, err := json.Marshal(map[string]any{"query": query, "variables": json.RawMessage(variables)})
		if err != nil {
			t.Fatal(err)
		}
		post := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(string(body)))
		post.Header.Set("Content-Type", legacy)
		get := httptest.NewRequest(http.MethodGet, "/graphql?"+url.Values{"query": {query}, "variables": {variables}}.Encode(), http.NoBody)
		for _, r := range []*http.Request{post, get} {
			r.Header.Set("Accept", current)
		}
		byPost, byGet := api.asked(t, post), api.asked(t, get)
		run := byPost.Code == http.StatusOK
		if byPost.Code != byGet.Code || (run && byPost.Body.String() != byGet.Body.String()) {
			t.Errorf("POST got %d\n%s\nGET got %d\n%s", byPost.Code, byPost.Body, byGet.Code, byGet.Body)
		}
	})
}
