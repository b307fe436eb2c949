package discover

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"onset/tracker"
)

// stateVersion is the first number of a state. A state of another version is
// refused; it can be learned again from the stored articles.
const stateVersion = 1

// MarshalBinary returns all that the finder knows. Equal finders give equal
// bytes.
func (f *Finder) MarshalBinary() ([]byte, error) {
	c := &codec{}
	version := stateVersion
	num(c, &version)
	f.code(c)
	return c.buf, c.err
}

// UnmarshalBinary makes the finder one that goes on where the written one
// stopped. The budget stays as it was set.
func (f *Finder) UnmarshalBinary(state []byte) error {
	c := &codec{buf: state, reading: true}
	version := 0
	num(c, &version)
	if c.err == nil && version != stateVersion {
		return fmt.Errorf("reading the state of discovery: version %d, want %d; let it be learned again", version, stateVersion)
	}
	n := New(Options{Budget: f.budget})
	n.code(c)
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
		codeIDs(c, &s.stems)
		codeIDs(c, &s.under)
		num(c, &s.day)
		str(c, &s.url)
		str(c, &s.text)
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
	type entry struct {
		id uint32
		n  int
	}
	var table []entry
	for _, id := range slices.Sorted(maps.Keys(f.df)) {
		table = append(table, entry{id, f.df[id]})
	}
	list(c, &table, func(e *entry) {
		num(c, &e.id)
		num(c, &e.n)
	})
	for _, e := range table {
		f.df[e.id] = e.n
	}
}

func codeIDs(c *codec, p *[]uint32) { list(c, p, func(id *uint32) { num(c, id) }) }

func codeFilter(c *codec, f *filter) {
	num(c, &f.n)
	list(c, &f.slices, func(s *[]uint64) { c.words(s) })
}

func codeDoc(c *codec, d *doc) {
	for _, s := range []*string{&d.id, &d.source, &d.origin, &d.url, &d.language} {
		str(c, s)
	}
	num(c, &d.day)
	list(c, &d.claims, func(k *claimed) {
		str(c, &k.text)
		str(c, &k.novelty)
		num(c, &k.from)
		num(c, &k.to)
		c.flag(&k.affirms)
		codeSpeakers(c, &k.speakers)
	})
	list(c, &d.units, func(u *unit) {
		str(c, &u.text)
		str(c, &u.part)
		num(c, &u.claim)
		num(c, &u.cue)
		for _, b := range []*bool{&u.said, &u.shows, &u.office, &u.item, &u.alone, &u.explained} {
			c.flag(b)
		}
		list(c, &u.words, func(w *word) {
			num(c, &w.id)
			num(c, &w.start)
			num(c, &w.end)
			num(c, &w.casing)
		})
	})
}

func codeSpeakers(c *codec, p *[]tracker.ClaimSpeaker) {
	list(c, p, func(s *tracker.ClaimSpeaker) {
		str(c, &s.ID)
		str(c, &s.Text)
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
	list(c, &k.at, func(p *place) { num(c, p) })
	list(c, &k.mentions, func(m *mention) {
		for _, s := range []*string{&m.article, &m.source, &m.origin, &m.url, &m.text} {
			str(c, s)
		}
		for _, d := range []*tracker.Day{&m.day, &m.from, &m.to} {
			num(c, d)
		}
		codeSpeakers(c, &m.speakers)
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
