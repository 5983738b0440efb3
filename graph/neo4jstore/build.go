package neo4jstore

import (
	"context"
	"crypto/rand"
	"errors"
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
func (w *writer) build(h held) error {
	w.generation = h.turn.generation + 1
	return w.marked(h, func() (err error) {
		if err := inTurn(w.putEntities, w.putLinks); err != nil {
			return err
		}
		if err := w.switchOver(); err != nil {
			return err
		}
		// It is done, whatever becomes of the generation before: the next
		// change would remove it.
		if err := w.clear(h.turn.generation); err != nil {
			w.store.log.WarnContext(w.ctx, "the data before is not removed yet; the next seed will remove it", "error", err)
		}
		return nil
	})
}

// tidy removes what a build left behind that broke off.
func (w *writer) tidy(h held) error {
	return w.marked(h, func() error { return nil })
}

// marked does work behind the mark, after everything is removed that is not
// read.
func (w *writer) marked(h held, work func() error) error {
	w.token = rand.Text()
	err := w.transact(func() error {
		return inTurn(w.lock, func() error { return w.tell("build_begin", nil) })
	})
	if err != nil {
		return err
	}
	w.inTransactions()
	err = inTurn(func() error { return w.clearUnread(h) }, work, func() error { return w.tell("build_end", nil) })
	if err != nil {
		err = errors.Join(err, w.giveUp())
	}
	return err
}

// underWay refuses a change while somebody else writes or removes a generation.
func (s *Store) underWay(h held) error {
	if h.building && h.buildAge < s.deserted {
		return &graph.Error{Code: graph.DatasetChanged, Message: "another seed is in progress; wait for it to end, and seed again"}
	}
	return nil
}

// await returns what the database holds as soon as nobody else writes or
// removes a generation. It waits only as long as it takes to see whether
// somebody does: one who does is an error.
func (s *Store) await(ctx context.Context, session neo4j.SessionWithContext) (held, error) {
	h, err := s.before(ctx, session)
	for err == nil && s.underWay(h) != nil {
		last := h.buildAge
		select {
		case <-ctx.Done():
			return h, ctx.Err()
		case <-time.After(min(time.Second, s.deserted-last)):
		}
		if h, err = s.before(ctx, session); err == nil && h.building && h.buildAge < last {
			err = s.underWay(h)
		}
	}
	return h, err
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
func (w *writer) switchOver() (err error) {
	one := *w
	defer func() { err = errors.Join(err, one.endTurn()) }()
	return one.transact(func() error {
		return inTurn(one.goOn, one.putInfo, one.takeTurn, func() error {
			return one.tell("build_switch", inGeneration(one.generation, nil))
		})
	})
}

// giveUp says that nobody is at the work any more, so that the next one need
// not wait to be sure of it.
func (w *writer) giveUp() error {
	// Even if the caller gave up in the meantime.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(w.ctx), w.store.queryTimeout)
	defer cancel()
	_, err := w.alone(ctx, "build_give_up", map[string]any{"token": w.token})
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
		statement := w.store.statements.compose("clear_generation", with)
		if err := w.repeat(statement, inGeneration(generation, nil)); err != nil {
			return err
		}
	}
	return nil
}

// clearAll removes everything.
func (w *writer) clearAll() error {
	for _, label := range []string{"Name", "Entity"} {
		if err := w.repeat(w.store.statements.compose("clear_all", clauses{"label": label}), nil); err != nil {
			return err
		}
	}
	return nil
}

// repeat runs a statement that removes some, until there are none.
func (w *writer) repeat(statement string, parameters map[string]any) error {
	for {
		records, err := w.run(statement, parameters)
		if err != nil {
			return err
		}
		if records[0].number("removed") == 0 {
			return nil
		}
	}
}
