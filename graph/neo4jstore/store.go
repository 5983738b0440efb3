// Package neo4jstore is the graph.Store in a Neo4j database, 5.26 or later: for
// data that outlives the process, is shared by several, or is to be looked at
// with Neo4j's own tools.
//
// # In the database
//
// Every entity is a node with the label Entity, that of its class and that of
// its kind, such as (:Entity:Actor:Organisation); a state is a Place too. Its
// properties are what statements filter and sort by, some names to read, and
// data, the entity as JSON. A relationship is a link; its type is the link's.
// (:Name)-[:NAMES]->(:Entity) are the keys under which references are looked
// up. The node (:Comity {name: 'graph'}) says which version of which content
// the database holds, and (:Comity {name: 'turn'}) whether a change is being
// written, and which generation of entities is to be read: their property
// generation is that of the turn, or 0 where the turn has none. Others exist
// only while a whole content is written beside the old one, and while the old
// one is removed. The functions nodeProperties and linkProperties list the
// properties.
//
// All folding, sorting keys and search texts are made in Go, by package graph.
// No statement folds, lower-cases or sorts a text that people wrote.
//
// # Statements
//
// The statements are the files in cypher/. Where a statement depends on which
// fields of a question are set, clauses are put in place of comments such as
// /*filter*/; the clauses are constants, and what callers ask for are
// parameters. With Options.Logger at debug level each statement is logged whole,
// with its parameters, ready for Neo4j Browser.
package neo4jstore

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"

	"github.com/comity-graph/comity/graph"
)

// Options says how to reach a database, and for how long to wait. The zero
// value is right for a database on the same machine that asks for no password.
type Options struct {
	Username string
	Password string
	// Database is the name of the database; empty: the user's home database.
	Database string
	// ConnectTimeout bounds the wait for a connection; 0: 3 seconds.
	ConnectTimeout time.Duration
	// QueryTimeout bounds each call that reads; 0: 5 seconds. A database that
	// cannot be reached is waited for as long, since it may be restarting.
	QueryTimeout time.Duration
	// ApplyTimeout bounds each transaction that writes, and Contents; 0: 10
	// minutes.
	ApplyTimeout time.Duration
	// Progress is told, from the goroutine that called Apply, how many of all
	// entities and links of the change have been written; nil: nobody is.
	Progress func(done, all int)
	// Logger receives each statement with its parameters, at debug level; nil:
	// nothing is logged.
	Logger *slog.Logger
}

// Store is a graph.Store in a Neo4j database.
type Store struct {
	driver       neo4j.DriverWithContext
	bookmarks    neo4j.BookmarkManager
	database     string
	address      string
	queryTimeout time.Duration
	applyTimeout time.Duration
	log          *slog.Logger
	statements   statements
	progress     func(done, all int)
	// generation is the one that was last read; see turn.go. It is only where
	// the next reading begins: every reading makes sure of it.
	generation atomic.Int64
	// deserted is the age of the mark of a build at which nobody can be at it
	// any more; see build.go.
	deserted time.Duration
}

var _ graph.Store = (*Store)(nil)

// Open returns a store in the database at address: neo4j:// or bolt://, each
// also with +s or +ssc for TLS. It connects to nothing yet, so that a service
// can start before its database: calls fail with STORE_UNAVAILABLE until the
// database is there. [Store.Check] says whether it is, and is ours.
//
// An address with a user or a password in it is refused, because addresses are
// shown in logs and process lists.
func Open(_ context.Context, address string, options *Options) (*Store, error) {
	if options == nil {
		options = &Options{}
	}
	if err := checkAddress(address); err != nil {
		return nil, err
	}
	statements, err := loadStatements()
	if err != nil {
		return nil, fmt.Errorf("neo4jstore.Open: %w", err)
	}
	auth := neo4j.NoAuth()
	if options.Username != "" || options.Password != "" {
		auth = neo4j.BasicAuth(options.Username, options.Password, "")
	}
	connect := orElse(options.ConnectTimeout, 3*time.Second)
	query := orElse(options.QueryTimeout, 5*time.Second)
	driver, err := neo4j.NewDriverWithContext(address, auth, func(c *config.Config) {
		c.UserAgent = "comity"
		c.SocketConnectTimeout = connect
		c.ConnectionAcquisitionTimeout = connect
		c.ConnectionLivenessCheckTimeout = 30 * time.Second // firewalls forget connections that were idle
		c.MaxTransactionRetryTime = query * 3 / 5           // what is left is for the attempt that is under way
		c.NotificationsMinSeverity = notifications.DisabledLevel
		c.TelemetryDisabled = true
	})
	if err != nil {
		return nil, &graph.Error{Code: graph.InvalidArgument, Message: fmt.Sprintf("the address %s of Neo4j cannot be used", address), Err: err}
	}
	log := options.Logger
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	progress := options.Progress
	if progress == nil {
		progress = func(int, int) {}
	}
	return &Store{
		driver:       driver,
		bookmarks:    neo4j.NewBookmarkManager(neo4j.BookmarkManagerConfig{}),
		database:     options.Database,
		address:      address,
		queryTimeout: query,
		applyTimeout: orElse(options.ApplyTimeout, 10*time.Minute),
		log:          log,
		statements:   statements,
		progress:     progress,
		deserted:     15 * time.Second,
	}, nil
}

func orElse(d, otherwise time.Duration) time.Duration {
	if d > 0 {
		return d
	}
	return otherwise
}

func checkAddress(address string) error {
	refuse := func(message string) error {
		return &graph.Error{Code: graph.InvalidArgument, Message: message}
	}
	u, err := url.Parse(address)
	if err != nil {
		// The error of url.Parse quotes the address, password and all.
		return refuse("the address of Neo4j is no URL; write bolt://host:7687 or neo4j://host:7687")
	}
	if u.User != nil {
		return refuse("the address of Neo4j has a user or password in it; give them in COMITY_NEO4J_USER and COMITY_NEO4J_PASSWORD")
	}
	if !slices.Contains([]string{"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}, u.Scheme) || u.Host == "" {
		return refuse(fmt.Sprintf("the address %q is not one of Neo4j; write bolt://host:7687 or neo4j://host:7687, with +s after the scheme for TLS", address))
	}
	if strings.Trim(u.Path, "/") != "" {
		return refuse(fmt.Sprintf("the address %q has a path; the name of a database is given apart", address))
	}
	return nil
}

// Close closes all connections.
func (s *Store) Close(ctx context.Context) error {
	return s.fault(ctx, "Close", s.driver.Close(ctx))
}

// closeSession gives up on a connection that does not close.
func (s *Store) closeSession(ctx context.Context, session neo4j.SessionWithContext) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.queryTimeout)
	defer cancel()
	return session.Close(ctx)
}

func (s *Store) session(ctx context.Context, mode neo4j.AccessMode) neo4j.SessionWithContext {
	return s.driver.NewSession(ctx, neo4j.SessionConfig{
		AccessMode: mode, DatabaseName: s.database, BookmarkManager: s.bookmarks, FetchSize: neo4j.FetchAll,
	})
}
