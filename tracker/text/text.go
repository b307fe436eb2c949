package text

import "onset/tracker"

// Text is one part of an article (its title or its body), analysed. A Text may
// be read by many goroutines once it is made.
type Text struct {
	Raw        string
	Lang       string // ISO 639-1; "" unknown
	Words      []Word
	Sentences  []Sentence     // each has at least one word
	Paragraphs []tracker.Span // those with at least one word, trimmed
}

// Word is one word of a Text. Start and End are byte offsets into Raw.
type Word struct {
	Start, End int32
	Sentence   int32 // index into Sentences
	gap        uint8 // what stands before the word: gapLine, gapStop, gapOther
	form       *Form
}

// Sentence is a trimmed range of the text and its words [First, Last).
type Sentence struct {
	tracker.Span
	First, Last int
	Paragraph   int // index into Paragraphs
	Item        int // place in a list that semicolons divide, from 1; 0: of none
}

// Analyse splits raw, written in lang ("" when unknown), into its parts.
func Analyse(raw, lang string) *Text {
	t := new(Text)
	t.Reset(raw, lang)
	return t
}

// Reset analyses raw anew, reusing the memory of t: nothing is allocated for
// words that were met before.
func (t *Text) Reset(raw, lang string) {
	t.Raw, t.Lang = raw, lang
	t.Words, t.Sentences, t.Paragraphs = t.Words[:0], t.Sentences[:0], t.Paragraphs[:0]
	t.scan(voiceOf(lang))
	t.split()
	t.cutLists()
}

// Span returns where word i stands.
func (t *Text) Span(i int) tracker.Span {
	return tracker.Span{Start: int(t.Words[i].Start), End: int(t.Words[i].End)}
}

// Word returns word i as written.
func (t *Text) Word(i int) string { return t.Raw[t.Words[i].Start:t.Words[i].End] }

// Fold returns word i in lower case, with ё as е and every apostrophe as '.
func (t *Text) Fold(i int) string { return t.Words[i].form.Fold }

// Stem returns the stem of word i in the language of the word.
func (t *Text) Stem(i int) string { return t.Words[i].form.Stem }

// Form returns all that is known of word i wherever it stands.
func (t *Text) Form(i int) *Form { return t.Words[i].form }

// SentenceAt returns the index of the sentence that covers the byte offset, or
// the last one before it; -1 when there is none.
func (t *Text) SentenceAt(offset int) int {
	lo, hi := 0, len(t.Sentences)
	for lo < hi {
		mid := (lo + hi) / 2
		if t.Sentences[mid].Start <= offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo - 1
}
