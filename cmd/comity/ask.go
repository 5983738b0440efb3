package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"

	"github.com/comity-graph/comity/gql"
	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/server"
)

func askCommand() command {
	return command{
		name:     "ask",
		synopsis: "REF [flags]",
		summary:  "print which bodies cooperate with one, on what, and where it is written",
		help: `
Ask prints the counterparts of REF, ranked by the number of distinct engagements
that the documents mention: with each its period, its themes, the roles of both,
and the newest engagements with their titles, dates and citations. It is the
operation in the first tab of the page that "comity serve" shows, answered by
the same API.

REF is an id, a name, an acronym or a code of a state, an organisation, an
entity of the United Nations, a coalition or another actor, in English or in
French. A name that means several things is answered with what it may mean.
Organs count as the body that they belong to.

General statements ("cooperation continued") and planned things are left out
unless asked for; the last lines say how many there are. The counts are of what
is mentioned in the documents, and no measure of strength.

The language is --lang, or else that of the terminal (LC_ALL, LC_MESSAGES, LANG),
or else that of the name: "Union africaine" is answered in French. A language
given with --lang also decides between meanings of a name.

Examples:

	comity ask "African Union"
	comity ask "Union africaine" --theme santé
	comity ask INTERPOL --kind un-entity --from 2019 --general
	comity ask AU --place Somalia --roll-up --first 5 --lang en
`,
		bind: func(f *flags) action {
			c := asking{first: defaultFirst}
			f.list(&c.themes, flagSpec{name: "theme", value: "THEME", help: "only engagements on this theme or a narrower one; repeat it for several, of which any may fit"})
			f.list(&c.places, flagSpec{name: "place", value: "PLACE", help: "only engagements that concern, or were held in, this state or area or what lies in it; can be repeated"})
			f.add(flagSpec{name: "kind", value: "KIND", help: "only counterparts of this kind: " + strings.Join(kindWords(), ", ") + "; can be repeated"}, c.addKind)
			f.add(flagSpec{name: "from", value: "DATE", help: "only what may have happened on this day or later; a year or a month will do: 2019, 2019-03, 2019-03-21"}, c.setFrom)
			f.add(flagSpec{name: "to", value: "DATE", help: "only what may have happened on this day or earlier"}, c.setTo)
			f.on(&c.undated, flagSpec{name: "undated", help: "with --from or --to, what has no date as well"})
			f.on(&c.general, flagSpec{name: "general", help: "count general statements too"})
			f.on(&c.planned, flagSpec{name: "planned", help: "count planned things too"})
			f.on(&c.rollUp, flagSpec{name: "roll-up", help: "count each counterpart as the body at the top of its tree"})
			f.count(&c.first, 1, graph.DefaultLimits().MaxPage, flagSpec{name: "first", value: "N", initial: fmt.Sprint(defaultFirst), help: fmt.Sprintf("how many counterparts to print, %d at most", graph.DefaultLimits().MaxPage)})
			f.add(flagSpec{name: "lang", value: "en|fr", env: "COMITY_LANG", help: "the language of the answer"}, c.setLang)
			f.count(&c.width, leastWidth, mostWidth, flagSpec{name: "width", value: "COLUMNS", env: "COMITY_WIDTH", initial: fmt.Sprintf("that of the terminal, up to %d", wideEnough), help: "how wide to print"})
			c.source.bindStore(f, "the graph in memory")
			c.source.bindData(f, "the folder of packs to load into memory")
			c.logging.bind(f, slog.LevelError)
			return c.run
		},
	}
}

const defaultFirst = 20

type asking struct {
	source  source
	logging logging

	ref              string
	themes, places   []string
	kinds            []graph.Kind
	from, to         graph.Date
	undated, general bool
	planned, rollUp  bool
	first, width     int
	lang             graph.Language // empty if it was not given
}

func (c *asking) run(ctx context.Context, p *program, args []string) (err error) {
	switch {
	case len(args) == 0 || strings.TrimSpace(args[0]) == "":
		return misuse("whom do you ask about? give a name, as in: comity ask \"African Union\"")
	case len(args) > 1:
		return misuse("%q is one argument too many; put a name of several words in quotes, as in: comity ask \"African Union\"", args[1])
	case c.undated && c.from == "" && c.to == "":
		return misuse("--undated needs --from or --to: without them, what has no date is counted anyway")
	}
	if c.from != "" && c.to != "" && c.to < c.from {
		return misuse("--to %s is before --from %s", c.to, c.from)
	}
	c.ref = args[0]
	log := c.logging.logger(p.stderr)
	store, err := c.source.open(ctx, p, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close(context.WithoutCancel(ctx))) }()
	api := c.source.api(store, log)

	lang, err := c.language(ctx, p, api)
	if err != nil {
		return err
	}
	w := wordsIn(lang)
	a, err := c.ask(ctx, api, w.lang)
	if err != nil {
		return err
	}
	r := &report{paper: newPaper(p, c.width), words: w, asked: c, answer: a}
	if r.names, err = namesOf(ctx, api, a.mentioned(), w.lang); err != nil {
		return err
	}
	if err := r.refusal(); err != nil {
		return err
	}
	r.print()
	_, err = p.stdout.Write(r.paper.bytes())
	return err
}

// language returns the language to answer in: the one that was asked for, else
// that of the terminal, else that of the name that was typed.
func (c *asking) language(ctx context.Context, p *program, api *gql.API) (graph.Language, error) {
	if c.lang != "" {
		return c.lang, nil
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		value := strings.ToLower(p.env(name))
		switch {
		case value == "":
			continue
		case strings.HasPrefix(value, "fr"):
			return graph.FR, nil
		case strings.HasPrefix(value, "en"):
			return graph.EN, nil
		}
		break
	}
	return spokenIn(ctx, api, c.ref)
}

// spokenIn returns the language of a name: French if it is one in French and
// none in English.
func spokenIn(ctx context.Context, api *gql.API, ref string) (graph.Language, error) {
	var response struct {
		Data struct {
			Actor *struct {
				Names []struct {
					Value    string
					Language graph.Language
				}
			}
		}
	}
	query := `query Names($ref: String!) { actor(ref: $ref) { names { value language } } }`
	if err := operate(ctx, api, query, map[string]any{"ref": ref}, &response); err != nil {
		return "", err
	}
	if response.Data.Actor == nil {
		return graph.EN, nil
	}
	in := map[graph.Language]bool{}
	for _, name := range response.Data.Actor.Names {
		if graph.Key(name.Value) == graph.Key(ref) {
			in[name.Language] = true
		}
	}
	if in[graph.FR] && !in[graph.EN] {
		return graph.FR, nil
	}
	return graph.EN, nil
}

func (c *asking) setLang(value string) error {
	switch strings.ToLower(value) {
	case "en":
		c.lang = graph.EN
	case "fr":
		c.lang = graph.FR
	default:
		return fmt.Errorf("%q is neither en nor fr", value)
	}
	return nil
}

// kindWords are the kinds of actors as they are typed.
func kindWords() []string {
	var words []string
	for _, kind := range graph.KindsOf(graph.ClassActor) {
		words = append(words, typed(kind))
	}
	return words
}

func typed(kind graph.Kind) string {
	return strings.ReplaceAll(strings.ToLower(string(kind)), "_", "-")
}

func (c *asking) addKind(value string) error {
	meant := strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(value))
	kinds := graph.KindsOf(graph.ClassActor)
	i := slices.IndexFunc(kinds, func(k graph.Kind) bool { return typed(k) == meant })
	if i < 0 {
		return fmt.Errorf("%q is no kind of actor; it may be %s", value, strings.Join(kindWords(), ", "))
	}
	c.kinds = append(c.kinds, kinds[i])
	return nil
}

func (c *asking) setFrom(value string) (err error) {
	c.from, _, err = days(value)
	return err
}

func (c *asking) setTo(value string) (err error) {
	_, c.to, err = days(value)
	return err
}

// days returns the first and the last day of a year, a month or a day.
func days(value string) (first, last graph.Date, err error) {
	if !regexp.MustCompile(`^\d{4}(-\d{2}){0,2}$`).MatchString(value) {
		return "", "", fmt.Errorf("%q is not a date; write a year, a month or a day: 2019, 2019-03 or 2019-03-21", value)
	}
	period, err := graph.ParseEDTF(value)
	if err != nil {
		return "", "", err
	}
	return period.Start, period.End, nil
}

// variables are those of server.Headline.
type variables struct {
	Ref     string            `json:"ref"`
	RefLang graph.Language    `json:"refLang,omitempty"`
	Lang    graph.Language    `json:"lang"`
	Filter  *engagementFilter `json:"filter,omitempty"`
	Among   *actorFilter      `json:"among,omitempty"`
	RollUp  bool              `json:"rollUp"`
	First   int               `json:"first"`
}

type engagementFilter struct {
	Themes         []string       `json:"themes,omitempty"`
	Places         []string       `json:"places,omitempty"`
	Period         *periodInput   `json:"period,omitempty"`
	Status         []graph.Status `json:"status,omitempty"`
	IncludeGeneral bool           `json:"includeGeneral"`
	Lang           graph.Language `json:"lang,omitempty"`
}

type periodInput struct {
	From    graph.Date    `json:"from,omitempty"`
	To      graph.Date    `json:"to,omitempty"`
	Undated graph.Undated `json:"undated,omitempty"`
}

type actorFilter struct {
	Kinds []graph.Kind `json:"kinds"`
}

// variables returns what was asked for. The language of the answer is not that
// of the names unless it was given: most people type names in any language.
func (c *asking) variables(lang graph.Language) *variables {
	v := &variables{Ref: c.ref, RefLang: c.lang, Lang: lang, RollUp: c.rollUp, First: c.first}
	v.Filter = &engagementFilter{Themes: c.themes, Places: c.places, IncludeGeneral: c.general, Lang: c.lang}
	if c.planned {
		v.Filter.Status = graph.Statuses()
	}
	if c.from != "" || c.to != "" {
		v.Filter.Period = &periodInput{From: c.from, To: c.to}
		if c.undated {
			v.Filter.Period.Undated = graph.UndatedInclude
		}
	}
	if len(c.kinds) > 0 {
		v.Among = &actorFilter{c.kinds}
	}
	return v
}

// ask puts the question to the API.
func (c *asking) ask(ctx context.Context, api *gql.API, lang graph.Language) (*answer, error) {
	a := &answer{}
	return a, operate(ctx, api, server.Headline(), c.variables(lang), a)
}

// operate runs an operation, and reads the whole response as it would be sent
// over HTTP.
func operate(ctx context.Context, api *gql.API, query string, variables, response any) error {
	typed, err := json.Marshal(variables)
	if err != nil {
		return fmt.Errorf("write the variables: %w", err)
	}
	decoder := json.NewDecoder(bytes.NewReader(typed))
	decoder.UseNumber()
	var loose map[string]any
	if err := decoder.Decode(&loose); err != nil {
		return fmt.Errorf("read the variables: %w", err)
	}
	sent, err := json.Marshal(api.Do(ctx, gql.Request{Query: query, Variables: loose}))
	if err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	if err := json.Unmarshal(sent, response); err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	return nil
}
