package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite what the scripts expect") //nolint:gochecknoglobals // a flag of the test binary

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"comity": main, "comity-batched": batchedSeed})
}

// TestScripts runs testdata/script: each file is a story on the command line.
// Beside the commands of testscript they have
//
//	serving ARGS       run "comity serve ARGS" and wait until it listens; $URL and $ADDR say where
//	get [NAME=VALUE…] PATH    a request with these headers; the answer is on stdout
//	post FILE          the same with a body of JSON to /graphql
//	told PATTERN       wait until the server has written this to its stderr, behind what was waited for before
//	stop               end the server as Ctrl-C does; its log is on stderr
//	unversioned        stdout again, with the version of the data taken out
//	copypacks FOLDER   put the tiny dataset there, to be edited
//	edit FILE OLD NEW  put a text in place of another, which occurs there
//
// and $PACKS, the folder of a tiny dataset.
func TestScripts(t *testing.T) {
	packs, err := filepath.Abs("testdata/packs")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("PACKS", packs)
			env.Values[serverKey{}] = &running{}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"serving": startServing, "get": get, "post": post, "stop": stop, "unversioned": unversioned,
			"copypacks": copyPacks, "edit": edit, "told": told,
		},
	})
}

type serverKey struct{}

// running is the server of a script.
type running struct {
	cancel context.CancelFunc
	status chan int
	stderr transcript
	heard  int // how much of stderr has been waited for
	url    string
}

// transcript keeps what is written to it, and can be read meanwhile.
type transcript struct {
	mutex sync.Mutex
	text  strings.Builder
}

func (t *transcript) Write(text []byte) (int, error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return t.text.Write(text)
}

func (t *transcript) String() string {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return t.text.String()
}

// told waits until the server has written something that matches, behind what
// was waited for before, and reports whether it has.
func (s *running) told(pattern string) bool {
	const patience = time.Minute
	expression := regexp.MustCompile("(?m)" + pattern)
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if at := expression.FindStringIndex(s.stderr.String()[s.heard:]); at != nil {
			s.heard += at[1]
			return true
		}
	}
	return false
}

func told(ts *testscript.TestScript, _ bool, args []string) {
	if s := ts.Value(serverKey{}).(*running); !s.told(args[0]) {
		ts.Fatalf("the server does not say %q; it said:\n%s", args[0], s.stderr.String())
	}
}

func startServing(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("serving cannot be expected to fail; run comity serve")
	}
	s := ts.Value(serverKey{}).(*running)
	s.start(ts.Fatalf, args, nil)
	ts.Defer(func() { s.stop() })
	ts.Setenv("URL", s.url)
	ts.Setenv("ADDR", strings.TrimPrefix(s.url, "http://"))
}

// start runs the server in this process, and waits until it says where it is.
func (s *running) start(fatal func(string, ...any), args, env []string) {
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel, s.status = cancel, make(chan int, 1)
	reader, writer := io.Pipe()
	go func() {
		status := run(ctx, append([]string{"serve"}, args...), strings.NewReader(""), writer, &s.stderr, env)
		_ = writer.Close() // a pipe's never fails
		s.status <- status
	}()
	lines := bufio.NewScanner(reader)
	for s.url == "" && lines.Scan() {
		s.url = strings.TrimSuffix(strings.TrimPrefix(lines.Text(), "Comity listens at "), "/")
	}
	if s.url == "" {
		fatal("it ended with status %d: %s", <-s.status, s.stderr.String())
	}
	go func() { _, _ = io.Copy(io.Discard, reader) }()
}

// stop ends the server, if it runs, and returns its exit status.
func (s *running) stop() int {
	if s.cancel == nil {
		return 0
	}
	s.cancel()
	s.cancel = nil
	return <-s.status
}

func stop(ts *testscript.TestScript, neg bool, _ []string) {
	s := ts.Value(serverKey{}).(*running)
	http.DefaultClient.CloseIdleConnections()
	if status := s.stop(); (status != 0) != neg {
		ts.Fatalf("it ended with status %d: %s", status, s.stderr.String())
	}
	_, err := io.WriteString(ts.Stderr(), s.stderr.String())
	ts.Check(err)
}

func get(ts *testscript.TestScript, _ bool, args []string) {
	ask(ts, http.MethodGet, args, "")
}

func post(ts *testscript.TestScript, _ bool, args []string) {
	ask(ts, http.MethodPost, []string{"Content-Type=application/json", "/graphql"}, ts.ReadFile(args[0]))
}

// ask prints status, headers and body.
func ask(ts *testscript.TestScript, method string, args []string, body string) {
	path, headers := args[len(args)-1], args[:len(args)-1]
	s := ts.Value(serverKey{}).(*running)
	r, err := http.NewRequestWithContext(context.Background(), method, s.url+path, strings.NewReader(body))
	ts.Check(err)
	for _, header := range headers {
		name, value, _ := strings.Cut(header, "=")
		r.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(r)
	ts.Check(err)
	defer response.Body.Close()
	_, err = fmt.Fprintln(ts.Stdout(), response.Status)
	ts.Check(err)
	ts.Check(response.Header.Write(ts.Stdout()))
	_, err = io.Copy(ts.Stdout(), response.Body)
	ts.Check(err)
}

func unversioned(ts *testscript.TestScript, _ bool, _ []string) {
	said := ts.ReadFile("stdout")
	_, err := io.WriteString(ts.Stdout(), regexp.MustCompile(`[0-9a-f]{12}\b`).ReplaceAllString(said, "VERSION"))
	ts.Check(err)
}

func copyPacks(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.CopyFS(ts.MkAbs(args[0]), os.DirFS(ts.Getenv("PACKS"))))
}

func edit(ts *testscript.TestScript, _ bool, args []string) {
	file, was, is := ts.MkAbs(args[0]), args[1], args[2]
	text := ts.ReadFile(file)
	if !strings.Contains(text, was) {
		ts.Fatalf("%s does not contain %q", args[0], was)
	}
	ts.Check(os.WriteFile(file, []byte(strings.Replace(text, was, is, 1)), 0o600))
}
