// Removes entities, with all of their links and the names by which they are looked up.
CYPHER 5
UNWIND $rows AS row
MATCH (node:Entity {generation: $generation, id: row.id})
OPTIONAL MATCH (name:Name)-[:NAMES]->(node)
DETACH DELETE name, node
