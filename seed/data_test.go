package seed

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/comity-graph/comity/graph"
)

func TestDataIsValid(t *testing.T) {
	content, err := Load(Data())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d records, %d links, version %s", len(content.Records), len(content.Links), content.Info.Version)
}

// TestHardStatements reads the statements that are hardest to hold, and keeps
// the fixture world of graphtest, which is their dataset, as they are written.
func TestHardStatements(t *testing.T) {
	dataset, err := Read(os.DirFS("testdata/hard"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := graph.Build(*dataset); err != nil {
		t.Fatal(err)
	}
	golden(t, filepath.FromSlash("../graph/graphtest/testdata/world.json"), encode(t, dataset))
}

func TestDirNamesWhatIsMissing(t *testing.T) {
	if _, err := Dir(filepath.Join(t.TempDir(), "nowhere")); err == nil {
		t.Error("a folder that does not exist is taken")
	}
	if _, err := Dir("data_test.go"); err == nil {
		t.Error("a file is taken for a folder")
	}
	if _, err := Dir("data"); err != nil {
		t.Error(err)
	}
}
