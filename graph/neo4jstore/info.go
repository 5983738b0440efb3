package neo4jstore

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/comity-graph/comity/graph"
)

// Format is the version of the graph as this package lays it out in Neo4j. It
// changes when a server of one version could not read what another wrote.
// Apply brings a graph of an earlier one up to it; see upgrade.go.
const Format = 2

// held is what the nodes (:Comity) say. Of a database without them it is zero.
type held struct {
	ours   bool // the database has our mark
	format int
	info   graph.Info
	turn   turn // in which it was read
	// building says that a whole content was begun to be written, or the one
	// before it to be removed, and that this has not ended; mark is another
	// each time that it goes on, and buildAge is how long ago that was.
	building bool
	mark     string
	buildAge time.Duration
	// loading says that format 1 began a first load, which has not ended.
	loading bool
}

// version is the version that a change is planned against. Data in another
// form has one of its own, which no content has.
func (h held) version() string {
	switch {
	case h.info.Version == "":
		return ""
	case h.format != Format:
		return fmt.Sprintf("%s format %d", h.info.Version, h.format)
	case h.info.KeysVersion != graph.KeysVersion:
		return fmt.Sprintf("%s keys %d", h.info.Version, h.info.KeysVersion)
	}
	return h.info.Version
}

// upgrade says what becomes of data in another form when it is changed.
func (h held) upgrade() string {
	switch {
	case h.info.Version == "":
		return ""
	case h.format != Format:
		return fmt.Sprintf("the graph is of format %d and is upgraded to format %d: servers of the version of Comity that wrote it have to be replaced before it is next seeded", h.format, Format)
	case h.info.KeysVersion != graph.KeysVersion:
		return fmt.Sprintf("the sort and search keys are of version %d, and everything is written again with those of version %d", h.info.KeysVersion, graph.KeysVersion)
	}
	return ""
}

// begun reports whether a first load has begun and not ended.
func (h held) begun() bool { return h.info.Version == "" && (h.building || h.loading) }

func heldOf(a answer) (held, error) {
	h := held{
		ours: a.flag("ours"), format: a.number("format"), turn: turnOf(a["turn"]),
		info:     graph.Info{Version: a.text("version"), ContentHash: a.text("contentHash"), KeysVersion: a.number("keysVersion")},
		building: a["buildAge"] != nil, mark: a.text("mark"), buildAge: time.Duration(a.number("buildAge")) * time.Millisecond,
		loading: a["loading"] != nil,
	}
	if packs := a.text("packs"); packs != "" {
		if err := json.Unmarshal([]byte(packs), &h.info.Packs); err != nil {
			return held{}, fmt.Errorf("decode the packs: %w", err)
		}
	}
	h.info.Revision = h.turn.number
	return h, nil
}

// readHeld reads the nodes.
func (s *Store) readHeld(ctx context.Context, r reading) (held, error) {
	records, err := r.run(ctx, s.statements.compose("info", nil), nil)
	if err != nil {
		return held{}, err
	}
	return oneHeld(records)
}

func oneHeld(records []answer) (held, error) {
	if len(records) != 1 {
		return held{}, fmt.Errorf("there are %d nodes (:Comity) of one name", len(records))
	}
	return heldOf(records[0])
}

// Info implements graph.Store, in one statement.
func (s *Store) Info(ctx context.Context) (graph.Info, error) {
	var info graph.Info
	err := s.read(ctx, "Info", func(ctx context.Context, r reading) ([]turn, func() error, error) {
		h, err := s.readHeld(ctx, r)
		if err == nil {
			err = s.readable(h)
		}
		return []turn{h.turn}, func() error {
			info = h.info
			return nil
		}, err
	})
	return info, err
}
