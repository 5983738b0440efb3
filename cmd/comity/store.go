package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/memstore"
	"github.com/comity-graph/comity/graph/neo4jstore"
	"github.com/comity-graph/comity/seed"
)

// source says where the graph comes from.
type source struct {
	store string // memory, or the address of a Neo4j
	data  string // a folder of packs; empty for those that Comity comes with
}

const embedded = "memory"

func (s *source) bindStore(f *flags, initial string) {
	f.text(&s.store, flagSpec{
		name: "store", value: "ADDRESS", env: "COMITY_STORE", initial: initial,
		help: "the database that holds the graph, such as neo4j://localhost:7687, or neo4j+s:// for TLS; its user and password come from COMITY_NEO4J_USER and COMITY_NEO4J_PASSWORD",
	})
}

func (s *source) bindData(f *flags, help string) {
	f.text(&s.data, flagSpec{name: "data", value: "FOLDER", env: "COMITY_DATA", initial: "those that Comity comes with", help: help})
}

func (s *source) isMemory() bool { return s.store == "" || s.store == embedded }

// open returns the store, and checks that it can be read and holds a graph.
func (s *source) open(ctx context.Context, p *program, log *slog.Logger) (graph.Store, error) {
	if s.isMemory() {
		content, err := s.content()
		if err != nil {
			return nil, err
		}
		return inMemory(ctx, content)
	}
	if s.data != "" {
		return nil, misuse("--data is read into memory, and --store names a database: give one of them, or put the data into the database with \"comity seed --store %s --data %s\"", s.store, s.data)
	}
	store, err := s.openNeo4j(ctx, p, log, nil)
	if err != nil {
		return nil, err
	}
	err = store.Check(ctx)
	if err == nil {
		err = holdsGraph(ctx, store, s.store)
	}
	if err != nil {
		return nil, errors.Join(err, store.Close(ctx))
	}
	return store, nil
}

// inMemory returns a store that holds the content.
func inMemory(ctx context.Context, content *graph.Content) (*memstore.Store, error) {
	store := memstore.New()
	if err := store.Load(ctx, content); err != nil {
		return nil, err
	}
	return store, nil
}

// openNeo4j returns the database, whatever it holds, without connecting to it.
// progress is told how far a change is; nil: nobody is.
func (s *source) openNeo4j(ctx context.Context, p *program, log *slog.Logger, progress func(done, all int)) (*neo4jstore.Store, error) {
	if !strings.Contains(s.store, "://") {
		return nil, misuse("--store: %q is neither %q nor the address of a database, such as neo4j://localhost:7687", s.store, embedded)
	}
	return neo4jstore.Open(ctx, s.store, &neo4jstore.Options{
		Username: p.env("COMITY_NEO4J_USER"),
		Password: p.env("COMITY_NEO4J_PASSWORD"),
		Database: p.env("COMITY_NEO4J_DATABASE"),
		Progress: progress,
		Logger:   log,
	})
}

// holdsGraph returns nil if there is something in the store to ask for.
func holdsGraph(ctx context.Context, store graph.Store, address string) error {
	info, err := store.Info(ctx)
	if err != nil {
		return err
	}
	if info.Version == "" {
		return &graph.Error{
			Code:    graph.StoreUnavailable,
			Message: fmt.Sprintf("the database at %s holds no graph yet; put one into it with \"comity seed --store %s\"", address, address),
		}
	}
	return nil
}

// content reads the packs. Mistakes in a folder are named so that an editor
// finds them.
func (s *source) content() (*graph.Content, error) {
	packs, err := s.packs()
	if err != nil {
		return nil, err
	}
	content, err := seed.Load(packs)
	var mistakes seed.Mistakes
	if s.data != "" && errors.As(err, &mistakes) {
		return nil, mistakes.In(s.data)
	}
	return content, err
}

// checked is content for whoever wants to know as well how doubtful it is: it
// says how many warnings there are and what shows them, or nothing if there are
// none.
func (s *source) checked() (content *graph.Content, doubts string, err error) {
	packs, err := s.packs()
	if err != nil {
		return nil, "", err
	}
	report, err := seed.Check(packs)
	switch {
	case err != nil:
		return nil, "", err
	case len(report.Mistakes) > 0:
		return nil, "", report.Mistakes.In(s.data)
	case len(report.Warnings) > 0:
		doubts = englishWords().count(len(report.Warnings), noun{"%d warning", "%d warnings"}) + "; comity check --data " + s.data + " shows them"
	}
	return report.Content, doubts, nil
}

func (s *source) packs() (fs.FS, error) {
	if s.data == "" {
		return seed.Data(), nil
	}
	return seed.Dir(s.data)
}
