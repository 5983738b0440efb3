// Package arch holds no code, only tests that keep the architecture: which
// package may import which, and what may not stand in the repository at all.
package arch
