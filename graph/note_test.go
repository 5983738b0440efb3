package graph

import "testing"

func TestANoteBeginsWithItsReason(t *testing.T) {
	for _, spec := range Reasons() {
		inBothLanguages(t, string(spec.Reason), spec.Names)
		equal(t, "alone", reasonOf(spec.Note(nil)), spec.Reason)
		note := spec.Note(Text{EN: "it says: so", FR: "il le dit"})
		equal(t, "with more", reasonOf(note), spec.Reason)
		equal(t, "in French", note[FR], spec.Names[FR]+separator(FR)+"il le dit")
	}
	equal(t, "an added text in one language", Reasons()[0].Note(Text{EN: "it is"}), Text{EN: "from the heading: it is", FR: "d'après l'intertitre"})
	equal(t, "the colon", []string{separator(EN), separator(FR)}, []string{": ", " : "})
	equal(t, "a note without a reason", reasonOf(Text{EN: "just a note"}), Reason(""))
	equal(t, "no note", reasonOf(nil), Reason(""))
}

func TestAFactIsInferredIfEveryCitationIs(t *testing.T) {
	note := func(reason Reason) Text {
		for _, spec := range Reasons() {
			if spec.Reason == reason {
				return spec.Note(nil)
			}
		}
		return nil
	}
	stated, inferred := Citation{Basis: Stated}, Citation{Basis: Inferred, Note: note(ReasonFromContext)}
	comment := Citation{Basis: Stated, Note: note(ReasonNameAtTheTime)}
	remark := Citation{Basis: Stated, Note: Text{EN: "a remark"}}
	for _, row := range []struct {
		what      string
		citations []Citation
		want      Basis
	}{
		{"nothing", nil, Stated},
		{"stated", []Citation{stated}, Stated},
		{"inferred", []Citation{inferred, inferred}, Inferred},
		{"both", []Citation{inferred, stated}, Stated},
		{"a comment alone", []Citation{comment}, Stated},
		{"a comment beside an inferred one", []Citation{comment, inferred}, Inferred},
		{"a comment beside a stated one", []Citation{comment, stated, inferred}, Stated},
		{"a note without a reason", []Citation{inferred, remark}, Stated},
	} {
		equal(t, row.what, BasisOf(row.citations), row.want)
	}
}
