package store

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

// first returns the overall event of a kind that stands.
func first(t *testing.T, s *Store, kind tracker.EventKind, asOf time.Time) *tracker.Event {
	t.Helper()
	es, err := s.Timeline(context.Background(), archive.Filter{Kinds: []tracker.EventKind{kind}, AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	for i := range es {
		if es[i].Scope.Kind == tracker.Overall {
			return &es[i]
		}
	}
	return nil
}

func TestReview(t *testing.T) {
	s, c := open(t)
	setRules(t, s)
	ctx := context.Background()
	record(t, s, polled("alpha", start, quoted("alpha", 1, start.Add(-48*time.Hour)), quoted("alpha", 2, start)))
	told := first(t, s, tracker.FirstSaid, time.Time{})
	if told == nil || told.At.From != today-2 {
		t.Fatalf("first said: %+v", told)
	}
	believed := c.t

	c.t = c.t.Add(time.Hour)
	reject := archive.Verdict{Mention: told.Mention, Action: archive.Reject, Who: "me", Why: "a joke"}
	moved, err := s.Review(ctx, reject, true)
	if err != nil || moved.Changes.Empty() || moved.After.Verdict != timeline.Rejected {
		t.Fatalf("preview: %+v %v", moved, err)
	}
	if now := first(t, s, tracker.FirstSaid, time.Time{}); now.ID != told.ID {
		t.Fatal("a preview moved the event")
	}
	if _, err = s.Review(ctx, reject, false); err != nil {
		t.Fatal(err)
	}
	if now := first(t, s, tracker.FirstSaid, time.Time{}); now == nil || now.At.From != today || !now.HeldBack || now.Supersedes != "" {
		t.Errorf("after the verdict, the other article with the same sentence: %+v", now)
	}
	if fix := first(t, s, tracker.Correction, time.Time{}); fix == nil || !strings.Contains(string(fix.Was), told.ID) {
		t.Errorf("correction: %+v", fix)
	}
	if then := first(t, s, tracker.FirstSaid, believed); then == nil || then.ID != told.ID || then.SupersededAt != nil {
		t.Errorf("what was believed before: %+v", then)
	}

	chain, err := s.Why(ctx, told.ID)
	if err != nil || chain.Mention == nil || chain.Article == nil || chain.Rule == nil || chain.Fetch == nil || len(chain.Verdicts) != 1 {
		t.Errorf("why: %+v %v", chain, err)
	}
	c.t = c.t.Add(time.Hour)
	if _, err = s.Review(ctx, archive.Verdict{Mention: told.Mention, Action: archive.Undo, Who: "me"}, false); err != nil {
		t.Fatal(err)
	}
	if now := first(t, s, tracker.FirstSaid, time.Time{}); now == nil || now.ID != told.ID {
		t.Errorf("after undo: %+v", now)
	}
}

func TestVerdictsOnWhatWasRead(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	ctx := context.Background()
	record(t, s, polled("alpha", start, quoted("alpha", 1, start)))
	id := first(t, s, tracker.FirstSaid, time.Time{}).Mention
	for _, c := range []struct {
		action, value string
		holds         func(tracker.Witness) bool
	}{
		{archive.SetSpeaker, `[{"id":"kremlin","text":"officials"}]`, func(w tracker.Witness) bool { return w.Speakers[0].ID == "kremlin" }},
		{archive.SetStance, `"denies"`, func(w tracker.Witness) bool { return w.Stance == tracker.Denies }},
		{archive.SetTreatment, `"debunks"`, func(w tracker.Witness) bool { return w.Treatment == tracker.Debunks }},
		{archive.SetSaid, `{"from":"2026-01-01","to":"2026-01-02","precision":"day","basis":"explicit"}`, func(w tracker.Witness) bool { return w.Said.To == tracker.Date(2026, 1, 2) }},
		{archive.Confirm, "", func(w tracker.Witness) bool { return w.Verdict == timeline.Confirmed }},
	} {
		moved, err := s.Review(ctx, archive.Verdict{Mention: id, Action: c.action, Value: json.RawMessage(c.value), Who: "me"}, false)
		if err != nil || !c.holds(moved.After) {
			t.Errorf("%s: %+v %v", c.action, moved.After, err)
		}
	}
	for _, bad := range []archive.Verdict{
		{Mention: id, Action: "praise"}, {Mention: id, Action: archive.SetStance, Value: json.RawMessage(`"loves"`)},
		{Mention: id, Action: archive.SetSaid}, {Mention: id, Action: archive.SetSpeaker, Value: json.RawMessage(`7`)}, {Mention: "nobody", Action: archive.Reject},
	} {
		if _, err := s.Review(ctx, bad, false); err == nil {
			t.Errorf("%+v was taken", bad)
		}
	}
	page, err := s.Mentions(ctx, archive.Filter{Speaker: "kremlin", Stance: tracker.Denies})
	if err != nil || len(page.Mentions) != 1 {
		t.Errorf("by what people set: %+v %v", page, err)
	}
}

// A journal of verdicts, carried to a colleague, means the same there.
func TestVerdictsTravel(t *testing.T) {
	mine, _ := open(t)
	theirs, _ := open(t)
	for _, s := range []*Store{mine, theirs} {
		setRules(t, s)
		record(t, s, polled("alpha", start, quoted("alpha", 1, start)))
	}
	ctx := context.Background()
	id := first(t, mine, tracker.FirstSaid, time.Time{}).Mention
	if _, err := mine.Review(ctx, archive.Verdict{Mention: id, Action: archive.Reject, Who: "me"}, false); err != nil {
		t.Fatal(err)
	}
	journal, err := mine.Verdicts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{1, 0} {
		if n, err := theirs.AddVerdicts(ctx, journal); err != nil || n != want {
			t.Errorf("time %d: %d new, %v", i, n, err)
		}
	}
	if e := first(t, theirs, tracker.FirstSaid, time.Time{}); e != nil {
		t.Errorf("still told there: %+v", e)
	}
}

// changedRule is the first talking point with another rule.
func changedRule() tracker.TalkingPoint {
	p := points[0]
	p.Hash = "h1-changed"
	return p
}

func TestRematch(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	ctx := context.Background()
	kept, lost, won := quoted("alpha", 1, start), quoted("alpha", 2, start.Add(-time.Hour)), article("alpha", 3, start.Add(-48*time.Hour))
	r := record(t, s, polled("alpha", start, kept, lost, won))
	rejected := tracker.MentionID("alpha", kept.Key, guarantees, worldWar, tracker.Body, sentence)
	if _, err := s.Review(ctx, archive.Verdict{Mention: rejected, Action: archive.Reject, Who: "me"}, false); err != nil {
		t.Fatal(err)
	}
	p := changedRule()
	change, err := s.SetRules(ctx, archive.Rules{Text: "rules 2", Hash: "v2", Sources: outlets, Points: []tracker.TalkingPoint{p, points[1]}})
	if err != nil || len(change.Changed) != 1 || len(change.Added)+len(change.Removed) != 0 {
		t.Fatalf("change: %+v %v", change, err)
	}
	var again []archive.Reread
	for i, it := range []archive.ReadItem{kept, lost, says(won, worldWar, "Another world war would follow.", "lavrov", today-2)} {
		v, err := s.Article(ctx, it.URL)
		if err != nil {
			t.Fatal(err)
		}
		for j := range it.Reading.Mentions {
			it.Reading.Mentions[j].Rule.Hash = p.Hash
		}
		if i == 1 {
			it.Reading.Mentions = nil
		}
		again = append(again, archive.Reread{Article: r.Articles[i], Texts: []archive.RereadText{{Revision: v.Revisions[0].ID, Reading: it.Reading}}})
	}
	batch := archive.Rematch{Points: []tracker.TalkingPoint{p}, Articles: again, Mark: archive.RematchMark{Of: "rules", UpTo: 3}}
	preview, err := s.Rematch(ctx, batch, true)
	if err != nil || len(preview.Appeared) != 1 || len(preview.Gone) != 1 {
		t.Fatalf("preview: %+v %v", preview, err)
	}
	if _, err := s.Rematch(ctx, batch, false); err != nil {
		t.Fatal(err)
	}
	page, err := s.Mentions(ctx, archive.Filter{})
	if err != nil || len(page.Mentions) != 2 {
		t.Fatalf("mentions: %+v %v", page, err)
	}
	for _, m := range page.Mentions {
		if m.ID == rejected && (m.Verdict != timeline.Rejected || m.Retroactive || m.Rule.Hash != p.Hash) {
			t.Errorf("the rejected one: %+v", m)
		}
		if m.ID != rejected && !m.Retroactive {
			t.Errorf("the new one is not retroactive: %+v", m)
		}
	}
	if e := first(t, s, tracker.FirstSaid, time.Time{}); e == nil || e.At.From != today-2 || !e.Retroactive {
		t.Errorf("first said: %+v", e)
	}
	if mark, err := s.RematchMark(ctx); err != nil || mark != batch.Mark {
		t.Errorf("mark %+v %v", mark, err)
	}
	if twice, err := s.Rematch(ctx, batch, false); err != nil || len(twice.Appeared)+len(twice.Gone)+len(twice.Events) != 0 {
		t.Errorf("again: %+v %v", twice, err)
	}
	gone, err := s.Retire(ctx, []tracker.TalkingPoint{p}, false)
	if err != nil || len(gone.Gone) != 2 {
		t.Errorf("retired: %+v %v", gone, err)
	}
	if es, err := s.Timeline(ctx, archive.Filter{Kinds: []tracker.EventKind{tracker.FirstSaid}}); err != nil || len(es) != 0 {
		t.Errorf("still told: %+v %v", es, err)
	}
}

func TestRulesKeepTheirVersions(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	ctx := context.Background()
	if c, err := s.SetRules(ctx, archive.Rules{Text: "rules", Hash: "v1", Sources: outlets, Points: points}); err != nil || !c.Speakers || len(c.Added) != 0 {
		t.Errorf("without speakers: %+v %v", c, err)
	}
	c, err := s.SetRules(ctx, archive.Rules{Text: "fewer", Hash: "v3", Sources: outlets[:1], Points: points[:1]})
	if err != nil || len(c.Removed) != 1 || c.Removed[0].Title != points[1].Title {
		t.Errorf("removed: %+v %v", c, err)
	}
	if n := count(t, s, "SELECT count(*) FROM rule_file"); n != 3 {
		t.Errorf("%d versions of the file", n)
	}
	feeds, err := s.Feeds(ctx, time.Time{})
	if err != nil || len(feeds) != 1 {
		t.Errorf("feeds: %+v %v", feeds, err)
	}
	if c, err = s.SetRules(ctx, archive.Rules{Text: "fewer", Hash: "v3", Sources: outlets[:1], Points: points[:1]}); err != nil || !c.Empty() {
		t.Errorf("again: %+v %v", c, err)
	}
}

// An event that stands under the same id but by another speaker is found under
// that one.
func TestEventsAreFoundByWhomAVerdictNames(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	ctx := context.Background()
	record(t, s, polled("alpha", start, article("alpha", 1, start)))
	edited := quoted("alpha", 1, start)
	edited.Seen = start.Add(time.Hour)
	record(t, s, polled("alpha", edited.Seen, edited))
	brought := func(speaker string) int {
		es, err := s.Timeline(ctx, archive.Filter{Kinds: []tracker.EventKind{tracker.EditedIn}, Speaker: speaker})
		if err != nil {
			t.Fatal(err)
		}
		return len(es)
	}
	if brought("lavrov") != 1 || brought("kremlin") != 0 {
		t.Fatalf("before the verdict: %d by Lavrov", brought("lavrov"))
	}
	id := tracker.MentionID("alpha", edited.Key, guarantees, worldWar, tracker.Body, sentence)
	if _, err := s.Review(ctx, archive.Verdict{Mention: id, Action: archive.SetSpeaker, Value: json.RawMessage(`[{"id":"kremlin","text":"officials"}]`), Who: "me"}, false); err != nil {
		t.Fatal(err)
	}
	if brought("lavrov") != 0 || brought("kremlin") != 1 {
		t.Errorf("after the verdict: %d by Lavrov, %d by officials", brought("lavrov"), brought("kremlin"))
	}
}

// Of two who look at the same mention the second is told of the first, and
// nothing of his is kept.
func TestAVerdictThatWasOvertakenIsRefused(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	ctx := context.Background()
	record(t, s, polled("alpha", start, quoted("alpha", 1, start)))
	told := first(t, s, tracker.FirstSaid, time.Time{})
	seen := 0
	say := func(action, who string) error {
		_, err := s.Review(ctx, archive.Verdict{Mention: told.Mention, Action: action, Who: who, Seen: &seen}, false)
		return err
	}
	if err := say(archive.Reject, "Ada"); err != nil {
		t.Fatal(err)
	}
	var o archive.Overtaken
	if err := say(archive.Confirm, "Kim"); !errors.As(err, &o) || o.By.Who != "Ada" || o.By.Action != archive.Reject || o.By.Recorded.IsZero() {
		t.Errorf("the second: %v", err)
	}
	if all, err := s.Verdicts(ctx); err != nil || len(all) != 1 {
		t.Errorf("kept %+v %v", all, err)
	}
	if seen = 1; say(archive.Confirm, "Kim") != nil {
		t.Error("refused although the other was seen")
	}
}
