package neo4jstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/comity-graph/comity/graph"
)

// Apply implements graph.Store. The first change also makes the constraints and
// indexes, and a graph of an earlier format is upgraded first. A change that is
// Whole is made in many transactions (see build.go), any other in one. A
// database that holds nodes of something else, or a graph of a format that this
// program cannot upgrade, is refused with STORE_UNAVAILABLE, and nothing in it
// is changed. While another change of many transactions is being made, the
// error is DATASET_CHANGED, after a wait of some seconds that shows that it is
// not one that died.
func (s *Store) Apply(ctx context.Context, change graph.Change) error {
	if err := ctx.Err(); err != nil {
		return s.fault(ctx, "Apply", err)
	}
	return s.fault(ctx, "Apply", s.apply(ctx, &change))
}

func (s *Store) apply(ctx context.Context, change *graph.Change) (err error) {
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer func() { err = errors.Join(err, session.Close(ctx)) }()

	h, err := s.await(ctx, session)
	if err != nil {
		return err
	}
	if err := checkBase(h, change); err != nil {
		return err
	}
	w := writer{store: s, ctx: ctx, session: session, change: change, generation: h.turn.generation}
	if h.info.Version != "" && h.format < Format {
		if err := w.upgrade(); err != nil {
			return err
		}
		if h, err = s.before(ctx, session); err != nil {
			return err
		}
		change.Base = h.version()
	}
	if h.building && h.info.Version != "" {
		if err := w.tidy(h); err != nil {
			return err
		}
	}
	if err := s.dropObsolete(ctx, session); err != nil {
		return err
	}
	if change.Base == change.Info.Version {
		return nil
	}
	if err := s.makeSchema(ctx, session); err != nil {
		return err
	}
	if change.Whole || h.begun() {
		return w.build(h)
	}
	defer func() { err = errors.Join(err, w.endTurn()) }()
	return w.transact(w.write)
}

func checkBase(h held, change *graph.Change) error {
	if h.version() == change.Base {
		return nil
	}
	return &graph.Error{
		Code: graph.DatasetChanged,
		Message: fmt.Sprintf("the database holds version %q, and the change was planned against %q: another seed was quicker; seed again",
			h.version(), change.Base),
	}
}

// writer makes one change.
type writer struct {
	store   *Store
	ctx     context.Context //nolint:containedctx // it lives as long as the call
	session neo4j.SessionWithContext
	change  *graph.Change
	run     func(statement string, parameters map[string]any) ([]answer, error)
	turn    int // that was taken for the commit; 0: none
	// generation is the one that is written to.
	generation int64
	token      string // of the mark of a build
	done       int    // of size, for the progress
}

// size is how many things are written and removed.
func (w *writer) size() int {
	size := len(w.change.Records) + len(w.change.Links)
	if !w.change.Whole {
		size += len(w.change.Removed) + len(w.change.RemovedLinks)
	}
	return size
}

// write is the work of the one transaction of a change that is not Whole.
func (w *writer) write() error {
	w.done = 0
	return inTurn(w.lock, w.removeLinks, w.removeEntities, w.putEntities, w.putLinks, w.putInfo, w.takeTurn)
}

// transact makes all statements that are run by work part of one transaction.
// The driver calls work again if the transaction fails in a way that passes.
func (w *writer) transact(work func() error) error {
	ctx, cancel := context.WithTimeout(w.ctx, w.store.applyTimeout)
	defer cancel()
	_, err := w.session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		w.run = func(statement string, parameters map[string]any) ([]answer, error) {
			return w.store.run(ctx, tx, statement, parameters)
		}
		return nil, work()
	}, neo4j.WithTxTimeout(w.store.applyTimeout))
	return err
}

func inTurn(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// batch is how many rows one statement writes.
const batch = 1000

// inBatches runs the statement on a row for each of the things and returns how
// many it says that it wrote. Rows are made as they are needed: all of those of
// a large change would take more memory than the change.
func inBatches[T any](w *writer, statement string, things []T, row func(T) (map[string]any, error)) (written int, err error) {
	for part := range slices.Chunk(things, batch) {
		rows := make([]map[string]any, len(part))
		for i, thing := range part {
			if rows[i], err = row(thing); err != nil {
				return 0, err
			}
		}
		records, err := w.run(statement, inGeneration(w.generation, map[string]any{"rows": rows}))
		if err != nil {
			return 0, err
		}
		for _, r := range records {
			written += r.number("written")
		}
	}
	return written, nil
}

// progress says that more things were written or removed.
func (w *writer) progress(more int) {
	w.done += more
	w.store.progress(w.done, w.size())
}

// lock makes changes wait for each other, and looks at the version again now
// that nobody else can change it.
func (w *writer) lock() error {
	if _, err := w.run(w.store.statements.compose("apply_lock", nil), nil); err != nil {
		return err
	}
	records, err := w.run(w.store.statements.compose("info", nil), nil)
	if err != nil {
		return err
	}
	h, err := oneHeld(records)
	if err != nil {
		return err
	}
	if err := w.store.underWay(h); err != nil {
		return err
	}
	return checkBase(h, w.change)
}

func (w *writer) removeLinks() error {
	byType := map[graph.LinkType][]graph.LinkKey{}
	for _, key := range w.change.RemovedLinks {
		byType[key.Type] = append(byType[key.Type], key)
	}
	for _, t := range graph.LinkTypes() {
		statement := w.store.statements.compose("apply_remove_links", clauses{"type": string(t)})
		_, err := inBatches(w, statement, byType[t], func(key graph.LinkKey) (map[string]any, error) {
			return map[string]any{"from": string(key.From), "to": string(key.To), "scope": key.Scope}, nil
		})
		if err != nil {
			return err
		}
		w.progress(len(byType[t]))
	}
	return nil
}

func (w *writer) removeEntities() error {
	_, err := inBatches(w, w.store.statements.compose("apply_remove_entities", nil), w.change.Removed, idRow)
	w.progress(len(w.change.Removed))
	return err
}

func idRow(id graph.ID) (map[string]any, error) { return map[string]any{"id": string(id)}, nil }

func (w *writer) putEntities() error {
	byKind := map[graph.Kind][]*graph.Record{}
	var known []graph.ID
	for i := range w.change.Records {
		r := &w.change.Records[i]
		n := r.Base()
		if _, ok := n.Kind.Spec(); !ok {
			return fmt.Errorf("%s: unknown kind %q", n.ID, n.Kind)
		}
		byKind[n.Kind] = append(byKind[n.Kind], r)
		if w.change.Base != "" && !w.change.Whole {
			known = append(known, n.ID)
		}
	}
	if _, err := inBatches(w, w.store.statements.compose("apply_remove_names", nil), known, idRow); err != nil {
		return err
	}
	for _, kind := range slices.Sorted(maps.Keys(byKind)) {
		statement := w.store.statements.compose("apply_put_entities", clauses{"labels": labelsOf(kind)})
		_, err := inBatches(w, statement, byKind[kind], func(r *graph.Record) (map[string]any, error) {
			properties, err := nodeProperties(r)
			w.progress(1)
			return map[string]any{"id": string(r.Base().ID), "properties": inGeneration(w.generation, properties), "names": w.nameRows(r.Entity)}, err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) nameRows(e graph.Entity) []map[string]any {
	found := graph.LookupRows(e)
	rows := make([]map[string]any, 0, len(found))
	for _, row := range found {
		properties := map[string]any{"generation": w.generation, "key": row.Key, "rank": int(row.Rank), "value": row.Name}
		if row.NameKind != "" {
			properties["language"], properties["kind"] = string(row.Language), string(row.NameKind)
		}
		rows = append(rows, properties)
	}
	return rows
}

func (w *writer) putLinks() error {
	byType := map[graph.LinkType][]*graph.Link{}
	for i := range w.change.Links {
		l := &w.change.Links[i]
		byType[l.Type] = append(byType[l.Type], l)
	}
	types := graph.LinkTypes()
	for t := range byType {
		if !slices.Contains(types, t) {
			return fmt.Errorf("unknown type of link %q", t)
		}
	}
	for _, t := range types {
		links := byType[t]
		statement := w.store.statements.compose("apply_put_links", clauses{"type": string(t)})
		written, err := inBatches(w, statement, links, func(l *graph.Link) (map[string]any, error) {
			properties, err := linkProperties(l)
			w.progress(1)
			return map[string]any{"from": string(l.From), "to": string(l.To), "scope": l.Scope, "properties": properties}, err
		})
		if err != nil {
			return err
		}
		if written != len(links) {
			return fmt.Errorf("%d of %d links %s have an end that does not exist", len(links)-written, len(links), t)
		}
	}
	return nil
}

func (w *writer) putInfo() error {
	packs, err := json.Marshal(w.change.Info.Packs)
	if err != nil {
		return err
	}
	info := w.change.Info
	_, err = w.run(w.store.statements.compose("apply_info", nil), map[string]any{"properties": map[string]any{
		"name": "graph", "format": Format, "version": info.Version, "contentHash": info.ContentHash, "keysVersion": info.KeysVersion, "packs": string(packs),
	}})
	return err
}

// takeTurn marks, in a transaction of its own, that a commit is under way; it
// comes last, since readers wait from now on.
func (w *writer) takeTurn() error {
	result, err := w.alone(w.ctx, "turn_take", nil)
	if err != nil {
		return err
	}
	w.turn = result[0].number("turn")
	return nil
}

// endTurn takes the mark away, however the commit ended.
func (w *writer) endTurn() error {
	if w.turn == 0 {
		return nil
	}
	// Even if the caller gave up in the meantime: readers would wait in vain.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(w.ctx), 5*time.Second)
	defer cancel()
	_, err := w.alone(ctx, "turn_end", map[string]any{"turn": w.turn})
	return err
}

// alone runs a statement in a transaction of its own.
func (w *writer) alone(ctx context.Context, name string, parameters map[string]any) (answers []answer, err error) {
	session := w.store.session(ctx, neo4j.AccessModeWrite)
	defer func() { err = errors.Join(err, session.Close(ctx)) }()
	_, err = session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		answers, err = w.store.run(ctx, tx, w.store.statements.compose(name, nil), parameters)
		return nil, err
	}, neo4j.WithTxTimeout(w.store.queryTimeout))
	return answers, err
}
