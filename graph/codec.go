package graph

import (
	"encoding/json"
	"fmt"
)

// UnmarshalJSON reads a dataset as json.Marshal writes it, each entity as the
// type of its kind.
func (d *Dataset) UnmarshalJSON(data []byte) error {
	var raw struct {
		Packs    []Pack            `json:"packs"`
		Entities []json.RawMessage `json:"entities"`
		Links    []Link            `json:"links"`
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		return fmt.Errorf("graph: read a dataset: %w", err)
	}
	d.Packs, d.Links = raw.Packs, raw.Links
	d.Entities = make([]Entity, len(raw.Entities))
	for i, message := range raw.Entities {
		var n Node
		if err := json.Unmarshal(message, &n); err != nil {
			return fmt.Errorf("graph: read a dataset: entity %d: %w", i, err)
		}
		e, err := DecodeEntity(n.Kind, message)
		if err != nil {
			return err
		}
		d.Entities[i] = e
	}
	return nil
}
