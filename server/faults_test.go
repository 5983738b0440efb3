package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/comity-graph/comity/gql"
	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/memstore"
	"github.com/comity-graph/comity/graph/neo4jstore"
	"github.com/comity-graph/comity/internal/faultproxy"
	"github.com/comity-graph/comity/internal/neo4jtest"
	"github.com/comity-graph/comity/seed"
	"github.com/comity-graph/comity/server"
)

// The bounds of the server under test: those of the product, made shorter.
const (
	connectWithin = time.Second
	queryWithin   = 2 * time.Second
	answerWithin  = 4 * time.Second
	readyWithin   = time.Second

	// A request that takes longer hangs. It is generous: the machine is busy.
	hangs = 4 * answerWithin
	// How long everything may take to be right again.
	recovers = 2 * time.Minute
)

// TestServingThroughFaults asks without pause while the database and the way
// to it fail in every manner. Each answer is right, byte for byte, or a typed
// error, and comes in bounded time; afterwards everything is as before, without
// a restart of the server. What was seen stands in docs/reliability.md.
func TestServingThroughFaults(t *testing.T) {
	s := serveThroughProxy(t)
	for _, c := range []struct {
		name string
		// fault does it, and mends it at the end.
		fault func(t *testing.T, s *served)
		// away says that nothing can be answered meanwhile, so that a balancer
		// must hear of it.
		away bool
		// fails says that some request must have met the fault, or the test shows
		// nothing.
		fails bool
	}{
		{"Killed", func(t *testing.T, s *served) {
			s.db.Kill(t)
			time.Sleep(time.Second)
			s.db.Restart(t)
		}, true, true},
		{"Paused", func(t *testing.T, s *served) {
			s.db.Pause(t)
			time.Sleep(answerWithin + time.Second)
			s.db.Resume(t)
		}, true, true},
		{"ALittleSlow", during(3*time.Second, faultproxy.Fault{Delay: 20 * time.Millisecond}), false, false},
		{"TooSlow", during(4*time.Second, faultproxy.Fault{Delay: queryWithin}), true, true},
		{"CutBetweenStatements", func(_ *testing.T, s *served) {
			for range 30 {
				s.proxy.Cut()
				time.Sleep(100 * time.Millisecond)
			}
		}, false, false},
		{"CutInTheMiddleOfAnswers", during(3*time.Second, faultproxy.Fault{CutAfter: 5000}), false, true},
		{"Refused", func(t *testing.T, s *served) {
			s.proxy.Set(faultproxy.Fault{Refuse: true})
			s.proxy.Cut()
			time.Sleep(4 * time.Second)
			s.proxy.Set(faultproxy.Fault{})
		}, true, true},
		{"Silent", during(answerWithin+time.Second, faultproxy.Fault{Silent: true}), true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := s.settled(t, math.MaxInt)
			seen := s.whileAsked(t, func() { c.fault(t, s) })
			back := s.recovered(t)
			after := s.settled(t, before.goroutines+2) // the runtime's own come and go
			t.Logf("%s; right again %v after", seen, back.Round(10*time.Millisecond))
			t.Logf("before: %+v, after: %+v", before, after)

			if c.fails && len(seen.codes) == 0 {
				t.Error("no request met the fault")
			}
			if c.away && seen.notReady == 0 {
				t.Error("/readyz said nothing")
			}
		})
	}
	testConnectionsThatWentWhileIdle(t, s)
}

// testConnectionsThatWentWhileIdle checks what those see who ask first.
func testConnectionsThatWentWhileIdle(t *testing.T, s *served) {
	t.Helper()
	for _, c := range []struct {
		name  string
		fault func()
		// unseen says that nobody may notice.
		unseen bool
	}{
		{"CutWhileIdle", s.proxy.Cut, true},
		{"ForgottenWhileIdle", func() {
			s.proxy.Set(faultproxy.Fault{Silent: true})
			s.proxy.Set(faultproxy.Fault{})
		}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := s.settled(t, math.MaxInt)
			c.fault()
			began := time.Now()
			seen := &sight{codes: map[string]int{}}
			for _, q := range s.questions {
				asked := time.Now()
				codes, err := s.put(q)
				if err != nil {
					t.Error(err)
				}
				seen.note(codes, time.Since(asked))
			}
			back := time.Since(began) + s.recovered(t)
			after := s.settled(t, before.goroutines+2)
			t.Logf("%s; right again %v after", seen, back.Round(10*time.Millisecond))
			t.Logf("before: %+v, after: %+v", before, after)
			if c.unseen && len(seen.codes) > 0 {
				t.Errorf("somebody met the fault: %v", seen.codes)
			}
		})
	}
}

func during(d time.Duration, fault faultproxy.Fault) func(*testing.T, *served) {
	return func(_ *testing.T, s *served) {
		s.proxy.Set(fault)
		time.Sleep(d)
		s.proxy.Set(faultproxy.Fault{})
	}
}

// served is a server whose store is in a Neo4j behind a proxy.
type served struct {
	db        *neo4jtest.Server
	proxy     *faultproxy.Proxy
	address   string
	client    *http.Client
	questions []question
	log       *safeLog
}

// question is a request and its right answer.
type question struct{ name, body, answer string }

func serveThroughProxy(t *testing.T) *served {
	t.Helper()
	db := neo4jtest.Start(t)
	content, err := seed.Load(seed.Data())
	if err != nil {
		t.Fatal(err)
	}
	fill(t, db, content)
	s := &served{db: db, proxy: faultproxy.Start(t, strings.TrimPrefix(db.URI, "bolt://")), log: &safeLog{}}
	store, err := neo4jstore.Open(t.Context(), "bolt://"+s.proxy.Address(), &neo4jstore.Options{ConnectTimeout: connectWithin, QueryTimeout: queryWithin})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	log := slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelError}))
	api := gql.New(store, &gql.Options{Window: 500 * time.Microsecond, Timeout: answerWithin, Logger: log})
	ready := func(ctx context.Context) error {
		_, err := store.Info(ctx)
		return err
	}
	handler, err := server.New(api, ready, &server.Options{ReadyTimeout: readyWithin, Logger: log})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.address = "http://" + listener.Addr().String()
	s.client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- handler.Serve(ctx, listener) }()
	t.Cleanup(func() {
		s.client.CloseIdleConnections()
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	s.ask(t, content)
	s.recovered(t) // plans the statements
	return s
}

// fill puts the content into the database, not through the proxy.
func fill(t *testing.T, db *neo4jtest.Server, content *graph.Content) {
	t.Helper()
	store, err := neo4jstore.Open(t.Context(), db.URI, &neo4jstore.Options{QueryTimeout: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	plan, err := graph.NewPlan(graph.Contents{}, content)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(store.Apply(t.Context(), plan.Change), store.Close(t.Context())); err != nil {
		t.Fatal(err)
	}
}

// ask makes the questions, and answers them from memory.
func (s *served) ask(t *testing.T, content *graph.Content) {
	t.Helper()
	store := memstore.New()
	if err := store.Load(t.Context(), content); err != nil {
		t.Fatal(err)
	}
	memory := gql.New(store, nil)
	examples := append(server.Examples(), server.Example{Name: "Dataset", Query: "{ dataset { version } }", Variables: "{}"})
	for _, e := range examples {
		body, err := json.Marshal(map[string]any{"query": e.Query, "variables": json.RawMessage(e.Variables)})
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		memory.ServeHTTP(w, r)
		if strings.Contains(w.Body.String(), `"errors"`) {
			t.Fatalf("%s: %s", e.Name, w.Body)
		}
		s.questions = append(s.questions, question{e.Name, string(body), w.Body.String()})
	}
}

// put puts a question, and returns the codes of the errors, or none if the
// answer is the right one. Anything else is an error.
func (s *served) put(q question) (codes []string, err error) {
	status, body, err := s.send(http.MethodPost, "/graphql", q.body)
	if err != nil {
		return nil, err
	}
	if status != http.StatusOK {
		return nil, fmt.Errorf("%s: status %d: %s", q.name, status, body)
	}
	if body == q.answer {
		return nil, nil
	}
	var answer struct {
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil {
		return nil, fmt.Errorf("%s: %w in %s", q.name, err, body)
	}
	if len(answer.Errors) == 0 {
		return nil, fmt.Errorf("%s: a wrong answer: %s", q.name, body)
	}
	for _, e := range answer.Errors {
		allowed := []graph.Code{graph.StoreUnavailable, graph.Timeout, graph.DatasetChanged}
		if !slices.Contains(allowed, graph.Code(e.Extensions.Code)) {
			return nil, fmt.Errorf("%s: an error of another kind: %s\n%s", q.name, body, s.log)
		}
		codes = append(codes, e.Extensions.Code)
	}
	return codes, nil
}

func (s *served) send(method, path, body string) (status int, answer string, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), hangs)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, method, s.address+path, strings.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	r.Header.Set("Content-Type", "application/json")
	response, err := s.client.Do(r)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	return response.StatusCode, string(content), err
}

// sight is what clients saw.
type sight struct {
	mu       sync.Mutex
	right    int
	codes    map[string]int
	longest  time.Duration
	ready    int
	notReady int
}

func (v *sight) String() string {
	return fmt.Sprintf("%d right, %v; ready %d times, not %d times; the longest took %v", v.right, v.codes, v.ready, v.notReady, v.longest.Round(10*time.Millisecond))
}

func (v *sight) note(codes []string, took time.Duration) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.longest = max(v.longest, took)
	if len(codes) == 0 {
		v.right++
	}
	for _, code := range codes {
		v.codes[code]++
	}
}

// whileAsked asks all questions without pause, several at a time, and looks at
// health and readiness, for as long as the fault takes. Whatever was begun is
// waited for.
func (s *served) whileAsked(t *testing.T, fault func()) *sight {
	t.Helper()
	seen := &sight{codes: map[string]int{}}
	var over atomic.Bool
	var clients sync.WaitGroup
	loop := func(step func() error) {
		clients.Go(func() {
			for !over.Load() {
				if err := step(); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for _, q := range append(s.questions, s.questions[0], s.questions[0]) {
		loop(func() error {
			began := time.Now()
			codes, err := s.put(q)
			seen.note(codes, time.Since(began))
			return err
		})
	}
	loop(func() error { return s.probe(seen) })
	fault()
	over.Store(true)
	clients.Wait()
	return seen
}

// probe asks what an orchestrator asks: whether the process lives, which it
// does, and whether it can serve.
func (s *served) probe(seen *sight) error {
	time.Sleep(50 * time.Millisecond)
	began := time.Now()
	status, body, err := s.send(http.MethodGet, "/healthz", "")
	if err != nil || status != http.StatusOK {
		return fmt.Errorf("/healthz: status %d, %w: %s", status, err, body)
	}
	status, body, err = s.send(http.MethodGet, "/readyz", "")
	if err != nil || (status != http.StatusOK && status != http.StatusServiceUnavailable) {
		return fmt.Errorf("/readyz: status %d, %w: %s", status, err, body)
	}
	seen.mu.Lock()
	defer seen.mu.Unlock()
	seen.longest = max(seen.longest, time.Since(began))
	if status == http.StatusOK {
		seen.ready++
	} else {
		seen.notReady++
	}
	return nil
}

// recovered waits until the server is ready and every question is answered
// rightly several times over, and returns how long that took.
func (s *served) recovered(t *testing.T) time.Duration {
	t.Helper()
	const times = 5
	began := time.Now()
	since := began
	for right := 0; right < times; {
		if time.Since(began) > recovers {
			t.Fatalf("it is not right again after %v", recovers)
		}
		failed := map[string]int{}
		for _, q := range s.questions {
			codes, err := s.put(q)
			if err != nil {
				t.Fatal(err)
			}
			for _, code := range codes {
				failed[code]++
			}
		}
		status, _, err := s.send(http.MethodGet, "/readyz", "")
		if err != nil {
			t.Fatal(err)
		}
		if len(failed) == 0 && status == http.StatusOK {
			right++
			continue
		}
		right, since = 0, time.Now()
		t.Logf("not right yet: %v, ready %d", slices.Collect(maps.Keys(failed)), status)
	}
	return since.Sub(began)
}

// holdings is what the server and the database hold while nobody asks.
type holdings struct {
	goroutines  int // of the server
	connections int // to the database
	atDatabase  neo4jtest.Clients
}

// settled waits until nothing is under way, and returns what is held then: no
// more goroutines than most; the database knows of no other connections than
// the server has, and of no transaction.
func (s *served) settled(t *testing.T, most int) holdings {
	t.Helper()
	s.client.CloseIdleConnections()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		h := holdings{atDatabase: s.db.Clients(t)}
		h.connections, _ = s.proxy.Open()
		h.goroutines = runtime.NumGoroutine() - faultproxy.Goroutines*h.connections
		if h.goroutines <= most && h.atDatabase.Connections == h.connections && h.atDatabase.Transactions == 0 {
			return h
		}
		if time.Now().After(deadline) {
			t.Errorf("it does not come to rest: %+v; there are to be at most %d goroutines, as many connections here as there, and no transactions", h, most)
			return h
		}
	}
}

// safeLog is a log that many write and a test reads.
type safeLog struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

// Write keeps what is logged.
func (l *safeLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buffer.Write(p)
}

// String returns what was logged.
func (l *safeLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buffer.String()
}
