// Package schema holds the GraphQL schema: one .graphqls file for each kind,
// and one for each shape that kinds share. Every element is described.
//
// The schema is written by hand and leads; gqlgen generates gql/exec from it.
package schema

import "embed"

// Files are the schema's files, in no particular order.
//
//go:embed *.graphqls
var Files embed.FS
