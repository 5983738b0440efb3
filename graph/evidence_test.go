package graph

import "testing"

func TestAFactCitesItsPassagesAndThoseOfItsParts(t *testing.T) {
	stated := []Citation{{Passage: "source/doc#5", Sentence: 2, Basis: Stated}, {Passage: "source/doc#5", Sentence: 1, Basis: Inferred}, {Passage: "source/page#1", Basis: Stated}}
	c := newWorld().
		add("source/page#9").add("un/a").add("state/ken").
		add("event/e", of(func(e *Engagement) {
			e.Citations = stated
			e.Milestones = []Milestone{{Kind: MilestoneSigned, Citations: citing("source/doc#6")}}
		})).
		link(Link{Type: LinkTookPartIn, From: "un/a", To: "event/e", Participation: &Participation{Roles: []Role{RoleHost}, Citations: citing("source/doc#7", "source/doc#5")}}).
		link(Link{Type: LinkFollows, From: "event/e", To: "event/other", Citations: citing("source/doc#8")}).
		link(Link{Type: LinkSucceeds, From: "un/a", To: "un/old", Citations: citing("source/page#9")}).
		add("claim/on-event", of(func(c *Claim) { c.Subject, c.Citations = "event/e", citing("source/page#9") })).
		add("claim/on-actor", of(func(c *Claim) { c.Subject, c.Citations = "un/a", citing("source/page#9") })).
		add("membership/m", of(func(m *Membership) {
			m.Member, m.Organisation, m.Citations = "state/ken", "un/a", citing("source/page#1")
		})).
		build(t)

	equal(t, "of the event", c.to(LinkCites, "event/e"), []ID{"source/doc#5", "source/doc#6", "source/doc#7", "source/doc#8", "source/page#1", "source/page#9"})
	cite := c.find(LinkKey{LinkCites, "event/e", "source/doc#5", ""})
	equal(t, "its own citations", cite.Citations, stated[:2])
	equal(t, "the position of the passage", cite.Ord, 5)
	equal(t, "a passage of a part", c.find(LinkKey{LinkCites, "event/e", "source/doc#7", ""}).Citations, []Citation(nil))
	equal(t, "of what it follows", c.to(LinkCites, "event/other"), []ID{somewhere})
	equal(t, "of a claim", c.to(LinkCites, "claim/on-actor"), []ID{"source/page#9"})
	equal(t, "of a membership", c.to(LinkCites, "membership/m"), []ID{"source/page#1"})
	equal(t, "of an actor", c.to(LinkCites, "un/a"), []ID(nil))

	for _, row := range []struct {
		actor, source ID
		passages      int
	}{
		{"un/a", "source/doc", 2}, {"un/a", "source/page", 2}, {"state/ken", "source/page", 1}, {"state/ken", "source/doc", 0}, {"un/old", "source/page", 0},
	} {
		count := 0
		if l := c.find(LinkKey{LinkToldIn, row.actor, row.source, ""}); l != nil {
			count = l.Count
		}
		equal(t, string(row.actor)+" is told in "+string(row.source), count, row.passages)
	}
}

func TestAnEngagementStandsInTheDocumentsWhereItIsFirstStated(t *testing.T) {
	at := func(passage ID, sentence int) Citation { return Citation{Passage: passage, Sentence: sentence} }
	sourceOf := func(reporting string) func(Entity) {
		return of(func(s *Source) { s.ReportingPeriod = period(reporting) })
	}
	c := newWorld().
		add("source/a", sourceOf("2019-09/2020-08")).add("source/b", sourceOf("2018/..")).add("source/d", sourceOf("../2017")).
		add("event/1", of(func(e *Engagement) {
			e.Citations = []Citation{at("source/a#10", 0), at("source/a#9", 3), at("source/a#9", 2)}
		})).
		add("event/2", of(func(e *Engagement) { e.Citations = []Citation{at("source/b#1", 0), at("source/a#100", 0)} })).
		add("event/3", of(func(e *Engagement) { e.Citations = []Citation{at("source/c#1", 0)} })).
		add("event/4", of(func(e *Engagement) { e.Citations = []Citation{at("source/d#1", 0), at("source/a#1", 0)} })).
		take("event/3", "un/a", RoleHost).
		build(t)
	for _, row := range []struct {
		id          ID
		document    string
		first, last Date
	}{
		{"event/1", "source/a#000009.002", "2019-09-01", "2020-08-31"},
		{"event/2", "source/a#000100.000", "2018-01-01", OpenEnd},
		{"event/3", "source/c#000001.000", "", ""}, // a data set has no reporting period
		{"event/4", "source/a#000001.000", OpenStart, "2020-08-31"},
	} {
		r := c.record(t, row.id)
		equal(t, string(row.id), []any{r.Document, r.ReportFirst, r.ReportLast}, []any{row.document, row.first, row.last})
	}
}

// testimony is a claim in short: what a passage says of the subject.
type testimony struct {
	passage ID
	number  float64
	asOf    string
	edit    func(*Claim)
}

// The sources of claims: a and b have a publisher each, a2 that of a; a-fr is a
// translation of a by another publisher, and a-es one of that.
func claims(testimonies ...testimony) *world {
	w := newWorld().add("organisation/au").
		join(LinkTranslationOf, "source/a-fr", "source/a").join(LinkTranslationOf, "source/a-es", "source/a-fr")
	for source, publisher := range map[ID]string{"source/a": "UN", "source/a2": "UN", "source/b": "AU", "source/a-fr": "Ministère", "source/a-es": "Ministerio"} {
		w.add(source, of(func(s *Source) { s.Publisher = publisher }))
	}
	for i, said := range testimonies {
		w.add(ID("claim/c"+string(rune('0'+i))), of(func(c *Claim) {
			c.Subject, c.Property, c.Unit, c.Number, c.Citations = "organisation/au", ClaimMemberCount, "states", &said.number, citing(said.passage)
			if said.asOf != "" {
				c.AsOf = period(said.asOf)
			}
			if said.edit != nil {
				said.edit(c)
			}
		}))
	}
	return w
}

func TestClaimsStandBesideEachOther(t *testing.T) {
	words := func(en string) func(*Claim) {
		return func(c *Claim) { c.Number, c.Value = nil, Text{EN: en, FR: en} }
	}
	doubted := func(c *Claim) {
		c.Citations[0].Note = Text{EN: "probable error of the source: there are 55", FR: "erreur probable de la source : il y en a 55"}
	}
	commented := func(c *Claim) { c.Citations[0].Note = Text{EN: "usage", FR: "désignation"} }
	for _, row := range []struct {
		what   string
		claims []testimony
		want   []Standing
	}{
		{"one", []testimony{{"source/a#1", 55, "2019", nil}}, []Standing{StandingSingle}},
		{"two publishers agree", []testimony{{"source/a#1", 55, "2019", nil}, {"source/b#1", 55, "2019", nil}}, []Standing{StandingConfirmed, StandingConfirmed}},
		{"one publisher agrees with itself", []testimony{{"source/a#1", 55, "2019", nil}, {"source/a2#1", 55, "2019", nil}}, []Standing{StandingSingle, StandingSingle}},
		{"a translation agrees with its text", []testimony{{"source/a#1", 55, "2019", nil}, {"source/a-fr#1", 55, "2019", nil}}, []Standing{StandingSingle, StandingSingle}},
		{"two translations of a text agree", []testimony{{"source/a-es#1", 55, "2019", nil}, {"source/a-fr#1", 55, "2019", nil}}, []Standing{StandingSingle, StandingSingle}},
		{"a translation and somebody else agree", []testimony{{"source/a-es#1", 55, "2019", nil}, {"source/b#1", 55, "2019", nil}}, []Standing{StandingConfirmed, StandingConfirmed}},
		{"two disagree about one moment", []testimony{{"source/a#1", 55, "2019", nil}, {"source/b#1", 54, "2019", nil}}, []Standing{StandingContested, StandingContested}},
		{"two places of one text disagree", []testimony{{"source/a#1", 55, "2019", nil}, {"source/a#2", 54, "2019", nil}}, []Standing{StandingContested, StandingContested}},
		{"a text and its translation disagree", []testimony{{"source/a#1", 55, "2019", nil}, {"source/a-fr#1", 54, "2019", nil}}, []Standing{StandingContested, StandingContested}},
		{"two disagree, and neither has a moment", []testimony{{"source/a#1", 55, "", nil}, {"source/b#1", 54, "", nil}}, []Standing{StandingContested, StandingContested}},
		{"one of them has no moment", []testimony{{"source/a#1", 55, "2019", nil}, {"source/b#1", 55, "", nil}}, []Standing{StandingConfirmed, StandingConfirmed}},
		{"one passage tells of two things", []testimony{{"source/a#1", 55, "2019", nil}, {"source/a#1", 54, "2019", nil}}, []Standing{StandingSingle, StandingSingle}},
		{"a later value", []testimony{{"source/a#1", 54, "2016", nil}, {"source/b#1", 55, "2019", nil}}, []Standing{StandingSuperseded, StandingSingle}},
		{"a later value, listed first", []testimony{{"source/b#1", 55, "2019", nil}, {"source/a#1", 54, "2016", nil}}, []Standing{StandingSingle, StandingSuperseded}},
		{
			"a confirmed value, superseded",
			[]testimony{{"source/a#1", 54, "2016", nil}, {"source/b#1", 54, "2016", nil}, {"source/a2#1", 55, "2019", nil}},
			[]Standing{StandingSuperseded, StandingSuperseded, StandingSingle},
		},
		{
			"two confirm, and a third disagrees",
			[]testimony{{"source/a#1", 55, "2019", nil}, {"source/b#1", 55, "2019", nil}, {"source/b#2", 54, "2019", nil}},
			[]Standing{StandingContested, StandingContested, StandingContested},
		},
		{"the source is probably mistaken", []testimony{{"source/a#1", 45, "2019", doubted}, {"source/b#1", 55, "2019", nil}}, []Standing{StandingDoubted, StandingContested}},
		{"another comment", []testimony{{"source/a#1", 55, "2019", commented}}, []Standing{StandingSingle}},
		{"another precision", []testimony{{"source/a#1", 55, "2019", nil}, {"source/b#1", 55, "2019", func(c *Claim) { c.Precision = PrecisionAtLeast }}}, []Standing{StandingContested, StandingContested}},
		{"another unit", []testimony{{"source/a#1", 55, "2019", nil}, {"source/b#1", 3, "2019", func(c *Claim) { c.Unit = "organisations" }}}, []Standing{StandingSingle, StandingSingle}},
		{"another property", []testimony{{"source/a#1", 55, "2019", nil}, {"source/b#1", 3, "2019", func(c *Claim) { c.Property = ClaimTarget }}}, []Standing{StandingSingle, StandingSingle}},
		{"another stage", []testimony{{"source/a#1", 55, "2019", nil}, {"source/b#1", 3, "2019", func(c *Claim) { c.Stage = StageDisbursed }}}, []Standing{StandingSingle, StandingSingle}},
		{"another subject", []testimony{{"source/a#1", 55, "2019", nil}, {"source/b#1", 3, "2019", func(c *Claim) { c.Subject = "un/other" }}}, []Standing{StandingSingle, StandingSingle}},
		{"words that agree but for case", []testimony{{"source/a#1", 0, "", words("Addis Ababa")}, {"source/b#1", 0, "", words("ADDIS-ABABA")}}, []Standing{StandingConfirmed, StandingConfirmed}},
		{"words that disagree", []testimony{{"source/a#1", 0, "", words("Addis Ababa")}, {"source/b#1", 0, "", words("Cairo")}}, []Standing{StandingContested, StandingContested}},
	} {
		t.Run(row.what, func(t *testing.T) {
			c := claims(row.claims...).add("un/other").build(t)
			var got []Standing
			for i := range row.claims {
				got = append(got, c.record(t, ID("claim/c"+string(rune('0'+i)))).Entity.(*Claim).Standing)
			}
			equal(t, "standings", got, row.want)
		})
	}
}

func TestBuildLeavesTheClaimsOfItsDatasetAlone(t *testing.T) {
	w := claims(testimony{"source/a#1", 55, "2019", nil})
	w.build(t)
	equal(t, "standing", w.entities["claim/c0"].(*Claim).Standing, Standing(""))
}

func TestSourcesThatTranslateEachOtherDoNotStopTheBuild(t *testing.T) {
	claims(testimony{"source/a#1", 55, "2019", nil}, testimony{"source/a-fr#1", 55, "2019", nil}).join(LinkTranslationOf, "source/a", "source/a-fr").build(t)
}
