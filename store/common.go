package store

import (
	"maps"
	"math/bits"
	"slices"
	"strings"

	"onset/tracker/text"
)

// Words that stand in nearly every text make a third of all postings and tell
// little apart. They are indexed once a text, at its end, without their places:
// what asks for one of them is still answered. A phrase or a distance over the
// words that are left is only ever wider than over all, so that whatever holds
// is found, and the matcher looks at every hit anyway. The list is part of the
// index: changing it needs a migration that rebuilds it.
var common = map[text.Lang]string{
	text.English: `the of and to in a an that is for on with as by at from it be was are were this or which its has have had not
		but they he his will would been their who said after about more also than when there into over we you i she her one`,
	text.German: `der die das und den dem des ein eine einer einem einen in zu von mit auf für im ist als an nicht auch sich es
		hat sie er bei nach aus wird sind um am zum zur über`,
	text.French: `le la les de des du et un une en à que qui dans pour sur au par est aux ce il elle ne pas plus se son sa ses
		avec ont été sont`,
	text.Spanish: `el la los las de del y en un una que a por con para se es al lo no su sus más como ha este esta fue son sobre`,
	text.Polish:  `i w z na do się że o za od po jest a to ze we przez dla nie jak są było który która które oraz ale tym`,
	text.Russian: `и в не на что с по к из за от о у для как это а до же во со об он они его их был было были также то но при или
		мы она ее я так`,
	text.Ukrainian: `і в у на не що з до та за як від по про для це а й із зі він вони його їх був було були також то але при або
		ми вона її я так`,
}

// commonTerms are the index terms of these words, each with its number.
var commonTerms = func() map[string]int {
	out := map[string]int{}
	for _, lang := range slices.Sorted(maps.Keys(common)) {
		for _, w := range strings.Fields(common[lang]) {
			term := text.Key{Lang: lang, Stem: text.Stem(w, lang.String())}.Term()
			if _, known := out[term]; !known {
				out[term] = len(out)
			}
		}
	}
	return out
}()

// longestCommon is the length of the longest of them; a test holds it.
const longestCommon = 13

// commonSet notes which of them a text has.
type commonSet [6]uint64

func (c *commonSet) add(n int) { c[n/64] |= 1 << (n % 64) }

// appendTo appends the terms of the set, each with a blank after it.
func (c *commonSet) appendTo(b []byte) []byte {
	for i, word := range c {
		for ; word != 0; word &= word - 1 {
			b = append(b, commonByNumber[i*64+bits.TrailingZeros64(word)]...)
			b = append(b, ' ')
		}
	}
	return b
}

var commonByNumber = func() []string {
	out := make([]string, len(commonTerms))
	for term, n := range commonTerms {
		out[n] = term
	}
	return out
}()
