package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/comity-graph/comity/graph"
)

// fault is the one place where errors of the driver become errors of the
// contract. ctx is the caller's, without the bounds that the store adds.
func (s *Store) fault(ctx context.Context, op string, err error) error {
	if err == nil {
		return nil
	}
	op = "neo4jstore." + op
	var known *graph.Error
	switch cause := ctx.Err(); {
	case errors.Is(cause, context.DeadlineExceeded), passed(ctx):
		return &graph.Error{Code: graph.Timeout, Message: op + ": the answer took longer than allowed", Err: err}
	case cause != nil:
		return fmt.Errorf("%s: %w", op, cause)
	case errors.As(err, &known):
		return fmt.Errorf("%s: %w", op, err)
	}
	code, message := s.classify(err)
	return &graph.Error{Code: code, Message: op + ": " + message, Err: err}
}

// passed reports whether the deadline of a context has passed. A connection may
// notice before the context itself does.
func passed(ctx context.Context) bool {
	deadline, ok := ctx.Deadline()
	return ok && !time.Now().Before(deadline)
}

// classify says what an error means to a caller, and what to do about it.
func (s *Store) classify(err error) (code graph.Code, message string) {
	// A transaction that was retried until time ran out fails as its last
	// attempt did.
	var limit *neo4j.TransactionExecutionLimit
	for errors.As(err, &limit) && len(limit.Errors) > 0 {
		err = limit.Errors[len(limit.Errors)-1]
	}
	var server *neo4j.Neo4jError
	var connectivity *neo4j.ConnectivityError
	var auth *neo4j.InvalidAuthenticationError
	var expired *neo4j.TokenExpiredError
	switch {
	case errors.As(err, &server):
		return s.classifyCode(server)
	case errors.As(err, &auth), errors.As(err, &expired):
		return graph.StoreUnavailable, s.refused()
	case errors.As(err, &connectivity) && unanswered(connectivity):
		return graph.Timeout, "the database took longer than allowed"
	case errors.As(err, &connectivity), isCut(err), strings.HasPrefix(err.Error(), "none of the server offered Bolt versions"):
		return graph.StoreUnavailable, fmt.Sprintf("Neo4j at %s cannot be reached; is it running, and is the address right?", s.address)
	case errors.Is(err, context.DeadlineExceeded):
		return graph.Timeout, "the database took longer than allowed"
	}
	return graph.Internal, "unexpected error"
}

// unanswered reports whether a statement was sent and time ran out before its
// answer came. Neo4j looks at its clock every two seconds, so we are often
// first. The driver keeps the type of one of its two errors to itself.
func unanswered(err *neo4j.ConnectivityError) bool {
	return err.Inner == context.DeadlineExceeded || //nolint:errorlint // what wraps it is a connection that did not come about
		strings.HasPrefix(err.Inner.Error(), "Timeout while reading from connection")
}

// broken returns an error of a statement so that the driver knows it: it tries
// a transaction again on another connection if its own was cut, but looks at
// the error's own type, and has none for a cut in the middle of a message.
func broken(err error) error {
	var connectivity *neo4j.ConnectivityError
	if isCut(err) && !errors.As(err, &connectivity) {
		return &neo4j.ConnectivityError{Inner: err}
	}
	return err
}

// isCut reports whether an error is that of a connection that ended, as the
// driver lets it through. One that took too long is another matter.
func isCut(err error) bool {
	var network net.Error
	return errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || (errors.As(err, &network) && !network.Timeout())
}

func (s *Store) classifyCode(err *neo4j.Neo4jError) (code graph.Code, message string) {
	switch {
	case strings.HasPrefix(err.Code, "Neo.ClientError.Transaction.TransactionTimedOut"),
		err.Code == "Neo.ClientError.Transaction.LockClientStopped":
		return graph.Timeout, "the statement took longer than allowed"
	case strings.HasPrefix(err.Code, "Neo.ClientError.Security."):
		return graph.StoreUnavailable, s.refused()
	case strings.HasPrefix(err.Code, "Neo.ClientError.Database."):
		return graph.StoreUnavailable, fmt.Sprintf("Neo4j at %s has no database %q that can be used", s.address, s.database)
	case strings.HasSuffix(err.Code, "OutOfMemoryError"):
		return graph.StoreUnavailable, fmt.Sprintf("Neo4j at %s has too little memory for it; raise dbms.memory.transaction.total.max, or its heap", s.address)
	case strings.HasPrefix(err.Code, "Neo.TransientError."), strings.HasPrefix(err.Code, "Neo.ClientError.Cluster."):
		return graph.StoreUnavailable, fmt.Sprintf("Neo4j at %s is busy or changing; try again", s.address)
	case strings.HasPrefix(err.Code, "Neo.DatabaseError."):
		return graph.StoreUnavailable, fmt.Sprintf("Neo4j at %s has failed (%s); see whether its disk is full, and what its log says, and start it again", s.address, err.Title())
	case strings.HasPrefix(err.Code, "Neo.ClientError.Statement.SyntaxError"), strings.HasPrefix(err.Code, "Neo.ClientError.Procedure.ProcedureNotFound"):
		return graph.Internal, "the database does not know a statement; it must be Neo4j 5.26 or later"
	}
	return graph.Internal, fmt.Sprintf("the database refused a statement (%s)", err.Code)
}

func (s *Store) refused() string {
	return fmt.Sprintf("Neo4j at %s refuses the user or the password; set COMITY_NEO4J_USER and COMITY_NEO4J_PASSWORD to what it expects", s.address)
}

// lacksIndex reports whether a statement asked for a full-text index that does
// not exist.
func lacksIndex(err error) bool {
	var server *neo4j.Neo4jError
	return errors.As(err, &server) && server.Code == "Neo.ClientError.Procedure.ProcedureCallFailed" &&
		strings.Contains(server.Msg, "no such fulltext schema index")
}
