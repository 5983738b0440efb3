// Removes the names by which entities are looked up, before their new ones are written.
CYPHER 5
UNWIND $rows AS row
MATCH (name:Name)-[:NAMES]->(:Entity {generation: $generation, id: row.id})
DETACH DELETE name
