package main

import (
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/internal/neo4jtest"
)

// questions are asked while seeds alternate. Each also asks for the version, so
// that an answer says of which dataset all of it has to be.
func questions() []string {
	return []string{
		`{ dataset { version } actor(ref: "AU") { name counterparts(first: 20) { totalCount edges { engagementCount period { edtf } node { id name }
			engagements(first: 2) { totalCount edges { node { id title themes { id } citations { locator } } } } } } } }`,
		`{ dataset { version } engagements(first: 50) { totalCount edges { node { id title participants { totalCount edges { roles node { id } } } } } } }`,
		`{ dataset { version } actors(first: 50) { totalCount edges { node { id name(lang: FR) names { value } } } } }`,
		`{ dataset { version } search(text: "h", first: 20) { edges { node { id } } } }`,
		`{ dataset { version } node(id: "event/health-forum") { id ... on Event { title participants { edges { node { id name } roles } } themes { name } } } }`,
	}
}

// editedPacks is testdata/packs after some work: names and roles are changed, an
// engagement is gone, another is new.
func editedPacks(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS("testdata/packs")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, "tiny", "engagements", "report", "union.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	edited := strings.NewReplacer(
		"roles: [HOST]", "roles: [CHAIR]",
		"en: Forum on health at sea", "en: Health forum",
		"id: initiative/lighthouses", "id: initiative/lights",
		`period: "2019-11-18"`, `period: "2019-12"`,
		"themes: [theme/health, theme/navigation]", "themes: [theme/navigation]",
	).Replace(string(text))
	if err := os.WriteFile(file, []byte(edited), 0o600); err != nil {
		t.Fatal(err)
	}
	return folder
}

// get asks a question, and returns the version of the data that the answer is
// of, the answer, and the code of its error, if it has one.
func answerOf(t *testing.T, address, question string) (version, body string, code graph.Code) {
	t.Helper()
	_, body = fetch(t, address+"/graphql?query="+url.QueryEscape(question))
	var read struct {
		Data struct {
			Dataset struct {
				Version string `json:"version"`
			} `json:"dataset"`
		} `json:"data"`
		Errors []struct {
			Extensions struct {
				Code graph.Code `json:"code"`
			} `json:"extensions"`
		} `json:"errors"`
	}
	if err := json.Unmarshal([]byte(body), &read); err != nil {
		t.Errorf("%v: %s", err, body)
	}
	if len(read.Errors) > 0 {
		return "", body, read.Errors[0].Extensions.Code
	}
	return read.Data.Dataset.Version, body, ""
}

// TestReadersSeeOneDatasetOrTheOtherWhileSeedsAlternate asks a server without
// pause while fifty seeds put one dataset in the place of another and back, by
// turns in one transaction and as a generation of its own.
func TestReadersSeeOneDatasetOrTheOtherWhileSeedsAlternate(t *testing.T) {
	const seeds = 50
	db := neo4jtest.Start(t)
	env := []string{"COMITY_STORE=" + db.URI}
	folders := [2]string{"testdata/packs", editedPacks(t)}
	seedWith := func(n int) {
		limit := []int{graph.MaxChange, 10}[n/2%2]
		var stdout, stderr strings.Builder
		p := &program{strings.NewReader(""), &stdout, &stderr, func(name string) string {
			return map[string]string{"COMITY_STORE": db.URI}[name]
		}}
		if err := seedCommandWithin(limit).run(t.Context(), p, []string{"--data", folders[n%2]}); err != nil {
			t.Errorf("seed %d: %v", n, err)
		}
	}
	seedWith(0)
	s := &running{}
	s.start(t.Fatalf, []string{"--addr", "127.0.0.1:0"}, env)
	t.Cleanup(func() {
		http.DefaultClient.CloseIdleConnections()
		s.stop()
	})

	want := map[string]map[string]string{} // by version, then by question
	for n := range 2 {
		seedWith(n)
		for _, question := range questions() {
			version, body, code := answerOf(t, s.url, question)
			for deadline := time.Now().Add(time.Minute); code == graph.Timeout && time.Now().Before(deadline); { // plans are made
				version, body, code = answerOf(t, s.url, question)
			}
			if code != "" {
				t.Fatalf("before seeds alternate: %s", body)
			}
			if want[version] == nil {
				want[version] = map[string]string{}
			}
			want[version][question] = body
		}
	}
	if len(want) != 2 {
		t.Fatalf("the two datasets have %d versions", len(want))
	}

	var done atomic.Bool
	var changed atomic.Int64
	answers := map[string]*atomic.Int64{}
	for version := range want {
		answers[version] = &atomic.Int64{}
	}
	var readers sync.WaitGroup
	for i := range 2 {
		readers.Go(func() {
			for n := i; !done.Load(); n++ {
				question := questions()[n%len(questions())]
				version, body, code := answerOf(t, s.url, question)
				switch {
				case code == graph.DatasetChanged:
					changed.Add(1)
				case code != "":
					t.Errorf("%s", body)
				case want[version][question] != body:
					t.Errorf("an answer is of neither dataset\n%s\nwant\n%s", body, want[version][question])
				default:
					answers[version].Add(1)
				}
			}
		})
	}
	for n := range seeds {
		seedWith(n)
	}
	done.Store(true)
	readers.Wait()
	all := int64(0)
	for version, n := range answers {
		if n.Load() < seeds {
			t.Errorf("only %d answers are of version %s: too few to prove anything", n.Load(), version)
		}
		all += n.Load()
	}
	t.Logf("%d answers, each of one dataset; %d times DATASET_CHANGED", all, changed.Load())
	if changed.Load() > all/20 {
		t.Errorf("%d times DATASET_CHANGED beside %d answers", changed.Load(), all)
	}
}

// TestADatabaseThatIsKilledDuringASeedHoldsOneDatasetOrTheOther kills Neo4j and
// starts it again.
func TestADatabaseThatIsKilledDuringASeedHoldsOneDatasetOrTheOther(t *testing.T) {
	const kills = 4
	a := newArena(t, neo4jtest.Options{})
	random := rand.New(rand.NewPCG(22, 108))
	commands := []string{"comity", "comity-batched"}
	for n := range kills {
		command := commands[n%2]
		a.finish(t, command, n/2%2)
		usual := a.finish(t, command, 1-n/2%2)
		before := a.holds(t)

		cmd := a.process(t, command, 1-before, func(string) {})
		time.Sleep(time.Duration(random.Int64N(int64(usual))))
		a.db.Kill(t)
		began := time.Now()
		ended := cmd.Wait() == nil
		if took := time.Since(began); took > time.Minute {
			t.Errorf("kill %d: the seed took %v to see that its database is gone", n, took)
		}
		a.db.Restart(t)
		a.dead(t)
		after := a.holds(t)
		if after != before && after != 1-before || ended && after == before {
			t.Fatalf("kill %d: readers see side %d; before it was %d; the seed ended well: %t", n, after, before, ended)
		}
		t.Logf("kill %d: %s: the new data: %t", n, command, after != before)
		a.finish(t, command, 1-before)
		a.tidy(t)
	}
}

// TestAFullDiskLeavesTheOldDataset lets no file of the database grow beyond a
// bound, as a full disk does, so that a seed fails at some moment of its own.
func TestAFullDiskLeavesTheOldDataset(t *testing.T) {
	a := newArena(t, neo4jtest.Options{FileMB: 1})
	const small, large = 1, 0
	a.finish(t, "comity", small)
	for _, command := range []string{"comity", "comity-batched"} {
		var log strings.Builder
		cmd := a.process(t, command, large, func(line string) { log.WriteString(line) })
		if err := cmd.Wait(); err == nil {
			t.Fatalf("%s: there was room for everything", command)
		}
		if said := lastLine(log.String()); !strings.Contains(said, "see whether its disk is full") {
			t.Errorf("%s said: %s", command, said)
		}
		a.db.Kill(t) // it cannot even stop
		a.db.Restart(t)
		a.dead(t)
		if got := a.holds(t); got != small {
			t.Errorf("%s: readers see side %d after the disk was full; want %d", command, got, small)
		}
	}
	a.db.FreeDisk()
	a.db.Restart(t)
	a.finish(t, "comity-batched", large)
	a.tidy(t)
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}
