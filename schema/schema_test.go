package schema_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/schema"
)

func load(t *testing.T) *ast.Schema {
	t.Helper()
	files, err := fs.Glob(schema.Files, "*.graphqls")
	if err != nil || len(files) == 0 {
		t.Fatalf("no schema: %v", err)
	}
	var sources []*ast.Source
	for _, file := range files {
		content, err := schema.Files.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, &ast.Source{Name: file, Input: string(content)})
	}
	s, err := gqlparser.LoadSchema(sources...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// definitions are the types that the schema itself defines, by name.
func definitions(s *ast.Schema) []*ast.Definition {
	var own []*ast.Definition
	for _, d := range s.Types {
		if !d.BuiltIn {
			own = append(own, d)
		}
	}
	slices.SortFunc(own, func(x, y *ast.Definition) int { return strings.Compare(x.Name, y.Name) })
	return own
}

// TestEveryElementIsDescribed checks types, fields, input fields and enum
// values: a description is a sentence.
func TestEveryElementIsDescribed(t *testing.T) {
	check := func(element, description string) {
		if d := strings.TrimSpace(description); len(d) < 5 || !strings.HasSuffix(d, ".") {
			t.Errorf("%s: the description %q is no sentence", element, description)
		}
	}
	for _, d := range definitions(load(t)) {
		check(d.Name, d.Description)
		for _, f := range d.Fields {
			if !strings.HasPrefix(f.Name, "__") {
				check(d.Name+"."+f.Name, f.Description)
			}
			for _, a := range f.Arguments {
				if !strings.HasPrefix(f.Name, "__") {
					check(d.Name+"."+f.Name+"("+a.Name+")", a.Description)
				}
			}
		}
		for _, v := range d.EnumValues {
			check(d.Name+"."+v.Name, v.Description)
		}
	}
}

// TestEnumsAreTheListsOfTheDomain checks both ways: the generated code casts
// strings and looks at nothing.
func TestEnumsAreTheListsOfTheDomain(t *testing.T) {
	s := load(t)
	var nodes []graph.Kind
	for _, spec := range graph.Kinds() {
		switch spec.Class {
		case graph.ClassPassage, graph.ClassMembership, graph.ClassClaim: // they stand below the nodes that a search finds
		default:
			nodes = append(nodes, spec.Kind)
		}
	}
	lists := map[string][]string{
		"ActorKind":      list(graph.KindsOf(graph.ClassActor)),
		"EngagementKind": list(graph.KindsOf(graph.ClassEngagement)),
		"NodeKind":       list(nodes),

		"Status": list(graph.Statuses()), "Specificity": list(graph.Specificities()), "Recurrence": list(graph.Recurrences()),
		"Review": list(graph.Reviews()), "MilestoneKind": list(graph.MilestoneKinds()), "Role": list(graph.Roles()), "Level": list(graph.Levels()),
		"Basis": list(graph.Bases()), "PlaceRelation": list(graph.PlaceRelations()), "RelationType": list(graph.RelationTypes()),
		"MembershipStatus": list(graph.MembershipStatuses()), "Office": list(graph.Offices()), "Coverage": list(graph.Coverages()),
		"ClaimProperty": list(graph.ClaimProperties()), "Precision": list(graph.Precisions()), "AmountStage": list(graph.AmountStages()),
		"Standing": list(graph.Standings()), "Language": list(graph.Languages()), "NameKind": list(graph.NameKinds()),

		"Mapping":              {string(graph.MappingExact), string(graph.MappingClose), string(graph.MappingRelated)},
		"PeriodMatch":          {string(graph.MatchOverlaps), string(graph.MatchWithin)},
		"Undated":              {string(graph.UndatedExclude), string(graph.UndatedByReportingPeriod), string(graph.UndatedInclude)},
		"ActorOrderField":      {string(graph.OrderName), string(graph.OrderEngagements)},
		"EngagementOrderField": {string(graph.OrderStart), string(graph.OrderTitle), string(graph.OrderDocument)},
		"CounterpartOrderField": {
			string(graph.TallyEngagements), string(graph.TallyLatest), string(graph.TallyName),
		},
		// Of the protocol: gql/view has them.
		"OrderDirection": {"ASC", "DESC"}, "RelationDirection": {"OUTGOING", "INCOMING"},
	}
	for _, d := range definitions(s) {
		if d.Kind != ast.Enum {
			continue
		}
		var values []string
		for _, v := range d.EnumValues {
			values = append(values, v.Name)
		}
		if want, ok := lists[d.Name]; !ok {
			t.Errorf("no list of the domain is compared with the enum %s", d.Name)
		} else if !slices.Equal(values, want) {
			t.Errorf("%s has the values %v, and the domain %v", d.Name, values, want)
		}
		delete(lists, d.Name)
	}
	for name := range lists {
		t.Errorf("there is no enum %s", name)
	}
}

func list[T ~string](values []T) []string {
	texts := make([]string, 0, len(values))
	for _, v := range values {
		texts = append(texts, string(v))
	}
	return texts
}

// TestEveryKindHasItsType checks that the kinds of the registry are types of
// the schema, under their names, in files of their names.
func TestEveryKindHasItsType(t *testing.T) {
	s := load(t)
	for _, spec := range graph.Kinds() {
		d := s.Types[spec.Label]
		if d == nil {
			t.Errorf("%s has no type %s; give it a file in schema/", spec.Kind, spec.Label)
			continue
		}
		if want := strings.ToLower(spec.Label) + ".graphqls"; d.Position.Src.Name != want {
			t.Errorf("the type %s stands in %s, not in %s", spec.Label, d.Position.Src.Name, want)
		}
		if spec.Class != graph.ClassClaim && !slices.Contains(d.Interfaces, "Node") {
			t.Errorf("%s has an id and is no Node", spec.Label)
		}
		for class, name := range map[graph.Class]string{graph.ClassActor: "Actor", graph.ClassEngagement: "Engagement"} {
			if (spec.Class == class) != slices.Contains(d.Interfaces, name) {
				t.Errorf("%s is of the class %s and implements %v", spec.Label, spec.Class, d.Interfaces)
			}
		}
		if spec.Place != slices.Contains(d.Interfaces, "Place") {
			t.Errorf("%s: the registry says of a place %t, and it implements %v", spec.Label, spec.Place, d.Interfaces)
		}
	}
}

// TestSameFieldsReadTheSame checks that a field of an interface is described by
// its types as by the interface, or by another interface of the type.
func TestSameFieldsReadTheSame(t *testing.T) {
	s := load(t)
	for _, d := range definitions(s) {
		for _, f := range d.Fields {
			described := map[string]string{}
			for _, name := range d.Interfaces {
				if of := s.Types[name].Fields.ForName(f.Name); of != nil {
					described[of.Description] = name
				}
			}
			if _, ok := described[f.Description]; len(described) > 0 && !ok {
				t.Errorf("%s.%s reads %q; its interfaces say %v", d.Name, f.Name, f.Description, described)
			}
		}
	}
}

// TestConnectionsAreRelays checks the shapes that Relay clients rely on.
func TestConnectionsAreRelays(t *testing.T) {
	s := load(t)
	for _, d := range definitions(s) {
		for _, f := range d.Fields {
			isConnection := strings.HasSuffix(f.Type.Name(), "Connection")
			arguments := ""
			for _, a := range f.Arguments {
				switch a.Name {
				case "first", "after", "last", "before":
					arguments += fmt.Sprintf("%s: %s ", a.Name, a.Type)
				}
			}
			if all := arguments == "first: Int after: String last: Int before: String "; isConnection != all {
				t.Errorf("%s.%s is a %s and has the arguments %q", d.Name, f.Name, f.Type, arguments)
			}
		}
		name, ok := strings.CutSuffix(d.Name, "Connection")
		if !ok {
			continue
		}
		for field, want := range map[string]string{"edges": "[" + name + "Edge!]!", "pageInfo": "PageInfo!", "totalCount": "Int!"} {
			if f := d.Fields.ForName(field); f == nil || f.Type.String() != want {
				t.Errorf("%s.%s is not %s", d.Name, field, want)
			}
		}
		edge := s.Types[name+"Edge"]
		if edge == nil || edge.Fields.ForName("cursor") == nil || edge.Fields.ForName("cursor").Type.String() != "String!" || edge.Fields.ForName("node") == nil {
			t.Errorf("%sEdge has no cursor: String!, or no node", name)
		}
	}
}
