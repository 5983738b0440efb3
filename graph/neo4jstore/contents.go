package neo4jstore

import (
	"context"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/comity-graph/comity/graph"
)

// Contents implements graph.Store. Of data with keys of another version all
// digests are empty and the version is one that no content has: what is planned
// from them writes everything again.
func (s *Store) Contents(ctx context.Context) (graph.Contents, error) {
	var contents graph.Contents
	err := s.readWithin(ctx, s.applyTimeout, "Contents", func(ctx context.Context, tx neo4j.ManagedTransaction) ([]turn, func() error, error) {
		read := graph.Contents{Records: map[graph.ID]string{}, Links: map[graph.LinkKey]string{}}
		h, err := s.look(ctx, tx)
		if err != nil {
			return nil, nil, err
		}
		read.Version = h.version()
		if h.turn.loading { // nothing of it counts until it is whole
			return nil, func() error {
				contents = read
				return nil
			}, nil
		}
		digest := func(a answer) string {
			if read.Version != h.info.Version {
				return ""
			}
			return a.text("hash")
		}
		records, err := s.run(ctx, tx, s.statements.compose("contents_records", nil), nil)
		if err != nil {
			return nil, nil, err
		}
		for _, r := range records {
			read.Records[graph.ID(r.text("id"))] = digest(r)
		}
		links, err := s.run(ctx, tx, s.statements.compose("contents_links", nil), nil)
		if err != nil {
			return nil, nil, err
		}
		for _, l := range links {
			key := graph.LinkKey{Type: graph.LinkType(l.text("type")), From: graph.ID(l.text("from")), To: graph.ID(l.text("to")), Scope: l.text("scope")}
			read.Links[key] = digest(l)
		}
		after, err := s.readHeld(ctx, tx)
		return []turn{h.turn, after.turn}, func() error {
			contents = read
			return nil
		}, err
	})
	return contents, err
}
