// Says that nobody is at a load any more. What it left is still not to be read.
CYPHER 5
MATCH (turn:Comity {name: 'turn'})
WHERE turn.loading = $load
SET turn.writing = 0
