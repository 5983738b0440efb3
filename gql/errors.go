package gql

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/comity-graph/comity/graph"
)

// present is the one place where errors are put on the wire. A graph.Error
// keeps its code and message; errors of the protocol keep theirs; anything else
// is INTERNAL, logged, and its text not shown.
func (a *API) present(ctx context.Context, err error) *gqlerror.Error {
	shown := graphql.DefaultErrorPresenter(ctx, err)
	var e *graph.Error
	switch {
	case errors.As(err, &e):
	case ended(err):
		e = &graph.Error{Code: graph.Timeout, Message: fmt.Sprintf("the answer took longer than %s; ask for less, or a narrower list", a.timeout)}
	case shown.Extensions["code"] != nil:
		return shown
	case shown.Err == nil || len(shown.Locations) > 0:
		// An argument that is not of its type, found while it was read.
		e = &graph.Error{Code: graph.InvalidArgument, Message: shown.Message}
	default:
		e = &graph.Error{Code: graph.Internal, Err: err}
	}
	message := e.Message
	if e.Code == graph.Internal {
		a.logger.ErrorContext(ctx, "an operation failed", slog.String("path", shown.Path.String()), slog.Any("error", err))
		message = "something went wrong on our side; it has been noted"
	}
	if e.Code == graph.StoreUnavailable {
		a.logger.WarnContext(ctx, "the store is unavailable", slog.Any("error", err))
	}
	said := map[string]any{"code": string(e.Code)}
	if e.Argument != "" {
		said["argument"] = e.Argument
	}
	if e.Limit != 0 {
		said["limit"] = e.Limit
	}
	if len(e.Candidates) > 0 {
		said["candidates"] = e.Candidates
	}
	return &gqlerror.Error{Message: message, Path: shown.Path, Locations: shown.Locations, Extensions: said}
}

// recovered turns a panic of a resolver into an error, and logs where it was.
func (a *API) recovered(ctx context.Context, panicked any) error {
	a.logger.ErrorContext(ctx, "a resolver panicked", slog.Any("panic", panicked), slog.String("stack", string(debug.Stack())))
	return &graph.Error{Code: graph.Internal, Err: fmt.Errorf("panic: %v", panicked)}
}
