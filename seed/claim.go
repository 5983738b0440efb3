package seed

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// claimUnits returns the units of the data dictionary; money is counted in
// currencies.
func claimUnits() []string {
	return []string{
		"states", "ministers", "organisations", "civil-society-organisations", "women-organisations", "armed-groups", "donors", "entities",
		"signatories", "persons", "percent",
	}
}

var (
	currencyCode = regexp.MustCompile(`^[A-Z]{3}$`)
	currencyWord = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
)

// claims reads the claims on a thing or an engagement, whose citations they
// inherit.
func (r *reader) claims(file *file, n *node, subject graph.ID, inherited []graph.Citation, source graph.ID) {
	for i, item := range n.list() {
		f := item.fields(shapes.claim)
		if f == nil {
			continue
		}
		id := graph.ID(fmt.Sprintf("claim/%s-%s-%d", subject.Prefix(), subject.Key(), i+1))
		claim := &graph.Claim{
			Node:      graph.Node{ID: id, Kind: graph.KindClaim},
			Subject:   subject,
			Property:  choose(f.need("property", "name what the value is of, such as AMOUNT"), "property of claims", graph.ClaimProperties()),
			Value:     f.need("value", "write value: {en: …, fr: …}, as the source words it").text(),
			Precision: chooseOr(f.get("precision"), "precision", graph.Precisions(), graph.PrecisionExact),
			Stage:     choose(f.get("stage"), "stage of an amount", graph.AmountStages()),
			AsOf:      f.get("asOf").period(),
			Citations: r.evidence(f, inherited, source),
		}
		claim.Number = claimNumber(f.get("number"), claim.Property)
		claim.Unit = claimUnit(f.get("unit"), claim.Property)
		switch stage := f.get("stage"); {
		case claim.Property == graph.ClaimAmount && stage == nil:
			f.mistake("write stage: one of CALLED_FOR, ANNOUNCED, COMMITTED, DISBURSED", "an amount without its stage")
		case claim.Property != graph.ClaimAmount && claim.Property != "" && stage != nil:
			stage.mistake("remove it", "only an AMOUNT has a stage")
		}
		if f.get("cites") == nil && source == "" {
			f.mistake(`write cites: [{source: source/…, at: "5.2"}]`, "a claim without evidence")
		}
		r.add(file, claim)
	}
}

// claimUnit reads the unit of a claim on the property.
func claimUnit(n *node, property graph.ClaimProperty) string {
	unit := n.str()
	money := property == graph.ClaimAmount && (currencyCode.MatchString(unit) || currencyWord.MatchString(unit))
	if unit == "" || money || slices.Contains(claimUnits(), unit) || currencyCode.MatchString(unit) {
		return unit
	}
	advice := chooseFrom(unit, claimUnits())
	if property == graph.ClaimAmount {
		advice = "write a code of ISO 4217, such as USD, or the currency's word where the source does not say which, such as dollars"
	}
	n.mistake(advice, "%q is no unit of %s", unit, strings.ToLower(strings.ReplaceAll(string(property), "_", " ")))
	return ""
}
