// Makes sure that the work is still ours, and says that it goes on. The lock
// comes first: what is read before it may be of before somebody else's commit.
CYPHER 5
MATCH (build:Comity {name: 'build'})
SET build.locked = timestamp()
WITH build WHERE build.token = $token
SET build.at = timestamp()
RETURN build.token AS token
