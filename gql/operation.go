package gql

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/comity-graph/comity/gql/view"
	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/loaders"
)

// tries is how often an operation is run before it gives up on seeing one
// version of the data.
const tries = 3

// operate runs an operation so that its answer comes from one version of the
// data: the version is read first and last, and the operation is run again if
// it changed in between. The answer names it, among the other things that it
// says beside its data.
func (a *API) operate(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	if introspective(ctx) {
		return next(ctx)
	}
	return graphql.OneShot(a.answer(ctx, next))
}

func (a *API) answer(ctx context.Context, next graphql.OperationHandler) (response *graphql.Response) {
	ctx, cancel := context.WithTimeout(ctx, a.timeout)
	defer cancel()
	defer func() {
		// Panics of resolvers are caught where they are; this is for the rest.
		if panicked := recover(); panicked != nil {
			response = a.failed(ctx, a.recovered(ctx, panicked))
		}
	}()
	for range tries {
		before, err := a.store.Info(ctx)
		if err != nil {
			return a.failed(ctx, err)
		}
		session := &view.Session{Store: a.store, Loaders: loaders.New(a.store, a.window), Limits: a.limits.Limits, Info: before}
		ctx := view.WithSession(ctx, session)
		response := next(ctx)(ctx)
		if response == nil {
			// The executor answers nothing once its time is over.
			return a.failed(ctx, ctx.Err())
		}
		notes := session.Notes()
		if err := a.nameCandidates(ctx, response.Errors, notes); err != nil {
			return a.failed(ctx, err)
		}
		after, err := a.store.Info(ctx)
		if err != nil {
			return a.failed(ctx, err)
		}
		if before.Version != after.Version || before.Revision != after.Revision {
			continue
		}
		response.Errors = onceEach(response.Errors)
		response.Extensions = map[string]any{"comity": extensions(before, notes)}
		return response
	}
	return a.failed(ctx, &graph.Error{
		Code: graph.DatasetChanged, Message: "the data kept changing while it was being read; ask again in a moment",
	})
}

// failed answers an operation that could not be run at all.
func (a *API) failed(ctx context.Context, err error) *graphql.Response {
	return &graphql.Response{Errors: gqlerror.List{a.present(ctx, err)}, Data: []byte("null")}
}

// introspective reports whether the operation asks for nothing but the schema,
// which needs no data.
func introspective(ctx context.Context) bool {
	seen := map[string]bool{} // fragments
	var onlySchema func(ast.SelectionSet) bool
	onlySchema = func(selections ast.SelectionSet) bool {
		return !slices.ContainsFunc(selections, func(selection ast.Selection) bool {
			switch s := selection.(type) {
			case *ast.InlineFragment:
				return !onlySchema(s.SelectionSet)
			case *ast.FragmentSpread:
				if seen[s.Name] {
					return false
				}
				seen[s.Name] = true
				return !onlySchema(s.Definition.SelectionSet)
			case *ast.Field:
				return !strings.HasPrefix(s.Name, "__")
			}
			return true
		})
	}
	return onlySchema(graphql.GetOperationContext(ctx).Operation.SelectionSet)
}

// nameCandidates gives what a reference means besides the names that are shown:
// so far each candidate has the name that matched, which may be the very one
// that was typed. It reads once, and only where there are candidates.
func (a *API) nameCandidates(ctx context.Context, errs gqlerror.List, notes view.Notes) error {
	var lists [][]graph.Candidate
	for _, e := range errs {
		candidates, ok := e.Extensions["candidates"].([]graph.Candidate)
		if ok && e.Extensions["code"] == string(graph.AmbiguousReference) {
			lists = append(lists, candidates)
		}
	}
	for _, m := range notes.Mentions {
		lists = append(lists, m.Candidates)
	}
	var ids []graph.ID
	for _, c := range slices.Concat(lists...) {
		ids = append(ids, c.ID)
	}
	if len(ids) == 0 {
		return nil
	}
	entities, err := a.store.Entities(ctx, ids)
	if err != nil {
		return err
	}
	for _, list := range lists {
		for i, c := range list {
			if e := entities[c.ID]; e != nil {
				list[i].Name = e.Base().Name(graph.EN)
			}
		}
	}
	return nil
}

// extensions is what an answer says beside its data.
func extensions(info graph.Info, notes view.Notes) map[string]any {
	said := map[string]any{"version": info.Version, "contentHash": info.ContentHash, "excluded": notes.Excluded}
	if len(notes.Mentions) > 0 {
		said["alsoMatched"] = sorted(notes.Mentions)
	}
	if len(notes.Suggestions) > 0 {
		said["didYouMean"] = sorted(notes.Suggestions)
	}
	if len(notes.Bounded) > 0 {
		said["bounded"] = notes.Bounded
	}
	return said
}

// sorted puts mentions in the order of their places in the answer: they are
// noted in whatever order fields happen to be resolved.
func sorted(mentions []view.Mention) []view.Mention {
	slices.SortFunc(mentions, func(x, y view.Mention) int {
		return strings.Compare(x.Path+"\n"+x.Ref, y.Path+"\n"+y.Ref)
	})
	return mentions
}

// onceEach drops the repeats of a failure that a whole batch shares, and keeps
// the first place where it struck.
func onceEach(errs gqlerror.List) gqlerror.List {
	slices.SortStableFunc(errs, func(x, y *gqlerror.Error) int { return strings.Compare(x.Path.String(), y.Path.String()) })
	seen := map[string]bool{}
	return slices.DeleteFunc(errs, func(e *gqlerror.Error) bool {
		code, _ := e.Extensions["code"].(string)
		shared := slices.Contains([]graph.Code{graph.StoreUnavailable, graph.Timeout, graph.Internal, graph.DatasetChanged}, graph.Code(code))
		repeated := shared && seen[code+e.Message]
		seen[code+e.Message] = true
		return repeated
	})
}

// ended reports whether err only says that the caller has gone, or that the
// time is over.
func ended(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}
