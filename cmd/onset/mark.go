package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/text"
)

// addPassage is onset review ARTICLE --add NARRATIVE/POINT --sentence WORDS.
func (a *app) addPassage(ctx context.Context, ref string, f reviewFlags) error {
	if f.sentence == "" {
		return usagef("--add needs --sentence with words of the sentence that is meant")
	}
	d, s, err := a.openBoth(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if !slices.ContainsFunc(d.Points(), func(p tracker.TalkingPoint) bool { return p.Ref().ID == f.add }) {
		return usagef("--add %s: the rules file has no such talking point; write NARRATIVE/POINT, for instance %s", f.add, firstPoint(d))
	}
	v, err := newsroom.ArticleAt(ctx, s, ref)
	if err != nil {
		return err
	}
	sentence, words, err := theSentence(d.Sentences(v), f.sentence)
	if err != nil {
		return err
	}
	p, err := f.over(newsroom.Missed(v, sentence, words, f.add), d)
	if err != nil {
		return err
	}
	verdict, err := newsroom.VerdictOn(ctx, s, v, p, f.person(), f.why)
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
		p = newsroom.SaidBy(p, speakersOf(d, f.speaker))
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
