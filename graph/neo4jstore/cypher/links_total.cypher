// The number of links of an anchor, on all pages.
CYPHER 5
OPTIONAL MATCH (before:Comity {name: 'turn'})
WITH [before.turn, timestamp() - before.writing, before.generation] AS before
UNWIND $rows AS row
CALL (row) {
  MATCH (anchor:Entity {generation: $generation, id: row.anchor})
  MATCH /*pattern*/
  /*filter*/
  RETURN count(link) AS total
}
OPTIONAL MATCH (after:Comity {name: 'turn'})
RETURN row.i AS i, total, before, [after.turn, timestamp() - after.writing, after.generation] AS after
