// What the database holds, the turn of writing (see turn.go), and whether
// something is being written beside it (see build.go).
CYPHER 5
OPTIONAL MATCH (graph:Comity {name: 'graph'})
OPTIONAL MATCH (turn:Comity {name: 'turn'})
OPTIONAL MATCH (build:Comity {name: 'build'})
RETURN graph.format AS format, graph.keysVersion AS keysVersion, graph.version AS version,
       graph.contentHash AS contentHash, graph.packs AS packs,
       graph IS NOT NULL OR turn IS NOT NULL OR build IS NOT NULL AS ours,
       [turn.turn, timestamp() - turn.writing, turn.generation] AS turn,
       build.token + ' ' + build.at AS mark, timestamp() - build.at AS buildAge, turn.loading AS loading
