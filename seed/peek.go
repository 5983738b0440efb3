package seed

import "github.com/goccy/go-yaml/ast"

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
	nodes := make([]*node, len(sequence.Values))
	for i, v := range sequence.Values {
		nodes[i] = (&node{file: n.file, ast: v, up: n, ord: i}).peek(name)
	}
	return nodes
}

// plain returns a string as it is, and the empty one for anything else.
func (n *node) plain() string {
	if n == nil {
		return ""
	}
	if n.cell {
		return n.value
	}
	if s, ok := n.ast.(*ast.StringNode); ok {
		return s.Value
	}
	return ""
}
