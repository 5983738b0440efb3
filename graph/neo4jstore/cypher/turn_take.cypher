// Tells readers that a commit is under way.
CYPHER 5
MERGE (turn:Comity {name: 'turn'})
SET turn.turn = coalesce(turn.turn, 0) + 1, turn.writing = timestamp()
RETURN turn.turn AS turn
