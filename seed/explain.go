package seed

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// Explain writes what a plan does, thing by thing and, of what is changed,
// field by field, as the store holds it now and as it will be. Links that follow
// from others are counted only. content is what the plan was made for.
func Explain(ctx context.Context, w io.Writer, store graph.Store, plan *graph.Plan, content *graph.Content) error {
	e := explanation{store: store, plan: plan, content: content}
	if err := e.records(ctx); err != nil {
		return fmt.Errorf("seed: explain: %w", err)
	}
	if err := e.links(ctx); err != nil {
		return fmt.Errorf("seed: explain: %w", err)
	}
	_, err := w.Write(e.text.Bytes())
	return err
}

type explanation struct {
	store   graph.Store
	plan    *graph.Plan
	content *graph.Content
	text    bytes.Buffer
}

// explained is how many things are read from the store at a time.
const explained = 500

func (e *explanation) records(ctx context.Context) error {
	target := make(map[graph.ID]graph.Entity, len(e.content.Records))
	for i := range e.content.Records {
		target[e.content.Records[i].Base().ID] = e.content.Records[i].Entity
	}
	for _, id := range e.plan.Added {
		fmt.Fprintf(&e.text, "added    %s%s\n", id, called(target[id]))
	}
	for part := range slices.Chunk(e.plan.Changed, explained) {
		stored, err := e.store.Entities(ctx, part)
		if err != nil {
			return err
		}
		for _, id := range part {
			fmt.Fprintf(&e.text, "changed  %s%s\n", id, called(target[id]))
			if stored[id] == nil { // of a format that cannot be read before it is upgraded
				continue
			}
			if err := e.fields(stored[id], target[id], "only what follows from other changes"); err != nil {
				return err
			}
		}
	}
	for part := range slices.Chunk(e.plan.Removed, explained) {
		stored, err := e.store.Entities(ctx, part)
		if err != nil {
			return err
		}
		for _, id := range part {
			fmt.Fprintf(&e.text, "removed  %s%s\n", id, called(stored[id]))
		}
	}
	return nil
}

// called returns the name of an entity, to stand behind its id.
func called(entity graph.Entity) string {
	if entity == nil {
		return ""
	}
	if name := entity.Base().Name(graph.EN); name != "" && name != string(entity.Base().ID) {
		return "  " + name
	}
	return ""
}

func (e *explanation) links(ctx context.Context) error {
	derived := map[graph.LinkType]bool{}
	for _, spec := range graph.LinkSpecs() {
		derived[spec.Type] = spec.Derived
	}
	follow := 0
	written := func(keys []graph.LinkKey) []graph.LinkKey {
		kept := slices.DeleteFunc(slices.Clone(keys), func(k graph.LinkKey) bool { return derived[k.Type] })
		follow += len(keys) - len(kept)
		return kept
	}
	for _, key := range written(e.plan.AddedLinks) {
		fmt.Fprintf(&e.text, "added    %s\n", arrow(key))
	}
	changed := written(e.plan.ChangedLinks)
	target := make(map[graph.LinkKey]*graph.Link, len(changed))
	for _, key := range changed {
		target[key] = nil
	}
	for i := range e.content.Links {
		if key := e.content.Links[i].Key(); len(target) > 0 && !derived[key.Type] {
			if _, asked := target[key]; asked {
				target[key] = &e.content.Links[i]
			}
		}
	}
	for part := range slices.Chunk(changed, explained) {
		stored, err := e.stored(ctx, part)
		if err != nil {
			return err
		}
		for _, key := range part {
			fmt.Fprintf(&e.text, "changed  %s\n", arrow(key))
			if stored[key] == nil {
				continue
			}
			if err := e.fields(stored[key], target[key], "nothing that can be shown"); err != nil {
				return err
			}
		}
	}
	for _, key := range written(e.plan.RemovedLinks) {
		fmt.Fprintf(&e.text, "removed  %s\n", arrow(key))
	}
	if follow > 0 {
		fmt.Fprintf(&e.text, "and %s that follow from these\n", count(follow, "link"))
	}
	return nil
}

func arrow(key graph.LinkKey) string { return fmt.Sprintf("%s %s → %s", key.From, key.Type, key.To) }

// stored reads links from the store.
func (e *explanation) stored(ctx context.Context, keys []graph.LinkKey) (map[graph.LinkKey]*graph.Link, error) {
	type anchor struct {
		id   graph.ID
		link graph.LinkType
	}
	seen := map[anchor]bool{}
	var queries []graph.LinkQuery
	for _, key := range keys {
		if a := (anchor{key.From, key.Type}); !seen[a] {
			seen[a] = true
			queries = append(queries, graph.LinkQuery{
				Anchor: a.id, Types: []graph.LinkType{a.link}, Direction: graph.Out, Page: graph.Page{All: true},
			})
		}
	}
	pages, err := e.store.Links(ctx, queries)
	if err != nil {
		return nil, err
	}
	found := map[graph.LinkKey]*graph.Link{}
	for p := range pages {
		for i := range pages[p].Items {
			link := &pages[p].Items[i].Link
			found[link.Key()] = link
		}
	}
	return found, nil
}

// fields writes the fields in which two things differ.
func (e *explanation) fields(before, after any, otherwise string) error {
	old, err := flat(before)
	if err != nil {
		return err
	}
	now, err := flat(after)
	if err != nil {
		return err
	}
	paths := map[string]bool{}
	for path := range old {
		paths[path] = old[path] != now[path]
	}
	for path := range now {
		paths[path] = old[path] != now[path]
	}
	maps.DeleteFunc(paths, func(_ string, differs bool) bool { return !differs })
	if len(paths) == 0 {
		fmt.Fprintf(&e.text, "           %s\n", otherwise)
	}
	for _, path := range slices.SortedFunc(maps.Keys(paths), comparePaths) {
		fmt.Fprintf(&e.text, "           %s: %s → %s\n", path, orNothing(old[path]), orNothing(now[path]))
	}
	return nil
}

func orNothing(value string) string {
	if value == "" {
		return "nothing"
	}
	return value
}

// comparePaths sorts names[2] before names[10].
func comparePaths(x, y string) int {
	padded := func(path string) string {
		var b strings.Builder
		for part := range strings.SplitSeq(path, "[") {
			if number, rest, found := strings.Cut(part, "]"); found {
				part = fmt.Sprintf("%06s%s", number, rest)
			}
			b.WriteString(part + "[")
		}
		return b.String()
	}
	return strings.Compare(padded(x), padded(y))
}

// flat returns the values of a thing by their paths, such as names[2].value.
func flat(thing any) (map[string]string, error) {
	data, err := json.Marshal(thing)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var tree any
	if err := decoder.Decode(&tree); err != nil {
		return nil, err
	}
	values := map[string]string{}
	flatten(values, "", tree)
	return values, nil
}

func flatten(values map[string]string, path string, tree any) {
	switch tree := tree.(type) {
	case map[string]any:
		for name, value := range tree {
			flatten(values, strings.TrimPrefix(path+"."+name, "."), value)
		}
	case []any:
		for i, value := range tree {
			flatten(values, path+"["+strconv.Itoa(i)+"]", value)
		}
	case string:
		values[path] = strconv.Quote(tree)
	case nil:
	default:
		values[path] = fmt.Sprint(tree)
	}
}
