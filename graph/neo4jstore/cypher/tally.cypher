// A page of counts of distinct engagements, one for each bucket: a counterpart
// or a theme.
CYPHER 5
OPTIONAL MATCH (before:Comity {name: 'turn'})
WITH [before.turn, timestamp() - before.writing, before.generation] AS before
UNWIND $rows AS row
CALL (row) {
  /*candidates*/
  /*filter*/
  /*buckets*/
  UNWIND engagements AS engagement
  WITH bucket, engagement, /*counted*/ AS counted
  WITH bucket,
       count(CASE WHEN counted THEN engagement END) AS n,
       count(CASE WHEN engagement.specificity = 'GENERAL' THEN engagement END) AS general,
       min(CASE WHEN counted THEN engagement.first END) AS first,
       max(CASE WHEN counted THEN engagement.last END) AS last,
       collect(CASE WHEN counted THEN engagement END) AS engagements
  WHERE n > 0 /*position*/
  WITH bucket, n, general, first, last, engagements
  ORDER BY /*order*/
  /*limit*/
  /*details*/
  RETURN collect({kind: bucket.kind, data: bucket.data, n: n, general: general, first: first, last: last
                  /*key*/ /*columns*/}) AS items
}
OPTIONAL MATCH (after:Comity {name: 'turn'})
RETURN row.i AS i, items, before, [after.turn, timestamp() - after.writing, after.generation] AS after
