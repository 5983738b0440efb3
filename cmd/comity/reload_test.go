package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"github.com/comity-graph/comity/graph/memstore"
)

// edited is the tiny dataset in a folder of its own.
type edited struct {
	t      *testing.T
	folder string
}

func newEdited(t *testing.T) *edited {
	t.Helper()
	e := &edited{t, t.TempDir()}
	if err := os.CopyFS(e.folder, os.DirFS("testdata/packs")); err != nil {
		t.Fatal(err)
	}
	return e
}

const union, league = "tiny/organisations/african-union.yaml", "tiny/organisations/league.yaml"

// replace puts a text in place of another in a file.
func (e *edited) replace(name, was, is string) {
	e.t.Helper()
	path := filepath.Join(e.folder, filepath.FromSlash(name))
	text, err := os.ReadFile(path)
	if err != nil {
		e.t.Fatal(err)
	}
	if !strings.Contains(string(text), was) {
		e.t.Fatalf("%s does not contain %q", name, was)
	}
	if err := os.WriteFile(path, bytes.Replace(text, []byte(was), []byte(is), 1), 0o600); err != nil {
		e.t.Fatal(err)
	}
}

// reloading returns a reloader of the folder whose turns are taken by hand, and
// what it writes.
func (e *edited) reloading() (*reloader, *strings.Builder) {
	e.t.Helper()
	said := &strings.Builder{}
	s := &source{data: e.folder}
	r := newReloader(s, said)
	content, err := s.content()
	if err != nil {
		e.t.Fatal(err)
	}
	r.store = memstore.New()
	if err := r.store.Load(e.t.Context(), content); err != nil {
		e.t.Fatal(err)
	}
	return r, said
}

func TestMistakesAreToldOnceAndWhenNothingChangesAnyMore(t *testing.T) {
	e := newEdited(t)
	r, said := e.reloading()
	ctx := t.Context()
	turn := func(what, contains string) {
		t.Helper()
		said.Reset()
		r.turn(ctx)
		if (contains == "") != (said.Len() == 0) || !strings.Contains(said.String(), contains) {
			t.Errorf("%s: said %q, expected %q", what, said, contains)
		}
	}
	turn("nothing has changed", "")
	e.replace(union, "scope: regional", "scope: regio")
	turn("half a word", "")
	e.replace(union, "scope: regio", "scope: regionaal")
	turn("more of it", "")
	turn("and no more", "regionaal")
	turn("still no more", "")
	e.replace(league, "scope: interregional", "scope: inter")
	turn("a second mistake", "")
	e.replace(league, "scope: inter", "scope: interregional # mended")
	turn("it is gone, and the first one is not", "")
	turn("no more", "regionaal")
	e.replace(union, "scope: regionaal", "scope: regional")
	turn("all is mended", "reloaded: version ")
	turn("and no more", "")
}

func TestAMistakeThatIsUndoneIsNotTold(t *testing.T) {
	e := newEdited(t)
	r, said := e.reloading()
	path := filepath.Join(e.folder, filepath.FromSlash(league))
	if err := os.Rename(path, path+".new"); err != nil {
		t.Fatal(err)
	}
	r.turn(t.Context())
	if err := os.Rename(path+".new", path); err != nil {
		t.Fatal(err)
	}
	r.turn(t.Context())
	r.turn(t.Context())
	if said.Len() > 0 {
		t.Errorf("said %q", said)
	}
}

// TestReadersSeeOneDatasetOrTheOther asks without pause while the folder changes
// between two datasets, with a broken one in between: the names of two bodies
// change, and no answer may have one of the old and one of the new, or a name
// that does not belong to its version.
func TestReadersSeeOneDatasetOrTheOther(t *testing.T) {
	before := goleak.IgnoreCurrent()
	e := newEdited(t)
	s := &running{}
	s.start(t.Fatalf, []string{"--addr", "127.0.0.1:0", "--data", e.folder}, nil)
	client := &http.Client{Transport: &http.Transport{}}

	type seen struct{ version, union, who string }
	var mutex sync.Mutex
	answers := map[seen]int{}
	ask := func(ctx context.Context) error {
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+"/graphql",
			strings.NewReader(`{"query": "{ dataset { version } a: actor(ref: \"organisation/african-union\") { name } b: actor(ref: \"un/who\") { name } }"}`))
		if err != nil {
			return err
		}
		request.Header.Set("Content-Type", "application/json")
		response, err := client.Do(request)
		if err != nil {
			return err
		}
		defer response.Body.Close()
		var answer struct {
			Data struct {
				Dataset struct{ Version string }
				A, B    struct{ Name string }
			}
		}
		if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
			return err
		}
		mutex.Lock()
		defer mutex.Unlock()
		answers[seen{answer.Data.Dataset.Version, answer.Data.A.Name, answer.Data.B.Name}]++
		return nil
	}
	ctx, stop := context.WithCancel(context.Background())
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for ctx.Err() == nil {
				if err := ask(context.Background()); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	const who = "tiny/un/who.yaml"
	for range 3 {
		for _, names := range [][4]string{
			{"African Union", "Union of Africa", "World Health Organization", "Organization for Health"},
			{"Union of Africa", "African Union", "Organization for Health", "World Health Organization"},
		} {
			// What is between the two is no dataset, and is never served.
			e.replace(union, "scope: regional", "scope: none")
			e.replace(union, "short: "+names[0], "short: "+names[1])
			e.replace(who, "short: "+names[2], "short: "+names[3])
			e.replace(union, "scope: none", "scope: regional")
			if !s.told("^reloaded: ") {
				t.Fatalf("it is not reloaded: %s", s.stderr.String())
			}
			if err := ask(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	stop()
	readers.Wait()
	client.CloseIdleConnections()
	if status := s.stop(); status != 0 {
		t.Errorf("status %d: %s", status, s.stderr.String())
	}
	goleak.VerifyNone(t, before)

	versions := map[string]bool{}
	for a := range answers {
		versions[a.version] = true
		old := a.union == "African Union" && a.who == "World Health Organization"
		edited := a.union == "Union of Africa" && a.who == "Organization for Health"
		if !old && !edited {
			t.Errorf("neither the one nor the other: %+v", a)
		}
	}
	if len(versions) != 2 || len(answers) != 2 {
		t.Errorf("expected answers of two versions, found %v", answers)
	}
}
