package rulefile

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"net/netip"
	"sync"
	"time"

	"onset/tracker"
	"onset/tracker/query"
)

// exprs parses the rules of a file. What its rules have in common is kept, and the
// rules that were asked for last: all of a common file, few of one with thousands,
// whose trees would weigh more than the index that is made of them.
type exprs struct {
	mu     sync.Mutex
	parser *query.Parser
	by     map[string]*query.Expr // by text
}

// mostParsed is how many parsed rules are kept.
const mostParsed = 500

func (p *exprs) parse(text string, terms map[string]string) (*query.Expr, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if e := p.by[text]; e != nil {
		return e, nil
	}
	if p.parser == nil {
		p.parser = query.NewParser(terms)
	}
	e, err := p.parser.Parse(text)
	if err != nil {
		return nil, err
	}
	if p.by == nil || len(p.by) >= mostParsed {
		p.by = map[string]*query.Expr{}
	}
	p.by[text] = e
	return e, nil
}

// rule returns the rule of a text; nil for none.
func (f *File) rule(text string) *query.Expr {
	if text == "" {
		return nil
	}
	e, err := f.rules.parse(text, f.Terms)
	if err != nil {
		return nil
	}
	return e
}

// packing is a file as Pack writes it: what its text says, read. Zones stand in it
// by name, since they have no other form.
type packing struct {
	Zone         string
	Schedule     Schedule
	AllowPrivate []netip.Prefix
	Contact      string
	Sources      []byte // JSON
	Zones        []string
	Speakers     []tracker.Speaker
	Terms        map[string]string
	Narratives   []tracker.Narrative
	Channels     []Channel
	Hooks        Hooks
}

// Pack writes what was read out of the text of a file, so that Unpack need not read
// it again. It is for the program that wrote it, and no other version of it.
func (f *File) Pack() ([]byte, error) {
	p := packing{Zone: f.Zone.String(), Schedule: f.Schedule, AllowPrivate: f.AllowPrivate, Contact: f.Contact,
		Speakers: f.Speakers, Terms: f.Terms, Narratives: f.Narratives, Channels: f.Channels, Hooks: f.Hooks}
	for _, s := range f.Sources {
		p.Zones = append(p.Zones, s.Zone.String())
	}
	var err error
	if p.Sources, err = json.Marshal(f.Sources); err != nil {
		return nil, fmt.Errorf("packing the sources of %s: %w", f.Name, err)
	}
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(p); err != nil {
		return nil, fmt.Errorf("packing %s: %w", f.Name, err)
	}
	return b.Bytes(), nil
}

// Unpack returns the file of a text of which packed was made. Rules are parsed when
// they are asked for.
func Unpack(name string, src, packed []byte) (*File, error) {
	var p packing
	if err := gob.NewDecoder(bytes.NewReader(packed)).Decode(&p); err != nil {
		return nil, fmt.Errorf("unpacking %s: %w", name, err)
	}
	f := &File{Name: name, Schedule: p.Schedule, AllowPrivate: p.AllowPrivate, Contact: p.Contact, Speakers: p.Speakers,
		Terms: p.Terms, Narratives: p.Narratives, Channels: p.Channels, Hooks: p.Hooks, Text: string(src), Hash: HashOf(src)}
	if err := json.Unmarshal(p.Sources, &f.Sources); err != nil {
		return nil, fmt.Errorf("unpacking the sources of %s: %w", name, err)
	}
	if len(p.Zones) != len(f.Sources) {
		return nil, fmt.Errorf("unpacking %s: %d sources have %d zones", name, len(f.Sources), len(p.Zones))
	}
	return f, f.locate(p)
}

// locate gives the file and its sources their zones.
func (f *File) locate(p packing) (err error) {
	if f.Zone, err = time.LoadLocation(p.Zone); err != nil {
		return fmt.Errorf("unpacking %s: %w", f.Name, err)
	}
	known := map[string]*time.Location{}
	for i, name := range p.Zones {
		if known[name] == nil {
			if known[name], err = time.LoadLocation(name); err != nil {
				return fmt.Errorf("unpacking %s: %w", f.Name, err)
			}
		}
		f.Sources[i].Zone = known[name]
	}
	return nil
}
