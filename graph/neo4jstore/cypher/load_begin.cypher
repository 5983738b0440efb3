// Marks the beginning of a first load in batches, unless another one is at it.
CYPHER 5
MERGE (turn:Comity {name: 'turn'})
SET turn.locked = timestamp()
WITH turn, turn.loading IS NOT NULL AND timestamp() - turn.writing < 60000 AS busy
SET turn.loading = CASE WHEN busy THEN turn.loading ELSE $load END,
    turn.writing = CASE WHEN busy THEN turn.writing ELSE timestamp() END
RETURN turn.loading AS loading
