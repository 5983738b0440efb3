// Writes the names by which entities are looked up.
CYPHER 5
UNWIND $rows AS row
MATCH (node:Entity {id: row.id})
UNWIND row.names AS properties
CREATE (name:Name)-[:NAMES]->(node)
SET name = properties
