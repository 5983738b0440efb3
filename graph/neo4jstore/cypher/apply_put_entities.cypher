// Writes entities of one kind; what was known of them is replaced.
CYPHER 5
UNWIND $rows AS row
MERGE (node:Entity {id: row.id})
SET node = row.properties, node/*labels*/
RETURN count(node) AS written
