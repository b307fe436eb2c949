package web

import (
	"context"
	"strings"

	"onset/tracker"
	"onset/tracker/digest"
	"onset/tracker/timeline"
)

// cardDays is how many days the lane of a card shows.
const cardDays = 90

// cardSection is a heading of a digest with its entries as cards.
type cardSection struct {
	digest.Section
	Class string
	Cards []card
}

// card is an entry of a digest: who said it, the words, where, and how often.
type card struct {
	digest.Block
	Class   string
	Who     string
	When    string
	Words   []span           // the sentence, what matched marked
	Mention *tracker.Witness // that holds it; nil: none is known
	Lane    *lane            // of the last days
	From    tracker.Day      // where the lane begins
	To      tracker.Day
	Cite    string // the entry as a paragraph that names its sources
}

// classes of the sections, in the order of digest.Sections.
var sectionClasses = []string{"bad", "new", "returned", "on", "on"}

// cards makes the cards of a digest.
func (s *Server) cards(ctx context.Context, d digest.Digest, events []*tracker.Event, n catalogue) ([]cardSection, error) {
	by := map[string]*tracker.Event{}
	for _, e := range events {
		by[e.ID] = e
	}
	var out []cardSection
	for i, sec := range d.Sections() {
		cs := cardSection{Section: sec, Class: sectionClasses[min(i, len(sectionClasses)-1)]}
		for _, b := range sec.Blocks {
			c, err := s.card(ctx, b, d.Day, by[b.Event], events, n)
			if err != nil {
				return nil, err
			}
			c.Class = cs.Class
			cs.Cards = append(cs.Cards, c)
		}
		out = append(out, cs)
	}
	return out, nil
}

func (s *Server) card(ctx context.Context, b digest.Block, day tracker.Day, e *tracker.Event, events []*tracker.Event, n catalogue) (card, error) {
	c := card{Block: b, From: day - cardDays + 1, To: day}
	mention := ""
	if e != nil {
		mention, c.Who, c.When = e.Mention, whoIn(e.Speakers, n), whenOf(e, n)
	}
	if b.TalkingPoint != "" {
		t, err := s.o.Events.Totals(ctx, b.Narrative, b.TalkingPoint)
		if err != nil {
			return c, err
		}
		if e == nil {
			mention = t.Latest[tracker.Scope{Kind: tracker.Overall}].Mention
		}
		c.draw(b, t, events, n)
	}
	if mention == "" {
		return c, nil
	}
	w, err := s.o.Events.Mention(ctx, mention)
	if err != nil {
		return c, err
	}
	if quoted := strings.TrimSuffix(b.Sentence, " …"); quoted != "" && strings.HasPrefix(strings.Join(strings.Fields(w.Text), " "), quoted) {
		c.Mention, c.Words = &w, sentence(w)
		if e == nil {
			c.Who, c.When = whoIn(w.Speakers, n), n.Source(w.Source)+", "+stamped(w.Published, n.zone)
		}
		c.Cite = cited(b, w, n)
	}
	return c, nil
}

// draw adds the lane of the last days.
func (c *card) draw(b digest.Block, t timeline.Totals, events []*tracker.Event, n catalogue) {
	sc := scale{c.From, c.To}
	h := newHeat(sc, nil)
	var l lane
	l.Cells = h.cells(h.count(t.Days))
	var marks []*tracker.Event
	for _, e := range events {
		if e.Narrative == b.Narrative && e.TalkingPoint == b.TalkingPoint && e.Scope.Kind == tracker.Overall && e.SupersededAt == nil && (first(e.Kind) || e.Kind == tracker.Resurgence) {
			marks = append(marks, e)
		}
	}
	l.draw(marks, view{}, sc, n)
	c.Lane = &l
}

// whoIn names those who speak.
func whoIn(speakers []tracker.ClaimSpeaker, n catalogue) string {
	var names []string
	for _, s := range speakers {
		names = append(names, n.Speaker(s))
	}
	return strings.Join(names, ", ")
}

// whenOf tells by its own clock when an event was, and where that stood.
func whenOf(e *tracker.Event, n catalogue) string {
	out := timeline.Days(e.At.From, e.At.To, 0)
	if e.At.Clock == tracker.ClockSaid {
		out = "said " + out
	}
	if e.Source == "" {
		return out
	}
	out += " · " + n.Source(e.Source)
	if e.At.Clock == tracker.ClockSaid && e.PublishedAt.Known() {
		out += ", published " + timeline.Days(e.PublishedAt.Day, e.PublishedAt.Day, 0)
	}
	return out
}

// cited is an entry as a paragraph for somebody's own note: the caveats stand in
// it, so that they are not lost on the way.
func cited(b digest.Block, w tracker.Witness, n catalogue) string {
	out := b.Title + ". " + strings.Join(b.Lines, " ")
	out += " “" + strings.Join(strings.Fields(w.Text), " ") + "” (" + n.Source(w.Source) + ", " + stamped(w.Published, n.zone)
	if u := webAddress(w.URL); u != "" {
		out += ", " + u
	}
	return out + ")"
}
