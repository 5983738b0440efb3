// Package server puts the API on HTTP: its address, a page to explore it with,
// who may ask from a browser, health and readiness, logs, and an end in good
// order. What is asked and answered is the business of package gql.
//
// The routes:
//
//	/graphql   the API, GET and POST
//	/          a GraphiQL page, whose tabs hold Examples
//	/healthz   200 as long as the process runs
//	/readyz    200 if the store answers and holds data, else 503 and why not
package server

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"time"
)

// Options are what a Server may be told. The zero value serves well, to
// browsers of the same origin only.
type Options struct {
	// Origins may ask from a browser: each a scheme, a host and, if it is not
	// the scheme's own, a port, such as https://dashboard.example; or "*" for
	// anyone.
	Origins []string
	// LoopbackOrigins lets in pages that were served from this machine, from
	// any port: whatever dashboard is being developed on it.
	LoopbackOrigins bool
	// Logger receives a line for each request, and what goes wrong;
	// slog.Default by default.
	Logger *slog.Logger

	// ReadyTimeout is how long the store may take to count as ready; 2 seconds
	// by default.
	ReadyTimeout time.Duration
	// ReadTimeout bounds the reading of a request, 10 seconds by default;
	// its header has half of it.
	ReadTimeout time.Duration
	// WriteTimeout bounds a request from the end of its header to the end of
	// the answer; 30 seconds by default. It must be longer than the API takes
	// to answer at most.
	WriteTimeout time.Duration
	// IdleTimeout is how long a connection is kept for a next request; 2
	// minutes by default.
	IdleTimeout time.Duration
	// DrainTimeout is how long requests that are under way may take to end
	// once the server is to stop; 10 seconds by default.
	DrainTimeout time.Duration
}

// withDefaults returns the options with every zero value replaced.
func (o *Options) withDefaults() Options {
	var full Options
	if o != nil {
		full = *o
	}
	if full.Logger == nil {
		full.Logger = slog.Default()
	}
	full.ReadyTimeout = orElse(full.ReadyTimeout, 2*time.Second)
	full.ReadTimeout = orElse(full.ReadTimeout, 10*time.Second)
	full.WriteTimeout = orElse(full.WriteTimeout, 30*time.Second)
	full.IdleTimeout = orElse(full.IdleTimeout, 2*time.Minute)
	full.DrainTimeout = orElse(full.DrainTimeout, 10*time.Second)
	return full
}

func orElse(d, otherwise time.Duration) time.Duration {
	if d > 0 {
		return d
	}
	return otherwise
}

// Server is an http.Handler for all routes, and serves them.
type Server struct {
	options Options
	handler http.Handler
}

// New returns a server of the API. ready says whether the store answers and
// holds data: nil if so. An origin that is none is an error.
func New(api http.Handler, ready func(context.Context) error, opts *Options) (*Server, error) {
	s := &Server{options: opts.withDefaults()}
	allowed, err := allowOrigins(s.options.Origins, s.options.LoopbackOrigins)
	if err != nil {
		return nil, err
	}
	explorer, err := newPage(Examples())
	if err != nil {
		return nil, fmt.Errorf("server: the page: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("/graphql", allowed.Handler(api))
	mux.Handle("GET /{$}", explorer)
	mux.HandleFunc("GET /graphiql.js", serveScript)
	mux.HandleFunc("GET /healthz", health)
	mux.Handle("GET /readyz", &readiness{ready, s.options.ReadyTimeout, s.options.Logger})
	mux.HandleFunc("/", notFound)
	s.handler = identified(logged(s.options.Logger, recovered(s.options.Logger, secured(mux))))
	return s, nil
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// secured sets the headers that are right for every answer.
func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		next.ServeHTTP(w, r)
	})
}

func notFound(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, `There is nothing at this address. Comity has:

  /graphql   the API: GraphQL, by GET or POST
  /          a page to explore it with
  /healthz   whether the process runs
  /readyz    whether the store answers`, http.StatusNotFound)
}
