// The number of buckets on all pages, of distinct engagements in them, and of
// those that the defaults leave out.
CYPHER 5
OPTIONAL MATCH (before:Comity {name: 'turn'})
WITH [before.turn, timestamp() - before.writing, before.generation] AS before
UNWIND $rows AS row
CALL (row) {
  /*candidates*/
  /*filter*/
  /*buckets*/
  UNWIND engagements AS engagement
  WITH bucket, engagement, /*verdict*/ AS verdict
  RETURN count(DISTINCT CASE verdict WHEN 'counted' THEN bucket END) AS total,
         count(DISTINCT CASE verdict WHEN 'counted' THEN engagement END) AS engagements,
         count(DISTINCT CASE verdict WHEN 'planned' THEN engagement END) AS planned,
         count(DISTINCT CASE verdict WHEN 'general' THEN engagement END) AS general,
         count(DISTINCT CASE verdict WHEN 'undated' THEN engagement END) AS undated
}
OPTIONAL MATCH (after:Comity {name: 'turn'})
RETURN row.i AS i, total, engagements, planned, general, undated, before, [after.turn, timestamp() - after.writing, after.generation] AS after
