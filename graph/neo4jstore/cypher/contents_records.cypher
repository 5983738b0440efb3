// The digest of every record.
CYPHER 5
MATCH (node:Entity) WHERE /*generation*/ node.id > ''
RETURN node.id AS id, node.hash AS hash
