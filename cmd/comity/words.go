package main

import (
	"fmt"

	"github.com/comity-graph/comity/graph"
)

// words are the fixed words of a report in one language. What has a verb stands
// as a whole sentence, so that nothing has to agree with what is put into it.
type words struct {
	lang graph.Language

	counterpart, engagements, period string // heads of columns
	themes, roles                    string // before lists
	alsoMatched, narrowedBy          string
	undated, general, planned        string // of an engagement
	open, between, close             string // around and between citations
	paragraph, sentence, inferred    string // in citations
	rest                             string // engagements that are not printed

	counterparts, distinct      noun
	others                      noun // counterparts that are not printed
	printThem                   string
	leftOut, countThem          string
	generalOnes, plannedOnes    noun
	undatedOnes                 noun
	generalBeside, generalAmong string // what a number in brackets is
	caution, data               string

	nothing, nothingNarrowed string
	ownSection, noSection    string
	noPassage                string
	passages                 noun

	ambiguous, unknown, nearest string // of names

	roleNames map[graph.Role]string
}

// noun is a phrase with a number in it.
type noun struct{ one, many string }

// count returns the phrase for the number.
func (w *words) count(n int, of noun) string {
	if n == 1 || (n == 0 && w.lang == graph.FR) {
		return fmt.Sprintf(of.one, n)
	}
	return fmt.Sprintf(of.many, n)
}

func wordsIn(lang graph.Language) *words {
	if lang == graph.FR {
		return frenchWords()
	}
	return englishWords()
}

func englishWords() *words {
	return &words{
		lang:            graph.EN,
		counterpart:     "Counterpart",
		engagements:     "Engagements",
		period:          "Period",
		themes:          "Themes:",
		roles:           "Roles:",
		paragraph:       "para.\u00a0%s",
		sentence:        "sentence\u00a0%d",
		inferred:        "inferred",
		open:            "«",
		between:         "; ",
		close:           "»",
		alsoMatched:     "also matched:",
		narrowedBy:      "narrowed by",
		undated:         "undated",
		general:         "general statement",
		planned:         "planned",
		rest:            "and %d more",
		nothing:         "Nothing is recorded in these documents of its cooperation with others.",
		nothingNarrowed: "Nothing that fits is recorded in these documents of its cooperation with others.",
		ownSection:      "There is a section on it: %s.",
		noSection:       "None of the documents has a section of its own on it, so that little can be expected.",
		caution:         "Counts are of distinct engagements that the documents mention. They do not add up, and are no measure of strength.",
		generalBeside:   "(+n) stands for general statements beside the count.",
		generalAmong:    "(n) stands for general statements within the count.",
		data:            "Data: version %s.",
		counterparts:    noun{"%d counterpart", "%d counterparts"},
		distinct:        noun{"in %d distinct engagement", "in %d distinct engagements"},
		noPassage:       "No passage names it in a fact.",
		passages:        noun{"%d passage names it in a fact.", "%d passages name it in a fact."},
		generalOnes:     noun{"%d general statement", "%d general statements"},
		plannedOnes:     noun{"%d planned engagement", "%d planned engagements"},
		undatedOnes:     noun{"%d undated engagement", "%d undated engagements"},
		others:          noun{"%d more counterpart.", "%d more counterparts."},
		printThem:       "Print them with --first\u00a0%d.",
		leftOut:         "Left out by default: %s.",
		countThem:       "Count them with %s.",
		ambiguous:       "%q means several things; give the id of one:",
		unknown:         "nothing is called %q",
		nearest:         "did you mean:",
		roleNames: map[graph.Role]string{
			graph.RoleLead: "lead", graph.RoleChair: "chair", graph.RoleViceChair: "vice-chair", graph.RoleOrganiser: "organiser",
			graph.RoleHost: "host", graph.RoleSpeaker: "speaker", graph.RoleObserver: "observer", graph.RoleParticipant: "participant",
			graph.RoleSignatory: "signatory", graph.RoleIssuer: "issuer", graph.RoleEndorser: "endorser", graph.RoleAddressee: "addressee",
			graph.RoleFunder: "funder", graph.RoleMediator: "mediator", graph.RoleImplementer: "implementer",
			graph.RoleSupporter: "supporter", graph.RoleBeneficiary: "beneficiary", graph.RolePartner: "partner",
		},
	}
}

func frenchWords() *words {
	return &words{
		lang:            graph.FR,
		counterpart:     "Partenaire",
		engagements:     "Engagements",
		period:          "Période",
		themes:          "Thèmes\u00a0:",
		roles:           "Rôles\u00a0:",
		paragraph:       "par.\u00a0%s",
		sentence:        "phrase\u00a0%d",
		inferred:        "déduit",
		open:            "«\u00a0",
		between:         "\u00a0; ",
		close:           "\u00a0»",
		alsoMatched:     "désigne aussi\u00a0:",
		narrowedBy:      "restreint par",
		undated:         "sans date",
		general:         "mention générale",
		planned:         "prévu",
		rest:            "et %d de plus",
		nothing:         "Rien n'est consigné dans ces documents de sa coopération avec d'autres.",
		nothingNarrowed: "Rien qui corresponde n'est consigné dans ces documents de sa coopération avec d'autres.",
		ownSection:      "Une section lui est consacrée\u00a0: %s.",
		noSection:       "Aucun des documents ne lui consacre de section\u00a0: il y a peu à attendre.",
		caution:         "On compte les engagements distincts que mentionnent les documents. Ces nombres ne s'additionnent pas et ne mesurent aucune intensité.",
		generalBeside:   "(+n) compte les mentions générales, en plus.",
		generalAmong:    "(n) compte les mentions générales, comprises.",
		data:            "Données\u00a0: version %s.",
		counterparts:    noun{"%d partenaire", "%d partenaires"},
		distinct:        noun{"dans %d engagement distinct", "dans %d engagements distincts"},
		noPassage:       "Aucun passage ne le nomme dans un fait.",
		passages:        noun{"%d passage le nomme dans un fait.", "%d passages le nomment dans un fait."},
		generalOnes:     noun{"%d mention générale", "%d mentions générales"},
		plannedOnes:     noun{"%d engagement prévu", "%d engagements prévus"},
		undatedOnes:     noun{"%d engagement sans date", "%d engagements sans date"},
		others:          noun{"%d autre partenaire.", "%d autres partenaires."},
		printThem:       "Pour les afficher\u00a0: --first\u00a0%d.",
		leftOut:         "Laissés de côté par défaut\u00a0: %s.",
		countThem:       "Pour les compter\u00a0: %s.",
		ambiguous:       "«\u00a0%s\u00a0» a plusieurs sens\u00a0; donnez l'identifiant de l'un d'eux\u00a0:",
		unknown:         "rien ne s'appelle «\u00a0%s\u00a0»",
		nearest:         "vouliez-vous dire\u00a0:",
		roleNames: map[graph.Role]string{
			graph.RoleLead: "chef de file", graph.RoleChair: "présidence", graph.RoleViceChair: "vice-présidence", graph.RoleOrganiser: "organisateur",
			graph.RoleHost: "hôte", graph.RoleSpeaker: "intervenant", graph.RoleObserver: "observateur", graph.RoleParticipant: "participant",
			graph.RoleSignatory: "signataire", graph.RoleIssuer: "auteur", graph.RoleEndorser: "soutien déclaré", graph.RoleAddressee: "destinataire",
			graph.RoleFunder: "bailleur", graph.RoleMediator: "médiateur", graph.RoleImplementer: "exécutant",
			graph.RoleSupporter: "appui", graph.RoleBeneficiary: "bénéficiaire", graph.RolePartner: "partenaire",
		},
	}
}
