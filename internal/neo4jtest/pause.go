package neo4jtest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"testing"
)

// pauseScript runs a command that halts a server, and one that lets it go on
// when its input ends: at the latest with the test process, so that the server
// can see that end too.
const pauseScript = `eval "$0" && echo halted && read -r _; eval "$1"`

// pause is a server that is halted.
type pause struct {
	command *exec.Cmd
	input   io.Closer
}

// Pause halts the server in the middle of whatever it does: its connections
// stay open and get no answer. [Server.Resume] lets it go on; so does the end
// of the test. It does nothing if the server does not run, or is halted.
func (s *Server) Pause(tb testing.TB) {
	tb.Helper()
	if s.process == nil || s.pause != nil {
		return
	}
	tb.Cleanup(func() { s.Resume(tb) })
	command := exec.Command("sh", "-c", pauseScript, s.process.halt, s.process.goOn)
	input, err := command.StdinPipe()
	if err != nil {
		tb.Fatal(err)
	}
	output, err := command.StdoutPipe()
	if err != nil {
		tb.Fatal(err)
	}
	if err := command.Start(); err != nil {
		tb.Fatalf("neo4jtest: pause: %v", err)
	}
	s.pause = &pause{command, input}
	if line, err := bufio.NewReader(output).ReadString('\n'); err != nil {
		tb.Fatalf("neo4jtest: pause: %q said %q: %v", s.process.halt, line, err)
	}
}

// Resume lets a server go on that [Server.Pause] has halted. It does nothing
// otherwise.
func (s *Server) Resume(tb testing.TB) {
	tb.Helper()
	if s.pause == nil {
		return
	}
	halted := s.pause
	s.pause = nil
	if err := errors.Join(halted.input.Close(), halted.command.Wait()); err != nil {
		tb.Errorf("neo4jtest: resume: %v", err)
	}
}

// signals returns the commands that halt a process and let it go on.
func signals(pid int) (halt, goOn string) {
	return fmt.Sprintf("kill -STOP %d", pid), fmt.Sprintf("kill -CONT %d", pid)
}
