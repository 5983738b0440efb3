package gql

import (
	"context"

	"github.com/comity-graph/comity/gql/exec"
	"github.com/comity-graph/comity/gql/view"
	"github.com/comity-graph/comity/graph"
)

// Node is the resolver for the node field.
func (r *queryResolver) Node(ctx context.Context, id graph.ID) (view.Node, error) {
	s, err := view.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	return s.NodeOf(ctx, id)
}

// Nodes is the resolver for the nodes field.
func (r *queryResolver) Nodes(ctx context.Context, ids []graph.ID) ([]view.Node, error) {
	s, err := view.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	return s.NodesOf(ctx, ids)
}

// Actor is the resolver for the actor field.
func (r *queryResolver) Actor(ctx context.Context, ref string, lang *graph.Language) (view.Actor, error) {
	return lookUp[view.Actor](ctx, ref, graph.KindsOf(graph.ClassActor), lang)
}

// Engagement is the resolver for the engagement field.
func (r *queryResolver) Engagement(ctx context.Context, ref string, lang *graph.Language) (view.Engagement, error) {
	return lookUp[view.Engagement](ctx, ref, graph.KindsOf(graph.ClassEngagement), lang)
}

// Theme is the resolver for the theme field.
func (r *queryResolver) Theme(ctx context.Context, ref string, lang *graph.Language) (*view.Theme, error) {
	return lookUp[*view.Theme](ctx, ref, graph.KindsOf(graph.ClassTheme), lang)
}

// Place is the resolver for the place field.
func (r *queryResolver) Place(ctx context.Context, ref string, lang *graph.Language) (view.Place, error) {
	return lookUp[view.Place](ctx, ref, graph.KindsOf(graph.ClassPlace), lang)
}

// Source is the resolver for the source field.
func (r *queryResolver) Source(ctx context.Context, ref string) (*view.Source, error) {
	return lookUp[*view.Source](ctx, ref, graph.KindsOf(graph.ClassSource), nil)
}

// Actors is the resolver for the actors field.
func (r *queryResolver) Actors(
	ctx context.Context, filter *graph.ActorFilter, orderBy *view.ActorOrder, first *int, after *string, last *int, before *string,
) (*view.ActorConnection, error) {
	s, err := view.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	return s.Actors(ctx, filter, orderBy, graph.PageArgs{First: first, After: after, Last: last, Before: before})
}

// Engagements is the resolver for the engagements field.
func (r *queryResolver) Engagements(
	ctx context.Context, filter *graph.EngagementFilter, orderBy *view.EngagementOrder, first *int, after *string, last *int, before *string,
) (*view.EngagementConnection, error) {
	s, err := view.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	return s.Engagements(ctx, filter, orderBy, graph.PageArgs{First: first, After: after, Last: last, Before: before})
}

// Themes is the resolver for the themes field.
func (r *queryResolver) Themes(ctx context.Context, first *int, after *string, last *int, before *string) (*view.ThemeConnection, error) {
	s, err := view.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	return s.Themes(ctx, graph.PageArgs{First: first, After: after, Last: last, Before: before})
}

// Sources is the resolver for the sources field.
func (r *queryResolver) Sources(ctx context.Context, first *int, after *string, last *int, before *string) (*view.SourceConnection, error) {
	s, err := view.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	return s.Sources(ctx, graph.PageArgs{First: first, After: after, Last: last, Before: before})
}

// Search is the resolver for the search field.
func (r *queryResolver) Search(
	ctx context.Context, text string, kinds []graph.Kind, lang *graph.Language, first *int, after *string, last *int, before *string,
) (*view.SearchConnection, error) {
	s, err := view.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	return s.Search(ctx, text, kinds, lang, graph.PageArgs{First: first, After: after, Last: last, Before: before})
}

// Dataset is the resolver for the dataset field.
func (r *queryResolver) Dataset(ctx context.Context) (*view.Dataset, error) {
	s, err := view.SessionOf(ctx)
	if err != nil {
		return nil, err
	}
	return view.DatasetOf(s.Info), nil
}

// Query returns exec.QueryResolver implementation.
func (r *Root) Query() exec.QueryResolver { return &queryResolver{r} }

type queryResolver struct{ *Root }
