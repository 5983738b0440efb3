package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/seed"
)

// errHelp says that the help was asked for.
var errHelp = errors.New("help was asked for")

// misuseError is a command line that makes no sense.
type misuseError struct{ message string }

func (e *misuseError) Error() string { return e.message }

func misuse(format string, args ...any) error { return &misuseError{fmt.Sprintf(format, args...)} }

// interruptedError is a seed that was told to stop.
type interruptedError struct{ store string }

func (e interruptedError) Error() string {
	return "interrupted; " + e.store + " holds the old data or the new, whole: seed again to be sure of the new"
}

// report prints what went wrong, if anything, and returns the exit status.
func (p *program) report(who string, err error) int {
	if err == nil {
		return 0
	}
	p.complain(who + ": " + sentence(err) + "\n")
	if _, ok := errors.AsType[*misuseError](err); ok {
		return 2
	}
	return 1
}

// complain prints on standard error. Where that fails there is nobody to tell.
func (p *program) complain(text string) { _, _ = io.WriteString(p.stderr, text) }

// sentence returns what a person should read of an error: the sentence that
// was written for people, if there is one.
func sentence(err error) string {
	var known *graph.Error
	var mistakes seed.Mistakes
	switch {
	case errors.Is(err, context.Canceled):
		return "interrupted"
	case errors.As(err, &mistakes):
		return "the data has mistakes\n\n" + mistakes.Error()
	case errors.As(err, &known) && known.Code == graph.Timeout:
		return "the database is there, but answers too slowly; see whether it is overloaded, and try again"
	case errors.As(err, &known) && known.Code != graph.Internal:
		// A store begins its messages with its own name, for whoever reads a log.
		return regexp.MustCompile(`^\w+store\.\w+: `).ReplaceAllString(known.Message, "")
	}
	return err.Error()
}
