// A page of the entities of one class that a question selects.
CYPHER 5
OPTIONAL MATCH (before:Comity {name: 'turn'})
WITH [before.turn, timestamp() - before.writing, before.generation] AS before
UNWIND $rows AS row
CALL (row) {
  /*candidates*/
  /*filter*/
  WITH /*node*/ AS node, /*node*/./*key*/ AS key
  ORDER BY /*node*/./*key*/ /*direction*/
  /*limit*/
  RETURN collect({key: key, kind: node.kind, data: node.data}) AS items
}
OPTIONAL MATCH (after:Comity {name: 'turn'})
RETURN row.i AS i, items, before, [after.turn, timestamp() - after.writing, after.generation] AS after
