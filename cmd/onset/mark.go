package main

import (
	"cmp"
	"context"
	"slices"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/archive"
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
	if err := knownPoint("add", f.add, d); err != nil {
		return err
	}
	v, err := newsroom.ArticleAt(ctx, s, ref)
	if err != nil {
		return err
	}
	sentence, words, err := newsroom.SentenceWith(d.Sentences(v), f.sentence)
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

// knownPoint refuses the value of a flag that names no talking point of the rules.
func knownPoint(flag, value string, d *newsroom.Desk) error {
	known := append(d.PointIDs(), "story/point")
	if slices.Contains(known[:len(known)-1], value) {
		return nil
	}
	return usagef("--%s %s: the rules file has no such talking point; write NARRATIVE/POINT, for instance %s", flag, value, known[0])
}

// over lays what the flags say over what the reader made of a passage.
func (f reviewFlags) over(p archive.Passage, d *newsroom.Desk) (archive.Passage, error) {
	if f.speaker != "" {
		p = newsroom.SaidBy(p, d.SpeakersNamed(f.speaker))
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
