// Says that nobody is at the work any more.
CYPHER 5
MATCH (build:Comity {name: 'build'})
SET build.locked = timestamp()
WITH build WHERE build.token = $token
SET build.at = 0
