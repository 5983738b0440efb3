package graph

import (
	"encoding/json"
	"fmt"
)

// Entity is anything with an id: *Actor, *Engagement, *Theme, *Area, *Source,
// *Passage, *Membership or *Claim. An entity that a store has returned is
// shared and must not be changed.
type Entity interface {
	// Base returns what all entities have.
	Base() *Node
}

// Node is what all entities have.
type Node struct {
	ID          ID           `json:"id"`
	Kind        Kind         `json:"kind"`
	Category    string       `json:"category,omitempty"`
	Names       []Name       `json:"names,omitempty"`
	Identifiers []Identifier `json:"identifiers,omitempty"`
	FormerIDs   []ID         `json:"formerIds,omitempty"`
}

// Base returns the node itself.
func (n *Node) Base() *Node { return n }

// Identifier is what another system calls the entity.
type Identifier struct {
	Scheme   string  `json:"scheme"`
	Value    string  `json:"value"`
	Relation Mapping `json:"relation,omitempty"` // empty means EXACT
}

// Mapping says how close an identifier's concept is to ours.
type Mapping string

// The mappings of SKOS that we use.
const (
	MappingExact   Mapping = "EXACT"
	MappingClose   Mapping = "CLOSE"
	MappingRelated Mapping = "RELATED"
)

// EncodeEntity returns the entity as JSON, the same bytes for equal entities.
func EncodeEntity(e Entity) ([]byte, error) {
	data, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("graph: encode %s: %w", e.Base().ID, err)
	}
	return data, nil
}

// DecodeEntity is the inverse of EncodeEntity for an entity of the kind.
func DecodeEntity(kind Kind, data []byte) (Entity, error) {
	spec, ok := kind.Spec()
	if !ok {
		return nil, fmt.Errorf("graph: decode: unknown kind %q", kind)
	}
	e := spec.New()
	if err := json.Unmarshal(data, e); err != nil {
		return nil, fmt.Errorf("graph: decode %s: %w", kind, err)
	}
	return e, nil
}
