package graph

import (
	"errors"
	"strings"
)

// Code classifies an error for whoever has to react to it. The set is closed
// and the same in every layer.
type Code string

// The codes.
const (
	// AmbiguousReference: a reference means several things; Candidates lists them.
	AmbiguousReference Code = "AMBIGUOUS_REFERENCE"
	// UnknownReference: a reference means nothing; Candidates lists near ones.
	UnknownReference Code = "UNKNOWN_REFERENCE"
	// InvalidArgument: an argument cannot be what it is.
	InvalidArgument Code = "INVALID_ARGUMENT"
	// InvalidCursor: a cursor is malformed, or belongs to another list.
	InvalidCursor Code = "INVALID_CURSOR"
	// LimitExceeded: a request is larger than a limit; the message names both.
	LimitExceeded Code = "LIMIT_EXCEEDED"
	// DatasetChanged: the data changed while it was being read, or since a
	// change was planned.
	DatasetChanged Code = "DATASET_CHANGED"
	// StoreUnavailable: the database cannot be reached, or refuses.
	StoreUnavailable Code = "STORE_UNAVAILABLE"
	// Timeout: the answer took longer than allowed.
	Timeout Code = "TIMEOUT"
	// Internal: a fault of the program; its text is not for clients.
	Internal Code = "INTERNAL"
)

// Codes returns all codes.
func Codes() []Code {
	return []Code{
		AmbiguousReference, UnknownReference, InvalidArgument, InvalidCursor, LimitExceeded, DatasetChanged, StoreUnavailable, Timeout, Internal,
	}
}

// Error is an error with a code. Message is a sentence for people: what, where,
// which limit, what to do.
type Error struct {
	Code       Code
	Argument   string // the argument at fault, such as "filter.anyActor[1]"; may be empty
	Message    string
	Candidates []Candidate // of reference errors
	Limit      int         // of LIMIT_EXCEEDED; 0 where it is not a number
	Err        error       // the cause, not shown to clients
}

// Candidate is something that a reference might have meant.
type Candidate struct {
	ID   ID     `json:"id"`
	Name string `json:"name"`
}

func (e *Error) Error() string {
	var b strings.Builder
	if e.Argument != "" {
		b.WriteString(e.Argument)
		b.WriteString(": ")
	}
	b.WriteString(e.Message)
	if e.Err != nil {
		b.WriteString(": ")
		b.WriteString(e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf returns the code of err: that of the first *Error in its tree, and
// INTERNAL for any other error.
func CodeOf(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return Internal
}
