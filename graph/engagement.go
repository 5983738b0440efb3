package graph

// Engagement is what actors did: an initiative, an event, an agreement or an
// activity. Its title is its short name. Participants, themes, places and
// relations are links.
type Engagement struct {
	Node
	Status      Status      `json:"status"`
	Specificity Specificity `json:"specificity"`
	Recurrence  Recurrence  `json:"recurrence"`
	Review      Review      `json:"review"`
	Summary     Text        `json:"summary"`
	// Period is as the source states it, or else spans the milestones; nil
	// where the source gives no date at all.
	Period     *Period     `json:"period,omitempty"`
	Milestones []Milestone `json:"milestones,omitempty"`
	Citations  []Citation  `json:"citations"`
}

// Milestone is something that happened to an engagement, with its own date,
// place and evidence.
type Milestone struct {
	Kind      MilestoneKind `json:"kind"`
	Period    *Period       `json:"period,omitempty"`
	Place     ID            `json:"place,omitempty"`
	Citations []Citation    `json:"citations"`
}

// Citation leads from a fact to the passage that states it.
type Citation struct {
	Passage  ID    `json:"passage"`
	Sentence int   `json:"sentence,omitempty"` // its number within the passage; 0 where none is given
	Basis    Basis `json:"basis"`
	// Note comments on the fact, its reason first; empty in most citations.
	Note Text `json:"note,omitempty"`
}

// Participation is how an actor took part in an engagement: what the link
// TOOK_PART_IN carries.
type Participation struct {
	Roles           []Role           `json:"roles"` // at least one, in the order of Roles()
	Representatives []Representative `json:"representatives,omitempty"`
	Basis           Basis            `json:"basis"` // INFERRED if every citation is
	Citations       []Citation       `json:"citations"`
}

// Representative is who stood for an actor: an office-holder as the source
// names the office. PersonName is set only where the same passage prints it.
type Representative struct {
	Function   Text   `json:"function"`
	PersonName string `json:"personName,omitempty"`
	Level      Level  `json:"level"`
}

// BasisOf returns INFERRED if all of the citations are, and STATED otherwise.
// A citation that only comments on the fact (its note gives a reason of the
// STATED kind) decides nothing beside one that does not.
func BasisOf(citations []Citation) Basis {
	inferred := false
	for _, c := range citations {
		switch {
		case c.Basis == Inferred:
			inferred = true
		case c.Reason() == "":
			return Stated
		}
	}
	if inferred {
		return Inferred
	}
	return Stated
}

func newEngagement() Entity { return new(Engagement) }
