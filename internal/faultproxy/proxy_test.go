package faultproxy_test

import (
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/comity-graph/comity/internal/faultproxy"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// start starts a proxy before a server that sends back what it gets.
func start(t *testing.T) *faultproxy.Proxy {
	t.Helper()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				_, _ = io.Copy(conn, conn)
				_ = conn.Close()
			}()
		}
	}()
	return faultproxy.Start(t, listener.Addr().String())
}

func dial(t *testing.T, p *faultproxy.Proxy) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp4", p.Address())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// echo sends a text and returns what comes back, within some time.
func echo(conn net.Conn, text string) (string, error) {
	if err := conn.SetDeadline(time.Now().Add(300 * time.Millisecond)); err != nil {
		return "", err
	}
	if _, err := io.WriteString(conn, text); err != nil {
		return "", err
	}
	back := make([]byte, len(text))
	n, err := io.ReadFull(conn, back)
	return string(back[:n]), err
}

func passes(t *testing.T, conn net.Conn) {
	t.Helper()
	if got, err := echo(conn, "hello"); got != "hello" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestPassesOnWhatItIsGiven(t *testing.T) {
	p := start(t)
	conn, other := dial(t, p), dial(t, p)
	passes(t, conn)
	passes(t, other)
	long := strings.Repeat("x", 100_000)
	if got, err := echo(conn, long); got != long {
		t.Errorf("got %d bytes of %d, %v", len(got), len(long), err)
	}
	if now, most := p.Open(); now != 2 || most != 2 {
		t.Errorf("%d connections are open, %d at most; want 2", now, most)
	}
	_ = conn.Close()
	for deadline := time.Now().Add(5 * time.Second); ; {
		now, _ := p.Open()
		if now == 1 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d connections are open; want 1", now)
		}
	}
}

func TestDelaysAnswers(t *testing.T) {
	p := start(t)
	conn := dial(t, p)
	passes(t, conn)
	p.Set(faultproxy.Fault{Delay: 100 * time.Millisecond})
	began := time.Now()
	passes(t, conn)
	if took := time.Since(began); took < 100*time.Millisecond {
		t.Errorf("it took %v", took)
	}
}

func TestCutsConnections(t *testing.T) {
	p := start(t)
	conn := dial(t, p)
	passes(t, conn)
	p.Cut()
	if got, err := echo(conn, "hello"); err == nil || errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("got %q, %v from a connection that was cut", got, err)
	}
	passes(t, dial(t, p))
}

func TestCutsInTheMiddleOfAnAnswer(t *testing.T) {
	p := start(t)
	conn := dial(t, p)
	passes(t, conn)
	p.Set(faultproxy.Fault{CutAfter: 7})
	passes(t, conn)
	if got, err := echo(conn, "hello"); got != "he" || errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("got %q, %v; want two bytes and the end", got, err)
	}
	p.Set(faultproxy.Fault{})
	passes(t, dial(t, p))
}

func TestConnectionsThatAreForgottenStaySilent(t *testing.T) {
	p := start(t)
	before := dial(t, p)
	passes(t, before)
	p.Set(faultproxy.Fault{Silent: true})
	meanwhile := dial(t, p)
	for _, conn := range []net.Conn{before, meanwhile} {
		if got, err := echo(conn, "hello"); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("got %q, %v; want silence", got, err)
		}
	}
	p.Set(faultproxy.Fault{})
	passes(t, dial(t, p))
	if got, err := echo(before, "hello"); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("got %q, %v; want silence", got, err)
	}
}

func TestRefusesConnections(t *testing.T) {
	p := start(t)
	conn := dial(t, p)
	passes(t, conn)
	p.Set(faultproxy.Fault{Refuse: true})
	if got, err := echo(dial(t, p), "hello"); err == nil || errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("got %q, %v from a connection that was refused", got, err)
	}
	passes(t, conn)
	p.Set(faultproxy.Fault{})
	passes(t, dial(t, p))
}
