// Tells readers that the commit is over, unless another one has begun. The lock
// comes first: what is read before it may be of before somebody else's commit.
CYPHER 5
MATCH (turn:Comity {name: 'turn'})
SET turn.locked = timestamp()
WITH turn WHERE turn.turn = $turn
REMOVE turn.writing
