// The digest of every link.
CYPHER 5
MATCH (node:Entity) WHERE /*generation*/ node.id > ''
MATCH (node)-[link]->(to:Entity)
RETURN type(link) AS type, node.id AS from, to.id AS to, link.scope AS scope, link.hash AS hash
