// Marks the beginning of a first load in batches. Whoever runs this has the lock.
CYPHER 5
MERGE (turn:Comity {name: 'turn'})
SET turn.loading = $load, turn.writing = timestamp()
