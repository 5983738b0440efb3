package server

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"strings"
)

// asset is a file of a library, pinned: its version is in its address, and a
// browser refuses it if its content is not the one that it was.
type asset struct {
	URL       string
	Integrity string
}

// The page is GraphiQL as its makers publish it. To move to another version,
// change the addresses, and take the digests of the files in the npm packages
// of the same names: openssl dgst -sha256 -binary FILE | base64.
func styles() []asset {
	return []asset{
		{"https://cdn.jsdelivr.net/npm/graphiql@4.1.2/graphiql.min.css", "sha256-MEh+B2NdMSpj9kexQNN3QKc8UzMrCXW/Sx/phcpuyIU="},
	}
}

func scripts() []asset {
	return []asset{
		{"https://cdn.jsdelivr.net/npm/react@18.2.0/umd/react.production.min.js", "sha256-S0lp+k7zWUMk2ixteM6HZvu8L9Eh//OVrt+ZfbCpmgY="},
		{"https://cdn.jsdelivr.net/npm/react-dom@18.2.0/umd/react-dom.production.min.js", "sha256-IXWO0ITNDjfnNXIu5POVfqlgYoop36bDzhodR6LW5Pc="},
		{"https://cdn.jsdelivr.net/npm/graphiql@4.1.2/graphiql.min.js", "sha256-hnImuor1znlJkD/FOTL3jayfS/xsyNoP04abi8bFJWs="},
	}
}

var (
	//go:embed page.html
	pageTemplate string
	//go:embed page.js
	pageScript string
)

// page is the page to explore the API with. It never changes while the process
// runs, and so is made once.
type page struct {
	content []byte
	policy  string
}

// tab is a tab of GraphiQL.
type tab struct {
	Query     string `json:"query"`
	Variables string `json:"variables"`
}

func newPage(examples []Example) (*page, error) {
	t, err := template.New("page.html").Parse(pageTemplate)
	if err != nil {
		return nil, err
	}
	tabs := make([]tab, 0, len(examples))
	for _, e := range examples {
		tabs = append(tabs, tab{e.Query, strings.TrimSpace(e.Variables)})
	}
	var content bytes.Buffer
	if err := t.Execute(&content, map[string]any{"Styles": styles(), "Scripts": scripts(), "Tabs": tabs}); err != nil {
		return nil, err
	}
	return &page{content.Bytes(), contentPolicy()}, nil
}

// contentPolicy allows what the page is made of and nothing else: its own
// script and the pinned files, the styles and fonts that GraphiQL puts into
// the page, and requests to this server.
func contentPolicy() string {
	sources := func(assets []asset) string {
		var list []string
		for _, a := range assets {
			list = append(list, a.URL)
		}
		return strings.Join(list, " ")
	}
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self' " + sources(scripts()),
		"style-src 'unsafe-inline' " + sources(styles()),
		"font-src data:",
		"img-src 'self' data:",
		"connect-src 'self'",
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
	}, "; ")
}

// ServeHTTP answers with the page.
func (p *page) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", p.policy)
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(p.content) // a browser that has gone is none of our business
}

func serveScript(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write([]byte(pageScript)) // a browser that has gone is none of our business
}
