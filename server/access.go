package server

import (
	"log/slog"
	"net/http"
	"time"
)

// logged writes one line for each request: what was asked for, never with what
// values. Probes of health and readiness are told at debug level.
func logged(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		answer := &answer{ResponseWriter: w, status: http.StatusOK}
		operation := watchOperation(r)
		defer func() {
			level := slog.LevelInfo
			if r.URL.Path == "/healthz" || r.URL.Path == "/readyz" {
				level = slog.LevelDebug
			}
			attributes := []slog.Attr{
				slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.Int("status", answer.status),
				slog.Duration("duration", time.Since(begin)), slog.Int64("bytes", answer.bytes), slog.String("request", r.Header.Get(requestIDHeader)),
			}
			if name := operation(); name != "" {
				attributes = append(attributes, slog.String("operation", name))
			}
			log.LogAttrs(r.Context(), level, "request", attributes...)
		}()
		next.ServeHTTP(answer, r)
	})
}

// answer notes what was answered.
type answer struct {
	http.ResponseWriter
	status int
	bytes  int64
	begun  bool
}

// WriteHeader notes the status.
func (a *answer) WriteHeader(status int) {
	if !a.begun {
		a.status, a.begun = status, true
	}
	a.ResponseWriter.WriteHeader(status)
}

// Write counts the bytes.
func (a *answer) Write(b []byte) (int, error) {
	a.begun = true
	n, err := a.ResponseWriter.Write(b)
	a.bytes += int64(n)
	return n, err
}

// Unwrap gives http.ResponseController what is below.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }
