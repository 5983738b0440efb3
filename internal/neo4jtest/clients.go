package neo4jtest

import (
	"context"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Clients is what a server has to do with others than the one who asks.
type Clients struct {
	Connections  int
	Transactions int
}

// Clients asks the server how many connections and transactions it has open.
func (db Database) Clients(tb testing.TB) Clients {
	tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	driver, err := neo4j.NewDriverWithContext(db.URI, db.Auth())
	if err != nil {
		tb.Fatal(err)
	}
	defer func() {
		if err := driver.Close(ctx); err != nil {
			tb.Error(err)
		}
	}()
	count := func(query string) int {
		result, err := neo4j.ExecuteQuery(ctx, driver, query, nil, neo4j.EagerResultTransformer)
		if err != nil {
			tb.Fatal(err)
		}
		n, _, err := neo4j.GetRecordValue[int64](result.Records[0], "n")
		if err != nil {
			tb.Fatal(err)
		}
		return int(n) - 1 // this one
	}
	return Clients{
		Connections:  count("CALL dbms.listConnections() YIELD connectionId RETURN count(*) AS n"),
		Transactions: count("SHOW TRANSACTIONS YIELD transactionId RETURN count(*) AS n"),
	}
}
