package seed

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// schemaFolder is where the schemas of a dataset lie, below its folder of
// packs. Its name sets it aside when the packs are read.
const schemaFolder = "_schema"

// Schemas returns the JSON Schemas of the files of a dataset, by their names
// below the folder of packs. Editors that read them complete and check a file
// while it is written. They refuse no file that Read takes; what only the
// whole dataset shows, such as a reference that leads nowhere, they let pass.
func Schemas() map[string][]byte {
	files := map[string][]byte{
		schemaFile("pack"):        schema(shapes.pack),
		schemaFile("engagements"): schema(shapes.engagements),
	}
	for _, spec := range graph.Kinds() {
		if s := shapes.things[spec.Kind]; s != nil {
			files[schemaFile(spec.Prefix)] = schema(s)
		}
	}
	return files
}

func schemaFile(name string) string { return schemaFolder + "/" + name + ".schema.json" }

// object is a JSON object that keeps its order.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON writes the members in their order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, m := range o {
		name, err := encodeJSON(m.name)
		if err != nil {
			return nil, err
		}
		value, err := encodeJSON(m.value)
		if err != nil {
			return nil, err
		}
		b.WriteByte("{,"[min(i, 1)])
		fmt.Fprintf(&b, "%s:%s", name, value)
	}
	if len(o) == 0 {
		b.WriteByte('{')
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// encodeJSON is json.Marshal, with < and > as they are.
func encodeJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

// schema returns the JSON Schema of a file of the shape. Draft 7 is what the
// language servers of editors know best.
func schema(s *shape) []byte {
	w := &schemaWriter{names: map[*shape]string{}}
	top := object{
		{"$schema", "http://json-schema.org/draft-07/schema#"},
		{"$comment", "Written by comity fmt from the registries of the program."},
	}
	top = append(top, w.mapping(s)...)
	if len(w.definitions) > 0 {
		top = append(top, member{"definitions", w.definitions})
	}
	compact, err := encodeJSON(top)
	if err != nil {
		panic(err) // texts and numbers can always be written
	}
	var b bytes.Buffer
	if err := json.Indent(&b, compact, "", "  "); err != nil {
		panic(err) // it was just written
	}
	b.WriteByte('\n')
	return b.Bytes()
}

// schemaWriter gathers the mappings that a schema refers to.
type schemaWriter struct {
	names       map[*shape]string // of their definitions
	definitions object
}

// mapping returns the schema of a mapping.
func (w *schemaWriter) mapping(s *shape) object {
	var properties object
	required := []string{}
	for i := range s.fields {
		f := &s.fields[i]
		property := append(w.value(f.value), member{"description", f.says})
		if f.initial != "" {
			property = append(property, member{"default", f.initial})
		}
		properties = append(properties, member{f.name, property})
		if f.required {
			required = append(required, f.name)
		}
	}
	o := object{{"title", s.title}, {"type", "object"}, {"properties", properties}}
	if len(required) > 0 {
		o = append(o, member{"required", required})
	}
	o = append(o, member{"additionalProperties", false})
	if len(s.rules) == 0 {
		return o
	}
	var all []object
	for i := range s.rules {
		all = append(all, s.rules[i].schema())
	}
	return append(o, member{"allOf", all})
}

// schema returns what the rule adds to the schema of a mapping.
func (r *rule) schema() object {
	if len(r.one) > 0 {
		return object{{"oneOf", presences(r.one)}}
	}
	if len(r.any) > 0 {
		return object{{"anyOf", presences(r.any)}}
	}
	is := object{{"enum", r.is}}
	if r.begins != "" {
		is = object{{"type", "string"}, {"pattern", "^" + r.begins}}
	}
	then := object{{"required", []string{r.requires}}}
	switch {
	case r.narrows != "":
		then = object{{"properties", object{{r.narrows, object{{"enum", r.to}}}}}}
	case r.forbids != "":
		then = object{{"properties", object{{r.forbids, false}}}}
	}
	return object{
		{"if", object{{"properties", object{{r.field, is}}}, {"required", []string{r.field}}}},
		{"then", then},
	}
}

func presences(fields []string) []object {
	var all []object
	for _, name := range fields {
		all = append(all, object{{"required", []string{name}}})
	}
	return all
}

// looksLikeEDTF takes every date that graph.ParseEDTF takes, and more.
const looksLikeEDTF = `^\s*[0-9./{][0-9X~?%.,/{} -]*$`

// value returns the schema of a value.
func (w *schemaWriter) value(v valueShape) object {
	switch v.sort {
	case dateValue:
		return object{{"type", "string"}, {"pattern", looksLikeEDTF}}
	case choiceValue:
		o := object{{"type", "string"}, {"enum", v.choices}}
		if len(v.labels) > 0 {
			o = append(o, member{"markdownEnumDescriptions", v.labels})
		}
		return o
	case idValue:
		return object{{"type", "string"}, {"pattern", v.pattern}}
	case numberValue, wholeValue:
		return number(v)
	case truthValue:
		return object{{"type", "boolean"}}
	case listValue:
		o := object{{"type", "array"}, {"items", w.value(*v.of)}}
		if v.least > 0 {
			o = append(o, member{"minItems", v.least})
		}
		return o
	case mappingValue:
		return object{{"$ref", w.refer(v.shape)}}
	case shortOrMapping:
		return object{{"anyOf", []object{{{"type", "string"}, {"minLength", 1}}, {{"$ref", w.refer(v.shape)}}}}}
	default:
		return object{{"type", "string"}, {"minLength", 1}}
	}
}

func number(v valueShape) object {
	o := object{{"type", "number"}}
	if v.sort == wholeValue {
		o = object{{"type", "integer"}, {"minimum", v.least}}
	} else if v.most > v.least {
		o = append(o, member{"minimum", v.least})
	}
	if v.most > v.least {
		o = append(o, member{"maximum", v.most})
	}
	return o
}

// refer returns the reference to the definition of a shape, which it writes at
// the first call.
func (w *schemaWriter) refer(s *shape) string {
	name, known := w.names[s]
	if !known {
		name = camel(strings.ReplaceAll(s.title, " ", "_"))
		w.names[s] = name
		definition := w.mapping(s)
		w.definitions = append(w.definitions, member{name, definition})
	}
	return "#/definitions/" + name
}
