package seed

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// tree is a YAML file as Format sees it: what stands in it, and to what each
// of its comments belongs.
//
// The comments are taken from the tokens of the file and not from the syntax
// tree: there, some get lost and others move to their neighbours. See
// docs/decisions/0008-the-one-form.md.
type tree struct {
	file   *file
	root   *part
	owners map[*token.Token]*part
}

// partSort says what a part is.
type partSort int

const (
	textPart  partSort = iota
	otherPart          // a number, true, false or null
	mappingPart
	listPart
)

// part is the file as a whole, a field, or a member of a list.
type part struct {
	up    *part
	key   string // of a field, as it is written in a file
	sort  partSort
	text  string     // of a text; of what is no text, as it was written
	empty bool       // nothing is written at all
	parts []*part    // fields or members
	field fieldShape // what is known of it; the zero value where nothing is
	shape *shape     // of a mapping; nil where nothing is known

	// Where the fields or members begin that stand on lines of their own; 0
	// where they stand in brackets, and of what has none.
	column int

	above  []comment // on lines of their own
	gap    bool      // an empty line parts it from the last comment above
	beside string    // at the end of its line
	below  []comment // behind the last field or member
	after  []comment // behind it, and indented deeper
}

// comment is one on a line of its own.
type comment struct {
	text  string
	apart bool // an empty line parts it from what is above it
}

// newTree takes a file apart that was parsed. What Format must not touch is
// noted as a mistake.
func newTree(f *file) *tree {
	t := &tree{file: f, owners: map[*token.Token]*part{}}
	top := valueShape{sort: mappingValue}
	switch f.sort {
	case packFile:
		top.shape = shapes.pack
	case engagementFile:
		top.shape = shapes.engagements
	default:
		top.shape = shapes.things[f.kind.Kind]
	}
	t.root = &part{field: fieldShape{value: top}}
	t.fill(t.root, f.root, false)
	if len(f.mistakes) > 0 {
		return t
	}
	if t.root.sort != mappingPart {
		f.root.expected("fields", "fields, each as name: value")
		return t
	}
	if len(t.root.parts) == 0 {
		f.reportEmpty()
		return t
	}
	t.attach()
	return t
}

// own notes that tokens are of a part, and of no other that was noted before.
func (t *tree) own(p *part, tokens ...*token.Token) {
	for _, tk := range tokens {
		if tk != nil {
			t.owners[tk] = p
		}
	}
}

// fill reads a value into its part.
func (t *tree) fill(p *part, n *node, inFlow bool) {
	t.own(p, n.ast.GetToken())
	switch v := n.ast.(type) {
	case *ast.StringNode:
		p.sort, p.text = textPart, v.Value
	case *ast.LiteralNode:
		p.sort, p.text = textPart, v.Value.Value
		t.own(p, v.Start, v.Value.GetToken())
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		p.sort, p.text = otherPart, v.GetToken().Value
	case *ast.NullNode:
		p.sort = otherPart
		if p.empty = v.GetToken().Type == token.ImplicitNullType; !p.empty {
			p.text = v.GetToken().Value
		}
		if p.empty && inFlow {
			n.mistake("put a text that contains a comma in double quotes, or leave this out", "%q has no value", n.name())
		}
	case *ast.MappingNode:
		if !v.IsFlowStyle && len(v.Values) > 0 {
			p.column = v.Values[0].Key.GetToken().Position.Column
		}
		t.own(p, v.Start, v.End)
		t.fillMapping(p, n, v.Values, inFlow || v.IsFlowStyle)
	case *ast.MappingValueNode:
		p.column = v.Key.GetToken().Position.Column
		t.fillMapping(p, n, []*ast.MappingValueNode{v}, inFlow)
	case *ast.SequenceNode:
		t.fillList(p, n, v, inFlow || v.IsFlowStyle)
	default:
		n.expected("a text, a number, fields or a list", "it out")
	}
}

func (t *tree) fillMapping(p *part, n *node, values []*ast.MappingValueNode, inFlow bool) {
	p.sort, p.shape = mappingPart, p.field.value.shape
	for _, v := range values {
		name := v.Key.GetToken().Value
		key := &node{file: t.file, ast: v.Key, up: n, key: name}
		if _, isPlain := v.Key.(ast.ScalarNode); !isPlain {
			key.mistake("write the name of a field, a colon and its value", "this is no name of a field")
			continue
		}
		if _, isMerge := v.Key.(*ast.MergeKeyNode); isMerge {
			key.mistake("write the fields out: packs have no anchors, aliases or tags", "fields are merged here")
			continue
		}
		if slices.ContainsFunc(p.parts, func(x *part) bool { return x.key == name }) {
			key.mistake("keep one of the two", "the field %q occurs twice", name)
			continue
		}
		of := &part{up: p, key: name}
		if known := p.shape.field(name); known != nil {
			of.field = *known
		}
		p.parts = append(p.parts, of)
		t.own(of, v.Key.GetToken(), v.Start)
		t.fill(of, &node{file: t.file, ast: v.Value, up: n, key: name}, inFlow)
	}
}

func (t *tree) fillList(p *part, n *node, v *ast.SequenceNode, inFlow bool) {
	p.sort = listPart
	t.own(p, v.Start, v.End)
	if !v.IsFlowStyle {
		p.column = v.Start.Position.Column
	}
	if members := n.members(v); len(members) > len(v.Values) {
		for _, member := range members {
			member.checkHyphen()
		}
		return // with a mistake, the file stays as it is
	}
	for i, value := range v.Values {
		of := &part{up: p}
		if p.field.value.of != nil {
			of.field.value = *p.field.value.of
		}
		p.parts = append(p.parts, of)
		if !v.IsFlowStyle {
			t.own(of, v.Entries[i].Start)
		}
		t.fill(of, &node{file: t.file, ast: value, up: n, ord: i}, inFlow)
	}
}

// commentText returns a comment as it is written.
func commentText(tk *token.Token) string { return strings.TrimRight("#"+tk.Value, " \t") }

// attach gives every comment to the part that it belongs to: one at the end of
// a line to what ends there; one on a line of its own to what follows, or, if
// it is indented deeper than that, to what it is indented below.
func (t *tree) attach() {
	var before *token.Token // the last one that is no comment
	var gap between         // that one and the next
	for i, tk := range t.file.tokens {
		if tk.Type != token.CommentType {
			if tk.Type == token.DirectiveType {
				t.file.report(tk.Position.Line, tk.Position.Column, "", "a directive of YAML", "remove it; packs have none")
			}
			if tk.Type != token.CollectEntryType { // a comma closes nothing and begins nothing
				before = tk
			}
			gap = between{}
			continue
		}
		line := t.file.line(tk.Position.Line)
		ownLine := strings.HasPrefix(strings.TrimLeft(line, " \t"), "#")
		switch owner := t.owners[before]; {
		case ownLine || owner == nil:
			t.attachLine(tk, before, t.follower(i), &gap)
		case before.Type == token.SequenceEntryType:
			owner.addAbove(commentText(tk))
		default:
			if owner.beside != "" { // there is room for one
				owner.addAbove(owner.beside)
			}
			owner.beside = commentText(tk)
		}
	}
}

// addAbove puts a comment right above the part.
func (p *part) addAbove(text string) {
	p.above, p.gap = append(p.above, comment{text, p.gap}), false
}

// between is what was found between two tokens.
type between struct {
	closed bool  // a comment belongs to what follows: so do all that come after it
	within *part // where the last comment stands: none after it stands deeper
	inner  *part // the part of it that ends here
	below  bool  // it stands at the end of within
}

// follower returns the next token that is no comment, or nil at the end.
func (t *tree) follower(i int) *token.Token {
	for _, tk := range t.file.tokens[i:] {
		switch tk.Type {
		case token.CommentType, token.CollectEntryType, token.DocumentHeaderType:
		case token.DocumentEndType:
			return nil
		default:
			return tk
		}
	}
	return nil
}

// attachLine attaches a comment on a line of its own.
func (t *tree) attachLine(tk, before, next *token.Token, gap *between) {
	line := t.file.line(tk.Position.Line)
	c := comment{commentText(tk), isBlank(t.file, tk.Position.Line-1)}
	column := utf8.RuneCountInString(line) - utf8.RuneCountInString(strings.TrimLeft(line, " \t")) + 1
	from, to := t.owners[before], t.owners[next]
	switch {
	case before != nil && before.Type == token.SequenceEntryType && from != nil:
		to = from // between the hyphen and what it stands for
	case next != nil && (next.Type == token.MappingEndType || next.Type == token.SequenceEndType) && to != nil:
		t.addBelow(to, c) // within brackets that close here
		return
	case from == nil && to == nil:
		t.addBelow(t.root, c)
		return
	case !gap.closed && !leads(from, to):
		if gap.find(from, t.enclosing(to), to != nil, column) {
			if gap.below {
				t.addBelow(gap.within, c)
			} else {
				gap.inner.after = append(gap.inner.after, c)
			}
			return
		}
	}
	gap.closed = true
	to.above = append(to.above, c)
	to.gap = isBlank(t.file, tk.Position.Line+1)
}

// leads reports whether a comment between two parts can only belong to the
// second: nothing ends there.
func leads(from, to *part) bool {
	return to != nil && (from == nil || to.up == nil || to.up.column == 0 || contains(from, to))
}

// enclosing returns what does not end before the part: the mapping or list that
// holds it, or the whole file behind the last.
func (t *tree) enclosing(to *part) *part {
	if to == nil {
		return t.root
	}
	return to.up
}

// find looks for what a comment in that column belongs to, from the last part
// upwards to what does not end here. It returns false if that is the part that
// follows.
func (b *between) find(from, enclosing *part, follows bool, column int) bool {
	p, inner := from, b.inner
	if b.within != nil {
		p = b.within
	}
	for p != enclosing && (p.column <= enclosing.column || p.column > column) {
		p, inner = p.up, p
	}
	deeper := column > p.column && inner != nil && (p != b.within || !b.below)
	if p == enclosing && follows && !deeper {
		return false
	}
	b.within, b.inner, b.below = p, inner, !deeper
	return true
}

// addBelow puts a comment at the end of a mapping or list; where that is
// empty, above it.
func (t *tree) addBelow(p *part, c comment) {
	if len(p.parts) == 0 {
		p.above = append(p.above, c)
		return
	}
	p.below = append(p.below, c)
}

func contains(p, inner *part) bool {
	for ; inner != nil; inner = inner.up {
		if p == inner {
			return true
		}
	}
	return false
}

func isBlank(f *file, line int) bool {
	return line >= 1 && line <= strings.Count(f.text, "\n") && strings.TrimSpace(f.line(line)) == ""
}
