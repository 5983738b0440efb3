package graph

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// Who is part of whom, in the tests of trees:
//
//	un/un ◄─ un/dpo ◄─ un/unamid ─► organisation/au ◄─ organisation/commission
//	un/un ◄─ un/dppa ◄─ un/task-force ─► un/dpo
func bodies() *world {
	return newWorld().
		join(LinkPartOf, "un/dpo", "un/un").
		join(LinkPartOf, "un/dppa", "un/un").
		join(LinkPartOf, "un/task-force", "un/dppa", "un/dpo").
		join(LinkPartOf, "organisation/commission", "organisation/au").
		join(LinkPartOf, "un/unamid", "un/dpo", "organisation/au")
}

func TestAnOrganIsInTheTreesOfWhatAllItsParentsAreIn(t *testing.T) {
	c := bodies().join(LinkPartOf, "un/cell", "un/task-force").join(LinkPartOf, "un/camp", "un/unamid").join(LinkPartOf, "un/desk", "un/un", "un/dpo").build(t)
	for _, row := range []struct {
		id        ID
		trees     []ID
		top       ID
		hasOrgans bool
	}{
		{"un/un", nil, "un/un", true},
		{"un/dpo", []ID{"un/un"}, "un/un", false}, // its organs have another parent each
		{"un/task-force", []ID{"un/un"}, "un/un", true},
		{"un/cell", []ID{"un/task-force", "un/un"}, "un/un", false},
		{"un/desk", []ID{"un/un"}, "un/un", false}, // of the body and of its organ
		{"organisation/commission", []ID{"organisation/au"}, "organisation/au", false},
		{"un/unamid", nil, "un/unamid", true}, // a hybrid is in neither tree
		{"un/camp", []ID{"un/unamid"}, "un/unamid", false},
	} {
		equal(t, string(row.id), c.to(LinkInTreeOf, row.id), row.trees)
		r := c.record(t, row.id)
		equal(t, "the top of "+string(row.id), []any{r.Top, r.HasOrgans}, []any{row.top, row.hasOrgans})
	}
}

func TestTheTopOfAMinistryIsItsStateWhateverTheStateLiesIn(t *testing.T) {
	c := newWorld().
		join(LinkLiesIn, "state/ken", "area/eastern-africa").
		join(LinkLiesIn, "area/eastern-africa", "area/africa").
		join(LinkPartOf, "other/ministry", "state/ken").
		join(LinkPartOf, "other/police", "other/ministry").
		build(t)
	for _, id := range []ID{"state/ken", "other/ministry", "other/police"} {
		equal(t, string(id), c.record(t, id).Top, ID("state/ken"))
	}
	equal(t, "above the state", c.to(LinkInTreeOf, "state/ken"), []ID{"area/africa", "area/eastern-africa"})
	equal(t, "organs of the state", c.record(t, "state/ken").HasOrgans, true)
	equal(t, "an area", c.record(t, "area/africa").Derived, Derived{})
}

func TestThemesAndPlacesAreInTheTreesOfAllThatIsAboveThem(t *testing.T) {
	c := newWorld().
		join(LinkBroader, "theme/children-in-conflict", "theme/rights-of-the-child", "theme/peace").
		join(LinkBroader, "theme/rights-of-the-child", "theme/human-rights").
		join(LinkLiesIn, "area/cairo", "state/egy").
		join(LinkLiesIn, "state/egy", "area/northern-africa", "area/arab-region").
		join(LinkLiesIn, "area/northern-africa", "area/africa").
		build(t)
	equal(t, "theme", c.to(LinkInTreeOf, "theme/children-in-conflict"), []ID{"theme/human-rights", "theme/peace", "theme/rights-of-the-child"})
	equal(t, "city", c.to(LinkInTreeOf, "area/cairo"), []ID{"area/africa", "area/arab-region", "area/northern-africa", "state/egy"})
	equal(t, "a state is its own top", c.record(t, "state/egy").Top, ID("state/egy"))
}

func TestEveryCircleIsAFault(t *testing.T) {
	for name, row := range map[string]struct {
		w    *world
		want []string
	}{
		"organs": {newWorld().join(LinkPartOf, "un/a", "un/b").join(LinkPartOf, "un/b", "un/c").join(LinkPartOf, "un/c", "un/a"), []string{"un/a: it stands above itself; break the circle"}},
		"themes": {newWorld().join(LinkBroader, "theme/a", "theme/b").join(LinkBroader, "theme/b", "theme/a"), []string{"theme/a: it stands above itself; break the circle"}},
		"places": {newWorld().join(LinkLiesIn, "area/a", "state/b").join(LinkLiesIn, "state/b", "area/a"), []string{"area/a: it stands above itself; break the circle"}},
		"two of them": {
			newWorld().join(LinkPartOf, "un/a", "un/b").join(LinkPartOf, "un/b", "un/a").join(LinkBroader, "theme/a", "theme/b").join(LinkBroader, "theme/b", "theme/a"),
			[]string{"theme/a: it stands above itself; break the circle", "un/a: it stands above itself; break the circle"},
		},
		"a hybrid beside it": {
			newWorld().join(LinkPartOf, "un/a", "un/z", "un/b").join(LinkPartOf, "un/b", "un/a"),
			[]string{"un/a: it stands above itself; break the circle"},
		},
	} {
		t.Run(name, func(t *testing.T) { equal(t, "faults", row.w.faults(t), row.want) })
	}
	// Two ways up to one top are no circle, and engagements stand above nothing.
	newWorld().
		join(LinkPartOf, "un/a", "un/b", "un/c").join(LinkPartOf, "un/b", "un/d").join(LinkPartOf, "un/c", "un/d").
		link(Link{Type: LinkPartOf, From: "event/a", To: "event/b", Citations: citing(somewhere)}).
		link(Link{Type: LinkPartOf, From: "event/b", To: "event/a", Citations: citing(somewhere)}).
		build(t)
}

func TestBuildNamesEveryFault(t *testing.T) {
	without := func(e Entity) {
		switch e := e.(type) {
		case *Engagement:
			e.Citations = nil
		case *Membership:
			e.Citations = nil
		case *Claim:
			e.Citations = nil
		}
	}
	missing := Link{Type: LinkConcerns, From: "event/e", To: "un/missing"}
	for _, row := range []struct {
		what  string
		w     *world
		fault string
	}{
		{"an id that is not well formed", newWorld().add("un/X"), `id "un/X": 'X' does not belong in an id`},
		{"an engagement without evidence", newWorld().add("event/e", without), "event/e: a fact without evidence"},
		{"a milestone without evidence", newWorld().add("event/e", of(func(e *Engagement) { e.Milestones = []Milestone{{Kind: MilestoneHeld}} })), "event/e: a fact without evidence"},
		{"a membership without evidence", newWorld().add("membership/m", without), "membership/m: a fact without evidence"},
		{"a claim without evidence", newWorld().add("claim/c", without), "claim/c: a fact without evidence"},
		{"a relation without evidence", newWorld().join(LinkFollows, "event/a", "event/b"), "event/a: a fact without evidence"},
		{"a participation without evidence", newWorld().link(Link{Type: LinkTookPartIn, From: "un/a", To: "event/e", Participation: &Participation{Roles: []Role{RoleHost}}}), "un/a: a fact without evidence"},
		{"a participation without a role", newWorld().link(Link{Type: LinkTookPartIn, From: "un/a", To: "event/e", Participation: &Participation{Citations: citing(somewhere)}}), "un/a: took part in event/e without a role"},
		{"a participation without anything", newWorld().link(Link{Type: LinkTookPartIn, From: "un/a", To: "event/e"}), "un/a: took part in event/e without a role"},
		{"evidence that is no passage", newWorld().add("event/e", of(func(e *Engagement) { e.Citations = citing("source/doc") })), "event/e: refers to source/doc, which is a SOURCE; expected [Passage]"},
		{"a link from what does not exist", &world{links: []Link{{Type: LinkPartOf, From: "un/a", To: "un/b"}}}, "un/a: PART_OF to un/b: it does not exist"},
		{"a link between the wrong kinds", newWorld().join(LinkAddresses, "un/a", "theme/t"), "un/a: a UN_ENTITY cannot be ADDRESSES a THEME (theme/t)"},
		{"a derived link", newWorld().join(LinkCites, "event/e", somewhere), "event/e: a EVENT cannot be CITES a PASSAGE (source/doc#1)"},
		{"an event held in an organisation", newWorld().join(LinkHeldIn, "event/e", "organisation/au"), "event/e: a EVENT cannot be HELD_IN a ORGANISATION (organisation/au)"},
		{"an organisation that lies somewhere", newWorld().join(LinkLiesIn, "organisation/au", "state/eth"), "organisation/au: a ORGANISATION cannot be LIES_IN a STATE (state/eth)"},
		{"a place in an organisation", newWorld().join(LinkLiesIn, "area/a", "organisation/au"), "area/a: a AREA cannot be LIES_IN a ORGANISATION (organisation/au)"},
		{"a link to itself", newWorld().join(LinkPartOf, "un/a", "un/a"), "un/a: PART_OF itself"},
		{"a link twice", newWorld().join(LinkPartOf, "un/a", "un/b").join(LinkPartOf, "un/a", "un/b"), "un/a: PART_OF to un/b occurs twice"},
		{"a former id that is in use", newWorld().add("un/a", formerly("un/b")).add("un/b"), "un/a: its former id un/b is the id of something that exists"},
		{"a former id of two", newWorld().add("un/a", formerly("un/old")).add("un/b", formerly("un/old")), "un/b: its former id un/old is one of un/a too"},
		{"a kind that is not that of the id", newWorld().add("un/a", func(e Entity) { e.Base().Kind = KindCoalition }), "un/a: it is a UN_ENTITY by its id, and a COALITION by its kind"},
		{"a membership of nobody", newWorld().add("organisation/au").add("membership/m", of(func(m *Membership) { m.Member, m.Organisation = "state/ken", "organisation/au" })), "membership/m: refers to state/ken, which does not exist"},
		{"a membership in a theme", newWorld().add("theme/t").add("un/a").add("membership/m", of(func(m *Membership) { m.Member, m.Organisation = "un/a", "theme/t" })), "membership/m: refers to theme/t, which is a THEME; expected [Actor]"},
		{"a claim on a theme", newWorld().add("theme/t").add("claim/c", of(func(c *Claim) { c.Subject = "theme/t" })), "claim/c: refers to theme/t, which is a THEME; expected [Actor Engagement]"},
		{"a passage of no source", newWorld().add("source/x#1", of(func(p *Passage) { p.Source = "source/y" })), "source/x#1: refers to source/y, which does not exist"},
		{"a section on nothing", newWorld().add("source/x", of(func(s *Source) { s.Sections = []Section{{Key: "a", About: "un/missing"}, {Key: "b"}} })), "source/x: refers to un/missing, which does not exist"},
		{"a milestone nowhere", newWorld().add("event/e", of(func(e *Engagement) { e.Milestones = []Milestone{{Place: "area/x", Citations: citing(somewhere)}} })), "event/e: the place area/x of a milestone does not exist"},
		{"a milestone in an organisation", newWorld().add("un/a").add("event/e", of(func(e *Engagement) { e.Milestones = []Milestone{{Place: "un/a", Citations: citing(somewhere)}} })), "event/e: the place un/a of a milestone is a UN_ENTITY"},
		{"a link to what does not exist", &world{entities: newWorld().add("event/e").entities, order: newWorld().add("event/e").order, links: []Link{missing}}, "event/e: CONCERNS to un/missing, which does not exist"},
	} {
		t.Run(row.what, func(t *testing.T) {
			faults := row.w.faults(t)
			if !slices.ContainsFunc(faults, func(f string) bool { return strings.HasPrefix(f, row.fault) }) {
				t.Errorf("got %s\nwant %q", strings.Join(faults, "\n    "), row.fault)
			}
		})
	}
	t.Run("an id twice", func(t *testing.T) {
		_, err := Build(Dataset{Entities: []Entity{newWorld().mention("un/a"), newWorld().mention("un/a")}})
		if err == nil || err.Error() != "un/a: the id occurs twice" {
			t.Errorf("got %v", err)
		}
	})
	t.Run("all at once", func(t *testing.T) {
		faults := newWorld().
			add("event/a", without).add("event/b", without).add("un/a", formerly("event/a")).
			join(LinkPartOf, "un/a", "un/a").join(LinkAddresses, "event/a", "area/x").
			faults(t)
		if len(faults) != 5 {
			t.Errorf("got %d faults, want 5:\n%s", len(faults), strings.Join(faults, "\n"))
		}
	})
}

func TestWhatMayBeWrittenIsBuilt(t *testing.T) {
	c := newWorld().
		add("event/e", of(func(e *Engagement) {
			e.Milestones = []Milestone{{Kind: MilestoneHeld, Place: "state/ken", Citations: citing("source/doc#2")}, {Kind: MilestoneSigned, Citations: citing("source/doc#3")}}
		})).
		add("state/ken").
		join(LinkConcerns, "event/e", "state/ken", "organisation/au", "area/sahel", "agreement/a").
		join(LinkHeldIn, "event/e", "state/ken", "area/nairobi").
		join(LinkAddresses, "event/e", "theme/t").
		join(LinkSucceeds, "organisation/au", "organisation/oau").
		join(LinkTranslationOf, "source/doc-fr", "source/doc").
		join(LinkMentions, "source/doc", "source/other").
		build(t)
	equal(t, "concerns", c.to(LinkConcerns, "event/e"), []ID{"agreement/a", "area/sahel", "organisation/au", "state/ken"})
	if !slices.IsSortedFunc(c.Links, func(x, y Link) int { return compareLinks(&x, &y) }) {
		t.Error("links are not sorted")
	}
	if !slices.IsSortedFunc(c.Records, func(x, y Record) int { return strings.Compare(string(x.Base().ID), string(y.Base().ID)) }) {
		t.Error("records are not sorted")
	}
	empty, err := Build(Dataset{})
	if err != nil || len(empty.Records)+len(empty.Links) != 0 || empty.Info.Version == "" {
		t.Errorf("of nothing: got %s, %v", show(empty), err)
	}
}

func TestLinksStandForTheFieldsOfEntities(t *testing.T) {
	c := newWorld().
		add("state/ken").add("organisation/au").add("event/e").
		add("membership/m", of(func(m *Membership) { m.Member, m.Organisation = "state/ken", "organisation/au" })).
		add("claim/c", of(func(c *Claim) { c.Subject = "event/e" })).
		add("source/doc#7").
		add("source/doc", of(func(s *Source) {
			s.Sections = []Section{{Key: "i"}, {Key: "ii", About: "organisation/au"}, {Key: "iii", About: "organisation/au"}}
		})).
		build(t)
	for _, key := range []LinkKey{
		{LinkMember, "membership/m", "state/ken", ""},
		{LinkOrganisation, "membership/m", "organisation/au", ""},
		{LinkHasClaim, "event/e", "claim/c", ""},
		{LinkHasSectionOn, "source/doc", "organisation/au", "ii"},
		{LinkHasSectionOn, "source/doc", "organisation/au", "iii"},
		{LinkIn, "source/doc#7", "source/doc", ""},
	} {
		if c.find(key) == nil {
			t.Errorf("no link %+v", key)
		}
	}
	equal(t, "the position of a passage", c.find(LinkKey{LinkIn, "source/doc#7", "source/doc", ""}).Ord, 7)
	equal(t, "the position of a section", c.find(LinkKey{LinkHasSectionOn, "source/doc", "organisation/au", "iii"}).Ord, 2)
}

func TestWhatIsNamedMoreWeighsMore(t *testing.T) {
	w := newWorld().
		meet("event/a", "un/a", "un/b").
		meet("event/b", "un/a").
		meet("event/c", "un/a").add("event/c", general).
		meet("event/d", "un/a").add("event/d", planned).
		join(LinkAddresses, "event/a", "theme/t").join(LinkAddresses, "event/b", "theme/t").
		join(LinkConcerns, "event/a", "area/x", "state/ken").
		join(LinkHeldIn, "event/b", "area/x").
		add("source/doc#2")
	for _, person := range []string{"Łucja Ż", "Ann B", "Ann B", ""} {
		w.link(Link{Type: LinkTookPartIn, From: ID("un/p" + fmt.Sprint(len(w.links))), To: "event/a", Participation: &Participation{
			Roles: []Role{RoleSpeaker}, Citations: citing(somewhere), Representatives: []Representative{{Function: Text{EN: "Envoy", FR: "Envoyé"}, PersonName: person}},
		}})
	}
	c := w.build(t)
	for id, want := range map[ID]int{"un/a": 4, "un/b": 1, "event/a": 6, "event/b": 1, "theme/t": 2, "area/x": 2, "state/ken": 0, "source/doc": 2} {
		equal(t, "the weight of "+string(id), c.record(t, id).Weight, want)
	}
	equal(t, "engagements that the defaults count", c.record(t, "un/a").Engagements, 2)
	equal(t, "participants", c.record(t, "event/a").Participants, 6)
	equal(t, "people", c.record(t, "event/a").People, []string{"Łucja Ż", "Ann B"})
}

// rich is a dataset with something of everything.
func rich() *world {
	number := 54.0
	w := bodies().
		add("un/un", called("United Nations", "Nations Unies"), named(NameAcronym, EN, "UN"), formerly("un/uno")).
		add("organisation/au", called("African Union", "Union africaine"), identified("wikidata", "Q7159")).
		add("event/summit", called("Summit", "Sommet"), on("2019-07-23"), of(func(e *Engagement) {
			e.Summary = Text{EN: "They met.", FR: "Ils se sont réunis."}
			e.Milestones = []Milestone{{Kind: MilestoneHeld, Period: period("2019-07"), Citations: citing("source/doc#2")}}
		})).
		add("source/doc", of(func(s *Source) {
			s.Symbols, s.Publisher, s.ReportingPeriod = []string{"A/75/345", "S/2020/898"}, "UN", period("2019/2020")
			s.Sections = []Section{{Key: "a", About: "organisation/au"}}
		})).
		meet("event/summit", "un/dpo", "organisation/au", "state/ken").
		meet("event/talks", "un/un", "organisation/commission").add("event/talks", general).
		meet("initiative/plan", "un/dppa", "organisation/au").add("initiative/plan", planned).
		take("agreement/memo", "un/un", RoleSignatory, RoleLead).take("agreement/memo", "organisation/au", RoleSignatory).add("agreement/memo", on("2017/..")).
		join(LinkAddresses, "event/summit", "theme/peace").join(LinkAddresses, "agreement/memo", "theme/peace", "theme/trade").
		join(LinkBroader, "theme/trade", "theme/economy").
		link(Link{Type: LinkUnder, From: "event/summit", To: "agreement/memo", Citations: citing("source/doc#3")}).
		add("membership/ken-au", of(func(m *Membership) {
			m.Member, m.Organisation, m.Period = "state/ken", "organisation/au", period("1963/..")
		})).
		add("claim/c1", of(func(c *Claim) {
			c.Subject, c.Property, c.Number, c.Value = "organisation/au", ClaimMemberCount, &number, Text{EN: "54", FR: "54"}
		})).
		add("claim/c2", of(func(c *Claim) {
			c.Subject, c.Property, c.Value, c.Citations = "organisation/au", ClaimSeat, Text{EN: "Addis Ababa", FR: "Addis-Abeba"}, citing("source/doc#2")
		}))
	for i, person := range []string{"Zoé Z", "Ann A"} {
		w.link(Link{Type: LinkTookPartIn, From: ID(fmt.Sprintf("un/office%d", 9-i)), To: "event/summit", Participation: &Participation{
			Roles: []Role{RoleSpeaker}, Citations: citing(somewhere), Representatives: []Representative{{Function: Text{EN: "Envoy", FR: "Envoyé"}, PersonName: person}},
		}})
	}
	return w
}

func TestEqualContentIsBuiltEquallyWhateverTheOrderOfTheInput(t *testing.T) {
	first := rich().dataset()
	first.Packs = []Pack{{ID: "pack/a"}, {ID: "pack/b"}, {ID: "pack/c"}}
	before := show(first)
	want, err := Build(first)
	if err != nil {
		t.Fatal(err)
	}
	if show(first) != before {
		t.Error("Build changed its dataset")
	}
	if len(want.Info.ContentHash) != 64 || !strings.HasPrefix(want.Info.ContentHash, want.Info.Version) || want.Info.KeysVersion != KeysVersion {
		t.Errorf("info: %s", show(want.Info))
	}
	random := rand.New(rand.NewPCG(11, 12))
	for range 20 {
		d := rich().dataset()
		d.Packs = slices.Clone(first.Packs)
		random.Shuffle(len(d.Entities), func(i, j int) { d.Entities[i], d.Entities[j] = d.Entities[j], d.Entities[i] })
		random.Shuffle(len(d.Links), func(i, j int) { d.Links[i], d.Links[j] = d.Links[j], d.Links[i] })
		random.Shuffle(len(d.Packs), func(i, j int) { d.Packs[i], d.Packs[j] = d.Packs[j], d.Packs[i] })
		got, err := Build(d)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got.Info, want.Info) {
			t.Fatalf("info: got %s\nwant %s", show(got.Info), show(want.Info))
		}
		for i := range want.Records {
			sameHash(t, string(want.Records[i].Base().ID), &got.Records[i], &want.Records[i])
		}
		for i := range want.Links {
			sameHash(t, show(want.Links[i].Key()), &got.Links[i], &want.Links[i])
		}
	}
}

func sameHash(t *testing.T, what string, got, want interface{ Hash() (string, error) }) {
	t.Helper()
	if g, w := hashOf(t, got), hashOf(t, want); g != w {
		t.Errorf("%s\n got %s\nwant %s", what, show(got), show(want))
	}
}

func hashOf(t *testing.T, x interface{ Hash() (string, error) }) string {
	t.Helper()
	hash, err := x.Hash()
	if err != nil {
		t.Fatal(err)
	}
	return hash
}

func TestAnyFieldChangesTheHash(t *testing.T) {
	base := rich().dataset()
	version := func(d Dataset) string {
		hash, err := contentHash(d)
		if err != nil {
			t.Fatal(err)
		}
		return hash
	}
	for _, spec := range Kinds() {
		for _, path := range leaves(reflect.TypeOf(spec.New()).Elem(), nil) {
			r := &Record{Entity: spec.New()}
			before, content := hashOf(t, r), version(Dataset{Entities: []Entity{r.Entity}})
			change(t, reflect.ValueOf(r.Entity).Elem(), path)
			if hashOf(t, r) == before || version(Dataset{Entities: []Entity{r.Entity}}) == content {
				t.Errorf("%s: %v does not change the hash", spec.Kind, path)
			}
		}
	}
	for _, path := range leaves(reflect.TypeFor[Derived](), nil) {
		r := &Record{Entity: new(Actor)}
		before := hashOf(t, r)
		change(t, reflect.ValueOf(&r.Derived).Elem(), path)
		if hashOf(t, r) == before {
			t.Errorf("derived: %v does not change the hash", path)
		}
	}
	for _, path := range leaves(reflect.TypeFor[Link](), nil) {
		l := new(Link)
		before, content := hashOf(t, l), version(Dataset{Links: []Link{*l}})
		change(t, reflect.ValueOf(l).Elem(), path)
		if hashOf(t, l) == before || version(Dataset{Links: []Link{*l}}) == content {
			t.Errorf("link: %v does not change the hash", path)
		}
	}
	for _, path := range leaves(reflect.TypeFor[Pack](), nil) {
		packs := []Pack{{}}
		before := version(Dataset{Packs: packs})
		change(t, reflect.ValueOf(&packs[0]).Elem(), path)
		if version(Dataset{Packs: packs}) == before {
			t.Errorf("pack: %v does not change the hash", path)
		}
	}
	if without := version(Dataset{Entities: base.Entities, Links: base.Links[1:]}); without == version(base) {
		t.Error("a link less does not change the hash")
	}
}

// leaves returns the paths to all values within a type: indexes of fields, and
// nothing for the element of a pointer, a list or a map.
func leaves(t reflect.Type, path []int) [][]int {
	switch {
	case t == reflect.TypeFor[*Period]():
		return [][]int{path}
	case t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice:
		return leaves(t.Elem(), path)
	case t.Kind() == reflect.Struct:
		var all [][]int
		for i := range t.NumField() {
			all = append(all, leaves(t.Field(i).Type, append(slices.Clone(path), i))...)
		}
		return all
	}
	return [][]int{path}
}

// change gives the value at the end of the path one that it does not have.
func change(t *testing.T, v reflect.Value, path []int) {
	t.Helper()
	switch {
	case v.Type() == reflect.TypeFor[*Period]():
		v.Set(reflect.ValueOf(period("2019")))
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		change(t, v.Elem(), path)
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		change(t, v.Index(0), path)
	case v.Kind() == reflect.Struct:
		change(t, v.Field(path[0]), path[1:])
	case v.Kind() == reflect.Map:
		v.Set(reflect.ValueOf(Text{EN: "x"}))
	case v.Kind() == reflect.String:
		v.SetString("x")
	case v.Kind() == reflect.Int:
		v.SetInt(7)
	case v.Kind() == reflect.Float64:
		v.SetFloat(7)
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	default:
		t.Fatalf("no value for %s", v.Type())
	}
}

func TestADatasetComesBackFromJSONAsItWas(t *testing.T) {
	d := rich().dataset()
	d.Packs = []Pack{{ID: "pack/a", Title: Text{EN: "Pack", FR: "Lot"}, Publisher: "UN", Licence: "CC-BY-4.0", RestsOn: []ID{"source/doc"}}}
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	var back Dataset
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	equal(t, "dataset", back, d)
	first, err := Build(d)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Build(back)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "version", second.Info, first.Info)

	for _, data := range []string{
		`[]`, `{"entities": [7]}`, `{"entities": [{"id": "un/a", "kind": "NOTHING"}]}`, `{"entities": [{"id": "event/e", "kind": "EVENT", "period": "2019-13"}]}`,
		`{"entities": [{"id": "event/e", "kind": "EVENT", "milestones": 7}]}`,
	} {
		if err := json.Unmarshal([]byte(data), new(Dataset)); err == nil || !strings.HasPrefix(err.Error(), "graph: ") {
			t.Errorf("%s: got %v", data, err)
		}
	}
}

func TestEntitiesOfEveryKindAreEncodedAndDecoded(t *testing.T) {
	w := rich()
	for _, spec := range Kinds() {
		w.mention(map[bool]ID{true: "source/x#1", false: ID(spec.Prefix + "/x")}[spec.Kind == KindPassage])
	}
	for id, e := range w.entities {
		data, err := EncodeEntity(e)
		if err != nil {
			t.Fatal(err)
		}
		back, err := DecodeEntity(e.Base().Kind, data)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, string(id), back, e)
	}
	if _, err := DecodeEntity("NOTHING", []byte(`{}`)); err == nil {
		t.Error("an unknown kind was decoded")
	}
	if _, err := DecodeEntity(KindEvent, []byte(`{`)); err == nil {
		t.Error("half an entity was decoded")
	}
}

func TestOnlyEngagementsAndMembershipsHaveAPeriod(t *testing.T) {
	p := period("2019")
	equal(t, "engagement", PeriodOfEntity(&Engagement{Period: p}), p)
	equal(t, "membership", PeriodOfEntity(&Membership{Period: p}), p)
	equal(t, "source", PeriodOfEntity(&Source{Date: p}), (*Period)(nil))
}

func TestWhatCannotBeWrittenIsAnErrorThatSaysWhere(t *testing.T) {
	number := math.NaN()
	w := newWorld().add("un/a").add("claim/c", of(func(c *Claim) { c.Subject, c.Number = "un/a", &number }))
	_, err := Build(w.dataset())
	saysWhere(t, err, "graph: hash the content")
	_, err = EncodeEntity(w.mention("claim/c"))
	saysWhere(t, err, "graph: encode claim/c")
	_, err = NewPlan(Contents{}, &Content{Records: []Record{{Entity: w.mention("claim/c")}}})
	saysWhere(t, err, "graph: digest")
}

func saysWhere(t *testing.T, err error, where string) {
	t.Helper()
	if err == nil || !strings.HasPrefix(err.Error(), where) {
		t.Errorf("got %v, want an error of %s", err, where)
	}
}
