package graphtest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A mutant is a small bug planted in a store.
type mutant struct {
	name string
	// before stands once in the store; after is what the mutant has instead.
	before, after string
}

// mutants are bugs of the memory store. If its code has changed so that one can
// no longer be planted, plant it again in the new code.
func mutants() []mutant {
	return []mutant{
		{"a page after a row begins with it", "if lo = rank; exists {", "if lo = rank; exists && false {"},
		{"a page before a row ends with it", "hi, _ = o.position(page.Before)", "hi, _ = o.position(page.Before)\n\t\thi++"},
		{"a page of links after a link begins with it", "return d.compare(s, lo+i, after) > 0 })", "return d.compare(s, lo+i, after) >= 0 })"},
		{"a page of links before a link ends with it", "return d.compare(s, lo+i, before) >= 0 })", "return d.compare(s, lo+i, before) > 0 })"},
		{"a page of a tally after a row begins with it", "if window[0] = at; exists {", "if window[0] = at; exists && false {"},
		{"backward pages descend", "slices.Reverse(keys)", ""},
		{"links paged backward descend", "slices.Reverse(page.Items)", ""},
		{"there is always more", "if more = p.full(); more {", "if more = true; p.full() {"},

		{"links come in the order in which they were found", "!backward && compareEdges(d, d.lo, best, best.lo) < 0,", "!backward && false,"},
		{"links tie on the type", "cmp.Compare(x.far(e), y.far(f)), cmp.Compare(x.table.typ, y.table.typ),", "cmp.Compare(x.far(e), y.far(f)),"},
		{"links come in as they go out", "q.Direction != graph.Out && len(edges) > 0", "len(edges) > 0"},
		{"links forget the role filter", "(len(f.q.Roles) == 0 ||", "(true ||"},
		{"what has no period is on no day", "return period == nil || period.Includes(day)", "return period != nil && period.Includes(day)"},

		{"relations have one direction", "if is(table.from[edge]) {", "if is(table.from[edge]) && false {"},
		{"any of all actors will do", "if !m.tookPart(e, set) {\n\t\t\treturn false\n\t\t}\n\t}\n\treturn true", "if m.tookPart(e, set) {\n\t\t\treturn true\n\t\t}\n\t}\n\treturn len(m.all) == 0"},
		{"the roles of any actor are forgotten", "(m.anyRole || how&m.roles != 0) &&", ""},
		{"the roles of a side are forgotten", "case !d.anyRole && how&d.roles == 0:", "case false:"},
		{"an addressee counts", "case d.skipAddressees && how&roleBits == s.scribe.addressee:", "case false:"},
		{"who is an addressee too does not count", "how&roleBits == s.scribe.addressee:", "how&s.scribe.addressee != 0:"},
		{"an armed group counts", "case d.skipArmedGroup && s.thing.armed[actor]:", "case false:"},
		{"the basis is forgotten", "return m.basis == 0 || how&m.basis != 0", "return true"},
		{"the relation to a place is forgotten", `if m.sel.PlaceRelation == "" ||`, "if true ||"},
		{"a locator of any source will do", "return ok && m.sources.has(source)", "return ok || m.sources.has(source)"},
		{"one participant too many", "<= m.sel.MaxParticipants", "<= m.sel.MaxParticipants+1"},
		{"any of the words will do", "if _, found := slices.BinarySearch(list, i); !found {\n\t\t\treturn false\n\t\t}\n\t}\n\treturn true", "if _, found := slices.BinarySearch(list, i); found {\n\t\t\treturn true\n\t\t}\n\t}\n\treturn false"},
		{"a tree is one level deep, and has hybrids", "table := s.table(graph.LinkInTreeOf)", "table := s.table(graph.LinkPartOf)"},
		{"own is its own counterpart", "(m.own == nil || !m.own.has(actor)) &&", ""},

		{"a count is not distinct", "if row.counted == e+1 {\n\t\treturn\n\t}", ""},
		{"general ones that are left out are not counted apart", "return verdict == graph.LeftOutGeneral", "return false"},
		{"what is above own is a counterpart", "barred.add(t.s.number[top])", "_ = top"},
		{"counterparts are not rolled up", "if t.q.RollUp {", "if false {"},
		{"among is forgotten", "return t.among == nil || t.isAmong(actor)", "return true"},
		{"the undated come first", "case day == 0:\n\t\treturn none", "case day == 0:\n\t\treturn 0"},
		{"the last day is the first that was seen", "row.last = max(row.last, table.last[e])", "if row.last == 0 {\n\t\trow.last = table.last[e]\n\t}"},
		{"the fewest come first", "return ^count", "return count"},
		{"what would have no row is left out too", "if !t.count(e, verdict == graph.Counted, general) {\n\t\t\tcontinue\n\t\t}", "if !t.count(e, verdict == graph.Counted, general) && verdict == graph.Counted {\n\t\t\tcontinue\n\t\t}"},
		{"equal themes are sorted backward", "cmp.Compare(counts[y], counts[x]), cmp.Compare(x, y))", "cmp.Compare(counts[y], counts[x]), cmp.Compare(y, x))"},

		{"equal weights are sorted backward", "cmp.Compare(s.records[b].Weight, s.records[a].Weight), cmp.Compare(a, b))", "cmp.Compare(s.records[b].Weight, s.records[a].Weight), cmp.Compare(b, a))"},
		{"a search gives one too many", "if len(result.Entities) >= q.Limit {", "if len(result.Entities) > q.Limit {"},
		{"names that tie are not sorted", "cmp.Compare(x.Name, y.Name), cmp.Compare(x.NameKind, y.NameKind),", "0,"},

		{"a change on another base is made", "case old.info.Version != change.Base:", "case false:"},
		{"removed links stay", "unlinked[key] = true", "unlinked[key] = false"},
		{"a batch sees several versions", "a, err := ask(snap, &w, &questions[i])", "snap = s.current.Load()\n\t\ta, err := ask(snap, &w, &questions[i])"},
	}
}

// guard runs what guards the memory store, and nothing else.
const guard = `package memstore_test

import (
	"testing"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/graphtest"
	"github.com/comity-graph/comity/graph/memstore"
)

func TestGuardSuite(t *testing.T) {
	graphtest.Run(t, func(*testing.T) graph.Store { return memstore.New() })
}

func TestGuardDifferential(t *testing.T) {
	graphtest.Differential(t, memstore.New(), graphtest.NewReference(), 1, 500)
}
`

// TestMutants plants one bug after the other in the memory store, and expects
// the suite or the differential to turn red: the proof that the guard guards.
// The store's own files are not touched; the compiler is shown others.
func TestMutants(t *testing.T) {
	if testing.Short() {
		t.Skip("some forty builds of the memory store")
	}
	if d := guarded(t, mutant{name: "none"}); d != "" {
		t.Fatalf("the store is red without a mutant:\n%s", d)
	}
	for _, m := range mutants() {
		t.Run(m.name, func(t *testing.T) {
			t.Parallel()
			output := guarded(t, m)
			switch {
			case output == "":
				t.Errorf("survived: neither the suite nor the differential sees that %s", m.name)
			case strings.Contains(output, "[build failed]") || strings.Contains(output, "[setup failed]"):
				t.Errorf("the mutant does not compile:\n%s", output)
			default:
				t.Logf("killed by %s", firstFailure(output))
			}
		})
	}
}

// guarded builds the memory store with the mutant and runs what guards it. It
// returns the output if that is red, and nothing if it is green.
func guarded(t *testing.T, m mutant) string {
	t.Helper()
	store, err := filepath.Abs("../memstore")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	replace := map[string]string{filepath.Join(store, "zz_guard_test.go"): write(t, filepath.Join(dir, "guard.go"), guard)}
	if m.before != "" {
		path, source := planted(t, store, m)
		replace[path] = write(t, filepath.Join(dir, filepath.Base(path)), source)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(
		ctx, "go", "test", "-overlay", write(t, filepath.Join(dir, "overlay.json"), string(overlay)),
		"-vet=off", "-count=1", "-failfast", "-timeout=60s", "-run", "^TestGuard", ".",
	)
	cmd.Dir = store
	output, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &exit) && ctx.Err() == nil:
		return string(output)
	}
	t.Fatalf("go test: %v\n%s", err, output)
	return ""
}

// planted returns the file of the store in which the mutant is planted, and what
// it then says.
func planted(t *testing.T, store string, m mutant) (path, source string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(store, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	times := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(text), m.before); n > 0 {
			times += n
			path, source = file, strings.Replace(string(text), m.before, m.after, 1)
		}
	}
	if times != 1 {
		t.Fatalf("%q stands %d times in the store, not once: plant the mutant again", m.before, times)
	}
	return path, source
}

func write(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// firstFailure returns the name of the deepest test that failed first.
func firstFailure(output string) string {
	deepest := ""
	for line := range bytes.Lines([]byte(output)) {
		rest, failed := strings.CutPrefix(strings.TrimSpace(string(line)), "--- FAIL: ")
		if !failed {
			if deepest != "" {
				break
			}
			continue
		}
		deepest, _, _ = strings.Cut(rest, " ")
	}
	if deepest == "" {
		return "a crash"
	}
	return deepest
}
