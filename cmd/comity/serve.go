package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/comity-graph/comity/gql"
	"github.com/comity-graph/comity/graph"
	"github.com/comity-graph/comity/graph/memstore"
	"github.com/comity-graph/comity/server"
)

func serveCommand() command {
	return command{
		name:     "serve",
		synopsis: "[flags]",
		summary:  "serve the graph: GraphQL, and a page to explore it with",
		help: `
Serve loads the graph that Comity comes with and answers GraphQL at the address
that it prints. The page at the same address holds questions to begin with.

	/graphql   the API, by GET and POST
	/          GraphiQL, the page to explore it with
	/healthz   200 as long as the process runs
	/readyz    200 if the store answers and holds data, else 503 and why not

With --data it loads packs from a folder instead, and looks after them: an edit
is served within a second of its being saved, and a line on standard error says
what it has changed; another says how many warnings there are, if any. If there
is a mistake in it, the mistakes are printed, as "comity check" prints them, and
the data is served as it was before. With --store it answers from a database,
which "comity seed" has filled; any number of servers can share one. If the
database goes away, requests are answered with the error STORE_UNAVAILABLE until
it is back.

What may be asked is limited by default, in size, depth and cost, and so is the
time of an answer; an error names the limit. A browser may ask from a page of
the same address, and from pages of this machine if Comity listens to this
machine only, as it does by default. Name other origins with --origin.

Interrupt it (Ctrl-C, or SIGTERM) to stop it: requests under way may end.

Examples:

	comity serve
	comity serve --addr 127.0.0.1:0
	comity serve --data seed/data --log debug
	comity serve --addr :8080 --store neo4j+s://graph.example:7687 --origin https://dashboard.example --log json
`,
		bind: func(f *flags) action {
			var c serving
			f.text(&c.addr, flagSpec{
				name: "addr", value: "HOST:PORT", env: "COMITY_ADDR", initial: defaultAddr,
				help: "where to listen; without a host, on all networks; with port 0, on any free port",
			})
			c.source.bindStore(f, "the graph in memory")
			c.source.bindData(f, "the folder of packs to load into memory")
			f.add(flagSpec{
				name: "origin", value: "ORIGIN", env: "COMITY_ORIGINS", initial: "pages of this machine if --addr is of this machine, else none",
				help: "an origin whose pages may ask, such as https://dashboard.example, or * for all; can be repeated, or separated by commas",
			}, func(value string) error {
				for origin := range strings.SplitSeq(value, ",") {
					origin = strings.TrimSpace(origin)
					if err := server.CheckOrigin(origin); err != nil {
						return err
					}
					c.origins = append(c.origins, origin)
				}
				return nil
			})
			c.logging.bind(f, slog.LevelInfo)
			return c.run
		},
	}
}

const defaultAddr = "127.0.0.1:8080"

// batchWindow is how long reads of a database wait for others of their kind.
const batchWindow = 500 * time.Microsecond

type serving struct {
	source  source
	logging logging
	addr    string
	origins []string
}

func (c *serving) run(ctx context.Context, p *program, args []string) (err error) {
	if len(args) > 0 {
		return misuse("serve takes no arguments; %q is one", args[0])
	}
	listener, err := listen(ctx, c.addr)
	if err != nil {
		return err
	}
	defer func() {
		if closing := listener.Close(); !errors.Is(closing, net.ErrClosed) {
			err = errors.Join(err, closing)
		}
	}()
	stderr := &shared{out: p.stderr}
	log := c.logging.logger(stderr)
	reload := newReloader(&c.source, stderr)
	store, doubts, err := c.open(ctx, p, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close(context.WithoutCancel(ctx))) }()

	api := c.source.api(store, log)
	host, _, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return err
	}
	ready := func(ctx context.Context) error { return holdsGraph(ctx, store, c.source.store) }
	s, err := server.New(api, ready, &server.Options{
		Origins:         c.origins,
		LoopbackOrigins: len(c.origins) == 0 && server.IsLoopback(host),
		Logger:          log,
	})
	if err != nil {
		return err
	}
	if err := c.greet(ctx, p, api, listener.Addr()); err != nil {
		return err
	}
	if memory, ok := store.(*memstore.Store); ok && c.source.data != "" {
		reload.store = memory
		if c.logging.json {
			reload.log = log
		}
		reload.tellDoubts(doubts)
		defer reload.start(ctx)()
	}
	return s.Serve(ctx, listener)
}

// open returns the store to serve, and of a folder what is doubtful about it.
func (c *serving) open(ctx context.Context, p *program, log *slog.Logger) (store graph.Store, doubts string, err error) {
	if c.source.isMemory() && c.source.data != "" {
		content, doubts, err := c.source.checked()
		if err != nil {
			return nil, "", err
		}
		store, err := inMemory(ctx, content)
		return store, doubts, err
	}
	store, err = c.source.open(ctx, p, log)
	return store, "", err
}

// api returns the API over the store that was opened from the source.
func (s *source) api(store graph.Store, log *slog.Logger) *gql.API {
	options := &gql.Options{Logger: log}
	if !s.isMemory() {
		options.Window = batchWindow
	}
	return gql.New(store, options)
}

func listen(ctx context.Context, addr string) (net.Listener, error) {
	if addr == "" {
		addr = defaultAddr
	}
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, misuse("--addr: %q is not HOST:PORT; write for example %s", addr, defaultAddr)
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("something listens at %s already; stop it, or choose another address: --addr %s takes any free port", addr, net.JoinHostPort(host, "0"))
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("you may not listen at %s; choose a port above 1023", addr)
	case err != nil:
		return nil, fmt.Errorf("cannot listen at %s: %w", addr, err)
	}
	return listener, nil
}

// greet says where the server is, what it holds, and what to try.
func (c *serving) greet(ctx context.Context, p *program, api *gql.API, addr net.Addr) error {
	held, err := inventory(ctx, api)
	if err != nil {
		return err
	}
	where := "in memory"
	if !c.source.isMemory() {
		where = "in " + c.source.store
	}
	edits := ""
	if c.source.data != "" {
		edits = "Edit the files in " + c.source.data + " meanwhile: what is saved is served.\n"
	}
	base := "http://" + browsable(addr)
	_, err = fmt.Fprintf(p.stdout, `Comity listens at %s/

  %s, %s
  from %s

Try:

  open %s/ in a browser, and press the run button
  %s ask "African Union"
  curl -sG %s/graphql --data-urlencode 'query={ actor(ref: "AU") { name counterparts { totalCount } } }'

%sCtrl-C stops it.

`, base, held, where, strings.Join(held.packs(), "; "), base, self(), base, edits)
	return err
}

// browsable returns the address as one can be typed into a browser.
func browsable(addr net.Addr) string {
	host, port, err := net.SplitHostPort(addr.String())
	if ip := net.ParseIP(host); err == nil && ip != nil && ip.IsUnspecified() {
		return net.JoinHostPort("localhost", port)
	}
	return addr.String()
}

// self returns how this program is called: a binary that "go run" has built is
// in no path.
func self() string {
	if path, err := os.Executable(); err == nil && strings.Contains(path, "go-build") {
		return "go run ./cmd/comity"
	}
	return "comity"
}

// held is what a store holds, in numbers.
type held struct {
	Dataset struct {
		Version string
		Packs   []struct{ Title string }
	}
	Actors, Engagements, Themes, Sources struct{ TotalCount int }
}

// startPatience is for how long a database is asked again that answers too
// slowly at first, as one does that has just been started itself.
const startPatience = 30 * time.Second

// inventory asks the API, and so shows that it answers.
func inventory(ctx context.Context, api *gql.API) (*held, error) {
	for deadline := time.Now().Add(startPatience); ; {
		var response struct {
			Data   *held
			Errors []fault
		}
		err := operate(ctx, api, `query Inventory {
  dataset { version packs { title } }
  actors(first: 0) { totalCount }
  engagements(first: 0, filter: {includeGeneral: true, status: [PLANNED, ONGOING, COMPLETED, UNSTATED]}) { totalCount }
  themes(first: 0) { totalCount }
  sources(first: 0) { totalCount }
}`, nil, &response)
		switch {
		case err != nil:
			return nil, err
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case len(response.Errors) == 0:
			return response.Data, nil
		}
		e := &response.Errors[0]
		if e.Extensions.Code != graph.Timeout || time.Now().After(deadline) {
			return nil, &graph.Error{Code: e.Extensions.Code, Message: e.Message}
		}
	}
}

// String says the numbers.
func (h *held) String() string {
	w := englishWords()
	return fmt.Sprintf("%s, %s, %s and %s: version %s",
		w.count(h.Actors.TotalCount, noun{"%d actor", "%d actors"}),
		w.count(h.Engagements.TotalCount, noun{"%d engagement", "%d engagements"}),
		w.count(h.Themes.TotalCount, noun{"%d theme", "%d themes"}),
		w.count(h.Sources.TotalCount, noun{"%d document", "%d documents"}),
		h.Dataset.Version)
}

func (h *held) packs() []string {
	var titles []string
	for _, pack := range h.Dataset.Packs {
		titles = append(titles, pack.Title)
	}
	return titles
}
