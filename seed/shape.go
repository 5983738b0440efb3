package seed

import (
	"fmt"
	"slices"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// shape says what a mapping in a file may hold, in the order of the one form.
// The reader takes from it which fields there are, Format in which order they
// stand, Schemas what an editor offers and checks.
type shape struct {
	title  string // what it is, for people
	fields []fieldShape
	rules  []rule
	names  []string // of the fields
}

// fieldShape is a field of a mapping.
type fieldShape struct {
	name     string
	required bool
	value    valueShape
	says     string // what stands in it, in a sentence
	initial  string // what holds where it is left out; empty for nothing
	tall     bool   // of a mapping: a field on each line, even if all fit on one
	apart    bool   // of a list: a blank line between its members
}

// valueSort says what a field holds.
type valueSort int

const (
	textValue      valueSort = iota // a text of our own or of a source, a symbol, an address
	dateValue                       // EDTF
	choiceValue                     // one of a closed list
	idValue                         // the id of something, or the key of a pack or a section
	numberValue                     // with or without a fraction
	wholeValue                      // a number without one, not below 0
	truthValue                      // true or false
	listValue                       // of values of one form
	mappingValue                    // of a shape
	shortOrMapping                  // a text that is the short form of a mapping
)

// valueShape is the form of a value.
type valueShape struct {
	sort        valueSort
	choices     []string    // of a choice
	labels      []string    // of the choices, where they have any
	pattern     string      // of an id
	least, most float64     // of a number, or of the members of a list; most 0 for no bound
	of          *valueShape // of the members of a list
	shape       *shape      // of a mapping
}

// rule narrows a shape by what one of its fields holds. Of its parts, those
// that are set count.
type rule struct {
	field    string   // where this field
	is       []string // is one of these
	begins   string   // or begins so
	narrows  string   // then this field
	to       []string // is one of these
	requires string   // then this field must be there
	forbids  string   // then this field must not be there
	one      []string // exactly one of these fields is there, whatever else is
	any      []string // at least one of these is there, whatever else is
}

// field returns the field that has the name, or nil. Of the nil shape, which
// stands for what is not known, there is none.
func (s *shape) field(name string) *fieldShape {
	if s == nil {
		return nil
	}
	i := slices.Index(s.names, name)
	if i < 0 {
		return nil
	}
	return &s.fields[i]
}

func newShape(title string, fields []fieldShape, rules ...rule) *shape {
	s := &shape{title: title, fields: fields, rules: rules}
	for _, f := range fields {
		s.names = append(s.names, f.name)
	}
	return s
}

// allShapes is every shape that a file, or a mapping in one, can have.
type allShapes struct {
	// Of whole files.
	pack        *shape
	engagements *shape
	things      map[graph.Kind]*shape
	membership  *shape // of the columns of a CSV file

	// Of what stands in them.
	text                        *shape
	names, nameKinds            *shape
	engagementNames             *shape
	engagementNameKinds         *shape
	formerName                  *shape
	identifier, citation, claim *shape
	engagement                  *shape
	participant, representative *shape
	milestone, relation         *shape
	edition, section, passage   *shape
	expectations                *shape

	want wants
}

var shapes = newShapes() //nolint:gochecknoglobals // a constant that Go has no form for

func newShapes() *allShapes {
	s := &allShapes{want: newWants()}
	var texts []fieldShape
	for _, lang := range graph.TextLanguages() {
		texts = append(texts, need(languageCode(lang), aText(), "The text in "+languageName(lang)+"."))
	}
	s.text = newShape("Text", texts)
	s.identifier = newShape("Identifier", []fieldShape{
		need("scheme", aChoice(schemeChoices()), "The system that the identifier belongs to."),
		need("value", aText(), "The identifier as that system writes it; digits stand in quotes."),
		may("relation", aChoice(plain(mappings())), "How near a theme is to the concept of the other scheme.").or(string(graph.MappingExact)),
	}, rule{field: "scheme", is: namingSchemes(), forbids: "relation"})
	s.citation = newShape("Citation", []fieldShape{
		may("source", anID(s.want.source), "The document, where it is not that of the file."),
		need("at", aText(), `The passage: the number of a paragraph, or a heading; "5.2" is the second sentence of paragraph 5.`),
		may("sentence", aNumber(wholeValue, 1, maxSentence), "The number of the sentence within its passage, counted from 1."),
		reasonField(), s.noteField(),
	})
	s.names, s.engagementNames = s.nameShapes()
	s.claim = newShape("Claim", []fieldShape{
		need("property", aChoice(plain(graph.ClaimProperties())), "What the value is of."),
		need("value", aMapping(s.text), "The value as the source words it."),
		may("number", valueShape{sort: numberValue}, "The value as a number."),
		may("unit", aText(), "What is counted: a unit of the data dictionary, a code of ISO 4217, or the currency's word."),
		may("precision", aChoice(plain(graph.Precisions())), "How exact the number is.").or(string(graph.PrecisionExact)),
		may("stage", aChoice(plain(graph.AmountStages())), "How far an AMOUNT has come; nothing else has a stage."),
		may("asOf", aDate(), "When the value held."),
		s.citesField(), reasonField(), s.noteField(),
	},
		rule{field: "property", is: plain([]graph.ClaimProperty{graph.ClaimAmount}), requires: "stage"},
		rule{field: "property", is: plain(slices.DeleteFunc(graph.ClaimProperties(), func(p graph.ClaimProperty) bool { return p == graph.ClaimAmount })), forbids: "stage"},
	)
	s.addEngagements()
	s.addSources()
	s.addPacks()
	s.things = map[graph.Kind]*shape{}
	for _, spec := range graph.Kinds() {
		if spec.Folder != "" {
			s.things[spec.Kind] = s.thing(spec)
		}
	}
	return s
}

// nameShapes returns the names of things and those of engagements: by
// language, then by kind.
func (s *allShapes) nameShapes() (things, engagements *shape) {
	s.formerName = newShape("Former name", []fieldShape{
		need("value", aText(), "The name."),
		may("period", aDate(), "When it was in use."),
	})
	kinds := []fieldShape{
		may(nameField(graph.NameShort), aText(), "The name that is shown; where there is only a long one, that one."),
		may(nameField(graph.NameFormal), aText(), "The full official name."),
		may(nameField(graph.NameAcronym), listOf(aText()), "Acronyms, the usual one first."),
		may(nameField(graph.NameAlternative), listOf(aText()), "Other names that people look for."),
		may(nameField(graph.NameFormer), listOf(valueShape{sort: shortOrMapping, shape: s.formerName}), "Names that were in use once, with or without their period."),
		may(nameField(graph.NameSourceForm), listOf(aText()), "The name as a source prints it, misspelt or not."),
		may(nameField(graph.NameTranslation), listOf(aText()), "Our translation, where no official name exists in this language."),
	}
	s.nameKinds = newShape("Names in a language", kinds)
	shown := newShape("Names to show", kinds,
		rule{any: []string{nameField(graph.NameShort), nameField(graph.NameFormal), nameField(graph.NameTranslation)}})
	s.engagementNameKinds = newShape("Other names in a language", kinds[1:])

	var ofThings, ofEngagements []fieldShape
	for _, lang := range graph.Languages() {
		says := "Names in " + languageName(lang) + "."
		if slices.Contains(graph.TextLanguages(), lang) {
			ofThings = append(ofThings, need(languageCode(lang), aMapping(shown), says))
		} else {
			ofThings = append(ofThings, may(languageCode(lang), aMapping(s.nameKinds), says))
		}
		ofEngagements = append(ofEngagements, may(languageCode(lang), aMapping(s.engagementNameKinds), says))
	}
	return newShape("Names by language", ofThings), newShape("Other names by language", ofEngagements)
}

// thing is a file that holds one thing of the kind.
func (s *allShapes) thing(spec graph.KindSpec) *shape {
	noun := spec.Names[graph.EN]
	fields := []fieldShape{need("id", ofPrefix(spec.Prefix), "The id: "+spec.Prefix+"/ and the name of the file.")}
	if len(spec.Categories) > 0 {
		fields = append(fields, need("category", categories(spec.Categories), "What it is among its kind; where two fit, the first one holds."))
	}
	var rules []rule
	if len(spec.Scopes) > 0 {
		fields = append(fields, may("scope", categories(spec.Scopes), "How far it reaches; an organ, which has parents instead, has none."))
		rules = append(rules, rule{one: []string{"scope", "parents"}})
	}
	names := need("names", aMapping(s.names), "What it is called, by language and kind of name.").broken()
	identifiers := may("identifiers", listOf(aMapping(s.identifier)), "What it is called in other systems.")
	former := may("formerIds", listOf(ofPrefix()), "Ids that it once had.")
	claims := may("claims", listOf(aMapping(s.claim)), "What sources say of it, each with its citation; new ones go to the end.")
	switch spec.Class {
	case graph.ClassTheme:
		fields = append(fields,
			need("scheme", aChoice(themeSchemes()), "The list of themes that it belongs to."),
			may("broader", listOf(anID(s.want.theme)), "The themes that directly contain it."),
			names,
			need("definition", aMapping(s.text), "What falls under it, in a sentence.").broken(),
			identifiers, former)
	case graph.ClassSource:
		fields = append(fields, s.sourceFields(names, identifiers, former)...)
	default:
		fields = append(fields, names)
		if spec.Class == graph.ClassActor && !spec.Place {
			fields = append(fields, may("parents", listOf(anID(s.want.actor)), "The bodies of which it is an organ; a hybrid has all of them."))
		}
		if spec.Place {
			fields = append(fields, may("liesIn", listOf(anID(s.want.place)), "The areas, or for a city the state, that directly contain it."))
		}
		if spec.Class == graph.ClassActor {
			fields = append(fields,
				may("existed", aDate(), "From when to when it existed, if that is beyond doubt; only check looks at it."),
				may("succeeds", listOf(anID(s.want.actor)), "The bodies that it replaced."))
		}
		fields = append(fields, identifiers, former)
		if spec.Class == graph.ClassActor {
			fields = append(fields, claims)
		}
	}
	return newShape(noun, fields, rules...)
}

func (s *allShapes) addSources() {
	s.edition = newShape("Edition", []fieldShape{
		need("language", aChoice(languageCodes(graph.Languages())), "Its language."),
		may("symbol", aText(), "Its symbol."),
		may("url", aText(), "Where it can be read."),
		need("read", valueShape{sort: truthValue}, "Whether the data was taken from this edition."),
	})
	s.section = newShape("Section", []fieldShape{
		need("key", aKey(), "What the section is called here; files of engagements are called so too."),
		need("heading", aMapping(s.text), "The heading.").broken(),
		may("about", anID(s.want.actor), "The actor that the section is about."),
		may("alsoAbout", listOf(anID(s.want.actor)), "The further actors of a heading that names several, in its order."),
	})
	var others []string
	for _, c := range graph.Coverages() {
		if c != graph.CoverageNoFacts {
			others = append(others, string(c))
		}
	}
	s.passage = newShape("Passage", []fieldShape{
		need("at", aText(), "What a reader would look for: the number of a paragraph, in quotes, or a heading."),
		need("section", aKey(), "The key of the section in which it stands."),
		need("coverage", aChoice(plain(graph.Coverages())), "Whether it was read and gave facts."),
		may("reason", aChoice(graph.NoFactsReasons()), "Why a passage that was read gives NO_FACTS."),
		may("sentences", aNumber(wholeValue, 1, maxSentence), "How many sentences it has, if that was counted: none beyond it can be cited."),
	},
		rule{field: "coverage", is: []string{string(graph.CoverageNoFacts)}, requires: "reason"},
		rule{field: "coverage", is: others, forbids: "reason"},
	)
}

func (s *allShapes) sourceFields(names, identifiers, former fieldShape) []fieldShape {
	return []fieldShape{
		may("symbols", listOf(aText()), "Its symbols as printed, without spaces around the slashes."),
		names,
		need("publisher", aText(), "Who published it."),
		need("licence", aText(), "On what terms it may be used."),
		may("date", aDate(), "When it was published."),
		may("reportingPeriod", aDate(), "The time that it tells about."),
		may("perspective", aMapping(s.text), "Who tells, and about whom, in a sentence.").broken(),
		may("editions", listOf(aMapping(s.edition)), "The languages in which it exists."),
		may("translationOf", anID(s.want.source), "The source whose text it translates."),
		may("mentions", listOf(anID(s.want.source)), "Documents of the graph that it cites."),
		identifiers, former,
		may("sections", listOf(aMapping(s.section)), "Its sections, in the order of the document."),
		need("passages", listOf(aMapping(s.passage)), "All that there is to read, in the order of the document."),
	}
}

func (s *allShapes) addEngagements() {
	s.representative = newShape("Representative", []fieldShape{
		need("function", aMapping(s.text), "The office, as the source names it."),
		may("person", aText(), "Who holds it, only if the same passage prints the name."),
		may("level", aChoice(plain(graph.Levels())), "The level of the office.").or(string(graph.LevelUnstated)),
	})
	s.participant = newShape("Participant", []fieldShape{
		need("actor", anID(s.want.actor), "Who took part, at the level that the text names."),
		need("roles", some(listOf(aChoice(plain(graph.Roles())))), "In which roles; at least one."),
		s.citesField(), reasonField(), s.noteField(),
		may("representatives", listOf(aMapping(s.representative)), "Who acted for it."),
	})
	s.milestone = newShape("Milestone", []fieldShape{
		need("kind", aChoice(plain(graph.MilestoneKinds())), "What happened."),
		may("date", aDate(), "When it happened."),
		may("place", anID(s.want.place), "Where it happened."),
		s.citesField(), reasonField(), s.noteField(),
	})
	s.relation = newShape("Relation", []fieldShape{
		need("type", aChoice(plain(graph.RelationTypes())), "How it stands to the other engagement."),
		need("to", anID(s.want.engagement), "The other engagement."),
		s.citesField(), reasonField(), s.noteField(),
	})
	var all valueShape
	var rules []rule
	for _, kind := range graph.KindsOf(graph.ClassEngagement) {
		spec, _ := kind.Spec()
		own := categories(spec.Categories)
		all.sort, all.choices, all.labels = choiceValue, append(all.choices, own.choices...), append(all.labels, own.labels...)
		rules = append(rules, rule{field: "id", begins: spec.Prefix + "/", narrows: "category", to: own.choices})
	}
	s.engagement = newShape("Engagement", []fieldShape{
		need("id", anID(s.want.engagement), "The id, which begins with the kind and says what it is; it never changes."),
		need("category", all, "What it is among its kind; where two fit, the first one holds."),
		need("title", aMapping(s.text), "The name that is shown.").broken(),
		may("names", aMapping(s.engagementNames), "Other names, by language and kind of name.").broken(),
		may("formerIds", listOf(ofPrefix()), "Ids that it once had."),
		may("identifiers", listOf(aMapping(s.identifier)), "What it is called in other systems."),
		need("summary", aMapping(s.text), "One plain, neutral sentence, in our words.").broken(),
		need("status", aChoice(plain(graph.Statuses())), "How far it has come."),
		need("specificity", aChoice(plain(graph.Specificities())), "Whether it is something specific, or a general statement."),
		may("recurrence", aChoice(plain(graph.Recurrences())), "How often it takes place.").or(string(graph.RecurrenceUnstated)),
		may("review", aChoice(plain(graph.Reviews())), "How far the entry has been read against the source.").or(string(graph.ReviewDraft)),
		may("period", aDate(), "When it took place; without it, the milestones span it."),
		need("cites", s.citations(), "The passages that state it."),
		may("participants", listOf(aMapping(s.participant)), "Who took part, in the order of the text; an actor once."),
		may("themes", listOf(anID(s.want.theme)), "What it is about."),
		may("concerns", listOf(anID(s.want.place)), "The places that it is about: states and areas."),
		may("heldIn", listOf(anID(s.want.place)), "Where it took place."),
		may("subjects", listOf(anID(s.want.subject)), "Actors that are no states, and engagements, that it is about without their taking part."),
		may("milestones", listOf(aMapping(s.milestone)), "What happened to it, and when."),
		may("related", listOf(aMapping(s.relation)), "How it stands to other engagements."),
		may("claims", listOf(aMapping(s.claim)), "Numbers and other values that the text gives; new ones go to the end."),
	}, rules...)
	members := listOf(aMapping(s.engagement))
	engagements := need("engagements", members, "What is told in the section, in the order of the text.")
	engagements.apart = true
	s.engagements = newShape("Engagements of a section", []fieldShape{
		need("source", anID(s.want.source), "The source that tells them; the folder is called by its key."),
		need("section", aKey(), "The section of the source; the file is called by its key."),
		engagements,
	})
	columns := []fieldShape{
		need("id", ofPrefix("membership"), "The id: membership/<member>-<organisation>."),
		need("member", anID(s.want.actor), "Who belongs."),
		need("organisation", anID(s.want.actor), "To what it belongs."),
		need("status", aChoice(plain(graph.MembershipStatuses())), "As what it belongs."),
		may("office", aChoice(plain(graph.Offices())), "The office that it holds."),
		may("period", aDate(), "For how long."),
		need("cites", aText(), "The passages that state it, parted by spaces."),
		reasonField(),
	}
	for _, lang := range graph.TextLanguages() {
		columns = append(columns, may("note_"+languageCode(lang), aText(), "What there is to say about it, in "+languageName(lang)+"."))
	}
	s.membership = newShape("Membership", columns)
}

func (s *allShapes) addPacks() {
	var counts []fieldShape
	for _, e := range expectables() {
		counts = append(counts, may(e.field, aNumber(wholeValue, 0, 0), "How many there are in the pack."))
	}
	counts = append(counts, may(inferredAtMost, aNumber(numberValue, 0, 1), "The largest share of participations that may be read between the lines."))
	s.expectations = newShape("Expectations", counts)
	s.pack = newShape("Pack", []fieldShape{
		need("id", aKey(), "The name of the folder."),
		need("title", aMapping(s.text), "What the pack is called.").broken(),
		need("publisher", aText(), "Who publishes it."),
		need("licence", aText(), "The SPDX name of its licence, such as CC-BY-4.0."),
		need("coverage", aMapping(s.text), "What it covers, and what not.").broken(),
		may("restsOn", listOf(anID(s.want.source)), "The sources that it rests on."),
		may("expectations", aMapping(s.expectations), "Counts that must hold; explain a change, then move the bound.").broken(),
	})
}

// The fields that several shapes have.

func (s *allShapes) citations() valueShape {
	return some(listOf(valueShape{sort: shortOrMapping, shape: s.citation}))
}

func (s *allShapes) citesField() fieldShape {
	return may("cites", s.citations(), "The passages that state it; without them, those of what it is part of.")
}

func (s *allShapes) noteField() fieldShape {
	return may("note", aMapping(s.text), "What there is to say about the citation, in our words.")
}

func reasonField() fieldShape {
	var ids, labels []string
	for _, r := range graph.Reasons() {
		ids, labels = append(ids, string(r.Reason)), append(labels, r.Names[graph.EN])
	}
	return may("reason", valueShape{sort: choiceValue, choices: ids, labels: labels}, "Why it is read between the lines, or what the note is about.")
}

// The words of the registry.

func need(name string, value valueShape, says string) fieldShape {
	return fieldShape{name: name, required: true, value: value, says: says}
}

func may(name string, value valueShape, says string) fieldShape {
	return fieldShape{name: name, value: value, says: says}
}

// or returns the field with what holds where it is left out.
func (f fieldShape) or(initial string) fieldShape {
	f.initial = initial
	return f
}

// broken returns the field with each of its own on a line.
func (f fieldShape) broken() fieldShape {
	f.tall = true
	return f
}

func aMapping(s *shape) valueShape { return valueShape{sort: mappingValue, shape: s} }

func aText() valueShape { return valueShape{sort: textValue} }

func aDate() valueShape { return valueShape{sort: dateValue} }

func aChoice(choices []string) valueShape { return valueShape{sort: choiceValue, choices: choices} }

func aNumber(sort valueSort, least, most float64) valueShape {
	return valueShape{sort: sort, least: least, most: most}
}

func listOf(member valueShape) valueShape { return valueShape{sort: listValue, of: &member} }

// some returns the list as one that is not empty.
func some(list valueShape) valueShape {
	list.least = 1
	return list
}

// keyForm is a regular expression for keys, as in graph.ID.
const keyForm = "[a-z0-9]+(-[a-z0-9]+)*"

func aKey() valueShape { return valueShape{sort: idValue, pattern: "^" + keyForm + "$"} }

// ofPrefix is an id that has one of the prefixes; without any, one of any kind.
func ofPrefix(prefixes ...string) valueShape {
	if len(prefixes) == 0 {
		prefixes = []string{"[a-z]+"}
	}
	return valueShape{sort: idValue, pattern: fmt.Sprintf("^(%s)/%s$", strings.Join(prefixes, "|"), keyForm)}
}

// anID is the id of something that is wanted.
func anID(want wanted) valueShape {
	var prefixes []string
	for _, kind := range want.kinds {
		spec, _ := kind.Spec()
		prefixes = append(prefixes, spec.Prefix)
	}
	return ofPrefix(prefixes...)
}

func categories(list []graph.Category) valueShape {
	v := aChoice(categoryIDs(list))
	for _, c := range list {
		v.labels = append(v.labels, c.Name(graph.EN))
	}
	return v
}

func schemeChoices() []string {
	var ids []string
	for _, s := range graph.Schemes() {
		ids = append(ids, s.ID)
	}
	return ids
}

// namingSchemes are those that name things and map no themes.
func namingSchemes() []string {
	return slices.DeleteFunc(schemeChoices(), func(id string) bool { return slices.Contains(graph.MappingSchemes(), id) })
}

func plain[T ~string](values []T) []string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = string(v)
	}
	return texts
}

func languageCodes(languages []graph.Language) []string {
	var codes []string
	for _, lang := range languages {
		codes = append(codes, languageCode(lang))
	}
	return codes
}

// languageName is the English name of a language, for descriptions.
func languageName(lang graph.Language) string {
	switch lang {
	case graph.EN:
		return "English"
	case graph.FR:
		return "French"
	case graph.ES:
		return "Spanish"
	case graph.RU:
		return "Russian"
	case graph.ZH:
		return "Chinese"
	case graph.AR:
		return "Arabic"
	}
	return languageCode(lang)
}
