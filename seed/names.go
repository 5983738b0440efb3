package seed

import (
	"slices"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// nameField is how a pack writes a kind of name: sourceForm for SOURCE_FORM.
func nameField(kind graph.NameKind) string { return camel(string(kind)) }

// camel turns SOME_NAME into someName.
func camel(constant string) string {
	var b strings.Builder
	for i, word := range strings.Split(strings.ToLower(constant), "_") {
		if i > 0 {
			word = strings.ToUpper(word[:1]) + word[1:]
		}
		b.WriteString(word)
	}
	return b.String()
}

// thingNames reads the names of a thing: it has one to show in every language
// in which texts exist.
func thingNames(f *fields) []graph.Name {
	n := f.need("names", "write names: {en: {short: …}, fr: {short: …}}")
	if n == nil {
		return nil
	}
	before := len(n.file.mistakes)
	names := namesByLanguage(n, graph.NameKinds(), shapes.names, shapes.nameKinds)
	if len(n.file.mistakes) > before {
		return names // what is wrong may be the name to show
	}
	for _, lang := range graph.TextLanguages() {
		shown := func(x graph.Name) bool {
			return x.Language == lang && slices.Contains([]graph.NameKind{graph.NameShort, graph.NameFormal, graph.NameTranslation}, x.Kind)
		}
		if !slices.ContainsFunc(names, shown) {
			code := languageCode(lang)
			n.mistake("write "+code+": {short: …}, or translation: […] where no official name exists", "no name to show in %s", languageName(lang))
		}
	}
	return names
}

// engagementNames reads the names of an engagement: its title, which is its
// short name, and what else it is called.
func engagementNames(f *fields) []graph.Name {
	at := f.need("title", "write title: {en: …, fr: …}")
	title := at.text()
	kinds := slices.DeleteFunc(graph.NameKinds(), func(k graph.NameKind) bool { return k == graph.NameShort })
	names := namesByLanguage(f.get("names"), kinds, shapes.engagementNames, shapes.engagementNameKinds)
	for _, lang := range graph.TextLanguages() {
		if title[lang] != "" {
			at.peek(languageCode(lang)).checkLine(title[lang])
			names = append(names, graph.Name{Value: title[lang], Language: lang, Kind: graph.NameShort})
		}
	}
	languages, order := graph.Languages(), graph.NameKinds()
	slices.SortStableFunc(names, func(x, y graph.Name) int {
		if c := slices.Index(languages, x.Language) - slices.Index(languages, y.Language); c != 0 {
			return c
		}
		return slices.Index(order, x.Kind) - slices.Index(order, y.Kind)
	})
	return names
}

// namesByLanguage reads names as packs group them, and returns them by
// language, then by kind, then as they are listed.
func namesByLanguage(n *node, kinds []graph.NameKind, languages, ofLanguage *shape) []graph.Name {
	if n == nil {
		return nil
	}
	f := n.fields(languages)
	var names []graph.Name
	for _, lang := range graph.Languages() {
		byKind := f.get(languageCode(lang)).fields(ofLanguage)
		for _, kind := range kinds {
			names = append(names, namesOfKind(byKind.get(nameField(kind)), lang, kind)...)
		}
	}
	return names
}

func namesOfKind(n *node, lang graph.Language, kind graph.NameKind) []graph.Name {
	switch {
	case n == nil:
		return nil
	case kind == graph.NameShort || kind == graph.NameFormal:
		if value := n.str(); value != "" {
			n.checkLine(value)
			return []graph.Name{{Value: value, Language: lang, Kind: kind}}
		}
		return nil
	}
	var names []graph.Name
	for _, item := range n.list() {
		name := graph.Name{Language: lang, Kind: kind}
		if kind == graph.NameFormer && item.isFields() {
			f := item.fields(shapes.formerName)
			name.Value = f.need("value", "write {value: Turkey, period: ../2022-06}").str()
			name.Period = f.get("period").period()
		} else {
			name.Value = item.str()
			item.checkLine(name.Value)
		}
		switch {
		case name.Value == "":
		case slices.ContainsFunc(names, func(x graph.Name) bool { return x.Value == name.Value }):
			item.mistake("remove one of the two", "%s: %q is listed twice", n.name(), name.Value)
		default:
			names = append(names, name)
		}
	}
	return names
}
