package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"onset/newsroom"
	"onset/store"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/origin"
	"onset/tracker/reader"
	"onset/web"
)

// sentences are those of the latest text of an article, as the rules in force
// read it.
func sentences(d *newsroom.Desk, v archive.Dossier) []tracker.Sentence {
	if len(v.Revisions) == 0 {
		return nil
	}
	last := v.Revisions[len(v.Revisions)-1]
	return d.Reader.Sentences(d.Source(v.Source), newsroom.ItemOf(archive.Article{Key: v.Key, URL: v.URL, Title: last.Title, Text: last.Text,
		Language: v.Language, Seen: v.Seen, Published: v.Published}))
}

// missedIn is a sentence of an article as somebody would mark it: with what the
// reader makes of it. The words are those of the sentence that say it; all of
// it says nothing of them.
func missedIn(v archive.Dossier, s tracker.Sentence, words tracker.Span, point string) archive.Passage {
	narrative, id, _ := strings.Cut(point, "/")
	c := s.Claim
	p := archive.Passage{Source: v.Source, Article: v.Key, Narrative: narrative, TalkingPoint: id, Part: s.Part, Text: s.Text, Hits: []tracker.Span{},
		Speakers: orEmpty(c.Speakers), Form: c.Form, Stance: c.Stance, Treatment: c.Treatment, Said: c.Said, Novelty: c.Novelty}
	if from, to := max(words.Start, s.Start), min(words.End, s.End); from < to && to-from < s.Len() {
		p.Hits = append(p.Hits, tracker.Span{Start: from - s.Start, End: to - s.Start})
	}
	return p
}

// by sets who said a passage; words without a speaker are the outlet's own.
func by(p archive.Passage, speakers []tracker.ClaimSpeaker) archive.Passage {
	p.Speakers = speakers
	switch {
	case len(speakers) == 0:
		p.Form = tracker.OwnVoice
	case p.Form == tracker.OwnVoice:
		p.Form = tracker.Indirect
	}
	return p
}

// verdictOn turns a passage into the verdict that adds it.
func verdictOn(ctx context.Context, s *store.Store, v archive.Dossier, p archive.Passage, who, why string) (archive.Verdict, error) {
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
func occasion(ctx context.Context, s *store.Store, v archive.Dossier, p archive.Passage) (string, error) {
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

// addPassage is onset review ARTICLE --add NARRATIVE/POINT --sentence WORDS.
func (a *app) addPassage(ctx context.Context, ref string, f reviewFlags) error {
	if f.sentence == "" {
		return usagef("--add needs --sentence with words of the sentence that is meant")
	}
	d, s, err := a.openBoth(ctx, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	if !slices.ContainsFunc(d.Points(), func(p tracker.TalkingPoint) bool { return p.Ref().ID == f.add }) {
		return usagef("--add %s: the rules file has no such talking point; write NARRATIVE/POINT, for instance %s", f.add, firstPoint(d))
	}
	v, err := articleAt(ctx, s, ref)
	if err != nil {
		return err
	}
	sentence, words, err := theSentence(sentences(d, v), f.sentence)
	if err != nil {
		return err
	}
	p, err := f.over(missedIn(v, sentence, words, f.add), d)
	if err != nil {
		return err
	}
	verdict, err := verdictOn(ctx, s, v, p, f.person(), f.why)
	if err != nil {
		return err
	}
	return a.decide(ctx, s, verdict, f.dry)
}

func firstPoint(d *newsroom.Desk) string {
	for _, p := range d.Points() {
		return p.Ref().ID
	}
	return "story/point"
}

// over lays what the flags say over what the reader made of a passage.
func (f reviewFlags) over(p archive.Passage, d *newsroom.Desk) (archive.Passage, error) {
	if f.speaker != "" {
		p = by(p, speakersOf(d, f.speaker))
	}
	p.Stance = cmp.Or(tracker.Stance(f.stance), p.Stance)
	p.Treatment = cmp.Or(tracker.Treatment(f.treatment), p.Treatment)
	if f.said == "" {
		return p, nil
	}
	var err error
	p.Said, err = saidFlag(f.said)
	return p, err
}

// theSentence finds the one sentence that holds some words, and where they are.
func theSentence(list []tracker.Sentence, words string) (tracker.Sentence, tracker.Span, error) {
	words = strings.Join(strings.Fields(words), " ")
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
		fmt.Fprintf(&b, "\n  %s", shorten(s.Text, 150))
	}
	return tracker.Sentence{}, tracker.Span{}, fmt.Errorf("%d sentences hold %q; give more words of the one that is meant:%s", len(found), words, b.String())
}

// Sentences implements web.Reviewer.
func (p *pages) Sentences(ctx context.Context, article string) ([]tracker.Sentence, error) {
	v, err := p.store.Article(ctx, article)
	if err != nil {
		return nil, missing(err)
	}
	return sentences(p.desk.Load(), v), nil
}

// Mark implements web.Reviewer.
func (p *pages) Mark(ctx context.Context, m web.Mark, dryRun bool) (web.Moved, error) {
	v, err := p.store.Article(ctx, m.Article)
	if err != nil {
		return web.Moved{}, missing(err)
	}
	found := by(missedIn(v, m.Sentence, m.Words, m.Narrative+"/"+m.TalkingPoint), m.Speakers)
	found.Stance, found.Treatment, found.Said = m.Stance, m.Treatment, m.Said
	verdict, err := verdictOn(ctx, p.store, v, found, m.Who, m.Why)
	if err != nil {
		return web.Moved{}, err
	}
	moved, err := p.decide(ctx, verdict, dryRun)
	if errors.Is(err, archive.ErrMarked) || errors.Is(err, archive.ErrNowhere) {
		return moved, web.Refuse("This can't be marked: " + err.Error() + ". Nothing was changed.")
	}
	return moved, err
}
