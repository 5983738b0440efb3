package main

import (
	"context"
	"errors"

	"github.com/comity-graph/comity/gql"
	"github.com/comity-graph/comity/graph"
)

// answer is the response to server.Headline.
type answer struct {
	Data       struct{ Actor *actor }
	Errors     []fault
	Extensions struct{ Comity notes }
}

// fault is an error of the API.
type fault struct {
	Message    string
	Extensions struct {
		Code       graph.Code
		Argument   string
		Candidates []graph.Candidate
	}
}

// notes is what the answer says beside its data.
type notes struct {
	Version     string
	Excluded    graph.Excluded
	AlsoMatched []mention
	DidYouMean  []mention
}

type mention struct {
	Path       string
	Ref        string
	Candidates []graph.Candidate
}

type named struct {
	ID      graph.ID
	Name    string
	Acronym string
}

type actor struct {
	named
	Counterparts struct {
		TotalCount      int
		EngagementCount int
		Edges           []counterpart
	}
	Coverage struct {
		Passages    int
		OwnSections []struct {
			Heading string
			Source  document
		}
	}
}

type counterpart struct {
	Node            named
	EngagementCount int
	GeneralCount    int
	Period          *period
	OwnRoles, Roles []graph.Role
	Themes          []struct {
		Count int
		Theme named
	}
	Engagements struct{ Edges []struct{ Node engagement } }
}

type period struct {
	EDTF       string
	Start, End graph.Date
}

type engagement struct {
	Title       string
	Status      graph.Status
	Specificity graph.Specificity
	Period      *period
	Citations   []citation
}

type document struct {
	Symbols []string
	Title   string
}

type citation struct {
	Source   document
	Locator  string
	Sentence int
	Basis    graph.Basis
}

// mentioned returns the ids of everything that the answer names beside itself.
func (a *answer) mentioned() []graph.ID {
	var ids []graph.ID
	add := func(candidates []graph.Candidate) {
		for _, c := range candidates {
			ids = append(ids, c.ID)
		}
	}
	for _, e := range a.Errors {
		add(e.Extensions.Candidates)
	}
	for _, m := range append(a.Extensions.Comity.AlsoMatched, a.Extensions.Comity.DidYouMean...) {
		add(m.Candidates)
	}
	return ids
}

// namesOf returns the names of things in a language: a candidate is told by
// the name that matched, which may be the very one that was typed.
func namesOf(ctx context.Context, api *gql.API, ids []graph.ID, lang graph.Language) (map[graph.ID]string, error) {
	names := map[graph.ID]string{}
	if len(ids) == 0 {
		return names, nil
	}
	var response struct {
		Data struct {
			Nodes []*struct {
				ID          graph.ID
				Name, Title string
			}
		}
		Errors []fault
	}
	err := operate(ctx, api, `query Names($ids: [ID!]!, $lang: Language) {
  nodes(ids: $ids) {
    id
    ... on Actor { name(lang: $lang) }
    ... on Theme { name(lang: $lang) }
    ... on Area { name(lang: $lang) }
    ... on Engagement { title(lang: $lang) }
    ... on Source { title(lang: $lang) }
  }
}`, map[string]any{"ids": ids, "lang": lang}, &response)
	if err != nil {
		return nil, err
	}
	if len(response.Errors) > 0 {
		return nil, errors.New(response.Errors[0].Message)
	}
	for _, node := range response.Data.Nodes {
		if node != nil {
			names[node.ID] = node.Name + node.Title
		}
	}
	return names, nil
}
