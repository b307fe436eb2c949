package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"onset/deliver"
	"onset/newsroom"
	"onset/newsroom/bulletin"
	"onset/tables"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
	"onset/tracker/text"
)

// digestFlags are the flags of onset digest.
type digestFlags struct {
	day, by        string
	now, send, dry bool
	all            bool // show every entry
}

func (a *app) digestCommand() *cobra.Command {
	var f digestFlags
	cmd := &cobra.Command{
		Use:   "digest",
		Short: "A day: corrections, what is new, what is back, what went on",
		Long: `Tells what was learned on a day (by the clock "recorded", in the zone of the rules
file). --by published looks back over imports: what was published on that day.

The text has the ten entries that weigh most, a passage once with all that it proves;
--all shows every entry. JSON always has all.

A day whose digest was made is shown as it was made; --now tells it with today's
knowledge and marks what changed since. --send makes the digests that are missing
and delivers all that waits to the channels of the rules file, at once;
--send --dry-run lists what that would be and writes nothing. The daemon does
the same by itself, on the schedule of the rules file.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.digest(cmd.Context(), f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.day, "day", "", "the day, YYYY-MM-DD; default: today so far")
	flags.StringVar(&f.by, "by", "recorded", "recorded or published")
	flags.BoolVar(&f.now, "now", false, "with today's knowledge, marking what changed since it was made")
	flags.BoolVar(&f.all, "all", false, "every entry, not only the ten that weigh most")
	flags.BoolVar(&f.send, "send", false, "make what is missing, and deliver")
	flags.BoolVar(&f.dry, "dry-run", false, "with --send: only list what would go out")
	return formats(cmd, "text", "md", "html", "json")
}

func (a *app) digest(ctx context.Context, f digestFlags) error {
	clock := tracker.Clock(f.by)
	if clock != tracker.ClockRecorded && clock != tracker.ClockPublished {
		return usagef("--by %s: recorded or published", f.by)
	}
	day, err := a.lastDay("day", f.day)
	if err != nil {
		return err
	}
	switch {
	case f.dry && !f.send:
		return usagef("--dry-run goes with --send: alone, onset digest sends nothing anyway")
	case f.send && (f.day != "" || f.now || f.all || clock != tracker.ClockRecorded):
		return usagef("--send delivers every digest that is missing; it goes with --dry-run alone")
	case f.send:
		return a.sendDigests(ctx, f.dry)
	}
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return err
	}
	if day == 0 {
		day = tracker.DayOf(a.now().In(d.File.Zone))
	}
	s, err := a.openToRead(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	shown, err := a.digestOf(ctx, d, s, day, clock, f.now)
	if err != nil {
		return err
	}
	if f.all {
		shown = shown.All()
	}
	return a.printDigest(shown)
}

// digestOf returns a digest as it was made, or as it would be told now, and says
// which of the two it is. One that was made keeps the commands that it was sent with.
func (a *app) digestOf(ctx context.Context, d *newsroom.Desk, s bulletin.Archive, day tracker.Day, clock tracker.Clock, now bool) (digest.Digest, error) {
	shown, kept, err := bulletin.Reporter{Desk: d, Store: s}.Shown(ctx, day, clock, now)
	made := kept != nil && clock == tracker.ClockRecorded
	switch {
	case err != nil:
		return shown, err
	case made && !now:
		fmt.Fprintf(a.err, "As it was %s; --now tells it with today's knowledge.\n", journey(kept))
		return shown, nil
	case made:
		fmt.Fprintf(a.err, "With today's knowledge, beside the one that was %s.\n", journey(kept))
	}
	return shown.Called(a.called()), nil
}

// journey says when a digest was made and to whom it went.
func journey(letters []archive.Letter) string {
	out := "made " + tracker.Instant(letters[0].Made)
	for _, l := range letters {
		switch {
		case l.Channel == bulletin.ArchiveChannel:
		case l.Sent.IsZero():
			out += ", waiting for " + l.Channel
		default:
			out += ", sent to " + l.Channel + " " + tracker.Instant(l.Sent)
		}
	}
	return out
}

// sendDigests makes what is missing and delivers what waits.
func (a *app) sendDigests(ctx context.Context, dry bool) error {
	if dry {
		return a.sendNothing(ctx)
	}
	d, s, err := a.openBoth(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if len(d.File.Channels) == 0 {
		return usagef("%s names no channels: add some under channels, onset help channels shows how", a.config)
	}
	in := newsroom.NewIntake(ctx, d, s, a.logger(zerolog.ErrorLevel))
	done, err := bulletin.SendAll(ctx, bulletin.NewPress(in, s), a.newPostman(s, in.Log))
	if err != nil {
		return err
	}
	return a.printDeliveries(done)
}

// newPostman wires what waits to where it goes.
func (a *app) newPostman(s bulletin.Queue, log zerolog.Logger) *bulletin.Postman {
	return &bulletin.Postman{Store: s, Now: a.now, Log: log, Sender: a.sender()}
}

func (a *app) sender() deliver.Sender {
	return deliver.Sender{Getenv: os.Getenv, Dir: filepath.Dir(a.config), Timeout: bulletin.TryFor, Agent: userAgent}
}

// printDeliveries tells what went out, and what did not.
func (a *app) printDeliveries(done []bulletin.Delivery) error {
	failed := 0
	t := tables.Table{Columns: []string{"channel", "day", "tries", "subject", "failure"}, JSON: tracker.OrEmpty(done), Empty: "Nothing waits to be sent."}
	for _, d := range done {
		if d.Failure != "" {
			failed++
		}
		t.Rows = append(t.Rows, []string{d.Channel, d.Day, fmt.Sprint(d.Tries), text.Within(d.Subject, 60), d.Failure})
	}
	if err := a.print(t); err != nil {
		return err
	}
	if failed == 0 {
		return nil
	}
	return codedError{exitRejected, fmt.Errorf("%d of %d letters could not be delivered; they wait, and onset run or onset digest --send tries again", failed, len(done))}
}

// sendNothing lists what would go out.
func (a *app) sendNothing(ctx context.Context) error {
	d, s, err := a.openDeskToRead(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	in := newsroom.NewIntake(ctx, d, s, a.logger(zerolog.ErrorLevel))
	done, err := bulletin.NewPress(in, s).Outstanding(ctx)
	if err != nil {
		return err
	}
	t := tables.Table{Columns: []string{"channel", "day", "subject", "failed before"}, JSON: done, Empty: "Nothing waits to be sent.", Note: "Nothing was sent."}
	for _, x := range done {
		t.Rows = append(t.Rows, []string{x.Channel, x.Day, text.Within(x.Subject, 60), strings.TrimPrefix(fmt.Sprint(x.Tries), "0")})
	}
	return a.print(t)
}

// printDigest writes a digest in the format that the user chose.
func (a *app) printDigest(d digest.Digest) error {
	if a.format == "json" {
		return a.printJSON(d)
	}
	text, err := renderDigest(d, a.format, cmp.Or(a.screen().Width, digest.Width))
	if err == nil {
		_, err = fmt.Fprint(a.out, text)
	}
	return err
}

func renderDigest(d digest.Digest, format string, width int) (string, error) {
	switch format {
	case "md":
		return digest.Markdown(d), nil
	case "html":
		return digest.HTML(d)
	}
	return digest.TextWithin(d, width), nil
}
