package server

import (
	"log/slog"
	"net/http"
	"runtime/debug"

	"github.com/comity-graph/comity/graph"
)

// recovered turns a panic of a handler into an answer with status 500, unless
// an answer has begun, and logs where it was.
func recovered(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			panicked := recover()
			if panicked == nil {
				return
			}
			if panicked == http.ErrAbortHandler { //nolint:errorlint // it is panicked with as it is
				panic(panicked)
			}
			log.ErrorContext(r.Context(), "a handler panicked", slog.Any("panic", panicked),
				slog.String("request", r.Header.Get(requestIDHeader)), slog.String("stack", string(debug.Stack())))
			if a, ok := w.(*answer); ok && a.begun {
				panic(http.ErrAbortHandler) // what was sent is not whole, and the client must see that
			}
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusInternalServerError)
			_, _ = w.Write([]byte(`{"errors":[{"message":"something went wrong on our side; it has been noted","extensions":{"code":"` + string(graph.Internal) + `"}}]}` + "\n"))
		}()
		next.ServeHTTP(w, r)
	})
}
