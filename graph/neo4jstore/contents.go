package neo4jstore

import (
	"context"

	"github.com/comity-graph/comity/graph"
)

// Contents implements graph.Store. Of data with keys of another version all
// digests are empty and the version is one that no content has: what is planned
// from them writes everything again. Data in an earlier format has such a
// version too, with its digests as they are.
func (s *Store) Contents(ctx context.Context) (graph.Contents, error) {
	var contents graph.Contents
	err := s.readWithin(ctx, s.applyTimeout, "Contents", func(ctx context.Context, r reading) ([]turn, func() error, error) {
		read := graph.Contents{Records: map[graph.ID]string{}, Links: map[graph.LinkKey]string{}}
		take := func() error {
			contents = read
			return nil
		}
		h, err := s.look(ctx, r)
		if err != nil {
			return nil, nil, err
		}
		read.Version, read.Upgrade = h.version(), h.upgrade()
		if read.Version == "" { // nothing of it counts until it is whole
			return []turn{h.turn}, take, nil
		}
		digest := func(a answer) string {
			if h.info.KeysVersion != graph.KeysVersion {
				return ""
			}
			return a.text("hash")
		}
		with := clauses{"generation": ofGeneration("node") + " AND"}
		if h.format < formatWithGenerations {
			with = nil
		}
		records, err := r.run(ctx, s.statements.compose("contents_records", with), nil)
		if err != nil {
			return nil, nil, err
		}
		for _, record := range records {
			read.Records[graph.ID(record.text("id"))] = digest(record)
		}
		links, err := r.run(ctx, s.statements.compose("contents_links", with), nil)
		if err != nil {
			return nil, nil, err
		}
		for _, l := range links {
			key := graph.LinkKey{Type: graph.LinkType(l.text("type")), From: graph.ID(l.text("from")), To: graph.ID(l.text("to")), Scope: l.text("scope")}
			read.Links[key] = digest(l)
		}
		after, err := s.readHeld(ctx, r)
		return []turn{h.turn, after.turn}, take, err
	})
	return contents, err
}
