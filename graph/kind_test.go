package graph

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestEveryKindIsComplete(t *testing.T) {
	labels, prefixes, folders := map[string]Kind{}, map[string]Kind{}, map[string]Kind{}
	unique := func(seen map[string]Kind, value string, kind Kind) {
		if other, taken := seen[value]; taken {
			t.Errorf("%s and %s share %q", kind, other, value)
		}
		seen[value] = kind
	}
	for _, spec := range Kinds() {
		unique(labels, spec.Label, spec.Kind)
		if spec.Kind != KindPassage { // its ids begin with that of its source
			unique(prefixes, spec.Prefix, spec.Kind)
		}
		if spec.Folder != "" {
			unique(folders, spec.Folder, spec.Kind)
		}
		inBothLanguages(t, string(spec.Kind), spec.Names)
		if got, ok := spec.Kind.Spec(); !ok || got.Label != spec.Label {
			t.Errorf("%s: found as %s", spec.Kind, got.Label)
		}
		equal(t, "class of "+string(spec.Kind), spec.Kind.Class(), spec.Class)
		if e := spec.New(); e.Base() == nil || e == spec.New() {
			t.Errorf("%s: New gives no new entity", spec.Kind)
		}
		if !slices.Contains(KindsOf(spec.Class), spec.Kind) {
			t.Errorf("%s: not among the kinds of its class", spec.Kind)
		}
	}
}

func inBothLanguages(t *testing.T, what string, names Text) {
	t.Helper()
	for _, lang := range TextLanguages() {
		if name := names[lang]; name == "" || strings.TrimSpace(name) != name {
			t.Errorf("%s: the label in %s is %q", what, lang, name)
		}
	}
}

func TestKindsFallIntoClasses(t *testing.T) {
	equal(t, "actors", KindsOf(ClassActor), []Kind{KindState, KindOrganisation, KindUNEntity, KindCoalition, KindOtherActor})
	equal(t, "engagements", KindsOf(ClassEngagement), []Kind{KindInitiative, KindEvent, KindAgreement, KindActivity})
	equal(t, "places", KindsOf(ClassPlace), []Kind{KindState, KindArea})
	equal(t, "nothing", KindsOf("Nothing"), []Kind(nil))
	for _, spec := range Kinds() {
		equal(t, string(spec.Kind), []bool{spec.Kind.IsActor(), spec.Kind.IsEngagement()}, []bool{spec.Class == ClassActor, spec.Class == ClassEngagement})
	}
	equal(t, "a state", KindState.IsPlace(), true)
	equal(t, "an organisation", KindOrganisation.IsPlace(), false)
	if spec, ok := Kind("NOTHING").Spec(); ok || spec.Kind != "" || Kind("NOTHING").Class() != "" {
		t.Error("an unknown kind has a row")
	}
}

func TestCategoriesAreUniqueOverAllLists(t *testing.T) {
	form := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	seen := map[string]Kind{}
	for _, spec := range Kinds() {
		for _, c := range slices.Concat(spec.Categories, spec.Scopes) {
			if other, taken := seen[c.ID]; taken {
				t.Errorf("%s is in the lists of %s and %s", c.ID, other, spec.Kind)
			}
			seen[c.ID] = spec.Kind
			if !form.MatchString(c.ID) {
				t.Errorf("%s: not in kebab-case", c.ID)
			}
			inBothLanguages(t, c.ID, c.Names)
			if got, ok := CategoryOf(c.ID); !ok || got.Name(FR) != c.Names[FR] || got.Name(ZH) != c.Names[EN] {
				t.Errorf("%s: found as %v", c.ID, got)
			}
			if kind, ok := KindOfCategory(c.ID); !ok || kind != spec.Kind {
				t.Errorf("%s: of the kind %s, want %s", c.ID, kind, spec.Kind)
			}
		}
	}
	if len(seen) == 0 || seen[CategoryArmedGroup] != KindOtherActor {
		t.Errorf("the category %s is missing", CategoryArmedGroup)
	}
	if _, ok := CategoryOf("nonsense"); ok {
		t.Error("nonsense is a category")
	}
	if _, ok := KindOfCategory("nonsense"); ok {
		t.Error("nonsense is a category of a kind")
	}
}

func TestEveryLinkIsDocumentedAndJoinsClassesThatExist(t *testing.T) {
	classes := map[Class]bool{}
	for _, spec := range Kinds() {
		classes[spec.Class] = true
	}
	type ends struct {
		of       LinkType
		from, to Class
	}
	seen := map[ends]bool{}
	derived := map[LinkType]bool{}
	for _, spec := range LinkSpecs() {
		if spec.Doc == "" || len(spec.From) == 0 || len(spec.To) == 0 {
			t.Errorf("%s: the row is not complete: %+v", spec.Type, spec)
		}
		for _, from := range spec.From {
			for _, to := range spec.To {
				if !classes[from] || !classes[to] || seen[ends{spec.Type, from, to}] {
					t.Errorf("%s from %s to %s: unknown, or given twice", spec.Type, from, to)
				}
				seen[ends{spec.Type, from, to}] = true
			}
		}
		if was, known := derived[spec.Type]; known && was != spec.Derived {
			t.Errorf("%s is derived in one row, and written in another", spec.Type)
		}
		derived[spec.Type] = spec.Derived
	}
	equal(t, "types", LinkTypes(), []LinkType{
		LinkPartOf, LinkSucceeds, LinkMember, LinkOrganisation, LinkTookPartIn, LinkAddresses, LinkConcerns, LinkHeldIn, LinkOnMarginsOf, LinkUnder, LinkFollows,
		LinkLedTo, LinkSupports, LinkAmends, LinkBroader, LinkLiesIn, LinkHasClaim, LinkIn, LinkTranslationOf, LinkMentions, LinkCites, LinkInTreeOf, LinkCooperates,
		LinkToldIn, LinkHasSectionOn,
	})
	for _, of := range RelationLinks() {
		if !seen[ends{of, ClassEngagement, ClassEngagement}] {
			t.Errorf("%s: engagements cannot be joined by it", of)
		}
	}
	for _, relation := range PlaceRelations() {
		if !seen[ends{LinkType(relation), ClassEngagement, ClassPlace}] {
			t.Errorf("%s: an engagement cannot have a place by it", relation)
		}
	}
}

func TestClosedListsHaveNoValueTwice(t *testing.T) {
	for name, list := range map[string]any{
		"statuses": Statuses(), "specificities": Specificities(), "recurrences": Recurrences(), "reviews": Reviews(), "milestones": MilestoneKinds(),
		"roles": Roles(), "levels": Levels(), "bases": Bases(), "places": PlaceRelations(), "relations": RelationTypes(), "memberships": MembershipStatuses(),
		"offices": Offices(), "coverages": Coverages(), "reasons": NoFactsReasons(), "properties": ClaimProperties(), "precisions": Precisions(),
		"stages": AmountStages(), "standings": Standings(), "names": NameKinds(), "languages": Languages(), "codes": Codes(), "mappings": MappingSchemes(),
	} {
		values := reflect.ValueOf(list)
		seen := map[string]bool{}
		for i := range values.Len() {
			v := values.Index(i).String()
			if v == "" || seen[v] {
				t.Errorf("%s: %q is empty, or there twice", name, v)
			}
			seen[v] = true
		}
		if len(seen) < 2 {
			t.Errorf("%s: %d values", name, len(seen))
		}
	}
}

func TestIdentifierSchemesDescribeTheirValues(t *testing.T) {
	for _, row := range []struct {
		scheme, value, url string
		fits               bool
	}{
		{"iso3166-1-alpha-3", "DEU", "", true},
		{"iso3166-1-alpha-3", "ZMB", "", true},
		{"iso3166-1-alpha-3", "XKX", "", false}, // assigned by users
		{"iso3166-1-alpha-2", "DE", "", true},
		{"iso3166-1-alpha-2", "XK", "", false},
		{"m49", "017", "https://unstats.un.org/unsd/methodology/m49/", true},
		{"m49", "17", "https://unstats.un.org/unsd/methodology/m49/", false},
		{"wikidata", "Q7159", "http://www.wikidata.org/entity/Q7159", true},
		{"unterm", "anything", "https://unterm.un.org/", true},
		{SchemeUNSymbol, "A/75/345", "https://undocs.org/en/A/75/345", true},
		{"undl", "3881234", "https://digitallibrary.un.org/record/3881234", true},
		{"unts", "II-1234", "", true},
		{"unts", "III-1234", "", false},
		{"ror", "05nce5k88", "https://ror.org/05nce5k88", true},
		{"isni", "000000012345678X", "https://isni.org/isni/000000012345678X", true},
		{"cow-igo", "10", "", true},
		{"geonames", "360630", "https://www.geonames.org/360630", true},
		{"sdg", "16", "http://metadata.un.org/sdg/16", true},
		{"sdg", "16.b", "http://metadata.un.org/sdg/16.b", true},
		{"sdg", "16.1.1", "http://metadata.un.org/sdg/16.1.1", false},
		{"unbis", "010703", "http://metadata.un.org/thesaurus/010703", true},
		{"eurovoc", "x1", "http://eurovoc.europa.eu/x1", false},
		{SchemeComity, "human-rights", "", true},
		{SchemeComity, "theme/human-rights", "", false},
	} {
		scheme, ok := SchemeOf(row.scheme)
		if !ok {
			t.Errorf("%s: unknown", row.scheme)
			continue
		}
		if fits := scheme.Form == "" || regexp.MustCompile("^(?:"+scheme.Form+")$").MatchString(row.value); fits != row.fits {
			t.Errorf("%s:%s: fits the form is %v, want %v", row.scheme, row.value, fits, row.fits)
		}
		equal(t, row.scheme, Identifier{Scheme: row.scheme, Value: row.value}.URL(), row.url)
	}
	seen := map[string]bool{}
	for _, s := range Schemes() {
		inBothLanguages(t, s.ID, s.Names)
		if seen[s.ID] || s.Of == "" {
			t.Errorf("%s: there twice, or of nothing", s.ID)
		}
		seen[s.ID] = true
	}
	for _, id := range MappingSchemes() {
		if !seen[id] {
			t.Errorf("%s maps themes, and is no scheme", id)
		}
	}
	equal(t, "of an unknown scheme", Identifier{Scheme: "nonsense", Value: "1"}.URL(), "")
}
