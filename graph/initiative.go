package graph

// initiativeKind is something named that goes on: a programme, a plan, a fund, a call.
func initiativeKind() KindSpec {
	return KindSpec{
		Kind: KindInitiative, Class: ClassEngagement, Label: "Initiative", Prefix: "initiative", Folder: "",
		Names: Text{EN: "Initiative", FR: "Initiative"},
		New:   newEngagement,
		Categories: []Category{
			category("call", "Call", "Appel"),
			category("principles", "Principles", "Principes"),
			category("political-process", "Political process", "Processus politique"),
			category("observance", "Year, decade or day", "Année, décennie ou journée"),
			category("fund", "Fund or facility", "Fonds ou mécanisme financier"),
			category("plan-or-strategy", "Plan or strategy", "Plan ou stratégie"),
			category("campaign", "Campaign or flagship", "Campagne ou initiative phare"),
			category("platform", "Platform", "Plateforme"),
			category("programme", "Programme or project", "Programme ou projet"),
			category("partnership", "Partnership", "Partenariat"),
		},
	}
}
