package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/seed"
)

func seedCommand() command { return seedCommandWithin(graph.MaxChange) }

// seedCommandWithin is seed with another limit to what one transaction changes.
func seedCommandWithin(limit int) command {
	return command{
		name:     "seed",
		synopsis: "--store ADDRESS [flags]",
		summary:  "put the data into a database, or bring it up to date there",
		help: `
Seed reads the data, checks all of it, compares it with what the database holds,
prints what it will add, change and remove, and does that: all of it or nothing.
Data with a mistake is not written at all; each mistake is printed with its file,
line and column and with what to do about it.

It can be run again at any time. If nothing is different, it does nothing.
Whoever reads the database meanwhile sees the old data until the new data is
whole. Up to 50,000 differences are made in one transaction. More are written in
many, beside the data that is read, which is switched over at the end; the
database needs room for both meanwhile. If seed is interrupted, even killed, what
is read stays as it was: seed again.

A database that holds anything that Comity did not put there is left as it is,
and so is one that another seed is at. A graph that an earlier version of Comity
wrote is upgraded; servers of that version must be replaced after it.

Examples:

	export COMITY_NEO4J_USER=neo4j COMITY_NEO4J_PASSWORD=…
	comity seed --store neo4j://localhost:7687 --dry-run
	comity seed --store neo4j://localhost:7687 --dry-run --verbose
	comity seed --store neo4j://localhost:7687
	comity serve --store neo4j://localhost:7687
`,
		bind: func(f *flags) action {
			c := seeding{limit: limit}
			c.source.bindStore(f, "")
			c.source.bindData(f, "the folder of packs to read")
			f.on(&c.verbose, flagSpec{name: "verbose", help: "print each thing that is added, changed or removed, and each field that changes"})
			f.on(&c.dryRun, flagSpec{name: "dry-run", help: "print what would change, and change nothing"})
			c.logging.bind(f, slog.LevelError)
			return c.run
		},
	}
}

type seeding struct {
	source  source
	logging logging
	verbose bool
	dryRun  bool
	limit   int
}

func (c *seeding) run(ctx context.Context, p *program, args []string) (err error) {
	switch {
	case len(args) > 0:
		return misuse("seed takes no arguments; %q is one", args[0])
	case c.source.isMemory():
		return misuse("seed needs a database to write into: give --store neo4j://HOST:7687; the graph in memory is read anew at every start")
	}
	content, err := c.source.content()
	if err != nil {
		return err
	}
	bar := newProgress(p.stderr)
	store, err := c.source.openNeo4j(ctx, p, c.logging.logger(p.stderr), bar.show)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close(context.WithoutCancel(ctx))) }()
	plan, summary, err := seed.Plan(ctx, store, content, c.limit)
	if err != nil {
		return err
	}
	if err := c.print(ctx, p, store, plan, summary, content); err != nil {
		return err
	}
	if c.dryRun {
		_, err := fmt.Fprintf(p.stdout, "a dry run: %s is as it was\n", c.source.store)
		return err
	}
	err = seed.Apply(ctx, store, plan)
	bar.end()
	switch {
	case errors.Is(err, context.Canceled):
		return interruptedError{c.source.store}
	case err != nil || plan.Empty():
		return err
	}
	_, err = fmt.Fprintf(p.stdout, "%s now holds version %s\n", c.source.store, content.Info.Version)
	return err
}

// print says what the plan does.
func (c *seeding) print(ctx context.Context, p *program, store graph.Store, plan *graph.Plan, summary *seed.Summary, content *graph.Content) error {
	if plan.Empty() {
		_, err := fmt.Fprintf(p.stdout, "%s holds version %s already; there is nothing to do\n", c.source.store, content.Info.Version)
		return err
	}
	if c.verbose {
		if err := seed.Explain(ctx, p.stdout, store, plan, content); err != nil {
			return err
		}
	}
	if _, err := fmt.Fprintln(p.stdout, summary); err != nil {
		return err
	}
	if plan.Upgrade != "" {
		if _, err := fmt.Fprintln(p.stdout, plan.Upgrade); err != nil {
			return err
		}
	}
	if plan.Change.Whole {
		_, err := fmt.Fprintln(p.stdout, "this is more than one transaction: the whole is written beside what is read, and switched to at the end")
		return err
	}
	return nil
}
