package neo4jstore

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/comity-graph/comity/graph"
)

// schema returns the statements that make the constraints and indexes, by the
// name of what each makes. All names in them come from the registry.
func schema() map[string]string {
	const cypher = "CYPHER 5\n"
	statements := map[string]string{
		// Of both, the generation alone is looked for when one is removed.
		"entity_generation_id": cypher + "CREATE CONSTRAINT entity_generation_id IF NOT EXISTS FOR (node:Entity) REQUIRE (node.generation, node.id) IS UNIQUE",
		"name_generation_key":  cypher + "CREATE RANGE INDEX name_generation_key IF NOT EXISTS FOR (node:Name) ON (node.generation, node.key)",
		"comity_name":          cypher + "CREATE CONSTRAINT comity_name IF NOT EXISTS FOR (node:Comity) REQUIRE node.name IS UNIQUE",
	}
	index := func(label, property string) {
		name := strings.ToLower(label) + "_" + property
		statements[name] = cypher + fmt.Sprintf("CREATE RANGE INDEX %s IF NOT EXISTS FOR (node:%s) ON (node.%s)", name, label, property)
	}
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

// obsolete returns the statements that drop what earlier formats had, by name.
func obsolete() map[string]string {
	return map[string]string{
		"entity_id": "CYPHER 5\nDROP CONSTRAINT entity_id IF EXISTS",
		"name_key":  "CYPHER 5\nDROP INDEX name_key IF EXISTS",
	}
}

// makeSchema makes the constraints and indexes that are missing, and waits until
// they can be used.
func (s *Store) makeSchema(ctx context.Context, session neo4j.SessionWithContext) error {
	present, err := s.indexes(ctx, session)
	if err != nil {
		return err
	}
	missing := schema()
	maps.DeleteFunc(missing, func(name, _ string) bool { return present[name] })
	if len(missing) == 0 {
		return nil
	}
	if err := s.changeSchema(ctx, session, missing); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, s.applyTimeout)
	defer cancel()
	_, err = session.ExecuteRead(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		return s.run(ctx, tx, s.statements.compose("schema_await", nil), nil)
	}, neo4j.WithTxTimeout(s.applyTimeout))
	return err
}

// dropObsolete drops the constraints and indexes of earlier formats.
func (s *Store) dropObsolete(ctx context.Context, session neo4j.SessionWithContext) error {
	present, err := s.indexes(ctx, session)
	if err != nil {
		return err
	}
	dropped := obsolete()
	maps.DeleteFunc(dropped, func(name, _ string) bool { return !present[name] })
	return s.changeSchema(ctx, session, dropped)
}

// indexes returns the names of the indexes that can be used, those of
// constraints among them.
func (s *Store) indexes(ctx context.Context, session neo4j.SessionWithContext) (map[string]bool, error) {
	ctx, cancel := context.WithTimeout(ctx, s.queryTimeout)
	defer cancel()
	present := map[string]bool{}
	_, err := session.ExecuteRead(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		online, err := s.run(ctx, tx, s.statements.compose("schema", nil), nil)
		for _, index := range online {
			present[index.text("name")] = true
		}
		return nil, err
	}, neo4j.WithTxTimeout(s.queryTimeout))
	return present, err
}

// changeSchema runs statements in a transaction of their own: Neo4j does not
// let one transaction change both schema and data.
func (s *Store) changeSchema(ctx context.Context, session neo4j.SessionWithContext, statements map[string]string) error {
	if len(statements) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, s.applyTimeout)
	defer cancel()
	_, err := session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		for _, name := range slices.Sorted(maps.Keys(statements)) {
			if _, err := s.run(ctx, tx, statements[name], nil); err != nil {
				return nil, err
			}
		}
		return nil, nil
	}, neo4j.WithTxTimeout(s.applyTimeout))
	return err
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
