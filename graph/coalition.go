package graph

// coalitionKind is an informal grouping of states or bodies.
func coalitionKind() KindSpec {
	return KindSpec{
		Kind: KindCoalition, Class: ClassActor, Label: "Coalition", Prefix: "coalition", Folder: "coalitions",
		Names: Text{EN: "Coalition", FR: "Coalition"},
		New:   newActor,
		Categories: []Category{
			category("contact-group", "Contact group", "Groupe de contact"),
			category("group-of-friends", "Group of friends", "Groupe d'amis"),
			category("partnership-body", "Partnership with organs", "Partenariat structuré"),
			category("alliance", "Alliance", "Alliance"),
		},
	}
}
