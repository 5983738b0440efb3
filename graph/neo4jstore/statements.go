package neo4jstore

import (
	"embed"
	"fmt"
	"path"
	"regexp"
	"strings"
)

//go:embed cypher/*.cypher
var cypherFiles embed.FS

// statements are the files of cypher/, by name without the ending.
type statements map[string]string

func loadStatements() (statements, error) {
	entries, err := cypherFiles.ReadDir("cypher")
	if err != nil {
		return nil, err
	}
	loaded := statements{}
	for _, entry := range entries {
		text, err := cypherFiles.ReadFile(path.Join("cypher", entry.Name()))
		if err != nil {
			return nil, err
		}
		loaded[strings.TrimSuffix(entry.Name(), ".cypher")] = stripComments(string(text))
	}
	return loaded, nil
}

// stripComments drops the lines that explain a file: the statement is sent many
// times and logged whole.
func stripComments(text string) string {
	var kept []string
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(strings.TrimSpace(line), "//") {
			kept = append(kept, strings.TrimRight(line, "\n"))
		}
	}
	return strings.Join(kept, "\n")
}

// clauses are what is put in place of the comments of a statement, by name.
type clauses map[string]string

// marker is a comment that a clause takes the place of.
var marker = regexp.MustCompile(`/\*[a-z]+\*/`)

// compose returns the statement of a file with clauses in place of its
// comments /*name*/. A comment without a clause becomes nothing.
//
// Clauses are constants of this package, put together by which fields of a
// question are set. No value that a caller gives is ever part of one.
func (s statements) compose(name string, with clauses) string {
	text, ok := s[name]
	if !ok {
		panic(fmt.Sprintf("neo4jstore: there is no cypher/%s.cypher", name)) // a name in this package is misspelt
	}
	var composed []string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
		full := marker.ReplaceAllStringFunc(line, func(m string) string {
			return strings.ReplaceAll(with[strings.Trim(m, "/*")], "\n", "\n"+indent)
		})
		if strings.TrimSpace(full) != "" {
			composed = append(composed, strings.TrimRight(full, " "))
		}
	}
	return strings.Join(composed, "\n")
}

// where joins conditions to a clause; none to nothing.
func where(conditions []string) string {
	if len(conditions) == 0 {
		return ""
	}
	return "WHERE " + strings.Join(conditions, "\n  AND ")
}

// lines joins the parts of a clause that are not empty.
func lines(parts ...string) string {
	var kept []string
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "\n")
}
