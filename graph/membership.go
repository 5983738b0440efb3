package graph

// Membership is a member's belonging to an organisation, in one status and
// office, for one period.
type Membership struct {
	Node
	Member       ID               `json:"member"`
	Organisation ID               `json:"organisation"`
	Status       MembershipStatus `json:"status"`
	Office       Office           `json:"office,omitempty"`
	Period       *Period          `json:"period,omitempty"`
	Citations    []Citation       `json:"citations"`
}

// membershipKind is a member's belonging to an organisation.
func membershipKind() KindSpec {
	return KindSpec{
		Kind: KindMembership, Class: ClassMembership, Label: "Membership", Prefix: "membership",
		Names: Text{EN: "Membership", FR: "Qualité de membre"},
		New:   func() Entity { return new(Membership) },
	}
}
