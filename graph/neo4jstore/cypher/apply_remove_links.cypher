// Removes links of one type.
CYPHER 5
UNWIND $rows AS row
MATCH (from:Entity {id: row.from})-[link:/*type*/ {scope: row.scope}]->(:Entity {id: row.to})
DELETE link
