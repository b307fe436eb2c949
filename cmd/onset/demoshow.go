package main

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"onset/newsroom"
	"onset/newsroom/bulletin"
	"onset/newsroom/demo"
	"onset/tables"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
	"onset/tracker/timeline"
)

// demoPurpose says what one is looking at, before anything else.
const demoPurpose = "Onset reads news feeds and tells when a talking point was first said, by whom, and where it went from there."

// showDemo prints what Onset is for, the digest of the last day, the end of the
// timeline, and what to type next: on two screens, since nobody scrolls back.
func (a *app) showDemo(ctx context.Context, d *newsroom.Desk, s bulletin.Archive, total *newsroom.Round, keep string) error {
	made, err := bulletin.Reporter{Desk: d, Store: s}.Digest(ctx, demo.Last, tracker.ClockRecorded, false)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s\nHere it polled %d times from %s to %s (simulated): %d articles, %d mentions.\n\nThe digest of %s\n\n%s\n",
		demoPurpose, total.Asked, demo.First, demo.Last, total.New, total.Mentions, demo.Last.Format("2 January 2006"), digest.TextOfNew(made.Called(keptAt(cmp.Or(keep, demoKept))), cmp.Or(a.screen().Width, digest.Width)))
	events, err := s.Timeline(ctx, archive.Filter{})
	if err != nil {
		return err
	}
	t := demoTimeline(events)
	fmt.Fprintf(a.out, "The timeline: its newest firsts and shifts, %d of %d events\n\n", len(t.Rows), len(events))
	if err := t.Write(a.out, tables.Layout{Format: "table", Screen: a.screen()}); err != nil {
		return err
	}
	fmt.Fprintln(a.out, "\n"+nextSteps(keep, t.Rows[len(t.Rows)-1][0]))
	return nil
}

// demoTimeline shows the highlights in a table that fits a terminal: onset timeline
// has the rest.
func demoTimeline(events []tracker.Event) tables.Table {
	t := tables.Table{Columns: []string{"id", "said", "published", "event", "talking point", "source"}}
	for _, e := range demo.Highlights(events) {
		t.Rows = append(t.Rows, []string{e.ID, timeline.SaidDays(e), timeline.PublishedDays(e), timeline.KindWords(e), cmp.Or(e.TalkingPoint, e.Narrative), e.Source})
	}
	return t
}

// nextSteps are commands that run as they are printed, from where the demo ran.
func nextSteps(keep, event string) string {
	onset := asCalled()
	if keep == "" {
		keep = demoKept
		return "Next:\n  " + onset + " demo --keep " + demoKept + "      # the same, kept to look at\n" + looks(onset, keep, event)
	}
	return "Next:\n" + looks(onset, keep, event)
}

// demoKept is the directory that the demo proposes to keep it in.
const demoKept = "demo"

// keptAt begins a command about the demo that is kept in a directory.
func keptAt(dir string) string {
	return calledWith(filepath.Join(dir, defaultConfig), filepath.Join(dir, defaultDB))
}

func looks(onset, keep, event string) string {
	kept := keptAt(keep)
	return strings.Join([]string{
		"  " + kept + " why " + event + "      # the chain behind a date",
		"  " + kept + " timeline --talking-point world-war",
		"  " + kept + " serve      # the same as pages, on this machine only",
		"  " + onset + " init      # a narratives.yaml of your own",
	}, "\n")
}
