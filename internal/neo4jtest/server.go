package neo4jtest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Database says where a Neo4j answers and who may ask.
type Database struct {
	// URI is the Bolt address, such as bolt://127.0.0.1:23456.
	URI string
	// Username and Password are empty where the server asks for none.
	Username, Password string
}

// Auth returns the credentials as the driver wants them.
func (db Database) Auth() neo4j.AuthToken {
	if db.Password == "" {
		return neo4j.NoAuth()
	}
	return neo4j.BasicAuth(db.Username, db.Password, "")
}

// Options says what is special about a server. The zero value is right for
// most tests.
type Options struct {
	// Password, if set, makes the server ask for credentials: the user neo4j
	// with this password, which must have eight characters or more. Without
	// it anyone on the machine may do anything.
	Password string
	// HeapMB bounds the server's heap, in megabytes. 0 means 1024.
	HeapMB int
	// FileMB bounds the size of each file that the server writes, in megabytes,
	// as a disk does that is full. 0 means no bound. See [Server.FreeDisk].
	FileMB int
}

// Server is a Neo4j that one test has to itself: it may be stopped, killed, halted
// and restarted. Its methods are not safe for concurrent use.
type Server struct {
	Database

	home    string
	port    int
	options Options
	way     way
	process *process // nil while the server does not run.
	pause   *pause   // nil unless the process is halted.
}

// Start starts an empty server for one test, without authentication, and stops
// it when the test ends. It never uses COMITY_TEST_NEO4J_URI: what a test
// does to a server of its own must not be done to one that others use.
//
// Start skips the test under -short, and fails it where no Neo4j can be
// started.
func Start(tb testing.TB) *Server {
	tb.Helper()
	return StartWith(tb, Options{})
}

// StartWith is [Start] for a server that is special in some way.
func StartWith(tb testing.TB, options Options) *Server {
	tb.Helper()
	skipIfShort(tb)
	server, err := start(tb.TempDir(), options)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := server.stop(); err != nil {
			tb.Error(err)
		}
	})
	return server
}

// Stop shuts the server down in an orderly way and keeps its data. It does
// nothing if the server does not run.
func (s *Server) Stop(tb testing.TB) {
	tb.Helper()
	if err := s.stop(); err != nil {
		tb.Fatal(err)
	}
}

// Kill ends the server in the middle of whatever it does, as a power cut
// would: nothing is flushed, no connection is closed properly. It does nothing
// if the server does not run.
func (s *Server) Kill(tb testing.TB) {
	tb.Helper()
	if s.process == nil {
		return
	}
	err := s.process.kill()
	s.process = nil
	if err != nil {
		tb.Fatalf("neo4jtest: kill: %v", err)
	}
}

// Restart starts the server again, on the same port and the same data, after
// stopping it if it runs. It returns when the server answers.
func (s *Server) Restart(tb testing.TB) {
	tb.Helper()
	if err := s.stop(); err != nil {
		tb.Fatal(err)
	}
	if err := s.launch(); err != nil {
		tb.Fatal(err)
	}
}

// FreeDisk takes the bound of Options.FileMB away, for the next [Server.Restart].
func (s *Server) FreeDisk() { s.options.FileMB = 0 }

func skipIfShort(tb testing.TB) {
	tb.Helper()
	if testing.Short() {
		tb.Skip("neo4jtest: this test starts a Neo4j server, which takes seconds; it runs without -short")
	}
}

// start starts a server whose configuration and data live in home.
func start(home string, options Options) (*Server, error) {
	way, err := findWay()
	if err != nil {
		return nil, err
	}
	s := &Server{home: home, options: options, way: way}
	if options.Password != "" {
		s.Username, s.Password = "neo4j", options.Password
	}

	// A port that is free now may be taken before the server listens on it.
	const attempts = 5
	for attempt := 1; ; attempt++ {
		s.port, err = freePort()
		if err != nil {
			return nil, err
		}
		s.URI = fmt.Sprintf("bolt://127.0.0.1:%d", s.port)
		err = s.launch()
		if err == nil {
			return s, nil
		}
		if taken := !portIsFree(s.port); !taken || attempt == attempts {
			return nil, err
		}
	}
}

// freePort returns a port of 127.0.0.1 that nothing listens on, below the
// ports that systems give to outgoing connections. From among those, a client
// that redials a killed server would sooner or later be given the server's own
// port, connect to itself, and keep the server from coming back.
func freePort() (int, error) {
	const lowest, highest = 20000, 32000
	for range 100 {
		port := lowest + rand.IntN(highest-lowest)
		if portIsFree(port) {
			return port, nil
		}
	}
	return 0, fmt.Errorf("neo4jtest: no free port found between %d and %d", lowest, highest)
}

func portIsFree(port int) bool {
	listener, err := net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return false
	}
	return listener.Close() == nil
}

// startLimit bounds the wait for a server that neither gets ready nor ends. A
// start takes some four seconds, and several times that on a machine that is
// busy with other tests.
const startLimit = 3 * time.Minute

// stopLimit bounds the wait for an orderly stop.
const stopLimit = time.Minute

// launch starts a process and returns when the server answers.
func (s *Server) launch() error {
	process, err := s.way.run(s)
	if err != nil {
		return fmt.Errorf("neo4jtest: start Neo4j: %w", err)
	}
	select {
	case <-process.ready:
		s.process = process
		return nil
	case <-process.done:
		return fmt.Errorf("neo4jtest: Neo4j ended before it was ready: %w\n%s", process.err, process.log())
	case <-time.After(startLimit):
		return errors.Join(
			fmt.Errorf("neo4jtest: Neo4j was not ready after %v\n%s", startLimit, process.log()),
			process.kill(),
		)
	}
}

func (s *Server) stop() error {
	if s.process == nil {
		return nil
	}
	process := s.process
	s.process = nil
	if err := process.stop(); err != nil {
		return fmt.Errorf("neo4jtest: stop: %w\n%s", err, process.log())
	}
	return nil
}

// process is a running server, whichever way it was started: it prints
// readyLine when it answers, and stops when its standard input closes.
type process struct {
	input io.Closer
	ready chan struct{} // Closed when readyLine is read.
	done  chan struct{} // Closed when the process has ended; err is set.
	err   error
	end   func() error // Ends the process at once.

	halt, goOn string // Shell commands that stop it for a while.

	mu    sync.Mutex
	lines []string // The last lines of output, for the message of a failure.
}

const readyLine = "ready"

func startProcess(command *exec.Cmd) (*process, error) {
	p := &process{ready: make(chan struct{}), done: make(chan struct{})}
	p.end = func() error { return command.Process.Kill() }
	output, writer, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	command.Stdout, command.Stderr = writer, writer
	p.input, err = command.StdinPipe()
	if err == nil {
		err = command.Start()
	}
	// The child has its own copy now: ours would keep the reader from ever
	// seeing the end.
	_ = writer.Close()
	if err != nil {
		_ = output.Close()
		return nil, err
	}
	p.halt, p.goOn = signals(command.Process.Pid)

	go func() {
		p.read(output)
		_ = output.Close()
		p.err = command.Wait()
		close(p.done)
	}()
	return p, nil
}

func (p *process) read(output io.Reader) {
	const kept = 60
	reported := false
	for lines := bufio.NewReader(output); ; {
		line, err := lines.ReadString('\n')
		if err != nil {
			return
		}
		if !reported && strings.TrimSpace(line) == readyLine {
			reported = true
			close(p.ready)
			continue
		}
		p.mu.Lock()
		p.lines = append(p.lines, line)
		if len(p.lines) > kept {
			p.lines = p.lines[1:]
		}
		p.mu.Unlock()
	}
}

func (p *process) log() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Join(p.lines, "")
}

func (p *process) stop() error {
	// A process that has ended has closed its end already.
	if err := p.input.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
		return err
	}
	select {
	case <-p.done:
		return p.err
	case <-time.After(stopLimit):
		return errors.Join(fmt.Errorf("Neo4j was still running after %v", stopLimit), p.kill())
	}
}

func (p *process) kill() error {
	if err := p.end(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	<-p.done
	return nil
}

// settings returns the configuration that all ways of running the server share,
// in the names of neo4j.conf.
func (s *Server) settings() [][2]string {
	return [][2]string{
		{"server.bolt.enabled", "true"},
		{"server.bolt.advertised_address", fmt.Sprintf("127.0.0.1:%d", s.port)},
		{"dbms.security.auth_enabled", strconv.FormatBool(s.Password != "")},
		{"server.memory.pagecache.size", "256m"},
		// Tests write little and often, and their data does not live long.
		{"db.tx_log.preallocate", "false"},
		{"db.tx_log.rotation.size", "1m"},
		{"db.tx_log.rotation.retention_policy", "1 files"},
		{"db.logs.query.enabled", "OFF"},
		{"dbms.usage_report.enabled", "false"},
		// Without this a stop waits ten seconds for clients that may yet come.
		{"internal.dbms.bolt.netty_server_shutdown_quiet_period", "0"},
	}
}

func (s *Server) heapMB() int {
	if s.options.HeapMB == 0 {
		return 1024
	}
	return s.options.HeapMB
}
