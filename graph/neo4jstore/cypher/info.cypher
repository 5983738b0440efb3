// What the database holds, and the turn of writing (see turn.go).
CYPHER 5
OPTIONAL MATCH (graph:Comity {name: 'graph'})
OPTIONAL MATCH (turn:Comity {name: 'turn'})
RETURN graph.format AS format, graph.keysVersion AS keysVersion, graph.version AS version,
       graph.contentHash AS contentHash, graph.packs AS packs,
       graph IS NOT NULL OR turn IS NOT NULL AS ours,
       [turn.turn, timestamp() - turn.writing, turn.loading] AS turn
