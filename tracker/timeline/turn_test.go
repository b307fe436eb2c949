package timeline

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"onset/tracker"
)

// turnsOn closes a day, of which what lies before From is asked for, and returns the turns.
func turnsOn(tp tracker.TalkingPoint, ws []tracker.Witness, on, from tracker.Day) []tracker.Event {
	return only(voicesOn(tp, ws, on, from), tracker.Turn)
}

func voicesOn(tp tracker.TalkingPoint, ws []tracker.Witness, on, from tracker.Day) []tracker.Event {
	l := closeDay(tp, ws, on)
	for _, s := range Statements(tp, ws, context()) {
		if s.Day >= from {
			l.Stated = append(l.Stated, s)
		}
	}
	l.From = from
	l.Past = slices.DeleteFunc(l.Past, func(s Appearance) bool { return s.Day < from })
	l.Older = func(string) []Appearance {
		return slices.DeleteFunc(Appearances(tp, ws, context()), func(s Appearance) bool { return s.Day >= from })
	}
	l.Known = func(string) bool { return false }
	l.StatedBefore = func(speaker string) []Stated {
		return slices.DeleteFunc(statedBy(Statements(tp, ws, context()), speaker), func(s Stated) bool { return s.Day >= from })
	}
	l.Mention = func(id string) (tracker.Witness, bool) {
		i := slices.IndexFunc(ws, func(w tracker.Witness) bool { return w.ID == id })
		return ws[max(i, 0)], i >= 0
	}
	return only(Daily(l, on, nil, context()), tracker.Turn, tracker.Joined)
}

func TestTurns(t *testing.T) {
	denies, affirms := stance(tracker.Denies), stance(tracker.Affirms)
	denied := []tracker.Witness{
		witness("d1", "herald", "2025-03-01", by("minister"), denies),
		witness("d2", "agency", "01-20", by("minister"), denies),
		witness("d3", "herald", "01-20", by("minister"), denies),
		witness("d4", "herald", "01-28", by("minister"), denies),
	}
	affirmed := []tracker.Witness{
		witness("a1", "herald", "01-20", by("press"), affirms),
		witness("a2", "herald", "01-28", by("press"), affirms),
	}
	now := witness("n", "herald", "02-03", by("minister"), affirms)
	const told = "turn speaker minister: 2026-02-03 published n"
	for _, c := range []struct {
		name   string
		before []tracker.Witness
		today  []tracker.Witness
		want   []string
	}{
		{"denied, and affirmed now", denied, []tracker.Witness{now}, []string{told}},
		{"affirmed, and denied now", affirmed, []tracker.Witness{witness("n", "herald", "02-03", by("press"), denies)}, []string{"turn speaker press: 2026-02-03 published n"}},
		{"denied on a single day, though in two outlets", denied[1:3], []tracker.Witness{now}, []string{}},
		{"affirmed long before", slices.Concat(denied, []tracker.Witness{witness("a", "herald", "2025-01-01", by("minister"))}), []tracker.Witness{now}, []string{}},
		{"denied by others", denied, []tracker.Witness{witness("n", "herald", "02-03", by("press"), affirms)}, []string{}},
		{"denied by a group, whose members are many", []tracker.Witness{
			witness("d1", "herald", "01-20", by("palace"), denies), witness("d2", "herald", "01-28", by("palace"), denies)},
			[]tracker.Witness{witness("n", "herald", "02-03", by("palace"))}, []string{}},
		{"both on one day", denied, []tracker.Witness{now, witness("n2", "agency", "02-03", by("minister"), denies)}, []string{}},
		{"the day's words may be another's", denied, []tracker.Witness{witness("n", "herald", "02-03", by("minister"), affirms, unsure)}, []string{}},
		{"the denials may be another's", []tracker.Witness{
			witness("d1", "herald", "01-20", by("minister"), denies, unsure), witness("d2", "herald", "01-28", by("minister"), denies, unsure)},
			[]tracker.Witness{now}, []string{}},
		{"a denial is told by a third", []tracker.Witness{denied[3], witness("d5", "herald", "01-29", by("minister"), denies, via("rival", tracker.Relayed))}, []tracker.Witness{now}, []string{}},
		{"what is affirmed was said long ago", denied, []tracker.Witness{witness("n", "herald", "02-03", by("minister"), said("2024-01-01", "2024-01-01"))}, []string{}},
		{"it is recalled on the day that it was said before", denied, []tracker.Witness{now, witness("r", "agency", "02-03", by("minister"), said("2024-01-01", "2024-01-01"))}, []string{}},
		{"somebody accuses the minister of it", denied, []tracker.Witness{witness("n", "herald", "02-03", by("minister"), via("rival", tracker.Alleged))}, []string{}},
		{"asked only", []tracker.Witness{
			witness("d1", "herald", "01-20", by("minister"), stance(tracker.Asks)), witness("d2", "herald", "01-28", by("minister"), stance(tracker.NotSaid))},
			[]tracker.Witness{now}, []string{}},
		{"a person rejected the earlier one", slices.Concat(denied, []tracker.Witness{witness("a", "herald", "2025-01-01", by("minister"), verdict(Rejected))}), []tracker.Witness{now}, []string{told}},
		{"a person confirmed the speaker", denied, []tracker.Witness{witness("n", "herald", "02-03", by("minister"), unsure, verdict(Confirmed))}, []string{told}},
		{"a debunk tells of it", denied, []tracker.Witness{witness("n", "checker", "02-03", by("minister"), treatment(tracker.Debunks))}, []string{}},
	} {
		for _, from := range []string{"2024-01-01", "01-25"} {
			got := turnsOn(anyone, slices.Concat(c.before, c.today), day("02-03"), day(from))
			if d := cmp.Diff(c.want, brief(got)); d != "" {
				t.Errorf("%s, near from %s: %s", c.name, from, d)
			}
		}
	}
}

// A turn tells on how many days the opposite was said, and the last sentence of that. One
// that may be none is doubtful: a person is asked about what may be earlier.
func TestWhatATurnTells(t *testing.T) {
	ws := []tracker.Witness{
		witness("d1", "herald", "01-20", by("minister"), stance(tracker.Denies)),
		witness("d2", "agency", "01-28", by("minister"), stance(tracker.Denies)),
		witness("n", "herald", "02-03", by("minister")),
	}
	e := one(t, turnsOn(theirs, ws, day("02-03"), day("01-01")), tracker.Turn, tracker.BySpeaker, "minister")
	if got, want := WordsIn(e, 2026), "until 3 Feb Anna Minister denied it (on 2 days, last 28 Jan), now affirms it, in The Herald"; got != want || e.Doubtful {
		t.Errorf("told as %q, want %q", got, want)
	}
	if d := cmp.Diff([]string{"last denied on 28 Jan: “The sentence of d2.” (State Agency, https://example.org/d2)"}, Caveats(e, 2026)); d != "" {
		t.Error(d)
	}
	ws = append(ws, witness("m", "agency", "01-10", by("minister"), unsure))
	e = one(t, turnsOn(theirs, ws, day("02-03"), day("01-01")), tracker.Turn, tracker.BySpeaker, "minister")
	if d := cmp.Diff([]tracker.Ground{{Reason: tracker.EarlierDoubtful, Mention: "m", Sentence: "The sentence of m."}}, e.Grounds); d != "" || !e.Doubtful {
		t.Error(d)
	}
	if len(turnsOn(theirs, ws, day("01-28"), day("01-01"))) > 0 {
		t.Error("a later statement makes a turn of an earlier day")
	}
}

func TestJoined(t *testing.T) {
	old := witness("o", "herald", "2025-10-01", by("rival"))
	near := witness("p", "agency", "01-30", someone("a passer-by"))
	now := witness("n", "herald", "02-03", by("minister"))
	const told = "joined speaker minister: 2026-02-03 published n"
	for _, c := range []struct {
		name   string
		before []tracker.Witness
		today  []tracker.Witness
		want   []string
	}{
		{"others have said it for months", []tracker.Witness{old, near}, []tracker.Witness{now}, []string{told}},
		{"others began in the same week", []tracker.Witness{near}, []tracker.Witness{now}, []string{}},
		{"nobody said it before", nil, []tracker.Witness{now}, []string{}},
		{"others only denied it", []tracker.Witness{witness("o", "herald", "2025-10-01", by("rival"), stance(tracker.Denies))}, []tracker.Witness{now}, []string{}},
		{"the speaker said it before", []tracker.Witness{old, witness("m", "agency", "2025-12-01", by("minister"))}, []tracker.Witness{now}, []string{}},
		{"the speaker is dated to have said it before", []tracker.Witness{old}, []tracker.Witness{now, witness("m", "agency", "02-03", by("minister"), said("2025-12-01", "2025-12-01"))}, []string{}},
		{"the text calls it not new", []tracker.Witness{old}, []tracker.Witness{witness("n", "herald", "02-03", by("minister"), novelty(tracker.NovelRepeated, "once again"))}, []string{}},
		{"the words may be another’s", []tracker.Witness{old}, []tracker.Witness{witness("n", "herald", "02-03", by("minister"), unsure)}, []string{}},
		{"a group, whose members are many", []tracker.Witness{old}, []tracker.Witness{witness("n", "herald", "02-03", by("palace"))}, []string{}},
		{"who denied it on several days turns", []tracker.Witness{old, witness("d1", "herald", "01-10", by("minister"), stance(tracker.Denies)), witness("d2", "herald", "01-12", by("minister"), stance(tracker.Denies))},
			[]tracker.Witness{now}, []string{"turn speaker minister: 2026-02-03 published n"}},
		{"somebody unknown", []tracker.Witness{old}, []tracker.Witness{witness("n", "herald", "02-03", someone("A passer-by"))}, []string{}},
	} {
		for _, from := range []string{"2024-01-01", "01-25"} {
			got := voicesOn(anyone, slices.Concat(c.before, c.today), day("02-03"), day(from))
			if d := cmp.Diff(c.want, brief(got)); d != "" {
				t.Errorf("%s, near from %s: %s", c.name, from, d)
			}
		}
	}
	ws := []tracker.Witness{old, witness("m", "agency", "01-10", by("minister"), unsure), now}
	e := one(t, voicesOn(anyone, ws, day("02-03"), day("01-01")), tracker.Joined, tracker.BySpeaker, "minister")
	if got, want := WordsIn(e, 2026), "first said by Anna Minister: in The Herald 3 Feb, when others had said it since 1 Oct 2025"; got != want || !e.Doubtful {
		t.Errorf("told as %q, want %q; doubtful: %v", got, want, e.Doubtful)
	}
}
