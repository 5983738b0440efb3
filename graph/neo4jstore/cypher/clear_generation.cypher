// Removes some nodes of a generation that is not read.
CYPHER 5
MATCH (node:/*label*/) WHERE node.generation = $generation AND node./*key*/ > ''
WITH node LIMIT 5000
DETACH DELETE node
RETURN count(*) AS removed
