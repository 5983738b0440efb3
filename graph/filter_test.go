package graph

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
)

func questions() *Question {
	return &Question{Lookup: colliding().add("event/summit", called("Summit", "Sommet")).lookup, Limits: DefaultLimits()}
}

func TestAFilterThatIsNotGivenMeansItsDefaults(t *testing.T) {
	want := Selection{Statuses: []Status{StatusOngoing, StatusCompleted, StatusUnstated}, StatusesDefault: true, SpecificOnly: true}
	for what, f := range map[string]*EngagementFilter{
		"none":            nil,
		"the default one": NewEngagementFilter(),
		"empty lists": {
			Kinds: []Kind{}, Categories: []string{}, Status: []Status{}, AnyActor: []string{}, AllActors: []string{}, Roles: []Role{}, Themes: []string{}, Places: []string{},
			Sources: []string{}, Locators: []string{}, RelatedTo: []string{},
		},
	} {
		got, err := questions().Engagements(t.Context(), f, "filter")
		if err != nil {
			t.Fatal(err)
		}
		if what == "empty lists" { // which restrict nothing, and are kept as they are
			got.Kinds, got.Categories, got.Roles, got.Locators = nil, nil, nil, nil
		}
		equal(t, what, got, want)
	}
	actors, err := questions().Actors(t.Context(), nil, "among")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "of actors", actors, ActorSelection{})
}

func TestAFilterOfEngagementsSaysWhichAreMeant(t *testing.T) {
	f := &EngagementFilter{
		Kinds: []Kind{KindEvent}, Categories: []string{"summit", "treaty"}, Status: []Status{StatusPlanned},
		AnyActor: []string{"AU", "the African Union", "UA"}, AllActors: []string{"PSC", "un/ece"}, Roles: []Role{RoleHost},
		Themes: []string{"sdg:16", "Peace"}, Places: []string{"Afrique centrale", "Seychelles"}, PlaceRelation: new(PlaceHeldIn),
		Period:  &PeriodInput{From: new(Date("2018-01-01")), To: new(Date("2019-12-31")), Match: MatchWithin, Undated: UndatedInclude},
		Sources: []string{"A/75/345"}, Locators: []string{"16"}, Basis: new(Inferred), RelatedTo: []string{"Summit"}, Text: new("L'Égalité 2063"), Lang: new(FR),
		MaxParticipants: new(5), IncludeOrgans: true, IncludeNarrower: true, IncludeContained: true, IncludeGeneral: true,
	}
	q := questions()
	var told []string
	q.Resolved = func(r Resolution) { told = append(told, r.Reference.Argument) }
	got, err := q.Engagements(t.Context(), f, "filter")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "selection", got, Selection{
		Kinds: []Kind{KindEvent}, Categories: []string{"summit", "treaty"}, Statuses: []Status{StatusPlanned},
		Any:   &Set{[]ID{"organisation/african-union"}, true}, // once
		All:   []Set{{[]ID{"organisation/psc"}, true}, {[]ID{"un/ece"}, true}},
		Roles: []Role{RoleHost}, Basis: Inferred,
		Themes: &Set{[]ID{"theme/peace", "theme/rule-of-law"}, true}, Places: &Set{[]ID{"area/central-africa", "state/syc"}, true}, PlaceRelation: PlaceHeldIn,
		Time:    &TimeSpan{From: "2018-01-01", To: "2019-12-31", Within: true, Undated: UndatedInclude},
		Sources: &Set{IDs: []ID{"source/a-75-345"}}, Locators: []string{"16"}, RelatedTo: &Set{IDs: []ID{"event/summit"}},
		Text: []string{"egalite", "2063"}, TextLanguage: FR, MaxParticipants: 5,
	})
	equal(t, "told", told, []string{
		"filter.anyActor[0]", "filter.anyActor[1]", "filter.anyActor[2]", "filter.allActors[0]", "filter.allActors[1]", "filter.themes[0]", "filter.themes[1]",
		"filter.places[0]", "filter.places[1]", "filter.sources[0]", "filter.relatedTo[0]",
	})

	f.IncludeOrgans, f.IncludeNarrower, f.IncludeContained, f.IncludeGeneral = false, false, false, false
	f.Lang, f.Text = new(ZH), new("peace")
	got, err = questions().Engagements(t.Context(), f, "filter")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "as named", []bool{got.Any.Tree, got.All[0].Tree, got.Themes.Tree, got.Places.Tree, got.SpecificOnly}, []bool{false, false, false, false, true})
	equal(t, "in a language without texts", got.TextLanguage, Language(""))

	f.Text, f.Lang, f.Period = new("peace"), nil, &PeriodInput{}
	got, err = questions().Engagements(t.Context(), f, "filter")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "in any language", got.TextLanguage, Language(""))
	equal(t, "a period without days", got.Time, &TimeSpan{})
}

func TestTheLanguageOfAFilterDecidesBetweenItsReferences(t *testing.T) {
	got, err := questions().Engagements(t.Context(), &EngagementFilter{AnyActor: []string{"CEI"}, Themes: []string{"Assises"}, Lang: new(FR)}, "filter")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "actor", got.Any.IDs, []ID{"organisation/cis"})
	equal(t, "theme", got.Themes.IDs, []ID{"theme/sessions"})

	actors, err := questions().Actors(t.Context(), &ActorFilter{Refs: []string{"CEI"}, Lang: new(EN)}, "filter")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "ref", actors.IDs.IDs, []ID{"organisation/cei"})
}

func TestAFilterOfActorsSaysWhichAreMeant(t *testing.T) {
	got, err := questions().Actors(t.Context(), &ActorFilter{
		Kinds: []Kind{KindState}, Categories: []string{"member-state", "armed-group"}, Refs: []string{"Australia", "state/ukr"}, MemberOf: []string{"AU"}, AsOf: new(Date("2019-01-01")),
		Places: []string{"Central Africa"}, Text: new("Cote d'Iv"), Lang: new(EN),
	}, "among")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "selection", got, ActorSelection{
		Kinds: []Kind{KindState}, Categories: []string{"member-state", "armed-group"}, IDs: &Set{IDs: []ID{"state/aus", "state/ukr"}},
		MemberOf: &Set{IDs: []ID{"organisation/african-union"}}, AsOf: "2019-01-01", Places: &Set{[]ID{"area/central-africa"}, true},
		Text: []string{"cote", "iv"}, TextLanguage: EN,
	})
}

func TestEveryErrorOfAFilterNamesItsArgument(t *testing.T) {
	many := slices.Repeat([]string{"AU"}, 101)
	long := new(strings.Repeat("é", 101))
	for _, row := range []struct {
		filter   any
		code     Code
		argument string
		limit    int
		says     string
	}{
		{&EngagementFilter{Categories: []string{"summit", "nonsense"}}, InvalidArgument, "filter.categories[1]", 0, `"nonsense" is no category here; it may be call, principles`},
		{&EngagementFilter{Categories: []string{"member-state"}}, InvalidArgument, "filter.categories[0]", 0, "is no category here"},
		{&EngagementFilter{MaxParticipants: new(0)}, InvalidArgument, "filter.maxParticipants", 0, "give 1 or more"},
		{&EngagementFilter{MaxParticipants: new(-1)}, InvalidArgument, "filter.maxParticipants", 0, "give 1 or more"},
		{&EngagementFilter{Period: &PeriodInput{From: new(Date("2020-01-01")), To: new(Date("2019-12-31"))}}, InvalidArgument, "filter.period", 0, "it ends on 2019-12-31 before it begins on 2020-01-01"},
		{&EngagementFilter{Text: new("")}, InvalidArgument, "filter.text", 0, "no letter or digit"},
		{&EngagementFilter{Text: new("– !")}, InvalidArgument, "filter.text", 0, "no letter or digit"},
		{&EngagementFilter{Text: long}, LimitExceeded, "filter.text", 200, "202 bytes of text are too long; give at most 200"},
		{&EngagementFilter{AnyActor: many}, LimitExceeded, "filter.anyActor", 100, "101 elements are too many; give at most 100"},
		{&EngagementFilter{AllActors: many}, LimitExceeded, "filter.allActors", 100, "101 elements"},
		{&EngagementFilter{Themes: many}, LimitExceeded, "filter.themes", 100, "101 elements"},
		{&EngagementFilter{Places: many}, LimitExceeded, "filter.places", 100, "101 elements"},
		{&EngagementFilter{Sources: many}, LimitExceeded, "filter.sources", 100, "101 elements"},
		{&EngagementFilter{RelatedTo: many}, LimitExceeded, "filter.relatedTo", 100, "101 elements"},
		{&EngagementFilter{Locators: many}, LimitExceeded, "filter.locators", 100, "101 elements"},
		{&EngagementFilter{AnyActor: []string{"AU", "nonsense"}}, UnknownReference, "filter.anyActor[1]", 0, `nothing is called "nonsense"`},
		{&EngagementFilter{AllActors: []string{"CEI"}}, AmbiguousReference, "filter.allActors[0]", 0, `"CEI" means several things`},
		{&EngagementFilter{Themes: []string{"AU"}}, UnknownReference, "filter.themes[0]", 0, `nothing is called "AU"`},
		{&EngagementFilter{Themes: []string{"sdg:17"}}, UnknownReference, "filter.themes[0]", 0, "nothing is called"},
		{&EngagementFilter{Places: []string{"AU", "PSC"}}, UnknownReference, "filter.places[1]", 0, "nothing is called"}, // AU is Australia here
		{&EngagementFilter{Sources: []string{"A/75/346"}}, UnknownReference, "filter.sources[0]", 0, "nothing is called"},
		{&EngagementFilter{RelatedTo: []string{"AU"}}, UnknownReference, "filter.relatedTo[0]", 0, "nothing is called"},
		{&ActorFilter{Categories: []string{"summit"}}, InvalidArgument, "filter.categories[0]", 0, "it may be member-state"},
		{&ActorFilter{Categories: []string{"regional"}}, InvalidArgument, "filter.categories[0]", 0, "is no category here"}, // it is a scope
		{&ActorFilter{AsOf: new(Date("2019-01-01"))}, InvalidArgument, "filter.asOf", 0, "give memberOf with it"},
		{&ActorFilter{Text: new("?")}, InvalidArgument, "filter.text", 0, "no letter or digit"},
		{&ActorFilter{Text: long}, LimitExceeded, "filter.text", 200, "too long"},
		{&ActorFilter{Refs: many}, LimitExceeded, "filter.refs", 100, "101 elements"},
		{&ActorFilter{MemberOf: []string{"CEI"}}, AmbiguousReference, "filter.memberOf[0]", 0, "means several things"},
		{&ActorFilter{Places: []string{"African Union"}}, UnknownReference, "filter.places[0]", 0, "nothing is called"},
	} {
		var err error
		var selection any
		var empty bool
		switch f := row.filter.(type) {
		case *EngagementFilter:
			var s Selection
			s, err = questions().Engagements(t.Context(), f, "filter")
			selection, empty = s, show(s) == show(Selection{})
		case *ActorFilter:
			var s ActorSelection
			s, err = questions().Actors(t.Context(), f, "filter")
			selection, empty = s, show(s) == show(ActorSelection{})
		}
		e, ok := errors.AsType[*Error](err)
		if !ok || e.Code != row.code || e.Argument != row.argument || e.Limit != row.limit || !strings.Contains(e.Message, row.says) {
			t.Errorf("%s: got %v\nwant %s at %s that says %q", show(row.filter), show(e), row.code, row.argument, row.says)
		}
		if !empty {
			t.Errorf("%s: refused, and means %s", show(row.filter), show(selection))
		}
	}
}

func TestAFilterAtItsLimitsIsTaken(t *testing.T) {
	f := &EngagementFilter{AnyActor: slices.Repeat([]string{"AU"}, 100), Locators: slices.Repeat([]string{"1"}, 100), Text: new(strings.Repeat("a", 200)), MaxParticipants: new(1)}
	f.Period = &PeriodInput{From: new(Date("2019-12-31")), To: new(Date("2019-12-31"))}
	got, err := questions().Engagements(t.Context(), f, "filter")
	if err != nil || len(got.Any.IDs) != 1 {
		t.Errorf("got %s, %v", show(got), err)
	}
}

func TestAFilterCannotBeReadWithoutItsLookup(t *testing.T) {
	broken := &Error{Code: StoreUnavailable}
	q := questions()
	q.Lookup = func(context.Context, []string) (map[string][]Match, error) { return nil, broken }
	if _, err := q.Engagements(t.Context(), &EngagementFilter{AnyActor: []string{"AU"}}, "filter"); CodeOf(err) != StoreUnavailable {
		t.Errorf("got %v", err)
	}
	if _, err := q.Actors(t.Context(), &ActorFilter{Refs: []string{"AU"}}, "filter"); CodeOf(err) != StoreUnavailable {
		t.Errorf("got %v", err)
	}
}
