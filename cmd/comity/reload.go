package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/memstore"
	"github.com/comity-graph/comity/seed"
)

// reloader keeps the graph in memory as a folder of packs is written. It looks
// at the folder again and again rather than to be told of changes: so it has no
// trouble with editors that write beside a file and rename, with folders that
// are new, or with disks at the other end of a network, and needs nothing of the
// operating system.
//
// A dataset is taken whole or not at all. One that cannot be read is told of
// once, and only when nothing has changed from one look to the next: until then
// it may be half written.
type reloader struct {
	source *source
	store  *memstore.Store
	out    io.Writer
	log    *slog.Logger // what is told goes here instead, unless it is nil

	settled  string // what the folder looked like when it was last taken, or told to be wrong
	failure  error  // that has not been told yet
	failedAt string // what the folder looked like then

	took time.Duration // the last look
}

// How often the folder is looked at. Looks take at most a tenth of the time,
// however large the folder is.
const (
	lookEvery = 200 * time.Millisecond
	lookShare = 10
)

// newReloader returns a reloader for what is read from the source after this
// call. store is set once there is one.
func newReloader(s *source, out io.Writer) *reloader {
	r := &reloader{source: s, out: out}
	r.settled = r.look()
	return r
}

// start runs the reloader beside whoever calls, and returns what ends it and
// waits until it has ended.
func (r *reloader) start(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	running.Go(func() { r.run(ctx) })
	return func() {
		cancel()
		running.Wait()
	}
}

// run takes over what changes until the context ends.
func (r *reloader) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(max(lookEvery, lookShare*r.took)):
		}
		r.turn(ctx)
	}
}

// look returns what the folder looks like, or why that cannot be seen.
func (r *reloader) look() string {
	start := time.Now()
	defer func() { r.took = time.Since(start) }()
	packs, err := r.source.packs()
	if err != nil {
		return err.Error()
	}
	seen, err := seed.Fingerprint(packs)
	if err != nil {
		return err.Error()
	}
	return seen
}

// turn looks at the folder once, and does what there is to do.
func (r *reloader) turn(ctx context.Context) {
	now := r.look()
	switch {
	case now == r.settled:
		r.failure = nil // what was wrong has been undone
	case r.failure != nil && now == r.failedAt:
		r.settled = now
		r.tellFailure(ctx, r.failure)
		r.failure = nil
	default:
		r.take(ctx, now)
	}
}

// take reads the folder, and swaps the graph for what it holds.
func (r *reloader) take(ctx context.Context, now string) {
	r.failure = nil
	content, doubts, err := r.source.checked()
	if ctx.Err() != nil || r.look() != now {
		return // it is being written; the next turn reads it again
	}
	if err == nil {
		var changed string
		if changed, err = r.swap(ctx, content); err == nil {
			r.settled = now
			r.tell("reloaded: version "+content.Info.Version+"; "+changed, slog.LevelInfo)
			r.tellDoubts(doubts)
			return
		}
	}
	r.failure, r.failedAt = err, now
}

// swap puts the content into the store, and says what that changes.
func (r *reloader) swap(ctx context.Context, content *graph.Content) (string, error) {
	_, summary, err := seed.Plan(ctx, r.store, content, graph.MaxChange)
	if err != nil {
		return "", err
	}
	return changes(summary), r.store.Load(ctx, content)
}

// changes says what a plan does, kind by kind, in one line.
func changes(s *seed.Summary) string {
	var parts []string
	add := func(name string, c graph.PlanCounts) {
		var said []string
		for _, did := range []struct {
			n    int
			what string
		}{{c.Added, "added"}, {c.Changed, "changed"}, {c.Removed, "removed"}} {
			if did.n > 0 {
				said = append(said, fmt.Sprintf("%d %s", did.n, did.what))
			}
		}
		if len(said) > 0 {
			parts = append(parts, name+": "+strings.Join(said, ", "))
		}
	}
	for _, row := range s.Kinds {
		add(row.Name, row.PlanCounts)
	}
	var links graph.PlanCounts
	for _, row := range s.Links {
		links.Added += row.Added
		links.Changed += row.Changed
		links.Removed += row.Removed
	}
	add("Links", links)
	if len(parts) == 0 {
		return "nothing is different"
	}
	return strings.Join(parts, "; ")
}

// tellDoubts says that there are warnings, if there are any.
func (r *reloader) tellDoubts(doubts string) {
	if doubts != "" {
		r.tell(doubts, slog.LevelWarn)
	}
}

// tellFailure says why the folder was not taken, and what is served instead.
func (r *reloader) tellFailure(ctx context.Context, failure error) {
	info, err := r.store.Info(ctx)
	if err != nil {
		return // the server is ending
	}
	r.tell("not reloaded: "+sentence(failure)+"\nstill serving version "+info.Version, slog.LevelError)
}

// tell writes for people, or into a log for programs. Where that fails there is
// nobody to tell.
func (r *reloader) tell(text string, level slog.Level) {
	if r.log != nil {
		r.log.Log(context.Background(), level, text)
		return
	}
	_, _ = io.WriteString(r.out, text+"\n")
}

// shared is a writer that several may use at once: each Write is whole.
type shared struct {
	mutex sync.Mutex
	out   io.Writer
}

func (s *shared) Write(text []byte) (int, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.out.Write(text)
}
