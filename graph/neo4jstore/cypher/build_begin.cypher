// Marks that a generation is being written or removed. Whoever runs this has
// the lock.
CYPHER 5
MERGE (build:Comity {name: 'build'})
SET build.token = $token, build.at = timestamp()
WITH build
OPTIONAL MATCH (turn:Comity {name: 'turn'})
REMOVE turn.loading
