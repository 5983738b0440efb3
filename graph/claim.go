package graph

// Claim is a value that a source gives for a property of an actor or an
// engagement: a count, an amount, a name, a date. Claims that disagree stand
// side by side.
type Claim struct {
	Node
	Subject   ID            `json:"subject"`
	Property  ClaimProperty `json:"property"`
	Value     Text          `json:"value"`
	Number    *float64      `json:"number,omitempty"`
	Unit      string        `json:"unit,omitempty"`
	Precision Precision     `json:"precision"`
	Stage     AmountStage   `json:"stage,omitempty"`
	AsOf      *Period       `json:"asOf,omitempty"`
	Citations []Citation    `json:"citations"`
	// Standing is derived when the dataset is built; see Standings in the data
	// dictionary for what each value means.
	Standing Standing `json:"standing"`
}

// claimKind is a value that a source gives for a property.
func claimKind() KindSpec {
	return KindSpec{
		Kind: KindClaim, Class: ClassClaim, Label: "Claim", Prefix: "claim",
		Names: Text{EN: "Claim", FR: "Assertion"},
		New:   func() Entity { return new(Claim) },
	}
}
