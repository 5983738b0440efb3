// Removes some of what an interrupted first load left behind.
CYPHER 5
MATCH (node:/*label*/)
WITH node LIMIT 5000
DETACH DELETE node
RETURN count(*) AS removed
