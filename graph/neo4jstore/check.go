package neo4jstore

import (
	"context"
	"fmt"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/comity-graph/comity/graph"
)

// Check reports whether the database is there, lets us in, and holds a graph of
// ours in the form that this program reads, or nothing at all. The error is
// STORE_UNAVAILABLE or TIMEOUT, and says in one sentence what is wrong and
// what to do.
func (s *Store) Check(ctx context.Context) error {
	return s.read(ctx, "Check", func(ctx context.Context, tx neo4j.ManagedTransaction) ([]turn, func() error, error) {
		h, err := s.look(ctx, tx)
		return []turn{h.turn}, func() error {
			if h.info.Version != "" && h.info.KeysVersion != graph.KeysVersion {
				return s.unusable("it was seeded with sort and search keys of version %d, and this program has version %d; run comity seed again", h.info.KeysVersion, graph.KeysVersion)
			}
			return nil
		}, err
	})
}

// look reads what the database holds, and fails if that is not ours to read or
// to change.
func (s *Store) look(ctx context.Context, tx neo4j.ManagedTransaction) (held, error) {
	records, err := s.run(ctx, tx, s.statements.compose("anything", nil), nil)
	if err != nil {
		return held{}, err
	}
	h, err := s.readHeld(ctx, tx)
	if nodes := records[0].number("nodes"); err == nil && nodes > 0 && !h.ours {
		err = s.unusable("it holds %d nodes of something else; name a database that is empty, or empty this one", nodes)
	}
	if err == nil && h.info.Version != "" && h.format != Format {
		err = s.unusable("it holds a graph of format %d, and this program reads format %d; use the program that seeded it, or empty the database and seed it again", h.format, Format)
	}
	return h, err
}

func (s *Store) unusable(format string, args ...any) error {
	return &graph.Error{Code: graph.StoreUnavailable, Message: fmt.Sprintf("Neo4j at %s cannot be used: ", s.address) + fmt.Sprintf(format, args...)}
}
