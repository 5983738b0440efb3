// Removes links of one type.
CYPHER 5
UNWIND $rows AS row
MATCH (from:Entity {generation: $generation, id: row.from})-[link:/*type*/ {scope: row.scope}]->(:Entity {generation: $generation, id: row.to})
DELETE link
