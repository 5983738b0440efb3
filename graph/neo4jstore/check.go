package neo4jstore

import (
	"context"
	"fmt"

	"github.com/comity-graph/comity/graph"
)

// Check reports whether the database is there, lets us in, and holds a graph of
// ours in the form that this program reads, or nothing at all. The error is
// STORE_UNAVAILABLE or TIMEOUT, and says in one sentence what is wrong and
// what to do.
func (s *Store) Check(ctx context.Context) error {
	return s.read(ctx, "Check", func(ctx context.Context, r reading) ([]turn, func() error, error) {
		h, err := s.look(ctx, r)
		if err == nil {
			err = s.readable(h)
		}
		return []turn{h.turn}, func() error { return nil }, err
	})
}

// look reads what the database holds, and fails if that is not ours to read or
// to change.
func (s *Store) look(ctx context.Context, r reading) (held, error) {
	records, err := r.run(ctx, s.statements.compose("anything", nil), nil)
	if err != nil {
		return held{}, err
	}
	h, err := s.readHeld(ctx, r)
	if err != nil {
		return h, err
	}
	switch nodes := records[0].number("nodes"); {
	case nodes > 0 && !h.ours:
		err = s.unusable("it holds %d nodes of something else; name a database that is empty, or empty this one", nodes)
	case h.info.Version != "" && h.format > Format:
		err = s.unusable("it holds a graph of format %d, and this program writes format %d; use the program that seeded it, or a later one", h.format, Format)
	case h.info.Version != "" && h.format < oldestFormat:
		err = s.unusable("it holds a graph of format %d, and this program can upgrade those from format %d on; empty the database and seed it again", h.format, oldestFormat)
	}
	return h, err
}

// readable fails if what the database holds cannot be read as it is.
func (s *Store) readable(h held) error {
	switch {
	case h.begun():
		return s.unusable("a first load is under way, or was interrupted; wait, or run comity seed again")
	case h.info.Version == "":
		return nil
	case h.format > Format:
		return s.unusable("it holds a graph of format %d, and this program reads format %d; use the program that seeded it, or a later one", h.format, Format)
	case h.format < Format:
		return s.unusable("it holds a graph of format %d, and this program reads format %d; run comity seed, which upgrades it", h.format, Format)
	case h.info.KeysVersion != graph.KeysVersion:
		return s.unusable("it was seeded with sort and search keys of version %d, and this program has version %d; run comity seed again", h.info.KeysVersion, graph.KeysVersion)
	}
	return nil
}

func (s *Store) unusable(format string, args ...any) error {
	return &graph.Error{Code: graph.StoreUnavailable, Message: fmt.Sprintf("Neo4j at %s cannot be used: ", s.address) + fmt.Sprintf(format, args...)}
}
