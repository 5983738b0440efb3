package neo4jstore

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/comity-graph/comity/graph"
)

// Format is the version of the graph as this package lays it out in Neo4j. It
// changes when a server of one version could not read what another wrote.
const Format = 1

// held is what the node (:Comity {name: 'graph'}) says. Of a database without
// one it is zero.
type held struct {
	ours   bool // the database has our mark
	format int
	info   graph.Info
	turn   turn // in which it was read
}

// version is the version that a change is planned against. Data in another
// form has one of its own, which no content has: planned against it, every
// record is written again.
func (h held) version() string {
	if h.info.Version == "" || h.info.KeysVersion == graph.KeysVersion {
		return h.info.Version
	}
	return fmt.Sprintf("%s keys %d", h.info.Version, h.info.KeysVersion)
}

func heldOf(a answer) (held, error) {
	h := held{
		ours: a.flag("ours"), format: a.number("format"), turn: turnOf(a["turn"]),
		info: graph.Info{Version: a.text("version"), ContentHash: a.text("contentHash"), KeysVersion: a.number("keysVersion")},
	}
	if packs := a.text("packs"); packs != "" {
		if err := json.Unmarshal([]byte(packs), &h.info.Packs); err != nil {
			return held{}, fmt.Errorf("decode the packs: %w", err)
		}
	}
	return h, nil
}

// readHeld reads the node.
func (s *Store) readHeld(ctx context.Context, tx neo4j.ManagedTransaction) (held, error) {
	records, err := s.run(ctx, tx, s.statements.compose("info", nil), nil)
	if err != nil {
		return held{}, err
	}
	if len(records) != 1 {
		return held{}, fmt.Errorf("there are %d nodes (:Comity {name: 'graph'})", len(records))
	}
	return heldOf(records[0])
}

// Info implements graph.Store, in one statement.
func (s *Store) Info(ctx context.Context) (graph.Info, error) {
	var info graph.Info
	err := s.read(ctx, "Info", func(ctx context.Context, tx neo4j.ManagedTransaction) ([]turn, func() error, error) {
		h, err := s.readHeld(ctx, tx)
		return []turn{h.turn}, func() error {
			info = h.info
			return nil
		}, err
	})
	return info, err
}
