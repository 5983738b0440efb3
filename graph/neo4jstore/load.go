package neo4jstore

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/comity-graph/comity/graph"
)

// load makes a first change that is too large for one transaction: in many,
// behind a mark that keeps everybody from reading before all of it is there. A
// load that was interrupted leaves the mark, and no version; the next one
// removes what is there and starts again.
func (w *writer) load() error {
	id := rand.Text()
	_, err := w.session.ExecuteWrite(w.ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		w.within(tx)
		return nil, inTurn(w.lock, func() error { return w.tell("load_begin", id) })
	}, neo4j.WithTxTimeout(w.store.queryTimeout))
	if err != nil {
		return err
	}
	w.inTransactions(id)
	err = inTurn(w.clear, w.putEntities, w.putLinks, w.putInfo, func() error { return w.tell("load_end", id) })
	if err != nil {
		err = errors.Join(err, w.giveUp(id))
	}
	return err
}

// deserted is the age of the mark of a load at which nobody can be at it any
// more; each of its transactions renews the mark.
const deserted = time.Minute

// underWay refuses a change while somebody else's load is at it. One that was
// interrupted stands in the way of nothing but reading.
func underWay(t turn) error {
	if t.loading && t.marked && t.markAge < deserted {
		return &graph.Error{Code: graph.DatasetChanged, Message: "another first load is under way; wait for it to end"}
	}
	return nil
}

func (w *writer) tell(name, id string) error {
	_, err := w.run(w.store.statements.compose(name, nil), map[string]any{"load": id})
	return err
}

// inTransactions makes each statement that is run a transaction of its own, in
// which it first makes sure that the load is still ours.
func (w *writer) inTransactions(id string) {
	goOn := w.store.statements.compose("load_go_on", nil)
	w.run = func(statement string, parameters map[string]any) (answers []answer, err error) {
		_, err = w.session.ExecuteWrite(w.ctx, func(tx neo4j.ManagedTransaction) (any, error) {
			ours, err := w.store.run(w.ctx, tx, goOn, map[string]any{"load": id})
			if err == nil && len(ours) == 0 {
				err = &graph.Error{Code: graph.DatasetChanged, Message: "another first load has begun"}
			}
			if err != nil {
				return nil, err
			}
			answers, err = w.store.run(w.ctx, tx, statement, parameters)
			return nil, err
		}, neo4j.WithTxTimeout(w.store.applyTimeout))
		return answers, err
	}
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
