package graph

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Dataset is what curators wrote: packs, entities, and the links that are
// written by hand. Derived links are not part of it.
type Dataset struct {
	Packs    []Pack   `json:"packs"`
	Entities []Entity `json:"entities"`
	Links    []Link   `json:"links"`
}

// Pack is a part of the dataset with a publisher and a licence of its own.
type Pack struct {
	ID        ID     `json:"id"`
	Title     Text   `json:"title"`
	Publisher string `json:"publisher"`
	Licence   string `json:"licence"`
	Coverage  Text   `json:"coverage"`
	RestsOn   []ID   `json:"restsOn,omitempty"` // sources
}

// Record is an entity with what follows from the rest of the dataset. It is
// what a store keeps.
type Record struct {
	Entity
	Derived
}

// Derived is what follows for one entity from the rest of the dataset.
type Derived struct {
	// Weight is the number of engagements that name an actor, a theme or a
	// place, or of the participants of an engagement. Candidates come heaviest
	// first.
	Weight int `json:"weight,omitempty"`

	// People are the names of office-holders that the sources print.
	People []string `json:"people,omitempty"`

	// Of engagements.
	Participants int    `json:"participants,omitempty"`
	Document     string `json:"document,omitempty"`    // sorts by the first passage that states it
	ReportFirst  Date   `json:"reportFirst,omitempty"` // of the reporting periods of its sources; OpenStart where open
	ReportLast   Date   `json:"reportLast,omitempty"`  // OpenEnd where open

	// Of actors.
	Top         ID           `json:"top,omitempty"`         // the top of its tree, itself if nothing is above it
	Engagements int          `json:"engagements,omitempty"` // its own, SPECIFIC and not PLANNED
	Own         Cooperations `json:"own,omitzero"`
	Tree        Cooperations `json:"tree,omitzero"` // with its organs; the same as Own where it has none
	HasOrgans   bool         `json:"hasOrgans,omitempty"`
}

// Cooperations sums up the unfiltered counterparts of an actor: distinct
// engagements, and what the defaults leave out of them.
type Cooperations struct {
	Counterparts int `json:"counterparts,omitempty"`
	Engagements  int `json:"engagements,omitempty"`
	General      int `json:"general,omitempty"`
	Planned      int `json:"planned,omitempty"`
}

// OpenStart and OpenEnd stand for a bound that is open or unknown wherever
// days are compared.
const (
	OpenStart Date = "0000-00-00"
	OpenEnd   Date = "9999-99-99"
)

// First returns the day that comparisons take for the start of the period:
// OpenStart where it is open, and the empty Date for no period.
func (p *Period) First() Date {
	switch {
	case p == nil:
		return ""
	case p.Start == "":
		return OpenStart
	}
	return p.Start
}

// Last is First for the end of the period, with OpenEnd.
func (p *Period) Last() Date {
	switch {
	case p == nil:
		return ""
	case p.End == "":
		return OpenEnd
	}
	return p.End
}

// Between returns the period between two days as First and Last give them.
func Between(first, last Date) *Period {
	if first == OpenStart {
		first = ""
	}
	if last == OpenEnd {
		last = ""
	}
	return PeriodOf(first, last)
}

// period returns the period of an engagement or a membership, or nil.
func (r *Record) period() *Period { return PeriodOfEntity(r.Entity) }

// PeriodOfEntity returns the period of an engagement or a membership, and nil
// for anything else.
func PeriodOfEntity(e Entity) *Period {
	switch e := e.(type) {
	case *Engagement:
		return e.Period
	case *Membership:
		return e.Period
	}
	return nil
}

// Info describes the data that a store holds.
type Info struct {
	// Version is a short name of the content: equal content, equal version.
	// It is empty for an empty store.
	Version string `json:"version"`
	// ContentHash is the SHA-256 of everything that curators wrote, in hex.
	ContentHash string `json:"contentHash"`
	KeysVersion int    `json:"keysVersion"`
	Packs       []Pack `json:"packs"`
	// Revision of a store is another after each change: a content that was
	// gone and is back has its version, and not its revision. Of a content it
	// is 0, and between stores it means nothing.
	Revision int64 `json:"-"`
}

// Content is a dataset made ready for a store: checked, sorted, with
// everything that is derived.
type Content struct {
	Info    Info
	Records []Record // by id
	Links   []Link   // by type, ends and scope
}

// Build checks a dataset and derives what follows from it. The error lists
// every fault: a duplicate id, a link without its ends or between the wrong
// kinds, a circle of organs, themes or places, an engagement, a membership, a
// claim or a relation without evidence. Build does not keep or change d.
func Build(d Dataset) (*Content, error) {
	b := newBuilder(d)
	b.check()
	if len(b.faults) > 0 {
		return nil, errors.Join(b.faults...)
	}
	b.linkFields()
	b.growTrees()
	if len(b.faults) > 0 {
		return nil, errors.Join(b.faults...)
	}
	b.weigh()
	b.gatherEvidence()
	b.judgeClaims()
	b.pairUp()

	c := &Content{Links: b.links, Records: b.records}
	slices.SortFunc(c.Links, func(x, y Link) int { return compareLinks(&x, &y) })
	hash, err := contentHash(d)
	if err != nil {
		return nil, err
	}
	packs := slices.Clone(d.Packs)
	slices.SortFunc(packs, func(x, y Pack) int { return cmp.Compare(x.ID, y.ID) })
	c.Info = Info{Version: hash[:12], ContentHash: hash, KeysVersion: KeysVersion, Packs: packs}
	return c, nil
}

func compareLinks(x, y *Link) int { return compareKeys(x.Key(), y.Key()) }

func compareKeys(x, y LinkKey) int {
	return cmp.Or(cmp.Compare(x.Type, y.Type), cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To), cmp.Compare(x.Scope, y.Scope))
}

func contentHash(d Dataset) (string, error) {
	h := sha256.New()
	w := bufio.NewWriter(h)
	enc := json.NewEncoder(w)
	packs := slices.SortedFunc(slices.Values(d.Packs), func(x, y Pack) int { return cmp.Compare(x.ID, y.ID) })
	entities := slices.SortedFunc(slices.Values(d.Entities), func(x, y Entity) int { return cmp.Compare(x.Base().ID, y.Base().ID) })
	links := make([]*Link, len(d.Links))
	for i := range d.Links {
		links[i] = &d.Links[i]
	}
	slices.SortFunc(links, compareLinks)
	err := enc.Encode(packs)
	for _, e := range entities {
		err = cmp.Or(err, enc.Encode(e))
	}
	for _, l := range links {
		err = cmp.Or(err, enc.Encode(l))
	}
	if err = cmp.Or(err, w.Flush()); err != nil {
		return "", fmt.Errorf("graph: hash the content: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Hash returns a digest of the record; records with equal digests are equal.
func (r *Record) Hash() (string, error) {
	return digest(r.Entity, r.Derived)
}

// Hash returns a digest of the link; links with equal digests are equal.
func (l *Link) Hash() (string, error) { return digest(l) }

func digest(parts ...any) (string, error) {
	h := sha256.New()
	enc := json.NewEncoder(h)
	for _, part := range parts {
		if err := enc.Encode(part); err != nil {
			return "", fmt.Errorf("graph: digest: %w", err)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:12]), nil
}

// Match is one way in which an entity can be referred to.
type Match struct {
	ID       ID
	Rank     RefRank
	Language Language // of a name; empty otherwise
	Name     string   // as written: a name, or an identifier
	NameKind NameKind // of a name; empty otherwise
}

// RefRank says by what a reference matches; the lowest rank wins.
type RefRank int

// The ranks, in the order in which they win.
const (
	RankID RefRank = iota + 1
	RankFullName
	RankAcronym
	RankOtherName
	RankIdentifier
)

// LookupRow is a match under the key by which a store finds it.
type LookupRow struct {
	Key string
	Match
}

// LookupRows returns all keys under which an entity can be found as a
// reference. A passage, a membership and a claim have none but their id.
func LookupRows(e Entity) []LookupRow {
	n := e.Base()
	var rows []LookupRow
	seen := map[LookupRow]bool{}
	add := func(key string, m Match) {
		row := LookupRow{key, m}
		if key != "" && !seen[row] {
			seen[row] = true
			rows = append(rows, row)
		}
	}
	for _, id := range append([]ID{n.ID}, n.FormerIDs...) {
		add(string(id), Match{ID: n.ID, Rank: RankID, Name: string(id)})
	}
	switch n.Kind.Class() {
	case ClassPassage, ClassMembership, ClassClaim:
		return rows
	}
	for _, name := range n.Names {
		add(Key(name.Value), Match{n.ID, rankOf(name.Kind), name.Language, name.Value, name.Kind})
	}
	for _, ident := range identifiersOf(e) {
		for _, key := range identifierKeys(ident) {
			add(key, Match{ID: n.ID, Rank: RankIdentifier, Name: ident.Value})
		}
	}
	return rows
}

func rankOf(kind NameKind) RefRank {
	switch kind {
	case NameShort, NameFormal, NameTranslation:
		return RankFullName
	case NameAcronym:
		return RankAcronym
	default:
		return RankOtherName
	}
}

// identifiersOf returns the identifiers of an entity, the symbols of a source
// among them: each alone, and all of them together as they stand on its cover.
func identifiersOf(e Entity) []Identifier {
	idents := e.Base().Identifiers
	source, ok := e.(*Source)
	if !ok {
		return idents
	}
	idents = slices.Clone(idents)
	for _, symbol := range source.Symbols {
		idents = append(idents, Identifier{Scheme: SchemeUNSymbol, Value: symbol})
	}
	if len(source.Symbols) > 1 {
		idents = append(idents, Identifier{Scheme: SchemeUNSymbol, Value: strings.Join(source.Symbols, "–")})
	}
	return idents
}

// SchemeUNSymbol is the scheme of United Nations document symbols.
const SchemeUNSymbol = "un-symbol"

// identifierKeys returns the keys of an identifier: with its scheme, and
// alone. A mapping of a theme has no key alone, and a target of the SDGs is
// found under its goal too.
func identifierKeys(ident Identifier) []string {
	qualified := schemeKey(ident.Scheme, ident.Value)
	if !slices.Contains(MappingSchemes(), ident.Scheme) {
		return []string{qualified, Key(ident.Value)}
	}
	goal, _, isTarget := strings.Cut(ident.Value, ".")
	if ident.Scheme == "sdg" && isTarget {
		return []string{qualified, schemeKey(ident.Scheme, goal)}
	}
	return []string{qualified}
}

func schemeKey(scheme, value string) string {
	return scheme + ":" + strings.Join(Tokens(value), ".")
}
