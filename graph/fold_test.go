package graph

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestTokensAreTheWordsByWhichATextIsSearched(t *testing.T) {
	for _, row := range []struct{ text, tokens string }{
		{"", ""},
		{" \t\n–—…·/", ""},
		{"African Union", "african union"},
		{"Côte d'Ivoire", "cote ivoire"},
		{"CÔTE D’IVOIRE", "cote ivoire"},
		{"A/75/345", "a 75 345"},
		{"S/2020/898", "s 2020 898"},
		{"G20", "g20"},
		{"Agenda 2063", "agenda 2063"},
		{"U.N.", "u n"},
		{"UN-Women", "un women"},
		{"civil–military", "civil military"},
		{"n° 5.2", "n 5 2"},
		// Elisions, with every apostrophe that people type, and none else.
		{"l'Union qu'il d'un", "union il un"},
		{"l’Union l‘Union lʼUnion l`Union l´Union l′Union", "union union union union union union"},
		{"aujourd'hui, s'il n'y a", "aujourd hui s il n y a"},
		{"L Union d Ivoire", "l union d ivoire"},
		{"l' d' qu'", ""},
		{"the council's", "the council s"},
		{"Nukuʻalofa Sanaʿa", "nuku alofa sana a"},
		// Letters without a decomposition, and those with an odd one.
		{"Œuvre cœur œuf", "oeuvre coeur oeuf"},
		{"Æsir Straße GROẞ", "aesir strasse gross"},
		{"Łódź Øresund Đà Nẵng Seyðisfjörður", "lodz oresund da nang seydisfjordur"},
		{"İstanbul ISTANBUL ıstanbul Isparta", "istanbul istanbul istanbul isparta"},
		{"Türkiye", "turkiye"},
		{"ﬁnance ﬀ", "finance ff"},
		{"CO₂ m² ①", "co2 m2 1"},
		{"ＡＵ", "au"},
		// Marks, however they are written.
		{"e\u0301cole école", "ecole ecole"},
		{"e\u0301\u0327", "e"},
		{"\u0301", ""},
		// Other scripts.
		{"Σίσυφος ΣΊΣΥΦΟΣ", "σισυφοσ σισυφοσ"},
		{"Організація Йод", "організація иод"},
		{"السَّلام السلام", "السلام السلام"},
		{"الأمم المتحدة", "الامم المتحدة"},
		{"联合国", "联合国"},
		{"٢٠٢٠", "٢٠٢٠"},
		// What is no text.
		{"🕊 peace", "peace"},
		{"a\x00b", "a b"},
		{"\xff\xfe", ""},
	} {
		if got := strings.Join(Tokens(row.text), " "); got != row.tokens {
			t.Errorf("%q: got %q, want %q", row.text, got, row.tokens)
		}
		equal(t, "Fold "+row.text, Fold(row.text), row.tokens)
	}
}

func TestSpellingIsBritishButShortStemsStayAsTheyAre(t *testing.T) {
	for _, row := range [][2]string{
		{"organization", "organisation"},
		{"Organizations", "organisations"},
		{"organize", "organise"},
		{"organized", "organised"},
		{"organizer", "organiser"},
		{"organizing", "organising"},
		{"organizational", "organisational"},
		{"realizable", "realisable"},
		{"harmonization", "harmonisation"},
		{"organisation", "organisation"},
		{"size", "size"},
		{"sizes", "sizes"},
		{"prize", "prize"},
		{"seize", "seize"},
		{"Ibiza", "ibiza"},
		{"Izmir", "izmir"},
		{"Elizabeth", "elizabeth"},
		{"Switzerland", "switzerland"},
		{"Azerbaijan", "azerbaijan"},
		{"Brazzaville", "brazzaville"},
	} {
		equal(t, row[0], Fold(row[0]), row[1])
	}
}

func TestTheBeginningOfAWordFoldsToTheBeginningOfWhatTheWordFoldsTo(t *testing.T) {
	for _, word := range []string{"organization", "citizen", "Belize", "horizons", "privatized", "Straße", "ΣΊΣΥΦΟΣ", "œuvre", "Türkiye", "size"} {
		whole := Fold(word)
		for i := range word {
			if begun := Fold(word[:i]); !strings.HasPrefix(whole, begun) {
				t.Errorf("%s: %q folds to %q, which does not begin %q", word, word[:i], begun, whole)
			}
		}
	}
}

func TestFoldingTwiceIsFoldingOnce(t *testing.T) {
	runes := []rune("aAzZiIİıſßẞœŒæøðłςΣσéÉ ́ ̧'’ʼ´ʻ./-–:0219²ﬁ①лйИعأ联 🕊\u00a0\u200b\u212b\u0345lLdDqQuU")
	random := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		text := make([]rune, random.IntN(12))
		for i := range text {
			text[i] = runes[random.IntN(len(runes))]
		}
		once := Fold(string(text))
		if again := Fold(once); again != once {
			t.Errorf("%q folds to %q, and that to %q", string(text), once, again)
		}
		for _, r := range once {
			if r != ' ' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				t.Errorf("%q folds to %q, in which %q is neither letter nor digit", string(text), once, r)
			}
		}
	}
}

func TestKeyIsTheSameForAllWhoTypeTheSameName(t *testing.T) {
	for _, names := range [][]string{
		{"U.N.", "UN", "un", "u n"},
		{"the African Union", "African Union", "AFRICAN  UNION", "african-union"},
		{"L'Union africaine", "Union africaine", "l’union Africaine"},
		{"La Francophonie", "Francophonie"},
		{"Les Comores", "Comores"},
		{"Le Caire", "Caire"},
		{"World Health Organization", "World Health Organisation"},
		{"Côte d'Ivoire", "cote d’ivoire", "COTE D'IVOIRE"},
		{"Nukuʻalofa", "Nuku'alofa", "Nukualofa"},
		{"Africa CDC", "africa-cdc"},
		{"A/75/345", "a/75/345", "A 75 345"},
		{"OSCE–UN", "OSCE-UN", "OSCE/UN"},
		{"Saint-Siège", "saint siege"},
	} {
		for _, name := range names[1:] {
			if Key(name) != Key(names[0]) {
				t.Errorf("%q has the key %q, and %q has %q", names[0], Key(names[0]), name, Key(name))
			}
		}
	}
	equal(t, "of an article alone", Key("The"), "the")
	equal(t, "of an article within", Key("Council of the Union"), "counciloftheunion")
	equal(t, "of nothing", Key(" – "), "")
}

func TestSortKeySortsAsADictionaryDoes(t *testing.T) {
	sorted := []string{
		"", "10", "2063", "9", "Åland", "Albania", "Congo", "Congo (République)", "cote", "coté", "côte", "côté", "Côte d'Ivoire", "Cotes", "Égypte", "Eswatini",
		"étage", "Etat", "État", "iles", "Iles", "ÎLES", "œuf", "Œuvre", "Oman", "Ouganda", "Türkiye", "Tuvalu", "UNDP", "Zaïre", "Zambia", "zèbre",
	}
	for _, lang := range TextLanguages() {
		shuffled := slices.Clone(sorted)
		rand.New(rand.NewPCG(3, 4)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		slices.SortFunc(shuffled, func(x, y string) int { return strings.Compare(SortKey(lang, x), SortKey(lang, y)) })
		equal(t, string(lang), shuffled, sorted)
	}
	equal(t, "é, however it is written", SortKey(FR, "école"), SortKey(FR, "e\u0301cole"))
	equal(t, "a language without texts", SortKey(AR, "école"), SortKey(EN, "école"))
	if key := SortKey(EN, "Zaïre"); strings.Trim(key, "0123456789abcdef") != "" {
		t.Errorf("%q is not lower-case hex", key)
	}
}

func TestDescendingSortsTheOtherWayRoundWhateverTheLengths(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	key := func() string {
		b := make([]byte, random.IntN(5))
		for i := range b {
			b[i] = "0123456789abcdef"[random.IntN(16)]
		}
		return string(b)
	}
	for range 5000 {
		x, y := key(), key()
		// As in a list: an id follows, after a space.
		up := strings.Compare(x+" a", y+" a")
		if down := strings.Compare(descending(x)+" a", descending(y)+" a"); down != -up {
			t.Errorf("%q and %q: ascending %d, descending %d", x, y, up, down)
		}
	}
}
