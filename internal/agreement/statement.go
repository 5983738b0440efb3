package agreement

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Statement is one statement of cooperation as a reader coded it. Its sets are
// sorted, but for Cites, which are in the reader's order.
type Statement struct {
	ID          string
	Cites       []string            // Sentences: 26.1.
	Category    string              // Of the engagement.
	Roles       map[string][]string // Of each participant, by the id of the actor.
	Inferred    []string            // The participants that are read between the lines.
	Themes      []string            // Without theme/.
	Dates       []string            // EDTF, of the period and of the milestones.
	Places      []string            // Where it was held, or what it concerns.
	Status      string
	Specificity string
	Title       string
}

// Actors returns the ids of the participants.
func (s Statement) Actors() []string { return slices.Sorted(maps.Keys(s.Roles)) }

// basis says how the participation of an actor is known.
func (s Statement) basis(actor string) string {
	if slices.Contains(s.Inferred, actor) {
		return "INFERRED"
	}
	return "STATED"
}

// Passages returns the locators of the passages that the statement cites.
func (s Statement) Passages() []string {
	var passages []string
	for _, cite := range s.Cites {
		passage, _, _ := strings.Cut(cite, ".")
		passages = append(passages, passage)
	}
	return set(passages)
}

// Read reads the statements of a reading, a CSV file with the columns
//
//	id,cites,category,participants,themes,dates,held_in,concerns,status,specificity,title
//
// Cells that hold several values part them with spaces. A participant is
// written un/undp=LEAD+FUNDER, with ? at the end if it is inferred; a date
// period=2019 or SIGNED=2019-02. What a reader enters in several places under
// one id is one statement, which has all that its rows have.
func Read(r io.Reader) ([]Statement, error) {
	rows := csv.NewReader(r)
	header, err := rows.Read()
	if err != nil {
		return nil, fmt.Errorf("agreement: no header: %w", err)
	}
	var statements []Statement
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return statements, nil
		}
		if err != nil {
			return nil, fmt.Errorf("agreement: %w", err)
		}
		s, err := statement(header, row)
		if err != nil {
			line, _ := rows.FieldPos(0)
			return nil, fmt.Errorf("agreement: line %d: %w", line, err)
		}
		if i := slices.IndexFunc(statements, func(other Statement) bool { return other.ID == s.ID }); i >= 0 {
			statements[i] = joined(statements[i], s)
			continue
		}
		statements = append(statements, s)
	}
}

// joined is what two rows say of one thing; the first decides where it can
// have one value only.
func joined(s, more Statement) Statement {
	for _, cite := range more.Cites {
		if !slices.Contains(s.Cites, cite) {
			s.Cites = append(s.Cites, cite)
		}
	}
	for actor, roles := range more.Roles {
		s.Roles[actor] = set(append(s.Roles[actor], roles...))
	}
	s.Inferred = set(append(s.Inferred, more.Inferred...))
	s.Themes = set(append(s.Themes, more.Themes...))
	s.Dates = set(append(s.Dates, more.Dates...))
	s.Places = set(append(s.Places, more.Places...))
	return s
}

func statement(header, row []string) (Statement, error) {
	s := Statement{Roles: map[string][]string{}}
	for i, cell := range row {
		values := strings.Fields(cell)
		switch header[i] {
		case "id":
			s.ID = cell
		case "cites":
			s.Cites = values
		case "category":
			s.Category = cell
		case "participants":
			for _, value := range values {
				actor, roles, ok := strings.Cut(strings.TrimSuffix(value, "?"), "=")
				if !ok {
					return Statement{}, fmt.Errorf("participant %q has no role: write actor=ROLE", value)
				}
				s.Roles[actor] = set(strings.Split(roles, "+"))
				if strings.HasSuffix(value, "?") {
					s.Inferred = set(append(s.Inferred, actor))
				}
			}
		case "themes":
			s.Themes = set(values)
		case "dates":
			for _, value := range values {
				_, date, ok := strings.Cut(value, "=")
				if !ok {
					return Statement{}, fmt.Errorf("date %q does not say of what: write period=%s or SIGNED=%s", value, value, value)
				}
				s.Dates = append(s.Dates, date)
			}
			s.Dates = set(s.Dates)
		case "status":
			s.Status = cell
		case "specificity":
			s.Specificity = cell
		case "title":
			s.Title = cell
		case "held_in", "concerns":
			s.Places = set(append(s.Places, values...))
		default:
			return Statement{}, fmt.Errorf("unknown column %q", header[i])
		}
	}
	if len(s.Cites) == 0 {
		return Statement{}, fmt.Errorf("%q cites nothing", s.ID)
	}
	return s, nil
}
