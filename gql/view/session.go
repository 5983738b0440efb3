// Package view holds what the API shows of the domain: for each type of the
// schema a type that binds to it by name. A view holds an entity and the
// session of the operation, through which it reads what is beyond the entity.
//
// Views turn arguments into questions and pages into connections; what a
// question means is decided in package graph.
//
// A method below which more is read takes a context, even where it needs none:
// the generated code then resolves it beside its siblings and not before them,
// so that what all of them read goes into one batch.
package view

import (
	"context"
	"fmt"
	"sync"

	"github.com/99designs/gqlgen/graphql"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/loaders"
)

// Session is what one operation reads through, and what it has to say beside
// its data. It is made anew for each operation, and for each try of one.
type Session struct {
	Store   graph.Store
	Loaders *loaders.Loaders // of fields inside of lists
	Limits  graph.Limits
	Info    graph.Info // of the data that the operation reads

	mu    sync.Mutex
	notes Notes
}

// Notes is what an answer says beside its data, as extensions.
type Notes struct {
	// Excluded sums up what the defaults of the lists at the top of the answer
	// left out. Lists inside of lists are not counted.
	Excluded graph.Excluded
	// Mentions are other things that a reference would have meant, at a lower
	// rank or in another language.
	Mentions []Mention
	// Suggestions are what unknown references may have meant.
	Suggestions []Mention
	// Bounded lists where a search stopped looking.
	Bounded []Bound
}

// Mention lists what a reference may mean besides.
type Mention struct {
	Path       string            `json:"path"`
	Ref        string            `json:"ref"`
	Candidates []graph.Candidate `json:"candidates"`
}

// Bound says where a list looked at so many things and no further.
type Bound struct {
	Path  string `json:"path"`
	Limit int    `json:"limit"`
}

type sessionKey struct{}

// WithSession returns a context that carries the session to the resolvers.
func WithSession(ctx context.Context, s *Session) context.Context {
	return context.WithValue(ctx, sessionKey{}, s)
}

// SessionOf returns the session of the operation. A context without one is a
// fault of the program.
func SessionOf(ctx context.Context) (*Session, error) {
	s, ok := ctx.Value(sessionKey{}).(*Session)
	if !ok {
		return nil, fmt.Errorf("view: the context carries no session")
	}
	return s, nil
}

// Notes returns what the answer says beside its data. Call it when the
// operation has ended.
func (s *Session) Notes() Notes {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.notes
}

// question returns what turns filters into selections, noting what else their
// references would have meant.
func (s *Session) question(ctx context.Context) *graph.Question {
	return &graph.Question{
		Lookup: s.reader(ctx).Lookup, Limits: s.Limits,
		Resolved: func(r graph.Resolution) { s.mention(ctx, r) },
		Suggest: func(ctx context.Context, ref graph.Reference) ([]graph.Candidate, error) {
			return graph.Suggest(ctx, s.Store, ref)
		},
	}
}

func (s *Session) mention(ctx context.Context, r graph.Resolution) {
	if len(r.Also) == 0 {
		return
	}
	mention := Mention{Path: path(ctx), Ref: r.Reference.Text}
	for _, also := range r.Also {
		mention.Candidates = append(mention.Candidates, graph.Candidate{ID: also.ID, Name: also.Name})
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.notes.Mentions = append(s.notes.Mentions, mention)
}

// Resolve returns the one entity that a single look-up means, or nil where it
// means nothing; what it may have meant is then noted.
func (s *Session) Resolve(ctx context.Context, ref string, kinds []graph.Kind, lang *graph.Language) (graph.Entity, error) {
	if len(ref) > s.Limits.MaxText {
		return nil, &graph.Error{
			Code: graph.LimitExceeded, Argument: "ref", Limit: s.Limits.MaxText,
			Message: fmt.Sprintf("%d bytes are too long for a reference; give at most %d", len(ref), s.Limits.MaxText),
		}
	}
	reference := graph.Reference{Text: ref, Kinds: kinds, Argument: "ref"}
	if lang != nil {
		reference.Lang = *lang
	}
	resolutions, err := graph.Resolve(ctx, s.reader(ctx).Lookup, []graph.Reference{reference})
	if err != nil {
		return nil, err
	}
	resolution := resolutions[0]
	switch {
	case resolution.Err != nil && resolution.Err.Code == graph.UnknownReference:
		near, err := graph.Suggest(ctx, s.Store, reference)
		if err != nil {
			return nil, err
		}
		if near == nil {
			near = []graph.Candidate{} // which is shown as a list
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.notes.Suggestions = append(s.notes.Suggestions, Mention{Path: path(ctx), Ref: ref, Candidates: near})
		return nil, nil
	case resolution.Err != nil:
		return nil, resolution.Err
	}
	s.mention(ctx, resolution)
	return s.reader(ctx).Entity(ctx, resolution.ID())
}

// reader returns what a field reads through: the loaders if others of its kind
// may follow, because it stands inside a list or is not the only one at the top
// of the operation.
func (s *Session) reader(ctx context.Context) loaders.Reader {
	operation := graphql.GetOperationContext(ctx)
	if isAlone(ctx) && len(graphql.CollectFields(operation, operation.Operation.SelectionSet, nil)) == 1 {
		return loaders.Alone{Store: s.Store}
	}
	return s.Loaders
}

// isAlone reports whether the field stands inside no list, so that there is one
// of it in the answer. Lists that do are at the top of the answer, and what
// their defaults leave out is accounted for in the extensions.
func isAlone(ctx context.Context) bool {
	for field := graphql.GetFieldContext(ctx); field != nil; field = field.Parent {
		if field.Index != nil {
			return false
		}
	}
	return true
}

func (s *Session) exclude(x graph.Excluded) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.notes.Excluded.General += x.General
	s.notes.Excluded.Planned += x.Planned
	s.notes.Excluded.Undated += x.Undated
}

// Bound notes that a search stopped looking.
func (s *Session) Bound(ctx context.Context, limit int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.notes.Bounded = append(s.notes.Bounded, Bound{path(ctx), limit})
}

func path(ctx context.Context) string { return graphql.GetPath(ctx).String() }

// selects reports whether the operation asks for the field below the current
// one that the names lead to.
func selects(ctx context.Context, names ...string) bool {
	fields := graphql.CollectFieldsCtx(ctx, nil)
	for i, name := range names {
		var below []graphql.CollectedField
		for _, field := range fields {
			if field.Name != name {
				continue
			}
			if i == len(names)-1 {
				return true
			}
			below = append(below, graphql.CollectFields(graphql.GetOperationContext(ctx), field.Selections, nil)...)
		}
		fields = below
	}
	return false
}

// language returns the language that was asked for, English by default.
func language(lang *graph.Language) graph.Language {
	if lang == nil {
		return graph.EN
	}
	return *lang
}

// optional returns nil for a zero value, which the API shows as null.
func optional[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}
