// Makes sure that the work is still ours, and says that it goes on.
CYPHER 5
MATCH (build:Comity {name: 'build'})
WHERE build.token = $token
SET build.at = timestamp()
RETURN build.token AS token
