// Package faultproxy puts a network between a client and a server on this
// machine, and lets a test do to it what happens to networks.
package faultproxy

import (
	"errors"
	"io"
	"net"
	"sync"
	"testing"
	"time"
)

// Fault is what is wrong with a network. The zero value is nothing.
type Fault struct {
	// Delay holds back every piece of an answer for so long.
	Delay time.Duration
	// CutAfter closes each connection after so many bytes of answers, counted
	// from when the fault begins; 0: never.
	CutAfter int64
	// Silent accepts connections and passes nothing on, in either direction.
	// It is how firewalls forget: the connections that there are, or that are
	// made meanwhile, stay silent even after the fault, and open until an end
	// closes them.
	Silent bool
	// Refuse closes connections as soon as they are made. Those that there are
	// stay.
	Refuse bool
}

// Goroutines is how many a proxy has for each connection, for tests that count.
const Goroutines = 3

// Proxy passes connections on to a server.
type Proxy struct {
	target   string
	listener net.Listener
	wg       sync.WaitGroup

	mu    sync.Mutex
	fault Fault
	links map[*link]bool
	most  int
}

// Start starts a proxy in front of target, a host and port. It ends with the
// test, and closes what is still open.
func Start(tb testing.TB, target string) *Proxy {
	tb.Helper()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	p := &Proxy{target: target, listener: listener, links: map[*link]bool{}}
	p.wg.Go(p.accept)
	tb.Cleanup(func() {
		p.Set(Fault{Refuse: true})
		if err := listener.Close(); err != nil {
			tb.Error(err)
		}
		p.Cut()
		p.wg.Wait()
	})
	return p
}

// Address returns the host and port of the proxy.
func (p *Proxy) Address() string { return p.listener.Addr().String() }

// Set makes the fault the only one from now on; the zero Fault mends all that
// can be mended.
func (p *Proxy) Set(fault Fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fault = fault
	for l := range p.links {
		l.answered = 0
		l.silent = l.silent || fault.Silent
	}
}

// Cut resets all connections at once.
func (p *Proxy) Cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for l := range p.links {
		for _, conn := range []net.Conn{l.client, l.server} {
			if tcp, ok := conn.(*net.TCPConn); ok {
				_ = tcp.SetLinger(0) // a reset instead of an end in good order
			}
		}
		l.close()
	}
}

// Open returns how many connections clients hold now, and the most that they
// have held at once.
func (p *Proxy) Open() (now, most int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.links), p.most
}

// link is a connection of a client, and the one to the server that it is
// passed on to. What changes is guarded by the proxy.
type link struct {
	client, server net.Conn
	answered       int64
	silent         bool
}

func (l *link) close() {
	_ = l.client.Close() // it may be closed already
	_ = l.server.Close()
}

func (p *Proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		if l := p.link(client); l != nil {
			p.wg.Go(func() { p.pass(l) })
			continue
		}
		_ = client.Close()
	}
}

// link connects a client with the server; nil if there is none, or the fault
// is that clients are refused.
func (p *Proxy) link(client net.Conn) *link {
	server, err := net.Dial("tcp4", p.target)
	if err != nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fault.Refuse {
		_ = server.Close()
		return nil
	}
	l := &link{client: client, server: server, silent: p.fault.Silent}
	p.links[l] = true
	p.most = max(p.most, len(p.links))
	return l
}

// pass passes both directions on until either end closes.
func (p *Proxy) pass(l *link) {
	var both sync.WaitGroup
	for _, copying := range []func() error{
		func() error {
			return p.copy(l.server, l.client, func(n int) (int, time.Duration) { return p.asked(l, n) })
		},
		func() error {
			return p.copy(l.client, l.server, func(n int) (int, time.Duration) { return p.answer(l, n) })
		},
	} {
		both.Go(func() {
			_ = copying() // that one end has gone is told by closing the other
			l.close()
		})
	}
	both.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.links, l)
}

var errCut = errors.New("cut")

// copy passes on what allow lets through: so many bytes of each piece, after a
// while; less than the piece is its end, and less than none drops it.
func (p *Proxy) copy(to io.Writer, from io.Reader, allow func(n int) (int, time.Duration)) error {
	piece := make([]byte, 32<<10)
	for {
		n, err := from.Read(piece)
		if err != nil {
			return err
		}
		through, delay := allow(n)
		if through < 0 {
			continue
		}
		time.Sleep(delay)
		if _, err := to.Write(piece[:through]); err != nil {
			return err
		}
		if through < n {
			return errCut
		}
	}
}

const dropped = -1

func (p *Proxy) asked(l *link, n int) (through int, delay time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if l.silent {
		return dropped, 0
	}
	return n, 0
}

func (p *Proxy) answer(l *link, n int) (through int, delay time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if l.silent {
		return dropped, 0
	}
	before := l.answered
	l.answered += int64(n)
	if limit := p.fault.CutAfter; limit > 0 && l.answered > limit {
		return int(max(limit-before, 0)), p.fault.Delay
	}
	return n, p.fault.Delay
}
