package main

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/comity-graph/comity/seed"
)

func TestTheReportForProgramsIsOneObject(t *testing.T) {
	for _, args := range [][]string{{"check", "--format", "json"}, {"check", "--format", "json", "--data", "testdata/packs"}} {
		var stdout, stderr bytes.Buffer
		if status := run(context.Background(), args, strings.NewReader(""), &stdout, &stderr, nil); status != 0 {
			t.Fatalf("%v: status %d: %s", args, status, &stderr)
		}
		decoder := json.NewDecoder(&stdout)
		decoder.DisallowUnknownFields()
		var report checkJSON
		if err := decoder.Decode(&report); err != nil {
			t.Fatal(err)
		}
		if decoder.More() {
			t.Errorf("%v: there is something behind it", args)
		}
		if !report.OK || report.Version == nil || report.Counts["engagements"] == 0 || len(report.Coverage) == 0 {
			t.Errorf("%v: %+v", args, report)
		}
	}
}

func TestTheHelpOnCheckNamesEveryRule(t *testing.T) {
	for _, rule := range seed.Rules() {
		if !strings.Contains(checkCommand().help, string(rule)) {
			t.Errorf("%s is missing", rule)
		}
	}
}
