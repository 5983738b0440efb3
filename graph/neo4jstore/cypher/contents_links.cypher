// The digest of every link.
CYPHER 5
MATCH (from:Entity) WHERE from.id > ''
MATCH (from)-[link]->(to:Entity)
RETURN type(link) AS type, from.id AS from, to.id AS to, link.scope AS scope, link.hash AS hash
