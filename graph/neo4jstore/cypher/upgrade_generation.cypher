// Gives all nodes that have no generation the one that is read.
CYPHER 5
MATCH (node:/*label*/) WHERE node.generation IS NULL
CALL (node) { SET node.generation = 0 } /*batches*/
