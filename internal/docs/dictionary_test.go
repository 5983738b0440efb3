package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	gql "github.com/vektah/gqlparser/v2/ast"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/schema"
)

const dictionaryPage = "data-dictionary.md"

// list is a closed list of the registries, and the enum of the schema that
// describes its values.
type list struct {
	heading string
	enum    string
	values  []string
}

func texts[T ~string](values []T) []string {
	var list []string
	for _, v := range values {
		list = append(list, string(v))
	}
	return list
}

// lists returns the closed lists in the order of the page.
func lists() []list {
	return []list{
		{"Roles", "Role", texts(graph.Roles())},
		{"Levels", "Level", texts(graph.Levels())},
		{"Statuses", "Status", texts(graph.Statuses())},
		{"Specificities", "Specificity", texts(graph.Specificities())},
		{"Recurrences", "Recurrence", texts(graph.Recurrences())},
		{"Reviews", "Review", texts(graph.Reviews())},
		{"Milestones", "MilestoneKind", texts(graph.MilestoneKinds())},
		{"Relations between engagements", "RelationType", texts(graph.RelationTypes())},
		{"Relations to places", "PlaceRelation", texts(graph.PlaceRelations())},
		{"Statuses of memberships", "MembershipStatus", texts(graph.MembershipStatuses())},
		{"Offices in memberships", "Office", texts(graph.Offices())},
		{"Coverages of passages", "Coverage", texts(graph.Coverages())},
		{"Bases of citations", "Basis", texts(graph.Bases())},
		{"Properties of claims", "ClaimProperty", texts(graph.ClaimProperties())},
		{"Precisions of claims", "Precision", texts(graph.Precisions())},
		{"Stages of amounts", "AmountStage", texts(graph.AmountStages())},
		{"Standings of claims", "Standing", texts(graph.Standings())},
		{"Kinds of names", "NameKind", texts(graph.NameKinds())},
		{"Languages", "Language", texts(graph.Languages())},
	}
}

// kindEnums are the enums whose values are kinds, which have a table of their own.
func kindEnums() []string { return []string{"ActorKind", "EngagementKind", "NodeKind"} }

const dictionaryIntroduction = `# The data dictionary

The words with which the graph speaks, and what each of them means. A value in capitals is one of the API; ids of categories, reasons and units are lower case. How they are written in packs stands in [the dataset as text](dataset-format.md), how they are asked for in [the API](api.md).

Wherever a list is closed, a value that is not in it is refused. This page is printed from the program: to change it, change the registries or the schema, and run go test ./internal/docs -update.
`

const categoriesIntroduction = `
Each kind has a closed list of categories. They are tried in the order in which they stand here: where two seem to fit, the first one holds.
`

const reasonsIntroduction = `
A citation may say why a fact is read between the lines, which makes it INFERRED, or comment on a fact that is STATED. The reason is the first word of its note.
`

const schemesIntroduction = `
What other systems call something. A reference may be the value alone, or scheme:value.
`

const unitsIntroduction = `
What a number counts. Money is counted in a currency: a code of ISO 4217, such as USD, or the currency's word where the source does not say which, such as dollars.
`

const linksIntroduction = `
The links of the graph, which are also the types of relationships in Neo4j. Derived ones are computed from the others, and never written by hand.
`

// dictionary is the page, from the registries and the schema.
type dictionary struct {
	strings.Builder
	t      *testing.T
	schema *gql.Schema
}

func (d *dictionary) heading(text string) { d.WriteString("\n## " + text + "\n") }

func (d *dictionary) table(columns ...string) {
	d.row(columns...)
	d.WriteString(strings.Repeat("|---", len(columns)) + "|\n")
}

func (d *dictionary) row(cells ...string) {
	for i := range cells {
		cells[i] = strings.ReplaceAll(cells[i], "|", `\|`)
	}
	d.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

func code(s string) string {
	if s == "" {
		return ""
	}
	return "`" + s + "`"
}

func codes[T ~string](values []T) string {
	var list []string
	for _, v := range values {
		list = append(list, code(string(v)))
	}
	return strings.Join(list, ", ")
}

// definition returns the type of the schema.
func (d *dictionary) definition(name string) *gql.Definition {
	definition := d.schema.Types[name]
	if definition == nil || definition.Description == "" {
		d.t.Fatalf("the schema does not describe %s", name)
	}
	return definition
}

func (d *dictionary) kinds() {
	d.heading("Kinds")
	d.WriteString("\nWhat a thing is. The first part of its id says so, and the class groups the kinds that share one shape.\n\n")
	d.table("kind", "type", "class", "ids", "English", "French", "meaning")
	for _, spec := range graph.Kinds() {
		id := spec.Prefix + "/…"
		if spec.Kind == graph.KindPassage {
			id += "#…"
		}
		class := string(spec.Class)
		if spec.Place && spec.Class != graph.ClassPlace {
			class += ", " + string(graph.ClassPlace)
		}
		d.row(code(string(spec.Kind)), code(spec.Label), class, code(id), spec.Names[graph.EN], spec.Names[graph.FR], d.definition(spec.Label).Description)
	}
}

func (d *dictionary) categories() {
	d.heading("Categories")
	d.WriteString(categoriesIntroduction)
	for _, spec := range graph.Kinds() {
		for _, closed := range []struct {
			of         string
			categories []graph.Category
		}{{"Categories of ", spec.Categories}, {"Scopes of ", spec.Scopes}} {
			if len(closed.categories) == 0 {
				continue
			}
			d.WriteString("\n### " + closed.of + code(string(spec.Kind)) + "\n\n")
			d.table("id", "English", "French")
			for _, c := range closed.categories {
				d.row(code(c.ID), c.Names[graph.EN], c.Names[graph.FR])
			}
		}
	}
}

func (d *dictionary) list(l list) {
	definition := d.definition(l.enum)
	d.heading(l.heading)
	d.WriteString("\n" + definition.Description + "\n\n")
	d.table("value", "meaning")
	for _, v := range l.values {
		value := definition.EnumValues.ForName(v)
		if value == nil {
			d.t.Fatalf("%s has no value %s", l.enum, v)
		}
		d.row(code(v), value.Description)
	}
	if len(definition.EnumValues) != len(l.values) {
		d.t.Fatalf("%s has %d values in the schema, and %d in the registry", l.enum, len(definition.EnumValues), len(l.values))
	}
	switch l.enum {
	case "Coverage":
		d.WriteString("\nThe reason of a passage that states no fact is one of " + codes(graph.NoFactsReasons()) + ".\n")
	case "Basis":
		d.reasons()
	case "ClaimProperty":
		d.WriteString("\n### Units\n" + unitsIntroduction)
		d.WriteString("Anything else is counted in one of these: " + codes(units(d.t)) + ".\n")
	}
}

func (d *dictionary) reasons() {
	d.WriteString("\n### Reasons of citations\n" + reasonsIntroduction + "\n")
	d.table("reason", "basis", "English", "French")
	for _, r := range graph.Reasons() {
		d.row(code(string(r.Reason)), code(string(r.Basis)), r.Names[graph.EN], r.Names[graph.FR])
	}
}

func (d *dictionary) schemes() {
	d.heading("Identifiers")
	d.WriteString(schemesIntroduction + "\n")
	d.table("scheme", "English", "French", "of", "form", "resolves at")
	for _, s := range graph.Schemes() {
		d.row(code(s.ID), s.Names[graph.EN], s.Names[graph.FR], s.Of, code(s.Form), code(s.Address))
	}
	d.WriteString("\nIdentifiers of " + codes(graph.MappingSchemes()) + " map themes to concepts of others; several themes may share one.\n")
}

func (d *dictionary) links() {
	d.heading("Links")
	d.WriteString(linksIntroduction + "\n")
	d.table("type", "from", "to", "derived", "meaning")
	join := func(classes []graph.Class) string { return strings.Join(texts(classes), ", ") }
	for _, l := range graph.LinkSpecs() {
		derived := ""
		if l.Derived {
			derived = "derived"
		}
		d.row(code(string(l.Type)), join(l.From), join(l.To), derived, l.Doc)
	}
}

// others prints the enums of the schema that are in none of the lists: those
// with which questions are asked.
func (d *dictionary) others() {
	d.heading("Values of questions and answers")
	d.WriteString("\nThese are not in the data; they shape questions and answers.\n")
	shown := kindEnums()
	for _, l := range lists() {
		shown = append(shown, l.enum)
	}
	for _, name := range enums(d.schema) {
		if slices.Contains(shown, name) || name == "Mapping" {
			continue
		}
		definition := d.definition(name)
		d.WriteString("\n### " + name + "\n\n" + definition.Description + "\n\n")
		d.table("value", "meaning")
		for _, v := range definition.EnumValues {
			d.row(code(v.Name), v.Description)
		}
	}
}

func (d *dictionary) mapping() {
	definition := d.definition("Mapping")
	d.WriteString("\n### Mappings\n\n" + definition.Description + "\n\n")
	d.table("value", "meaning")
	for _, v := range definition.EnumValues {
		d.row(code(v.Name), v.Description)
	}
}

// enums returns the names of the schema's own enums, sorted.
func enums(s *gql.Schema) []string {
	var names []string
	for name, definition := range s.Types {
		if definition.Kind == gql.Enum && !definition.BuiltIn {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// units returns the units of claims, which package seed keeps to itself.
func units(t *testing.T) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), root+"seed/claim.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			return n.Name.Name == "claimUnits"
		case *ast.BasicLit:
			unit, err := strconv.Unquote(n.Value)
			if err != nil {
				return true // no text: an import, or a number
			}
			list = append(list, unit)
		case *ast.GenDecl:
			return false
		}
		return true
	})
	if len(list) == 0 {
		t.Fatal("claimUnits of seed/claim.go lists no units: this test has to look elsewhere")
	}
	return list
}

func loadSchema(t *testing.T) *gql.Schema {
	t.Helper()
	files, err := fs.Glob(schema.Files, "*.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	var sources []*gql.Source
	for _, file := range files {
		content, err := schema.Files.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, &gql.Source{Name: file, Input: string(content)})
	}
	s, err := gqlparser.LoadSchema(sources...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestDictionaryIsCurrent checks the data dictionary.
func TestDictionaryIsCurrent(t *testing.T) {
	d := &dictionary{t: t, schema: loadSchema(t)}
	d.WriteString(dictionaryIntroduction)
	d.kinds()
	d.categories()
	for _, l := range lists() {
		d.list(l)
	}
	d.schemes()
	d.mapping()
	d.links()
	d.others()
	checkCurrent(t, dictionaryPage, d.String())
}

// TestDictionaryIsComplete checks that nothing is missing, by the registries and
// the schema and not by what prints the page.
func TestDictionaryIsComplete(t *testing.T) {
	page := read(t, dictionaryPage)
	var words []string
	for _, spec := range graph.Kinds() {
		words = append(words, string(spec.Kind), spec.Label)
		for _, c := range slices.Concat(spec.Categories, spec.Scopes) {
			words = append(words, c.ID)
		}
	}
	words = append(words, texts(graph.LinkTypes())...)
	s := loadSchema(t)
	for _, name := range enums(s) {
		for _, v := range s.Types[name].EnumValues {
			words = append(words, v.Name)
			if !slices.Contains(kindEnums(), name) && !strings.Contains(page, "| "+code(v.Name)+" | "+v.Description+" |") {
				t.Errorf("%s.%s is not explained in the words of the schema", name, v.Name)
			}
		}
	}
	for _, r := range graph.Reasons() {
		words = append(words, string(r.Reason))
	}
	for _, scheme := range graph.Schemes() {
		words = append(words, scheme.ID)
	}
	for _, word := range slices.Concat(words, graph.NoFactsReasons(), units(t)) {
		if !strings.Contains(page, "`"+word+"`") {
			t.Errorf("%s is missing", word)
		}
	}
}
