package gql_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/comity-graph/comity/gql"
	"github.com/comity-graph/comity/graph/memstore"
)

// audits is how many audits of GraphQL over HTTP there are in the version of
// graphql-http that testdata/http-audit pins.
const audits = 61

// TestHTTPConformance runs the audits of the GraphQL over HTTP working group's
// reference server against ours, over real HTTP.
func TestHTTPConformance(t *testing.T) {
	if testing.Short() {
		t.Skip("needs Node.js, and a package the first time")
	}
	folder := installAudit(t)
	server := httptest.NewServer(gql.New(memstore.New(), nil))
	t.Cleanup(server.Close)

	command := exec.CommandContext(t.Context(), "node", "audit.mjs", server.URL)
	command.Dir = folder
	var stderr bytes.Buffer
	command.Stderr = &stderr
	output, err := command.Output()
	if err != nil {
		t.Fatalf("node audit.mjs: %v\n%s", err, stderr.Bytes())
	}
	ok := 0
	for decoder := json.NewDecoder(bytes.NewReader(output)); ; {
		var result struct{ ID, Name, Status, Reason, Answer string }
		if err := decoder.Decode(&result); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("%v in what audit.mjs printed:\n%s", err, output)
		}
		if result.Status == "ok" {
			ok++
			continue
		}
		t.Errorf("%s %s: %s: %s\nthe server answered: %s", result.ID, result.Name, result.Status, result.Reason, result.Answer)
	}
	if ok != audits {
		t.Errorf("%d of %d audits are ok", ok, audits)
	}
}

// installAudit returns a folder with the audit and what it needs, installed
// once for each lock file and kept in the user's cache.
func installAudit(t *testing.T) string {
	t.Helper()
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("this test runs an audit that is written for Node.js, and there is no %s: "+
				"install Node.js 20 or later with npm (Debian: apt-get install nodejs npm), or leave the test out with -short", program)
		}
	}
	files := map[string][]byte{}
	hash := sha256.New()
	for _, name := range []string{".npmrc", "audit.mjs", "package-lock.json", "package.json"} {
		content, err := os.ReadFile(filepath.Join("testdata", "http-audit", name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = content
		hash.Write(content)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	cache = filepath.Join(cache, "comity")
	installed := filepath.Join(cache, "http-audit-"+hex.EncodeToString(hash.Sum(nil)[:6]))
	if _, err := os.Stat(installed); err == nil {
		return installed
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		t.Fatal(err)
	}
	// Installed beside its place and then moved there, so that it is there
	// whole or not at all.
	folder, err := os.MkdirTemp(cache, "http-audit-new-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) }) // it has been moved, or is only in the way
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.CommandContext(t.Context(), "npm", "ci", "--no-audit", "--no-fund")
	command.Dir = folder
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("npm ci: %v; the test needs a package registry once, or -short\n%s", err, output)
	}
	if err := os.Rename(folder, installed); err != nil {
		if _, there := os.Stat(installed); there != nil { // another run was faster
			t.Fatal(err)
		}
	}
	return installed
}
