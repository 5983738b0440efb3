// What a key can refer to. In Neo4j Browser, first:
//   :param generation => 0 (what (:Comity {name: 'turn'}) says, or 0)
//   :param rows => [{i: 0, key: 'africanunion'}]
CYPHER 5
OPTIONAL MATCH (before:Comity {name: 'turn'})
WITH [before.turn, timestamp() - before.writing, before.generation] AS before
UNWIND $rows AS row
CALL (row) {
  MATCH (name:Name {generation: $generation, key: row.key})-[:NAMES]->(node:Entity)
  RETURN collect({id: node.id, rank: name.rank, language: name.language, value: name.value, kind: name.kind}) AS items
}
OPTIONAL MATCH (after:Comity {name: 'turn'})
RETURN row.i AS i, items, before, [after.turn, timestamp() - after.writing, after.generation] AS after
