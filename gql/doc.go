// Package gql answers GraphQL operations over a graph.Store: over HTTP, and in
// process for the command line. What it adds to the questions of package graph
// is the protocol: sessions, limits, errors on the wire, and the promise that
// one operation sees one version of the data.
//
// gql/exec is generated from schema/ and holds nothing by hand; gql/view is what
// the types of the schema bind to.
package gql
