package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"onset/tracker"
)

// split cuts the words into sentences and paragraphs. Only gaps that hold a
// line break or a stop are looked at.
func (t *Text) split() {
	if len(t.Words) == 0 {
		return
	}
	wrapped := isWrapped(t.Raw)
	t.openParagraph(t.skipIn(0, int(t.Words[0].Start), true))
	t.openSentence(0, t.Paragraphs[0].Start)
	for i := range t.Words {
		w := &t.Words[i]
		if i > 0 && w.gap&(gapLine|gapStop) != 0 {
			t.cut(i, wrapped)
		} else if i > 1 && t.footnote(i) {
			t.closeSentence(i, int(t.Words[i-1].End))
			t.openSentence(i, t.skipIn(int(t.Words[i-1].End), int(w.Start), false))
		}
		w.Sentence = int32(len(t.Sentences) - 1)
	}
	end := int(t.Words[len(t.Words)-1].End)
	end += len(strings.TrimRightFunc(t.Raw[end:], unicode.IsSpace))
	if cut := strings.IndexAny(t.Raw[int(t.Words[len(t.Words)-1].End):end], "\n\r"); cut >= 0 {
		end = int(t.Words[len(t.Words)-1].End) + cut
		end = len(strings.TrimRightFunc(t.Raw[:end], unicode.IsSpace))
	}
	t.closeSentence(len(t.Words), end)
	t.Paragraphs[len(t.Paragraphs)-1].End = end
}

// cut ends a sentence, or a paragraph, before word i where its gap says so.
func (t *Text) cut(i int, wrapped bool) {
	from, to := int(t.Words[i-1].End), int(t.Words[i].Start)
	if t.Words[i].gap&gapLine != 0 {
		if end, ok := t.paragraphEnd(i, wrapped); ok {
			t.closeSentence(i, end)
			t.Paragraphs[len(t.Paragraphs)-1].End = end
			start := t.skipIn(from+strings.LastIndexAny(t.Raw[from:to], "\n\r\u2028\u2029\u0085"), to, true)
			t.openParagraph(start)
			t.openSentence(i, start)
			return
		}
	}
	if t.Words[i].gap&gapStop == 0 {
		return
	}
	if end := t.stopEnd(i); end > 0 {
		t.closeSentence(i, end)
		t.openSentence(i, t.skipIn(end, to, false))
	}
}

func (t *Text) openParagraph(start int) {
	t.Paragraphs = append(t.Paragraphs, tracker.Span{Start: start})
}

func (t *Text) openSentence(word, start int) {
	t.Sentences = append(t.Sentences, Sentence{Span: tracker.Span{Start: start}, First: word, Paragraph: len(t.Paragraphs) - 1})
}

func (t *Text) closeSentence(word, end int) {
	s := &t.Sentences[len(t.Sentences)-1]
	s.Last, s.End = word, end
}

// skipIn returns where the text between two offsets begins: after spaces and,
// at the start of a line, bullets.
func (t *Text) skipIn(from, to int, line bool) int {
	for i, r := range t.Raw[from:to] {
		if unicode.IsSpace(r) || isIgnorable(r) || line && strings.ContainsRune("•·▪◦‣●■►*#>-", r) {
			continue
		}
		return from + i
	}
	return to
}

// paragraphEnd tells whether the line break before word i ends a paragraph, and
// where the paragraph ends.
func (t *Text) paragraphEnd(i int, wrapped bool) (int, bool) {
	from, to := int(t.Words[i-1].End), int(t.Words[i].Start)
	gap := t.Raw[from:to]
	first := strings.IndexAny(gap, "\n\r\u2028\u2029\u0085")
	last := strings.LastIndexAny(gap, "\n\r\u2028\u2029\u0085")
	line := strings.TrimRightFunc(gap[:first], unicode.IsSpace)
	end := from + len(line)
	if strings.Count(gap, "\n") > 1 || gap[first:] != strings.TrimLeftFunc(gap[first:], isLineEnd) && first != last && gap[first] != '\r' {
		return end, true
	}
	lead := strings.TrimLeftFunc(gap[last:], unicode.IsSpace)
	if strings.ContainsAny(lead, "•·▪◦‣●■►*#>-–—") {
		return end, true
	}
	if wrapped {
		return 0, false
	}
	goesOn := !t.Words[i].form.capital && !t.Words[i].form.number
	return end, !goesOn || strings.ContainsAny(line, ".!?…:;")
}

func isLineEnd(r rune) bool { return r == '\u2028' || r == '\u2029' }

// isWrapped tells whether the lines of a text are broken at a width: several
// lines follow each other, none is long, and most are about as long as the
// longest.
func isWrapped(raw string) bool {
	const window, minLines, widest = 4096, 3, 100
	raw = raw[:min(len(raw), window)]
	if !strings.Contains(raw, "\n") {
		return false
	}
	inner, longest, full := 0, 0, 0
	var lengths [window]uint8
	for len(raw) > 0 {
		line, rest, more := strings.Cut(raw, "\n")
		n := utf8.RuneCountInString(strings.TrimSpace(line))
		if n > widest {
			return false
		}
		longest = max(longest, n)
		if n > 0 && more && strings.TrimSpace(rest[:max(0, strings.IndexByte(rest, '\n'))]) != "" {
			lengths[inner] = uint8(n)
			inner++
		}
		raw = rest
	}
	for _, n := range lengths[:inner] {
		if int(n)*10 >= longest*7 {
			full++
		}
	}
	return inner >= minLines && longest >= 40 && full*5 >= inner*4
}

// stopEnd returns where the sentence before word i ends, 0 when the stop in the
// gap does not end it.
func (t *Text) stopEnd(i int) int {
	from, to := int(t.Words[i-1].End), int(t.Words[i].Start)
	gap := t.Raw[from:to]
	at, mark := lastStop(gap)
	end := at + closers(gap[at:])
	next := t.Words[i].form
	spaced := end < len(gap) && strings.ContainsFunc(gap[end:], unicode.IsSpace)
	switch {
	case !next.capital && !next.number:
		return 0
	case mark == '.' && !spaced && !t.runIn(i, gap):
		return 0
	case mark == '.' && strings.HasPrefix(gap, ".") && t.abbreviated(i):
		return 0
	case mark == '.' && strings.HasPrefix(strings.TrimLeft(gap[end:], " "), ","): // Tues., Feb. 3
		return 0
	case (mark == '!' || mark == '?' || mark == '…') && end > at && t.speechFollows(i):
		return 0
	case mark == '!' && !spaced: // Yahoo!News
		return 0
	}
	return from + end
}

// lastStop returns the offset behind the last stop of a gap, and the stop.
func lastStop(gap string) (end int, mark rune) {
	for i, r := range gap {
		switch r {
		case '.', '!', '?', '…', '。', '！', '？', '؟', '।':
			end, mark = i+utf8.RuneLen(r), r
		}
	}
	if strings.HasSuffix(gap[:end], "..") {
		mark = '…'
	}
	return end, mark
}

// closers returns the length of the closing quotation marks, brackets and
// asterisks that s begins with. A straight or German mark closes only when a
// space or the end follows.
func closers(s string) int {
	end := 0
	for i, r := range s {
		switch r {
		case '”', '’', '»', ')', ']', '"', '\'', '“', '›', '*':
			rest := s[i+utf8.RuneLen(r):]
			if next, _ := utf8.DecodeRuneInString(rest); rest == "" && (r == '“' || r == '"' || r == '\'') && i > 0 && end < i {
				return end
			} else if rest == "" && (r == '“' || r == '\'' || r == '"') || next != utf8.RuneError && r == '“' && !unicode.IsSpace(next) {
				return end
			}
			end = i + utf8.RuneLen(r)
		default:
			return end
		}
	}
	return end
}

// runIn tells of a sentence that begins right behind a full stop, as where a
// line break was lost: "government.The".
func (t *Text) runIn(i int, gap string) bool {
	prev, next := t.Words[i-1].form, t.Words[i].form
	if strings.ContainsAny(gap, "”»") {
		return true
	}
	return strings.HasPrefix(gap, ".") && prev.letters > 1 && !prev.number && next.capital && !next.upper && next.letters > 1 &&
		(!prev.capital || prev.letters > 3 && next.class&starter != 0)
}

// footnote tells whether word i-1 is the number of a footnote glued to the end
// of the sentence that word i follows: "its borders.2 The".
func (t *Text) footnote(i int) bool {
	note, prev := &t.Words[i-1], &t.Words[i-2]
	return note.gap&gapStop != 0 && note.form.number && note.form.letters <= 3 && t.Words[i].form.capital &&
		note.Start-prev.End <= 4 && !prev.form.number && !prev.form.capital && prev.form.letters > 2 &&
		!strings.ContainsFunc(t.Raw[prev.End:note.Start], unicode.IsSpace) &&
		strings.HasPrefix(t.Raw[note.End:t.Words[i].Start], " ")
}

// abbreviated tells whether the full stop before word i belongs to an
// abbreviation, an initial or an ordinal.
func (t *Text) abbreviated(i int) bool {
	prev, next := t.Words[i-1].form, t.Words[i].form
	starts := next.class&starter != 0 && next.capital
	switch {
	case prev.class&neverEnds != 0:
		return true
	case prev.class&beforeNumber != 0 && next.number:
		return true
	case prev.class&weekday != 0 && prev.capital && (next.number || next.class&month != 0):
		return true
	case prev.class&mayEnd != 0:
		return !starts
	case prev.letters == 1 && !prev.number && next.letters == 1: // J. R., z. B.
		return true
	case prev.letters == 1 && prev.capital && !prev.number: // an initial
		return !starts
	case strings.Contains(prev.Fold, ".") && !prev.number: // U.S.
		return !starts
	case prev.number && prev.letters <= 3:
		first := t.Sentences[len(t.Sentences)-1].First
		return first == i-1 || t.ordinal(i)
	}
	return false
}

// ordinal tells whether a number before word i is an ordinal, as German and
// Polish write them.
func (t *Text) ordinal(i int) bool {
	return t.Words[i-1].form.letters <= 2 && t.Lang == "de" && t.Words[i].form.class&starter == 0
}

// speechFollows tells whether a question or exclamation runs into the words
// that say who asked: “Why?” Orlova asked.
func (t *Text) speechFollows(i int) bool {
	from, size := int(t.Words[i].End), 0
	for n := 0; n < 3; n++ {
		if t.Words[i+n].form.class&speech != 0 {
			return true
		}
		if i+n+1 >= len(t.Words) {
			return false
		}
		size = int(t.Words[i+n+1].Start) - from
		if size != 1 {
			return false
		}
		from = int(t.Words[i+n+1].End)
	}
	return false
}
