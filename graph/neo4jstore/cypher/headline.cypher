// The counterparts of one actor, unfiltered, from what was summed up when the
// data was written: its own pairs, which are stored once in either direction,
// or those of its tree, which begin at it.
CYPHER 5
OPTIONAL MATCH (before:Comity {name: 'turn'})
WITH [before.turn, timestamp() - before.writing, before.generation] AS before
UNWIND $rows AS row
OPTIONAL MATCH (own:Entity {generation: $generation, id: row.own})
CALL (row, own) {
  MATCH (own)-[pair:COOPERATES_WITH]-(bucket:Actor)
  WHERE CASE WHEN row.tree AND own.has_organs THEN pair.scope = 'tree' AND startNode(pair) = own ELSE pair.scope = 'own' END
  WITH own, pair, bucket, pair.engagements AS n, pair.last AS last
  WHERE n > 0 /*position*/
  WITH own, pair, bucket, n, last
  ORDER BY /*order*/
  /*limit*/
  RETURN collect({kind: bucket.kind, data: bucket.data, n: n, general: pair.general, first: pair.first, last: last,
                  outgoing: startNode(pair) = own, from_roles: pair.from_roles, to_roles: pair.to_roles,
                  themes: pair.themes, theme_counts: pair.theme_counts /*key*/}) AS items
}
WITH row, before, items, CASE WHEN row.tree
       THEN {total: own.tree_counterparts, engagements: own.tree_engagements, planned: own.tree_planned, general: own.tree_general}
       ELSE {total: own.own_counterparts, engagements: own.own_engagements, planned: own.own_planned, general: own.own_general} END AS sums
OPTIONAL MATCH (after:Comity {name: 'turn'})
RETURN row.i AS i, items, sums.total AS total, sums.engagements AS engagements, sums.planned AS planned, sums.general AS general,
       before, [after.turn, timestamp() - after.writing, after.generation] AS after
