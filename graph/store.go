package graph

import "context"

// Store holds one content and answers questions about it. Two exist, in memory
// and in Neo4j; package graphtest proves that they mean the same.
//
// What holds for every method:
//   - Questions come in batches, and answers stand in the order of the
//     questions, one for each. An empty batch gives an empty answer without
//     asking the database. The same question twice gets the same answer twice.
//   - Ids in questions need not exist: what does not exist has no links, is in
//     no set, and fits nothing. It is not an error. Former ids are not looked
//     at; resolve references first.
//   - Every list is in the order that the method promises, and that order is
//     total.
//   - Entities and links that are returned are shared: do not change them.
//   - A context that ends stops the work: the error is TIMEOUT if its deadline
//     passed, otherwise it wraps context.Canceled. A database that cannot be
//     reached is STORE_UNAVAILABLE. A fault of the store itself is INTERNAL.
//   - One call sees one version of the data, or fails with DATASET_CHANGED if
//     it kept changing. Two calls may see two: compare Info.Revision before
//     and after.
//   - All methods may be called from several goroutines at once.
type Store interface {
	// Info describes the content. Of a store that was never filled, Version is
	// empty.
	Info(ctx context.Context) (Info, error)

	// Entities returns the entities that exist among ids, by id. Missing ids
	// are missing from the map; the map is never nil.
	Entities(ctx context.Context, ids []ID) (map[ID]Entity, error)

	// Links returns, for each query, a page of the links of its anchor,
	// ordered by Ord, then the id of the far end, then type, then scope, then
	// direction (OUT before IN). A LinkQuery.Page position is a LinkItem.Key.
	Links(ctx context.Context, queries []LinkQuery) ([]LinkPage, error)

	// Find returns, for each query, a page of the entities that it selects, in
	// the query's order.
	Find(ctx context.Context, queries []FindQuery) ([]FindPage, error)

	// Tally returns, for each query, a page of counts of distinct engagements,
	// grouped by the query's dimension, in the query's order.
	Tally(ctx context.Context, queries []TallyQuery) ([]TallyPage, error)

	// Lookup returns for each key what it can refer to (see LookupRows), every
	// rank, ordered by rank, then id, then language, name and kind of name; an
	// entity may occur several times. A key that matches nothing has no entry.
	Lookup(ctx context.Context, keys []string) (map[string][]Match, error)

	// Search returns, for each query, the entities whose search text (see
	// SearchText) has all of its words, the last one as a prefix if the query
	// says so, ordered by weight, heaviest first, then id. At most
	// SearchQuery.Limit are returned; More says that there are others.
	Search(ctx context.Context, queries []SearchQuery) ([]SearchResult, error)

	// Contents returns a digest of every record and every link, and the
	// version that they belong to, from which a change is planned.
	Contents(ctx context.Context) (Contents, error)

	// Apply makes a change: all of it, or nothing. One that is Whole may be
	// written in many transactions beside the content that is read meanwhile,
	// and is switched to at the end. If it breaks off, what is read stays as it
	// was, and the next Apply begins anew; of a store that was never filled,
	// Info is STORE_UNAVAILABLE until then.
	//
	// It fails with DATASET_CHANGED, and changes nothing, if the store's
	// version is not the change's base, or another change is being made that
	// it would have to wait for long. A change whose base is its own result
	// changes nothing that can be read. A link to something that does not
	// exist is INTERNAL, and changes nothing.
	Apply(ctx context.Context, change Change) error

	// Close frees what the store holds. Nothing may be called after it.
	Close(ctx context.Context) error
}

// LinkQuery asks for links of one entity.
type LinkQuery struct {
	Anchor     ID
	Types      []LinkType // at least one
	Direction  Direction
	Kinds      []Kind   // of the far end; nil: any
	Categories []string // of the far end; nil: any
	Roles      []Role   // of a participation: at least one of these; nil: any
	AsOf       Date     // the period of the far end, a membership, may include the day, or it has none
	Page       Page
}

// LinkPage is the answer to a LinkQuery.
type LinkPage struct {
	Items []LinkItem
	More  bool // there are rows beyond the page in the direction of paging
	Total int  // of all pages, if asked for
}

// LinkItem is a link as seen from its anchor.
type LinkItem struct {
	Key      string // its position
	Link     Link
	Outgoing bool
	Far      Entity // what is at the other end
}

// FindQuery asks for entities of one class.
type FindQuery struct {
	// Class is Engagement (and Selection applies), Actor (and Actors applies),
	// or Theme or Source (all of them).
	Class     Class
	Selection Selection
	Actors    ActorSelection
	Order     Order
	Page      Page
	// CountExcluded asks for what the selection's defaults leave out.
	CountExcluded bool
}

// FindPage is the answer to a FindQuery.
type FindPage struct {
	Items    []FindItem
	More     bool
	Total    int
	Excluded Excluded
}

// FindItem is an entity at its position in a list.
type FindItem struct {
	Key    string
	Entity Entity
}

// Dimension is what a tally is grouped by.
type Dimension string

// The dimensions.
const (
	// ByCounterpart groups by the actors that took part beside Own. Only
	// participations that fit Selection.With, if set, count (its set is not
	// looked at). An actor is no counterpart if it is one of Own's ids, or one
	// of the two is in the other's tree, whether or not Own.Tree is set.
	ByCounterpart Dimension = "COUNTERPART"
	// ByTheme groups by the themes that the engagements address, as tagged.
	ByTheme Dimension = "THEME"
)

// TallyQuery asks for counts of distinct engagements.
type TallyQuery struct {
	By        Dimension
	Selection Selection
	// Of ByCounterpart: Among restricts the counterparts as named, RollUp then
	// counts each as the top of its tree, which may stand above Own too: seen
	// from a department, the other entities of its organisation are that
	// organisation.
	Among  *ActorSelection
	RollUp bool
	Order  TallyOrder
	Page   Page
	// What to tell of each row beside its count.
	WithPeriod, WithThemes, WithRoles bool
	CountExcluded                     bool
}

// TallyOrder sorts rows: by the field, then by id, ascending.
type TallyOrder struct {
	Field TallyField
	Desc  bool
	Lang  Language // of NAME
}

// TallyField is what a tally is sorted by.
type TallyField string

// The fields that tallies can be sorted by.
const (
	TallyEngagements TallyField = "ENGAGEMENTS" // the count
	TallyLatest      TallyField = "LATEST"      // the last day of the row; undated last, in either direction
	TallyName        TallyField = "NAME"
)

// TallyPage is the answer to a TallyQuery.
type TallyPage struct {
	Rows        []TallyRow
	More        bool
	Total       int // rows on all pages, if asked for
	Engagements int // distinct engagements over all rows, if Page.Total is set: not the sum of the counts
	Excluded    Excluded
}

// TallyRow is one group.
type TallyRow struct {
	Key      string       // its position; see TallyOrder.Key
	Entity   Entity       // the counterpart or the theme
	Count    int          // distinct engagements; a row has at least one
	General  int          // distinct GENERAL ones: those that Count has, or those that SpecificOnly leaves out
	OwnRoles []Role       // of all participations that fit; empty unless WithRoles
	Roles    []Role       // the same of the counterpart; empty by theme
	Themes   []ThemeCount // of the counted engagements, most first, then by id
	First    Date         // as Period.First and Last give them, of the counted engagements
	Last     Date
}

// SearchQuery asks for entities by words of their names.
type SearchQuery struct {
	Words  []string // folded, at least one
	Prefix bool     // the last word is the beginning of one
	Kinds  []Kind   // nil: any kind of node
	Limit  int
}

// SearchResult is the answer to a SearchQuery.
type SearchResult struct {
	Entities []Entity
	More     bool
}

// Contents is what a store holds, as digests.
type Contents struct {
	Version string
	// Upgrade says, for people, in what form the data is and what becomes of
	// it, where it is not the form in which the store writes; else it is empty.
	Upgrade string
	Records map[ID]string
	Links   map[LinkKey]string
}

// Change turns one content into another.
type Change struct {
	Base string // the version that it was planned against; empty: an empty store
	Info Info   // of the result
	// Whole says that Records and Links are all that there is to be: whatever
	// else the store holds goes, and Removed and RemovedLinks are not looked at.
	Whole        bool
	Records      []Record
	Links        []Link
	Removed      []ID
	RemovedLinks []LinkKey
}
