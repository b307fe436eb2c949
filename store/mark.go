package store

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/archive"
)

// addable names the mention of a passage that is about to be marked, and
// refuses one that is a mention already.
func (t *tx) addable(v *archive.Verdict) error {
	p, err := archive.PassageOf(v)
	if err != nil {
		return err
	}
	var stands bool
	if _, err := t.get("SELECT count(*) > 0 FROM mention WHERE id = ? AND superseded IS NULL AND removed_at IS NULL", []any{v.Mention}, &stands); err != nil {
		return err
	}
	if stands {
		return fmt.Errorf("%w: %s, %s/%s; review that one", archive.ErrMarked, v.Mention, p.Narrative, p.TalkingPoint)
	}
	return nil
}

// sentenceIn finds a sentence in a part of an article, whatever space lies
// between its words.
func sentenceIn(sentence string, part tracker.Part, title, body string) (tracker.Span, bool) {
	text := partOf(part, title, body)
	if i := strings.Index(text, sentence); i >= 0 {
		return tracker.Span{Start: i, End: i + len(sentence)}, true
	}
	words := strings.Fields(sentence)
	for i := range words {
		words[i] = regexp.QuoteMeta(words[i])
	}
	at := regexp.MustCompile(strings.Join(words, `[\s\p{Z}]+`)).FindStringIndex(text)
	if at == nil {
		return tracker.Span{}, false
	}
	return tracker.Span{Start: at[0], End: at[1]}, true
}

// mark is a passage with its place in the tables.
type mark struct {
	archive.Passage
	id          string
	point, rule int64 // rule is the version that is in force and misses it; 0 when there is none
}

// marksOf returns the passages that were marked in an article and not taken
// back. All of them are read at once: people mark dozens, not thousands.
func (t *tx) marksOf(source, key string) ([]mark, error) {
	_, err := t.marked()
	return t.marks[articleKey{source, key}], err
}

// marked tells whether anything was marked at all.
func (t *tx) marked() (bool, error) {
	if t.marks == nil {
		if err := t.readMarks(); err != nil {
			return false, err
		}
	}
	return len(t.marks) > 0, nil
}

// articleKey names an article by its key within its source.
type articleKey struct{ source, key string }

func (t *tx) readMarks() error {
	t.marks = map[articleKey][]mark{}
	vs, err := t.verdicts("WHERE action = 'add' AND superseded IS NULL ORDER BY n")
	if err != nil {
		return err
	}
	for _, v := range vs {
		p, err := archive.PassageOf(&v)
		if err != nil {
			return err
		}
		m := mark{Passage: p, id: v.Mention}
		if _, err := t.get(`SELECT p.n, u.n FROM point p JOIN rule u ON u.point = p.n AND u.superseded IS NULL
			WHERE p.narrative = ? AND p.id = ? ORDER BY u.n DESC LIMIT 1`, []any{p.Narrative, p.TalkingPoint}, &m.point, &m.rule); err != nil {
			return err
		}
		k := articleKey{p.Source, p.Article}
		t.marks[k] = append(t.marks[k], m)
	}
	return nil
}

// foundIn makes a mention of a mark, as if it had been read out of a text.
func (m mark) foundIn(title, body string) (foundMention, bool) {
	span, stands := sentenceIn(m.Text, m.Part, title, body)
	if !stands || m.rule == 0 {
		return foundMention{}, false
	}
	f := foundMention{id: m.id, point: m.point, rule: m.rule, marked: true, utterance: cmp.Or(m.Utterance, m.id)}
	f.Mention = tracker.Mention{Narrative: m.Narrative, TalkingPoint: m.TalkingPoint, Part: m.Part, Text: m.Text, Hits: m.Hits, Stance: m.Stance}
	f.moveTo(span, title, body)
	f.claim = columnsOf(tracker.Claim{Speakers: m.Speakers, Form: m.Form, Stance: m.Stance, Treatment: m.Treatment, Said: m.Said, Novelty: m.Novelty})
	return f, true
}

// withMarks adds what people marked in an article to what its rules found in a
// text of it; where a rule takes the sentence itself, that counts.
func (t *tx) withMarks(out []foundMention, source, key, title, body string) ([]foundMention, error) {
	marks, err := t.marksOf(source, key)
	for _, m := range marks {
		if slices.ContainsFunc(out, func(o foundMention) bool { return o.id == m.id }) {
			continue
		}
		if f, ok := m.foundIn(title, body); ok {
			out = append(out, f)
		}
	}
	return out, err
}

// settle brings the row of a mention in line with what people marked: there is
// one while a mark stands, and none of its own once that is taken back. A mark
// whose article or talking point isn't here waits for it.
func (t *tx) settle(id string) error {
	t.marks = nil // verdicts changed
	var n int64
	var marked bool
	stands, err := t.get("SELECT n, marked FROM mention WHERE id = ? AND superseded IS NULL", []any{id}, &n, &marked)
	if err != nil || stands && !marked {
		return err
	}
	if stands {
		if err := t.exec("UPDATE mention SET superseded = ? WHERE n = ?", millis(t.now), n); err != nil {
			return err
		}
	}
	vs, err := t.verdicts("WHERE mention = ? AND action = 'add' AND superseded IS NULL", id)
	if err != nil || len(vs) == 0 {
		return err
	}
	p, err := archive.PassageOf(&vs[0])
	if err != nil {
		return err
	}
	marks, err := t.marksOf(p.Source, p.Article)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(marks, func(m mark) bool { return m.id == id })
	return t.place(marks[i])
}

// place writes the mention of a mark into the table, if its article is here, as it
// would stand had it been marked when the first text came.
func (t *tx) place(m mark) error {
	_, a, err := t.slot(m.Source, m.Article)
	if err != nil || a.id == 0 {
		return err
	}
	revisions, err := t.revisions(a.latest)
	if err != nil {
		return err
	}
	var rows []mentionRow
	for _, rev := range revisions {
		var found []foundMention
		if f, ok := m.foundIn(rev.Title, rev.Text); ok {
			found = append(found, f)
		}
		rows = after(rows, found, rev, false)
	}
	r := &recorder{tx: t, batch: &archive.Batch{Source: m.Source}, touched: touched{}}
	return r.insertMentions(rows)
}

// markedTexts returns the latest revisions of the articles with marks of a
// talking point, whether their mentions stand or not.
func (t *tx) markedTexts(p tracker.TalkingPoint) ([]int64, error) {
	if _, err := t.marked(); err != nil {
		return nil, err
	}
	var out []int64
	for k, marks := range t.marks {
		if !slices.ContainsFunc(marks, func(m mark) bool { return m.Narrative == p.Narrative && m.TalkingPoint == p.ID }) {
			continue
		}
		_, a, err := t.slot(k.source, k.key)
		if err != nil {
			return nil, err
		}
		if a.id != 0 {
			out = append(out, a.latest)
		}
	}
	return out, nil
}
