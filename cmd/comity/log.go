package main

import (
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// logging says what is logged, and in which form.
type logging struct {
	level slog.Level
	json  bool
}

// bind declares --log. without is the level that holds without it.
func (l *logging) bind(f *flags, without slog.Level) {
	l.level = without
	f.add(flagSpec{
		name: "log", value: "LEVEL[,FORMAT]", env: "COMITY_LOG", initial: strings.ToLower(without.String()) + ",text",
		help: "what to log to standard error: debug, info, warn or error, as text or json; either may be left out, as in --log json",
	}, func(value string) error {
		for word := range strings.SplitSeq(value, ",") {
			switch word = strings.ToLower(strings.TrimSpace(word)); word {
			case "json", "text":
				l.json = word == "json"
			case "debug", "info", "warn", "error":
				if err := l.level.UnmarshalText([]byte(word)); err != nil {
					return err
				}
			default:
				return fmt.Errorf("%q is neither a level (debug, info, warn, error) nor a format (text, json)", word)
			}
		}
		return nil
	})
}

func (l *logging) logger(w io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: l.level}
	if l.json {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}
