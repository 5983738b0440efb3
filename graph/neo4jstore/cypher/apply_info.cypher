// Says what the database now holds.
CYPHER 5
MATCH (graph:Comity {name: 'graph'})
SET graph = $properties
