package server

import (
	"encoding/json"
	"html"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/comity-graph/comity/schema"
)

func TestThePageIsPinnedAndItsPolicyFits(t *testing.T) {
	w := send(newServer(t, echo(), isReady, nil), "GET", "/", "")
	page, policy := html.UnescapeString(w.Body.String()), w.Header().Get("Content-Security-Policy")
	scripts := regexp.MustCompile(`<script ([^>]*)>([^<]*)</script>`).FindAllStringSubmatch(page, -1)
	if len(scripts) != 5 {
		t.Fatalf("%d scripts, want the tabs, three of libraries, and ours", len(scripts))
	}
	for _, script := range scripts {
		attributes, content := script[1], script[2]
		switch {
		case strings.HasPrefix(attributes, `type="application/json"`): // no script
		case content != "":
			t.Errorf("a script in the page, which the policy forbids: %s", content)
		case strings.HasPrefix(attributes, `src="/`):
			if !strings.Contains(policy, "script-src 'self' ") {
				t.Errorf("policy %q forbids our script", policy)
			}
		default:
			pinned(t, attributes, `src="`, policy)
		}
	}
	for _, link := range regexp.MustCompile(`<link (rel="stylesheet"[^>]*)>`).FindAllStringSubmatch(page, -1) {
		pinned(t, link[1], `href="`, policy)
	}
	if strings.Contains(policy, "script-src 'self' 'unsafe") || strings.Contains(policy, "unsafe-eval") {
		t.Errorf("policy %q", policy)
	}
}

func pinned(t *testing.T, attributes, reference, policy string) {
	t.Helper()
	_, rest, _ := strings.Cut(attributes, reference)
	url, _, _ := strings.Cut(rest, `"`)
	versioned := regexp.MustCompile(`^https://cdn\.jsdelivr\.net/npm/[a-z-]+@\d+\.\d+\.\d+/`)
	if !versioned.MatchString(url) || !regexp.MustCompile(`integrity="sha256-[A-Za-z0-9+/]{43}="`).MatchString(attributes) || !strings.Contains(attributes, "crossorigin") {
		t.Errorf("not pinned: %s", attributes)
	}
	if !strings.Contains(policy, url) {
		t.Errorf("the policy forbids %s", url)
	}
}

func TestTheTabsHoldTheExamples(t *testing.T) {
	page := send(newServer(t, echo(), isReady, nil), "GET", "/", "").Body.String()
	found := regexp.MustCompile(`(?s)<script type="application/json" id="tabs">(.*?)</script>`).FindStringSubmatch(page)
	if found == nil {
		t.Fatal("no tabs")
	}
	var tabs []tab
	if err := json.Unmarshal([]byte(found[1]), &tabs); err != nil {
		t.Fatal(err)
	}
	examples := Examples()
	if len(tabs) != len(examples) || tabs[0].Query != Headline() {
		t.Fatalf("%d tabs for %d examples, the first %q", len(tabs), len(examples), tabs[0].Query)
	}
	for i, tab := range tabs {
		if tab.Query != examples[i].Query || !json.Valid([]byte(tab.Variables)) {
			t.Errorf("tab %d: %+v", i, tab)
		}
	}
}

func TestExamplesAreOperationsOfTheSchema(t *testing.T) {
	names, err := fs.Glob(schema.Files, "*.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.Source
	for _, name := range names {
		text, err := schema.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, &ast.Source{Name: name, Input: string(text)})
	}
	loaded, err := gqlparser.LoadSchema(files...)
	if err != nil {
		t.Fatal(err)
	}
	for _, example := range Examples() {
		document, errs := gqlparser.LoadQueryWithRules(loaded, example.Query, rules.NewDefaultRules())
		if errs != nil {
			t.Errorf("%s: %v", example.Name, errs)
			continue
		}
		if len(document.Operations) != 1 || document.Operations[0].Name != example.Name {
			t.Errorf("%s is not the one operation of its document", example.Name)
		}
		if !strings.HasPrefix(example.Query, "# ") {
			t.Errorf("%s does not begin with a comment that says what it asks", example.Name)
		}
	}
}
