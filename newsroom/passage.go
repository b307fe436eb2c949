package newsroom

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"onset/feeds"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/origin"
	"onset/tracker/reader"
	"onset/tracker/text"
)

// Dossiers reads whole articles.
type Dossiers interface {
	Article(ctx context.Context, ref string) (archive.Dossier, error)
}

// ArticleAt finds an article by its number or any form of its address.
func ArticleAt(ctx context.Context, s Dossiers, ref string) (archive.Dossier, error) {
	if _, key, ok := feeds.Canonical(ref); ok {
		v, err := s.Article(ctx, key)
		if !errors.Is(err, archive.ErrNotFound) {
			return v, err
		}
	}
	return s.Article(ctx, ref)
}

// Sentences are those of the latest text of an article, as the rules in force
// read it.
func (d *Desk) Sentences(v archive.Dossier) []tracker.Sentence {
	if len(v.Revisions) == 0 {
		return nil
	}
	last := v.Revisions[len(v.Revisions)-1]
	return d.Reader().Sentences(d.Source(v.Source), ItemOf(archive.Article{Key: v.Key, URL: v.URL, Title: last.Title, Text: last.Text,
		Language: v.Language, Seen: v.Seen, Published: v.Published}))
}

// SentenceWith finds the one sentence that holds some words, and where they are.
func SentenceWith(list []tracker.Sentence, words string) (tracker.Sentence, tracker.Span, error) {
	words = text.OneLine(words)
	var found []tracker.Sentence
	for _, s := range list {
		if strings.Contains(strings.Join(strings.Fields(s.Text), " "), words) {
			found = append(found, s)
		}
	}
	switch len(found) {
	case 0:
		return tracker.Sentence{}, tracker.Span{}, fmt.Errorf("no sentence of the stored text holds %q; onset article shows the text", words)
	case 1:
		at := found[0].Span
		if i := strings.Index(found[0].Text, words); i >= 0 {
			at = tracker.Span{Start: at.Start + i, End: at.Start + i + len(words)}
		}
		return found[0], at, nil
	}
	var b strings.Builder
	for _, s := range found {
		fmt.Fprintf(&b, "\n  %s", text.Within(s.Text, 150))
	}
	return tracker.Sentence{}, tracker.Span{}, fmt.Errorf("%d sentences hold %q; give more words of the one that is meant:%s", len(found), words, b.String())
}

// Missed is a sentence of an article as somebody would mark it: with what the
// reader makes of it. The words are those of the sentence that say it; all of
// it says nothing of them.
func Missed(v archive.Dossier, s tracker.Sentence, words tracker.Span, point string) archive.Passage {
	narrative, id, _ := strings.Cut(point, "/")
	c := s.Claim
	p := archive.Passage{Source: v.Source, Article: v.Key, Narrative: narrative, TalkingPoint: id, Part: s.Part, Text: s.Text, Hits: []tracker.Span{},
		Speakers: append([]tracker.ClaimSpeaker{}, c.Speakers...), Form: c.Form, Stance: c.Stance, Treatment: c.Treatment, Said: c.Said, Novelty: c.Novelty}
	if from, to := max(words.Start, s.Start), min(words.End, s.End); from < to && to-from < s.Len() {
		p.Hits = append(p.Hits, tracker.Span{Start: from - s.Start, End: to - s.Start})
	}
	return p
}

// SaidBy sets who said a passage; words without a speaker are the outlet's own.
func SaidBy(p archive.Passage, speakers []tracker.ClaimSpeaker) archive.Passage {
	p.Speakers = speakers
	switch {
	case len(speakers) == 0:
		p.Form = tracker.OwnVoice
	case p.Form == tracker.OwnVoice:
		p.Form = tracker.Indirect
	}
	return p
}

// Mentions reads the mentions that stand.
type Mentions interface {
	Mentions(context.Context, archive.Filter) (archive.MentionPage, error)
}

// VerdictOn turns a passage into the verdict that adds it.
func VerdictOn(ctx context.Context, s Mentions, v archive.Dossier, p archive.Passage, who, why string) (archive.Verdict, error) {
	var err error
	if p.Utterance, err = occasion(ctx, s, v, p); err != nil {
		return archive.Verdict{}, err
	}
	value, err := json.Marshal(p)
	if err != nil {
		return archive.Verdict{}, fmt.Errorf("writing down the passage: %w", err)
	}
	return archive.Verdict{Mention: p.ID(), Action: archive.Add, Value: value, Who: who, Why: why}, nil
}

// occasionDays is how far from each other two reports of one utterance are
// published at most, as package origin sees it.
const occasionDays = 30

// occasion returns the utterance that a passage belongs to: that of a mention
// which reports the same words of the same speaker; "" when there is none.
func occasion(ctx context.Context, s Mentions, v archive.Dossier, p archive.Passage) (string, error) {
	day := cmp.Or(v.Published.Day, tracker.DayOf(v.Seen))
	page, err := s.Mentions(ctx, archive.Filter{Narrative: p.Narrative, TalkingPoint: p.TalkingPoint, Since: day - occasionDays, Until: day + occasionDays})
	if err != nil {
		return "", err
	}
	group, known := origin.NewUtterances(), map[string]string{}
	for _, w := range slices.Backward(page.Mentions) { // oldest first
		if w.ID != p.ID() && w.Utterance != "" {
			known[group.Add(reader.StatementOf(w, cmp.Or(w.Published.Day, tracker.DayOf(w.Seen))))] = w.Utterance
		}
	}
	mine := tracker.Witness{ID: p.ID(), Rule: tracker.RuleRef{ID: p.Narrative + "/" + p.TalkingPoint}, Language: v.Language, Text: p.Text, Speakers: p.Speakers, Said: p.Said}
	return known[group.Add(reader.StatementOf(mine, day))], nil
}
