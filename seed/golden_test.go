package seed

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/comity-graph/comity/graph"
)

var update = flag.Bool("update", false, "write what is found to the files of what is expected") //nolint:gochecknoglobals // flags are made before tests run

// golden compares what was found with a file, or writes the file if the test
// runs with -update.
func golden(t *testing.T, file string, found []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, found, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	expected, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; write it with: go test ./seed -run '^%s$' -update", err, t.Name())
	}
	if bytes.Equal(expected, found) {
		return
	}
	line := firstDifference(expected, found)
	t.Errorf("%s is not what was found, from line %d on; if it should be, run: go test ./seed -run '^%s$' -update\nexpected: %s\nfound:    %s",
		file, line+1, t.Name(), lineAt(expected, line), lineAt(found, line))
}

func firstDifference(x, y []byte) int {
	xs, ys := bytes.Split(x, []byte("\n")), bytes.Split(y, []byte("\n"))
	for i := range min(len(xs), len(ys)) {
		if !bytes.Equal(xs[i], ys[i]) {
			return i
		}
	}
	return min(len(xs), len(ys))
}

func lineAt(text []byte, n int) []byte {
	if lines := bytes.Split(text, []byte("\n")); n < len(lines) {
		return lines[n]
	}
	return []byte("(the end)")
}

// encode returns the dataset as JSON that can be read in a diff.
func encode(t *testing.T, dataset *graph.Dataset) []byte {
	t.Helper()
	data, err := json.MarshalIndent(dataset, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(data, '\n')
}
