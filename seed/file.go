package seed

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/comity-graph/comity/graph"
)

// fileSort says what a file of a pack holds.
type fileSort int

const (
	packFile fileSort = iota
	thingFile
	engagementFile
	membershipFile
)

// file is one file of a pack: what it is by its place, its text, and what is
// wrong with it.
type file struct {
	name string // below the folder of packs
	pack string
	sort fileSort
	kind graph.KindSpec // of a thing
	key  string         // of a thing; of an engagement file, that of the section
	from graph.ID       // of engagements and memberships: the source that tells them

	text     string
	lines    []string     // of text, made when they are needed
	tokens   token.Tokens // of YAML, with its comments
	root     *node        // of YAML; nil if it could not be parsed
	rows     []row        // of CSV
	unread   bool         // not YAML or CSV at all: nothing is known of what it holds
	lost     bool         // some of what it holds could not be counted
	mistakes []Mistake
}

// report notes a mistake at a place in the file; line 0 is the file as a whole.
// The YAML parser has some things, such as a value that is not there, stand
// behind the end of the text; they are shown at its end.
func (f *file) report(line, column int, path, message, advice string) {
	if line != 0 {
		line = min(max(line, 1), strings.Count(f.text, "\n")+1)
		column = min(max(column, 1), utf8.RuneCountInString(f.line(line))+1)
	}
	f.mistakes = append(f.mistakes, Mistake{f.name, line, column, path, message, advice, f.line(line)})
}

// line returns a line of the text, or the empty string.
func (f *file) line(n int) string {
	if f.lines == nil {
		f.lines = strings.Split(f.text, "\n")
	}
	if n < 1 || n > len(f.lines) {
		return ""
	}
	return strings.TrimSuffix(f.lines[n-1], "\r")
}

// parse takes the text apart.
func (f *file) parse() {
	f.text = strings.TrimPrefix(f.text, "\ufeff") // some editors write a mark of byte order
	switch {
	case !utf8.ValidString(f.text):
		f.unread = true
		f.reportEncoding()
	case f.sort == membershipFile:
		f.parseCSV()
	default:
		f.parseYAML()
	}
	if last := len(f.mistakes) - 1; f.unread && f.mistakes[last].Line > 0 { // an empty file holds no more
		f.mistakes[last].Message += "; the rest of the file was not read, and may hold more mistakes"
	}
}

func (f *file) reportEncoding() {
	for i := range strings.Count(f.text, "\n") + 1 {
		line := f.line(i + 1)
		for at, char := range line {
			if _, size := utf8.DecodeRuneInString(line[at:]); char == utf8.RuneError && size == 1 {
				f.report(i+1, characters(line, at+1), "", "not UTF-8", "save the file with the encoding UTF-8")
				return
			}
		}
	}
}

func (f *file) parseYAML() {
	// The parser is given whatever a person may save in the middle of a word.
	defer func() {
		if r := recover(); r != nil {
			f.unread, f.root = true, nil
			f.report(1, 1, "", fmt.Sprintf("not YAML: the parser gave up (%v)", r), "look for a quote, a bracket or an indentation that is not closed")
		}
	}()
	f.tokens = lexer.Tokenize(f.text)
	if deep := tooDeep(f.tokens); deep != nil {
		f.unread = true
		f.report(deep.Position.Line, deep.Position.Column, "", fmt.Sprintf("more than %d levels of brackets or hyphens", maxNesting),
			"look for a bracket that is not closed; nothing in a pack is that deep")
		return
	}
	// Fields that occur twice are reported with all other mistakes.
	tree, err := parser.Parse(f.tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		f.unread = true
		f.reportSyntax(err)
		return
	}
	var body ast.Node
	for i, doc := range tree.Docs {
		if i > 0 && doc.Body != nil {
			f.unread = true
			at := doc.Body.GetToken().Position
			f.report(at.Line, at.Column, "", "a second document begins here", "remove the line --- above it; a file holds one")
			return
		}
		if i == 0 {
			body = doc.Body
		}
	}
	if body == nil {
		f.unread = true
		f.reportEmpty()
		return
	}
	f.root = &node{file: f, ast: body}
}

func (f *file) reportEmpty() {
	f.report(0, 0, "", "the file is empty", "write what it is to hold, or delete it")
}

// maxNesting is how many brackets may be open at once, and how many hyphens may
// stand on a line: several times what packs need. The parser takes minutes for
// some thousands.
const maxNesting = 50

// tooDeep returns the first token beyond maxNesting, or nil.
func tooDeep(tokens token.Tokens) *token.Token {
	open, hyphens, line := 0, 0, 0
	for _, t := range tokens {
		if t.Position.Line != line {
			hyphens, line = 0, t.Position.Line
		}
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			open++
		case token.SequenceEndType, token.MappingEndType:
			open = max(open-1, 0)
		case token.SequenceEntryType:
			hyphens++
		}
		if max(open, hyphens) > maxNesting {
			return t
		}
	}
	return nil
}

// row is a line of a CSV file: its cells by column.
type row map[string]*node

// get returns the cell, or nil if it is empty.
func (r row) get(column string) *node {
	if cell := r[column]; cell.value != "" {
		return cell
	}
	return nil
}

func (f *file) parseCSV() {
	reader := csv.NewReader(strings.NewReader(f.text))
	reader.FieldsPerRecord = -1
	columns := shapes.membership.names
	header := strings.Join(columns, ",")
	for n := 0; ; n++ {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			if n == 0 {
				f.unread = true
				f.report(0, 0, "", "the file is empty", "begin with the line "+header)
			}
			return
		}
		if broken, ok := errors.AsType[*csv.ParseError](err); ok {
			f.unread = true
			message := "not CSV: " + broken.Err.Error()
			switch {
			case errors.Is(broken, csv.ErrQuote):
				message = "a quote that is not closed, or one that stands alone in a cell"
			case errors.Is(broken, csv.ErrBareQuote):
				message = "a quote in a cell that does not begin with one"
			}
			f.report(broken.Line, characters(f.line(broken.Line), broken.Column), "", message,
				`a cell that contains a comma, a quote or a line break stands in "…", a quote inside it is written ""`)
			return
		}
		line, _ := reader.FieldPos(0)
		if n == 0 {
			if strings.Join(record, ",") != header {
				f.unread = true
				f.reportHeader(line, record, header)
				return
			}
			continue
		}
		if f.reportNoRow(line, record) {
			continue
		}
		if len(record) != len(columns) {
			f.lost = true
			advice := `a cell that contains a comma stands in "…"`
			if len(record) < len(columns) {
				advice = "an empty cell has its comma too, so that a line has " + count(len(columns)-1, "comma")
			}
			f.report(line, 1, "", fmt.Sprintf("%s, expected %d", count(len(record), "cell"), len(columns)), advice+"; the columns are "+header)
			continue
		}
		f.rows = append(f.rows, f.row(reader, record, columns))
	}
}

// reportNoRow notes a line that is no row at all, and reports whether it is none.
func (f *file) reportNoRow(line int, record []string) bool {
	switch {
	case strings.TrimSpace(strings.Join(record, "")) == "":
		f.report(line, 1, "", "an empty row", "delete it")
	case strings.HasPrefix(strings.TrimSpace(record[0]), "#"):
		f.report(line, 1, "", "a comment", "delete it: CSV has no comments; what is to be said of a membership stands in its note")
	default:
		return false
	}
	return true
}

// reportHeader says what is wrong with the first line.
func (f *file) reportHeader(line int, record []string, header string) {
	for sign, name := range map[string]string{";": "semicolons", "\t": "tabs"} {
		if strings.Join(record, ",") == strings.ReplaceAll(header, ",", sign) {
			f.report(line, 1, "", "the cells are parted by "+name, "save the file anew as CSV with commas; a spreadsheet asks for the separator, or has it among its settings")
			return
		}
	}
	f.report(line, 1, "", "not the columns of memberships", "the first line is "+header)
}

func (f *file) row(reader *csv.Reader, record, columns []string) row {
	r := make(row, len(columns))
	for i, value := range record {
		line, column := reader.FieldPos(i)
		r[columns[i]] = &node{
			file: f, key: columns[i], cell: true, value: strings.TrimSpace(value), line: line, column: characters(f.line(line), column),
		}
	}
	return r
}
