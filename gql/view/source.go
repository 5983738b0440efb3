package view

import (
	"context"

	"github.com/comity-graph/comity/graph"
)

// Source is a document.
type Source struct {
	s *Session
	*graph.Source
}

// IsNode marks sources as nodes.
func (*Source) IsNode() {}

// Symbols returns the document symbols.
func (d *Source) Symbols() []string { return append([]string{}, d.Source.Symbols...) }

// Title returns the title to show.
func (d *Source) Title(lang *graph.Language) string { return d.Name(language(lang)) }

// Perspective returns a sentence on who tells, and about whom, or nil.
func (d *Source) Perspective(lang *graph.Language) *string {
	return optional(d.Source.Perspective.In(language(lang)))
}

// Editions returns the language editions.
func (d *Source) Editions() []*Edition {
	editions := make([]*Edition, 0, len(d.Source.Editions))
	for _, e := range d.Source.Editions {
		editions = append(editions, &Edition{e.Language, optional(e.Symbol), optional(e.URL), e.Read})
	}
	return editions
}

// Edition is a source in one language.
type Edition struct {
	Language graph.Language
	Symbol   *string
	URL      *string
	Read     bool
}

// Mentions returns the documents of the graph that the source cites.
func (d *Source) Mentions(ctx context.Context) ([]*Source, error) {
	return all[*Source](ctx, d.s, graph.LinkQuery{Anchor: d.ID, Types: []graph.LinkType{graph.LinkMentions}, Direction: graph.Out})
}

// TranslationOf returns the source of which this one is a translation, or nil.
func (d *Source) TranslationOf(ctx context.Context) (*Source, error) {
	of, err := all[*Source](ctx, d.s, graph.LinkQuery{Anchor: d.ID, Types: []graph.LinkType{graph.LinkTranslationOf}, Direction: graph.Out})
	if err != nil || len(of) == 0 {
		return nil, err
	}
	return of[0], nil
}

// Passages returns the passages, in the order of the document.
func (d *Source) Passages(
	ctx context.Context, coverage []graph.Coverage, first *int, after *string, last *int, before *string,
) (*PassageConnection, error) {
	query := graph.LinkQuery{Anchor: d.ID, Types: []graph.LinkType{graph.LinkIn}, Direction: graph.In}
	for _, c := range coverage {
		query.Categories = append(query.Categories, string(c))
	}
	return links[*Passage](ctx, d.s, "Source.passages", query, pageArgs(first, after, last, before))
}

// Section is a part of a source under one heading.
type Section struct {
	Source  *Source
	section *graph.Section
}

// Heading returns the heading.
func (s *Section) Heading(lang *graph.Language) string { return s.section.Heading.In(language(lang)) }

// About returns the actor to which the section is devoted, or nil.
func (s *Section) About(ctx context.Context) (Actor, error) {
	if s.section.About == "" {
		return nil, nil
	}
	return load[Actor](ctx, s.Source.s, s.section.About)
}

// AlsoAbout returns the further actors of a heading that names several, in its
// order.
func (s *Section) AlsoAbout(ctx context.Context) ([]Actor, error) {
	entities, err := s.Source.s.reader(ctx).Entities(ctx, s.section.AlsoAbout)
	if err != nil {
		return nil, err
	}
	actors := make([]Actor, len(entities))
	for i, e := range entities {
		if actors[i], err = as[Actor](s.Source.s, e); err != nil {
			return nil, err
		}
	}
	return actors, nil
}
