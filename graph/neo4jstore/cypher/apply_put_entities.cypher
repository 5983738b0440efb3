// Writes entities of one kind, with the names by which they are looked up; what
// was known of them is replaced.
CYPHER 5
UNWIND $rows AS row
MERGE (node:Entity {generation: $generation, id: row.id})
SET node = row.properties, node/*labels*/
WITH node, row
CALL (node, row) {
  UNWIND row.names AS properties
  CREATE (name:Name)-[:NAMES]->(node)
  SET name = properties
}
RETURN count(node) AS written
