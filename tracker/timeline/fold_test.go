package timeline

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"onset/tracker"
)

func TestStanding(t *testing.T) {
	for _, c := range []struct {
		name string
		tp   tracker.TalkingPoint
		ws   []tracker.Witness
		want []string
	}{
		{"nothing", anyone, nil, []string{}},
		{
			"what a member says counts for the group, and for the group of groups", theirs,
			[]tracker.Witness{witness("a", "institute", "02-04", by("minister"), said("02-02", "02-03"))},
			[]string{
				"first_said overall: 2026-02-02..2026-02-03 said a",
				"first_said speaker country: 2026-02-02..2026-02-03 said a",
				"first_said speaker minister: 2026-02-02..2026-02-03 said a",
				"first_said speaker palace: 2026-02-02..2026-02-03 said a",
				"first_said language en: 2026-02-02..2026-02-03 said a",
				"first_seen overall: 2026-02-04 published a",
				"first_seen language en: 2026-02-04 published a",
				"first_seen source institute: 2026-02-04 published a",
			},
		},
		{
			"a denial, a question, what nobody said, what was not read and a rejected mention date and count nothing", anyone,
			[]tracker.Witness{
				witness("a", "herald", "02-01", by("minister"), said("02-01", "02-01"), stance(tracker.Denies)),
				witness("b", "herald", "02-01", by("minister"), said("02-01", "02-01"), stance(tracker.Asks)),
				witness("c", "herald", "02-01", by("minister"), said("02-01", "02-01"), verdict(Rejected)),
				witness("d", "agency", "02-01", by("minister"), said("02-01", "02-01"), stance(tracker.NotSaid)),
				witness("e", "agency", "02-01", ownVoice, stance(tracker.NotSaid)),
				witness("f", "agency", "02-01", ownVoice, stance(tracker.UnreadStance), treatment(tracker.UnreadTreatment)),
				witness("g", "checker", "02-01", ownVoice, stance(tracker.NotSaid), treatment(tracker.Debunks)),
			},
			[]string{},
		},
		{
			"a debunk is no appearance, but an explicit date of a known speaker in it dates", anyone,
			[]tracker.Witness{witness("a", "checker", "02-05", by("rival"), said("02-01", "02-01"), treatment(tracker.Debunks))},
			[]string{
				"first_said overall: 2026-02-01 said a",
				"first_said speaker rival: 2026-02-01 said a",
				"debunked overall: 2026-02-05 published a",
			},
		},
		{
			"a debunk with an inferred date, or of nobody, dates nothing", anyone,
			[]tracker.Witness{
				witness("a", "checker", "02-05", by("rival"), said("02-01", "02-01"), based(tracker.Relative), treatment(tracker.Debunks)),
				witness("b", "checker", "02-06", someone("posts"), said("02-01", "02-01"), treatment(tracker.Debunks)),
			},
			[]string{"debunked overall: 2026-02-05 published a"},
		},
		{
			"a debunk of what only others say is none of this line", theirs,
			[]tracker.Witness{witness("a", "checker", "02-05", by("rival"), treatment(tracker.Debunks))},
			[]string{},
		},
		{
			"the smallest from dates, then the smallest to", anyone,
			[]tracker.Witness{
				witness("a", "herald", "02-03", someone("x"), said("02-02", "02-03")),
				witness("b", "herald", "02-04", someone("x"), said("02-02", "02-02")),
				witness("c", "herald", "02-05", someone("x"), said("02-01", "02-08")), // eight days: too wide
				witness("d", "herald", "02-06", someone("x"), said("01-02", "01-02"), flagged),
			},
			[]string{
				"first_said overall: 2026-02-02 said b",
				"first_said language en: 2026-02-02 said b",
				"first_seen overall: 2026-02-03 published a",
				"first_seen language en: 2026-02-03 published a",
				"first_seen source herald: 2026-02-03 published a",
			},
		},
		{
			"what an outlet says itself is said by nobody", anyone,
			[]tracker.Witness{witness("a", "agency", "02-03", ownVoice, said("02-03", "02-03"))},
			[]string{
				"first_seen overall: 2026-02-03 published a",
				"first_seen language en: 2026-02-03 published a",
				"first_seen source agency: 2026-02-03 published a",
				"adopted source agency: 2026-02-03 published a",
			},
		},
		{
			"others than the rule's speakers count for nothing, a state outlet of its own adopts", theirs,
			[]tracker.Witness{
				witness("a", "herald", "02-01", by("rival"), said("02-01", "02-01")),
				witness("b", "agency", "02-03", ownVoice),
			},
			[]string{"adopted source agency: 2026-02-03 published b"},
		},
		{
			"that an independent outlet adopts it is told only once a person confirmed it", theirs,
			[]tracker.Witness{
				witness("a", "herald", "02-01", ownVoice),
				witness("b", "institute", "02-03", ownVoice, verdict(Confirmed)),
			},
			[]string{"adopted source institute: 2026-02-03 published b"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, brief(Standing(c.tp, c.ws, context()))); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestOrderOfAppearance(t *testing.T) {
	for _, c := range []struct {
		name string
		ws   []tracker.Witness
		want string
	}{
		{"an instant before a later one", []tracker.Witness{
			witness("a", "herald", "02-04", at("10:00")), witness("b", "agency", "02-04", at("09:59")),
		}, "first_seen overall: 2026-02-04 published b"},
		{"an instant before a day alone", []tracker.Witness{
			witness("a", "agency", "02-04"), witness("b", "herald", "02-04", at("23:00")),
		}, "first_seen overall: 2026-02-04 published b"},
		{"seen stands in where nobody says when it was published", []tracker.Witness{
			witness("a", "herald", "02-05"), witness("b", "agency", "", seenOn("02-04")),
		}, "first_seen overall: 2026-02-04 seen b"},
		{"but gives way to what was published that day", []tracker.Witness{
			witness("a", "herald", "02-04"), witness("b", "agency", "", seenOn("02-04")),
		}, "first_seen overall: 2026-02-04 published a"},
		{"what an edit brought was not there when the page was published", []tracker.Witness{
			witness("a", "herald", "02-01", edited("02-06")), witness("b", "agency", "02-03"),
		}, "first_seen overall: 2026-02-03 published b"},
		{"the fuller text of a page was there from its beginning", []tracker.Witness{
			witness("a", "herald", "02-01", func(w *tracker.Witness) { w.Cause = tracker.Fuller }), witness("b", "agency", "02-03"),
		}, "first_seen overall: 2026-02-01 published a"},
		{"ties: by source", []tracker.Witness{
			witness("a", "herald", "02-01"), witness("b", "agency", "02-01"),
		}, "first_seen overall: 2026-02-01 published b"},
		{"ties: the title before the text", []tracker.Witness{
			witness("a", "herald", "02-01", inArticle(7)),
			witness("b", "herald", "02-01", inArticle(7), func(w *tracker.Witness) { w.Part, w.Start = tracker.Title, 9 }),
		}, "first_seen overall: 2026-02-01 published b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			events := Standing(anyone, c.ws, context())
			got := brief([]tracker.Event{one(t, events, tracker.FirstSeen, tracker.Overall, "")})
			if got[0] != c.want {
				t.Errorf("got %s, want %s", got[0], c.want)
			}
		})
	}
}

func TestEdits(t *testing.T) {
	for _, c := range []struct {
		name string
		ws   []tracker.Witness
		want []string
	}{
		{"nothing changed", []tracker.Witness{witness("a", "herald", "02-01")}, []string{}},
		{"an edit brought it", []tracker.Witness{witness("a", "herald", "02-01", edited("02-02"))},
			[]string{"edited_in source herald: 2026-02-02 seen a"}},
		{"an edit repeated what stood there already", []tracker.Witness{
			witness("a", "herald", "02-01", inArticle(7)), witness("b", "herald", "02-01", inArticle(7), edited("02-02")),
		}, []string{}},
		{"an edit took one of two sentences", []tracker.Witness{
			witness("a", "herald", "02-01", inArticle(7)), witness("b", "herald", "02-01", inArticle(7), removed("02-02")),
		}, []string{}},
		{"edits took both: gone with the last", []tracker.Witness{
			witness("a", "herald", "02-01", inArticle(7), removed("02-03")), witness("b", "herald", "02-01", inArticle(7), removed("02-02")),
		}, []string{"edited_out source herald: 2026-02-03 seen a"}},
		{"brought, taken, and the page withdrawn", []tracker.Witness{
			witness("a", "herald", "02-01", edited("02-02"), removed("02-03"), gone("02-08")),
		}, []string{
			"edited_in source herald: 2026-02-02 seen a",
			"edited_out source herald: 2026-02-03 seen a",
			"withdrawn source herald: 2026-02-08 seen a",
		}},
		{"a denial that an edit brought is no event", []tracker.Witness{
			witness("a", "herald", "02-01", edited("02-02"), stance(tracker.Denies)),
		}, []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := brief(only(Standing(anyone, c.ws, context()), tracker.EditedIn, tracker.EditedOut, tracker.Withdrawn))
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestBasisOfAFirst(t *testing.T) {
	for _, c := range []struct {
		name          string
		w             tracker.Witness
		hand, speaker string
	}{
		{"the institution speaks on its own page", witness("a", "ministry", "02-01", form(tracker.OwnVoice), by("palace"), said("02-01", "02-01")), "primary", "group"},
		{"one of its people speaks on its page", witness("a", "ministry", "02-01", by("minister"), said("02-01", "02-01")), "primary", "named"},
		{"somebody else is quoted on its page", witness("a", "ministry", "02-01", form(tracker.Direct), by("rival"), said("02-01", "02-01")), "quoted", "named"},
		{"partly quoted", witness("a", "herald", "02-01", form(tracker.Mixed), by("press"), said("02-01", "02-01")), "quoted", "named"},
		{"in the outlet's words", witness("a", "herald", "02-01", by("palace"), said("02-01", "02-01")), "summarised", "group"},
		{"somebody", witness("a", "herald", "02-01", someone("a senior official"), said("02-01", "02-01")), "summarised", "unknown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := one(t, Standing(anyone, []tracker.Witness{c.w}, context()), tracker.FirstSaid, tracker.Overall, "")
			d := detail[First](t, e)
			if string(e.Hand) != c.hand || d.Hand != c.hand || d.Speaker != c.speaker {
				t.Errorf("hand %s, speaker %s; want %s, %s", e.Hand, d.Speaker, c.hand, c.speaker)
			}
		})
	}
}

func TestWhatMayBeEarlier(t *testing.T) {
	ws := []tracker.Witness{
		witness("first", "herald", "02-04", by("minister"), said("02-04", "02-04")),
		witness("wide", "institute", "02-04", by("press"), said("2025-11-04", "02-04")),
		witness("wider", "institute", "02-05", by("press"), said("2025-12-04", "02-05")),
		witness("before", "agency", "2025-06-01", someone("sources"), undated),
		witness("before2", "agency", "2025-07-01", someone("others"), undated),
		witness("after", "agency", "02-06", by("rival"), undated),
	}
	d := detail[First](t, one(t, Standing(anyone, ws, context()), tracker.FirstSaid, tracker.Overall, ""))
	var got []string
	for _, m := range d.MaybeEarlier {
		certainty := "maybe"
		if m.Certain {
			certainty = "certain"
		}
		got = append(got, m.Mention+" "+certainty)
	}
	if diff := cmp.Diff([]string{"before certain", "wide maybe"}, got); diff != "" {
		t.Error(diff)
	}
	if d.AppearedEarlier == nil || d.AppearedEarlier.Mention != "before" {
		t.Errorf("appeared earlier: %+v, want the mention before", d.AppearedEarlier)
	}
	if d := detail[First](t, one(t, Standing(anyone, ws, context()), tracker.FirstSaid, tracker.BySpeaker, "palace")); len(d.MaybeEarlier) != 1 || d.MaybeEarlier[0].Mention != "wide" {
		t.Errorf("of the palace may be earlier %+v, want what its press secretary said", d.MaybeEarlier)
	}
}

func TestOthersAreAlsoUsing(t *testing.T) {
	ws := []tracker.Witness{
		witness("a", "herald", "02-04", by("minister"), said("02-04", "02-04")),
		witness("b", "herald", "02-01", by("rival"), said("02-01", "02-01")),
		witness("c", "herald", "02-02", by("rival"), said("02-02", "02-02")),
		witness("d", "herald", "02-03", someone("a baker")),
	}
	events := Standing(theirs, ws, context())
	for _, kind := range []tracker.EventKind{tracker.FirstSaid, tracker.FirstSeen} {
		d := detail[First](t, one(t, events, kind, tracker.Overall, ""))
		var got []string
		for _, u := range d.AlsoUsedBy {
			got = append(got, u.Name+" "+u.Mention)
		}
		if diff := cmp.Diff([]string{"Carl Rival b", "a baker d"}, got); diff != "" {
			t.Errorf("%s: %s", kind, diff)
		}
	}
}

func TestBaseline(t *testing.T) {
	ctx := context()
	ctx.Since = func(s tracker.Scope) tracker.Day {
		if s.Kind == tracker.BySource {
			return day("02-01") // the source was added later
		}
		return day("2022-01-01")
	}
	e := Standing(anyone, []tracker.Witness{witness("a", "herald", "02-07")}, ctx)
	if one(t, e, tracker.FirstSeen, tracker.Overall, "").Baseline {
		t.Error("overall: the archive goes back to 2022, so it is news")
	}
	if !one(t, e, tracker.FirstSeen, tracker.BySource, "herald").Baseline {
		t.Error("in the source: the seventh day of watching is baseline")
	}
	e = Standing(anyone, []tracker.Witness{witness("a", "herald", "02-08")}, ctx)
	if one(t, e, tracker.FirstSeen, tracker.BySource, "herald").Baseline {
		t.Error("in the source: the eighth day of watching is news")
	}
	unknown := witness("a", "herald", "", seenOn("02-20"), func(w *tracker.Witness) { w.Baseline = true })
	if e := Standing(anyone, []tracker.Witness{unknown}, ctx); !one(t, e, tracker.FirstSeen, tracker.Overall, "").Baseline {
		t.Error("of unknown age in the first fetch: baseline")
	}
}

func TestAdoptionTellsSinceWhenItWasReported(t *testing.T) {
	ws := []tracker.Witness{
		witness("a", "agency", "02-01", by("minister")),
		witness("b", "agency", "02-04", ownVoice),
	}
	d := detail[Adoption](t, one(t, Standing(anyone, ws, context()), tracker.Adopted, tracker.BySource, "agency"))
	if d.ReportedSince != day("02-01") || d.Reported != "a" {
		t.Errorf("reported since %s by %q, want 2026-02-01 by a", d.ReportedSince, d.Reported)
	}
	d = detail[Adoption](t, one(t, Standing(anyone, ws[1:], context()), tracker.Adopted, tracker.BySource, "agency"))
	if d.ReportedSince != 0 {
		t.Errorf("reported since %s, want at once", d.ReportedSince)
	}
}
