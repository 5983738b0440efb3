package graph

// Status says how far an engagement had come at the date of its source.
type Status string

// The statuses of engagements.
const (
	StatusPlanned   Status = "PLANNED"
	StatusOngoing   Status = "ONGOING"
	StatusCompleted Status = "COMPLETED"
	StatusUnstated  Status = "UNSTATED"
)

// Statuses returns all statuses, in the order of the API.
func Statuses() []Status {
	return []Status{StatusPlanned, StatusOngoing, StatusCompleted, StatusUnstated}
}

// Specificity tells a fact that could be looked up in a calendar or a file
// from a general statement.
type Specificity string

// The two specificities.
const (
	Specific Specificity = "SPECIFIC"
	General  Specificity = "GENERAL"
)

// Specificities returns both, in the order of the API.
func Specificities() []Specificity { return []Specificity{Specific, General} }

// Recurrence is the rhythm of an engagement.
type Recurrence string

// The recurrences.
const (
	RecurrenceOnce      Recurrence = "ONCE"
	RecurrenceAnnual    Recurrence = "ANNUAL"
	RecurrenceBiennial  Recurrence = "BIENNIAL"
	RecurrenceRecurring Recurrence = "RECURRING"
	RecurrenceUnstated  Recurrence = "UNSTATED"
)

// Recurrences returns all recurrences, in the order of the API.
func Recurrences() []Recurrence {
	return []Recurrence{RecurrenceOnce, RecurrenceAnnual, RecurrenceBiennial, RecurrenceRecurring, RecurrenceUnstated}
}

// Review says how often an engagement was read against its text.
type Review string

// The states of review.
const (
	ReviewDraft      Review = "DRAFT"
	ReviewRead       Review = "READ"
	ReviewReadTwice  Review = "READ_TWICE"
	ReviewChallenged Review = "CHALLENGED"
)

// Reviews returns all states of review, in the order of the API.
func Reviews() []Review {
	return []Review{ReviewDraft, ReviewRead, ReviewReadTwice, ReviewChallenged}
}

// MilestoneKind says what happened to an engagement on a date.
type MilestoneKind string

// The kinds of milestones.
const (
	MilestoneProposed           MilestoneKind = "PROPOSED"
	MilestoneAnnounced          MilestoneKind = "ANNOUNCED"
	MilestoneOpenedForSignature MilestoneKind = "OPENED_FOR_SIGNATURE"
	MilestoneSigned             MilestoneKind = "SIGNED"
	MilestoneAdopted            MilestoneKind = "ADOPTED"
	MilestoneLaunched           MilestoneKind = "LAUNCHED"
	MilestoneEstablished        MilestoneKind = "ESTABLISHED"
	MilestoneHeld               MilestoneKind = "HELD"
	MilestonePublished          MilestoneKind = "PUBLISHED"
	MilestoneEnteredIntoForce   MilestoneKind = "ENTERED_INTO_FORCE"
	MilestoneExpired            MilestoneKind = "EXPIRED"
)

// MilestoneKinds returns all kinds of milestones, in the order of the API.
func MilestoneKinds() []MilestoneKind {
	return []MilestoneKind{
		MilestoneProposed, MilestoneAnnounced, MilestoneOpenedForSignature, MilestoneSigned, MilestoneAdopted, MilestoneLaunched,
		MilestoneEstablished, MilestoneHeld, MilestonePublished, MilestoneEnteredIntoForce, MilestoneExpired,
	}
}

// Role is how an actor took part in an engagement.
type Role string

// The roles.
const (
	RoleLead        Role = "LEAD"
	RoleChair       Role = "CHAIR"
	RoleViceChair   Role = "VICE_CHAIR"
	RoleOrganiser   Role = "ORGANISER"
	RoleHost        Role = "HOST"
	RoleSpeaker     Role = "SPEAKER"
	RoleObserver    Role = "OBSERVER"
	RoleParticipant Role = "PARTICIPANT"
	RoleSignatory   Role = "SIGNATORY"
	RoleIssuer      Role = "ISSUER"
	RoleEndorser    Role = "ENDORSER"
	RoleAddressee   Role = "ADDRESSEE"
	RoleFunder      Role = "FUNDER"
	RoleMediator    Role = "MEDIATOR"
	RoleImplementer Role = "IMPLEMENTER"
	RoleSupporter   Role = "SUPPORTER"
	RoleBeneficiary Role = "BENEFICIARY"
	RolePartner     Role = "PARTNER"
)

// Roles returns all roles, in the order of the API, which is also the order in
// which the roles of a counterpart are listed.
func Roles() []Role {
	return []Role{
		RoleLead, RoleChair, RoleViceChair, RoleOrganiser, RoleHost, RoleSpeaker, RoleObserver, RoleParticipant, RoleSignatory, RoleIssuer,
		RoleEndorser, RoleAddressee, RoleFunder, RoleMediator, RoleImplementer, RoleSupporter, RoleBeneficiary, RolePartner,
	}
}

// Level is the rank of the office that represents an actor.
type Level string

// The levels.
const (
	LevelHeadOfStateOrGovernment Level = "HEAD_OF_STATE_OR_GOVERNMENT"
	LevelMinister                Level = "MINISTER"
	LevelExecutiveHead           Level = "EXECUTIVE_HEAD"
	LevelSeniorOfficial          Level = "SENIOR_OFFICIAL"
	LevelExpertOrStaff           Level = "EXPERT_OR_STAFF"
	LevelUnstated                Level = "UNSTATED"
)

// Levels returns all levels, in the order of the API.
func Levels() []Level {
	return []Level{
		LevelHeadOfStateOrGovernment, LevelMinister, LevelExecutiveHead, LevelSeniorOfficial, LevelExpertOrStaff, LevelUnstated,
	}
}

// Basis tells what a passage says from what is read between its lines.
type Basis string

// The two bases.
const (
	Stated   Basis = "STATED"
	Inferred Basis = "INFERRED"
)

// Bases returns both, in the order of the API.
func Bases() []Basis { return []Basis{Stated, Inferred} }

// PlaceRelation says what a place is to an engagement.
type PlaceRelation string

// The relations to places; each is the type of a link too.
const (
	PlaceConcerns PlaceRelation = "CONCERNS"
	PlaceHeldIn   PlaceRelation = "HELD_IN"
)

// PlaceRelations returns both, in the order of the API.
func PlaceRelations() []PlaceRelation { return []PlaceRelation{PlaceConcerns, PlaceHeldIn} }

// RelationType is how one engagement stands to another; each is the type of a
// link too.
type RelationType string

// The relations between engagements.
const (
	RelationPartOf      RelationType = "PART_OF"
	RelationOnMarginsOf RelationType = "ON_MARGINS_OF"
	RelationUnder       RelationType = "UNDER"
	RelationFollows     RelationType = "FOLLOWS"
	RelationLedTo       RelationType = "LED_TO"
	RelationSupports    RelationType = "SUPPORTS"
	RelationAmends      RelationType = "AMENDS"
	RelationSucceeds    RelationType = "SUCCEEDS"
)

// RelationTypes returns all relations, in the order of the API.
func RelationTypes() []RelationType {
	return []RelationType{
		RelationPartOf, RelationOnMarginsOf, RelationUnder, RelationFollows, RelationLedTo, RelationSupports, RelationAmends, RelationSucceeds,
	}
}

// MembershipStatus is what a member is to its organisation.
type MembershipStatus string

// The statuses of memberships.
const (
	MembershipMember    MembershipStatus = "MEMBER"
	MembershipSuspended MembershipStatus = "SUSPENDED"
	MembershipAssociate MembershipStatus = "ASSOCIATE"
	MembershipCandidate MembershipStatus = "CANDIDATE"
	MembershipObserver  MembershipStatus = "OBSERVER"
	MembershipPartner   MembershipStatus = "PARTNER"
)

// MembershipStatuses returns all statuses, in the order of the API.
func MembershipStatuses() []MembershipStatus {
	return []MembershipStatus{
		MembershipMember, MembershipSuspended, MembershipAssociate, MembershipCandidate, MembershipObserver, MembershipPartner,
	}
}

// Office is a charge held in a membership.
type Office string

// The offices.
const (
	OfficeChair     Office = "CHAIR"
	OfficeViceChair Office = "VICE_CHAIR"
	OfficeHost      Office = "HOST"
)

// Offices returns all offices, in the order of the API.
func Offices() []Office { return []Office{OfficeChair, OfficeViceChair, OfficeHost} }

// Coverage says whether a passage was read, and gave facts.
type Coverage string

// The states of coverage.
const (
	CoverageFacts   Coverage = "FACTS"
	CoverageNoFacts Coverage = "NO_FACTS"
	CoverageUnread  Coverage = "UNREAD"
)

// Coverages returns all states of coverage, in the order of the API.
func Coverages() []Coverage { return []Coverage{CoverageFacts, CoverageNoFacts, CoverageUnread} }

// NoFactsReasons returns why a passage that was read may give no facts.
func NoFactsReasons() []string {
	return []string{"procedure", "context", "appreciation", "recommendation", "repetition", "out-of-scope"}
}

// ClaimProperty is what a claim speaks of.
type ClaimProperty string

// The properties of claims.
const (
	ClaimName             ClaimProperty = "NAME"
	ClaimCategory         ClaimProperty = "CATEGORY"
	ClaimDate             ClaimProperty = "DATE"
	ClaimPlace            ClaimProperty = "PLACE"
	ClaimParticipant      ClaimProperty = "PARTICIPANT"
	ClaimThemeList        ClaimProperty = "THEME_LIST"
	ClaimParent           ClaimProperty = "PARENT"
	ClaimMembership       ClaimProperty = "MEMBERSHIP"
	ClaimFounded          ClaimProperty = "FOUNDED"
	ClaimSeat             ClaimProperty = "SEAT"
	ClaimEndorserCount    ClaimProperty = "ENDORSER_COUNT"
	ClaimSignatoryCount   ClaimProperty = "SIGNATORY_COUNT"
	ClaimParticipantCount ClaimProperty = "PARTICIPANT_COUNT"
	ClaimMemberCount      ClaimProperty = "MEMBER_COUNT"
	ClaimGroupSize        ClaimProperty = "GROUP_SIZE"
	ClaimAmount           ClaimProperty = "AMOUNT"
	ClaimShare            ClaimProperty = "SHARE"
	ClaimTarget           ClaimProperty = "TARGET"
	ClaimOutcome          ClaimProperty = "OUTCOME"
	ClaimDepicts          ClaimProperty = "DEPICTS"
)

// ClaimProperties returns all properties, in the order of the API.
func ClaimProperties() []ClaimProperty {
	return []ClaimProperty{
		ClaimName, ClaimCategory, ClaimDate, ClaimPlace, ClaimParticipant, ClaimThemeList, ClaimParent, ClaimMembership, ClaimFounded, ClaimSeat,
		ClaimEndorserCount, ClaimSignatoryCount, ClaimParticipantCount, ClaimMemberCount, ClaimGroupSize, ClaimAmount, ClaimShare, ClaimTarget,
		ClaimOutcome, ClaimDepicts,
	}
}

// Precision bounds the number of a claim.
type Precision string

// The precisions.
const (
	PrecisionExact    Precision = "EXACT"
	PrecisionAbout    Precision = "ABOUT"
	PrecisionAtLeast  Precision = "AT_LEAST"
	PrecisionAtMost   Precision = "AT_MOST"
	PrecisionMoreThan Precision = "MORE_THAN"
	PrecisionNearly   Precision = "NEARLY"
)

// Precisions returns all precisions, in the order of the API.
func Precisions() []Precision {
	return []Precision{PrecisionExact, PrecisionAbout, PrecisionAtLeast, PrecisionAtMost, PrecisionMoreThan, PrecisionNearly}
}

// AmountStage tells money asked for from money paid.
type AmountStage string

// The stages of amounts.
const (
	StageCalledFor AmountStage = "CALLED_FOR"
	StageAnnounced AmountStage = "ANNOUNCED"
	StageCommitted AmountStage = "COMMITTED"
	StageDisbursed AmountStage = "DISBURSED"
)

// AmountStages returns all stages, in the order of the API.
func AmountStages() []AmountStage {
	return []AmountStage{StageCalledFor, StageAnnounced, StageCommitted, StageDisbursed}
}

// Standing says how a claim stands beside the others on the same property.
type Standing string

// The standings.
const (
	StandingSingle     Standing = "SINGLE"
	StandingConfirmed  Standing = "CONFIRMED"
	StandingContested  Standing = "CONTESTED"
	StandingSuperseded Standing = "SUPERSEDED"
	StandingDoubted    Standing = "DOUBTED"
)

// Standings returns all standings, in the order of the API.
func Standings() []Standing {
	return []Standing{StandingSingle, StandingConfirmed, StandingContested, StandingSuperseded, StandingDoubted}
}
