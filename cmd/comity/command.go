package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// command is one of the things that comity does.
type command struct {
	name     string
	synopsis string // the arguments, as in "REF [flags]"
	summary  string // a line for the list of commands
	help     string // prose, with examples
	// bind declares the flags and returns what is done with the arguments that
	// are left.
	bind func(*flags) action
}

type action func(ctx context.Context, p *program, args []string) error

// commands returns all commands, in the order of the help.
func commands() []command {
	return []command{serveCommand(), askCommand(), checkCommand(), fmtCommand(), seedCommand(), versionCommand(), helpCommand()}
}

func findCommand(name string) (command, bool) {
	for _, c := range commands() {
		if c.name == name {
			return c, true
		}
	}
	return command{}, false
}

func noSuchCommand(name string) error {
	var known []string
	for _, c := range commands() {
		known = append(known, c.name)
	}
	return misuse("there is no command %q; there are %s; \"comity help\" says what they do", name, strings.Join(known, ", "))
}

// run carries the command out. Whoever asks for -h gets the help instead.
func (c command) run(ctx context.Context, p *program, args []string) error {
	f := &flags{command: c.name}
	act := c.bind(f)
	rest, err := f.parse(args, p.env)
	if errors.Is(err, errHelp) {
		_, err := fmt.Fprint(p.stdout, c.text())
		return err
	}
	if err != nil {
		return err
	}
	return act(ctx, p, rest)
}
