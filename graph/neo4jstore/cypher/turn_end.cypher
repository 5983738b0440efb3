// Tells readers that the commit is over, unless another one has begun.
CYPHER 5
MATCH (turn:Comity {name: 'turn'})
WHERE turn.turn = $turn
REMOVE turn.writing
