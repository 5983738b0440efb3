package graph

import (
	"context"
	"errors"
	"fmt"
	"testing"
)

func TestTheCodeOfAnErrorIsThatOfTheFirstOneThatHasOne(t *testing.T) {
	inner := &Error{Code: Timeout, Message: "it took longer than 5s", Err: context.DeadlineExceeded}
	for _, row := range []struct {
		what string
		err  error
		want Code
	}{
		{"itself", inner, Timeout},
		{"wrapped", fmt.Errorf("memstore.Find: %w", inner), Timeout},
		{"joined", errors.Join(errors.New("other"), inner), Timeout},
		{"the outer one", &Error{Code: StoreUnavailable, Err: inner}, StoreUnavailable},
		{"without one", errors.New("other"), Internal},
		{"cancelled", context.Canceled, Internal},
	} {
		equal(t, row.what, CodeOf(row.err), row.want)
	}
	if !errors.Is(inner, context.DeadlineExceeded) {
		t.Error("the cause is lost")
	}
}

func TestAnErrorSaysWhereWhatAndWhy(t *testing.T) {
	for want, err := range map[string]*Error{
		"give 1 or more":                    {Message: "give 1 or more"},
		"filter.maxParticipants: give more": {Argument: "filter.maxParticipants", Message: "give more"},
		"it is away: refused":               {Message: "it is away", Err: errors.New("refused")},
	} {
		equal(t, want, err.Error(), want)
	}
}
