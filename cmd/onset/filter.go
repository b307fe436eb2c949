package main

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"onset/store"
	"onset/tracker"
)

// filterFlags are the flags that select events and mentions.
type filterFlags struct {
	narrative, point, source, speaker, since, until, asOf string
	kinds                                                 []string
	all                                                   bool
}

// add declares the flags that both events and mentions have.
func (f *filterFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.narrative, "narrative", "", "only this narrative, by id")
	flags.StringVar(&f.point, "talking-point", "", "only this talking point: id, or narrative/id")
	flags.StringVar(&f.source, "source", "", "only this source, by id")
	flags.StringVar(&f.speaker, "speaker", "", "only what this speaker said, by id")
	flags.StringVar(&f.since, "since", "", "from this day on, YYYY-MM-DD")
	flags.StringVar(&f.until, "until", "", "up to this day, YYYY-MM-DD")
	flags.StringVar(&f.asOf, "as-of", "", "what was believed at the end of this day, YYYY-MM-DD")
	flags.BoolVar(&f.all, "all", false, "superseded rows too")
}

// addKinds declares the flag that only events have.
func (f *filterFlags) addKinds(cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&f.kinds, "kind", nil, "only these kinds of events, such as first_said,shift")
}

// filter reads the flags; days of --as-of end in zone.
func (f *filterFlags) filter(zone *time.Location) (store.Filter, error) {
	out := store.Filter{Narrative: f.narrative, TalkingPoint: f.point, Source: f.source, Speaker: f.speaker, All: f.all}
	if narrative, point, both := strings.Cut(f.point, "/"); both {
		out.Narrative, out.TalkingPoint = narrative, point
	}
	var err error
	if out.Since, err = dayFlag("since", f.since); err != nil {
		return out, err
	}
	if out.Until, err = dayFlag("until", f.until); err != nil {
		return out, err
	}
	day, err := dayFlag("as-of", f.asOf)
	if err != nil {
		return out, err
	}
	if day != 0 {
		out.AsOf = (day + 1).In(zone).Add(-time.Millisecond)
	}
	for _, k := range f.kinds {
		if !known(tracker.EventKind(k)) {
			return out, usagef("--kind %s: the kinds are %s", k, joinKinds())
		}
		out.Kinds = append(out.Kinds, tracker.EventKind(k))
	}
	return out, nil
}

// dayFlag reads a day; "" is the unknown day.
func dayFlag(name, value string) (tracker.Day, error) {
	if value == "" {
		return 0, nil
	}
	d, err := tracker.ParseDay(value)
	if err != nil {
		return 0, usagef("--%s %s: write a day as YYYY-MM-DD", name, value)
	}
	return d, nil
}

func known(kind tracker.EventKind) bool {
	for _, k := range tracker.EventKinds {
		if k == kind {
			return true
		}
	}
	return false
}

func joinKinds() string {
	var names []string
	for _, k := range tracker.EventKinds {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}

// zone returns whose midnight a day has: that of the rules file where it can
// be read, else UTC, so that looking at a database never needs the file.
func (a *app) zone() *time.Location {
	if d, err := openDesk(a.config); err == nil {
		return d.file.Zone
	}
	return time.UTC
}
