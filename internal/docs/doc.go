// Package docs holds no code, only tests that keep the pages in docs true:
// those that are printed from the program are current, and those that are
// written by hand leave nothing out and show answers that are given.
//
// To print the former anew: go test ./internal/docs -update.
package docs
