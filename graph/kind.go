package graph

import "slices"

// Kind says what an entity is. The values are those of NodeKind in the API,
// and beside them the kinds that stand below a node of the API.
type Kind string

// The kinds of entities.
const (
	KindState        Kind = "STATE"
	KindOrganisation Kind = "ORGANISATION"
	KindUNEntity     Kind = "UN_ENTITY"
	KindCoalition    Kind = "COALITION"
	KindOtherActor   Kind = "OTHER_ACTOR"
	KindInitiative   Kind = "INITIATIVE"
	KindEvent        Kind = "EVENT"
	KindAgreement    Kind = "AGREEMENT"
	KindActivity     Kind = "ACTIVITY"
	KindTheme        Kind = "THEME"
	KindArea         Kind = "AREA"
	KindSource       Kind = "SOURCE"
	KindPassage      Kind = "PASSAGE"
	KindMembership   Kind = "MEMBERSHIP"
	KindClaim        Kind = "CLAIM"
)

// Class groups kinds that share one shape: all actors have the fields of
// Actor, all engagements those of Engagement. It is also a label in Neo4j.
type Class string

// The classes of kinds.
const (
	ClassActor      Class = "Actor"
	ClassEngagement Class = "Engagement"
	ClassTheme      Class = "Theme"
	ClassPlace      Class = "Place"
	ClassSource     Class = "Source"
	ClassPassage    Class = "Passage"
	ClassMembership Class = "Membership"
	ClassClaim      Class = "Claim"
)

// KindSpec is one row of the kind registry.
type KindSpec struct {
	Kind   Kind
	Class  Class
	Label  string // in Neo4j, and the name of the GraphQL type
	Prefix string // of ids
	Folder string // of the dataset; empty where the kind has no files of its own
	Place  bool   // engagements can concern it, or be held in it
	Names  Text   // for people
	// Categories are the closed list of the kind, in the order in which they
	// are tried: where two seem to fit, the first one holds.
	Categories []Category
	// Scopes is a second closed list, of organisations only.
	Scopes []Category
	// New returns an empty entity of the kind, to decode into.
	New func() Entity
}

// Category is a value of a closed list: its id, unique over all lists, and its
// label in each language.
type Category struct {
	ID    string
	Names Text
}

// Name returns the label in the language, or the English one.
func (c Category) Name(lang Language) string { return c.Names.In(lang) }

// Kinds returns the registry: a row for each kind, actors first, in the order
// of the API. Adding a kind is adding a row here and the function that fills it.
func Kinds() []KindSpec {
	return []KindSpec{
		stateKind(), organisationKind(), unEntityKind(), coalitionKind(), otherActorKind(),
		initiativeKind(), eventKind(), agreementKind(), activityKind(),
		themeKind(), areaKind(), sourceKind(), passageKind(), membershipKind(), claimKind(),
	}
}

// registry holds the lookups of a registry that never changes.
var registry = newRegistry() //nolint:gochecknoglobals // a constant that Go has no form for

type kindRegistry struct {
	byKind     map[Kind]KindSpec
	byPrefix   map[string]KindSpec
	categories map[string]Category
	kindOf     map[string]Kind // of a category
	kindsOf    map[Class][]Kind
}

func newRegistry() kindRegistry {
	r := kindRegistry{map[Kind]KindSpec{}, map[string]KindSpec{}, map[string]Category{}, map[string]Kind{}, map[Class][]Kind{}}
	for _, spec := range Kinds() {
		r.byKind[spec.Kind] = spec
		r.kindsOf[spec.Class] = append(r.kindsOf[spec.Class], spec.Kind)
		if spec.Place && spec.Class != ClassPlace {
			r.kindsOf[ClassPlace] = append(r.kindsOf[ClassPlace], spec.Kind)
		}
		if spec.Kind != KindPassage {
			r.byPrefix[spec.Prefix] = spec
		}
		for _, c := range slices.Concat(spec.Categories, spec.Scopes) {
			r.categories[c.ID] = c
			r.kindOf[c.ID] = spec.Kind
		}
	}
	return r
}

// Spec returns the registry's row for the kind; ok is false for an unknown kind.
func (k Kind) Spec() (spec KindSpec, ok bool) {
	spec, ok = registry.byKind[k]
	return spec, ok
}

// Class returns the class of the kind, empty for an unknown kind.
func (k Kind) Class() Class { return registry.byKind[k].Class }

// IsActor reports whether entities of the kind act or decide.
func (k Kind) IsActor() bool { return k.Class() == ClassActor }

// IsEngagement reports whether entities of the kind are what actors did.
func (k Kind) IsEngagement() bool { return k.Class() == ClassEngagement }

// IsPlace reports whether engagements can concern, or be held in, the kind.
func (k Kind) IsPlace() bool { return registry.byKind[k].Place }

// KindOf returns the kind that the id's form tells, without looking it up.
func KindOf(id ID) (Kind, bool) {
	if _, _, ok := id.SplitPassage(); ok {
		return KindPassage, true
	}
	spec, ok := kindByPrefix(id.Prefix())
	return spec.Kind, ok
}

func kindByPrefix(prefix string) (KindSpec, bool) {
	spec, ok := registry.byPrefix[prefix]
	return spec, ok
}

// KindsOf returns the kinds of a class, in registry order.
func KindsOf(class Class) []Kind {
	return slices.Clone(registry.kindsOf[class])
}

// CategoryOf returns the category or scope that has the id.
func CategoryOf(id string) (Category, bool) {
	c, ok := registry.categories[id]
	return c, ok
}

// KindOfCategory returns the kind whose closed list holds the category.
func KindOfCategory(id string) (Kind, bool) {
	k, ok := registry.kindOf[id]
	return k, ok
}

func category(id, en, fr string) Category {
	return Category{ID: id, Names: Text{EN: en, FR: fr}}
}
