package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
)

// maxHeader bounds the header of a request. A query may come in its URL.
const maxHeader = 64 << 10

// Serve answers requests on the listener until ctx ends, and closes it. Then
// it takes no new requests, gives those under way Options.DrainTimeout to end,
// and breaks off what has not. It returns nil after an end in good order, and
// after one that had to be hurried; an error means that the listener failed.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	log := s.options.Logger
	h := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: s.options.ReadTimeout / 2,
		ReadTimeout:       s.options.ReadTimeout,
		WriteTimeout:      s.options.WriteTimeout,
		IdleTimeout:       s.options.IdleTimeout,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	unused := &connections{open: map[net.Conn]bool{}}
	h.ConnState = unused.note
	served := make(chan error, 1)
	go func() { served <- h.Serve(listener) }()
	select {
	case err := <-served:
		return fmt.Errorf("server: %w", err)
	case <-ctx.Done():
	}
	log.Info("stopping; requests under way may end", slog.Duration("within", s.options.DrainTimeout))
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.options.DrainTimeout)
	defer cancel()
	unused.close()
	if err := h.Shutdown(drain); err != nil {
		log.Warn("some requests did not end in time and were broken off", slog.Any("error", errors.Join(err, h.Close())))
	}
	if err := <-served; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("server: %w", err)
	}
	return nil
}

// connections are those on which nothing has been asked yet. Browsers open them
// in advance, and a shutdown would wait for a first request on each.
type connections struct {
	mu   sync.Mutex
	open map[net.Conn]bool
}

// note follows what becomes of a connection.
func (c *connections) note(conn net.Conn, state http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if state == http.StateNew {
		c.open[conn] = true
		return
	}
	delete(c.open, conn)
}

func (c *connections) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for conn := range c.open {
		_ = conn.Close() // the other end may have been faster
	}
}
