package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/store"
	"onset/tracker/digest"
	"onset/tracker/reader"
	"onset/tracker/timeline"
)

// finding is what doctor says of one thing.
type finding struct {
	Check string `json:"check"`
	State string `json:"state"` // good, warning or bad
	Says  string `json:"says"`
	Do    string `json:"do,omitempty"` // what a person can do
}

// The states of a finding.
const (
	good    = "good"
	warning = "warning"
	bad     = "bad"
)

// doctorFlags say how much onset doctor looks at.
type doctorFlags struct{ deep, quick, offline bool }

func (a *app) doctorCommand() *cobra.Command {
	var f doctorFlags
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Looks whether all is well: rules, database, clock, disk, feeds, channels",
		Long: `Looks at everything that Onset depends on, changes nothing, sends nothing, and
says what to do about what it finds. The exit code is 1 when something is bad.
With --offline, nothing that others may have caused is bad: feeds and receivers
that don't answer are warnings, so that a health check restarts nothing for them.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.doctor(cmd.Context(), f) },
	}
	cmd.Flags().BoolVar(&f.deep, "deep", false, "check the order of every index too; takes minutes for a large database")
	cmd.Flags().BoolVar(&f.quick, "quick", false, "don't look through the pages of the database")
	cmd.Flags().BoolVar(&f.offline, "offline", false, "don't connect to channels, and judge only what is on this machine")
	return cmd
}

func (a *app) doctor(ctx context.Context, f doctorFlags) error {
	x := &examination{app: a}
	x.all(ctx, f)
	t := table{columns: []string{"check", "state", "says", "do"}, json: x.found}
	n := 0
	for _, one := range x.found {
		if one.State == bad {
			n++
		}
		t.rows = append(t.rows, []string{one.Check, one.State, one.Says, one.Do})
	}
	if err := a.print(t); err != nil {
		return err
	}
	if n > 0 {
		return fmt.Errorf("%d of %d checks are bad", n, len(x.found))
	}
	return nil
}

// all looks at everything.
func (x *examination) all(ctx context.Context, f doctorFlags) {
	x.elsewhere = bad
	if f.offline {
		x.elsewhere = warning
	}
	d := x.rules()
	if d != nil {
		x.languages(d)
	}
	x.disk()
	if s := x.database(ctx, f); s != nil {
		defer s.Close()
		x.clock(ctx, s)
		x.log(ctx, s)
		x.feeds(ctx, s)
		if d != nil {
			x.pages(ctx, d, s)
			x.outbox(ctx, d, s)
		}
	}
	if d != nil && !f.offline {
		x.channels(ctx, d)
	}
}

// examination gathers findings.
type examination struct {
	app       *app
	elsewhere string // the state of what others may have caused: bad, or warning
	found     []finding
}

func (x *examination) add(check, state, do, says string, args ...any) {
	if state == good {
		do = ""
	}
	x.found = append(x.found, finding{check, state, strings.Join(strings.Fields(fmt.Sprintf(says, args...)), " "), do})
}

// languages warns of sources whose languages are not read.
func (x *examination) languages(d *newsroom.Desk) {
	for _, u := range reader.UnreadLanguages(d.File) {
		x.add("language", warning, "nothing, or leave the source out: its articles are kept, and what is found in them can be looked at",
			"%s of %s is not read: who says what there is unknown, so that talking points found in it count nowhere", timeline.Language(u.Language), strings.Join(u.Sources, ", "))
	}
}

func (x *examination) rules() *newsroom.Desk {
	d, err := newsroom.OpenDesk(x.app.config)
	if err != nil {
		x.add("rules", bad, "onset check shows each fault with its line", "%v", err)
		return nil
	}
	state := good
	if len(d.Feeds) == 0 || len(d.Points()) == 0 {
		state = warning
	}
	x.add("rules", state, "add sources with feeds, and talking points", "%s: %d sources, %d feeds, %d talking points, %d channels, zone %s",
		x.app.config, len(d.Sources), len(d.Feeds), len(d.Points()), len(d.File.Channels), d.File.Zone)
	return d
}

// Free space below which a disk is worth a word.
const (
	scarce = 1 << 30
	dire   = 100 << 20
)

func (x *examination) disk() {
	dir := filepath.Dir(x.app.db)
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil {
		x.add("disk", bad, "name a folder that is there (--db)", "%s: %v", dir, err)
		return
	}
	free := int64(fs.Bavail) * int64(fs.Bsize)
	state := good
	switch {
	case free < dire:
		state = bad
	case free < scarce:
		state = warning
	}
	x.add("disk", state, "free some space, or let old texts go: onset prune", "%d MB free where %s is", free>>20, x.app.db)
	if f, err := os.CreateTemp(dir, ".onset-*"); err != nil {
		x.add("disk", bad, "mend the permissions of the folder: the database needs files beside it", "%v", err)
	} else {
		_ = f.Close()
		_ = os.Remove(f.Name())
	}
}

// database looks at the file without bringing it up to date.
func (x *examination) database(ctx context.Context, f doctorFlags) *store.Store {
	if _, err := os.Stat(x.app.db); err != nil {
		x.add("database", warning, "onset poll or onset import makes it", "%s does not exist yet", x.app.db)
		return nil
	}
	seen, known, err := store.Steps(ctx, x.app.db)
	switch {
	case err != nil:
		x.add("database", bad, "restore a backup, or name another file (--db)", "%v", err)
		return nil
	case seen < known:
		x.add("database", warning, "onset run or onset poll brings it up to date, and copies it first", "%s is of version %d, this program knows %d", x.app.db, seen, known)
		return nil
	}
	s, err := x.app.openStore(ctx, store.Options{ReadOnly: true})
	if err != nil {
		x.add("database", bad, "restore a backup, or name another file (--db)", "%v", err)
		return nil
	}
	if f.quick {
		x.add("database", good, "", "version %d; its pages were not looked through", seen)
		return s
	}
	if err := s.Check(ctx, f.deep); err != nil {
		x.add("database", bad, "restore a backup (onset backup makes them), or save what can be read: sqlite3 FILE .recover", "%v", err)
		return s
	}
	size, err := s.Size(ctx)
	if err != nil {
		x.add("database", bad, "", "%v", err)
		return s
	}
	space, err := s.Space(ctx)
	if err != nil {
		x.add("database", bad, "", "%v", err)
		return s
	}
	x.add("database", good, "", "version %d, sound, %d MB: %d articles of %d bytes each with all that is kept of them, %d mentions, %d events",
		seen, size.Bytes>>20, size.Articles, space.PerArticle(), size.Mentions, size.Events)
	return s
}

// clock finds a clock that stands before what was recorded already, or that is
// plainly wrong.
func (x *examination) clock(ctx context.Context, s *store.Store) {
	now := x.app.now()
	const written = 2026 // this program is not older
	if now.Year() < written {
		x.add("clock", bad, "set the clock of this machine", "it is %s by this machine", instant(now))
		return
	}
	last, err := s.LastRecorded(ctx)
	switch {
	case err != nil:
		x.add("clock", bad, "", "%v", err)
		return
	case last.After(now.Add(time.Minute)):
		x.add("clock", bad, "set the clock of this machine", "it is %s by this machine, but something was recorded at %s", instant(now), instant(last))
		return
	}
	x.add("clock", good, "", "%s UTC", now.UTC().Format(time.DateTime))
}

func letterCount(n int) string {
	if n == 1 {
		return "1 letter"
	}
	return fmt.Sprintf("%d letters", n)
}

// outbox tells what has been waiting for long.
func (x *examination) outbox(ctx context.Context, d *newsroom.Desk, s *store.Store) {
	states, err := x.app.channelStates(ctx, d, s)
	if err != nil {
		x.add("outbox", bad, "", "%v", err)
		return
	}
	for _, c := range states {
		switch {
		case c.GivenUp > 0:
			x.add("outbox", x.elsewhere, "mend the channel; onset digest --day shows what was missed", "%s to %s given up after a week: %s", letterCount(c.GivenUp), c.ID, c.Failure)
		case c.Failure != "":
			x.add("outbox", warning, "mend the channel, then onset digest --send", "%s waiting for %s: %s", letterCount(c.Waiting), c.ID, c.Failure)
		}
	}
	last, err := digest.LastDue(x.app.now(), d.File.Schedule.Digest, d.File.Zone)
	if err != nil {
		x.add("digests", bad, "", "%v", err)
		return
	}
	missing, err := s.DaysWithoutDigest(ctx, last, d.File.Zone)
	switch {
	case err != nil:
		x.add("digests", bad, "", "%v", err)
	case len(missing) > 0:
		x.add("digests", warning, "is onset run running? onset digest --send makes them", "%d are missing, from %s on", len(missing), missing[0])
	default:
		x.add("digests", good, "", "made up to %s", last)
	}
}

// channels looks whether each can be reached, and sends nothing.
func (x *examination) channels(ctx context.Context, d *newsroom.Desk) {
	sender := x.app.sender()
	sender.Timeout = 10 * time.Second
	for _, c := range d.File.Channels {
		if err := sender.Check(ctx, c); err != nil {
			x.add("channel "+c.ID, bad, "onset channels shows all fields", "%v", err)
			continue
		}
		x.add("channel "+c.ID, good, "", "%s can be reached", c.Kind)
	}
}
