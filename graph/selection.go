package graph

// Page asks for a part of a list. Lists are in a total order; a position is the
// key of a row in that order (see Order.Key), and need not exist.
type Page struct {
	Limit    int    // at most so many rows; 0 asks for none
	All      bool   // every row; Limit is not looked at
	After    string // rows after this key only; empty: from the start
	Before   string // rows before this key only; empty: to the end
	Backward bool   // the last rows of the part instead of the first; still in ascending order
	Total    bool   // count all rows of the list, whatever the page
}

// Set is a set of entities: those named, and, if Tree is set, whatever is in
// the tree of one of them: the organs of actors, the narrower themes, the
// places within. A nil *Set restricts nothing; a set without ids is empty.
type Set struct {
	IDs  []ID
	Tree bool
}

// Side is one side of a cooperation: an engagement fits if somebody in the set
// took part in it in a way that fits.
type Side struct {
	Set
	Roles []Role // in at least one of these; nil: in any
	// SkipAddressees passes over participations with no role but ADDRESSEE,
	// SkipArmedGroups over those of armed groups. Both are set wherever the
	// question is who cooperates with whom.
	SkipAddressees  bool
	SkipArmedGroups bool
}

// Selection says which engagements are meant: those that fit every field that
// is set. Lists are alternatives. Everything in it is resolved: ids exist.
type Selection struct {
	Kinds      []Kind
	Categories []string

	// Status and specificity: nil, or false, admits all. A default that was
	// not asked for is marked, so that what it leaves out can be counted.
	Statuses        []Status
	StatusesDefault bool
	SpecificOnly    bool

	Own   *Side  // the actor that the question stands on
	With  *Side  // its counterpart: another participation than Own's, of an actor that is not in Own's set
	Any   *Set   // somebody of the set took part, in one of Roles
	All   []Set  // of each of the sets somebody took part, in one of Roles
	Roles []Role // without Any and All: anybody took part in one of them
	// Basis is that of the participation by which Own, Any or All match; with
	// none of these, that of the engagement's own citations.
	Basis Basis

	Themes        *Set
	Places        *Set
	PlaceRelation PlaceRelation // empty: either
	Time          *TimeSpan
	Sources       *Set     // it cites a passage of one of these
	Locators      []string // it cites a passage with one of these locators (of Sources, if set)
	Passages      *Set     // it cites one of these passages
	RelatedTo     *Set     // it has a relation, in either direction, with one of these engagements
	Text          []string // folded words that all occur in title or summary of one language
	TextLanguage  Language // of Text; empty: any one language
	// MaxParticipants leaves out engagements with more; 0: no bound.
	MaxParticipants int
}

// TimeSpan restricts engagements by their periods. Bounds are inclusive; an
// empty one is open.
type TimeSpan struct {
	From, To Date
	// Within asks that the period certainly lies in the span; otherwise it is
	// enough that it may overlap it. An open bound of a period may be any day.
	Within bool
	// Undated says what becomes of engagements without a period.
	Undated Undated
}

// Undated says what a time span does to engagements without a period.
type Undated string

// The treatments of the undated.
const (
	UndatedExclude           Undated = "EXCLUDE"
	UndatedByReportingPeriod Undated = "BY_REPORTING_PERIOD"
	UndatedInclude           Undated = "INCLUDE"
)

// Allows reports whether a period between two days, as Period.First and Last
// give them, fits the span.
func (t *TimeSpan) Allows(first, last Date) bool {
	from, to := t.From, t.To
	if from == "" {
		from = OpenStart
	}
	if to == "" {
		to = OpenEnd
	}
	if t.Within {
		return from <= first && last <= to
	}
	return first <= to && from <= last
}

// Excluded counts the engagements that a selection's defaults leave out: those
// that fit everything else. Each is counted once: planned first, then general,
// then undated.
type Excluded struct {
	General int `json:"general"`
	Planned int `json:"planned"`
	Undated int `json:"undated"`
}

// Verdict says what a selection's defaults make of an engagement that fits
// everything else.
type Verdict int

// The verdicts.
const (
	Counted Verdict = iota
	LeftOutPlanned
	LeftOutGeneral
	LeftOutUndated
	LeftOut // by what was asked for: it does not fit
)

// Judge applies the parts of the selection that have defaults: status,
// specificity and time.
func (s *Selection) Judge(status Status, specificity Specificity, first, last, reportFirst, reportLast Date) Verdict {
	undated := false
	if s.Time != nil {
		switch {
		case first != "":
			if !s.Time.Allows(first, last) {
				return LeftOut
			}
		case s.Time.Undated == UndatedInclude:
		case s.Time.Undated == UndatedByReportingPeriod:
			if reportFirst == "" || !s.Time.Allows(reportFirst, reportLast) {
				return LeftOut
			}
		default:
			undated = true
		}
	}
	allowed := len(s.Statuses) == 0
	for _, x := range s.Statuses {
		allowed = allowed || x == status
	}
	switch {
	case !allowed && !(s.StatusesDefault && status == StatusPlanned):
		return LeftOut
	case !allowed:
		return LeftOutPlanned
	case s.SpecificOnly && specificity == General:
		return LeftOutGeneral
	case undated:
		return LeftOutUndated
	}
	return Counted
}

// ActorSelection says which actors are meant: those that fit every field that
// is set.
type ActorSelection struct {
	Kinds      []Kind
	Categories []string
	IDs        *Set
	MemberOf   *Set // it has a membership, of any status, in one of these
	AsOf       Date // on that day; empty: at any time
	Places     *Set // it lies in one of these
	Text       []string
	// TextLanguage is the one language in whose names all words of Text occur;
	// empty: any one.
	TextLanguage Language
}
