// Marks the end: nothing is left of other generations.
CYPHER 5
MATCH (build:Comity {name: 'build'})
SET build.locked = timestamp()
WITH build WHERE build.token = $token
DELETE build
