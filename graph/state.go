package graph

// stateKind is a state, or a territory or government that takes part in an
// organisation in its own name. Its categories describe participation in the
// United Nations and imply no view on status. A state is a place too.
func stateKind() KindSpec {
	return KindSpec{
		Kind: KindState, Class: ClassActor, Label: "State", Prefix: "state", Folder: "states", Place: true,
		Names: Text{EN: "State", FR: "État"},
		New:   newActor,
		Categories: []Category{
			category("member-state", "UN Member State", "État Membre de l'ONU"),
			category("observer-state", "Non-member observer State", "État non membre observateur"),
			category("associated-state", "Associated State", "État associé"),
			category("territory", "Territory", "Territoire"),
			category("constituent-government", "Constituent government", "Gouvernement d'une entité constitutive"),
			category("other-participant", "Other participant", "Autre participant"),
			category("former-state", "Former State", "Ancien État"),
		},
	}
}
