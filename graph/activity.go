package graph

// activityKind is work that is none of the other engagements.
func activityKind() KindSpec {
	return KindSpec{
		Kind: KindActivity, Class: ClassEngagement, Label: "Activity", Prefix: "activity", Folder: "",
		Names: Text{EN: "Activity", FR: "Activité"},
		New:   newEngagement,
		Categories: []Category{
			category("funding", "Funding", "Financement"),
			category("staff-exchange", "Staff exchange", "Échange de personnel"),
			category("joint-operation", "Operation", "Opération"),
			category("study-or-publication", "Study or publication", "Étude ou publication"),
			category("rule-making", "Drafting of rules or strategies", "Élaboration de normes ou de stratégies"),
			category("capacity-building", "Capacity-building", "Renforcement des capacités"),
			category("political-support", "Political support", "Appui politique"),
			category("technical-assistance", "Technical assistance", "Assistance technique"),
			category("advocacy", "Advocacy and communication", "Plaidoyer et communication"),
			category("information-exchange", "Exchange of information", "Échange d'informations"),
			category("liaison", "Liaison and coordination", "Liaison et coordination"),
			category("general-cooperation", "Cooperation", "Coopération"),
		},
	}
}
