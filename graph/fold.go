package graph

import (
	"encoding/hex"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// KeysVersion is the version of the keys that this file computes. They are
// stored with the data; a store that holds keys of another version must be
// seeded again.
const KeysVersion = 1

// Tokens folds a text into the words by which it is searched: compatibility
// decomposition, marks dropped, lower case, split on whatever is neither letter
// nor digit, French elisions (l', d', qu') dropped, and -ize spelt -ise.
// "Côte d'Ivoire" gives cote, ivoire; "A/75/345" gives a, 75, 345. The tokens
// of the beginning of a word begin the tokens of the word.
func Tokens(s string) []string {
	var tokens []string
	var word strings.Builder
	flush := func(elided bool) {
		w := word.String()
		word.Reset()
		if w == "" || (elided && (w == "l" || w == "d" || w == "qu")) {
			return
		}
		tokens = append(tokens, spelling(w))
	}
	s = strings.ToValidUTF8(s, " ")     // after a broken byte the next letter would not be decomposed
	s = strings.ReplaceAll(s, "´", "'") // it decomposes into a space and a mark
	for _, r := range norm.NFKD.String(s) {
		switch {
		case isApostrophe(r): // some of them are letters to Unicode
			flush(true)
		case unicode.Is(unicode.M, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			foldRune(&word, r)
		default:
			flush(false)
		}
	}
	flush(false)
	return tokens
}

func isApostrophe(r rune) bool {
	return strings.ContainsRune("'’‘ʼʻʾʿ`′", r)
}

// foldRune writes the rune in lower case, with the ligatures and letters that
// have no decomposition spelt out.
func foldRune(b *strings.Builder, r rune) {
	switch r = unicode.ToLower(r); r {
	case 'œ':
		b.WriteString("oe")
	case 'æ':
		b.WriteString("ae")
	case 'ß':
		b.WriteString("ss")
	case 'ø':
		b.WriteByte('o')
	case 'đ', 'ð':
		b.WriteByte('d')
	case 'ł':
		b.WriteByte('l')
	case 'ı':
		b.WriteByte('i')
	case 'ς':
		b.WriteRune('σ')
	default:
		b.WriteRune(r)
	}
}

// spelling turns -iz- into -is-, in which British and American spelling differ,
// but leaves short stems alone: prize, size. It looks at nothing behind the z,
// so that "organiz" begins "organisation" while somebody types it.
func spelling(word string) string {
	const stem = 3
	if len(word) <= stem {
		return word
	}
	return word[:stem] + strings.ReplaceAll(word[stem:], "iz", "is")
}

// Fold returns the tokens of a text joined by single spaces.
func Fold(s string) string { return strings.Join(Tokens(s), " ") }

// Key returns the form under which a name is looked up as a reference: its
// tokens without a leading article, joined. Two names with the same key are
// the same to whoever types one: "U.N.", "UN" and "un"; "the African Union"
// and "African Union".
func Key(s string) string {
	return strings.Join(withoutArticle(Tokens(s)), "")
}

// withoutArticle returns the tokens without a leading article, unless there is
// nothing else.
func withoutArticle(tokens []string) []string {
	if len(tokens) > 1 && slices.Contains([]string{"the", "le", "la", "les"}, tokens[0]) {
		return tokens[1:]
	}
	return tokens
}

// SortKey returns the collation key of s in the language as lower-case hex,
// which sorts the same way everywhere.
func SortKey(lang Language, s string) string {
	pool := englishCollators
	if lang == FR {
		pool = frenchCollators
	}
	c := pool.Get().(*collate.Collator)
	defer pool.Put(c)
	var buf collate.Buffer
	return hex.EncodeToString(c.KeyFromString(&buf, s))
}

// A collator is dear to make, and serves one caller at a time.
var (
	englishCollators = collators(language.English) //nolint:gochecknoglobals // a pool, which keeps nothing that matters
	frenchCollators  = collators(language.French)  //nolint:gochecknoglobals // the same
)

func collators(tag language.Tag) *sync.Pool {
	return &sync.Pool{New: func() any { return collate.New(tag) }}
}

// descending turns a string of lower-case hex digits into one that sorts the
// other way round among strings of its kind, whatever their lengths.
func descending(hexKey string) string {
	const digits = "0123456789abcdef"
	b := []byte(hexKey)
	for i, c := range b {
		b[i] = digits[15-strings.IndexByte(digits, c)]
	}
	return string(b) + "~"
}
