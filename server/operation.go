package server

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
)

// seenBody is how much of a body is looked at for the name of an operation.
const seenBody = 64 << 10

// watchOperation returns a function that tells, once the request has been
// answered, the name of the GraphQL operation that was in it, or "". It reads
// nothing itself: it looks at what the API has read.
func watchOperation(r *http.Request) func() string {
	if r.URL.Path != "/graphql" {
		return func() string { return "" }
	}
	if r.Method == http.MethodGet {
		q := r.URL.Query()
		return func() string { return operationName(q.Get("operationName"), q.Get("query")) }
	}
	body := &watched{ReadCloser: r.Body}
	r.Body = body
	return func() string { return operationName(fields(&body.seen)) }
}

// watched keeps the beginning of what is read through it.
type watched struct {
	io.ReadCloser
	seen bytes.Buffer
}

// Read reads, and keeps.
func (w *watched) Read(b []byte) (int, error) {
	n, err := w.ReadCloser.Read(b)
	w.seen.Write(b[:min(n, seenBody-w.seen.Len())])
	return n, err
}

// fields returns operationName and query of a request in JSON, as far as it
// goes.
func fields(body io.Reader) (name, query string) {
	decoder := json.NewDecoder(body)
	if opening, err := decoder.Token(); err != nil || opening != json.Delim('{') {
		return "", ""
	}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return name, query
		}
		var value any
		if err := decoder.Decode(&value); err != nil {
			return name, query
		}
		text, _ := value.(string)
		switch key {
		case "operationName":
			name = text
		case "query":
			query = text
		}
	}
	return name, query
}

// operationName returns the name that the request gives, or else that of the
// first operation in the document. What is no name of GraphQL, or a very long
// one, is none: the log is not the caller's to write.
func operationName(given, document string) string {
	if given == "" {
		var code strings.Builder
		for line := range strings.Lines(document) {
			before, _, _ := strings.Cut(line, "#")
			code.WriteString(before + "\n")
		}
		if found := regexp.MustCompile(`^\s*(?:query|mutation|subscription)\s+(\w+)`).FindStringSubmatch(code.String()); found != nil {
			given = found[1]
		}
	}
	if !regexp.MustCompile(`^[A-Za-z_]\w{0,63}$`).MatchString(given) {
		return ""
	}
	return given
}
