package graph

// agreementKind is a text that somebody signed, adopted or issued.
func agreementKind() KindSpec {
	return KindSpec{
		Kind: KindAgreement, Class: ClassEngagement, Label: "Agreement", Prefix: "agreement", Folder: "",
		Names: Text{EN: "Agreement", FR: "Accord ou texte"},
		New:   newEngagement,
		Categories: []Category{
			category("peace-agreement", "Peace agreement", "Accord de paix"),
			category("treaty", "Treaty", "Traité"),
			category("framework-agreement", "Relationship or framework agreement", "Accord de relation ou accord-cadre"),
			category("memorandum", "Memorandum or protocol", "Mémorandum ou protocole"),
			category("joint-plan", "Joint plan", "Plan commun"),
			category("resolution-or-decision", "Resolution or decision", "Résolution ou décision"),
			category("joint-declaration", "Joint declaration", "Déclaration conjointe"),
			category("letter", "Letter", "Lettre"),
			category("declaration", "Declaration", "Déclaration"),
		},
	}
}
