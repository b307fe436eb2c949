package newsroom

import (
	"context"

	"onset/tracker/archive"
	"onset/tracker/query"
	"onset/tracker/reader"
	"onset/tracker/rulefile"
)

// BlindSpot is a talking point with the languages it has no words for.
type BlindSpot struct {
	TalkingPoint string   `json:"talking_point"`
	Misses       []string `json:"misses"`
}

// Check is what there is to say of valid rules.
type Check struct {
	File      string             `json:"file"`
	Inventory rulefile.Inventory `json:"inventory"`
	Blind     []BlindSpot        `json:"blind"`
	Overlaps  []Overlap          `json:"overlaps"`
	Unread    []reader.Unread    `json:"unread"` // languages in which nobody can tell who says what
	Words     []query.WordForms  `json:"words"`  // with a database: what each word of the rules takes there
	Twins     []archive.Twin     `json:"twins"`
}

// Overlap is an example of one talking point that another takes as well.
type Overlap struct {
	Line    int    `json:"line"`
	Example string `json:"example"`
	Of      string `json:"of"`
	By      string `json:"by"`
}

// Check tells what the rules define, and what they don't see.
func (d *Desk) Check() Check {
	c := Check{File: d.File.Name, Inventory: d.File.Inventory(), Blind: blindSpots(d.File), Overlaps: []Overlap{}, Unread: reader.UnreadLanguages(d.File),
		Words: []query.WordForms{}, Twins: []archive.Twin{}}
	for _, o := range d.File.Overlaps() {
		c.Overlaps = append(c.Overlaps, Overlap{o.Example.Line, o.Example.Text, o.Of.ID, o.By.ID})
	}
	return c
}

// Ask adds what only an archive can tell: what the words of the rules take in it, and
// which talking points coincide.
func (c *Check) Ask(ctx context.Context, s Index, d *Desk) (err error) {
	if c.Words, err = Vocabulary(ctx, s, d.File); err == nil {
		c.Twins, err = Twins(ctx, s)
	}
	return err
}

// blindSpots gathers what each talking point can't see.
func blindSpots(f *rulefile.File) []BlindSpot {
	out := []BlindSpot{}
	for _, b := range f.Blind() {
		id := b.TalkingPoint.ID
		if n := len(out); n == 0 || out[n-1].TalkingPoint != id {
			out = append(out, BlindSpot{TalkingPoint: id})
		}
		last := &out[len(out)-1]
		last.Misses = append(last.Misses, b.Language)
	}
	return out
}
