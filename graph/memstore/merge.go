package memstore

import (
	"context"

	"github.com/comity-graph/comity/graph"
)

// merge returns what the snapshot holds after the change: what is removed goes
// first, what is written comes after.
func (s *snapshot) merge(ctx context.Context, change *graph.Change) ([]graph.Record, []graph.Link, error) {
	gone := make(map[graph.ID]bool, len(change.Removed))
	for _, id := range change.Removed {
		gone[id] = true
	}
	written := make(map[graph.ID]int, len(change.Records)) // the last of equals wins
	for i := range change.Records {
		written[change.Records[i].Base().ID] = i
	}
	watch := newWatch(ctx, "Apply")
	records := make([]graph.Record, 0, len(s.records)+len(written))
	for i := range s.records {
		if err := watch.look(); err != nil {
			return nil, nil, err
		}
		id := s.id(uint32(i))
		if _, again := written[id]; !again && !gone[id] {
			records = append(records, s.records[i])
		}
	}
	for i := range change.Records {
		if r := change.Records[i]; written[r.Base().ID] == i {
			records = append(records, r)
			delete(gone, r.Base().ID)
		}
	}

	unlinked := make(map[graph.LinkKey]bool, len(change.RemovedLinks)+len(change.Links))
	for _, key := range change.RemovedLinks {
		unlinked[key] = true
	}
	linked := make(map[graph.LinkKey]int, len(change.Links))
	for i := range change.Links {
		key := change.Links[i].Key()
		unlinked[key], linked[key] = true, i
	}
	links := make([]graph.Link, 0, s.linkCount()+len(linked))
	for t := range s.tables {
		for e := range s.tables[t].from {
			if err := watch.look(); err != nil {
				return nil, nil, err
			}
			link := s.link(&s.tables[t], uint32(e))
			if !unlinked[link.Key()] && !gone[link.From] && !gone[link.To] {
				links = append(links, link)
			}
		}
	}
	for i := range change.Links {
		if linked[change.Links[i].Key()] == i {
			links = append(links, change.Links[i])
		}
	}
	return records, links, nil
}
