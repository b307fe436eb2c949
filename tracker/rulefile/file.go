package rulefile

import (
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"onset/tracker"
)

// File is a valid rules file.
type File struct {
	Name         string         // as given to Parse; for messages
	Zone         *time.Location // whose midnight a day has
	Schedule     Schedule
	AllowPrivate []netip.Prefix // the private addresses that feeds and pages may be fetched from
	Contact      string         // address or page in the User-Agent; "" when none is given
	Timestamps   string         // address of a timestamping service (RFC 3161) that vouches for each day's seal; "": none does
	Sources      []tracker.Source
	Speakers     []tracker.Speaker
	Terms        map[string]string // rule texts by name, without $
	Narratives   []tracker.Narrative
	Channels     []Channel // where digests and notices go
	Hooks        Hooks
	Text         string // the file as read
	Hash         string // SHA-256 of Text, hex

	rules exprs
}

// Schedule says when the daemon polls and sends digests, in the file's zone.
type Schedule struct {
	Poll   string // cron expression with five fields, or @every, @hourly, @daily …
	Digest string
}

// The schedule of a file that names none.
const (
	DefaultPoll   = "@every 15m"
	DefaultDigest = "0 7 * * *"
)

// Parse reads a rules file. name is only for messages. The error, if any, is
// of type Problems and lists everything that is wrong; then there is no File.
func Parse(name string, src []byte) (*File, error) {
	text := plain(string(src))
	ps := &problems{file: name, lines: strings.Split(text, "\n")}
	f := &File{
		Name: name, Zone: time.UTC,
		Schedule: Schedule{Poll: DefaultPoll, Digest: DefaultDigest},
		Terms:    map[string]string{},
		Text:     string(src), Hash: HashOf(src),
	}
	if root := read(ps, []byte(text)); root != nil {
		d := &decoder{problems: ps, file: f, homes: map[string]position{}, urls: map[string]position{}, owners: map[string]string{}}
		d.root(root)
	} else if len(ps.found) == 0 {
		ps.add(position{1, 1}, "begin with: narratives: (onset demo shows a whole file); an emptied file is refused lest a running daemon forget its rules",
			"the file defines nothing")
	}
	if found := ps.sorted(); len(found) > 0 {
		return nil, found
	}
	return f, nil
}

// HashOf is the Hash of a file of a text.
func HashOf(src []byte) string {
	sum := sha256.Sum256(src)
	return hex.EncodeToString(sum[:])
}

// plain is the text of a file as it is read: without byte order mark, with plain
// line ends.
func plain(text string) string {
	return strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n")
}

// Load is Parse, and then refuses a file whose examples fail: a rule that does
// not do what its author wrote beside it is as wrong as one that can't be read.
func Load(name string, src []byte) (*File, error) {
	f, err := Parse(name, src)
	if err != nil {
		return nil, err
	}
	var found Problems
	for _, failure := range f.CheckExamples() {
		found = append(found, failure.Problem)
	}
	if len(found) > 0 {
		return nil, found
	}
	return f, nil
}

// root reads the sections, then what ties them together.
func (d *decoder) root(n *node) {
	ok := d.fields(n, "the file",
		field{name: "timezone", read: d.timezone},
		field{name: "schedule", read: d.schedule},
		field{name: "allow_private_networks", read: d.networks},
		field{name: "contact", read: d.contact},
		field{name: "timestamps", read: d.timestamps},
		field{name: "sources", read: func(n *node) { d.items(n, "sources", d.source) }},
		field{name: "speakers", read: func(n *node) { d.items(n, "speakers", d.speaker) }},
		field{name: "terms", read: d.termSet},
		field{name: "narratives", read: func(n *node) { d.items(n, "narratives", d.narrative) }},
		field{name: "channels", read: func(n *node) { d.items(n, "channels", d.channel) }},
		field{name: "hooks", read: d.hooks},
	)
	if !ok {
		return
	}
	d.references()
	d.channelNarratives()
	d.circles()
	d.yieldings()
	d.checkRules()
	if len(d.found) == 0 {
		d.file.zones()
		d.file.hashes()
	}
}

// timezone reads the zone of the file.
func (d *decoder) timezone(n *node) {
	if z := d.zone(n); z != nil {
		d.file.Zone = z
	}
}

// zone reads the name of a time zone; nil with a problem when there is none.
func (d *decoder) zone(n *node) *time.Location {
	name := d.text(n, "timezone")
	if name == "" {
		return nil
	}
	z, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		d.add(n.at, "write a name of the IANA database, such as Europe/Warsaw or UTC", "unknown time zone %q", name)
		return nil
	}
	return z
}

// schedule reads when to poll and when to send digests.
func (d *decoder) schedule(n *node) {
	if n.shape == empty {
		return
	}
	d.fields(n, "schedule",
		field{name: "poll", read: func(n *node) { d.cron(n, "poll", &d.file.Schedule.Poll) }},
		field{name: "digest", read: func(n *node) { d.cron(n, "digest", &d.file.Schedule.Digest) }},
	)
}

// contact reads how a webmaster reaches whoever runs this.
func (d *decoder) contact(n *node) {
	s := d.text(n, "contact")
	if s == "" {
		return
	}
	if strings.ContainsAny(s, "\n\r()") || !strings.Contains(s, "@") && !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") {
		d.add(n.at, "write a mail address or the address of a page; it is sent with each request", "contact %q can't be reached", s)
		return
	}
	d.file.Contact = s
}

// timestamps reads which service vouches for the time of seals.
func (d *decoder) timestamps(n *node) {
	s := d.text(n, "timestamps")
	if s == "" {
		return
	}
	if u, err := url.Parse(s); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		d.add(n.at, "write the http or https address of a timestamping service (RFC 3161); it is shown a hash a day", "timestamps %q is no address", s)
		return
	}
	d.file.Timestamps = s
}
