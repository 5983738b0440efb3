package view

import "github.com/comity-graph/comity/graph"

// Name is a name of something.
type Name = graph.Name

func namesOf(n graph.Node) []*Name {
	names := make([]*Name, 0, len(n.Names))
	for i := range n.Names {
		names = append(names, &n.Names[i])
	}
	return names
}

// Identifier is what another system calls something.
type Identifier struct{ graph.Identifier }

// URL returns where the identifier resolves, or nil.
func (i *Identifier) URL() *string { return optional(i.Identifier.URL()) }

// Relation returns how close the concepts are.
func (i *Identifier) Relation() graph.Mapping {
	if i.Identifier.Relation == "" {
		return graph.MappingExact
	}
	return i.Identifier.Relation
}

func identifiersOf(n graph.Node) []*Identifier {
	identifiers := make([]*Identifier, 0, len(n.Identifiers))
	for _, i := range n.Identifiers {
		identifiers = append(identifiers, &Identifier{i})
	}
	return identifiers
}

// Category is a value of a closed list.
type Category struct{ c graph.Category }

// ID returns the category's id.
func (c *Category) ID() graph.ID { return graph.ID(c.c.ID) }

// Name returns the category's label.
func (c *Category) Name(lang *graph.Language) string { return c.c.Name(language(lang)) }

func categoryOf(id string) *Category {
	c, ok := graph.CategoryOf(id)
	if !ok {
		return nil
	}
	return &Category{c}
}
