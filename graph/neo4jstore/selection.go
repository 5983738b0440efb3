package neo4jstore

import (
	"fmt"
	"slices"
	"strings"

	"github.com/comity-graph/comity/graph"
)

// condition is one thing that a selection asks for. As a filter it is a
// predicate on entities that are at hand. Some can also be started from: they
// find the entities by an index and a few steps.
type condition struct {
	predicate string
	start     string // ends with the variable bound; may bind it several times
	exact     bool   // start finds only what the predicate holds for
}

// selected is the part of a statement that binds the entities of a selection to
// a variable, each once.
type selected struct {
	start      string // empty: nothing that was asked for can be started from
	conditions []string
}

// selectBy starts from the first condition that can be started from, and
// filters by the others. Conditions come most selective first, as a guess.
func selectBy(variable string, conditions []condition) selected {
	var s selected
	for _, c := range conditions {
		if s.start == "" && c.start != "" {
			s.start = c.start + "\nWITH DISTINCT " + variable
			if c.exact {
				continue
			}
		}
		s.conditions = append(s.conditions, c.predicate)
	}
	return s
}

// Predicates name no labels at their far ends: with one, the planner may think
// it cheap to begin there, with all that the label has. For the same reason
// starts look ids up one by one: given a list of unknown length, it may read an
// index from end to end.

// inSet is a predicate: the entity is one of the set's, or in the tree of one.
// The set's ids are the parameter row.<set>.
func inSet(variable, set string, tree bool) string {
	if !tree {
		return variable + ".id IN row." + set
	}
	return fmt.Sprintf("EXISTS { MATCH (%[1]s)-[:IN_TREE_OF*0..1]->(%[2]s_top) WHERE %[2]s_top.id IN row.%[2]s }", variable, set)
}

// fromSet binds a variable to the entities of a set, each once.
func fromSet(variable, label, set string, tree bool) string {
	if !tree {
		return fmt.Sprintf("UNWIND row.%[2]s AS %[2]s_id\nMATCH (%[1]s:Entity {generation: $generation, id: %[2]s_id})\nWITH DISTINCT %[1]s", variable, set)
	}
	return fmt.Sprintf("UNWIND row.%[3]s AS %[3]s_id\nMATCH (top:Entity {generation: $generation, id: %[3]s_id})\nMATCH (%[1]s:%[2]s)-[:IN_TREE_OF*0..1]->(top)\nWITH DISTINCT %[1]s", variable, label, set)
}

// bind adds the ids of a set to the parameters.
func bind(row map[string]any, name string, ids []graph.ID) {
	row[name] = textsOf(ids)
}

// exists is a predicate: there is such a pattern.
func exists(pattern string, conditions ...string) string {
	return "EXISTS { MATCH " + pattern + " " + strings.ReplaceAll(where(conditions), "\n  ", " ") + " }"
}

// sideConditions are what a side asks of a participation, its set apart. The
// participation is the variable part, its actor the variable actor.
func sideConditions(side *graph.Side, name, part, actor string, row map[string]any) []string {
	var conditions []string
	if len(side.Roles) > 0 {
		row[name+"_roles"] = textsOf(side.Roles)
		conditions = append(conditions, fmt.Sprintf("any(role IN %s.roles WHERE role IN row.%s_roles)", part, name))
	}
	if side.SkipAddressees {
		conditions = append(conditions, part+".acts")
	}
	if side.SkipArmedGroups {
		conditions = append(conditions, actor+".category <> 'armed-group'")
	}
	return conditions
}

// ownConditions are what Own asks of a participation, its set apart.
func ownConditions(sel *graph.Selection, part, actor string, row map[string]any) []string {
	conditions := sideConditions(sel.Own, "own", part, actor, row)
	if sel.Basis != "" {
		conditions = append(conditions, part+".basis = row.basis")
	}
	return conditions
}

// takesPart is the condition that somebody of a set took part. The conditions
// are on the variables part and actor.
func takesPart(set string, of *graph.Set, conditions []string) condition {
	return condition{
		predicate: exists(
			fmt.Sprintf("(engagement)<-[%[1]s_part:TOOK_PART_IN]-(%[1]s_actor)", set),
			append(rename(conditions, set), inSet(set+"_actor", set, of.Tree))...,
		),
		start: lines(
			fromSet("actor", "Actor", set, of.Tree),
			"MATCH (actor)-[part:TOOK_PART_IN]->(engagement:Engagement)",
			where(conditions),
		),
		exact: true,
	}
}

// fromLesser binds engagement to what the side of a pair took part in that took
// part in less, as named: a hub and a small body are asked about from either
// end. The number of participations is known without looking at them.
func fromLesser(sel *graph.Selection) string {
	side := func(name string, set *graph.Set) string {
		return lines(
			"CALL (row) {",
			fromSet(name+"_near", "Actor", name, set.Tree),
			fmt.Sprintf("RETURN collect(%[1]s_near) AS %[1]s_side, sum(COUNT { (%[1]s_near)-[:TOOK_PART_IN]->() }) AS %[1]s_parts", name),
			"}",
		)
	}
	return lines(
		side("own", &sel.Own.Set),
		side("with", &sel.With.Set),
		"UNWIND CASE WHEN own_parts <= with_parts THEN own_side ELSE with_side END AS near",
		"MATCH (near)-[:TOOK_PART_IN]->(engagement:Engagement)",
	)
}

// rename gives the variables of conditions names that nothing else has.
func rename(conditions []string, set string) []string {
	renamed := make([]string, len(conditions))
	for i, c := range conditions {
		renamed[i] = strings.NewReplacer("part.", set+"_part.", "actor.", set+"_actor.").Replace(c)
	}
	return renamed
}

// engagementConditions are what a selection asks of engagements, apart from
// what has defaults (see judge.go). forTally leaves out With, whose set a tally
// by counterpart does not look at.
func engagementConditions(sel *graph.Selection, forCounterparts bool, row map[string]any) []condition {
	var conditions []condition
	add := func(c condition) { conditions = append(conditions, c) }
	row["basis"] = string(sel.Basis)

	if sel.Passages != nil {
		bind(row, "passages", sel.Passages.IDs)
		add(condition{
			predicate: exists("(engagement)-[:CITES]->(passage)", "passage.id IN row.passages"),
			start:     lines(fromSet("passage", "Passage", "passages", false), "MATCH (passage)<-[:CITES]-(engagement:Engagement)"),
			exact:     true,
		})
	}
	if sel.RelatedTo != nil {
		bind(row, "related", sel.RelatedTo.IDs)
		types := strings.Join(textsOf(graph.RelationLinks()), "|")
		add(condition{
			predicate: exists("(engagement)-[:"+types+"]-(other)", "other.id IN row.related"),
			start:     lines(fromSet("other", "Engagement", "related", false), "MATCH (other)-[:"+types+"]-(engagement:Engagement)"),
			exact:     true,
		})
	}
	if sel.Own != nil {
		bind(row, "own", sel.Own.IDs)
		own := takesPart("own", &sel.Own.Set, ownConditions(sel, "part", "actor", row))
		if sel.With != nil && !forCounterparts {
			own.start, own.exact = fromLesser(sel), false
		}
		add(own)
	}
	var tookPart []string
	if len(sel.Roles) > 0 {
		row["roles"] = textsOf(sel.Roles)
		tookPart = append(tookPart, "any(role IN part.roles WHERE role IN row.roles)")
	}
	if sel.Any == nil && len(sel.All) == 0 && len(sel.Roles) > 0 {
		add(condition{predicate: exists("(engagement)<-[anyone_part:TOOK_PART_IN]-()", rename(tookPart, "anyone")...)})
	}
	if sel.Basis != "" {
		tookPart = append(tookPart, "part.basis = row.basis")
	}
	for i := range sel.All {
		name := fmt.Sprintf("all%d", i)
		bind(row, name, sel.All[i].IDs)
		add(takesPart(name, &sel.All[i], tookPart))
	}
	if sel.Any != nil {
		bind(row, "any", sel.Any.IDs)
		add(takesPart("any", sel.Any, tookPart))
	}
	if sel.Basis != "" && sel.Own == nil && sel.Any == nil && len(sel.All) == 0 {
		add(condition{predicate: "engagement.basis = row.basis"})
	}
	if sel.With != nil && !forCounterparts {
		bind(row, "with", sel.With.IDs)
		c := takesPart("with", &sel.With.Set, sideConditions(sel.With, "with", "part", "actor", row))
		if sel.Own != nil { // which is started from
			besides := append(rename(sideConditions(sel.With, "with", "part", "actor", row), "with"),
				inSet("with_actor", "with", sel.With.Tree), "NOT "+inSet("with_actor", "own", sel.Own.Tree))
			c = condition{predicate: exists("(engagement)<-[with_part:TOOK_PART_IN]-(with_actor)", besides...)}
		}
		add(c)
	}
	return append(conditions, subjectConditions(sel, row)...)
}

// subjectConditions are what a selection asks of an engagement besides who took
// part.
func subjectConditions(sel *graph.Selection, row map[string]any) []condition {
	var conditions []condition
	add := func(c condition) { conditions = append(conditions, c) }
	if sel.Sources != nil || len(sel.Locators) > 0 {
		add(citesConditions(sel, row))
	}
	if c, ok := textCondition("engagement", "engagement_text", sel.Text, sel.TextLanguage, row); ok {
		add(c)
	}
	if sel.Themes != nil {
		bind(row, "themes", sel.Themes.IDs)
		add(condition{
			predicate: exists("(engagement)-[:ADDRESSES]->(theme)", inSet("theme", "themes", sel.Themes.Tree)),
			start:     lines(fromSet("theme", "Theme", "themes", sel.Themes.Tree), "MATCH (theme)<-[:ADDRESSES]-(engagement:Engagement)"),
			exact:     true,
		})
	}
	if sel.Places != nil {
		bind(row, "places", sel.Places.IDs)
		types := map[graph.PlaceRelation]string{graph.PlaceConcerns: "CONCERNS", graph.PlaceHeldIn: "HELD_IN"}[sel.PlaceRelation]
		if types == "" {
			types = "CONCERNS|HELD_IN"
		}
		add(condition{
			predicate: exists("(engagement)-[:"+types+"]->(place)", inSet("place", "places", sel.Places.Tree)),
			start:     lines(fromSet("place", "Entity", "places", sel.Places.Tree), "MATCH (place)<-[:"+types+"]-(engagement:Engagement)"),
			exact:     true,
		})
	}
	if len(sel.Kinds) > 0 {
		row["kinds"] = textsOf(sel.Kinds)
		add(condition{predicate: "engagement.kind IN row.kinds"})
	}
	if len(sel.Categories) > 0 {
		row["categories"] = sel.Categories
		add(condition{predicate: "engagement.category IN row.categories"})
	}
	if sel.MaxParticipants > 0 {
		row["crowd"] = sel.MaxParticipants
		add(condition{predicate: "engagement.participants <= row.crowd"})
	}
	return conditions
}

func citesConditions(sel *graph.Selection, row map[string]any) condition {
	var conditions []string
	if sel.Sources != nil {
		bind(row, "sources", sel.Sources.IDs)
		conditions = append(conditions, "passage.source IN row.sources")
	}
	start := lines(fromSet("source", "Source", "sources", false), "MATCH (source)<-[:IN]-(passage:Passage)")
	if len(sel.Locators) > 0 {
		row["locators"] = sel.Locators
		conditions = append(conditions, "passage.locator IN row.locators")
		start = "MATCH (passage:Passage) USING INDEX passage:Passage(locator)"
		conditions = append(conditions, "passage.generation = $generation")
	}
	return condition{
		predicate: exists("(engagement)-[:CITES]->(passage)", conditions...),
		start:     lines(start, where(conditions), "WITH passage", "MATCH (passage)<-[:CITES]-(engagement:Engagement)"),
		exact:     true,
	}
}

// textCondition is the condition that all words occur in the text of the
// language, or of one language. The full-text index finds candidates.
func textCondition(variable, index string, words []string, lang graph.Language, row map[string]any) (condition, bool) {
	if len(words) == 0 {
		return condition{}, false
	}
	languages := graph.Languages()
	if lang != "" {
		if !slices.Contains(languages, lang) {
			return condition{predicate: "false"}, true
		}
		languages = []graph.Language{lang}
	}
	row[variable+"_words"] = padded(words)
	row[variable+"_lucene"] = luceneFields(languages, words)
	alternatives := make([]string, len(languages))
	for i, l := range languages {
		alternatives[i] = fmt.Sprintf("all(word IN row.%[1]s_words WHERE (' ' + %[1]s.%[2]s + ' ') CONTAINS word)", variable, textProperty(l))
	}
	return condition{
		predicate: "(" + strings.Join(alternatives, " OR ") + ")",
		start:     fmt.Sprintf("CALL db.index.fulltext.queryNodes('%[1]s', row.%[2]s_lucene) YIELD node AS %[2]s\nWHERE %[2]s.generation = $generation", index, variable),
	}, true
}

// actorConditions are what an actor selection asks of the variable actor.
func actorConditions(sel *graph.ActorSelection, row map[string]any) []condition {
	var conditions []condition
	add := func(c condition) { conditions = append(conditions, c) }
	if sel.IDs != nil {
		bind(row, "actors", sel.IDs.IDs)
		add(condition{predicate: inSet("actor", "actors", sel.IDs.Tree), start: fromSet("actor", "Actor", "actors", sel.IDs.Tree)})
	}
	if sel.MemberOf != nil {
		bind(row, "bodies", sel.MemberOf.IDs)
		var during []string
		if sel.AsOf != "" {
			row["day"] = string(sel.AsOf)
			during = append(during, "(membership.first IS NULL OR (membership.first <= row.day AND row.day <= membership.last))")
		}
		add(condition{
			predicate: exists("(actor)<-[:MEMBER]-(membership)-[:ORGANISATION]->(body)",
				append(slices.Clone(during), inSet("body", "bodies", sel.MemberOf.Tree))...),
			start: lines(
				fromSet("body", "Actor", "bodies", sel.MemberOf.Tree),
				"MATCH (body)<-[:ORGANISATION]-(membership:Membership)", where(during), "WITH membership",
				"MATCH (membership)-[:MEMBER]->(actor:Actor)",
			),
			exact: true,
		})
	}
	if sel.Places != nil {
		bind(row, "within", sel.Places.IDs)
		add(condition{predicate: inSet("actor", "within", sel.Places.Tree), start: fromSet("actor", "Actor", "within", sel.Places.Tree)})
	}
	if c, ok := textCondition("actor", "actor_text", sel.Text, sel.TextLanguage, row); ok {
		add(c)
	}
	if len(sel.Kinds) > 0 {
		row["actor_kinds"] = textsOf(sel.Kinds)
		add(condition{predicate: "actor.kind IN row.actor_kinds"})
	}
	if len(sel.Categories) > 0 {
		row["actor_categories"] = sel.Categories
		add(condition{predicate: "actor.category IN row.actor_categories"})
	}
	return conditions
}
