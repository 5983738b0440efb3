package gql

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/comity-graph/comity/graph"
)

// present is the one place where errors are put on the wire. A graph.Error
// keeps its code and, where it speaks of the question, its message; errors of
// the protocol keep theirs; anything else is INTERNAL. What is wrong on our side
// is logged, and its text, which may tell of addresses, not shown.
func (a *API) present(ctx context.Context, err error) *gqlerror.Error {
	shown := graphql.DefaultErrorPresenter(ctx, err)
	argument := a.place(ctx, shown)
	var e *graph.Error
	switch {
	case errors.As(err, &e):
	case ended(err):
		e = &graph.Error{Code: graph.Timeout, Err: err}
	case strings.HasPrefix(shown.Message, "exceeded token limit"):
		e = &graph.Error{Code: graph.LimitExceeded, Limit: a.limits.Tokens, Message: fmt.Sprintf("the document has more than %d tokens", a.limits.Tokens)}
	case shown.Extensions["code"] != nil:
		return shown
	case shown.Err == nil || argument != "":
		// The request cannot be read, or an argument that is not of its type, found while it was read.
		e = &graph.Error{Code: graph.InvalidArgument, Message: shown.Message}
	default:
		e = &graph.Error{Code: graph.Internal, Err: err}
	}
	message := e.Message
	switch e.Code {
	case graph.Internal:
		a.logger.ErrorContext(ctx, "an operation failed", slog.String("path", shown.Path.String()), slog.Any("error", err))
		message = "something went wrong on our side; it has been noted"
	case graph.StoreUnavailable:
		a.logger.WarnContext(ctx, "the store is unavailable", slog.Any("error", err))
		message = "the database cannot be reached at the moment; ask again in a while"
	case graph.Timeout:
		message = "the answer took longer than it may; ask for less, or for a narrower list"
	}
	said := map[string]any{"code": string(e.Code)}
	if argument = cmp.Or(e.Argument, argument); argument != "" {
		said["argument"] = argument
	}
	if e.Limit != 0 {
		said["limit"] = e.Limit
	}
	if len(e.Candidates) > 0 {
		said["candidates"] = e.Candidates
	}
	return &gqlerror.Error{Message: message, Path: shown.Path, Locations: shown.Locations, Extensions: said}
}

// place makes an error's path that of the field where it struck, as the
// specification has it, and returns what the library writes behind that for an
// argument that is not of its type, such as "filter.period.from". An error about
// a variable, which has no place in the answer, says which in its message.
func (*API) place(ctx context.Context, shown *gqlerror.Error) (argument string) {
	if len(shown.Path) > 1 && shown.Path[0] == ast.PathName("variable") && graphql.GetFieldContext(ctx) == nil {
		shown.Message, shown.Path = fmt.Sprintf("$%s: %s", shown.Path[1:], shown.Message), nil
		return ""
	}
	field := graphql.GetFieldContext(ctx)
	if field == nil {
		return ""
	}
	path := field.Path()
	if len(shown.Path) <= len(path) || !slices.Equal(shown.Path[:len(path)], path) {
		return ""
	}
	argument = shown.Path[len(path):].String()
	shown.Path = path
	if position := field.Field.Position; position != nil && len(shown.Locations) == 0 {
		shown.Locations = []gqlerror.Location{{Line: position.Line, Column: position.Column}}
	}
	return argument
}

// recovered turns a panic of a resolver into an error, and logs where it was.
func (a *API) recovered(ctx context.Context, panicked any) error {
	a.logger.ErrorContext(ctx, "a resolver panicked", slog.Any("panic", panicked), slog.String("stack", string(debug.Stack())))
	return &graph.Error{Code: graph.Internal, Err: fmt.Errorf("panic: %v", panicked)}
}
