package timeline

import (
	"slices"
	"time"

	"onset/tracker"
	"onset/tracker/surge"
)

// Context is what has to be known beside the witnesses. Every field may be
// nil; then less is known, and nothing breaks.
type Context struct {
	Groups  map[string][]string                   // speaker → the groups that it is a member of
	Names   map[string]string                     // speaker → name for people
	Sources map[string]tracker.Source             // by id
	Zone    *time.Location                        // whose midnight a day of seeing has; nil is UTC
	Since   func(scope tracker.Scope) tracker.Day // when the coverage of a scope began; 0 unknown
	Looked  surge.Looked                          // on how many days each source was looked through
}

// NewContext takes groups and names from the speakers of a rules file.
func NewContext(speakers []tracker.Speaker, sources []tracker.Source, zone *time.Location) Context {
	ctx := Context{
		Groups:  map[string][]string{},
		Names:   map[string]string{},
		Sources: map[string]tracker.Source{},
		Zone:    zone,
	}
	for _, s := range speakers {
		ctx.Names[s.ID] = s.Name
		for _, m := range s.Members {
			ctx.Groups[m] = append(ctx.Groups[m], s.ID)
		}
	}
	for _, s := range sources {
		ctx.Sources[s.ID] = s
	}
	return ctx
}

// circle returns the speaker and every group it belongs to, groups of groups
// included, sorted; a circle among groups does no harm.
func (c Context) circle(speaker string) []string {
	out := []string{speaker}
	for i := 0; i < len(out); i++ {
		for _, g := range c.Groups[out[i]] {
			if !slices.Contains(out, g) {
				out = append(out, g)
			}
		}
	}
	slices.Sort(out)
	return out
}

// Members returns whoever speaks for a speaker or group: itself and all that
// belong to it, sorted.
func (c Context) Members(speaker string) []string {
	out := []string{speaker}
	for s := range c.Groups {
		if s != speaker && slices.Contains(c.circle(s), speaker) {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return out
}

// isGroup tells whether anyone is a member of the speaker.
func (c Context) isGroup(speaker string) bool {
	for _, groups := range c.Groups {
		if slices.Contains(groups, speaker) {
			return true
		}
	}
	return false
}

func (c Context) name(s tracker.ClaimSpeaker) string {
	if n := c.Names[s.ID]; n != "" {
		return n
	}
	if s.Text != "" {
		return s.Text
	}
	return s.ID
}

func (c Context) sourceName(id string) string {
	if n := c.Sources[id].Name; n != "" {
		return n
	}
	return id
}

// zoneOf returns the zone of a source's days, UTC when unknown.
func (c Context) zoneOf(source string) *time.Location {
	if z := c.Sources[source].Zone; z != nil {
		return z
	}
	return time.UTC
}

func (c Context) zone() *time.Location {
	if c.Zone != nil {
		return c.Zone
	}
	return time.UTC
}
