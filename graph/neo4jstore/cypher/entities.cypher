// Entities by id. In Neo4j Browser, first:
//   :param generation => 0 (what (:Comity {name: 'turn'}) says, or 0)
//   :param rows => [{i: 0, id: 'organisation/african-union'}]
CYPHER 5
OPTIONAL MATCH (before:Comity {name: 'turn'})
WITH [before.turn, timestamp() - before.writing, before.generation] AS before
UNWIND $rows AS row
OPTIONAL MATCH (node:Entity {generation: $generation, id: row.id})
WITH row, before, node.kind AS kind, node.data AS data
OPTIONAL MATCH (after:Comity {name: 'turn'})
RETURN row.i AS i, kind, data, before, [after.turn, timestamp() - after.writing, after.generation] AS after
