package gql_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/comity-graph/comity/graph"
)

// The world of these tests is small, and every field of the schema has a value
// in it somewhere. Nobody has to believe its facts.
//
//	         un/united-nations      organisation/african-union ──succeeds──► organisation/oau
//	           ▲           ▲               ▲           ▲
//	       un/undp      un/hybrid ─────────┘   organisation/au-commission
//
//	area/nairobi ─► state/ken ─► area/eastern-africa ─► area/africa ◄─ … ◄─ state/ssd
//	theme/mediation ─► theme/peace      theme/climate
//	source/launch-en ──translation of──► source/launch-fr ◄──mentions── source/report
//
// In French, CEI is the Commonwealth of Independent States, in English the
// Central European Initiative; AU is the African Union, and the code of
// Australia. The event summit was held on the margins of the event assembly,
// led to the agreement accord, and so on: see events.

// world returns the dataset.
func world(t testing.TB) graph.Dataset {
	t.Helper()
	w := &worldBuilder{t: t}
	w.packs()
	w.sources()
	w.places()
	w.themes()
	w.actors()
	w.memberships()
	w.events()
	w.claims()
	return w.d
}

type worldBuilder struct {
	t testing.TB
	d graph.Dataset
}

func text(en, fr string) graph.Text { return graph.Text{graph.EN: en, graph.FR: fr} }

func (w *worldBuilder) period(edtf string) *graph.Period {
	if edtf == "" {
		return nil
	}
	p, err := graph.ParseEDTF(edtf)
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

// base returns what all entities have. names are "EN SHORT Kenya", and where
// nothing but an id is known, nothing is.
func (w *worldBuilder) base(id graph.ID, category string, names ...string) graph.Node {
	kind, ok := graph.KindOf(id)
	if !ok {
		w.t.Fatalf("%s is of no kind", id)
	}
	n := graph.Node{ID: id, Kind: kind, Category: category}
	for _, name := range names {
		parts := strings.SplitN(name, " ", 3)
		n.Names = append(n.Names, graph.Name{Language: graph.Language(parts[0]), Kind: graph.NameKind(parts[1]), Value: parts[2]})
	}
	return n
}

// called are an English and a French name.
func called(en, fr string, more ...string) []string {
	return append([]string{"EN SHORT " + en, "FR SHORT " + fr}, more...)
}

// identified adds identifiers, "scheme:value".
func identified(n graph.Node, identifiers ...string) graph.Node {
	for _, identifier := range identifiers {
		scheme, value, _ := strings.Cut(identifier, ":")
		n.Identifiers = append(n.Identifiers, graph.Identifier{Scheme: scheme, Value: value})
	}
	return n
}

func (w *worldBuilder) add(e graph.Entity) { w.d.Entities = append(w.d.Entities, e) }

func (w *worldBuilder) link(l graph.Link) {
	for i := range w.d.Links {
		other := &w.d.Links[i]
		sameList := other.From == l.From
		if l.Type == graph.LinkTookPartIn {
			sameList = other.To == l.To
		}
		if sameList && other.Type == l.Type {
			l.Ord++
		}
	}
	w.d.Links = append(w.d.Links, l)
}

func (w *worldBuilder) join(t graph.LinkType, from graph.ID, to ...graph.ID) {
	for _, end := range to {
		w.link(graph.Link{Type: t, From: from, To: end})
	}
}

// cited are citations of passages of the report by their locators, "2" or
// "2.3" with the number of the sentence, or of another source by their ids.
func cited(passages ...string) []graph.Citation {
	var citations []graph.Citation
	for _, p := range passages {
		c := graph.Citation{Basis: graph.Stated, Passage: graph.ID(p)}
		if !strings.Contains(p, "#") {
			locator, sentence, _ := strings.Cut(p, ".")
			c.Passage = graph.PassageID("source/report", locator)
			_, _ = fmt.Sscan(sentence, &c.Sentence) // 0 if there is none
		}
		citations = append(citations, c)
	}
	return citations
}

// inferred are citations of what is read between the lines.
func inferred(passages ...string) []graph.Citation {
	citations := cited(passages...)
	for i := range citations {
		citations[i].Basis = graph.Inferred
		citations[i].Note = text("from the heading: the section is on both", "d'après l'intertitre : la section porte sur les deux")
	}
	return citations
}

func (w *worldBuilder) packs() {
	w.d.Packs = []graph.Pack{
		{ID: "report", Title: text("The report", "Le rapport"), Publisher: "A publisher", Licence: "CC-BY-4.0", Coverage: text("All of it.", "Tout."), RestsOn: []graph.ID{"source/report"}},
		{ID: "basis", Title: text("Names", "Noms"), Publisher: "Another", Licence: "CC0-1.0", Coverage: text("What the others need.", "Ce qu'il faut aux autres.")},
	}
}

func (w *worldBuilder) sources() {
	w.add(&graph.Source{
		Node:    w.base("source/report", "", called("Report on cooperation", "Rapport sur la coopération", "EN FORMAL Report of somebody on cooperation")...),
		Symbols: []string{"A/75/345", "S/2020/898"}, Publisher: "United Nations", Licence: "UN terms of use",
		Date: w.period("2020-09-08"), ReportingPeriod: w.period("2018-09/2020-07"),
		Perspective: text("The Secretariat tells, about the United Nations.", "Le Secrétariat parle de l'ONU."),
		Editions: []graph.Edition{
			{Language: graph.FR, Symbol: "A/75/345", URL: "https://undocs.org/fr/A/75/345"},
			{Language: graph.EN, Symbol: "A/75/345", URL: "https://undocs.org/en/A/75/345", Read: true},
			{Language: graph.AR},
		},
		Sections: []graph.Section{
			{Key: "introduction", Heading: text("Introduction", "Introduction")},
			{Key: "african-union", Heading: text("African Union", "Union africaine"), About: "organisation/african-union"},
		},
	})
	w.add(&graph.Source{
		Node: w.base("source/launch-fr", "", called("Launch (French)", "Lancement")...), Publisher: "France", Licence: "LO-2.0", Date: w.period("2019-04-02"),
	})
	w.add(&graph.Source{Node: w.base("source/launch-en", "", called("Launch", "Lancement (anglais)")...), Publisher: "France", Licence: "LO-2.0"})
	w.join(graph.LinkTranslationOf, "source/launch-en", "source/launch-fr")
	w.join(graph.LinkMentions, "source/report", "source/launch-fr")

	passage := func(id graph.ID, position int, section string, coverage graph.Coverage, reason string) {
		source, locator, _ := id.SplitPassage()
		p := &graph.Passage{Node: w.base(id, string(coverage)), Source: source, Locator: locator, Section: section, Position: position, Reason: reason}
		w.add(p)
	}
	passage("source/report#1", 1, "introduction", graph.CoverageNoFacts, "context")
	for i := 2; i <= 6; i++ {
		passage(graph.ID(fmt.Sprintf("source/report#%d", i)), i, "african-union", graph.CoverageFacts, "")
	}
	passage("source/report#7", 7, "", graph.CoverageUnread, "")
	passage("source/launch-fr#Lancement", 1, "", graph.CoverageFacts, "")
	passage("source/launch-en#Launch", 1, "", graph.CoverageFacts, "")
}

func (w *worldBuilder) places() {
	area := func(id graph.ID, category string, names []string, identifiers ...string) {
		w.add(&graph.Area{Node: identified(w.base(id, category, names...), identifiers...)})
	}
	area("area/africa", "region", called("Africa", "Afrique"), "m49:002")
	area("area/eastern-africa", "region", called("Eastern Africa", "Afrique orientale"), "m49:014")
	area("area/nairobi", "city", called("Nairobi", "Nairobi"), "geonames:184745")
	state := func(id graph.ID, names []string, identifiers ...string) {
		w.add(&graph.Actor{Node: identified(w.base(id, "member-state", names...), identifiers...)})
	}
	state("state/ken", called("Kenya", "Kenya", "EN FORMAL Republic of Kenya", "FR FORMAL République du Kenya"), "iso3166-1-alpha-3:KEN", "iso3166-1-alpha-2:KE", "wikidata:Q114")
	state("state/ssd", called("South Sudan", "Soudan du Sud"), "iso3166-1-alpha-2:SS")
	state("state/aus", called("Australia", "Australie"), "iso3166-1-alpha-2:AU")
	state("state/fra", called("France", "France"), "iso3166-1-alpha-2:FR")
	w.join(graph.LinkLiesIn, "area/eastern-africa", "area/africa")
	w.join(graph.LinkLiesIn, "area/nairobi", "state/ken")
	w.join(graph.LinkLiesIn, "state/ken", "area/eastern-africa")
	w.join(graph.LinkLiesIn, "state/ssd", "area/eastern-africa")
}

func (w *worldBuilder) themes() {
	theme := func(id graph.ID, en, fr string, identifiers ...graph.Identifier) {
		n := w.base(id, "", called(en, fr)...)
		n.Identifiers = identifiers
		w.add(&graph.Theme{Node: n, Scheme: "comity", Definition: text("All that is "+strings.ToLower(en)+".", "")})
	}
	theme("theme/peace", "Peace and security", "Paix et sécurité", graph.Identifier{Scheme: "sdg", Value: "16", Relation: graph.MappingRelated})
	theme("theme/mediation", "Mediation", "Médiation", graph.Identifier{Scheme: "sdg", Value: "16.1", Relation: graph.MappingRelated})
	theme("theme/climate", "Climate", "Climat", graph.Identifier{Scheme: "sdg", Value: "13", Relation: graph.MappingClose})
	w.join(graph.LinkBroader, "theme/mediation", "theme/peace")
}

func (w *worldBuilder) actors() {
	actor := func(id graph.ID, category, scope string, names []string, identifiers ...string) *graph.Actor {
		a := &graph.Actor{Node: identified(w.base(id, category, names...), identifiers...), Scope: scope}
		w.add(a)
		return a
	}
	au := actor("organisation/african-union", "general-organisation", "regional",
		called("African Union", "Union africaine", "EN ACRONYM AU", "FR ACRONYM UA", "EN ALTERNATIVE The Union", "AR SHORT الاتحاد الأفريقي"), "wikidata:Q7159", "ror:02szg1g23")
	au.FormerIDs = []graph.ID{"organisation/union-of-africa"}
	oau := actor("organisation/oau", "general-organisation", "regional", called("Organisation of African Unity", "Organisation de l'unité africaine", "EN ACRONYM OAU"))
	oau.Names[0].Period = w.period("1963-05-25/2002-07-09")
	actor("organisation/au-commission", "secretariat", "", called("African Union Commission", "Commission de l'Union africaine"))
	actor("organisation/igad", "general-organisation", "subregional", called("Intergovernmental Authority on Development", "Autorité intergouvernementale pour le développement", "EN ACRONYM IGAD"))
	actor("organisation/cei", "general-organisation", "subregional", called("Central European Initiative", "Initiative de l'Europe centrale", "EN ACRONYM CEI", "FR ACRONYM ICE"))
	actor("organisation/cis", "general-organisation", "regional", called("Commonwealth of Independent States", "Communauté d'États indépendants", "EN ACRONYM CIS", "FR ACRONYM CEI"))
	actor("un/united-nations", "united-nations", "", called("United Nations", "Organisation des Nations Unies", "EN ACRONYM UN", "FR ACRONYM ONU"))
	actor("un/undp", "fund-or-programme", "", called("United Nations Development Programme", "Programme des Nations Unies pour le développement", "EN ACRONYM UNDP", "FR ACRONYM PNUD"))
	actor("un/hybrid", "peacekeeping-operation", "", called("Hybrid Operation", "Opération hybride"))
	actor("coalition/alliance", "alliance", "", called("Alliance", "Alliance"))
	actor("other/red-cross", "civil-society-organisation", "", called("Red Cross", "Croix-Rouge"))
	actor("other/movement", "armed-group", "", called("Movement", "Mouvement"))
	w.join(graph.LinkPartOf, "organisation/au-commission", "organisation/african-union")
	w.join(graph.LinkPartOf, "un/undp", "un/united-nations")
	w.join(graph.LinkPartOf, "un/hybrid", "un/united-nations", "organisation/african-union")
	w.join(graph.LinkSucceeds, "organisation/african-union", "organisation/oau")
}

func (w *worldBuilder) memberships() {
	membership := func(key string, member, organisation graph.ID, status graph.MembershipStatus, office graph.Office, period string) {
		w.add(&graph.Membership{
			Node: w.base(graph.ID("membership/"+key), ""), Member: member, Organisation: organisation, Status: status, Office: office,
			Period: w.period(period), Citations: cited("6"),
		})
	}
	membership("au-ken", "state/ken", "organisation/african-union", graph.MembershipMember, "", "2002-07-09/..")
	membership("au-ssd", "state/ssd", "organisation/african-union", graph.MembershipMember, graph.OfficeChair, "2011-07-27/..")
	membership("au-fra", "state/fra", "organisation/african-union", graph.MembershipObserver, "", "")
	membership("oau-ken", "state/ken", "organisation/oau", graph.MembershipMember, "", "1963-12-13/2002-07-09")
	membership("igad-ken", "state/ken", "organisation/igad", graph.MembershipMember, graph.OfficeHost, "1986/..")
	membership("alliance-fra", "state/fra", "coalition/alliance", graph.MembershipMember, "", "")
}

// taking says who took part, in the order of the text: "organisation/igad HOST,CHAIR".
func (w *worldBuilder) taking(engagement graph.ID, participants ...string) {
	for _, p := range participants {
		id, list, _ := strings.Cut(p, " ")
		participation := &graph.Participation{Basis: graph.Stated, Citations: cited("3")}
		for role := range strings.SplitSeq(list, ",") {
			participation.Roles = append(participation.Roles, graph.Role(role))
		}
		if id == "state/ssd" {
			participation.Basis, participation.Citations = graph.Inferred, inferred("3")
		}
		if id == "state/ken" {
			participation.Representatives = []graph.Representative{
				{Function: text("President", "Président"), PersonName: "Wanjiku Otieno", Level: graph.LevelHeadOfStateOrGovernment},
				{Function: text("Envoy", "Envoyée"), Level: graph.LevelSeniorOfficial},
			}
		}
		w.link(graph.Link{Type: graph.LinkTookPartIn, From: graph.ID(id), To: engagement, Participation: participation})
	}
}

func (w *worldBuilder) relate(from graph.ID, relation graph.RelationType, to graph.ID) {
	w.link(graph.Link{Type: graph.LinkType(relation), From: from, To: to, Citations: cited("4")})
}

func (w *worldBuilder) engagement(id graph.ID, category, en, fr, period string) *graph.Engagement {
	e := &graph.Engagement{
		Node: w.base(id, category, called(en, fr)...), Status: graph.StatusCompleted, Specificity: graph.Specific,
		Recurrence: graph.RecurrenceOnce, Review: graph.ReviewRead, Summary: text("It was "+en+".", "Ce fut "+fr+"."),
		Period: w.period(period), Citations: cited("2.1"),
	}
	w.add(e)
	return e
}

func (w *worldBuilder) events() {
	const au, igad, undp, un = "organisation/african-union", "organisation/igad", "un/undp", "un/united-nations"

	summit := w.engagement("event/summit", "summit", "Summit on peace", "Sommet sur la paix", "2019-05-01/2019-05-02")
	summit.Names = append(summit.Names, graph.Name{Value: "Sommet de Nairobi", Language: graph.FR, Kind: graph.NameSourceForm})
	summit.Milestones = []graph.Milestone{
		{Kind: graph.MilestoneAnnounced, Period: w.period("2019-03~"), Citations: cited("2")},
		{Kind: graph.MilestoneHeld, Period: w.period("2019-05-01"), Place: "area/nairobi", Citations: cited("3.2")},
	}
	summit.Citations = append(cited("2.1"), append(inferred("source/launch-fr#Lancement"), cited("source/launch-en#Launch")...)...)
	w.taking(summit.ID, "state/ken HOST,SPEAKER", au+" CHAIR", undp+" PARTICIPANT", "organisation/au-commission ORGANISER", "state/ssd PARTICIPANT", "other/red-cross OBSERVER")
	w.join(graph.LinkAddresses, summit.ID, "theme/mediation", "theme/climate")
	w.join(graph.LinkHeldIn, summit.ID, "area/nairobi")
	w.join(graph.LinkConcerns, summit.ID, "state/ssd", "coalition/alliance", "event/assembly")

	assembly := w.engagement("event/assembly", "session", "Assembly", "Assemblée", "2019-04-30/2019-05-03")
	assembly.Recurrence, assembly.Review = graph.RecurrenceAnnual, graph.ReviewReadTwice
	w.taking(assembly.ID, un+" HOST", au+" PARTICIPANT", "state/aus PARTICIPANT", "state/fra PARTICIPANT")
	w.join(graph.LinkAddresses, assembly.ID, "theme/peace")

	accord := w.engagement("agreement/accord", "peace-agreement", "Accord", "Accord", "2018-09-12")
	accord.Identifiers = []graph.Identifier{{Scheme: graph.SchemeUNSymbol, Value: "S/RES/2459 (2019)"}}
	w.taking(accord.ID, "state/ssd SIGNATORY", igad+" MEDIATOR", "other/movement SIGNATORY", au+" ENDORSER", undp+" SUPPORTER")
	w.join(graph.LinkAddresses, accord.ID, "theme/mediation")
	w.join(graph.LinkConcerns, accord.ID, "state/ssd")

	letter := w.engagement("agreement/letter", "letter", "Letter", "Lettre", "2019")
	w.taking(letter.ID, au+" ISSUER", "coalition/alliance ADDRESSEE")

	fund := w.engagement("initiative/fund", "fund", "Support fund", "Fonds d'appui", "2021/..")
	fund.Status, fund.Review = graph.StatusPlanned, graph.ReviewDraft
	w.taking(fund.ID, au+" BENEFICIARY", undp+" FUNDER")
	w.join(graph.LinkAddresses, fund.ID, "theme/climate")

	platform := w.engagement("initiative/platform", "platform", "Platform", "Plateforme", "2017/..")
	platform.Status, platform.Recurrence = graph.StatusOngoing, graph.RecurrenceRecurring
	w.taking(platform.ID, "coalition/alliance LEAD", "state/fra LEAD,FUNDER", au+" PARTNER", igad+" PARTNER")
	w.join(graph.LinkAddresses, platform.ID, "theme/climate")

	general := w.engagement("activity/exchange", "general-cooperation", "Continued cooperation", "Coopération continue", "2018/2020")
	general.Specificity, general.Citations = graph.General, inferred("5")
	w.taking(general.ID, au+" PARTNER", undp+" PARTNER", un+" PARTNER")
	w.join(graph.LinkAddresses, general.ID, "theme/peace")

	undated := w.engagement("activity/training", "capacity-building", "Training", "Formation", "")
	undated.Status, undated.Recurrence, undated.Review = graph.StatusUnstated, graph.RecurrenceUnstated, graph.ReviewChallenged
	w.taking(undated.ID, "organisation/au-commission BENEFICIARY", un+" IMPLEMENTER", undp+" FUNDER", "un/hybrid PARTICIPANT")
	w.join(graph.LinkAddresses, undated.ID, "theme/peace", "theme/climate")
	undated.Citations = cited("4.1", "4.2")

	w.relate(summit.ID, graph.RelationOnMarginsOf, assembly.ID)
	w.relate(summit.ID, graph.RelationLedTo, undated.ID)
	w.relate(summit.ID, graph.RelationFollows, accord.ID)
	w.relate(summit.ID, graph.RelationSupports, platform.ID)
	w.relate(fund.ID, graph.RelationUnder, platform.ID)
	w.relate(undated.ID, graph.RelationPartOf, platform.ID)
	w.relate(letter.ID, graph.RelationAmends, accord.ID)
	w.relate(fund.ID, graph.RelationSucceeds, undated.ID)
}

func (w *worldBuilder) claims() {
	claim := func(key string, subject graph.ID, property graph.ClaimProperty, value graph.Text, number float64, citations []graph.Citation) *graph.Claim {
		c := &graph.Claim{
			Node: w.base(graph.ID("claim/"+key), ""), Subject: subject, Property: property, Value: value, Precision: graph.PrecisionExact, Citations: citations,
		}
		if number != 0 {
			c.Number = &number
		}
		w.add(c)
		return c
	}
	many := claim("summit-many", "event/summit", graph.ClaimParticipantCount, text("more than 43 states", "plus de 43 États"), 43, cited("3"))
	many.Unit, many.Precision = "states", graph.PrecisionMoreThan
	few := claim("summit-few", "event/summit", graph.ClaimParticipantCount, text("40 states", "40 États"), 40, cited("source/launch-fr#Lancement"))
	few.Unit = "states"
	amount := claim("fund-amount", "initiative/fund", graph.ClaimAmount, text("2.5 million dollars", "2,5 millions de dollars"), 2.5e6, cited("5"))
	amount.Unit, amount.Stage, amount.AsOf = "USD", graph.StageAnnounced, w.period("2020-06")
	claim("au-founded", "organisation/african-union", graph.ClaimFounded, text("2002", "2002"), 0, cited("6"))
}
