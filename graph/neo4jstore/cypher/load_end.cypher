// Marks the end of a first load: what was loaded may be read.
CYPHER 5
MATCH (turn:Comity {name: 'turn'})
WHERE turn.loading = $load
SET turn.turn = coalesce(turn.turn, 0) + 1
REMOVE turn.writing, turn.loading
