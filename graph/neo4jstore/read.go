package neo4jstore

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/comity-graph/comity/graph"
)

// question is one question of a batch, made ready: a composed statement, the
// row of parameters that it is asked with, and what takes its answer.
type question struct {
	statement string
	limit     int // $limit of the statement; the same for all rows that share it
	row       map[string]any
	take      func(answer) error
}

// answer is one record of a result, or a map in one, by column name.
type answer map[string]any

func (a answer) text(column string) string {
	s, _ := a[column].(string)
	return s
}

func (a answer) number(column string) int {
	n, _ := a[column].(int64)
	return int(n)
}

func (a answer) flag(column string) bool {
	b, _ := a[column].(bool)
	return b
}

func (a answer) list(column string) []any {
	l, _ := a[column].([]any)
	return l
}

// items returns a column that is a list of maps.
func (a answer) items(column string) []answer {
	list := a.list(column)
	items := make([]answer, 0, len(list))
	for _, item := range list {
		if m, ok := item.(map[string]any); ok {
			items = append(items, m)
		}
	}
	return items
}

// texts returns a column that is a list of strings.
func texts[T ~string](a answer, column string) []T {
	list := a.list(column)
	found := make([]T, 0, len(list))
	for _, item := range list {
		if s, ok := item.(string); ok {
			found = append(found, T(s))
		}
	}
	return found
}

// entity decodes the entity whose kind and data the answer has; nil if it has none.
func (a answer) entity() (graph.Entity, error) {
	kind := a.text("kind")
	if kind == "" {
		return nil, nil //nolint:nilnil // no entity is an answer
	}
	return graph.DecodeEntity(graph.Kind(kind), []byte(a.text("data")))
}

// ask puts questions to the database, those with the same statement at once,
// and hands out the answers. All answers come from one version of the data.
func (s *Store) ask(ctx context.Context, op string, questions []question) error {
	if len(questions) == 0 {
		return nil
	}
	groups := groupQuestions(questions)
	handOut := func(answers []answer) error {
		for i, q := range questions {
			if err := q.take(answers[i]); err != nil {
				return err
			}
		}
		return nil
	}
	err := s.read(ctx, op, func(ctx context.Context, r reading) (turns []turn, take func() error, err error) {
		answers := make([]answer, len(questions))
		for _, g := range groups {
			records, err := r.run(ctx, g.statement, map[string]any{"rows": g.rows, "limit": g.limit})
			if err != nil {
				return nil, nil, err
			}
			for _, record := range records {
				turns = append(turns, turnOf(record["before"]), turnOf(record["after"]))
				answers[g.members[record.number("i")]] = record
			}
		}
		return turns, func() error { return handOut(answers) }, nil
	})
	if lacksIndex(err) {
		// The first change makes the full-text indexes. Before it there is
		// nothing to be found.
		if info, infoErr := s.Info(ctx); infoErr == nil && info.Version == "" {
			return handOut(make([]answer, len(questions)))
		}
	}
	return err
}

// group is a statement with all questions that it answers.
type group struct {
	statement string
	limit     int
	rows      []map[string]any
	members   []int // of each row, the index of its question
}

func groupQuestions(questions []question) []*group {
	type shape struct {
		statement string
		limit     int
	}
	byShape := map[shape]*group{}
	var groups []*group
	for i, q := range questions {
		key := shape{q.statement, q.limit}
		g := byShape[key]
		if g == nil {
			g = &group{statement: q.statement, limit: q.limit}
			byShape[key] = g
			groups = append(groups, g)
		}
		q.row["i"] = len(g.rows)
		g.rows = append(g.rows, q.row)
		g.members = append(g.members, i)
	}
	return groups
}

// reading is an attempt to read: one transaction, and the generation of
// entities that it reads.
type reading struct {
	store      *Store
	tx         neo4j.ManagedTransaction
	generation int64
}

// run runs one statement on the generation.
func (r reading) run(ctx context.Context, statement string, parameters map[string]any) ([]answer, error) {
	return r.store.run(ctx, r.tx, statement, inGeneration(r.generation, parameters))
}

// inGeneration adds the parameter $generation.
func inGeneration(generation int64, parameters map[string]any) map[string]any {
	if parameters == nil {
		parameters = map[string]any{}
	}
	parameters["generation"] = generation
	return parameters
}

// work reads, and returns the turns in which it did and a function that hands
// out what it read.
type work func(ctx context.Context, r reading) (turns []turn, take func() error, err error)

// read does the work in a read transaction until all that it read is of one
// version, and then lets it hand out what it read.
func (s *Store) read(ctx context.Context, op string, work work) error {
	return s.readWithin(ctx, s.queryTimeout, op, work)
}

func (s *Store) readWithin(ctx context.Context, timeout time.Duration, op string, work work) error {
	if err := ctx.Err(); err != nil {
		return s.fault(ctx, op, err)
	}
	// The database itself ends what takes too long. It gets a little more time
	// to say so, before it counts as one that does not answer.
	const grace = 500 * time.Millisecond
	bounded, cancel := context.WithTimeout(ctx, timeout+grace)
	defer cancel()
	began := time.Now()
	for pause := 5 * time.Millisecond; ; pause = min(2*pause, time.Second) {
		take, err := s.readOnce(bounded, timeout, work)
		if err != nil {
			return s.fault(ctx, op, err)
		}
		if take != nil {
			return s.fault(ctx, op, take())
		}
		if time.Since(began)+pause > timeout {
			return s.fault(ctx, op, &graph.Error{Code: graph.DatasetChanged, Message: "the data was being changed; ask again"})
		}
		select {
		case <-bounded.Done():
			return s.fault(ctx, op, bounded.Err())
		case <-time.After(pause):
		}
	}
}

// readOnce returns nil if what was read may be of several versions, or of a
// generation that is not, or no longer, the one to be read.
func (s *Store) readOnce(ctx context.Context, timeout time.Duration, work work) (take func() error, err error) {
	session := s.session(ctx, neo4j.AccessModeRead)
	defer func() {
		// What was read is whole; that a connection did not close well is not
		// the caller's concern.
		_ = session.Close(ctx)
	}()
	var whole func() error // of the last try, if it read everything
	_, err = session.ExecuteRead(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		whole = nil
		r := reading{s, tx, s.generation.Load()}
		turns, take, err := work(ctx, r)
		switch {
		case err != nil || !sameTurn(turns):
		case len(turns) > 0 && turns[0].generation != r.generation:
			s.generation.Store(turns[0].generation)
		default:
			whole = take
		}
		return nil, err
	}, neo4j.WithTxTimeout(timeout))
	if whole != nil {
		return whole, nil // if the connection was lost at the commit, so be it: there was nothing to commit
	}
	return nil, err
}

// run runs one statement and returns its records by column name.
func (s *Store) run(ctx context.Context, tx neo4j.ManagedTransaction, statement string, parameters map[string]any) ([]answer, error) {
	began := time.Now()
	result, err := tx.Run(ctx, statement, parameters)
	if err != nil {
		return nil, broken(err)
	}
	var answers []answer
	for result.Next(ctx) {
		answers = append(answers, result.Record().AsMap())
	}
	err = broken(result.Err())
	s.logStatement(ctx, statement, parameters, time.Since(began), err)
	return answers, err
}

// logStatement logs a statement whole. The parameters are JSON, which is what
// :params takes in Neo4j Browser.
func (s *Store) logStatement(ctx context.Context, statement string, parameters map[string]any, took time.Duration, err error) {
	if !s.log.Enabled(ctx, slog.LevelDebug) {
		return
	}
	encoded, _ := json.Marshal(parameters) // strings, numbers, and lists and maps of them
	attributes := []slog.Attr{
		slog.String("statement", statement), slog.String("parameters", string(encoded)), slog.Duration("took", took),
	}
	if err != nil {
		attributes = append(attributes, slog.String("error", err.Error()))
	}
	s.log.LogAttrs(ctx, slog.LevelDebug, "neo4j statement", attributes...)
}
