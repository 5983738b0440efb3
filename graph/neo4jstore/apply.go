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
// indexes; if it is large, it is made in many transactions, and until the last
// of them all readers get STORE_UNAVAILABLE (see load). A database that holds
// nodes of something else, or a graph of another format, is refused with
// STORE_UNAVAILABLE, and nothing in it is changed.
func (s *Store) Apply(ctx context.Context, change graph.Change) error {
	if err := ctx.Err(); err != nil {
		return s.fault(ctx, "Apply", err)
	}
	bounded, cancel := context.WithTimeout(ctx, s.applyTimeout)
	defer cancel()
	return s.fault(ctx, "Apply", s.apply(bounded, &change))
}

func (s *Store) apply(ctx context.Context, change *graph.Change) (err error) {
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer func() { err = errors.Join(err, session.Close(ctx)) }()

	interrupted := false
	_, err = session.ExecuteRead(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		h, err := s.look(ctx, tx)
		if err != nil {
			return nil, err
		}
		interrupted = h.turn.loading
		return nil, checkBase(h, change)
	}, neo4j.WithTxTimeout(s.queryTimeout))
	if err != nil || change.Base == change.Info.Version {
		return err
	}
	if err := s.makeSchema(ctx, session); err != nil {
		return err
	}
	w := writer{store: s, ctx: ctx, session: session, change: change}
	if interrupted || (change.Base == "" && w.size() > s.oneTransaction) {
		return w.load()
	}
	defer func() { err = errors.Join(err, w.endTurn()) }()
	_, err = session.ExecuteWrite(ctx, w.write, neo4j.WithTxTimeout(s.applyTimeout))
	return err
}

func checkBase(h held, change *graph.Change) error {
	if h.version() == change.Base {
		return underWay(h.turn)
	}
	return &graph.Error{
		Code:    graph.DatasetChanged,
		Message: fmt.Sprintf("the database holds version %q and the change was planned against %q; plan it again", h.version(), change.Base),
	}
}

// makeSchema makes the constraints and indexes that are missing, in transactions
// of their own: Neo4j does not let one transaction change both schema and data.
func (s *Store) makeSchema(ctx context.Context, session neo4j.SessionWithContext) error {
	missing := schema()
	_, err := session.ExecuteRead(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		online, err := s.run(ctx, tx, s.statements.compose("schema", nil), nil)
		for _, index := range online {
			delete(missing, index.text("name"))
		}
		return nil, err
	}, neo4j.WithTxTimeout(s.queryTimeout))
	if err != nil || len(missing) == 0 {
		return err
	}
	_, err = session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		for _, name := range slices.Sorted(maps.Keys(missing)) {
			if _, err := s.run(ctx, tx, missing[name], nil); err != nil {
				return nil, err
			}
		}
		return nil, nil
	}, neo4j.WithTxTimeout(s.applyTimeout))
	if err != nil {
		return err
	}
	_, err = session.ExecuteRead(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		return s.run(ctx, tx, s.statements.compose("schema_await", nil), nil)
	}, neo4j.WithTxTimeout(s.applyTimeout))
	return err
}

// writer makes one change.
type writer struct {
	store   *Store
	ctx     context.Context //nolint:containedctx // it lives as long as the call
	session neo4j.SessionWithContext
	change  *graph.Change
	run     func(statement string, parameters map[string]any) ([]answer, error)
	turn    int // that was taken for the commit; 0: none
}

func (w *writer) size() int {
	return len(w.change.Records) + len(w.change.Links) + len(w.change.Removed) + len(w.change.RemovedLinks)
}

// write is the work of the transaction; the driver may call it again if the
// transaction fails in a way that passes.
func (w *writer) write(tx neo4j.ManagedTransaction) (any, error) {
	w.within(tx)
	return nil, inTurn(w.lock, w.removeLinks, w.removeEntities, w.putEntities, w.putLinks, w.putInfo, w.takeTurn)
}

// within makes all statements that are run part of one transaction.
func (w *writer) within(tx neo4j.ManagedTransaction) {
	w.run = func(statement string, parameters map[string]any) ([]answer, error) {
		return w.store.run(w.ctx, tx, statement, parameters)
	}
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

// inBatches runs the statement on rows and returns how many it says that it
// wrote.
func (w *writer) inBatches(statement string, rows []map[string]any) (written int, err error) {
	for part := range slices.Chunk(rows, batch) {
		records, err := w.run(statement, map[string]any{"rows": part})
		if err != nil {
			return 0, err
		}
		for _, r := range records {
			written += r.number("written")
		}
	}
	return written, nil
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
	h, err := heldOf(records[0])
	if err != nil {
		return err
	}
	return checkBase(h, w.change)
}

func (w *writer) removeLinks() error {
	byType := map[graph.LinkType][]map[string]any{}
	for _, key := range w.change.RemovedLinks {
		byType[key.Type] = append(byType[key.Type], map[string]any{"from": string(key.From), "to": string(key.To), "scope": key.Scope})
	}
	for _, t := range graph.LinkTypes() {
		statement := w.store.statements.compose("apply_remove_links", clauses{"type": string(t)})
		if _, err := w.inBatches(statement, byType[t]); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) removeEntities() error {
	rows := make([]map[string]any, 0, len(w.change.Removed))
	for _, id := range w.change.Removed {
		rows = append(rows, map[string]any{"id": string(id)})
	}
	_, err := w.inBatches(w.store.statements.compose("apply_remove_entities", nil), rows)
	return err
}

func (w *writer) putEntities() error {
	byKind := map[graph.Kind][]map[string]any{}
	var names []map[string]any
	for i := range w.change.Records {
		r := &w.change.Records[i]
		n := r.Base()
		if _, known := n.Kind.Spec(); !known {
			return fmt.Errorf("%s: unknown kind %q", n.ID, n.Kind)
		}
		properties, err := nodeProperties(r)
		if err != nil {
			return err
		}
		byKind[n.Kind] = append(byKind[n.Kind], map[string]any{"id": string(n.ID), "properties": properties})
		names = append(names, map[string]any{"id": string(n.ID), "names": nameRows(r.Entity)})
	}
	for _, kind := range slices.Sorted(maps.Keys(byKind)) {
		statement := w.store.statements.compose("apply_put_entities", clauses{"labels": labelsOf(kind)})
		if _, err := w.inBatches(statement, byKind[kind]); err != nil {
			return err
		}
	}
	if w.change.Base != "" {
		if _, err := w.inBatches(w.store.statements.compose("apply_remove_names", nil), names); err != nil {
			return err
		}
	}
	_, err := w.inBatches(w.store.statements.compose("apply_put_names", nil), names)
	return err
}

func nameRows(e graph.Entity) []map[string]any {
	found := graph.LookupRows(e)
	rows := make([]map[string]any, 0, len(found))
	for _, row := range found {
		properties := map[string]any{"key": row.Key, "rank": int(row.Rank), "value": row.Name}
		if row.NameKind != "" {
			properties["language"], properties["kind"] = string(row.Language), string(row.NameKind)
		}
		rows = append(rows, properties)
	}
	return rows
}

func (w *writer) putLinks() error {
	byType := map[graph.LinkType][]map[string]any{}
	for i := range w.change.Links {
		l := &w.change.Links[i]
		properties, err := linkProperties(l)
		if err != nil {
			return err
		}
		byType[l.Type] = append(byType[l.Type], map[string]any{
			"from": string(l.From), "to": string(l.To), "scope": l.Scope, "properties": properties,
		})
	}
	types := graph.LinkTypes()
	for t := range byType {
		if !slices.Contains(types, t) {
			return fmt.Errorf("unknown type of link %q", t)
		}
	}
	for _, t := range types {
		rows := byType[t]
		written, err := w.inBatches(w.store.statements.compose("apply_put_links", clauses{"type": string(t)}), rows)
		if err != nil {
			return err
		}
		if written != len(rows) {
			return fmt.Errorf("%d of %d links %s have an end that does not exist", len(rows)-written, len(rows), t)
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
	result, err := w.alone("turn_take", nil)
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
	w.ctx = ctx
	_, err := w.alone("turn_end", map[string]any{"turn": w.turn})
	return err
}

// alone runs a statement in a transaction of its own.
func (w *writer) alone(name string, parameters map[string]any) (answers []answer, err error) {
	session := w.store.session(w.ctx, neo4j.AccessModeWrite)
	defer func() { err = errors.Join(err, session.Close(w.ctx)) }()
	_, err = session.ExecuteWrite(w.ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		answers, err = w.store.run(w.ctx, tx, w.store.statements.compose(name, nil), parameters)
		return nil, err
	}, neo4j.WithTxTimeout(w.store.queryTimeout))
	return answers, err
}
