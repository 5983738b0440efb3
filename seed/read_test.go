package seed

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/comity-graph/comity/graph"
)

// TestSmallPackIsReadAsMeant reads a pack that has everything the format can
// say; testdata/small.json is what it means.
func TestSmallPackIsReadAsMeant(t *testing.T) {
	dataset, err := Read(os.DirFS("testdata/small"))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/small.json", encode(t, dataset))
	if _, err := graph.Build(*dataset); err != nil {
		t.Error(err)
	}
}

func TestReadingTwiceGivesTheSame(t *testing.T) {
	var texts [2][]byte
	for i := range texts {
		dataset, err := Read(os.DirFS("testdata/small"))
		if err != nil {
			t.Fatal(err)
		}
		texts[i] = encode(t, dataset)
	}
	if !bytes.Equal(texts[0], texts[1]) {
		t.Error("two readings of the same pack differ")
	}
}

func TestADatasetSurvivesJSON(t *testing.T) {
	dataset, err := Read(os.DirFS("testdata/small"))
	if err != nil {
		t.Fatal(err)
	}
	before := encode(t, dataset)
	var again graph.Dataset
	if err := json.Unmarshal(before, &again); err != nil {
		t.Fatal(err)
	}
	if after := encode(t, &again); !bytes.Equal(before, after) {
		t.Error("a dataset that went through JSON is not the same")
	}
}
