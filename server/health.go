package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/comity-graph/comity/graph"
)

// health says that the process runs, and nothing about the store: restarting
// the process would not mend that.
func health(w http.ResponseWriter, _ *http.Request) {
	plain(w)
	_, _ = fmt.Fprintln(w, "ok") // whoever asked has gone
}

// readiness says whether the store answers, so that a balancer sends requests
// to a replica that can answer them.
type readiness struct {
	ready   func(context.Context) error
	timeout time.Duration
	log     *slog.Logger
}

// ServeHTTP answers 200, or 503 and a sentence that says why, as far as it is
// for everybody: the log has the rest.
func (c *readiness) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), c.timeout)
	defer cancel()
	plain(w)
	err := c.ready(ctx)
	if err == nil {
		_, _ = fmt.Fprintln(w, "ready") // whoever asked has gone
		return
	}
	c.log.WarnContext(ctx, "not ready", slog.Any("error", err))
	reason := "the store does not answer"
	var known *graph.Error
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		reason = fmt.Sprintf("the store did not answer within %s", c.timeout)
	case errors.As(err, &known) && known.Code == graph.StoreUnavailable:
		reason = "the store cannot be reached, or holds no graph that can be served"
	}
	w.WriteHeader(http.StatusServiceUnavailable)
	_, _ = fmt.Fprintln(w, "not ready: "+reason)
}

func plain(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
}
