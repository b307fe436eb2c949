package discover

import (
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"onset/tracker"
)

// stateVersion is the first number of a state. The first version was neither
// deflated nor told distances, the second knew no kinds; both are still read. A
// state of a later one is refused; it can be learned again from the stored
// articles.
const (
	stateVersion    = 3
	kindlessVersion = 2
	plainVersion    = 1
)

// MarshalBinary returns all that the finder knows, deflated on the way, so that
// there is never a second copy of it in memory. Equal finders give equal bytes.
func (f *Finder) MarshalBinary() ([]byte, error) {
	state := pieces{binary.AppendVarint(nil, stateVersion)}
	z, err := flate.NewWriter(&state, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	c := &codec{out: bufio.NewWriterSize(z, buffered), gaps: true, kinds: true}
	f.code(c)
	err = errors.Join(c.err, c.out.Flush(), z.Close())
	return bytes.Join(state, nil), err
}

// pieces gathers what is written without moving it when it grows.
type pieces [][]byte

// pieceSize is what of a state is kept together until it is whole.
const pieceSize = 1 << 18

func (p *pieces) Write(b []byte) (int, error) {
	n := len(b)
	for len(b) > 0 {
		last := &(*p)[len(*p)-1]
		room := min(cap(*last)-len(*last), len(b))
		*last, b = append(*last, b[:room]...), b[room:]
		if len(b) > 0 {
			*p = append(*p, make([]byte, 0, pieceSize))
		}
	}
	return n, nil
}

// buffered is how many bytes are deflated at once; a string of this length can
// be looked at before it is read.
const buffered = 1 << 16

// UnmarshalBinary makes the finder one that goes on where the written one
// stopped. The budget stays as it was set.
func (f *Finder) UnmarshalBinary(state []byte) error {
	r := bytes.NewReader(state)
	version, err := binary.ReadVarint(r)
	if err != nil {
		return fmt.Errorf("reading the state of discovery: %w", errShort)
	}
	c := &codec{reading: true}
	switch version {
	case plainVersion:
		c.in = bufio.NewReaderSize(r, buffered)
	case kindlessVersion, stateVersion:
		c.in, c.gaps, c.kinds = bufio.NewReaderSize(flate.NewReader(r), buffered), true, version == stateVersion
	default:
		return fmt.Errorf("reading the state of discovery: version %d, want %d; let it be learned again", version, stateVersion)
	}
	n := New(Options{Budget: f.budget})
	n.parties = f.parties
	n.code(c)
	if _, err := c.in.ReadByte(); err != io.EOF {
		c.fail()
	}
	if c.err != nil {
		return fmt.Errorf("reading the state of discovery: %w", c.err)
	}
	n.reindex()
	*f = *n
	return nil
}

func (f *Finder) code(c *codec) {
	num(c, &f.articles)
	num(c, &f.today)
	c.float(&f.credit)
	f.codeStems(c)
	num(c, &f.window.first)
	num(c, &f.window.since)
	for i := range f.window.recent {
		codeFilter(c, &f.window.recent[i])
	}
	list(c, &f.window.docs, func(d **doc) {
		if c.reading {
			*d = new(doc)
		}
		codeDoc(c, *d)
	})
	list(c, &f.history.gens, func(g *generation) {
		num(c, &g.index)
		num(c, &g.articles)
		codeFilter(c, &g.seen)
	})
	list(c, &f.memory.all, func(s *statement) {
		sorted(c, &s.stems)
		codeIDs(c, &s.under)
		num(c, &s.day)
		name(c, &s.url)
		str(c, &s.text)
		if c.kinds {
			codeRepeatable(c, s)
		}
	})
	list(c, &f.candidates, func(k **Candidate) {
		if c.reading {
			*k = new(Candidate)
		}
		codeCandidate(c, *k)
	})
}

// codeStems codes the table of stems in order.
func (f *Finder) codeStems(c *codec) {
	stems, last := slices.Sorted(maps.Keys(f.df)), uint32(0)
	list(c, &stems, func(id *uint32) {
		h := f.df[*id]
		after(c, id, &last)
		codeHolders(c, &h)
		f.df[*id] = h
	})
	if c.kinds {
		codeHolders(c, &f.usual)
	}
}

func codeHolders(c *codec, h *holders) {
	num(c, &h.articles)
	if c.kinds {
		num(c, &h.judging)
	}
}

func codeIDs(c *codec, p *[]uint32) { list(c, p, func(id *uint32) { num(c, id) }) }

func codeFilter(c *codec, f *filter) {
	num(c, &f.n)
	list(c, &f.slices, func(s *[]uint64) { c.words(s) })
}

func codeDoc(c *codec, d *doc) {
	for _, s := range []*string{&d.id, &d.source, &d.origin, &d.url, &d.language} {
		name(c, s)
	}
	num(c, &d.day)
	list(c, &d.claims, func(k *claimed) {
		str(c, &k.text)
		name(c, &k.novelty)
		num(c, &k.from)
		num(c, &k.to)
		c.flag(&k.affirms)
		codeSpeakers(c, &k.speakers)
	})
	list(c, &d.units, func(u *unit) {
		str(c, &u.text)
		name(c, &u.part)
		num(c, &u.claim)
		num(c, &u.cue)
		for _, b := range []*bool{&u.said, &u.shows, &u.office, &u.item, &u.alone, &u.explained} {
			c.flag(b)
		}
		if c.kinds {
			num(c, &u.traits)
		}
		list(c, &u.words, func(w *word) {
			num(c, &w.id)
			num(c, &w.start)
			num(c, &w.end)
			num(c, &w.casing)
		})
	})
	if c.reading {
		d.pack()
	}
}

// codeRepeatable codes what tells lines in other words.
func codeRepeatable(c *codec, s *statement) {
	sorted(c, &s.roots)
	codeIDs(c, &s.order)
	codeIDs(c, &s.names)
	for _, p := range []*string{&s.article, &s.source, &s.origin, &s.language, &s.line} {
		name(c, p)
	}
	codeSpeakers(c, &s.speakers)
	num(c, &s.traits)
	c.flag(&s.repeatable)
}

func codeSpeakers(c *codec, p *[]tracker.ClaimSpeaker) {
	list(c, p, func(s *tracker.ClaimSpeaker) {
		name(c, &s.ID)
		name(c, &s.Text)
	})
}

// codeCandidate codes what is shown as JSON, and the rest beside it.
func codeCandidate(c *codec, k *Candidate) {
	var shown []byte
	if !c.reading {
		shown, c.err = json.Marshal(k)
	}
	c.bytes(&shown)
	if c.reading && c.err == nil {
		c.err = json.Unmarshal(shown, k)
	}
	list(c, &k.seeds, func(s *key) {
		num(c, &s.a)
		num(c, &s.b)
	})
	c.flag(&k.broad)
	if c.kinds {
		sorted(c, &k.stems)
		sorted(c, &k.roots)
	}
	list(c, &k.at, func(p *place) { num(c, p) })
	list(c, &k.mentions, func(m *mention) {
		for _, s := range []*string{&m.article, &m.source, &m.origin, &m.url, &m.text} {
			name(c, s)
		}
		for _, d := range []*tracker.Day{&m.day, &m.from, &m.to} {
			num(c, d)
		}
		codeSpeakers(c, &m.speakers)
		if c.kinds {
			num(c, &m.traits)
			num(c, &m.words)
			c.float(&m.contested)
			c.float(&m.alike)
		}
	})
}

// reindex makes anew what follows from the rest.
func (f *Finder) reindex() {
	docs := f.window.docs
	f.window.docs = nil
	for _, d := range docs {
		f.window.push(d)
	}
	all := f.memory.all
	f.memory = newMemory()
	for _, s := range all {
		f.memory.add(s)
	}
}
