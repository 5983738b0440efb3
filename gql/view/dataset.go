package view

import "github.com/comity-graph/comity/graph"

// Dataset is the data that the answers come from.
type Dataset struct {
	Version     string
	ContentHash string
	Packs       []*Pack
}

// DatasetOf returns the view of what a store says of its data.
func DatasetOf(info graph.Info) *Dataset {
	d := &Dataset{Version: info.Version, ContentHash: info.ContentHash, Packs: make([]*Pack, 0, len(info.Packs))}
	for i := range info.Packs {
		d.Packs = append(d.Packs, &Pack{&info.Packs[i]})
	}
	return d
}

// Pack is a part of the dataset.
type Pack struct{ *graph.Pack }

// Title returns the pack's title.
func (p *Pack) Title(lang *graph.Language) string { return p.Pack.Title.In(language(lang)) }

// Coverage returns what the pack covers.
func (p *Pack) Coverage(lang *graph.Language) string { return p.Pack.Coverage.In(language(lang)) }
