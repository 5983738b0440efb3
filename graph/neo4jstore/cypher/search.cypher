// Entities by words of their names. The full-text index finds candidates; the
// words themselves decide, and no score has a say.
CYPHER 5
OPTIONAL MATCH (before:Comity {name: 'turn'})
WITH [before.turn, timestamp() - before.writing, before.generation] AS before
UNWIND $rows AS row
CALL (row) {
  CALL db.index.fulltext.queryNodes('entity_search', row.lucene) YIELD node
  WITH node, ' ' + node.search + ' ' AS text
  WHERE node.generation = $generation AND all(word IN row.words WHERE text CONTAINS word) /*kinds*/
  WITH node
  ORDER BY node.weight DESC, node.id
  LIMIT $limit
  RETURN collect({kind: node.kind, data: node.data}) AS items
}
OPTIONAL MATCH (after:Comity {name: 'turn'})
RETURN row.i AS i, items, before, [after.turn, timestamp() - after.writing, after.generation] AS after
