package store

import (
	"strings"

	"onset/tracker/text"
)

// Words that stand in nearly every text make a third of all postings and tell
// nothing apart. They are left out of the index; a phrase or a distance over
// the words that are left is only ever wider than over all, so that whatever
// holds is still found, and the matcher looks at every hit anyway. The list is
// part of the index: changing it needs a migration that rebuilds.
var unindexed = func() map[string]bool {
	out := map[string]bool{}
	for lang, words := range map[text.Lang]string{
		text.English:   "the of and to in a an that is for on with as by at from it be was are were this or which its",
		text.German:    "der die das und den dem des ein eine einer in zu von mit auf für im ist als an",
		text.French:    "le la les de des du et un une en à que qui dans pour sur au par est",
		text.Spanish:   "el la los las de del y en un una que a por con para se es al lo",
		text.Polish:    "i w z na do się że o za od po jest a to ze we przez dla",
		text.Russian:   "и в не на что с по к из за от о у для как это а до же во со об",
		text.Ukrainian: "і в у на не що з до та за як від по про для це а й із зі",
	} {
		for _, w := range strings.Fields(words) {
			out[text.Key{Lang: lang, Stem: text.Stem(w, lang.String())}.Term()] = true
		}
	}
	return out
}()
