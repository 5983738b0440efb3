// Makes sure that the load is still ours, and says that it goes on.
CYPHER 5
MATCH (turn:Comity {name: 'turn'})
WHERE turn.loading = $load
SET turn.writing = timestamp()
RETURN turn.loading AS loading
