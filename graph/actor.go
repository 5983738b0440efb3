package graph

// Actor is who acts or decides: a state, an organisation or one of its organs,
// a UN entity, a coalition, or another actor. The kind tells which.
type Actor struct {
	Node
	// Scope is what an organisation defines itself by; empty for organs and
	// for actors of other kinds.
	Scope string `json:"scope,omitempty"`
}

// CategoryArmedGroup is the category whose members are shown as participants
// and count as nobody's counterpart unless asked for.
const CategoryArmedGroup = "armed-group"

func newActor() Entity { return new(Actor) }
