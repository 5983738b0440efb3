package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"net"
	"strings"
	"testing"

	"github.com/comity-graph/comity/server"
)

func TestExamplesAreAnswered(t *testing.T) {
	ctx := context.Background()
	var s source
	store, err := s.open(ctx, &program{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	api := s.api(store, nil)
	for _, example := range server.Examples() {
		var response struct {
			Data   map[string]json.RawMessage
			Errors []fault
		}
		if err := operate(ctx, api, example.Query, json.RawMessage(example.Variables), &response); err != nil {
			t.Errorf("%s: %v", example.Name, err)
			continue
		}
		if len(response.Errors) > 0 {
			t.Errorf("%s: %v", example.Name, response.Errors)
		}
		for field, value := range response.Data {
			if len(value) < 100 {
				t.Errorf("%s: there is nothing much to see: %s: %s", example.Name, field, value)
			}
		}
	}
}

func TestAddressesAreShownAsABrowserTakesThem(t *testing.T) {
	for listened, want := range map[string]string{
		"127.0.0.1:8080": "127.0.0.1:8080",
		"[::1]:8080":     "[::1]:8080",
		"0.0.0.0:80":     "localhost:80",
		"[::]:8080":      "localhost:8080",
	} {
		addr, err := net.ResolveTCPAddr("tcp", listened)
		if err != nil {
			t.Fatal(err)
		}
		if got := browsable(addr); got != want {
			t.Errorf("%s is shown as %s, want %s", listened, got, want)
		}
	}
}

func TestLogTakesALevelAndAFormat(t *testing.T) {
	for value, want := range map[string]logging{
		"":           {slog.LevelInfo, false},
		"debug":      {slog.LevelDebug, false},
		"json":       {slog.LevelInfo, true},
		"WARN, json": {slog.LevelWarn, true},
		"json,error": {slog.LevelError, true},
	} {
		var l logging
		f := &flags{}
		l.bind(f, slog.LevelInfo)
		if _, err := f.parse(nil, func(string) string { return value }); err != nil || l != want {
			t.Errorf("%q: %+v (%v), want %+v", value, l, err, want)
		}
		var out strings.Builder
		log := l.logger(&out)
		log.Error("x")
		if got := strings.HasPrefix(out.String(), "{"); got != want.json {
			t.Errorf("%q: logged %q", value, out.String())
		}
	}
}
