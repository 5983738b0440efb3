// Takes the lock under which changes are made, one after the other. It reads
// nothing else: a statement that writes locks what it looks up.
CYPHER 5
MERGE (graph:Comity {name: 'graph'})
SET graph.locked = timestamp()
