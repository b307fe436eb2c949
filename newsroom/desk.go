package newsroom

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"

	"onset/feeds"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/reader"
	"onset/tracker/rulefile"
)

// Desk is one rules file with everything that is built of it.
type Desk struct {
	File    *rulefile.File
	Sources map[string]tracker.Source      // by id
	Feeds   map[string]tracker.FeedAddress // by address as the user wrote it

	reading  func() *reader.Reader // made when the first text comes
	recalled bool                  // the rules are in force already
	program  string                // for which what was read is kept when they are put into force; empty: it is not
}

// OpenDesk reads and checks a rules file, its examples included.
func OpenDesk(name string) (*Desk, error) {
	src, err := readRules(name)
	if err != nil {
		return nil, err
	}
	return NewDesk(name, src)
}

// RecallDesk is OpenDesk for whoever has the database: where the file is that of the
// rules in force, and this program made them so, what it read then is taken from
// there. program is a name that no other build of the program has; "" recalls
// nothing, nor does a nil s: there is no database yet.
func RecallDesk(ctx context.Context, name, program string, s Rulebook) (*Desk, error) {
	src, err := readRules(name)
	if err != nil {
		return nil, err
	}
	if program != "" && s != nil {
		packed, err := s.PackedRules(ctx, rulefile.HashOf(src), program)
		if err != nil {
			return nil, err
		}
		if file, err := rulefile.Unpack(name, src, packed); err == nil { // of nothing nothing is unpacked
			d := deskOf(file)
			d.recalled = true
			return d, nil
		}
	}
	d, err := NewDesk(name, src)
	if err == nil {
		d.program = program
	}
	return d, err
}

func readRules(name string) ([]byte, error) {
	src, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, refusedf("reading the rules: there is no file %s; onset init writes one of your own, --config names another", name)
	}
	if err != nil {
		return nil, refusedf("reading the rules: %w", err)
	}
	return src, nil
}

// NewDesk builds a desk of the text of a rules file.
func NewDesk(name string, src []byte) (*Desk, error) {
	file, err := rulefile.Load(name, src)
	if err != nil {
		return nil, Refused{err}
	}
	return deskOf(file), nil
}

func deskOf(file *rulefile.File) *Desk {
	d := &Desk{File: file, reading: readingBy(file), Sources: map[string]tracker.Source{}, Feeds: map[string]tracker.FeedAddress{}}
	for _, s := range file.Sources {
		d.Sources[s.ID] = s
		for _, f := range s.Feeds {
			d.Feeds[f.URL] = f
		}
	}
	return d
}

func readingBy(file *rulefile.File) func() *reader.Reader {
	return sync.OnceValue(func() *reader.Reader { return reader.New(file) })
}

// Reader reads texts by the rules of the file.
func (d *Desk) Reader() *reader.Reader { return d.reading() }

// Points lists the talking points of all narratives.
func (d *Desk) Points() []tracker.TalkingPoint {
	var out []tracker.TalkingPoint
	for _, n := range d.File.Narratives {
		out = append(out, n.TalkingPoints...)
	}
	return out
}

// Rules is what the store keeps of the file.
func (d *Desk) Rules() archive.Rules {
	return archive.Rules{
		Text: d.File.Text, Hash: d.File.Hash, Zone: d.File.Zone,
		Sources: d.File.Sources, Speakers: d.File.Speakers, Points: d.Points(),
	}
}

// PointTitle is the title of a talking point, or its id where the rules have none of
// that id.
func (d *Desk) PointTitle(id string) string {
	for _, p := range d.Points() {
		if p.Ref().ID == id {
			return p.Title
		}
	}
	return id
}

// SpeakersNamed reads a list of speakers: ids or names of the rules file, else
// as they are named; "none" is nobody.
func (d *Desk) SpeakersNamed(list string) []tracker.ClaimSpeaker {
	out := []tracker.ClaimSpeaker{}
	for name := range strings.SplitSeq(list, ",") {
		name = strings.TrimSpace(name)
		if name == "" || name == "none" {
			continue
		}
		c := tracker.ClaimSpeaker{Text: name}
		for _, s := range d.File.Speakers {
			if s.ID == name || s.Name == name {
				c = tracker.ClaimSpeaker{ID: s.ID, Text: s.Name}
			}
		}
		out = append(out, c)
	}
	return out
}

// SpeakerName names a speaker of the file; others by the words of the text.
func (d *Desk) SpeakerName(id string) string {
	if id == "" {
		return "(the outlet itself)"
	}
	for _, s := range d.File.Speakers {
		if s.ID == id {
			return s.Name
		}
	}
	return id
}

// Point finds a talking point by NARRATIVE/POINT, or by its own id, of which the first
// that has it is taken.
func (d *Desk) Point(name string) (tracker.TalkingPoint, bool) {
	points := d.Points()
	i := slices.IndexFunc(points, func(p tracker.TalkingPoint) bool { return p.Ref().ID == name })
	if i < 0 {
		i = slices.IndexFunc(points, func(p tracker.TalkingPoint) bool { return p.ID == name })
	}
	if i < 0 {
		return tracker.TalkingPoint{}, false
	}
	return points[i], true
}

// PointIDs lists the talking points as NARRATIVE/POINT.
func (d *Desk) PointIDs() []string {
	var out []string
	for _, p := range d.Points() {
		out = append(out, p.Ref().ID)
	}
	return out
}

// Source returns the configured source of an id or name; an unknown one is of
// kind other, as an import may name any.
func (d *Desk) Source(idOrName string) tracker.Source {
	if s, ok := d.Sources[idOrName]; ok {
		return s
	}
	for _, s := range d.File.Sources {
		if s.Name == idOrName {
			return s
		}
	}
	return tracker.Source{ID: idOrName, Name: idOrName, Kind: tracker.OtherKind, Zone: d.File.Zone}
}

// Outlet returns the source that a publisher is: the configured one of its name
// or of the host of its site, else one of kind other whose id is made of its
// name, so that a definition of that id takes it over.
func (d *Desk) Outlet(p tracker.Publisher, by tracker.Source) tracker.Source {
	id := rulefile.Slug(cmp.Or(p.Name, p.URL))
	if id == "" {
		return by
	}
	for _, s := range d.File.Sources {
		if strings.EqualFold(s.Name, p.Name) || s.ID == id {
			return s
		}
	}
	for _, s := range d.File.Sources {
		if s.ID != by.ID && slices.ContainsFunc(s.Feeds, func(f tracker.FeedAddress) bool { return feeds.SameSite(f.URL, p.URL) }) {
			return s
		}
	}
	return tracker.Source{ID: id, Name: p.Name, Kind: tracker.OtherKind, Zone: d.File.Zone, Content: by.Content}
}

// Put makes the rules of the desk those in force. Where nothing is stored yet
// there is nothing to match them against.
func (d *Desk) Put(ctx context.Context, s Store) error {
	if d.recalled {
		return nil
	}
	if err := d.put(ctx, s); err != nil || d.program == "" {
		return err
	}
	packed, err := d.File.Pack()
	if err != nil {
		return err
	}
	return s.KeepPackedRules(ctx, d.program, packed)
}

func (d *Desk) put(ctx context.Context, s Store) error {
	rules := d.Rules()
	old, err := s.Carried(ctx)
	if err != nil {
		return err
	}
	if old.Known {
		c := d.unlike(old)
		rules.Carried = &c
	} else {
		size, err := s.Size(ctx)
		if err != nil {
			return err
		}
		if size.Articles == 0 {
			c := d.carried()
			rules.Carried = &c
		}
	}
	_, err = s.SetRules(ctx, rules)
	return err
}

// OwnerOf returns the source whose feed an address is, or who alone has feeds on
// its host.
func (d *Desk) OwnerOf(address string) (string, error) {
	owners := map[string]bool{}
	for _, src := range d.File.Sources {
		for _, f := range src.Feeds {
			if f.URL == address {
				return src.ID, nil
			}
			if feeds.SameHost(f.URL, address) {
				owners[src.ID] = true
			}
		}
	}
	switch ids := slices.Sorted(maps.Keys(owners)); len(ids) {
	case 1:
		return ids[0], nil
	case 0:
		return "", refusedf("backfill: no source of the rules file has a feed on the host of %s; say with --source whose articles they are", feeds.Shown(address))
	default:
		return "", refusedf("backfill: %s has feeds of %s; say with --source whose articles they are", feeds.Shown(address), strings.Join(ids, ", "))
	}
}
