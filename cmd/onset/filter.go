package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"onset/store"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/spelling"
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
	flags.StringVar(&f.since, "since", "", "from this day on: YYYY-MM-DD, YYYY-MM, yesterday, 7d")
	flags.StringVar(&f.until, "until", "", "up to this day")
	flags.StringVar(&f.asOf, "as-of", "", "what was believed at the end of this day")
	flags.BoolVar(&f.all, "all", false, "superseded rows too")
}

// addKinds declares the flag that only events have.
func (f *filterFlags) addKinds(cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&f.kinds, "kind", nil, "only these kinds of events, such as first_said,shift")
}

// filter reads the flags. The day of --as-of is left to whoever knows the zone in
// which it ends.
func (a *app) filter(f filterFlags) (out archive.Filter, asOf tracker.Day, err error) {
	out = archive.Filter{Narrative: f.narrative, TalkingPoint: f.point, Source: f.source, Speaker: f.speaker, All: f.all}
	if narrative, point, both := strings.Cut(f.point, "/"); both {
		out.Narrative, out.TalkingPoint = narrative, point
	}
	if out.Since, err = a.firstDay("since", f.since); err != nil {
		return out, 0, err
	}
	if out.Until, err = a.lastDay("until", f.until); err != nil {
		return out, 0, err
	}
	if asOf, err = a.lastDay("as-of", f.asOf); err != nil {
		return out, 0, err
	}
	for _, k := range f.kinds {
		if !slices.Contains(tracker.EventKinds, tracker.EventKind(k)) {
			return out, 0, usagef("--kind %s: the kinds are %s", k, joinKinds())
		}
		out.Kinds = append(out.Kinds, tracker.EventKind(k))
	}
	return out, asOf, nil
}

// openFiltered opens the database for a command that shows what the flags select, and
// refuses ids that it doesn't know.
func (a *app) openFiltered(ctx context.Context, f filterFlags) (*store.Store, archive.Filter, error) {
	filter, asOf, err := a.filter(f)
	if err != nil {
		return nil, filter, err
	}
	s, zone, err := a.openToLook(ctx)
	if err != nil {
		return nil, filter, err
	}
	filter.AsOf = endOf(asOf, zone)
	if err := f.check(ctx, s); err != nil {
		return nil, filter, errors.Join(err, s.Close())
	}
	return s, filter, nil
}

// endOf is the last moment of a day; of the unknown day there is none.
func endOf(day tracker.Day, zone *time.Location) time.Time {
	if day == 0 {
		return time.Time{}
	}
	return (day + 1).In(zone).Add(-time.Millisecond)
}

// daysFlag reads days as people write them; "" is the unknown day. Today is that
// of the machine.
func (a *app) daysFlag(name, value string) (from, to tracker.Day, err error) {
	if value == "" {
		return 0, 0, nil
	}
	from, to, err = tracker.ParseDays(value, tracker.DayOf(a.now()))
	if err != nil {
		return 0, 0, usagef("--%s: %w", name, err)
	}
	return from, to, nil
}

// firstDay and lastDay are the ends of what a flag names.
func (a *app) firstDay(name, value string) (tracker.Day, error) {
	from, _, err := a.daysFlag(name, value)
	return from, err
}

func (a *app) lastDay(name, value string) (tracker.Day, error) {
	_, to, err := a.daysFlag(name, value)
	return to, err
}

func joinKinds() string {
	var names []string
	for _, k := range tracker.EventKinds {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}

// check refuses ids that the archive doesn't know, and names the one that may be
// meant.
func (f *filterFlags) check(ctx context.Context, s interface {
	IDs(context.Context) (archive.IDs, error)
}) error {
	if f.narrative+f.point+f.source+f.speaker == "" {
		return nil
	}
	ids, err := s.IDs(ctx)
	if err != nil {
		return err
	}
	points := ids.Points
	if !strings.Contains(f.point, "/") {
		points = nil
		for _, p := range ids.Points {
			_, id, _ := strings.Cut(p, "/")
			points = append(points, id)
		}
	}
	for _, one := range []struct {
		flag, value string
		known       []string
	}{{"narrative", f.narrative, ids.Narratives}, {"talking-point", f.point, points}, {"source", f.source, ids.Sources}, {"speaker", f.speaker, ids.Speakers}} {
		if err := knownID(one.flag, one.value, one.known); err != nil {
			return err
		}
	}
	return nil
}

// knownID refuses the value of a flag that is none of the known ids.
func knownID(flag, value string, known []string) error {
	if value == "" || slices.Contains(known, value) {
		return nil
	}
	return usagef("--%s %s: there is no such id%s", flag, value, spelling.Instead(value, known))
}

// openToLook opens the database for a command that only looks at it, and says
// whose midnight a day has: that of the rules that were in force last, so that
// looking never needs the file.
func (a *app) openToLook(ctx context.Context) (*store.Store, *time.Location, error) {
	s, err := a.openToRead(ctx)
	if err != nil {
		return nil, nil, err
	}
	zone, err := s.Zone(ctx)
	if err != nil {
		return nil, nil, errors.Join(err, s.Close())
	}
	return s, zone, nil
}
