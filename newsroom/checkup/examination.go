package checkup

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"onset/newsroom"
	"onset/newsroom/bulletin"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/digest"
	"onset/tracker/reader"
	"onset/tracker/rulefile"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// Finding is what an examination says of one thing.
type Finding struct {
	Check string `json:"check"`
	State string `json:"state"` // good, warning or bad
	Says  string `json:"says"`
	Do    string `json:"do,omitempty"` // what a person can do
}

// The states of a finding.
const (
	Good    = "good"
	Warning = "warning"
	Bad     = "bad"
)

// Examination looks at everything that Onset depends on. It changes nothing, and
// sends nothing.
type Examination struct {
	Config   string        // path of the rules
	DB       string        // path of the database, or its address without a password
	OnServer bool          // it is an address
	Lease    time.Duration // for which a daemon on a server counts as there after it was heard of
	Now      func() time.Time
	Steps    func(context.Context) (seen, known int, err error) // of the schema
	Open     func(context.Context) (Archive, error)
	Reach    func(context.Context, rulefile.Channel) error // tries whether a receiver answers

	Deep    bool // check the order of every index too
	Quick   bool // don't look through the pages of the database
	Offline bool // don't try receivers, and take nothing for bad that others may have caused

	found []Finding
}

// Archive is what an examination asks of a database.
type Archive interface {
	Condition
	bulletin.Outbox
	newsroom.Revisions
	Size(context.Context) (archive.Size, error)
	Health(context.Context) ([]archive.FeedHealth, error)
	Unread(ctx context.Context, from, to time.Time) (bySource map[string]int, err error)
	Close() error
}

// Condition tells how a database itself is: whether it is sound, how large, what it
// can't give back, what it runs on.
type Condition interface {
	Check(ctx context.Context, deep bool) error
	Space(context.Context) (archive.Space, error)
	LastRecorded(context.Context) (time.Time, error)
	PinnedLog(context.Context) (bytes int64, err error)
	Server(context.Context) (archive.Server, error)
	Peers(context.Context) ([]archive.Peer, error)
	IndexFile(context.Context) (archive.IndexFile, error)
}

// All looks at everything.
func (x *Examination) All(ctx context.Context) []Finding {
	d := x.rules()
	if d != nil {
		x.languages(d)
		x.hooks(d)
	}
	x.disk()
	if s := x.database(ctx); s != nil {
		defer s.Close()
		x.clock(ctx, s)
		x.server(ctx, s)
		x.index(ctx, s)
		x.reader(ctx, s)
		x.feeds(ctx, s)
		if d != nil {
			x.pages(ctx, d, s)
			x.outbox(ctx, d, s)
		}
	}
	if d != nil && !x.Offline {
		x.channels(ctx, d)
	}
	return x.found
}

// elsewhere is the state of what others may have caused.
func (x *Examination) elsewhere() string {
	if x.Offline {
		return Warning
	}
	return Bad
}

func (x *Examination) add(check, state, do, says string, args ...any) {
	if state == Good {
		do = ""
	}
	x.found = append(x.found, Finding{check, state, strings.Join(strings.Fields(fmt.Sprintf(says, args...)), " "), do})
}

// hooks looks whether the programs of hooks are there; none is run.
func (x *Examination) hooks(d *newsroom.Desk) {
	for _, h := range []struct {
		name string
		argv []string
	}{{"translate", d.File.Hooks.Translate}, {"archive", d.File.Hooks.Archive}} {
		if len(h.argv) == 0 {
			continue
		}
		if _, err := exec.LookPath(h.argv[0]); err != nil {
			x.add("hook "+h.name, Bad, "install the program, or mend hooks in the rules file", "%v", err)
			continue
		}
		x.add("hook "+h.name, Good, "", "%s is there", h.argv[0])
	}
}

// languages warns of sources whose languages are not read.
func (x *Examination) languages(d *newsroom.Desk) {
	for _, u := range reader.UnreadLanguages(d.File) {
		x.add("language", Warning, "nothing, or leave the source out: its articles are kept, and what is found in them can be looked at",
			"%s of %s is not read: who says what there is unknown, so that talking points found in it count nowhere", timeline.Language(u.Language), strings.Join(u.Sources, ", "))
	}
}

func (x *Examination) rules() *newsroom.Desk {
	d, err := newsroom.OpenDesk(x.Config)
	if err != nil {
		x.add("rules", Bad, "onset check shows each fault with its line", "%v", err)
		return nil
	}
	state := Good
	if len(d.Feeds) == 0 || len(d.Points()) == 0 {
		state = Warning
	}
	x.add("rules", state, "add sources with feeds, and talking points", "%s: %s, %s, %s, %s, zone %s",
		x.Config, text.Count(len(d.Sources), "source"), text.Count(len(d.Feeds), "feed"), text.Count(len(d.Points()), "talking point"),
		text.Count(len(d.File.Channels), "channel"), d.File.Zone)
	return d
}

// Free space below which a disk is worth a word.
const (
	scarce = 1 << 30
	dire   = 100 << 20
)

func (x *Examination) disk() {
	if x.OnServer {
		return // that of the server is watched there
	}
	dir := filepath.Dir(x.DB)
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil {
		x.add("disk", Bad, "name a folder that is there (--db)", "%s: %v", dir, err)
		return
	}
	free := int64(fs.Bavail) * int64(fs.Bsize)
	state := Good
	switch {
	case free < dire:
		state = Bad
	case free < scarce:
		state = Warning
	}
	x.add("disk", state, "free some space, or let old texts go: onset prune", "%d MB free where %s is", free>>20, x.DB)
	if f, err := os.CreateTemp(dir, ".onset-*"); err != nil {
		x.add("disk", Bad, "mend the permissions of the folder: the database needs files beside it", "%v", err)
	} else {
		_ = f.Close()
		_ = os.Remove(f.Name())
	}
}

// database looks at the file without bringing it up to date.
func (x *Examination) database(ctx context.Context) Archive {
	if _, err := os.Stat(x.DB); err != nil && !x.OnServer {
		x.add("database", Warning, "onset poll or onset import makes it", "%s does not exist yet", x.DB)
		return nil
	}
	seen, known, err := x.Steps(ctx)
	switch {
	case err != nil:
		x.add("database", Bad, x.instead(), "%v", err)
		return nil
	case seen == 0 && x.OnServer:
		x.add("database", Warning, "onset poll or onset import makes its tables", "%s holds nothing of Onset yet", x.DB)
		return nil
	case seen < known && x.OnServer:
		x.add("database", Warning, "make a copy (pg_dump); onset run or onset poll brings it up to date then", "%s is of version %d, this program knows %d", x.DB, seen, known)
		return nil
	case seen < known:
		x.add("database", Warning, "onset run or onset poll brings it up to date, and copies it first", "%s is of version %d, this program knows %d", x.DB, seen, known)
		return nil
	}
	s, err := x.Open(ctx)
	if err != nil {
		x.add("database", Bad, x.instead(), "%v", err)
		return nil
	}
	if x.Quick {
		x.add("database", Good, "", "version %d; its pages were not looked through", seen)
		return s
	}
	if err := s.Check(ctx, x.Deep); err != nil {
		do := "restore a backup (onset backup makes them), or save what can be read: sqlite3 FILE .recover"
		if x.OnServer {
			do = "" // the error says it
		}
		x.add("database", Bad, do, "%v", err)
		return s
	}
	size, err := s.Size(ctx)
	if err != nil {
		x.add("database", Bad, "", "%v", err)
		return s
	}
	space, err := s.Space(ctx)
	if err != nil {
		x.add("database", Bad, "", "%v", err)
		return s
	}
	x.add("database", Good, "", "version %d, sound, %d MB: %s (%d bytes each with all that is kept), %s, %s; in it the bytes of %s as proofs, %d KB",
		seen, size.Bytes>>20, text.Count(size.Articles, "article"), space.PerArticle(), text.Count(size.Mentions, "mention"), text.Count(size.Events, "event"),
		text.Count(space.Answers, "answer"), space.AnswerBytes>>10)
	return s
}

// instead is what can be done about a database that can't be opened.
func (x *Examination) instead() string {
	if x.OnServer {
		return "mend what is named, or name another database (--db, ONSET_DB)"
	}
	return "restore a backup, or name another file (--db)"
}

// reader tells how much was read by an older version of the reader.
func (x *Examination) reader(ctx context.Context, s Archive) {
	with, without, err := newsroom.ReadBefore(ctx, s)
	switch {
	case err != nil:
		x.add("reader", Bad, "", "%v", err)
	case len(with)+len(without) == 0:
		x.add("reader", Good, "", "all texts were read by version %d", reader.Version)
	default:
		x.add("reader", Warning, "onset rematch --reader reads them anew; --dry-run shows first what would move",
			"an older one than version %d read %s, %d of them with mentions", reader.Version, text.Count(len(with)+len(without), "article"), len(with))
	}
}

// clock finds a clock that stands before what was recorded already, or that is
// plainly wrong.
func (x *Examination) clock(ctx context.Context, s Archive) {
	now := x.Now()
	const written = 2026 // this program is not older
	if now.Year() < written {
		x.add("clock", Bad, "set the clock of this machine", "it is %s by this machine", text.OrDash(tracker.Instant(now)))
		return
	}
	last, err := s.LastRecorded(ctx)
	switch {
	case err != nil:
		x.add("clock", Bad, "", "%v", err)
		return
	case last.After(now.Add(time.Minute)):
		x.add("clock", Bad, "set the clock of this machine", "it is %s by this machine, but something was recorded at %s", text.OrDash(tracker.Instant(now)), text.OrDash(tracker.Instant(last)))
		return
	}
	x.add("clock", Good, "", "%s UTC", now.UTC().Format(time.DateTime))
}

// outbox tells what has been waiting for long.
func (x *Examination) outbox(ctx context.Context, d *newsroom.Desk, s Archive) {
	states, err := bulletin.ChannelStates(ctx, d, s, x.Now())
	if err != nil {
		x.add("outbox", Bad, "", "%v", err)
		return
	}
	for _, c := range states {
		switch {
		case c.GivenUp > 0:
			x.add("outbox", x.elsewhere(), "mend the channel; onset digest --day shows what was missed", "%s to %s given up after a week: %s", text.Count(c.GivenUp, "letter"), c.ID, c.Failure)
		case c.Failure != "":
			x.add("outbox", Warning, "mend the channel, then onset digest --send", "%s waiting for %s: %s", text.Count(c.Waiting, "letter"), c.ID, c.Failure)
		}
	}
	last, err := digest.LastDue(x.Now(), d.File.Schedule.Digest, d.File.Zone)
	if err != nil {
		x.add("digests", Bad, "", "%v", err)
		return
	}
	missing, err := s.DaysWithoutDigest(ctx, last, d.File.Zone)
	switch {
	case err != nil:
		x.add("digests", Bad, "", "%v", err)
	case len(missing) > 0:
		x.add("digests", Warning, "is onset run running? onset digest --send makes them", "%d are missing, from %s on", len(missing), missing[0])
	default:
		x.add("digests", Good, "", "made up to %s", last)
	}
}

// channels looks whether each can be reached, and sends nothing.
func (x *Examination) channels(ctx context.Context, d *newsroom.Desk) {
	for _, c := range d.File.Channels {
		if err := x.Reach(ctx, c); err != nil {
			x.add("channel "+c.ID, Bad, "onset channels shows all fields", "%v", err)
			continue
		}
		x.add("channel "+c.ID, Good, "", "%s can be reached", c.Kind)
	}
}
