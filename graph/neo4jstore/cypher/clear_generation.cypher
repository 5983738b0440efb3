// Removes some nodes of a generation that is not read, or links of these.
CYPHER 5
MATCH (node:/*label*/) WHERE node.generation = $generation AND node./*key*/ > ''
WITH node LIMIT 2000
/*remove*/
RETURN count(*) AS removed
