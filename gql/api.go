package gql

import (
	"context"
	"log/slog"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/comity-graph/comity/gql/exec"
	"github.com/comity-graph/comity/graph"
)

// Options are what an API may be told. The zero value serves well.
type Options struct {
	// Window is how long a batch of reads waits for more of its kind. A store
	// in memory needs none; a database is asked less often with half a
	// millisecond or more.
	Window time.Duration
	// Timeout bounds an operation; 10 seconds by default.
	Timeout time.Duration
	// Limits bound what an operation may ask for; DefaultLimits by default.
	Limits *Limits
	// Logger is told of faults whose text is not for clients; slog.Default by
	// default.
	Logger *slog.Logger
}

// API answers GraphQL operations. It is an http.Handler for GET and POST, and
// Do answers in process. It may be used from several goroutines.
type API struct {
	store    graph.Store
	executor *executor.Executor
	window   time.Duration
	timeout  time.Duration
	limits   Limits
	logger   *slog.Logger
}

// cachedQueries is how many parsed operations are kept.
const cachedQueries = 1000

// New returns an API over the store.
func New(store graph.Store, opts *Options) *API {
	if opts == nil {
		opts = &Options{}
	}
	a := &API{store: store, window: opts.Window, timeout: opts.Timeout, limits: DefaultLimits(), logger: opts.Logger}
	if a.timeout == 0 {
		a.timeout = 10 * time.Second
	}
	if opts.Limits != nil {
		a.limits = *opts.Limits
	}
	if a.logger == nil {
		a.logger = slog.Default()
	}
	schema := exec.NewExecutableSchema(exec.Config{Resolvers: &Root{}})
	a.executor = executor.New(schema)
	a.executor.SetErrorPresenter(a.present)
	a.executor.SetRecoverFunc(a.recovered)
	a.executor.SetQueryCache(lru.New[*ast.QueryDocument](cachedQueries))
	a.executor.SetParserTokenLimit(a.limits.Tokens)
	a.executor.SetDefaultRulesFn(func() *rules.Rules {
		r := rules.NewDefaultRules()
		r.AddRule(int32Rule().Name, int32Rule().RuleFunc)
		return r
	})
	a.executor.Use(extension.Introspection{})
	a.executor.Use(&bounds{a.limits, schema.Schema()})
	a.executor.AroundOperations(a.operate)
	return a
}

// Request is one operation to answer in process.
type Request struct {
	Query         string
	OperationName string
	Variables     map[string]any
}

// Do answers an operation in process: with the same limits, errors and
// extensions as over HTTP.
func (a *API) Do(ctx context.Context, r Request) *graphql.Response {
	ctx = graphql.StartOperationTrace(ctx)
	params := &graphql.RawParams{Query: r.Query, OperationName: r.OperationName, Variables: r.Variables}
	operation, errs := a.executor.CreateOperationContext(ctx, params)
	if errs != nil {
		return a.executor.DispatchError(graphql.WithOperationContext(ctx, operation), errs)
	}
	respond, ctx := a.executor.DispatchOperation(ctx, operation)
	return respond(ctx)
}
