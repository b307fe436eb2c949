// Package text decides how a text falls into paragraphs, sentences, words and
// stems, and which language it is in. Everything else in Onset counts in its
// words and quotes by its offsets.
//
//	t := text.Analyse(raw, text.Detect(title, raw, declared))
//	for _, s := range t.Sentences {
//		for i := s.First; i < s.Last; i++ {
//			fmt.Println(t.Raw[t.Words[i].Start:t.Words[i].End], t.Fold(i), t.Stem(i))
//		}
//	}
//
// # Words
//
// A word is a run of letters, marks and digits of any script; `ai` is no part
// of `training`. Inside a word stay apostrophes between letters (' ’ ʼ: Putin's,
// здоров'я), the dots of an acronym (U.S, т.е), the dots and commas of a number
// (1,204 and 3.5), soft hyphens and zero-width joiners. A hyphen parts words:
// `false-flag` is the two adjacent words `false` and `flag`, as `false flag` is.
// Han and kana signs are words one by one. All other characters, spaces and line
// breaks of any kind are gaps, and the width of a gap does not count.
//
// # Fold and stem
//
// The fold of a word is its lower case, composed (NFC), with ё as е and every
// apostrophe as ', without soft hyphens, stress marks on Cyrillic, and the
// elided articles of French (l'Ukraine → ukraine). The stem joins the inflected
// forms of a word: Snowball for en, ru, de, fr, es; rules of our own for uk and
// pl; small tables of irregular forms; the possessive 's is dropped. Stems are
// marks, not words: compare them, never show them.
//
// The language of a word is that of its article unless its script says
// otherwise: a Cyrillic word in an English article is Russian, or Ukrainian when
// it has і, ї, є or ґ; a Latin word in a Russian article is English. In languages
// without a stemmer, and where the language is unknown, the fold is the stem.
//
// # Sentences and paragraphs
//
// A line break ends a paragraph, unless the lines are visibly wrapped or the
// next line goes on in lower case. A sentence ends at . ! ? or … and takes the
// closing quotation marks and brackets that follow along; abbreviations,
// initials, ordinals and questions that run into their speech verb do not end
// it; a full stop glued to the capital that follows does.
//
// All offsets are byte offsets into the text given.
package text
