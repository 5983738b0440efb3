package seed

import (
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// The methods of this file look at a node without judging it: they never note
// a mistake. They serve to learn which ids there are before anything is read.

// peek returns the field of a mapping, or nil.
func (n *node) peek(name string) *node {
	if n == nil {
		return nil
	}
	m, ok := n.ast.(*ast.MappingNode)
	if !ok {
		return nil
	}
	for _, v := range m.Values {
		if v.Key.GetToken().Value == name {
			return &node{file: n.file, ast: v.Value, up: n, key: name}
		}
	}
	return nil
}

// peekAll returns the field of every mapping in a list, nil where there is none.
func (n *node) peekAll(name string) []*node {
	if n == nil {
		return nil
	}
	sequence, ok := n.ast.(*ast.SequenceNode)
	if !ok {
		return nil
	}
	nodes := n.members(sequence)
	for i, member := range nodes {
		nodes[i] = member.peek(name)
	}
	return nodes
}

// plain returns a string without the spaces around it, and the empty one for anything else.
func (n *node) plain() string {
	if n == nil {
		return ""
	}
	if n.cell {
		return n.value
	}
	if s, ok := n.ast.(*ast.StringNode); ok {
		return strings.TrimSpace(s.Value)
	}
	return ""
}

// plainNumber returns a whole number as it is, and 0 for anything else.
func (n *node) plainNumber() int {
	if n == nil || n.cell {
		return 0
	}
	i, ok := n.ast.(*ast.IntegerNode)
	if !ok {
		return 0
	}
	value, err := strconv.Atoi(i.GetToken().Value)
	if err != nil {
		return 0 // reported where it is read
	}
	return value
}

// said returns a text as it is, and the empty one for anything else.
func (n *node) said() string {
	if n != nil {
		if block, ok := n.ast.(*ast.LiteralNode); ok {
			return block.Value.Value
		}
	}
	return n.plain()
}

// isList reports whether the node is a list.
func (n *node) isList() bool {
	_, ok := n.ast.(*ast.SequenceNode)
	return ok
}

// walk visits the node, if there is one, and all that it contains.
func (n *node) walk(visit func(*node)) {
	if n == nil {
		return
	}
	visit(n)
	switch v := n.ast.(type) {
	case *ast.MappingNode:
		for _, field := range v.Values {
			(&node{file: n.file, ast: field.Value, up: n, key: field.Key.GetToken().Value}).walk(visit)
		}
	case *ast.SequenceNode:
		for _, member := range n.members(v) {
			member.walk(visit)
		}
	}
}
