package gql_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/comity-graph/comity/gql"
	"github.com/comity-graph/comity/graph"
)

// exchange is what a server said.
type exchange struct {
	status int
	header http.Header
	body   string
	answer answer
}

func send(t *testing.T, request *http.Request) exchange {
	t.Helper()
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	e := exchange{status: response.StatusCode, header: response.Header, body: string(body)}
	if err := json.Unmarshal(body, &e.answer); err != nil {
		t.Fatalf("status %d: %v in\n%s", e.status, err, body)
	}
	return e
}

// post sends a body as it is.
func post(t *testing.T, address, accept, body string) exchange {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", accept)
	return send(t, request)
}

func serve(t *testing.T, api *gql.API) string {
	t.Helper()
	server := httptest.NewServer(api)
	t.Cleanup(func() {
		http.DefaultClient.CloseIdleConnections()
		server.Close()
	})
	return server.URL
}

const (
	legacy  = "application/json"
	current = "application/graphql-response+json"
)

// TestHTTPAnswersAsInProcess checks that over HTTP, with POST and GET, an
// operation gets the answer that it gets in process.
func TestHTTPAnswersAsInProcess(t *testing.T) {
	api := gql.New(memory(t, world(t)), nil)
	address := serve(t, api)
	for _, o := range operations(t) {
		t.Run(o.name, func(t *testing.T) {
			want := do(t, api, o.query, o.variables)
			body, err := json.Marshal(map[string]any{"query": o.query, "variables": o.variables})
			if err != nil {
				t.Fatal(err)
			}
			variables, err := json.Marshal(o.variables)
			if err != nil {
				t.Fatal(err)
			}
			get, err := http.NewRequestWithContext(t.Context(), http.MethodGet,
				address+"?"+url.Values{"query": {o.query}, "variables": {string(variables)}}.Encode(), http.NoBody)
			if err != nil {
				t.Fatal(err)
			}
			get.Header.Set("Accept", current)
			for method, got := range map[string]exchange{"POST": post(t, address, current, string(body)), "GET": send(t, get)} {
				notRun := len(want.Errors) > 0 && !strings.Contains(string(want.raw), "comity")
				if ok := got.status == http.StatusOK; ok == notRun {
					t.Errorf("%s: status %d for\n%s", method, got.status, got.body)
				}
				expected := want.raw
				if notRun {
					expected = bytes.Replace(expected, []byte(",\n  \"data\": null"), nil, 1) // there is no data where nothing was run
				}
				var indented bytes.Buffer
				if err := json.Indent(&indented, []byte(got.body), "", "  "); err != nil {
					t.Fatal(err)
				}
				if got, want := strings.TrimSpace(indented.String()), strings.TrimSpace(string(expected)); got != want {
					t.Errorf("%s: %s", method, firstDifference(got, want))
				}
			}
		})
	}
}

// TestHTTPStatus checks what is told by the status of an answer, for clients of
// both media types.
func TestHTTPStatus(t *testing.T) {
	address := serve(t, gql.New(memory(t, world(t)), nil))
	for name, c := range map[string]struct {
		body            string
		current, legacy int
		code            string
	}{
		"an answer":                 {`{"query": "{ dataset { version } }"}`, 200, 200, ""},
		"an error with data":        {`{"query": "{ actor(ref: \"CEI\") { id } }"}`, 200, 200, "AMBIGUOUS_REFERENCE"},
		"an error without data":     {`{"query": "{ themes(first: -1) { totalCount } }"}`, 200, 200, "INVALID_ARGUMENT"},
		"a document that is none":   {`{"query": "{"}`, 400, 200, "GRAPHQL_PARSE_FAILED"},
		"a field that is none":      {`{"query": "{ x }"}`, 400, 200, "GRAPHQL_VALIDATION_FAILED"},
		"a variable that is none":   {`{"query": "query ($n: Int) { themes(first: $n) { totalCount } }", "variables": {"n": 3000000000}}`, 400, 200, "INVALID_ARGUMENT"},
		"beyond a limit":            {`{"query": "{ ` + strings.Repeat("__typename ", 6000) + `}"}`, 400, 200, "LIMIT_EXCEEDED"},
		"an unknown operation":      {`{"query": "query A { __typename }", "operationName": "B"}`, 400, 200, "GRAPHQL_VALIDATION_FAILED"},
		"a mutation":                {`{"query": "mutation { x }"}`, 400, 200, "GRAPHQL_VALIDATION_FAILED"},
		"no query":                  {`{"variables": {}}`, 400, 400, "GRAPHQL_VALIDATION_FAILED"},
		"no JSON":                   {`{ dataset { version } }`, 400, 400, "INVALID_ARGUMENT"},
		"nothing":                   {``, 400, 400, "INVALID_ARGUMENT"},
		"JSON of another kind":      {`[{"query": "{ __typename }"}]`, 400, 400, "INVALID_ARGUMENT"},
		"variables that are a text": {`{"query": "{ __typename }", "variables": "x"}`, 400, 400, "INVALID_ARGUMENT"},
	} {
		t.Run(name, func(t *testing.T) {
			for accept, status := range map[string]int{current: c.current, legacy: c.legacy} {
				got := post(t, address, accept, c.body)
				if got.status != status || strings.Join(got.answer.codes(), " ") != c.code || !strings.HasPrefix(got.header.Get("Content-Type"), accept) {
					t.Errorf("%s: got status %d, %q and the type %s; want %d and %q\n%s",
						accept, got.status, got.answer.codes(), got.header.Get("Content-Type"), status, c.code, got.body)
				}
				if strings.Contains(got.body, "body:") {
					t.Errorf("what was sent is sent back: %s", got.body)
				}
			}
		})
	}
}

// TestHTTPRefusals checks what is refused before it is read.
func TestHTTPRefusals(t *testing.T) {
	limits := gql.DefaultLimits()
	limits.Body = 1000
	address := serve(t, gql.New(memory(t, world(t)), &gql.Options{Limits: &limits}))
	request := func(method, contentType, body string) *http.Request {
		r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if contentType != "" {
			r.Header.Set("Content-Type", contentType)
		}
		return r
	}
	large := fmt.Sprintf(`{"query": "{ __typename }", "variables": {"x": %q}}`, strings.Repeat("x", 2000))
	chunked := request(http.MethodPost, "application/json", large)
	chunked.ContentLength = -1
	for name, c := range map[string]struct {
		request *http.Request
		status  int
		code    graph.Code
		header  string
	}{
		"a body that is too large":        {request(http.MethodPost, "application/json", large), http.StatusRequestEntityTooLarge, graph.LimitExceeded, ""},
		"one that does not say how large": {chunked, http.StatusRequestEntityTooLarge, graph.LimitExceeded, ""},
		"a form":                          {request(http.MethodPost, "application/x-www-form-urlencoded", "query=x"), http.StatusUnsupportedMediaType, graph.InvalidArgument, ""},
		"an upload":                       {request(http.MethodPost, "multipart/form-data; boundary=x", "--x--"), http.StatusUnsupportedMediaType, graph.InvalidArgument, ""},
		"a body without a type":           {request(http.MethodPost, "", `{"query":"{__typename}"}`), http.StatusUnsupportedMediaType, graph.InvalidArgument, ""},
		"another method":                  {request(http.MethodPut, "application/json", "{}"), http.StatusMethodNotAllowed, graph.InvalidArgument, "GET, POST"},
		"and another":                     {request(http.MethodDelete, "", ""), http.StatusMethodNotAllowed, graph.InvalidArgument, "GET, POST"},
	} {
		got := send(t, c.request)
		if got.status != c.status || strings.Join(got.answer.codes(), " ") != string(c.code) || got.header.Get("Allow") != c.header {
			t.Errorf("%s: got status %d, Allow %q and\n%s", name, got.status, got.header.Get("Allow"), got.body)
		}
		if c.code == graph.LimitExceeded && got.answer.Errors[0].Extensions.Limit != 1000 {
			t.Errorf("%s: the error does not name the limit:\n%s", name, got.body)
		}
	}
}
