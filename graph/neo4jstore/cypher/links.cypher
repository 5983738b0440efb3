// A page of the links of an anchor, with what is at the other end.
CYPHER 5
OPTIONAL MATCH (before:Comity {name: 'turn'})
WITH [before.turn, timestamp() - before.writing, before.generation] AS before
UNWIND $rows AS row
CALL (row) {
  MATCH (anchor:Entity {generation: $generation, id: row.anchor})
  MATCH /*pattern*/
  /*filter*/
  WITH link, far, link.ord AS ord, far.id AS id, type(link) AS type, link.scope AS scope,
       CASE WHEN startNode(link) = anchor THEN 0 ELSE 1 END AS incoming
  /*position*/
  ORDER BY /*order*/
  /*limit*/
  RETURN collect({link: link.data, outgoing: incoming = 0, kind: far.kind, data: far.data}) AS items
}
OPTIONAL MATCH (after:Comity {name: 'turn'})
RETURN row.i AS i, items, before, [after.turn, timestamp() - after.writing, after.generation] AS after
