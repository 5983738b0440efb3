package neo4jstore

import "github.com/comity-graph/comity/graph"

// judgement is Selection.Judge in Cypher: conditions on the variable
// engagement.
type judgement struct {
	// counted are those for the verdict Counted.
	counted []string
	// admitted are those for any verdict but LeftOut.
	admitted []string
	// verdict is an expression for what is admitted: 'counted', 'planned',
	// 'general' or 'undated'.
	verdict string
	// tallied are those for Counted and LeftOutGeneral, and isCounted is an
	// expression that tells the two apart.
	tallied   []string
	isCounted string
}

// judge turns the parts of a selection that have defaults into conditions, and
// adds their parameters.
func judge(sel *graph.Selection, row map[string]any) judgement {
	const (
		undated  = "engagement.first IS NULL"
		specific = "engagement.specificity <> 'GENERAL'"
	)
	j := judgement{isCounted: "true"}
	verdicts := ""
	leavesOutUndated := false
	if t := sel.Time; t != nil {
		within := spanConditions(t, row)
		admitted := within("engagement.first", "engagement.last")
		switch t.Undated {
		case graph.UndatedInclude:
			admitted = "(" + undated + " OR " + admitted + ")"
			j.counted = append(j.counted, admitted)
		case graph.UndatedByReportingPeriod:
			admitted = "(" + admitted + " OR (" + undated + " AND " + within("engagement.report_first", "engagement.report_last") + "))"
			j.counted = append(j.counted, admitted)
		default:
			leavesOutUndated = true
			j.counted = append(j.counted, admitted)
			admitted = "(" + undated + " OR " + admitted + ")"
		}
		j.admitted = append(j.admitted, admitted)
		j.tallied = append(j.tallied, admitted)
	}
	if len(sel.Statuses) > 0 {
		row["statuses"] = textsOf(sel.Statuses)
		const allowed = "engagement.status IN row.statuses"
		j.counted = append(j.counted, allowed)
		j.tallied = append(j.tallied, allowed)
		if sel.StatusesDefault {
			j.admitted = append(j.admitted, "("+allowed+" OR engagement.status = 'PLANNED')")
			verdicts += " WHEN NOT " + allowed + " THEN 'planned'"
		} else {
			j.admitted = append(j.admitted, allowed)
		}
	}
	if sel.SpecificOnly {
		j.counted = append(j.counted, specific)
		verdicts += " WHEN NOT " + specific + " THEN 'general'"
		j.isCounted = specific
		if leavesOutUndated { // a general one is left out as general, dated or not
			j.tallied = append(j.tallied, "(NOT "+undated+" OR NOT "+specific+")")
		}
	} else {
		j.tallied = j.counted
	}
	if leavesOutUndated {
		verdicts += " WHEN " + undated + " THEN 'undated'"
	}
	j.verdict = "'counted'"
	if verdicts != "" {
		j.verdict = "CASE" + verdicts + " ELSE 'counted' END"
	}
	return j
}

// spanConditions returns TimeSpan.Allows in Cypher.
func spanConditions(t *graph.TimeSpan, row map[string]any) func(first, last string) string {
	from, to := t.From, t.To
	if from == "" {
		from = graph.OpenStart
	}
	if to == "" {
		to = graph.OpenEnd
	}
	row["from"], row["to"] = string(from), string(to)
	return func(first, last string) string {
		if t.Within {
			return "(row.from <= " + first + " AND " + last + " <= row.to)"
		}
		return "(" + first + " <= row.to AND row.from <= " + last + ")"
	}
}
