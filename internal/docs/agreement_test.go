package docs_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/internal/agreement"
	"github.com/comity-graph/comity/seed"
)

const agreementPage = "agreement.md"

// reading returns one reading of a pack.
func reading(t *testing.T, pack, which string) []agreement.Statement {
	t.Helper()
	file, err := os.Open(root + "seed/readings/" + pack + "/" + which + ".csv")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	statements, err := agreement.Read(file)
	if err != nil {
		t.Fatalf("%s: %v", file.Name(), err)
	}
	return statements
}

// part is a section of a document, or a document, of which agreement is told.
type part struct{ key, heading string }

// TestAgreementPageIsCurrent checks the figures of the page against the
// readings.
func TestAgreementPageIsCurrent(t *testing.T) {
	dataset, err := seed.Read(os.DirFS(root + "seed/data"))
	if err != nil {
		t.Fatal(err)
	}
	var sections, pages []part
	sectionOf := map[string]string{}
	for _, e := range dataset.Entities {
		switch e := e.(type) {
		case *graph.Source:
			if strings.HasPrefix(string(e.ID), "source/alliance-") {
				pages = append(pages, part{strings.TrimPrefix(string(e.ID), "source/"), e.Name(graph.EN)})
			}
			if e.ID == "source/a-75-345" {
				for _, s := range e.Sections {
					sections = append(sections, part{s.Key, s.Heading.In(graph.EN)})
				}
			}
		case *graph.Passage:
			if e.Source == "source/a-75-345" {
				sectionOf[e.Locator] = e.Section
			}
		}
	}
	paragraph := regexp.MustCompile(`^\d+`)
	var out strings.Builder
	out.WriteString(agreementHead + agreementTable)
	writeAgreement(t, &out, "a-75-345", sections, func(cite string) string { return sectionOf[paragraph.FindString(cite)] })
	out.WriteString(agreementOfPages + agreementTable)
	writeAgreement(t, &out, "alliance", pages, func(cite string) string {
		page, _, _ := strings.Cut(cite, "#")
		return page
	})
	checkCurrent(t, agreementPage, out.String())
}

// writeAgreement writes a row for each part that has statements, and one for
// all. A statement belongs to the part of the first passage that it cites.
func writeAgreement(t *testing.T, out *strings.Builder, pack string, parts []part, of func(cite string) string) {
	first, second := reading(t, pack, "first"), reading(t, pack, "second")
	for _, s := range slices.Concat(first, second) {
		if of(s.Cites[0]) == "" {
			t.Fatalf("%s cites %s, which is nowhere", s.ID, s.Cites[0])
		}
	}
	whole := agreement.Match(first, second)
	for _, p := range parts {
		m := whole.Part(func(s agreement.Statement) bool { return of(s.Cites[0]) == p.key })
		if len(m.Pairs)+len(m.OnlyFirst)+len(m.OnlySecond) > 0 {
			writeMeasures(out, p.heading, agreement.Measure(m))
		}
	}
	writeMeasures(out, "**All**", agreement.Measure(whole))
	if pack == "a-75-345" {
		writeMeasures(out, "**All but the African Union**", agreement.Measure(whole.Part(func(s agreement.Statement) bool {
			return of(s.Cites[0]) != "african-union"
		})))
	}
}

func writeMeasures(out *strings.Builder, name string, m agreement.Measures) {
	fmt.Fprintf(out, "| %s | %d | %d | %d |", name, m.First, m.Second, m.Both)
	for _, figure := range []float64{
		m.Statements, m.Participants, m.Passages, m.Dates, m.Places, m.Roles, m.Basis, m.Themes, m.Category, m.Status, m.Specificity,
	} {
		fmt.Fprintf(out, " %.2f |", figure)
	}
	out.WriteString("\n")
}

const agreementHead = `# Agreement of the readings

Two readers coded each section independently of each other, from the text and without seeing what the other wrote; a third compared the two, went back to the text and decided. Here is how far they agreed **before** that. Two limits:

- For the African Union and the pages on the Alliance, the first reading is the data as two earlier readers had reconciled it. There the figures compare one reader with a result of several.
- The rules grew on the way. The second reader knew a few that were made after the first reading: a shortened name is a name, several subjects are one statement, national institutions are actors.

The readings are kept as they were compared, in ` + "`seed/readings`" + `, and this page is printed from them; ids and titles in them are the readers' own, and not always those of the data.

- **Statements**: how many the first and the second reader found, how many of them are the same statement, and the Dice coefficient (twice what both have, by what each has). Statements are paired one to one if they cite a passage in common, those first that are most alike in sentences, participants, themes, category and dates. So the figures of these are a little too good, and that of passages is nearly 1 by construction.
- **Participants**, **passages**, **places**: Dice coefficients over the statements that both found.
- **Dates**: of these, the share of those that one of the readers dates whose dates are written the same.
- **Roles**, **basis** (stated or inferred), **themes**, **category**, **status**, **specific or general**: Krippendorff's alpha, which is 1 if the readers agree throughout and 0 if they agree as often as chance would have them. Roles and basis are compared for the participants that both have. Several roles or themes are a set, and the distance of sets is MASI (R. Passonneau, *Measuring Agreement on Set-valued Items (MASI) for Semantic and Pragmatic Annotation*, 2006): sets that overlap agree in part. For a section of few statements, alpha says little.

Where they differed most, the definitions were mended and rules added, which stand in [How the facts were read](method.md#rules-for-close-calls): what is inferred, the status of what is told in the past, the owner of a strategy, what "in cooperation with" means, member states taken together, a text that is only mentioned.

## The report A/75/345

`

const agreementOfPages = `
## The pages on the Alliance for Multilateralism

Themes include the areas of action of the Alliance, which the second reader gave to fewer statements.

`

const agreementTable = `| | first | second | both | statements | participants | passages | dates | places | roles | basis | themes | category | status | specific |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
`
