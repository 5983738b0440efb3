// How many nodes the database holds; Neo4j keeps the number.
CYPHER 5
MATCH (node)
RETURN count(node) AS nodes
