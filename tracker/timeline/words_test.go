package timeline

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"onset/tracker"
)

func TestDays(t *testing.T) {
	for _, c := range []struct {
		from, to string
		year     int
		want     string
	}{
		{"02-04", "02-04", 0, "4 Feb 2026"},
		{"02-04", "02-04", 2026, "4 Feb"},
		{"02-02", "02-03", 0, "2–3 Feb 2026"},
		{"02-02", "02-03", 2026, "2–3 Feb"},
		{"01-30", "02-03", 0, "30 Jan – 3 Feb 2026"},
		{"2025-12-30", "01-02", 2026, "30 Dec 2025 – 2 Jan 2026"},
		{"", "02-03", 0, "by 3 Feb 2026"},
		{"", "", 0, "on an unknown day"},
	} {
		if got := Days(day(c.from), day(c.to), c.year); got != c.want {
			t.Errorf("Days(%s, %s, %d) = %q, want %q", c.from, c.to, c.year, got, c.want)
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		name  string
		w     tracker.Witness
		kind  tracker.EventKind
		scope tracker.Scope
		want  string
	}{
		{
			"a summary of a group", witness("a", "institute", "02-04", by("palace"), said("02-02", "02-03")),
			tracker.FirstSaid, tracker.Scope{Kind: tracker.Overall},
			"said 2–3 Feb by Palace officials, reported by The Institute 4 Feb 2026 (summarised, explicit date, speaker named as a group)",
		},
		{
			"words that an agency passes on", witness("a", "institute", "02-04", by("minister"), said("02-02", "02-02"), via("agency", tracker.Relayed)),
			tracker.FirstSaid, tracker.Scope{Kind: tracker.Overall},
			"said 2 Feb by Anna Minister, reported by The Institute 4 Feb 2026 (passed on by the words for agency, explicit date)",
		},
		{
			"an accusation", witness("a", "institute", "02-04", by("minister"), said("02-02", "02-02"), via("rival", tracker.Alleged)),
			tracker.FirstSaid, tracker.Scope{Kind: tracker.Overall},
			"said 2 Feb by Anna Minister, reported by The Institute 4 Feb 2026 (alleged by Carl Rival, explicit date, doubtful: somebody else alleges that the speaker said it)",
		},
		{
			"a quotation of last year", witness("a", "herald", "01-02", form(tracker.Direct), by("minister"), said("2025-12-30", "2025-12-30"), based(tracker.Relative)),
			tracker.FirstSaid, tracker.Scope{Kind: tracker.Overall},
			"said 30 Dec 2025 by Anna Minister, quoted by The Herald 2 Jan 2026 (quotation, relative date)",
		},
		{
			"its own page", witness("a", "ministry", "02-04", form(tracker.Direct), by("minister"), said("02-04", "02-04")),
			tracker.FirstSaid, tracker.Scope{Kind: tracker.Overall},
			"said 4 Feb by Anna Minister, on the pages of The Ministry 4 Feb 2026 (primary source, explicit date)",
		},
		{
			"through a debunk", witness("a", "checker", "02-05", by("rival"), said("02-01", "02-01"), treatment(tracker.Debunks)),
			tracker.FirstSaid, tracker.Scope{Kind: tracker.Overall},
			"said 1 Feb by Carl Rival, reported in a debunk by The Checker 5 Feb 2026 (summarised, explicit date)",
		},
		{
			"by nobody known", witness("a", "herald", "02-04", someone("a senior official"), said("02-04", "02-04"), based(tracker.Inherited)),
			tracker.FirstSaid, tracker.Scope{Kind: tracker.Overall},
			"said 4 Feb by “a senior official”, reported by The Herald 4 Feb 2026 (summarised, inherited date, speaker not in the rules file)",
		},
		{
			"an appearance", witness("a", "herald", "02-04", by("minister", "press")),
			tracker.FirstSeen, tracker.Scope{Kind: tracker.BySource, ID: "herald"},
			"appeared in The Herald 4 Feb 2026, attributed to Anna Minister and Boris Press (summarised)",
		},
		{
			"a page of unknown age", witness("a", "herald", "", seenOn("02-04")),
			tracker.FirstSeen, tracker.Scope{Kind: tracker.Overall},
			"appeared in The Herald by 4 Feb 2026, when it was fetched; publication date unknown",
		},
		{
			"through an edit", witness("a", "herald", "02-01", edited("02-04")),
			tracker.FirstSeen, tracker.Scope{Kind: tracker.Overall},
			"appeared in The Herald through an edit seen 4 Feb 2026",
		},
		{
			"a debunk", witness("a", "checker", "02-04", ownVoice, treatment(tracker.Debunks)),
			tracker.Debunked, tracker.Scope{Kind: tracker.Overall},
			"debunked by The Checker 4 Feb 2026",
		},
		{
			"its own voice", witness("a", "herald", "02-04", ownVoice, verdict(Confirmed)),
			tracker.Adopted, tracker.Scope{Kind: tracker.BySource, ID: "herald"},
			"in The Herald’s own voice 4 Feb 2026 (confirmed by a person)",
		},
		{
			"an edit", witness("a", "herald", "02-01", removed("02-04")),
			tracker.EditedOut, tracker.Scope{Kind: tracker.BySource, ID: "herald"},
			"removed from an article of The Herald by an edit seen 4 Feb 2026",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Words(one(t, Standing(anyone, []tracker.Witness{c.w}, context()), c.kind, c.scope.Kind, c.scope.ID))
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestWordsOfACorrection(t *testing.T) {
	feb := witness("feb", "herald", "02-04", by("minister"), said("02-04", "02-04"))
	old := witness("old", "herald", "2025-08-21", by("press"), said("2025-08-20", "2025-08-20"))
	now := time.Date(2026, 2, 10, 7, 0, 0, 0, time.UTC)
	c := Diff(Standing(anyone, []tracker.Witness{feb}, context()), Standing(anyone, []tracker.Witness{feb, old}, context()), now, CauseEvidence)
	want := "first said: was 4 Feb by Anna Minister, now 20 Aug 2025 by Boris Press (older evidence)"
	if got := WordsIn(c.Add[0], 2026); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// What stood before in a language that is not read dates nothing, and is told.
func TestUnreadIsTold(t *testing.T) {
	ws := []tracker.Witness{
		witness("a", "agency", "02-01", ownVoice, stance(tracker.UnreadStance), func(w *tracker.Witness) { w.Language = "fr" }),
		witness("b", "herald", "02-03", by("minister"), said("02-03", "02-03")),
	}
	for _, kind := range []tracker.EventKind{tracker.FirstSaid, tracker.FirstSeen} {
		e := one(t, Standing(anyone, ws, context()), kind, tracker.Overall, "")
		got := Caveats(e, 2026)
		want := []string{"words of it stood before in French, which is not read: who says what there is unknown (State Agency 1 Feb)"}
		if e.Mention != "b" || strings.Join(got, "\n") != want[0] {
			t.Errorf("%s of %s: %q", kind, e.Mention, got)
		}
	}
}

func TestCaveats(t *testing.T) {
	ws := []tracker.Witness{
		witness("first", "herald", "02-04", by("minister"), said("02-04", "02-04"), novelty(tracker.NovelRepeated, "once again")),
		witness("wide", "institute", "02-04", by("press"), said("2025-11-04", "02-04")),
		witness("before", "agency", "2025-06-01", by("press"), undated),
		witness("other", "agency", "2025-05-01", by("rival"), undated),
	}
	got := Caveats(one(t, Standing(theirs, ws, context()), tracker.FirstSaid, tracker.Overall, ""), 2026)
	want := []string{
		"had appeared before, undated: in State Agency 1 Jun 2025",
		"was said earlier, on an unknown day: by Boris Press, in State Agency 1 Jun 2025",
		"may have been said earlier (“on that day”): by Boris Press, in The Institute 4 Feb",
		"the text itself calls it not new (“once again”)",
		"also used by Carl Rival (State Agency 1 May 2025)",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestLanguagesHaveNames(t *testing.T) {
	for code, want := range map[string]string{"en": "English", "cs": "Czech", "ht": "Haitian Creole", "uk": "Ukrainian", "pt": "Portuguese", "": "an unknown language", "??": "an unknown language"} {
		if got := Language(code); got != want {
			t.Errorf("%q is called %q, want %q", code, got, want)
		}
	}
}

func TestEveryKindHasWords(t *testing.T) {
	for _, k := range tracker.EventKinds {
		if kinds[k].words == nil {
			t.Errorf("%s has no row in kinds.go, or no words there", k)
		}
	}
}
