package graph

// eventKind is an occasion at a time, past or announced.
func eventKind() KindSpec {
	return KindSpec{
		Kind: KindEvent, Class: ClassEngagement, Label: "Event", Prefix: "event", Folder: "",
		Names: Text{EN: "Event", FR: "Événement"},
		New:   newEngagement,
		Categories: []Category{
			category("summit", "Summit", "Sommet"),
			category("session", "Session of a body", "Session d'un organe"),
			category("ministerial-meeting", "Ministerial meeting", "Réunion ministérielle"),
			category("visit", "Visit or field mission", "Visite ou mission"),
			category("establishment", "Establishment", "Création"),
			category("launch", "Launch", "Lancement"),
			category("training", "Training", "Formation"),
			category("workshop", "Workshop or seminar", "Atelier ou séminaire"),
			category("consultation", "Consultation", "Consultation"),
			category("dialogue", "Dialogue", "Dialogue"),
			category("commemoration", "Commemoration", "Commémoration"),
			category("conference", "Conference or forum", "Conférence ou forum"),
			category("meeting", "Meeting", "Réunion"),
		},
	}
}
