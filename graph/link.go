package graph

import "slices"

// LinkType is the type of a link, and of a relationship in Neo4j.
type LinkType string

// The types of links. Those under "derived" are computed from the others when
// a dataset is built, and never written by hand.
const (
	LinkPartOf        LinkType = "PART_OF"
	LinkSucceeds      LinkType = "SUCCEEDS"
	LinkMember        LinkType = "MEMBER"
	LinkOrganisation  LinkType = "ORGANISATION"
	LinkTookPartIn    LinkType = "TOOK_PART_IN"
	LinkAddresses     LinkType = "ADDRESSES"
	LinkConcerns      LinkType = "CONCERNS"
	LinkHeldIn        LinkType = "HELD_IN"
	LinkOnMarginsOf   LinkType = "ON_MARGINS_OF"
	LinkUnder         LinkType = "UNDER"
	LinkFollows       LinkType = "FOLLOWS"
	LinkLedTo         LinkType = "LED_TO"
	LinkSupports      LinkType = "SUPPORTS"
	LinkAmends        LinkType = "AMENDS"
	LinkBroader       LinkType = "BROADER"
	LinkLiesIn        LinkType = "LIES_IN"
	LinkHasClaim      LinkType = "HAS_CLAIM"
	LinkIn            LinkType = "IN"
	LinkTranslationOf LinkType = "TRANSLATION_OF"
	LinkMentions      LinkType = "MENTIONS"

	// Derived.
	LinkCites        LinkType = "CITES"           // from an engagement, a membership or a claim to its passages
	LinkInTreeOf     LinkType = "IN_TREE_OF"      // from an actor, a theme or a place to all whose tree it is in, itself apart
	LinkCooperates   LinkType = "COOPERATES_WITH" // between two actors; see Cooperation
	LinkToldIn       LinkType = "TOLD_IN"         // from an actor to the sources that name it, with the number of passages
	LinkHasSectionOn LinkType = "HAS_SECTION_ON"  // from a source to an actor that has a section of its own
	ScopeOwn                  = "own"             // of COOPERATES_WITH: the two as named, stored once for a pair
	ScopeTree                 = "tree"            // of COOPERATES_WITH: from a body with its organs to a counterpart as named
)

// Link is a typed, directed link between two entities. The four fields of its
// key occur together once in the graph.
type Link struct {
	Type LinkType `json:"type"`
	From ID       `json:"from"`
	To   ID       `json:"to"`
	// Scope tells apart links of one type between the same two ends; empty
	// for nearly all types.
	Scope string `json:"scope,omitempty"`
	// Ord orders the links of an anchor: the position in the list in which a
	// curator wrote them, or in the document.
	Ord int `json:"ord,omitempty"`

	Participation *Participation `json:"participation,omitempty"` // of TOOK_PART_IN
	Cooperation   *Cooperation   `json:"cooperation,omitempty"`   // of COOPERATES_WITH
	Citations     []Citation     `json:"citations,omitempty"`     // of CITES and of relations between engagements
	Count         int            `json:"count,omitempty"`         // of TOLD_IN: passages
}

// LinkKey identifies a link.
type LinkKey struct {
	Type  LinkType
	From  ID
	To    ID
	Scope string
}

// Key returns what identifies the link.
func (l *Link) Key() LinkKey { return LinkKey{l.Type, l.From, l.To, l.Scope} }

// Cooperation is what the derived link COOPERATES_WITH carries: what the
// unfiltered question "who cooperates with X" shows of one counterpart.
type Cooperation struct {
	Engagements int          `json:"engagements"` // distinct, SPECIFIC and not PLANNED
	General     int          `json:"general"`     // distinct GENERAL ones beside them, not PLANNED
	First       Date         `json:"first,omitempty"`
	Last        Date         `json:"last,omitempty"`
	FromRoles   []Role       `json:"fromRoles"`
	ToRoles     []Role       `json:"toRoles"`
	Themes      []ThemeCount `json:"themes"` // most first, then by id
	Newest      []ID         `json:"newest"` // at most NewestKept engagements, in default order
}

// NewestKept is how many engagements a COOPERATES_WITH link names.
const NewestKept = 3

// ThemeCount is a number of distinct engagements that address a theme.
type ThemeCount struct {
	Theme ID  `json:"theme"`
	Count int `json:"count"`
}

// LinkSpec is one row of the link registry.
type LinkSpec struct {
	Type    LinkType
	From    []Class
	To      []Class
	Derived bool
	Doc     string
}

// LinkSpecs returns the registry of links. A type that joins different classes
// has a row for each pair.
func LinkSpecs() []LinkSpec {
	actor, engagement, place := []Class{ClassActor}, []Class{ClassEngagement}, []Class{ClassPlace, ClassActor}
	specs := []LinkSpec{
		{LinkPartOf, actor, actor, false, "an organ is part of a body; a hybrid has several"},
		{LinkSucceeds, actor, actor, false, "a body replaces another"},
		{LinkMember, []Class{ClassMembership}, actor, false, "who belongs"},
		{LinkOrganisation, []Class{ClassMembership}, actor, false, "to what it belongs"},
		{LinkTookPartIn, actor, engagement, false, "an actor took part, in roles, as the cited passages say"},
		{LinkAddresses, engagement, []Class{ClassTheme}, false, "what the engagement is about, as a theme"},
		{LinkConcerns, engagement, []Class{ClassPlace, ClassActor, ClassEngagement}, false, "a place, an actor or an engagement that it is about"},
		{LinkHeldIn, engagement, place, false, "where it took place"},
	}
	docs := map[RelationType]string{
		RelationPartOf:      "is a component, meeting or edition of",
		RelationOnMarginsOf: "took place beside",
		RelationUnder:       "is done within the frame set by",
		RelationFollows:     "was done because of what was decided, asked or invited by",
		RelationLedTo:       "brought about",
		RelationSupports:    "helps, which others run",
		RelationAmends:      "changes or completes the text",
		RelationSucceeds:    "takes the place of, or is the next plan or phase of",
	}
	for _, t := range RelationTypes() {
		specs = append(specs, LinkSpec{LinkType(t), engagement, engagement, false, docs[t]})
	}
	return append(specs,
		LinkSpec{LinkBroader, []Class{ClassTheme}, []Class{ClassTheme}, false, "a theme under a broader one"},
		LinkSpec{LinkLiesIn, place, []Class{ClassPlace, ClassActor}, false, "a place within another"},
		LinkSpec{LinkHasClaim, []Class{ClassActor, ClassEngagement}, []Class{ClassClaim}, false, "a source gives a value for a property"},
		LinkSpec{LinkIn, []Class{ClassPassage}, []Class{ClassSource}, false, "a passage of a source, in its order"},
		LinkSpec{LinkTranslationOf, []Class{ClassSource}, []Class{ClassSource}, false, "the same text in another language"},
		LinkSpec{LinkMentions, []Class{ClassSource}, []Class{ClassSource}, false, "a document cites another"},
		LinkSpec{LinkCites, []Class{ClassEngagement, ClassMembership, ClassClaim}, []Class{ClassPassage}, true, "the passages that state the fact"},
		LinkSpec{
			LinkInTreeOf,
			[]Class{ClassActor, ClassTheme, ClassPlace},
			[]Class{ClassActor, ClassTheme, ClassPlace},
			true,
			"the transitive closure of PART_OF (all parents), BROADER and LIES_IN",
		},
		LinkSpec{LinkCooperates, actor, actor, true, "both took part in the engagements that it counts"},
		LinkSpec{LinkToldIn, actor, []Class{ClassSource}, true, "a document names the actor in a fact"},
		LinkSpec{LinkHasSectionOn, []Class{ClassSource}, actor, true, "a document has a section of its own on the actor"},
	)
}

// LinkTypes returns all types of links, each once, in registry order.
func LinkTypes() []LinkType {
	var types []LinkType
	for _, spec := range LinkSpecs() {
		if !slices.Contains(types, spec.Type) {
			types = append(types, spec.Type)
		}
	}
	return types
}

// RelationLinks returns the types of links between engagements.
func RelationLinks() []LinkType {
	var types []LinkType
	for _, t := range RelationTypes() {
		types = append(types, LinkType(t))
	}
	return types
}

// Direction says which links of an anchor are meant.
type Direction string

// The directions.
const (
	Out  Direction = "OUT"
	In   Direction = "IN"
	Both Direction = "BOTH"
)
