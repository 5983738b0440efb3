// Takes the lock under which changes are made, one after the other, and says
// what the database holds now that it is taken.
CYPHER 5
MERGE (graph:Comity {name: 'graph'})
SET graph.locked = timestamp()
RETURN graph.format AS format, graph.keysVersion AS keysVersion, graph.version AS version
