package neo4jstore

import (
	"context"
	"crypto/rand"
	"errors"
	"maps"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/comity-graph/comity/graph"
)

// A content that is too large for one transaction is written whole, in many,
// as a generation of its own beside the one that is read. The last transaction
// says what it is, and lets readers read it; then the generation before it is
// removed. The node (:Comity {name: 'build'}) is there from the first of these
// transactions to the last, and each of them renews it. One that is not
// renewed any more was left by a writer that died: whoever comes next removes
// what is not read, and begins anew.

// build makes a change that is Whole.
func (w *writer) build() error {
	h, err := w.mark()
	if err != nil {
		return err
	}
	w.generation = h.turn.generation + 1
	err = inTurn(func() error { return w.clearUnread(h) }, w.putEntities, w.putLinks, w.switchOver)()
	if err != nil {
		return errors.Join(err, w.giveUp())
	}
	// It is done, whatever becomes of the generation before: with the mark
	// left, the next change removes it.
	err = inTurn(func() error { return w.clear(h.turn.generation) }, w.unmark)()
	if err != nil {
		w.store.log.WarnContext(w.ctx, "the data before is not removed yet; the next seed will remove it", "error", errors.Join(err, w.giveUp()))
	}
	return nil
}

// tidy removes what a build left behind that broke off.
func (w *writer) tidy() error {
	h, err := w.mark()
	if err != nil {
		return err
	}
	err = inTurn(func() error { return w.clearUnread(h) }, w.unmark)()
	if err != nil {
		err = errors.Join(err, w.giveUp())
	}
	return err
}

// mark begins work of many transactions, and returns what the database held at
// that moment.
func (w *writer) mark() (h held, err error) {
	w.token = rand.Text()
	err = w.transact(func() error {
		if h, err = w.lock(); err != nil {
			return err
		}
		return w.tell("build_begin", nil)
	})
	w.inTransactions()
	return h, err
}

// unmark ends it.
func (w *writer) unmark() error { return w.tell("build_end", nil) }

// await returns what the database holds as soon as nobody else writes or
// removes a generation. It waits only as long as it takes to see whether
// somebody does: one who does is an error.
func (s *Store) await(ctx context.Context, session neo4j.SessionWithContext) (held, error) {
	first, err := s.before(ctx, session)
	if err != nil || !first.building || first.buildAge >= s.deserted {
		return first, err
	}
	// Our own clock says how long the mark has not been renewed: that of the
	// database may have been set.
	for began := time.Now(); time.Since(began) < s.deserted-max(first.buildAge, 0); {
		select {
		case <-ctx.Done():
			return held{}, ctx.Err()
		case <-time.After(s.deserted / 10):
		}
		h, err := s.before(ctx, session)
		if err != nil || !h.building {
			return h, err
		}
		if h.mark != first.mark {
			return held{}, anotherSeed()
		}
	}
	return first, nil
}

// before reads what the database holds before a change.
func (s *Store) before(ctx context.Context, session neo4j.SessionWithContext) (h held, err error) {
	ctx, cancel := context.WithTimeout(ctx, s.queryTimeout)
	defer cancel()
	_, err = session.ExecuteRead(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		h, err = s.look(ctx, reading{store: s, tx: tx})
		return nil, err
	}, neo4j.WithTxTimeout(s.queryTimeout))
	return h, err
}

func (w *writer) tell(name string, parameters map[string]any) error {
	if parameters == nil {
		parameters = map[string]any{}
	}
	parameters["token"] = w.token
	_, err := w.run(w.store.statements.compose(name, nil), parameters)
	return err
}

// inTransactions makes each statement that is run a transaction of its own, in
// which it first makes sure that the work is still ours.
func (w *writer) inTransactions() {
	w.run = func(statement string, parameters map[string]any) (answers []answer, err error) {
		one := *w
		err = one.transact(func() error {
			if err := one.goOn(); err != nil {
				return err
			}
			answers, err = one.run(statement, parameters)
			return err
		})
		return answers, err
	}
}

func (w *writer) goOn() error {
	ours, err := w.run(w.store.statements.compose("build_go_on", nil), map[string]any{"token": w.token})
	if err == nil && len(ours) == 0 {
		err = &graph.Error{Code: graph.DatasetChanged, Message: "another seed has taken over; wait for it to end, and seed again"}
	}
	return err
}

// switchOver lets readers read what was written.
func (w *writer) switchOver() error {
	one := *w
	return one.commit(inTurn(one.goOn, one.putInfo), func() error {
		return one.tell("build_switch", inGeneration(one.generation, nil))
	})
}

// giveUp says that nobody is at the work any more, so that the next one need
// not wait to be sure of it.
func (w *writer) giveUp() error {
	// Even if the caller gave up in the meantime.
	_, err := w.alone(context.WithoutCancel(w.ctx), "build_give_up", map[string]any{"token": w.token})
	return err
}

// clearUnread removes everything that is not read.
func (w *writer) clearUnread(h held) error {
	if h.info.Version == "" {
		return w.clearAll()
	}
	if err := w.clear(h.turn.generation - 1); err != nil {
		return err
	}
	return w.clear(h.turn.generation + 1)
}

// clear removes a generation that is not read.
func (w *writer) clear(generation int64) error {
	for _, with := range []clauses{{"label": "Name", "key": "key"}, {"label": "Entity", "key": "id"}} {
		if err := w.remove("clear_generation", with, inGeneration(generation, nil)); err != nil {
			return err
		}
	}
	return nil
}

// clearAll removes everything.
func (w *writer) clearAll() error {
	for _, label := range []string{"Name", "Entity"} {
		if err := w.remove("clear_all", clauses{"label": label}, nil); err != nil {
			return err
		}
	}
	return nil
}

// remove removes nodes, some at a time, and before them their links, which may
// be more of one node than a transaction has room for.
func (w *writer) remove(statement string, with clauses, parameters map[string]any) error {
	links, nodes := maps.Clone(with), maps.Clone(with)
	links["remove"] = "MATCH (node)-[link]-()\nWITH link LIMIT 10000\nDELETE link"
	nodes["remove"] = "DETACH DELETE node"
	for {
		for removed := 1; removed > 0; {
			var err error
			if removed, err = w.removeSome(w.store.statements.compose(statement, links), parameters); err != nil {
				return err
			}
		}
		removed, err := w.removeSome(w.store.statements.compose(statement, nodes), parameters)
		if err != nil || removed == 0 {
			return err
		}
	}
}

func (w *writer) removeSome(statement string, parameters map[string]any) (removed int, err error) {
	records, err := w.run(statement, parameters)
	if err != nil {
		return 0, err
	}
	return records[0].number("removed"), nil
}
