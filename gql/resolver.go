package gql

// Root resolves what stands at the top of a query. It holds nothing: what an
// operation reads through is in its session, which comes with the context.
type Root struct{}
