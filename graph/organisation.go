package graph

// organisationKind is an intergovernmental organisation, or an organ of one. The
// category rests on the constitutive text. An organisation has a scope, an organ
// has none.
func organisationKind() KindSpec {
	return KindSpec{
		Kind: KindOrganisation, Class: ClassActor, Label: "Organisation", Prefix: "organisation", Folder: "organisations",
		Names: Text{EN: "Organisation", FR: "Organisation"},
		New:   newActor,
		Categories: []Category{
			category("un-related-organisation", "Organisation related to the UN", "Organisation apparentée à l'ONU"),
			category("economic-organisation", "Economic organisation", "Organisation économique"),
			category("security-organisation", "Security organisation", "Organisation de sécurité"),
			category("legal-organisation", "Legal organisation", "Organisation juridique"),
			category("common-heritage-organisation", "Organisation of shared language, culture or faith", "Organisation fondée sur une langue, une culture ou une foi communes"),
			category("resource-organisation", "Basin or environment organisation", "Organisation de bassin ou d'environnement"),
			category("technical-organisation", "Technical organisation", "Organisation technique"),
			category("general-organisation", "General-purpose organisation", "Organisation à vocation générale"),
			category("parliamentary-organ", "Parliamentary organ", "Organe parlementaire"),
			category("court-or-rights-organ", "Court or human rights organ", "Cour ou organe des droits humains"),
			category("organisation-envoy", "Envoy of an organisation", "Envoyé d'une organisation"),
			category("specialised-organ", "Specialised organ", "Organe spécialisé"),
			category("standing-mechanism", "Standing mechanism", "Mécanisme permanent"),
			category("secretariat", "Secretariat or commission", "Secrétariat ou commission"),
			category("secretariat-unit", "Unit of a secretariat", "Unité d'un secrétariat"),
			category("political-organ", "Political organ", "Organe politique"),
		},
		Scopes: []Category{
			category("global", "global", "mondiale"),
			category("interregional", "interregional", "interrégionale"),
			category("regional", "regional", "régionale"),
			category("subregional", "subregional", "sous-régionale"),
		},
	}
}
