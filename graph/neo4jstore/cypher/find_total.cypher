// How many entities a question selects, and how many engagements its defaults
// leave out.
CYPHER 5
OPTIONAL MATCH (before:Comity {name: 'turn'})
WITH [before.turn, timestamp() - before.writing, before.generation] AS before
UNWIND $rows AS row
CALL (row) {
  /*candidates*/
  /*filter*/
  WITH /*verdict*/ AS verdict
  RETURN count(CASE verdict WHEN 'counted' THEN 1 END) AS total,
         count(CASE verdict WHEN 'planned' THEN 1 END) AS planned,
         count(CASE verdict WHEN 'general' THEN 1 END) AS general,
         count(CASE verdict WHEN 'undated' THEN 1 END) AS undated
}
OPTIONAL MATCH (after:Comity {name: 'turn'})
RETURN row.i AS i, total, planned, general, undated, before, [after.turn, timestamp() - after.writing, after.generation] AS after
