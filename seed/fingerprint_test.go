package seed

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestTheFingerprintChangesWithWhatIsRead(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, filepath.FromSlash(name)) }
	write := func(name, text string) func() error {
		return func() error { return os.WriteFile(at(name), []byte(text), 0o600) }
	}
	touch := func(name string, seconds int64) func() error {
		return func() error { return os.Chtimes(at(name), time.Time{}, time.Unix(seconds, 0)) }
	}
	last := ""
	for _, step := range []struct {
		what    string
		do      func() error
		changes bool
	}{
		{"nothing", func() error { return nil }, true},
		{"a new folder", func() error { return os.MkdirAll(at("p/areas"), 0o700) }, true},
		{"a new file", write("p/areas/a.yaml", "a"), true},
		{"nothing at all", func() error { return nil }, false},
		{"another size", write("p/areas/a.yaml", "ab"), true},
		{"a time", touch("p/areas/a.yaml", 1), true},
		{"the same time", touch("p/areas/a.yaml", 1), false},
		{"another time", touch("p/areas/a.yaml", 2), true},
		{"another name", func() error { return os.Rename(at("p/areas/a.yaml"), at("p/areas/b.yaml")) }, true},
		{"what an editor keeps for itself", write("p/areas/.b.yaml.swp", "x"), false},
		{"what it leaves", write("p/areas/b.yaml~", "x"), false},
		{"a draft", func() error { return os.MkdirAll(at("_drafts/areas"), 0o700) }, false},
		{"a draft of a file", write("_drafts/areas/c.yaml", "x"), false},
		{"a file that is gone", func() error { return os.Remove(at("p/areas/b.yaml")) }, true},
	} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		now, err := Fingerprint(os.DirFS(folder))
		if err != nil {
			t.Fatal(err)
		}
		if (now != last) != step.changes {
			t.Errorf("%s: changed: %v, expected %v", step.what, now != last, step.changes)
		}
		last = now
	}
	if _, err := Fingerprint(os.DirFS(at("nowhere"))); err == nil {
		t.Error("a folder that is not there has a fingerprint")
	}
}
