package seed

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/memstore"
)

// TestAnExplanationShowsFieldByFieldWhatChanges edits the small pack as a
// curator would.
func TestAnExplanationShowsFieldByFieldWhatChanges(t *testing.T) {
	store := memstore.New()
	if err := store.Load(t.Context(), smallContent(t)); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS("testdata/small")); err != nil {
		t.Fatal(err)
	}
	edit := func(name, old, now string) {
		t.Helper()
		name = filepath.Join(folder, "small", name)
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), old) {
			t.Fatalf("%s does not contain %q", name, old)
		}
		if err := os.WriteFile(name, []byte(strings.Replace(string(text), old, now, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	edit("organisations/african-union.yaml", "short: Union africaine", "short: L'Union africaine")
	edit("organisations/african-union.yaml", "formerIds: [organisation/the-african-union]\n", "")
	edit("engagements/a-75-345/african-union.yaml", "roles: [SIGNATORY]", "roles: [SIGNATORY, HOST]")
	edit("engagements/a-75-345/african-union.yaml", "themes: [theme/peace-operations, theme/peace-and-security]", "themes: [theme/peace-and-security]")
	content, err := Load(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	plan, _, err := Plan(t.Context(), store, content, graph.MaxChange)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	if err := Explain(t.Context(), &text, store, plan, content); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/explained.txt", []byte(text.String()))
}
