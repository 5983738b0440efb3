package view

import (
	"context"

	"github.com/comity-graph/comity/graph"
)

// Passage is a numbered paragraph, a footnote or a heading of a source.
type Passage struct {
	s *Session
	*graph.Passage
}

// IsNode marks passages as nodes.
func (*Passage) IsNode() {}

// Source returns the source of which the passage is a part.
func (p *Passage) Source(ctx context.Context) (*Source, error) {
	return load[*Source](ctx, p.s, p.Passage.Source)
}

// Section returns the section in which the passage stands, or nil.
func (p *Passage) Section(ctx context.Context) (*Section, error) {
	if p.Passage.Section == "" {
		return nil, nil
	}
	source, err := p.Source(ctx)
	if err != nil {
		return nil, err
	}
	section := source.Source.Section(p.Passage.Section)
	if section == nil {
		return nil, nil
	}
	return &Section{source, section}, nil
}

// Reason returns why the passage gives no facts, or nil.
func (p *Passage) Reason() *string { return optional(p.Passage.Reason) }

// URL returns where the source can be read, or nil.
func (p *Passage) URL(ctx context.Context) (*string, error) {
	return p.s.address(ctx, p.Passage.Source)
}

// Engagements returns what the passage states, in the order of the document.
func (p *Passage) Engagements(ctx context.Context, first *int, after *string, last *int, before *string) (*EngagementConnection, error) {
	selection := graph.Selection{Passages: &graph.Set{IDs: []graph.ID{p.ID}}}
	return p.s.engagements(ctx, "Passage.engagements", selection, graph.Order{Field: graph.OrderDocument}, pageArgs(first, after, last, before))
}

func (s *Session) address(ctx context.Context, source graph.ID) (*string, error) {
	document, err := load[*Source](ctx, s, source)
	if err != nil {
		return nil, err
	}
	return optional(document.Source.URL()), nil
}

// Citation leads from a fact to the passage that states it.
type Citation struct {
	s      *Session
	c      graph.Citation
	source graph.ID
	// Locator is that of the passage.
	Locator string
}

func (s *Session) citations(list []graph.Citation) []*Citation {
	citations := make([]*Citation, 0, len(list))
	for _, c := range list {
		source, locator, _ := c.Passage.SplitPassage()
		citations = append(citations, &Citation{s, c, source, locator})
	}
	return citations
}

// Passage returns the passage.
func (c *Citation) Passage(ctx context.Context) (*Passage, error) {
	return load[*Passage](ctx, c.s, c.c.Passage)
}

// Source returns the source of the passage.
func (c *Citation) Source(ctx context.Context) (*Source, error) {
	return load[*Source](ctx, c.s, c.source)
}

// Sentence returns the number of the sentence within the passage, or nil.
func (c *Citation) Sentence() *int { return optional(c.c.Sentence) }

// Basis returns whether the passage says it, or it is read between the lines.
func (c *Citation) Basis() graph.Basis { return c.c.Basis }

// Note returns what there is to say about the citation, or nil.
func (c *Citation) Note(lang *graph.Language) *string { return optional(c.c.Note.In(language(lang))) }

// URL returns where the source can be read, or nil.
func (c *Citation) URL(ctx context.Context) (*string, error) { return c.s.address(ctx, c.source) }
