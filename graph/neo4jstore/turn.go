package neo4jstore

import "time"

// Neo4j shows what a transaction wrote while it is being committed, not all of
// it at one moment, and two statements of one transaction may see two versions.
// So that every call sees one version, the node (:Comity {name: 'turn'}) counts
// commits, is marked while one is under way, and says which generation of
// entities is to be read. Each statement reads it first and last: what was read
// between two equal turns, neither of them marked, was read while nobody
// committed.

// turn is what a statement read of that node.
type turn struct {
	number     int64
	generation int64         // of the entities that are to be read
	marked     bool          // a commit was under way
	markAge    time.Duration // for so long
}

// turnOf reads a list of the number, the age of the mark in milliseconds, and
// the generation; each is null where there is none. Before the first change
// there is no such node.
func turnOf(column any) turn {
	var t turn
	list, _ := column.([]any)
	if len(list) != 3 {
		return t
	}
	t.number, _ = list[0].(int64)
	age, marked := list[1].(int64)
	t.marked, t.markAge = marked, time.Duration(age)*time.Millisecond
	t.generation, _ = list[2].(int64)
	return t
}

// abandoned is the age of a mark that nobody will take away any more: its
// writer ended between two transactions. No commit takes so long.
const abandoned = 15 * time.Second

// sameTurn reports whether no commit was under way at any of the moments, nor
// between them.
func sameTurn(turns []turn) bool {
	for _, t := range turns {
		if t.number != turns[0].number || t.generation != turns[0].generation || (t.marked && t.markAge < abandoned) {
			return false
		}
	}
	return true
}
