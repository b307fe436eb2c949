package rulefile

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"onset/tracker"
)

// Scene is who and where a rules file speaks of: for each speaker, group and
// source, and of the file itself, what decides how a text is read and which events
// stand. It is compared, and kept with the archive that was read with it; keys are a
// Subject and an id.
type Scene map[string]string

// NotYet stands in a Scene for what was added and that only some texts were read
// with.
const NotYet = ""

// Subject is what a change of the scene is about.
type Subject string

// The subjects of a change.
const (
	OfSpeaker Subject = "speaker"  // name, aliases, roles, time in office
	OfGroup   Subject = "group"    // its members
	OfSource  Subject = "source"   // kind, country, languages, zone, whose pages they are
	OfZone    Subject = "timezone" // of the file: whose midnight a day has, and that of sources which it does not name
)

// ofFile is the id of what is a matter of the file as a whole.
const ofFile = "of the file"

// Scene returns that of the file.
func (f *File) Scene() Scene {
	s := Scene{}
	for _, p := range f.Speakers {
		s[string(OfSpeaker)+" "+p.ID] = fingerprint(p.Name, p.Aliases, p.Roles)
		if p.Group() {
			s[string(OfGroup)+" "+p.ID] = fingerprint(p.Members)
		}
	}
	for _, src := range f.Sources {
		s[string(OfSource)+" "+src.ID] = fingerprint(src.Kind, src.Country, src.Languages, fmt.Sprint(src.Zone), src.Speaker)
	}
	s[string(OfZone)+" "+ofFile] = f.Zone.String()
	return s
}

func fingerprint(parts ...any) string {
	b, err := json.Marshal(parts)
	if err != nil {
		panic("writing down plain values: " + err.Error())
	}
	return string(b)
}

// Change is one difference between two scenes.
type Change struct {
	Of  Subject `json:"of"`
	ID  string  `json:"id"`
	How string  `json:"how"` // added, removed, changed
}

// String says the change in words.
func (c Change) String() string { return fmt.Sprintf("%s %s was %s", c.Of, c.ID, c.How) }

// Since lists what differs from an older scene: speakers first, then groups, then
// the zone of the file, with which that of many sources changes, and then sources, each
// of these by id.
func (s Scene) Since(old Scene) []Change {
	var out []Change
	add := func(key, how string) {
		of, id, _ := strings.Cut(key, " ")
		out = append(out, Change{Subject(of), id, how})
	}
	for key, value := range s {
		switch was, stood := old[key]; {
		case !stood || was == NotYet:
			add(key, "added")
		case was != value:
			add(key, "changed")
		}
	}
	for key := range maps.Keys(old) {
		if _, stands := s[key]; !stands {
			add(key, "removed")
		}
	}
	order := []Subject{OfSpeaker, OfGroup, OfZone, OfSource}
	slices.SortFunc(out, func(a, b Change) int {
		if d := slices.Index(order, a.Of) - slices.Index(order, b.Of); d != 0 {
			return d
		}
		return strings.Compare(a.ID, b.ID)
	})
	return out
}

// AsksFor tells whether the rule of a talking point asks for who speaks or what
// sort of outlet it is, so that a changed scene may change what it finds.
func (f *File) AsksFor(tp tracker.TalkingPoint) bool {
	r := f.Rule(tp)
	exprs := slices.Collect(maps.Values(r.Match))
	for _, e := range append(exprs, r.Not, r.About) {
		if e == nil {
			continue
		}
		for _, field := range e.Fields() {
			if field.Name == "speaker" || field.Name == "kind" {
				return true
			}
		}
	}
	return false
}
