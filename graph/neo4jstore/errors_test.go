package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/comity-graph/comity/graph"
)

// The driver lets some errors of the network through as they are, alone or as
// the last of several tries.
func TestAConnectionThatEndedIsNoFaultOfOurs(t *testing.T) {
	reset := &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}
	s := &Store{address: "bolt://somewhere"}
	for name, c := range map[string]struct {
		err  error
		want graph.Code
		cut  bool
	}{
		"reset":             {reset, graph.StoreUnavailable, true},
		"half a message":    {io.ErrUnexpectedEOF, graph.StoreUnavailable, true},
		"the end":           {fmt.Errorf("read: %w", io.EOF), graph.StoreUnavailable, true},
		"after tries":       {&neo4j.TransactionExecutionLimit{Cause: "timeout", Errors: []error{errors.New("first"), reset}}, graph.StoreUnavailable, false},
		"as the driver has": {&neo4j.ConnectivityError{Inner: reset}, graph.StoreUnavailable, false},
		"too late":          {context.DeadlineExceeded, graph.Timeout, false},
		"something else":    {errors.New("something else"), graph.Internal, false},
	} {
		if code, message := s.classify(c.err); code != c.want {
			t.Errorf("%s: %s, %s; want %s", name, code, message, c.want)
		}
		var wrapped *neo4j.ConnectivityError
		if isWrapped := broken(c.err) != c.err && errors.As(broken(c.err), &wrapped); isWrapped != c.cut { //nolint:errorlint // whether it is the very error
			t.Errorf("%s: the driver is told of a cut: %t", name, isWrapped)
		}
	}
}
