// Writes links of one type; what was known of them is replaced.
CYPHER 5
UNWIND $rows AS row
MATCH (from:Entity {generation: $generation, id: row.from})
MATCH (to:Entity {generation: $generation, id: row.to})
MERGE (from)-[link:/*type*/ {scope: row.scope}]->(to)
SET link = row.properties
RETURN count(link) AS written
