// Package neo4jtest gives tests a real Neo4j.
//
// A test package whose tests read and write a graph shares one database among
// them. It says so once, and each test then asks for it:
//
//	func TestMain(m *testing.M) { neo4jtest.Run(m) }
//
//	func TestSomething(t *testing.T) {
//		db := neo4jtest.Shared(t)
//		driver, err := neo4j.NewDriverWithContext(db.URI, db.Auth())
//		…
//	}
//
// A test that needs a server to itself, because it stops, kills, halts or
// restarts it, or asks for a password, calls [Start] instead.
//
// # Where the Neo4j comes from
//
// [Shared] uses the database at COMITY_TEST_NEO4J_URI, with the credentials
// COMITY_NEO4J_USER and COMITY_NEO4J_PASSWORD, where that is set. It refuses a
// database that holds anything which no test of ours put there.
//
// Otherwise, and always for [Start], the test process starts a server of its
// own, on a free port of 127.0.0.1 and in a temporary folder:
//
//   - with Java 17 or later, from the jars of Neo4j Community, which Maven
//     fetches once for each user of a machine;
//   - else with Docker, from the image of Neo4j Community.
//
// Where neither is to be had the test fails, and says what is missing. It is
// skipped under -short, and never otherwise: a store that was not tried
// against its database must not look tested.
//
// A server ends with the test process that started it, even if that process is
// killed: it stops when its standard input closes.
package neo4jtest
