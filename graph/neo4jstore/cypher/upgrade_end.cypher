// Says that the graph is of the format now.
CYPHER 5
MATCH (graph:Comity {name: 'graph'})
SET graph.format = $format
