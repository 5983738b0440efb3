// The indexes that can be used, those of constraints among them.
CYPHER 5
SHOW INDEXES YIELD name, state WHERE state = 'ONLINE'
RETURN name
