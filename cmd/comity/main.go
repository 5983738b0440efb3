// Command comity serves a graph of multilateral cooperation, asks it, and puts
// it into a database. "comity help" says how.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first signal asks for an end in good order; a second one ends at once.
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ()))
}

// program is what a command has of the world around it.
type program struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	env    func(name string) string
}

// run carries out one command line and returns the exit status: 0 if it did
// what was asked, 1 if it could not, 2 if the line makes no sense. env holds
// NAME=value; of a name that occurs twice, the last counts.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, env []string) int {
	values := map[string]string{}
	for _, setting := range env {
		name, value, _ := strings.Cut(setting, "=")
		values[name] = value
	}
	p := &program{stdin, stdout, stderr, func(name string) string { return values[name] }}
	if len(args) == 0 {
		p.complain(overview())
		return 2
	}
	name, args := commandName(args[0]), args[1:]
	c, ok := findCommand(name)
	if !ok {
		return p.report("comity", noSuchCommand(name))
	}
	return p.report("comity "+c.name, c.run(ctx, p, args))
}

// commandName returns the command that is meant by what is usual elsewhere.
func commandName(arg string) string {
	switch arg {
	case "-h", "-help", "--help":
		return "help"
	case "-version", "--version":
		return "version"
	}
	return arg
}
