package neo4jstore

import (
	"strings"
	"testing"
	"time"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/graphtest"
	"github.com/comity-graph/comity/internal/neo4jtest"
)

// format1 turns what the store holds into what format 1 would have written.
func format1(t *testing.T, db neo4jtest.Database) {
	t.Helper()
	for _, statement := range []string{
		"DROP CONSTRAINT entity_generation_id IF EXISTS",
		"DROP INDEX name_generation_key IF EXISTS",
		"MATCH (n:Entity) REMOVE n.generation",
		"MATCH (n:Name) REMOVE n.generation",
		"MATCH (n:Comity {name: 'turn'}) REMOVE n.generation",
		"MATCH (n:Comity {name: 'graph'}) SET n.format = 1",
		"CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (node:Entity) REQUIRE node.id IS UNIQUE",
		"CREATE RANGE INDEX name_key IF NOT EXISTS FOR (node:Name) ON (node.key)",
		"CALL db.awaitIndexes(60)",
	} {
		cypher(t, db, statement)
	}
}

func TestAGraphOfFormat1IsUpgraded(t *testing.T) {
	db := neo4jtest.Shared(t)
	store, content := openFilled(t, graphtest.World(t), nil)
	format1(t, db)
	unusable(t, store, 6*time.Second, "format 1", "format 2", "comity seed", "upgrades")
	if _, err := store.Info(t.Context()); graph.CodeOf(err) != graph.StoreUnavailable {
		t.Errorf("Info: got %v; want STORE_UNAVAILABLE", err)
	}

	contents, err := store.Contents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	plan, err := graph.NewPlan(contents, content)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(plan.Upgrade, "format 1 and is upgraded to format 2") {
		t.Errorf("the plan says of the upgrade: %q", plan.Upgrade)
	}
	if plan.Empty() || len(plan.Change.Records)+len(plan.Change.Links)+len(plan.Removed)+len(plan.RemovedLinks) > 0 {
		t.Errorf("an upgrade of the same content is planned as %s and %s; want one that changes nothing else", plan.Records, plan.Links)
	}
	if err := store.Apply(t.Context(), plan.Change); err != nil {
		t.Fatal(err)
	}
	holdsOnly(t, db, store, content)
	noneOfFormat1(t, db)
	found, err := store.Lookup(t.Context(), []string{graph.Key("African Union")})
	if err != nil || len(found) == 0 {
		t.Errorf("Lookup after the upgrade: %v, %v", found, err)
	}
}

func TestAnUpgradeGoesOnToTheNewContent(t *testing.T) {
	db := neo4jtest.Shared(t)
	store, _ := openFilled(t, graphtest.World(t), nil)
	format1(t, db)
	// An earlier upgrade came half way.
	cypher(t, db, "MATCH (n:Entity) WITH n LIMIT 20 SET n.generation = 0")
	after := mustBuild(t, graphtest.Generate(4, graphtest.Size{Engagements: 40}))
	fill(t, store, after)
	holdsOnly(t, db, store, after)

	format1(t, db)
	before := mustBuild(t, graphtest.World(t))
	if err := store.Apply(t.Context(), wholeChange(t, store, before)); err != nil {
		t.Fatal(err)
	}
	holdsOnly(t, db, store, before)
	noneOfFormat1(t, db)
}

func noneOfFormat1(t *testing.T, db neo4jtest.Database) {
	t.Helper()
	if left := cypher(t, db, "SHOW INDEXES YIELD name WHERE name IN ['entity_id', 'name_key'] RETURN name"); len(left) > 0 {
		t.Errorf("%d constraints and indexes of format 1 are left", len(left))
	}
}

func TestAFirstLoadOfFormat1ThatBrokeOffIsBegunAnew(t *testing.T) {
	db := neo4jtest.Shared(t)
	store := openEmpty(t, db, nil)
	defer closeStore(t, store)
	cypher(t, db, "CREATE (:Comity {name: 'graph', locked: 1}), (:Comity {name: 'turn', loading: 'x', writing: 0}), (:Entity {id: 'un/half'}), (:Name {key: 'half'})")
	unusable(t, store, 6*time.Second, "first load")
	content := mustBuild(t, graphtest.Generate(4, graphtest.Size{Engagements: 10}))
	fill(t, store, content)
	holdsOnly(t, db, store, content)
}

func TestAFormatThatCannotBeUpgradedIsLeftAlone(t *testing.T) {
	db := neo4jtest.Shared(t)
	store, content := openFilled(t, graphtest.World(t), nil)
	for format, want := range map[string]string{"99": "a later one", "0": "empty the database"} {
		cypher(t, db, "MATCH (graph:Comity {name: 'graph'}) SET graph.format = "+format)
		_, err := store.Contents(t.Context())
		if graph.CodeOf(err) != graph.StoreUnavailable || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Contents of format %s: got %v; want STORE_UNAVAILABLE with %q", format, err, want)
		}
		change := graph.Change{Base: content.Info.Version, Info: graph.Info{Version: "another"}, Removed: []graph.ID{"organisation/african-union"}}
		if err := store.Apply(t.Context(), change); graph.CodeOf(err) != graph.StoreUnavailable {
			t.Errorf("Apply to format %s: got %v; want STORE_UNAVAILABLE", format, err)
		}
	}
	if got := entities(t, db); got != int64(len(content.Records)) {
		t.Errorf("the database holds %d entities; want %d", got, len(content.Records))
	}
}
