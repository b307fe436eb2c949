package store

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/query"
	"onset/tracker/timeline"
)

const missed = "Lavrov spoke of a global blaze, once more."

// holding is an article with a sentence that no rule takes.
func holding(source string, n int, published time.Time) archive.ReadItem {
	it := article(source, n, published)
	it.Text += "\n\n" + missed + "\n\nThe end."
	return it
}

// passage is what a person marks in such an article.
func passage(it archive.ReadItem, said tracker.Day) archive.Passage {
	return archive.Passage{Source: "alpha", Article: it.Key, Narrative: guarantees, TalkingPoint: worldWar, Part: tracker.Body, Text: missed,
		Hits: []tracker.Span{{Start: 18, End: 30}}, Speakers: []tracker.ClaimSpeaker{{ID: "lavrov", Text: "Lavrov"}}, Form: tracker.Indirect,
		Stance: tracker.Affirms, Treatment: tracker.Reports, Said: &tracker.Said{From: said, To: said, Precision: tracker.ToDay, Basis: tracker.Explicit}}
}

func adding(p archive.Passage) archive.Verdict {
	return archive.Verdict{Action: archive.Add, Value: json.RawMessage(encode(p)), Who: "me", Why: "plainly said"}
}

func mustReview(t *testing.T, s *Store, v archive.Verdict) archive.Moved {
	t.Helper()
	m, err := s.Review(context.Background(), v, false)
	if err != nil {
		t.Fatalf("%s: %v", v.Action, err)
	}
	return m
}

func standing(t *testing.T, s *Store) []tracker.Witness {
	t.Helper()
	page, err := s.Mentions(context.Background(), archive.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return page.Mentions
}

func TestMarkedPassageIsAMention(t *testing.T) {
	s, c := open(t)
	setRules(t, s)
	ctx := context.Background()
	it := holding("alpha", 1, start.Add(-48*time.Hour))
	record(t, s, polled("alpha", start, it, quoted("alpha", 2, start)))
	told := first(t, s, tracker.FirstSaid, time.Time{})
	p := passage(it, today-3)
	preview, err := s.Review(ctx, adding(p), true)
	if err != nil || preview.Changes.Empty() || preview.After.Text != missed || preview.Before.ID != "" {
		t.Fatalf("preview: %+v %v", preview, err)
	}
	if len(standing(t, s)) != 1 || first(t, s, tracker.FirstSaid, time.Time{}).ID != told.ID {
		t.Fatal("a preview kept something")
	}
	c.t = c.t.Add(time.Hour)
	mustReview(t, s, adding(p))
	now := first(t, s, tracker.FirstSaid, time.Time{})
	if now == nil || now.At.From != today-3 || now.Supersedes != told.ID || now.Rule.Hash != "" || now.Evidence.Text != missed {
		t.Errorf("first said: %+v", now)
	}
	if fix := first(t, s, tracker.Correction, time.Time{}); fix == nil {
		t.Error("no correction tells of it")
	}
	chain, err := s.Why(ctx, p.ID())
	w := chain.Mention
	if err != nil || w == nil || !w.Marked || w.Verdict != timeline.Confirmed || w.Retroactive || len(w.Hits) != 1 ||
		chain.Revision.Text[w.Hits[0].Start:w.Hits[0].End] != "global blaze" || chain.Rule != nil || len(chain.Verdicts) != 1 {
		t.Errorf("why: %+v %v", chain, err)
	}
	if n := count(t, s, "SELECT count(*) FROM mentions WHERE marked = 1 AND rule IS NULL AND verdict = 'confirmed'"); n != 1 {
		t.Error("the view doesn't tell that a person marked it")
	}
	if _, err := s.Review(ctx, adding(p), false); !errors.Is(err, archive.ErrMarked) {
		t.Errorf("marked twice: %v", err)
	}
	if report, err := s.Prune(ctx, start.Add(240*time.Hour), true); err != nil || report.Articles != 0 {
		t.Errorf("its text would be let go: %+v %v", report, err)
	}
	denied := mustReview(t, s, archive.Verdict{Mention: p.ID(), Action: archive.SetStance, Value: json.RawMessage(`"denies"`), Who: "me"})
	if denied.After.Stance != tracker.Denies || first(t, s, tracker.FirstSaid, time.Time{}).ID != told.ID {
		t.Errorf("reviewed later: %+v", denied.After)
	}
	c.t = c.t.Add(time.Hour)
	mustReview(t, s, archive.Verdict{Mention: p.ID(), Action: archive.Undo, Who: "me"})
	if e := first(t, s, tracker.FirstSaid, time.Time{}); e.ID != told.ID || len(standing(t, s)) != 1 {
		t.Errorf("after undo: %+v", e)
	}
	if chain, err = s.Why(ctx, p.ID()); err != nil || chain.Versions[0].Superseded.IsZero() {
		t.Errorf("what was marked is forgotten: %+v %v", chain, err)
	}
	mustReview(t, s, adding(p))
	if e := first(t, s, tracker.FirstSaid, time.Time{}); e.At.From != today-3 {
		t.Errorf("marked again: %+v", e)
	}
}

func TestWhatCantBeMarked(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	it := holding("alpha", 1, start)
	record(t, s, polled("alpha", start, it, quoted("alpha", 2, start)))
	for name, c := range map[string]struct {
		change func(*archive.Passage)
		want   error
	}{
		"words that nobody wrote": {func(p *archive.Passage) { p.Text = "Nothing of the kind." }, archive.ErrNowhere},
		"no words":                {func(p *archive.Passage) { p.Text = " " }, archive.ErrNowhere},
		"the wrong part":          {func(p *archive.Passage) { p.Part = tracker.Title }, archive.ErrNowhere},
		"no part":                 {func(p *archive.Passage) { p.Part = "foot" }, archive.ErrNowhere},
		"no such article":         {func(p *archive.Passage) { p.Article = "https://alpha.example/77" }, archive.ErrNowhere},
		"no such talking point":   {func(p *archive.Passage) { p.TalkingPoint = "peace" }, archive.ErrNowhere},
		"a stance of none":        {func(p *archive.Passage) { p.Stance = "loves" }, nil},
		"a treatment of none":     {func(p *archive.Passage) { p.Treatment = "" }, nil},
		"what a rule takes":       {func(p *archive.Passage) { p.Article = "https://alpha.example/2"; p.Text = sentence }, archive.ErrMarked},
	} {
		p := passage(it, today)
		c.change(&p)
		_, err := s.Review(context.Background(), adding(p), false)
		if err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if n := count(t, s, "SELECT count(*) FROM verdict"); n != 0 || len(standing(t, s)) != 1 {
		t.Errorf("%d verdicts were kept", n)
	}
}

// rematched carries a changed rule over an article, which it takes or not.
func rematched(t *testing.T, s *Store, it archive.ReadItem, hash string, takes bool) []tracker.Witness {
	t.Helper()
	p := points[0]
	p.Hash = hash
	if _, err := s.SetRules(context.Background(), archive.Rules{Text: hash, Hash: hash, Sources: outlets, Points: []tracker.TalkingPoint{p, points[1]}}); err != nil {
		t.Fatal(err)
	}
	v, err := s.Article(context.Background(), it.URL)
	if err != nil {
		t.Fatal(err)
	}
	again := archive.Reread{Article: v.ID}
	for _, rev := range v.Revisions {
		read := archive.RereadText{Revision: rev.ID, Reading: tracker.Reading{Language: "en"}}
		if span, stands := sentenceIn(passage(it, today).Text, tracker.Body, rev.Title, rev.Text); takes && stands {
			read.Reading.Mentions = []tracker.Mention{{Narrative: guarantees, TalkingPoint: worldWar, Part: tracker.Body, Span: span, Text: missed, Claim: -1, Rule: p.Ref()}}
		}
		again.Texts = append(again.Texts, read)
	}
	if _, err := s.Rematch(context.Background(), archive.Rematch{Points: []tracker.TalkingPoint{p}, Articles: []archive.Reread{again}}, false); err != nil {
		t.Fatal(err)
	}
	return standing(t, s)
}

func TestMarkOutlivesRules(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	it := holding("alpha", 1, start)
	record(t, s, polled("alpha", start, it))
	p := passage(it, today-3)
	mustReview(t, s, adding(p))
	for i, takes := range []bool{false, true, true, false, false, true} {
		ws := rematched(t, s, it, string(rune('a'+i)), takes)
		if len(ws) != 1 || ws[0].ID != p.ID() || ws[0].Marked == takes || ws[0].Retroactive != takes || ws[0].Verdict != timeline.Confirmed || ws[0].Said.From != today-3 || ws[0].Speakers[0].ID != "lavrov" {
			t.Fatalf("rule %d, which takes it: %v: %+v", i, takes, ws)
		}
		if e := first(t, s, tracker.FirstSaid, time.Time{}); e == nil || e.At.From != today-3 {
			t.Errorf("rule %d: first said %+v", i, e)
		}
	}
	mustReview(t, s, archive.Verdict{Mention: p.ID(), Action: archive.Undo, Who: "me"})
	if ws := standing(t, s); len(ws) != 1 || ws[0].Marked || ws[0].Verdict != "" || ws[0].Form != tracker.OwnVoice {
		t.Errorf("what the rule takes by itself: %+v", ws)
	}
	if ws := rematched(t, s, it, "z", false); len(ws) != 0 {
		t.Errorf("taken back, it stands still: %+v", ws)
	}
	p.Speakers, p.Form, p.Treatment, p.Said = nil, tracker.OwnVoice, tracker.Asserts, nil // as the rule reads it
	mustReview(t, s, adding(p))
	if ws := rematched(t, s, it, "zz", true); len(ws) != 1 || ws[0].Marked || ws[0].Rule.Hash != "zz" {
		t.Errorf("a rule takes it just as it was marked: %+v", ws)
	}
}

// A talking point that left the rules file takes its marks along, and brings
// them back.
func TestMarkWaitsForItsTalkingPoint(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	ctx := context.Background()
	it := holding("alpha", 1, start)
	record(t, s, polled("alpha", start, it))
	mustReview(t, s, adding(passage(it, today)))
	if _, err := s.SetRules(ctx, archive.Rules{Text: "less", Hash: "less", Sources: outlets, Points: points[1:]}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Retire(ctx, points[:1], false); err != nil || len(standing(t, s)) != 0 {
		t.Fatalf("after its talking point left: %+v %v", standing(t, s), err)
	}
	if ids, err := s.Candidates(ctx, &query.Plan{Op: query.PlanTerms, Terms: []string{"en:nowhere"}}, points[:1]); err != nil || len(ids) != 1 {
		t.Errorf("its article isn't looked at again: %v %v", ids, err)
	}
	if ws := rematched(t, s, it, "back", false); len(ws) != 1 || !ws[0].Marked {
		t.Errorf("after it came back: %+v", ws)
	}
}

func TestMarkFollowsItsArticle(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	ctx := context.Background()
	it := holding("alpha", 1, start)
	record(t, s, polled("alpha", start, it))
	edit := func(hours int, text string, cause tracker.Cause) archive.Recorded {
		again := it
		again.Text, again.Cause, again.Seen = text, cause, start.Add(time.Duration(hours)*time.Hour)
		return record(t, s, polled("alpha", again.Seen, again))
	}
	edit(1, "Another beginning.\n\n"+missed+"\n\nThe end.", "")
	p := passage(it, today)
	mustReview(t, s, adding(p))
	v, err := s.Article(ctx, it.URL)
	if err != nil {
		t.Fatal(err)
	}
	w := standing(t, s)[0]
	if w.Revision != v.Revisions[0].ID || w.Cause != tracker.First || v.Revisions[0].Text[w.Start:w.End] != missed {
		t.Errorf("it isn't told from when on it stood: %+v", w)
	}
	edit(2, "A new beginning.\n\nLavrov spoke  of a global\nblaze, once more.", "")
	if again := standing(t, s)[0]; again.Removed || again.Revision != w.Revision {
		t.Errorf("after an edit beside it: %+v", again)
	}
	edit(3, "Extracted otherwise, all gone.", tracker.Reextracted)
	if again := standing(t, s)[0]; again.Removed {
		t.Errorf("another extraction took it out: %+v", again)
	}
	if ws := rematched(t, s, it, "r", false); len(ws) != 1 || ws[0].Removed {
		t.Errorf("a rule took it out: %+v", ws)
	}
	r := edit(4, "The outlet thought again.", tracker.Edit)
	gone := standing(t, s)[0]
	if !gone.Removed || !gone.Marked || gone.Text != missed || !slices.ContainsFunc(r.Events, func(e tracker.Event) bool { return e.Kind == tracker.EditedOut }) {
		t.Errorf("edited out: %+v, %+v", gone, r.Events)
	}
	edit(5, "Back again.\n\n"+missed, tracker.Edit)
	if again := standing(t, s)[0]; again.Removed || !again.Marked || again.Cause != tracker.Edit {
		t.Errorf("edited in again: %+v", again)
	}
}

// A journal may come before the articles it speaks of.
func TestMarksTravel(t *testing.T) {
	mine, _ := open(t)
	theirs, _ := open(t)
	ctx := context.Background()
	it := holding("alpha", 1, start)
	for _, s := range []*Store{mine, theirs} {
		setRules(t, s)
	}
	record(t, mine, polled("alpha", start, it))
	mustReview(t, mine, adding(passage(it, today-3)))
	beside := passage(it, today)
	beside.TalkingPoint = falseFlag
	mustReview(t, mine, adding(beside))
	journal, err := mine.Verdicts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := theirs.AddVerdicts(ctx, journal); err != nil || n != 2 {
		t.Fatalf("%d new, %v", n, err)
	}
	record(t, theirs, polled("alpha", start, article("alpha", 9, start), it))
	if ws := standing(t, theirs); len(ws) != 2 || !ws[0].Marked || !ws[1].Marked || ws[0].Said.From+ws[1].Said.From != today-3+today {
		t.Errorf("there: %+v", ws)
	}
	late, _ := open(t)
	setRules(t, late)
	record(t, late, polled("alpha", start, it))
	if _, err := late.AddVerdicts(ctx, journal); err != nil {
		t.Fatal(err)
	}
	if e := first(t, late, tracker.FirstSaid, time.Time{}); e == nil || e.At.From != today-3 {
		t.Errorf("where the article was there first: %+v", e)
	}
	if ws := standing(t, late); len(ws) != 2 {
		t.Errorf("marks of one journal: %+v", ws)
	}
	beside.Text = "The end."
	journal[0].Value = json.RawMessage(encode(beside))
	journal[0].Recorded = journal[0].Recorded.Add(time.Hour)
	if _, err := late.AddVerdicts(ctx, journal); err == nil {
		t.Error("a passage under the id of another was taken")
	}
}

// A rule that comes after an edit finds a sentence that stood there before it.
func TestALaterRuleIsNoEdit(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	it := article("alpha", 1, start)
	it.Text = "It rained. " + missed
	it.Seen = start
	record(t, s, polled("alpha", start, it))
	edited := it
	edited.Text = "It rained all day. " + missed
	edited.Seen = start.Add(time.Hour)
	record(t, s, polled("alpha", start.Add(time.Hour), edited))
	ws := rematched(t, s, edited, "v2", true)
	if len(ws) != 1 || ws[0].Cause != tracker.First || ws[0].Start != strings.Index(it.Text, missed) {
		t.Fatalf("found later: %+v", ws)
	}
	if es, err := s.Timeline(context.Background(), archive.Filter{Kinds: []tracker.EventKind{tracker.EditedIn}}); err != nil || len(es) != 0 {
		t.Errorf("edits: %+v %v", es, err)
	}
}
