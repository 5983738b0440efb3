package graph

import (
	"encoding/hex"
	"slices"
	"strings"
)

// OrderField is what a list of entities is sorted by.
type OrderField string

// The fields that lists can be sorted by.
const (
	// OrderID is by id; it is the order of lists that offer no choice.
	OrderID OrderField = "ID"
	// OrderStart is by first day; undated last, in either direction.
	OrderStart OrderField = "START"
	// OrderTitle and OrderName are alphabetical in the language.
	OrderTitle OrderField = "TITLE"
	OrderName  OrderField = "NAME"
	// OrderDocument is by the first passage that states it.
	OrderDocument OrderField = "DOCUMENT"
	// OrderEngagements is by the number of engagements of an actor, its own
	// alone, SPECIFIC and not PLANNED.
	OrderEngagements OrderField = "ENGAGEMENTS"
)

// Order is a total order of a list: by a field, then by id, ascending.
type Order struct {
	Field OrderField
	Desc  bool
	Lang  Language // of TITLE and NAME
}

// String names the order, such as "start_desc" or "name_fr_asc". It is part of
// cursors, and names the property under which a database keeps the order's keys.
func (o Order) String() string {
	name := strings.ToLower(string(o.Field))
	if o.Field == OrderTitle {
		name = "name" // a title is the name of an engagement
	}
	if name == "name" {
		name += "_" + strings.ToLower(string(sortLanguage(o.Lang)))
	}
	if o.Field == OrderID {
		return name
	}
	if o.Desc {
		return name + "_desc"
	}
	return name + "_asc"
}

// sortLanguage returns the language that a list is sorted by when asked for
// lang: English wherever texts do not exist in it.
func sortLanguage(lang Language) Language {
	if slices.Contains(TextLanguages(), lang) {
		return lang
	}
	return EN
}

// Orders returns the orders that lists of the class can have, OrderID apart.
func Orders(class Class) []Order {
	var orders []Order
	add := func(f OrderField, langs ...Language) {
		for _, lang := range langs {
			orders = append(orders, Order{f, false, lang}, Order{f, true, lang})
		}
	}
	switch class {
	case ClassEngagement:
		add(OrderStart, "")
		add(OrderTitle, TextLanguages()...)
		add(OrderDocument, "")
	case ClassActor:
		add(OrderName, TextLanguages()...)
		add(OrderEngagements, "")
	case ClassTheme, ClassSource, ClassPlace:
		add(OrderName, TextLanguages()...)
	}
	return orders
}

// Key returns the record's key in the order. Keys are unique, since they end
// with the id; ascending by bytes they are in the order. A cursor holds one.
func (o Order) Key(r *Record) string {
	id := r.Base().ID
	switch o.Field {
	case OrderStart:
		return startKey(r, o.Desc) + " " + string(id)
	case OrderTitle, OrderName:
		lang := sortLanguage(o.Lang)
		return directed(SortKey(lang, r.Base().Name(lang)), o.Desc) + " " + string(id)
	case OrderDocument:
		return directed(hex.EncodeToString([]byte(r.Document)), o.Desc) + " " + string(id)
	case OrderEngagements:
		return directed(countKey(r.Engagements), o.Desc) + " " + string(id)
	default:
		return string(id)
	}
}

func directed(hexKey string, desc bool) string {
	if desc {
		return descending(hexKey)
	}
	return hexKey
}

// startKey sorts dated before undated in both directions. An open start counts
// as earlier than any day.
func startKey(r *Record, desc bool) string { return dayKey(r.period().First(), desc) }
