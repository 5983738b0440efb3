// Removes some of what an interrupted first load left behind, or links of it.
CYPHER 5
MATCH (node:/*label*/)
WITH node LIMIT 2000
/*remove*/
RETURN count(*) AS removed
