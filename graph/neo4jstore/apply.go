package neo4jstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

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
	defer func() { err = errors.Join(err, s.closeSession(ctx, session)) }()

	h, err := s.await(ctx, session)
	if err != nil {
		return err
	}
	if err := checkBase(h, change); err != nil {
		return err
	}
	w := writer{store: s, ctx: ctx, session: session, change: change, dead: h.mark}
	if err := w.waitForLock(); err != nil {
		return err
	}
	if h.info.Version != "" && h.format < Format {
		if err := w.upgrade(); err != nil {
			return err
		}
		h.format = Format
		change.Base = h.version() // what the plan was made for, in its new form
	}
	if h.building && h.info.Version != "" {
		if err := w.tidy(); err != nil {
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
		return w.build()
	}
	return w.commit(inTurn(w.start, w.removeLinks, w.removeEntities, w.putEntities, w.putLinks, w.putInfo))
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
	token      string // of our mark of a build
	dead       string // the mark of a build whose writer is taken for dead
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

// inTurn is work that does one step after the other, as long as none fails.
func inTurn(steps ...func() error) func() error {
	return func() error {
		for _, step := range steps {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	}
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

// start begins a change of one transaction.
func (w *writer) start() error {
	h, err := w.lock()
	if err != nil {
		return err
	}
	if h.building { // and was not when we looked
		return anotherSeed()
	}
	w.generation, w.done = h.turn.generation, 0
	return nil
}

// lock makes changes wait for each other, and returns what the database holds
// now that nobody else can change it: it must be what the change was planned
// for.
func (w *writer) lock() (held, error) {
	if _, err := w.run(w.store.statements.compose("apply_lock", nil), nil); err != nil {
		return held{}, err
	}
	records, err := w.run(w.store.statements.compose("info", nil), nil)
	if err != nil {
		return held{}, err
	}
	h, err := oneHeld(records)
	if err != nil {
		return held{}, err
	}
	if h.building && h.mark != w.dead && h.buildAge < w.store.deserted {
		return held{}, anotherSeed()
	}
	return h, checkBase(h, w.change)
}

// waitForLock waits for another seed that is in the middle of one transaction,
// but not for long. (Of one whose machine is gone, the database keeps the lock
// until the transaction has run out of time.)
func (w *writer) waitForLock() error {
	_, err := w.alone(w.ctx, "apply_lock", nil)
	if err == nil || w.ctx.Err() != nil {
		return err
	}
	if code, _ := w.store.classify(err); code == graph.Timeout {
		return anotherSeed()
	}
	return err
}

func anotherSeed() error {
	return &graph.Error{Code: graph.DatasetChanged, Message: "another seed is in progress; wait for it to end, and seed again"}
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

// commit does work in a transaction of which readers must not see a half: as
// the last thing before its commit it takes the turn, and then does what has to
// be done after that.
func (w *writer) commit(work func() error, after ...func() error) error {
	err := w.transact(inTurn(append([]func() error{work, w.takeTurn}, after...)...))
	if endErr := w.endTurn(err == nil); endErr != nil {
		// It is done, or not; of the mark, readers find out that nobody is there.
		w.store.log.WarnContext(w.ctx, "the mark of a commit is left to grow old", "error", endErr)
	}
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

// endTurn takes the mark away. If it is not certain that the commit is over (the
// caller may have given up while the database was at it), that has to wait for
// the lock, which the transaction has until then.
func (w *writer) endTurn(over bool) error {
	if w.turn == 0 {
		return nil
	}
	// Even if the caller gave up in the meantime: readers would wait in vain.
	ctx := context.WithoutCancel(w.ctx)
	if !over {
		if _, err := w.alone(ctx, "apply_lock", nil); err != nil {
			return err
		}
	}
	_, err := w.alone(ctx, "turn_end", map[string]any{"turn": w.turn})
	return err
}

// alone runs a statement in a transaction of its own.
func (w *writer) alone(ctx context.Context, name string, parameters map[string]any) (answers []answer, err error) {
	ctx, cancel := context.WithTimeout(ctx, w.store.queryTimeout)
	defer cancel()
	session := w.store.session(ctx, neo4j.AccessModeWrite)
	defer func() { err = errors.Join(err, w.store.closeSession(ctx, session)) }()
	_, err = session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		answers, err = w.store.run(ctx, tx, w.store.statements.compose(name, nil), parameters)
		return nil, err
	}, neo4j.WithTxTimeout(w.store.queryTimeout))
	return answers, err
}
