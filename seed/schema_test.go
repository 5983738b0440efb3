package seed

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"github.com/comity-graph/comity/graph"
)

// validator validates files with the schemas of the package, by another
// program than ours.
type validator map[string]*jsonschema.Schema

func newValidator(t *testing.T) validator {
	t.Helper()
	v := validator{}
	for name, text := range Schemas() {
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		compiler := jsonschema.NewCompiler()
		if err := compiler.AddResource(name, document); err != nil {
			t.Fatal(err)
		}
		if v[name], err = compiler.Compile(name); err != nil {
			t.Fatal(err)
		}
	}
	return v
}

// validate validates a file with the schema that its first line names, once it
// is formatted.
func (v validator) validate(t *testing.T, name string, text []byte) error {
	t.Helper()
	f, tree := treeOf(t, name, text)
	_, schema, _ := strings.Cut(firstLine(f), "$schema=")
	s := v[path.Join(path.Dir(name), schema)]
	if s == nil {
		t.Fatalf("%s: there is no schema %s", name, schema)
	}
	return s.Validate(jsonOf(tree.root))
}

// treeOf takes a file apart. What it holds may be wrong.
func treeOf(t *testing.T, name string, text []byte) (*file, *tree) {
	t.Helper()
	r := &reader{kinds: kindsWithFolder()}
	pack, within, _ := strings.Cut(name, "/")
	r.place(name, pack, within)
	f := r.files[0]
	f.text = string(text)
	f.parse()
	if len(f.mistakes) > 0 {
		t.Fatal(Mistakes(f.mistakes))
	}
	return f, newTree(f)
}

func jsonOf(p *part) any {
	switch p.sort {
	case textPart:
		return p.text
	case mappingPart:
		fields := map[string]any{}
		for _, of := range p.parts {
			fields[of.key] = jsonOf(of)
		}
		return fields
	case listPart:
		members := []any{}
		for _, of := range p.parts {
			members = append(members, jsonOf(of))
		}
		return members
	}
	if number, err := strconv.ParseFloat(p.text, 64); err == nil {
		return number
	}
	switch p.text {
	case "true", "false":
		return p.text == "true"
	}
	return nil
}

func TestSchemasTakeAllData(t *testing.T) {
	v := newValidator(t)
	for _, folder := range packFolders() {
		for name, file := range formatAll(t, folder) {
			if path.Ext(name) != ".yaml" {
				continue
			}
			for _, text := range [][]byte{file.Data, readFile(t, folder, name)} {
				if err := v.validate(t, name, text); err != nil {
					t.Errorf("%s/%s: %v", folder, name, err)
				}
			}
		}
	}
}

func TestSchemasTakeEveryDate(t *testing.T) {
	schema, err := json.Marshal((&schemaWriter{}).value(aDate()))
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("date", document); err != nil {
		t.Fatal(err)
	}
	s := compiler.MustCompile("date")
	part := rapid.SampledFrom([]string{"2019", "201X", "2018-12", "2019-07-23", "2019-XX", "2004-06-XX", "2020-21", "2019~", "2019?", "2019-12%", "..", "", " "})
	dates := 0
	rapid.Check(t, func(t *rapid.T) {
		date := rapid.Custom(func(t *rapid.T) string {
			x, y := part.Draw(t, "x"), part.Draw(t, "y")
			return fmt.Sprintf(rapid.SampledFrom([]string{"%s%.0s", "%s/%s", "{%s,%s}", "{%s, %s}", "{%s..%s}", " %s/%s "}).Draw(t, "form"), x, y)
		}).Draw(t, "date")
		if _, err := graph.ParseEDTF(strings.TrimSpace(date)); err != nil {
			return
		}
		dates++
		if err := s.Validate(date); err != nil {
			t.Fatalf("%q is a date: %v", date, err)
		}
	})
	if dates == 0 {
		t.Error("no date was tried")
	}
	for _, wrong := range []any{"March 2019", "", 2019.0} {
		if s.Validate(wrong) == nil {
			t.Errorf("%v is taken for a date", wrong)
		}
	}
}

// everyPart calls do for each mapping of a file, with its shape.
func everyPart(p *part, do func(p *part)) {
	if p.sort == mappingPart && p.shape != nil {
		do(p)
	}
	for _, of := range p.parts {
		everyPart(of, do)
	}
}

// TestReaderAndSchemasAgreeOnFields takes every field of the small pack away,
// and puts one in that does not exist: both know which are needed, and which
// there are.
func TestReaderAndSchemasAgreeOnFields(t *testing.T) {
	v := newValidator(t)
	whole := formatAll(t, "testdata/small")
	seen := map[*shape]map[string]bool{}
	for name, file := range whole {
		if path.Ext(name) != ".yaml" {
			continue
		}
		_, tree := treeOf(t, name, file.Data)
		everyPart(tree.root, func(p *part) {
			if seen[p.shape] == nil {
				seen[p.shape] = map[string]bool{}
			}
			all := p.parts
			for i, field := range all {
				if seen[p.shape][field.key] {
					continue
				}
				seen[p.shape][field.key] = true
				p.parts = slices.Delete(slices.Clone(all), i, i+1)
				without := printed(tree)
				p.parts = all
				missing := fmt.Sprintf("the field %s is missing", field.key)
				if p.shape == shapes.text {
					missing = "is not given in " + languageName(graph.Language(strings.ToUpper(field.key)))
				}
				said := readWith(whole, name, without)
				reader := strings.Contains(said, missing) || strings.Contains(said, "no name to show in "+languageName(graph.Language(strings.ToUpper(field.key))))
				err := v.validate(t, name, without)
				if needed := field.field.required; reader != needed || (needed && err == nil) {
					t.Errorf("%s without %s: required %v; the reader says %v, the schema %v", p.shape.title, field.key, needed, said, err)
				}
			}
			p.parts = append(slices.Clone(all), &part{up: p, key: "colour", text: "green"})
			with := printed(tree)
			p.parts = all
			if said := readWith(whole, name, with); !strings.Contains(said, `unknown field "colour"`) {
				t.Errorf("%s: the reader takes a field that there is not: %s", p.shape.title, said)
			}
			if v.validate(t, name, with) == nil {
				t.Errorf("%s: the schema takes a field that there is not", p.shape.title)
			}
		})
	}
	for _, s := range []*shape{
		shapes.pack, shapes.engagements, shapes.text, shapes.identifier, shapes.citation, shapes.claim, shapes.engagement, shapes.participant,
		shapes.representative, shapes.milestone, shapes.relation, shapes.edition, shapes.section, shapes.passage, shapes.formerName,
	} {
		for _, name := range s.names {
			remark := name == "reason" || name == "note" // not beside every citation
			if !seen[s][name] && !remark {
				t.Errorf("no %s of the small pack has the field %s", s.title, name)
			}
		}
	}
}

// printed prints a tree that a test has changed.
func printed(t *tree) []byte {
	l := &layout{}
	l.value(t.root, 0)
	return []byte(l.text.String())
}

// readWith reads packs with another text for one file, and returns what is
// wrong with them.
func readWith(packs fstest.MapFS, name string, text []byte) string {
	changed := maps.Clone(packs)
	changed[name] = &fstest.MapFile{Data: text}
	_, err := Read(changed)
	if mistakes, ok := errors.AsType[Mistakes](err); ok {
		return mistakes.Error()
	}
	return ""
}

// TestSchemasRefuseWhatTheReaderRefuses puts one mistake at a time into the
// small pack.
func TestSchemasRefuseWhatTheReaderRefuses(t *testing.T) {
	v := newValidator(t)
	whole := formatAll(t, "testdata/small")
	const engagements = "small/engagements/a-75-345/african-union.yaml"
	for _, c := range []struct{ what, file, is, becomes string }{
		{"an id of another kind", "small/areas/africa.yaml", "id: area/africa", "id: state/africa"},
		{"an id with capitals", "small/areas/africa.yaml", "id: area/africa", "id: area/Africa"},
		{"a category of another kind", "small/areas/africa.yaml", "category: ", "category: meeting # "},
		{"a text in one language", engagements, "      en: Signing\n", ""},
		{"an empty text", engagements, "      en: Signing\n", "      en: \"\"\n"},
		{"a number for a text", engagements, "      en: Signing\n", "      en: 5\n"},
		{"fields for a text", engagements, "      en: Signing\n", "      en: {a: b}\n"},
		{"a text for fields", engagements, "    title:\n      en: Signing\n      fr: Signature\n", "    title: Signing\n"},
		{"a text for a list", engagements, "roles: [FUNDER]", "roles: FUNDER"},
		{"an empty list", engagements, "roles: [FUNDER]", "roles: []"},
		{"a role that does not exist", engagements, "roles: [FUNDER]", "roles: [FRIEND]"},
		{"an engagement of another kind's category", engagements, "category: meeting", "category: joint-declaration"},
		{"a date in words", engagements, `date: "2018-12-06"`, `date: in December`},
		{"a number for a date", engagements, `date: "2018-12-06"`, `date: 2018`},
		{"a sentence that is not counted from 1", engagements, "sentence: 2", "sentence: 0"},
		{"a sentence that is a text", engagements, "sentence: 2", "sentence: two"},
		{"an amount without its stage", engagements, "        stage: CALLED_FOR\n", ""},
		{"a stage of what is no amount", engagements, "property: SIGNATORY_COUNT\n", "property: SIGNATORY_COUNT\n        stage: CALLED_FOR\n"},
		{"a text for a number", engagements, "number: 100000000000", "number: many"},
		{"a reference to another class", engagements, "themes: [theme/peace-operations, ", "themes: [area/africa, "},
		{"a state among subjects", engagements, "subjects: [un/unamid, ", "subjects: [state/eth, "},
		{"no facts without a reason", "small/sources/a-75-345.yaml", "coverage: NO_FACTS, reason: ", "coverage: NO_FACTS} # "},
		{"facts with a reason", "small/sources/a-75-345.yaml", "coverage: FACTS}", "coverage: FACTS, reason: context}"},
		{"a text for true or false", "small/sources/a-75-345.yaml", "read: true", `read: "true"`},
		{"a language that is none", "small/sources/a-75-345.yaml", "language: fr", "language: de"},
		{"scope and parents", "small/organisations/african-union.yaml", "scope: regional\n", "scope: regional\nparents: [organisation/organization-of-african-unity]\n"},
		{"neither scope nor parents", "small/organisations/african-union.yaml", "scope: regional\n", ""},
		{"no name to show", "small/areas/africa.yaml", "en: {short: Africa}", "en: {alternative: [Africa]}"},
		{"a relation of what maps no theme", "small/areas/africa.yaml", `value: "002"}`, `value: "002", relation: CLOSE}`},
		{"a share above 1", "small/pack.yaml", "inferredParticipationsAtMost: ", "inferredParticipationsAtMost: 1"},
		{"a count below 0", "small/pack.yaml", "engagements: ", "engagements: -"},
	} {
		t.Run(strings.ReplaceAll(c.what, " ", "_"), func(t *testing.T) {
			before := string(whole[c.file].Data)
			if !strings.Contains(before, c.is) {
				t.Fatalf("%s does not contain %q:\n%s", c.file, c.is, before)
			}
			text := []byte(strings.Replace(before, c.is, c.becomes, 1))
			if readWith(whole, c.file, text) == "" {
				t.Error("the reader takes it")
			}
			if v.validate(t, c.file, text) == nil {
				t.Error("the schema takes it")
			}
		})
	}
}

// TestShapesAreWhole checks what the registry of shapes cannot say by itself.
func TestShapesAreWhole(t *testing.T) {
	kinds := slices.Sorted(slices.Values(shapes.nameKinds.names))
	var want []string
	for _, kind := range graph.NameKinds() {
		want = append(want, nameField(kind))
	}
	slices.Sort(want)
	if !slices.Equal(kinds, want) {
		t.Errorf("the names in a language are %q, and the kinds of names %q", kinds, want)
	}
	page, err := os.ReadFile("../docs/dataset-format.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []*shape{
		shapes.pack, shapes.engagements, shapes.engagement, shapes.participant, shapes.representative, shapes.milestone,
		shapes.relation, shapes.claim, shapes.citation, shapes.identifier, shapes.names, shapes.nameKinds, shapes.edition, shapes.section, shapes.passage,
	} {
		for i := range s.fields {
			f := &s.fields[i]
			if !strings.HasSuffix(f.says, ".") {
				t.Errorf("%s: the field %s is not described in a sentence: %q", s.title, f.name, f.says)
			}
			if len(f.name) > 2 && !strings.Contains(string(page), f.name) {
				t.Errorf("docs/dataset-format.md does not mention the field %s of %s", f.name, s.title)
			}
		}
	}
}
