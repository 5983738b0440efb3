package graph

// otherActorKind is an actor that is none of the others: civil society, a bank,
// a court, a network, an armed group, a company.
func otherActorKind() KindSpec {
	return KindSpec{
		Kind: KindOtherActor, Class: ClassActor, Label: "OtherActor", Prefix: "other", Folder: "other",
		Names: Text{EN: "Other actor", FR: "Autre acteur"},
		New:   newActor,
		Categories: []Category{
			category("national-authority", "National authority", "Autorité nationale"),
			category("international-court", "International court", "Cour internationale"),
			category("financial-institution", "Financial institution", "Institution financière"),
			category("technical-centre", "Technical centre", "Centre technique"),
			category("armed-group", "Armed group", "Groupe armé"),
			category("network", "Network", "Réseau"),
			category("research-or-academic-body", "Research or academic body", "Organisme de recherche ou universitaire"),
			category("religious-body", "Religious body", "Organisme religieux"),
			category("media-organisation", "Media organisation", "Organe de presse"),
			category("company", "Company", "Entreprise"),
			category("civil-society-organisation", "Civil society organisation", "Organisation de la société civile"),
		},
	}
}
