package graph

// unEntityKind is an entity of the United Nations system: a principal organ, a
// department, a fund, an agency, a commission, a mission or an envoy.
func unEntityKind() KindSpec {
	return KindSpec{
		Kind: KindUNEntity, Class: ClassActor, Label: "UNEntity", Prefix: "un", Folder: "un",
		Names: Text{EN: "UN entity", FR: "Entité des Nations Unies"},
		New:   newActor,
		Categories: []Category{
			category("united-nations", "United Nations", "Organisation des Nations Unies"),
			category("un-system-group", "Group of UN entities", "Groupe d'entités des Nations Unies"),
			category("principal-organ", "Principal organ", "Organe principal"),
			category("governing-body", "Governing body", "Organe directeur"),
			category("investigative-mechanism", "Investigative mechanism", "Mécanisme d'enquête"),
			category("financing-mechanism", "Fund that finances", "Mécanisme de financement"),
			category("advisory-body", "Advisory body", "Organe consultatif"),
			category("inter-agency-mechanism", "Inter-agency mechanism", "Mécanisme interinstitutions"),
			category("special-representative", "Special representative or envoy", "Représentant spécial ou envoyé"),
			category("peacekeeping-operation", "Peacekeeping operation", "Opération de maintien de la paix"),
			category("special-political-mission", "Special political mission", "Mission politique spéciale"),
			category("regional-or-liaison-office", "Regional or liaison office", "Bureau régional ou de liaison"),
			category("regional-commission", "Regional commission", "Commission régionale"),
			category("fund-or-programme", "Fund or programme", "Fonds ou programme"),
			category("specialised-agency", "Specialised agency", "Institution spécialisée"),
			category("research-or-training-institute", "Research or training institute", "Institut de recherche ou de formation"),
			category("other-un-entity", "Other UN entity", "Autre entité des Nations Unies"),
			category("department-or-office", "Department or office", "Département ou bureau"),
			category("subsidiary-organ", "Subsidiary organ", "Organe subsidiaire"),
		},
	}
}
