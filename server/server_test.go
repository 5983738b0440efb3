package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/comity-graph/comity/graph"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// echo is an API that reads the whole request, as the real one does.
func echo() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		_, _ = w.Write(append([]byte("asked: "), body...)) // to a recorder
	})
}

func isReady(context.Context) error { return nil }

func newServer(t *testing.T, api http.Handler, ready func(context.Context) error, opts *Options) *Server {
	t.Helper()
	if opts == nil {
		opts = &Options{}
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	s, err := New(api, ready, opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// send lets the handler answer a request; headers are NAME: value.
func send(h http.Handler, method, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestRoutes(t *testing.T) {
	s := newServer(t, echo(), isReady, nil)
	for _, test := range []struct {
		method, target string
		status         int
		contentType    string
		body           string
	}{
		{"POST", "/graphql", 200, "", "asked: hello"},
		{"GET", "/graphql?query={a}", 200, "", "asked: "},
		{"GET", "/", 200, "text/html; charset=utf-8", `id="tabs"`},
		{"HEAD", "/", 200, "text/html; charset=utf-8", ""},
		{"GET", "/graphiql.js", 200, "text/javascript; charset=utf-8", "createRoot"},
		{"GET", "/healthz", 200, "text/plain; charset=utf-8", "ok\n"},
		{"GET", "/readyz", 200, "text/plain; charset=utf-8", "ready\n"},
		{"GET", "/graphql/", 404, "text/plain; charset=utf-8", "/graphql   the API"},
		{"GET", "/favicon.ico", 404, "text/plain; charset=utf-8", "There is nothing at this address"},
	} {
		w := send(s, test.method, test.target, "hello")
		if w.Code != test.status || !strings.Contains(w.Body.String(), test.body) ||
			(test.contentType != "" && w.Header().Get("Content-Type") != test.contentType) {
			t.Errorf("%s %s: %d %s\n%s", test.method, test.target, w.Code, w.Header().Get("Content-Type"), w.Body)
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"} {
			if got := w.Header().Get(name); got != want {
				t.Errorf("%s %s: %s is %q, want %q", test.method, test.target, name, got, want)
			}
		}
		if policy := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'") {
			t.Errorf("%s %s: policy %q", test.method, test.target, policy)
		}
	}
}

func TestOriginsThatMayAsk(t *testing.T) {
	for _, test := range []struct {
		name    string
		options Options
		allowed []string
		refused []string
	}{
		{
			"nobody by default",
			Options{},
			nil,
			[]string{"http://localhost:3000", "https://dashboard.example", "null"},
		},
		{
			"pages of this machine",
			Options{LoopbackOrigins: true},
			[]string{"http://localhost", "http://localhost:3000", "https://127.0.0.1:8443", "http://[::1]:5173", "http://app.localhost:1"},
			[]string{"https://dashboard.example", "http://localhost.example", "http://127.0.0.1.example", "null", "file://localhost"},
		},
		{
			"those that are named",
			Options{Origins: []string{"https://dashboard.example", "http://localhost:3000"}},
			[]string{"https://dashboard.example", "http://localhost:3000"},
			[]string{"http://dashboard.example", "https://dashboard.example:8443", "https://dashboard.example.evil", "https://sub.dashboard.example", "http://localhost:3001"},
		},
		{
			"anyone",
			Options{Origins: []string{"*"}},
			[]string{"https://dashboard.example", "null"},
			nil,
		},
	} {
		s := newServer(t, echo(), isReady, &test.options)
		for _, origin := range append(test.allowed, test.refused...) {
			asked := send(s, "POST", "/graphql", "{}", "Origin: "+origin, "Content-Type: application/json")
			preflight := send(s, "OPTIONS", "/graphql", "", "Origin: "+origin,
				"Access-Control-Request-Method: POST", "Access-Control-Request-Headers: content-type")
			want := origin
			if !slices.Contains(test.allowed, origin) {
				want = ""
			}
			for what, w := range map[string]*httptest.ResponseRecorder{"request": asked, "preflight": preflight} {
				h := w.Header()
				if got := h.Get("Access-Control-Allow-Origin"); got != want && !(want != "" && got == "*") {
					t.Errorf("%s: %s: a %s is allowed to %q, want %q", test.name, origin, what, got, want)
				}
				if h.Get("Access-Control-Allow-Credentials") != "" {
					t.Errorf("%s: %s: credentials are allowed", test.name, origin)
				}
				if !strings.Contains(strings.Join(h.Values("Vary"), ","), "Origin") {
					t.Errorf("%s: %s: a %s does not vary with the origin", test.name, origin, what)
				}
			}
		}
	}
}

func TestOriginsThatAreNone(t *testing.T) {
	for _, origin := range []string{
		"", "dashboard.example", "https://dashboard.example/", "https://dashboard.example/app", "https://*.example", "ftp://dashboard.example",
		"https://Dashboard.example", "https://user@dashboard.example", "https://dashboard.example?x", "https://",
	} {
		if err := CheckOrigin(origin); err == nil {
			t.Errorf("%q passes as an origin", origin)
		}
		if _, err := New(echo(), isReady, &Options{Origins: []string{origin}}); err == nil {
			t.Errorf("a server takes %q for an origin", origin)
		}
	}
}

func TestReadinessFollowsTheStore(t *testing.T) {
	var state error
	s := newServer(t, echo(), func(context.Context) error { return state }, nil)
	for _, test := range []struct {
		err    error
		status int
		body   string
	}{
		{nil, 200, "ready\n"},
		{&graph.Error{Code: graph.StoreUnavailable, Message: "Neo4j at bolt://10.0.0.7 cannot be reached"}, 503, "not ready: the store cannot be reached, or holds no graph that can be served\n"},
		{errors.New("some detail"), 503, "not ready: the store does not answer\n"},
		{nil, 200, "ready\n"},
	} {
		state = test.err
		if w := send(s, "GET", "/readyz", ""); w.Code != test.status || w.Body.String() != test.body {
			t.Errorf("with %v: %d %q, want %d %q", test.err, w.Code, w.Body, test.status, test.body)
		}
		if w := send(s, "GET", "/healthz", ""); w.Code != 200 {
			t.Errorf("with %v: the process counts as dead", test.err)
		}
	}
}

func TestReadinessDoesNotWaitForever(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newServer(t, echo(), func(ctx context.Context) error {
			<-ctx.Done()
			return ctx.Err()
		}, nil)
		begin := time.Now()
		w := send(s, "GET", "/readyz", "")
		if want := "not ready: the store did not answer within 2s\n"; w.Code != 503 || w.Body.String() != want {
			t.Errorf("%d %q, want 503 %q", w.Code, w.Body, want)
		}
		if waited := time.Since(begin); waited != 2*time.Second {
			t.Errorf("it waited %s", waited)
		}
	})
}

func TestRequestsHaveNames(t *testing.T) {
	s := newServer(t, echo(), isReady, nil)
	if got := send(s, "GET", "/healthz", "", "X-Request-Id: from-the-balancer.7").Header().Get("X-Request-Id"); got != "from-the-balancer.7" {
		t.Errorf("the name given became %q", got)
	}
	first := send(s, "GET", "/healthz", "", "X-Request-Id: a b\tc").Header().Get("X-Request-Id")
	second := send(s, "GET", "/healthz", "").Header().Get("X-Request-Id")
	if len(first) < 20 || len(second) < 20 || first == second || strings.Contains(first, " ") {
		t.Errorf("names %q and %q", first, second)
	}
}

// lines reads what a JSON logger wrote.
func lines(t *testing.T, log *bytes.Buffer) []map[string]any {
	t.Helper()
	var all []map[string]any
	for decoder := json.NewDecoder(log); decoder.More(); {
		var line map[string]any
		if err := decoder.Decode(&line); err != nil {
			t.Fatal(err)
		}
		all = append(all, line)
	}
	return all
}

func TestALineForEachRequestAndNoValues(t *testing.T) {
	var log bytes.Buffer
	s := newServer(t, echo(), isReady, &Options{Logger: slog.New(slog.NewJSONHandler(&log, nil))})
	send(s, "POST", "/graphql", `{"variables":{"ref":"secret"},"query":"# about secrets\nquery Who($ref: String!) { a }"}`)
	send(s, "GET", "/graphql?operationName=Given&query=%7Bsecret%7D", "")
	send(s, "GET", "/secretly", "")
	send(s, "GET", "/healthz", "")
	send(s, "GET", "/readyz", "")
	if strings.Contains(log.String(), "secret\"") || strings.Contains(log.String(), "{secret}") {
		t.Errorf("a value stands in the log:\n%s", &log)
	}
	got := lines(t, &log)
	if len(got) != 3 {
		t.Fatalf("%d lines, want 3: probes are not told at this level\n%v", len(got), got)
	}
	for i, want := range []map[string]any{
		{"msg": "request", "level": "INFO", "method": "POST", "path": "/graphql", "status": 200.0, "operation": "Who"},
		{"method": "GET", "path": "/graphql", "status": 200.0, "operation": "Given"},
		{"path": "/secretly", "status": 404.0, "operation": nil},
	} {
		for name, value := range want {
			if got[i][name] != value {
				t.Errorf("line %d: %s is %v, want %v", i, name, got[i][name], value)
			}
		}
		if got[i]["request"] == "" || got[i]["duration"] == nil || got[i]["bytes"].(float64) < 1 {
			t.Errorf("line %d lacks something: %v", i, got[i])
		}
	}
}

func TestNamesOfOperations(t *testing.T) {
	long := strings.Repeat("x", 65)
	for body, want := range map[string]string{
		``:                                  "",
		`[]`:                                "",
		`{"query":"{ a }"}`:                 "",
		`{"query":"query A { a }"}`:         "A",
		`{"query":"query  A($x:Int){ a }"}`: "A",
		`{"query":"fragment F on T { a } query A { a }"}`:             "",
		`{"query":"query A { a } query B { b }","operationName":"B"}`: "B",
		`{"query":"# query No\n query A { a }"}`:                      "A",
		`{"query":"query A { a }","operationName":null}`:              "A",
		`{"operationName":"not a name"}`:                              "",
		`{"operationName":"` + long + `"}`:                            "",
		`{"operationName":"A","query":"broken off`:                    "A",
		`{"variables":{"operationName":"No"},"query":"{ a }"}`:        "",
	} {
		if got := operationName(fields(strings.NewReader(body))); got != want {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
}

func TestALongBodyIsNotKept(t *testing.T) {
	w := &watched{ReadCloser: io.NopCloser(strings.NewReader(strings.Repeat("x", 3*seenBody)))}
	n, err := io.Copy(io.Discard, w)
	if n != 3*seenBody || err != nil || w.seen.Len() != seenBody {
		t.Errorf("read %d (%v), kept %d", n, err, w.seen.Len())
	}
}

func TestAPanicIsAnAnswer(t *testing.T) {
	var log bytes.Buffer
	s := newServer(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("at the disco") }), isReady,
		&Options{Logger: slog.New(slog.NewJSONHandler(&log, nil))})
	w := send(s, "POST", "/graphql", "{}")
	if w.Code != 500 || !strings.Contains(w.Body.String(), `"code":"INTERNAL"`) || strings.Contains(w.Body.String(), "disco") || !json.Valid(w.Body.Bytes()) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	got := lines(t, &log)
	if len(got) != 2 || got[0]["panic"] != "at the disco" || !strings.Contains(got[0]["stack"].(string), "server_test.go") || got[1]["status"] != 500.0 {
		t.Errorf("log: %v", got)
	}
}

func TestAPanicBreaksOffAnAnswerThatHasBegun(t *testing.T) {
	s := newServer(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("half an ans")) // to a recorder
		panic("at the disco")
	}), isReady, nil)
	defer func() {
		if recovered := recover(); recovered != http.ErrAbortHandler { //nolint:errorlint // it is panicked with as it is
			t.Errorf("the server is not told to break off: %v", recovered)
		}
	}()
	send(s, "POST", "/graphql", "{}")
	t.Error("the answer looks whole")
}

// serve runs the server on a free port until the test or the caller ends it.
func serve(t *testing.T, s *Server) (url string, end context.CancelFunc, served <-chan error) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // a test
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, listener) }()
	t.Cleanup(cancel)
	return "http://" + listener.Addr().String(), cancel, done
}

// client keeps no connection that would have to be waited for.
func client() *http.Client { return &http.Client{Transport: &http.Transport{DisableKeepAlives: true}} }

func TestRequestsUnderWayMayEnd(t *testing.T) {
	begun, goOn := make(chan struct{}), make(chan struct{})
	s := newServer(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(begun)
		<-goOn
		_, _ = io.WriteString(w, "the end") // a client that has gone fails the test anyway
	}), isReady, nil)
	url, end, served := serve(t, s)

	var answered sync.WaitGroup
	answered.Go(func() {
		response, err := client().Post(url+"/graphql", "application/json", strings.NewReader("{}"))
		if err != nil {
			t.Error(err)
			return
		}
		defer response.Body.Close()
		if body, err := io.ReadAll(response.Body); err != nil || string(body) != "the end" {
			t.Errorf("%q, %v", body, err)
		}
	})
	<-begun
	end()
	// From now on nobody new is let in, as soon as that has come through.
	for {
		response, err := client().Get(url + "/healthz")
		if err != nil {
			break
		}
		response.Body.Close()
	}
	close(goOn)
	answered.Wait()
	if err := <-served; err != nil {
		t.Error(err)
	}
}

func TestRequestsThatDoNotEndAreBrokenOff(t *testing.T) {
	begun := make(chan struct{})
	s := newServer(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(begun)
		<-r.Context().Done()
	}), isReady, &Options{DrainTimeout: time.Millisecond})
	url, end, served := serve(t, s)
	var answered sync.WaitGroup
	answered.Go(func() {
		response, err := client().Get(url + "/graphql")
		if err == nil {
			response.Body.Close()
			t.Error("the answer looks whole")
		}
	})
	<-begun
	end()
	if err := <-served; err != nil {
		t.Error(err)
	}
	answered.Wait()
}

func TestAListenerThatFailsIsAnError(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // a test
	if err != nil {
		t.Fatal(err)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	if err := newServer(t, echo(), isReady, nil).Serve(context.Background(), listener); !errors.Is(err, net.ErrClosed) {
		t.Errorf("%v, want net.ErrClosed", err)
	}
}

// A browser opens connections in advance. One on which nothing was asked is
// closed at once; without that, the end would wait for the drain to be over,
// which is set so far away here that the test would time out.
func TestUnusedConnectionsDoNotHoldUpTheEnd(t *testing.T) {
	s := newServer(t, echo(), isReady, &Options{DrainTimeout: time.Hour})
	url, end, served := serve(t, s)
	conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	response, err := client().Get(url + "/healthz") // by now the first one has been accepted
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	end()
	if _, err := conn.Read(make([]byte, 1)); err == nil {
		t.Error("the unused connection was answered")
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
}
