package neo4jstore

import (
	"context"
	"crypto/rand"
	"errors"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/comity-graph/comity/graph"
)

// load makes a first change that is too large for one transaction: in many,
// behind a mark that keeps everybody from reading before all of it is there. A
// load that was interrupted leaves the mark, and no version; the next one
// removes what is there and starts again.
func (w *writer) load() error {
	id := rand.Text()
	w.run = w.transaction(func(neo4j.ManagedTransaction) error { return nil })
	begin := func() error {
		records, err := w.run(w.store.statements.compose("load_begin", nil), map[string]any{"load": id})
		if err == nil && records[0].text("loading") != id {
			err = &graph.Error{Code: graph.DatasetChanged, Message: "another first load is under way; wait for it to end"}
		}
		return err
	}
	goOn := func() error {
		statement := w.store.statements.compose("load_go_on", nil)
		w.run = w.transaction(func(tx neo4j.ManagedTransaction) error {
			records, err := w.store.run(w.ctx, tx, statement, map[string]any{"load": id})
			if err == nil && len(records) == 0 {
				err = &graph.Error{Code: graph.DatasetChanged, Message: "another first load has begun"}
			}
			return err
		})
		return nil
	}
	end := func() error {
		_, err := w.run(w.store.statements.compose("load_end", nil), map[string]any{"load": id})
		return err
	}
	if err := inTurn(w.lock, begin); err != nil {
		return err
	}
	err := inTurn(goOn, w.clear, w.putEntities, w.putLinks, w.putInfo, end)
	if err != nil {
		err = errors.Join(err, w.giveUp(id))
	}
	return err
}

// giveUp says that nobody is at the load any more, so that the next one need
// not wait to be sure of it.
func (w *writer) giveUp(id string) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(w.ctx), w.store.queryTimeout)
	defer cancel()
	w.ctx = ctx
	_, err := w.alone("load_give_up", map[string]any{"load": id})
	return err
}

// transaction returns a function that runs each statement in a transaction of
// its own, after first.
func (w *writer) transaction(first func(neo4j.ManagedTransaction) error) func(string, map[string]any) ([]answer, error) {
	return func(statement string, parameters map[string]any) (answers []answer, err error) {
		_, err = w.session.ExecuteWrite(w.ctx, func(tx neo4j.ManagedTransaction) (any, error) {
			if err := first(tx); err != nil {
				return nil, err
			}
			answers, err = w.store.run(w.ctx, tx, statement, parameters)
			return nil, err
		}, neo4j.WithTxTimeout(w.store.applyTimeout))
		return answers, err
	}
}

// clear removes what an interrupted load left behind.
func (w *writer) clear() error {
	for _, label := range []string{"Name", "Entity"} {
		statement := w.store.statements.compose("load_clear", clauses{"label": label})
		for {
			records, err := w.run(statement, nil)
			if err != nil {
				return err
			}
			if records[0].number("removed") == 0 {
				break
			}
		}
	}
	return nil
}
