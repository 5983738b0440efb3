// Lets readers read another generation.
CYPHER 5
MATCH (turn:Comity {name: 'turn'})
SET turn.generation = $generation
