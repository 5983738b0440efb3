package view

import (
	"context"
	"slices"

	"github.com/comity-graph/comity/graph"
)

// SearchConnection is a page of search results.
type SearchConnection = Connection[*SearchEdge]

// SearchEdge is a search result.
type SearchEdge struct {
	Cursor  string
	Node    Node
	Matched *Name
}

// Search finds nodes by words of their names.
func (s *Session) Search(ctx context.Context, text string, kinds []graph.Kind, lang *graph.Language, args graph.PageArgs) (*SearchConnection, error) {
	if err := s.Limits.Text(text, "text"); err != nil {
		return nil, err
	}
	order := graph.SearchOrder{}
	l, err := s.listing(ctx, "Query.search", order, args)
	if err != nil {
		return nil, err
	}
	var spoken graph.Language
	if lang != nil {
		spoken = *lang
	}
	hits, more, err := graph.Search(ctx, s.Store, text, kinds, spoken)
	if err != nil {
		return nil, err
	}
	if more {
		s.Bound(ctx, graph.MaxFound)
	}
	total := len(hits)
	hits, rest := window(hits, l.page)
	key := func(hit graph.Found) string { return hit.Key }
	return connect(l, hits, rest, total, key, func(hit graph.Found, cursor string) (*SearchEdge, error) {
		node, err := s.Node(hit.Entity)
		return &SearchEdge{cursor, node, hit.Matched}, err
	})
}

// window cuts a page out of all hits of a search, and says whether there are
// more in its direction.
func window(hits []graph.Found, page graph.Page) ([]graph.Found, bool) {
	hits = slices.DeleteFunc(hits, func(hit graph.Found) bool {
		return (page.After != "" && hit.Key <= page.After) || (page.Before != "" && hit.Key >= page.Before)
	})
	if len(hits) <= page.Limit {
		return hits, false
	}
	if page.Backward {
		return hits[len(hits)-page.Limit:], true
	}
	return hits[:page.Limit], true
}
