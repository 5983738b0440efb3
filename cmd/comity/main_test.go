package main

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
)

func TestStatusTellsMisuseFromFailure(t *testing.T) {
	for line, want := range map[string]int{
		"":                                 2,
		"help":                             0,
		"-h":                               0,
		"ask -h":                           0,
		"serv":                             2,
		"ask":                              2,
		"ask AU --frm 2019":                2,
		"serve --addr 8080":                2,
		"fmt":                              2,
		"fmt testdata/nowhere":             1,
		"fmt --check testdata/packs":       1,
		"seed":                             2,
		"ask nobody --data testdata/packs": 1,
		"version --data testdata/nowhere":  1,
		"ask AU --store neo4j://user:secret@localhost": 1,
		"ask --data testdata/packs AU --first 1":       0,
		"ask --data testdata/packs --first=1 -- AU":    0,
		"ask --general AU --data testdata/packs":       0,
		"ask --data testdata/packs -- AU --first":      2,
	} {
		var stdout, stderr bytes.Buffer
		got := run(context.Background(), strings.Fields(line), strings.NewReader(""), &stdout, &stderr, nil)
		if got != want {
			t.Errorf("comity %s: status %d, want %d\n%s%s", line, got, want, &stdout, &stderr)
		}
		if told := stderr.Len() > 0; told != (want != 0) {
			t.Errorf("comity %s: status %d, and on standard error %q", line, got, &stderr)
		}
	}
}

func TestInterruptIsTold(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var stdout, stderr bytes.Buffer
	if got := run(ctx, []string{"ask", "AU", "--data", "testdata/packs"}, strings.NewReader(""), &stdout, &stderr, nil); got != 1 {
		t.Errorf("status %d, want 1", got)
	}
	if got, want := stderr.String(), "comity ask: interrupted\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestEveryCommandHasExamplesAndFlagsWithHelp(t *testing.T) {
	for _, c := range commands() {
		if c.summary == "" || !strings.Contains(c.help, "\nExamples:\n\n\t") || !strings.Contains(c.help, "\tcomity "+c.name) {
			t.Errorf("%s: a summary and examples are missing", c.name)
		}
		f := &flags{}
		c.bind(f)
		for _, spec := range f.specs {
			if spec.help == "" || strings.HasSuffix(spec.help, ".") {
				t.Errorf("%s --%s: help %q; write a phrase without a full stop", c.name, spec.name, spec.help)
			}
		}
	}
}

func TestSettingsComeFromFlagsThenEnvironment(t *testing.T) {
	env := map[string]string{"COMITY_A": "env", "COMITY_LIST": "env"}
	for _, test := range []struct {
		args string
		a    string
		list []string
		rest string
	}{
		{"", "env", []string{"env"}, ""},
		{"--a flag", "flag", []string{"env"}, ""},
		{"x --a=flag y", "flag", []string{"env"}, "x y"},
		{"--list 1 x --list 2", "env", []string{"1", "2"}, "x"},
		{"-a flag -- --a x", "flag", []string{"env"}, "--a x"},
		{"x -- y -- z", "env", []string{"env"}, "x y -- z"},
	} {
		var a string
		var list []string
		f := &flags{}
		f.text(&a, flagSpec{name: "a", value: "A", env: "COMITY_A"})
		f.list(&list, flagSpec{name: "list", value: "L", env: "COMITY_LIST"})
		rest, err := f.parse(strings.Fields(test.args), func(name string) string { return env[name] })
		if err != nil {
			t.Errorf("%q: %v", test.args, err)
			continue
		}
		if a != test.a || strings.Join(list, " ") != strings.Join(test.list, " ") || strings.Join(rest, " ") != test.rest {
			t.Errorf("%q: a %q, list %q, rest %q", test.args, a, list, rest)
		}
	}
}

func TestHelpIsAskedForAnywhere(t *testing.T) {
	f := &flags{}
	if _, err := f.parse([]string{"x", "--help"}, func(string) string { return "" }); !errors.Is(err, errHelp) {
		t.Errorf("%v, want errHelp", err)
	}
}
