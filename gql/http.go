package gql

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/comity-graph/comity/graph"
)

// ServeHTTP answers GraphQL over HTTP: GET and POST, as the specification of
// that name has it. A request that cannot be run has status 400 and no data,
// save that a client of the older application/json is told with status 200.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	serve := transport.GET{}.Do
	switch post := (transport.POST{}); {
	case r.Method == http.MethodPost && post.Supports(r):
		serve = post.Do
	case r.Method == http.MethodPost:
		a.refuse(w, http.StatusUnsupportedMediaType, graph.InvalidArgument, "send the operation as application/json")
		return
	case r.Method != http.MethodGet:
		w.Header().Set("Allow", "GET, POST")
		a.refuse(w, http.StatusMethodNotAllowed, graph.InvalidArgument, "ask with GET or POST")
		return
	}
	if err := a.readBody(w, r); err != nil {
		if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
			a.refuse(w, http.StatusRequestEntityTooLarge, graph.LimitExceeded, fmt.Sprintf("a request has at most %d bytes", a.limits.Body))
			return
		}
		a.refuse(w, http.StatusBadRequest, graph.InvalidArgument, "the request broke off before its end")
		return
	}
	reply := &reply{header: w.Header(), status: http.StatusOK}
	run := &run{GraphExecutor: a.executor}
	serve(reply, r.WithContext(graphql.StartOperationTrace(r.Context())), run)
	reply.settle(run)
	w.WriteHeader(reply.status)
	_, _ = w.Write(reply.body.Bytes()) // a client that has gone is none of our business
}

// readBody reads the body within its limit, so that the library, which has
// none, finds it in memory.
func (a *API) readBody(w http.ResponseWriter, r *http.Request) error {
	if r.Method != http.MethodPost {
		return nil
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, a.limits.Body))
	if err != nil {
		return err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}

func (a *API) refuse(w http.ResponseWriter, status int, code graph.Code, message string) {
	limit := 0
	if code == graph.LimitExceeded {
		limit = int(a.limits.Body)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	body, err := json.Marshal(requestError{Errors: gqlerror.List{refuse(code, message, limit)}})
	if err != nil {
		return // it has no value that could fail
	}
	_, _ = w.Write(body)
}

// run notes whether an operation got so far as to be run.
type run struct {
	graphql.GraphExecutor
	started    bool
	notFound   bool // there is no operation to run
	understood bool // the request was read
}

// CreateOperationContext notes what became of the request.
func (r *run) CreateOperationContext(ctx context.Context, params *graphql.RawParams) (*graphql.OperationContext, gqlerror.List) {
	r.understood = true
	r.notFound = strings.TrimSpace(params.Query) == ""
	return r.GraphExecutor.CreateOperationContext(ctx, params)
}

// DispatchOperation notes that the operation is run.
func (r *run) DispatchOperation(ctx context.Context, operation *graphql.OperationContext) (graphql.ResponseHandler, context.Context) {
	r.started = true
	return r.GraphExecutor.DispatchOperation(ctx, operation)
}

// reply holds an answer back until it is known what it is.
type reply struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header returns the header of the answer.
func (r *reply) Header() http.Header { return r.header }

// WriteHeader notes the status.
func (r *reply) WriteHeader(status int) { r.status = status }

// Write keeps the body.
func (r *reply) Write(b []byte) (int, error) { return r.body.Write(b) }

// requestError is an answer to a request that was not run: it has no data.
type requestError struct {
	Errors     gqlerror.List  `json:"errors"`
	Extensions map[string]any `json:"extensions,omitempty"`
}

// settle gives an answer the status and the form that the specification wants
// of a request that was not run.
func (r *reply) settle(run *run) {
	if run.started {
		return
	}
	var answer requestError
	if err := json.Unmarshal(r.body.Bytes(), &answer); err != nil {
		return
	}
	for _, e := range answer.Errors {
		if !run.understood {
			// What the library says is about its own types, with the body after it.
			e.Message = "the request is not a JSON object with query, operationName and variables"
		}
		if e.Extensions["code"] == nil {
			e.Extensions = map[string]any{"code": string(graph.InvalidArgument)}
		}
	}
	legacy := strings.HasPrefix(r.header.Get("Content-Type"), "application/json")
	switch {
	case r.status == http.StatusNotAcceptable: // a GET that would change something
		r.status = http.StatusMethodNotAllowed
		r.header.Set("Allow", "POST")
	case legacy && run.understood && !run.notFound:
		r.status = http.StatusOK
	default:
		r.status = http.StatusBadRequest
	}
	body, err := json.Marshal(answer)
	if err != nil {
		return
	}
	r.body.Reset()
	r.body.Write(body)
}
