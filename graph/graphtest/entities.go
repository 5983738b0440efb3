package graphtest

import (
	"testing"

	"github.com/comity-graph/comity/graph"
)

func entityCases() []testCase {
	return []testCase{
		{"MissingIdsAreMissing", func(t *testing.T, store graph.Store) {
			newWorld().add("un/undp", formerly("un/old")).in(t, store)
			asked := []graph.ID{"un/undp", "un/none", "un/old", "", "no id at all", "un/undp", "un/undp' OR 1=1 //", "source/doc#9"}
			found, err := store.Entities(t.Context(), asked)
			if err != nil {
				t.Fatal(err)
			}
			if len(found) != 1 || found["un/undp"] == nil {
				t.Errorf("asked %s\ngot %s\nwant un/undp alone: a former id is not looked at", show(asked), show(found))
			}
		}},
		{"EveryKindComesBackWhole", func(t *testing.T, store graph.Store) {
			d := everyKind().dataset()
			load(t, store, build(t, d))
			kinds := map[graph.Kind]bool{}
			var ids []graph.ID
			for _, e := range d.Entities {
				ids = append(ids, e.Base().ID)
				kinds[e.Base().Kind] = true
			}
			if len(kinds) != len(graph.Kinds()) {
				t.Fatalf("the case has %d of %d kinds; add one of each kind to everyKind", len(kinds), len(graph.Kinds()))
			}
			found, err := store.Entities(t.Context(), ids)
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range d.Entities {
				if claim, ok := want.(*graph.Claim); ok {
					claim.Standing = graph.StandingSingle // derived
				}
				same(t, want.Base().ID, found[want.Base().ID], want)
			}
		}},
	}
}

// everyKind has one of every kind, with every field filled.
func everyKind() *sketch {
	number := 1.5
	period, _ := graph.ParseEDTF("{2018-12,2019-12}")
	cited := []graph.Citation{{
		Passage: evidence, Sentence: 2, Basis: graph.Inferred,
		Note: graph.Text{graph.EN: "from the heading: as is", graph.FR: "d'après l'intertitre : tel quel"},
	}}
	full := func(w *sketch, e graph.Entity) {
		called("Name", "Nom")(w, e)
		acronym("N.A.")(w, e)
		n := e.Base()
		n.Names = append(n.Names, graph.Name{Value: "ancien", Language: graph.FR, Kind: graph.NameFormer, Period: period})
		n.Identifiers = []graph.Identifier{{Scheme: "wikidata", Value: "Q1", Relation: graph.MappingClose}}
		n.FormerIDs = []graph.ID{n.ID + "-before"}
		spec, _ := n.Kind.Spec()
		if len(spec.Categories) > 0 {
			n.Category = spec.Categories[0].ID
		}
		switch e := e.(type) {
		case *graph.Actor:
			if len(spec.Scopes) > 0 {
				e.Scope = spec.Scopes[0].ID
			}
		case *graph.Engagement:
			e.Status, e.Specificity, e.Recurrence, e.Review = graph.StatusOngoing, graph.General, graph.RecurrenceAnnual, graph.ReviewChallenged
			e.Summary = graph.Text{graph.EN: "A sentence.", graph.FR: "Une phrase."}
			e.Period, e.Citations = period, cited
			e.Milestones = []graph.Milestone{{Kind: graph.MilestoneSigned, Period: period, Place: "area/a", Citations: cited}, {Kind: graph.MilestoneHeld, Citations: cited}}
		case *graph.Theme:
			e.Scheme, e.Definition = "other", graph.Text{graph.EN: "Definition", graph.FR: "Définition"}
		case *graph.Source:
			e.Symbols, e.Publisher, e.Licence, e.Date, e.ReportingPeriod = []string{"A/75/345", "S/2020/898"}, "UN", "CC0-1.0", period, period
			e.Perspective = graph.Text{graph.EN: "One side", graph.FR: "Un côté"}
			e.Editions = []graph.Edition{{Language: graph.FR, Symbol: "A/75/345", URL: "https://undocs.org/fr/A/75/345", Read: true}}
			e.Sections = []graph.Section{{Key: "one", Heading: graph.Text{graph.EN: "One", graph.FR: "Un"}, About: "un/a"}}
		}
	}
	w := newWorld()
	for _, spec := range graph.Kinds() {
		if spec.Kind != graph.KindPassage {
			w.add(graph.ID(spec.Prefix+"/a"), full)
		}
	}
	w.add("membership/a", of("state/a", "organisation/a"), on("2019/.."), func(_ *sketch, e graph.Entity) {
		m := e.(*graph.Membership)
		m.Status, m.Office, m.Citations = graph.MembershipObserver, graph.OfficeViceChair, cited
	})
	w.add("claim/a", claims("event/a", "about one and a half"), func(_ *sketch, e graph.Entity) {
		c := e.(*graph.Claim)
		c.Property, c.Number, c.Unit, c.Precision, c.Stage, c.AsOf, c.Citations = graph.ClaimAmount, &number, "EUR", graph.PrecisionAbout, graph.StageAnnounced, period, cited
	})
	w.add("source/a#Forum de Paris", func(_ *sketch, e graph.Entity) {
		p := e.(*graph.Passage)
		p.Section, p.Position, p.Reason = "one", 3, "context"
	})
	return w
}
