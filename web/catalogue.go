package web

import (
	"cmp"
	"context"
	"slices"
	"time"

	"onset/tracker"
	"onset/tracker/timeline"
)

// catalogue gives names to ids.
type catalogue struct {
	rules    Rules
	zone     *time.Location
	scene    timeline.Context
	sources  map[string]tracker.Source
	speakers map[string]string
	stories  map[string]tracker.Narrative
	points   map[string]tracker.TalkingPoint // by narrative/id
	order    map[string]int                  // of points, as the rules file has them
	told     *told
	choices  *choices
}

// catalogue returns the names that the rules in force give; as long as these are
// the same, it is made once.
func (s *Server) catalogue(ctx context.Context) (catalogue, error) {
	rules, err := s.o.Desk.Rules(ctx)
	if err != nil {
		return catalogue{}, err
	}
	if last := s.known.Load(); last != nil && rules.Version != "" && last.rules.Version == rules.Version {
		return *last, nil
	}
	c := newCatalogue(rules)
	s.known.Store(&c)
	return c, nil
}

func newCatalogue(rules Rules) catalogue {
	c := catalogue{
		rules: rules, zone: rules.Zone, scene: timeline.NewContext(rules.Speakers, rules.Sources, rules.Zone),
		sources: map[string]tracker.Source{}, speakers: map[string]string{},
		stories: map[string]tracker.Narrative{}, points: map[string]tracker.TalkingPoint{}, order: map[string]int{}, told: &told{},
	}
	if c.zone == nil {
		c.zone = time.UTC
	}
	for _, src := range rules.Sources {
		c.sources[src.ID] = src
	}
	for _, p := range rules.Speakers {
		c.speakers[p.ID] = p.Name
	}
	for _, n := range rules.Narratives {
		c.stories[n.ID] = n
		for _, p := range n.TalkingPoints {
			c.points[n.ID+"/"+p.ID] = p
			c.order[n.ID+"/"+p.ID] = len(c.order) + 1
		}
	}
	c.choices = newChoices(&c)
	return c
}

// Source names a source.
func (c catalogue) Source(id string) string { return cmp.Or(c.sources[id].Name, id) }

// Speaker names a speaker: by the file, else by the words of the text; and says
// where the words may be another's.
func (c catalogue) Speaker(s tracker.ClaimSpeaker) string {
	name := cmp.Or(c.speakers[s.ID], s.Text, s.ID)
	if s.Unsure {
		name += " (unsure)"
	}
	return name
}

// Story names a narrative.
func (c catalogue) Story(id string) string { return cmp.Or(c.stories[id].Title, id) }

// Point names a talking point.
func (c catalogue) Point(narrative, id string) string {
	return cmp.Or(c.points[narrative+"/"+id].Title, id)
}

// Scope names whom or what a first is about.
func (c catalogue) Scope(s tracker.Scope) string {
	switch s.Kind {
	case tracker.BySource:
		return "in " + c.Source(s.ID)
	case tracker.BySpeaker:
		return "by " + c.Speaker(tracker.ClaimSpeaker{ID: s.ID})
	case tracker.ByLanguage:
		return "in " + language(s.ID)
	}
	return "overall"
}

// languages lists those of the sources.
func (c catalogue) languages() []string {
	var out []string
	for _, src := range c.rules.Sources {
		out = append(out, src.Languages...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// language names a language for people.
func language(code string) string { return timeline.Language(code) }

// Zone is whose midnight a day has.
func (c catalogue) Zone() *time.Location { return c.zone }

// Stories lists the narratives of the rules file.
func (c catalogue) Stories() []tracker.Narrative { return c.rules.Narratives }

// People lists the speakers of the rules file.
func (c catalogue) People() []tracker.Speaker { return c.rules.Speakers }
