package neo4jstore

import (
	"context"
	"time"
)

// The formats, and what changed with each:
//
//	1  Entities and names are those that are read.
//	2  Entities and names have a generation.
const (
	oldestFormat          = 1 // that can be upgraded
	formatWithGenerations = 2
)

// upgrade brings a graph of an earlier format up to Format. What it holds stays
// as it is. Programs of the earlier format read it until the last step, and
// then no more. An upgrade that breaks off is gone on with by the next.
func (w *writer) upgrade() error {
	generation := func(batches string) []string {
		var statements []string
		for _, label := range []string{"Entity", "Name"} {
			statements = append(statements, w.store.statements.compose("upgrade_generation", clauses{"label": label, "batches": batches}))
		}
		return statements
	}
	for _, statement := range generation("IN TRANSACTIONS OF 10000 ROWS") {
		if err := w.runInBatches(statement); err != nil {
			return err
		}
	}
	if err := w.store.makeSchema(w.ctx, w.session); err != nil {
		return err
	}
	return w.commit(func() error {
		if _, err := w.lock(); err != nil {
			return err
		}
		for _, statement := range generation("") { // what an earlier program wrote meanwhile
			if _, err := w.run(statement, nil); err != nil {
				return err
			}
		}
		_, err := w.run(w.store.statements.compose("upgrade_end", nil), map[string]any{"format": Format})
		return err
	})
}

// runInBatches runs a statement that makes transactions of its own.
func (w *writer) runInBatches(statement string) error {
	ctx, cancel := context.WithTimeout(w.ctx, w.store.applyTimeout)
	defer cancel()
	began := time.Now()
	result, err := w.session.Run(ctx, statement, nil)
	if err == nil {
		_, err = result.Consume(ctx)
	}
	w.store.logStatement(ctx, statement, nil, time.Since(began), err)
	return err
}
