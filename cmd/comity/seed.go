package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/comity-graph/comity/seed"
)

func seedCommand() command {
	return command{
		name:     "seed",
		synopsis: "--store ADDRESS [flags]",
		summary:  "put the data into a database, or bring it up to date there",
		help: `
Seed reads the data, checks all of it, compares it with what the database holds,
prints what it will add, change and remove, and does that in one transaction:
all of it or nothing. (A first load of more than 50,000 things is made in several
and is not served before it is whole; if it breaks off, seed again.) Data with a mistake is not written at all; each mistake is
printed with its file, line and column and with what to do about it.

It can be run again at any time. If nothing is different, it does nothing.
Whoever reads the database meanwhile sees the old data until the new data is
whole. A database that holds anything that Comity did not put there is left as
it is.

Examples:

	export COMITY_NEO4J_USER=neo4j COMITY_NEO4J_PASSWORD=…
	comity seed --store neo4j://localhost:7687 --dry-run
	comity seed --store neo4j://localhost:7687
	comity serve --store neo4j://localhost:7687
`,
		bind: func(f *flags) action {
			var c seeding
			c.source.bindStore(f, "")
			c.source.bindData(f, "the folder of packs to read")
			f.on(&c.dryRun, flagSpec{name: "dry-run", help: "print what would change, and change nothing"})
			c.logging.bind(f, slog.LevelError)
			return c.run
		},
	}
}

type seeding struct {
	source  source
	logging logging
	dryRun  bool
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
	store, err := c.source.openNeo4j(ctx, p, c.logging.logger(p.stderr))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close(context.WithoutCancel(ctx))) }()
	plan, summary, err := seed.Plan(ctx, store, content)
	if err != nil {
		return err
	}
	if plan.Empty() {
		_, err := fmt.Fprintf(p.stdout, "%s holds version %s already; there is nothing to do\n", c.source.store, content.Info.Version)
		return err
	}
	if _, err := fmt.Fprintln(p.stdout, summary); err != nil {
		return err
	}
	if c.dryRun {
		_, err := fmt.Fprintf(p.stdout, "a dry run: %s is as it was\n", c.source.store)
		return err
	}
	if err := seed.Apply(ctx, store, plan); err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.stdout, "%s now holds version %s\n", c.source.store, content.Info.Version)
	return err
}
