package neo4jstore

import (
	"fmt"
	"slices"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// schema returns the statements that make the constraints and indexes, by the
// name of what each makes. All names in them come from the registry.
func schema() map[string]string {
	const cypher = "CYPHER 5\n"
	statements := map[string]string{
		"entity_id":   cypher + "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (node:Entity) REQUIRE node.id IS UNIQUE",
		"comity_name": cypher + "CREATE CONSTRAINT comity_name IF NOT EXISTS FOR (node:Comity) REQUIRE node.name IS UNIQUE",
	}
	index := func(label, property string) {
		name := strings.ToLower(label) + "_" + property
		statements[name] = cypher + fmt.Sprintf("CREATE RANGE INDEX %s IF NOT EXISTS FOR (node:%s) ON (node.%s)", name, label, property)
	}
	index("Name", "key")
	index("Passage", "locator")
	index(string(graph.ClassEngagement), "status")
	for _, class := range classes() {
		index(string(class), "id")
		for _, order := range graph.Orders(class) {
			index(string(class), order.String())
		}
	}
	texts := make([]string, 0, len(graph.Languages()))
	for _, lang := range graph.Languages() {
		texts = append(texts, "node."+textProperty(lang))
	}
	// The words are folded already: the index has to keep them as they are.
	fullText := func(name, label string, properties ...string) {
		statements[name] = cypher + fmt.Sprintf("CREATE FULLTEXT INDEX %s IF NOT EXISTS FOR (node:%s) ON EACH [%s] "+
			"OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: false}}",
			name, label, strings.Join(properties, ", "))
	}
	fullText("entity_search", "Entity", "node.search")
	fullText("engagement_text", string(graph.ClassEngagement), texts...)
	fullText("actor_text", string(graph.ClassActor), texts...)
	return statements
}

// classes returns all classes, in the order of the kinds.
func classes() []graph.Class {
	var list []graph.Class
	for _, spec := range graph.Kinds() {
		if !slices.Contains(list, spec.Class) {
			list = append(list, spec.Class)
		}
	}
	return list
}
