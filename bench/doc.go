// Package bench times what users feel, beside the alternative, in one run:
//
//	go test ./bench -run '^$' -bench . -benchtime 100x
//
// Nothing here is asserted: timings are for people, on the machine at hand. The
// three rows of a benchmark belong together. "memory" and "neo4j" are the
// headline question over HTTP on loopback, from the same program with either
// store; "statements" is the bound of what the second can reach: the statements
// that it sends, sent one after the other through the driver alone.
package bench
