package said_test

import (
	"testing"

	"onset/tracker"
	"onset/tracker/said"
	"onset/tracker/text"
)

func TestQuarantine(t *testing.T) {
	for _, c := range []struct{ name, raw, flagged string }{
		{"a slip far from every other date", "On 27 January they met. On 28 September he asked for a reply.", "28 September"},
		{"near another date of the text", "In December 2021 drafts were sent. On 28 December he asked for a reply.", ""},
		{"the days before publication are no support", "On 27 January they met. On 28 December he asked for a reply.", "28 December"},
		{"near publication", "On 28 January he asked for a reply.", ""},
		{"the year is named", "On 28 September 2021 he asked for a reply.", ""},
		{"its own repetition is no support", "On 28 September he asked. By 28 September nobody had answered.", "28 September"},
	} {
		t.Run(c.name, func(t *testing.T) {
			flagged := ""
			for _, e := range said.Find(text.Analyse(c.raw, "en"), said.Outlet{Published: day(t, "2022-01-28")}) {
				if e.Flag != "" {
					flagged = e.Text
				}
			}
			if flagged != c.flagged {
				t.Errorf("flagged %q, want %q", flagged, c.flagged)
			}
		})
	}
}

func TestFindWithoutPublication(t *testing.T) {
	got := map[string]tracker.Precision{}
	for _, e := range said.Find(text.Analyse("On Monday, on 3 May, in May 2021 and on 3 May 2021 they met.", "en"), said.Outlet{}) {
		got[e.Text] = e.Precision
	}
	want := map[string]tracker.Precision{
		"Monday": tracker.UnknownTime, "3 May": tracker.UnknownTime,
		"May 2021": tracker.ToMonth, "3 May 2021": tracker.ToDay,
	}
	for words, p := range want {
		if got[words] != p {
			t.Errorf("%q has precision %q, want %q", words, got[words], p)
		}
	}
}

func TestPlain(t *testing.T) {
	exprs := said.Find(text.Analyse("They met on 3 May 2021.", "en"), said.Outlet{})
	plain := said.Plain(exprs, tracker.Title)
	if len(plain) != 1 || plain[0].Part != tracker.Title || plain[0].Text != "3 May 2021" || exprs[0].Part != "" {
		t.Errorf("got %+v", plain)
	}
	if said.Plain(nil, tracker.Body) == nil {
		t.Error("no dates must be an empty list, not null")
	}
}
