// Package graph is the domain of Comity: who works with whom, on what, when and
// where, and which passage of which document says so.
//
// Facts are reified. What actors did together is an Engagement of its own, with
// participants in roles, themes, places, time and evidence; a direct link
// between two actors is only ever derived. Kinds and links are rows of two
// registries (Kinds, LinkSpecs), so that a new one is a row and a file.
//
// A Dataset is what curators wrote. Build checks it and derives what follows:
// trees of organs, evidence, claims that disagree, who cooperates with whom. The
// resulting Content goes into a Store, as a Change planned by NewPlan. A store
// answers typed questions (Selection, LinkQuery, TallyQuery …) in total orders;
// package graphtest proves that all stores answer alike.
//
// What is the same for every store lives here, once: names and the keys under
// which they are found, references and their ranks (Resolve), filters
// (Question), pages and cursors (Limits), search ranking (Search), and errors
// with their codes.
//
// The package imports nothing of this module, and besides the standard library
// only golang.org/x/text.
package graph
