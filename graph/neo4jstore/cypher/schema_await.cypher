// Waits until all indexes can be used.
CYPHER 5
CALL db.awaitIndexes(300)
