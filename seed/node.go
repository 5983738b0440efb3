package seed

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/comity-graph/comity/graph"
)

// node is a value in a file, YAML or a cell of CSV, that knows where it stands.
// Its methods read it as what it should be; where it is something else, they
// note a mistake in its file and return the zero value. The nil node stands for
// a field that is not there: reading it gives the zero value, and no mistake.
type node struct {
	file *file
	ast  ast.Node
	up   *node
	key  string // in up, if that is a mapping
	ord  int    // in up, if that is a list

	unmarked bool // a member of a list whose hyphen is missing

	cell         bool // of CSV, and then:
	value        string
	line, column int
}

// mistake notes that something is wrong at the node.
func (n *node) mistake(advice, format string, args ...any) {
	line, column := n.position()
	n.file.report(line, column, n.path(), fmt.Sprintf(format, args...), advice)
}

// position returns the line and column of the node.
func (n *node) position() (line, column int) {
	if n.cell {
		return n.line, n.column
	}
	at := startOf(n.ast)
	return at.Line, at.Column
}

// startOf returns where a node begins: for a mapping without braces, that is
// its first key.
func startOf(n ast.Node) *token.Position {
	switch n := n.(type) {
	case *ast.MappingNode:
		if !n.IsFlowStyle && len(n.Values) > 0 {
			return startOf(n.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return startOf(n.Key)
	}
	return n.GetToken().Position
}

// place says where the node stands, for a message about another place.
func (n *node) place() string {
	line, column := n.position()
	return fmt.Sprintf("%s:%d:%d", n.file.name, line, column)
}

// path returns the way to the node from the top of its file.
func (n *node) path() string {
	switch {
	case n.up == nil:
		return n.key
	case n.key == "":
		return fmt.Sprintf("%s[%d]", n.up.path(), n.ord)
	}
	if above := n.up.path(); above != "" {
		return above + "." + n.key
	}
	return n.key
}

// name says what the node is called, for messages.
func (n *node) name() string {
	for at := n; at != nil; at = at.up {
		if at.key != "" {
			return at.key
		}
	}
	return "the file"
}

// kindOfValue says what a YAML value is, for messages.
func kindOfValue(n ast.Node) string {
	switch n.(type) {
	case *ast.NullNode:
		return "nothing"
	case *ast.StringNode, *ast.LiteralNode:
		return "a text"
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return "a number"
	case *ast.BoolNode:
		return "true or false"
	case *ast.MappingNode, *ast.MappingValueNode:
		return "fields"
	case *ast.SequenceNode:
		return "a list"
	}
	return "an anchor, an alias or a tag"
}

// expected notes that the node is of the wrong type.
func (n *node) expected(what, example string) {
	found := "a cell"
	if !n.cell {
		found = kindOfValue(n.ast)
	}
	advice := "write " + example
	switch {
	case found == "nothing":
		advice = "write " + example + ", or leave the field out"
	case strings.HasPrefix(found, "an anchor"):
		advice = "write the value out: packs have no anchors, aliases or tags"
	}
	n.mistake(advice, "%s: expected %s, found %s", n.name(), what, found)
}

// fields is a mapping.
type fields struct {
	*node
	byName map[string]*node
}

// fields reads the node as a mapping that has no other fields than those of
// the shape. It is nil if the node is no mapping.
func (n *node) fields(s *shape) *fields {
	if n == nil {
		return nil
	}
	allowed := s.names
	var values []*ast.MappingValueNode
	switch m := n.ast.(type) {
	case *ast.MappingNode:
		values = m.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{m}
	default:
		n.file.lost = true
		n.expected("fields", "fields, each as name: value; allowed: "+strings.Join(allowed, ", "))
		return nil
	}
	f := &fields{n, make(map[string]*node, len(values))}
	var unknown []*ast.MappingValueNode
	for _, v := range values {
		key := &node{file: n.file, ast: v.Key, up: n, key: v.Key.GetToken().Value}
		if _, isNull := v.Value.(*ast.NullNode); isNull && !slices.Contains(allowed, key.key) && f.isFlow() {
			key.mistake(`put a text that contains a comma in double quotes, or leave this out`, "%q has no value", key.key)
			continue
		}
		if !slices.Contains(allowed, key.key) {
			key.mistake(chooseFrom(key.key, allowed), "unknown field %q", key.key)
			unknown = append(unknown, v)
			continue
		}
		if first := f.byName[key.key]; first != nil {
			line, _ := first.position()
			key.mistake("keep one of the two", "the field %q occurs twice, first in line %d", key.key, line)
			continue
		}
		f.byName[key.key] = &node{file: n.file, ast: v.Value, up: n, key: key.key}
	}
	for _, v := range unknown {
		written := v.Key.GetToken().Value
		if meant := near(written, allowed); len(meant) == 1 && f.byName[meant[0]] == nil {
			// It is read as what was meant, so that nothing is said to be missing.
			f.byName[meant[0]] = &node{file: n.file, ast: v.Value, up: n, key: written}
		}
	}
	return f
}

// isFields reports whether the node is a mapping.
func (n *node) isFields() bool {
	switch n.ast.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return true
	}
	return false
}

func (f *fields) isFlow() bool {
	m, ok := f.ast.(*ast.MappingNode)
	return ok && m.IsFlowStyle
}

// get returns the field, or nil if it is not there.
func (f *fields) get(name string) *node {
	if f == nil {
		return nil
	}
	return f.byName[name]
}

// need is get for a field that must be there; without it, that is a mistake,
// and the advice says what to write.
func (f *fields) need(name, advice string) *node {
	if f == nil {
		return nil
	}
	n := f.byName[name]
	if n == nil {
		f.mistake(advice, "the field %s is missing", name)
	}
	return n
}

// list reads the node as a list.
func (n *node) list() []*node {
	if n == nil {
		return nil
	}
	sequence, ok := n.ast.(*ast.SequenceNode)
	if !ok {
		example := "[…], or each on a line of its own after a hyphen"
		if _, isText := n.ast.(*ast.StringNode); isText {
			example = "[" + n.ast.String() + "]"
		}
		n.file.lost = true
		n.expected("a list", example)
		return nil
	}
	members := n.members(sequence)
	for _, member := range members {
		member.checkHyphen()
	}
	return members
}

// checkHyphen notes if the hyphen of a member of a list is missing.
func (n *node) checkHyphen() {
	if n.unmarked {
		n.mistake("write a hyphen and a space (- ) before it, with the hyphen right below that of the entry above",
			"the next entry of %s begins here, and its hyphen is missing", n.name())
	}
}

// members returns the members of a list, without judging them. Where one holds
// the fields of several, each is a member of its own.
func (n *node) members(sequence *ast.SequenceNode) []*node {
	nodes := make([]*node, 0, len(sequence.Values))
	for _, value := range sequence.Values {
		for i, member := range apart(value) {
			nodes = append(nodes, &node{file: n.file, ast: member, up: n, ord: len(nodes), unmarked: i > 0})
		}
	}
	return nodes
}

// apart returns the mappings of which a member of a list is made: several, if
// the field with which it begins occurs in it again, and another one too. That
// is what becomes of a list if a hyphen gets lost.
func apart(member ast.Node) []ast.Node {
	m, ok := member.(*ast.MappingNode)
	if !ok || m.IsFlowStyle || len(m.Values) == 0 {
		return []ast.Node{member}
	}
	var begins []int
	times := map[string]int{}
	repeated := 0
	for i, v := range m.Values {
		name := v.Key.GetToken().Value
		if name == m.Values[0].Key.GetToken().Value {
			begins = append(begins, i)
		}
		times[name]++
		if times[name] == 2 {
			repeated++
		}
	}
	if len(begins) == 1 || repeated < 2 {
		return []ast.Node{member}
	}
	var parts []ast.Node
	for i, from := range begins {
		to := len(m.Values)
		if i+1 < len(begins) {
			to = begins[i+1]
		}
		part := *m
		part.Values = m.Values[from:to]
		parts = append(parts, &part)
	}
	return parts
}

// str reads the node as a string that is not empty.
func (n *node) str() string {
	if n == nil {
		return ""
	}
	value := n.value
	if !n.cell {
		switch s := n.ast.(type) {
		case *ast.StringNode:
			value = s.Value
		case *ast.LiteralNode:
			value = s.Value.Value
		case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
			n.mistake(fmt.Sprintf("put it in quotes: %q", s.GetToken().Value), "%s: expected a text, found %s", n.name(), kindOfValue(n.ast))
			return ""
		default:
			n.expected("a text", `a text, in double quotes if it contains ": "`)
			return ""
		}
	}
	value = strings.TrimSpace(value)
	if strings.TrimFunc(value, isUnseen) == "" {
		n.mistake("write something, or leave the field out if it may be", "%s: the text is empty", n.name())
		return ""
	}
	return value
}

// isUnseen reports whether nothing is to be seen of the character, such as a
// space without width.
func isUnseen(r rune) bool { return unicode.In(r, unicode.Z, unicode.Cc, unicode.Cf) }

// checkLine notes if a name that was read at the node breaks its line.
func (n *node) checkLine(name string) {
	if strings.ContainsAny(name, "\n\r\u2028\u2029") {
		n.mistake("write it in one line", "%s: a name with a line break", n.name())
	}
}

// integer reads the node as a whole number that is not negative.
func (n *node) integer() int {
	if n == nil {
		return 0
	}
	if i, ok := n.ast.(*ast.IntegerNode); ok {
		if value, err := strconv.Atoi(i.GetToken().Value); err == nil && value >= 0 {
			return value
		}
	}
	n.expected("a whole number, not below 0", "digits, without quotes")
	return 0
}

// number reads the node as a number.
func (n *node) number() *float64 {
	if n == nil {
		return nil
	}
	switch n.ast.(type) {
	case *ast.IntegerNode, *ast.FloatNode:
		if value, err := strconv.ParseFloat(n.ast.GetToken().Value, 64); err == nil {
			return &value
		}
	}
	n.expected("a number", "digits with a decimal point if need be, without quotes, spaces or units")
	return nil
}

// boolean reads the node as true or false.
func (n *node) boolean() bool {
	if n == nil {
		return false
	}
	b, ok := n.ast.(*ast.BoolNode)
	if !ok {
		example := "true or false, without quotes"
		switch strings.ToLower(n.plain()) {
		case "yes", "y", "on", "oui":
			example = "true"
		case "no", "n", "off", "non":
			example = "false"
		}
		n.expected("true or false", example)
		return false
	}
	return b.Value
}

// text reads the node as a text in every language in which texts exist.
func (n *node) text() graph.Text {
	if n == nil {
		return nil
	}
	languages := graph.TextLanguages()
	var codes []string
	for _, lang := range languages {
		codes = append(codes, languageCode(lang))
	}
	f := n.fields(shapes.text)
	if f == nil {
		return nil
	}
	text := graph.Text{}
	for i, lang := range languages {
		if field := f.get(codes[i]); field != nil {
			text[lang] = field.str()
		} else {
			n.mistake(fmt.Sprintf("write %s: {%s: …}", n.name(), strings.Join(codes, ": …, ")), "%s is not given in %s", n.name(), languageName(lang))
		}
	}
	return text
}

// languageCode is how a pack writes a language.
func languageCode(lang graph.Language) string { return strings.ToLower(string(lang)) }

// language reads the node as the code of a language.
func (n *node) language() graph.Language {
	if n == nil {
		return ""
	}
	var codes []string
	for _, lang := range graph.Languages() {
		codes = append(codes, languageCode(lang))
	}
	return graph.Language(strings.ToUpper(choose(n, "language", codes)))
}

// period reads the node as a date in EDTF.
func (n *node) period() *graph.Period {
	if n == nil {
		return nil
	}
	s := n.str()
	if s == "" {
		return nil
	}
	p, err := graph.ParseEDTF(s)
	if err != nil {
		message, advice, _ := strings.Cut(err.Error(), ": ")
		if meant := didYouMean(meantDates(s)); meant != "" {
			advice = meant
		}
		if strings.ContainsAny(s, "“”„«»‘’") {
			advice = strings.TrimSpace("put it in straight quotes (\"), as the keyboard has them; " + advice)
		}
		n.mistake(advice, "%s", strings.TrimSuffix(message, " in EDTF"))
		return nil
	}
	return p
}

// choose reads the node as one of a closed list; what names the list in
// messages.
func choose[T ~string](n *node, what string, allowed []T) T {
	if n == nil {
		return ""
	}
	plain := make([]string, len(allowed))
	for i, a := range allowed {
		plain[i] = string(a)
	}
	if _, isNull := n.ast.(*ast.NullNode); isNull && !n.cell {
		n.mistake(chooseFrom("", plain), "%s: nothing is written", n.name())
		return ""
	}
	s := n.str()
	if s == "" || slices.Contains(allowed, T(s)) {
		return T(s)
	}
	n.mistake(chooseFrom(s, plain), "%q is no %s", s, what)
	return ""
}

// chooseOr is choose with a value for where nothing is said.
func chooseOr[T ~string](n *node, what string, allowed []T, otherwise T) T {
	if n == nil {
		return otherwise
	}
	return choose(n, what, allowed)
}
