package main

import (
	"bufio"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/neo4jstore"
	"github.com/comity-graph/comity/internal/neo4jtest"
	"github.com/comity-graph/comity/seed"
)

// batchedSeed is "comity seed" as it works on data that is too large for one
// transaction: it thinks so of any data.
func batchedSeed() {
	p := &program{os.Stdin, os.Stdout, os.Stderr, os.Getenv}
	c := seedCommandWithin(200)
	os.Exit(p.report("comity seed", c.run(context.Background(), p, os.Args[1:])))
}

// dataset is one of the two that seeds alternate between.
type dataset struct {
	folder   string
	contents graph.Contents // of a store that holds it
	names    int64          // by which its entities are looked up
}

func readDataset(t *testing.T, folder string) dataset {
	t.Helper()
	content, err := seed.Load(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	d := dataset{folder: folder, contents: graph.Contents{Version: content.Info.Version, Records: map[graph.ID]string{}, Links: map[graph.LinkKey]string{}}}
	for i := range content.Records {
		if d.contents.Records[content.Records[i].Base().ID], err = content.Records[i].Hash(); err != nil {
			t.Fatal(err)
		}
		d.names += int64(len(graph.LookupRows(content.Records[i].Entity)))
	}
	for i := range content.Links {
		if d.contents.Links[content.Links[i].Key()], err = content.Links[i].Hash(); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// arena is a database in which seeds are killed.
type arena struct {
	db    *neo4jtest.Server
	store *neo4jstore.Store
	sides [2]dataset
}

func newArena(t *testing.T, options neo4jtest.Options) *arena {
	t.Helper()
	a := &arena{db: neo4jtest.StartWith(t, options), sides: [2]dataset{readDataset(t, "../../seed/testdata/hard"), readDataset(t, "testdata/packs")}}
	var err error
	a.store, err = neo4jstore.Open(t.Context(), a.db.URI, &neo4jstore.Options{QueryTimeout: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.store.Close(context.Background()) })
	return a
}

// holds returns which of the sides readers see: 0, 1, or -1 for nothing at all.
// Anything else fails the test.
func (a *arena) holds(t *testing.T) int {
	t.Helper()
	contents, err := a.store.Contents(t.Context())
	if err != nil {
		t.Fatalf("what does the database hold? %v", err)
	}
	if contents.Version == "" && len(contents.Records)+len(contents.Links) == 0 {
		return -1
	}
	for i, side := range a.sides {
		if side.contents.Version != contents.Version {
			continue
		}
		if !maps.Equal(side.contents.Records, contents.Records) || !maps.Equal(side.contents.Links, contents.Links) {
			t.Fatalf("readers see version %s with %d records and %d links; it has %d and %d, or others",
				contents.Version, len(contents.Records), len(contents.Links), len(side.contents.Records), len(side.contents.Links))
		}
		return i
	}
	t.Fatalf("readers see version %q, which is neither", contents.Version)
	return -1
}

// tidy checks that the database holds nothing but what readers see.
func (a *arena) tidy(t *testing.T) {
	t.Helper()
	side := a.holds(t)
	if side < 0 {
		t.Fatal("nothing is there after a seed that ended well")
	}
	for what, count := range map[string]struct {
		statement string
		want      int64
	}{
		"entities":         {"MATCH (n:Entity) RETURN count(n)", int64(len(a.sides[side].contents.Records))},
		"names":            {"MATCH (n:Name)-[:NAMES]->(:Entity) RETURN count(n)", a.sides[side].names},
		"names of nothing": {"MATCH (n:Name) WHERE NOT (n)-[:NAMES]->(:Entity) RETURN count(n)", 0},
		"marks":            {"MATCH (n:Comity) WHERE n.name = 'build' OR n.writing IS NOT NULL RETURN count(n)", 0},
		"nodes of other generations": {
			"MATCH (turn:Comity {name: 'turn'}) MATCH (n) WHERE n.generation <> coalesce(turn.generation, 0) AND NOT n:Comity RETURN count(n)", 0,
		},
	} {
		if got := cypher(t, a.db, count.statement); got != count.want {
			t.Errorf("after a seed that ended well the database has %v %s; want %d", got, what, count.want)
		}
	}
}

// empty makes the database as it was before anything was loaded.
func (a *arena) empty(t *testing.T) { cypher(t, a.db, "MATCH (n) DETACH DELETE n") }

// dead tells the others that a seed died, for which they would otherwise wait
// some seconds. Who has the lock of the first statement knows that nobody writes.
func (a *arena) dead(t *testing.T) {
	cypher(t, a.db, "MERGE (graph:Comity {name: 'graph'}) SET graph.locked = 0 WITH graph MATCH (turn:Comity {name: 'turn'}) REMOVE turn.writing")
	cypher(t, a.db, "MATCH (build:Comity {name: 'build'}) SET build.at = 0")
}

// process runs a seed of a side in a process of its own. began is told of each
// statement that the process ran.
func (a *arena) process(t *testing.T, command string, side int, ran func(statement string)) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), command, "--store", a.db.URI, "--data", a.sides[side].folder, "--log", "debug")
	if command == "comity" {
		cmd.Args = append([]string{command, "seed"}, cmd.Args[1:]...)
	}
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		for lines := bufio.NewReader(stderr); ; {
			line, err := lines.ReadString('\n')
			if err != nil {
				return
			}
			ran(line)
		}
	}()
	return cmd
}

// finish runs a seed to its end, and returns how long it took.
func (a *arena) finish(t *testing.T, command string, side int) time.Duration {
	t.Helper()
	began := time.Now()
	var log strings.Builder
	cmd := a.process(t, command, side, func(line string) { log.WriteString(line) })
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%s of side %d: %v\n%s", command, side, err, log.String())
	}
	if got := a.holds(t); got != side {
		t.Fatalf("after a seed of side %d that ended well, readers see side %d", side, got)
	}
	return time.Since(began)
}

// kill runs a seed and kills it, so long after its start or after it is ready to
// commit. It returns whether the seed had ended well before, and after how long.
func (a *arena) kill(t *testing.T, command string, side int, atCommit bool, after time.Duration) (ended bool, took time.Duration) {
	t.Helper()
	began := time.Now()
	ready := make(chan struct{}, 1)
	cmd := a.process(t, command, side, func(statement string) {
		if strings.Contains(statement, "coalesce(turn.turn, 0) + 1") {
			select {
			case ready <- struct{}{}:
			default:
			}
		}
	})
	if atCommit {
		select {
		case <-ready:
		case <-time.After(time.Minute):
			t.Error("the seed did not come to its commit within a minute")
		}
	}
	time.Sleep(after)
	_ = cmd.Process.Kill() // it may have ended
	return cmd.Wait() == nil, time.Since(began)
}

// outcome says what readers see after a seed was killed, and fails the test if
// that is neither what was there before nor what the seed brings.
func (a *arena) outcome(t *testing.T, before, side int, ended bool) string {
	t.Helper()
	switch after := a.holds(t); {
	case ended && after != side:
		t.Fatalf("the seed of side %d ended well, and readers see side %d", side, after)
	case after != before && after != side:
		t.Fatalf("readers see side %d; before it was %d, and the seed was of %d", after, before, side)
	case ended:
		return "it had ended"
	case after == side:
		return "the new data"
	}
	return "the old data"
}

// TestSeedsThatAreKilledLeaveOneDatasetOrTheOther kills seeds with SIGKILL, at
// moments that the seed below fixes as far as the machine allows: anywhere in a
// change of one transaction, in a rebuild, in a first load of either sort; and
// within milliseconds of a commit. After each, readers see one of the two
// datasets, whole, or the nothing that was there before; the next seed goes on
// from whatever was left.
func TestSeedsThatAreKilledLeaveOneDatasetOrTheOther(t *testing.T) {
	const kills, duringCommits = 50, 20 // of seeds that had not ended
	a := newArena(t, neo4jtest.Options{})
	random := rand.New(rand.NewPCG(2020, 75))
	commands := []string{"comity", "comity-batched"}
	type work struct {
		command string
		side    int
	}
	usual := map[work]time.Duration{}
	for range 2 { // the database plans its statements in the first
		for _, command := range commands {
			a.empty(t)
			usual[work{command, 0}] = a.finish(t, command, 0)
			usual[work{command, 1}] = a.finish(t, command, 1)
			a.tidy(t)
		}
	}
	outcomes := map[string]int{}
	alive, committing := 0, 0 // how many were killed before they ended, and of these at their commit
	for n := 0; alive < kills; n++ {
		if n == 3*kills {
			t.Fatalf("of %d seeds only %d were killed before they ended", n, alive)
		}
		command := commands[n%2]
		first := n%5 == 4
		if first {
			a.empty(t)
		}
		before := a.holds(t)
		side := 0
		if before == 0 {
			side = 1
		}
		work := work{command, side}

		moment, after := "anywhere", time.Duration(random.Int64N(int64(usual[work])))
		if committing < duringCommits {
			moment, after = "commit", time.Duration(random.Int64N(int64(8*time.Millisecond)))
		}
		ended, took := a.kill(t, command, side, moment == "commit", after)
		if n%13 != 3 { // the others wait until they see it themselves
			a.dead(t)
		}
		outcome := a.outcome(t, before, side, ended)
		switch {
		case ended:
			usual[work] = min(usual[work], took)
		case moment == "commit":
			committing++
			fallthrough
		default:
			alive++
		}
		outcomes[fmt.Sprintf("%-14s %-8s first load %-5t: %s", command, moment, first, outcome)]++
		t.Logf("kill %2d: %s, %s after %v: %s", n, command, moment, after.Round(time.Millisecond), outcome)
		if n%5 == 2 {
			a.finish(t, commands[n/5%2], side)
			a.tidy(t)
		}
	}
	a.dead(t)
	a.finish(t, "comity", 0)
	a.finish(t, "comity-batched", 1)
	a.tidy(t)
	for outcome, times := range outcomes {
		t.Logf("%2d × %s", times, outcome)
	}
}
