package newsroom

import (
	"onset/tracker"
	"onset/tracker/reader"
)

const (
	missesShown = 2 // of one talking point
	missesHold  = 2 // parts at least that are there; one word alone is near nothing
)

// NearMiss is a sentence in which a talking point lacked one part only.
type NearMiss struct {
	TalkingPoint string
	Lacking      string // the part, as the rule has it
	Sentence     string
}

// NearMisses are the sentences of a text in which a talking point of the rules lacked
// one part only.
func (d *Desk) NearMisses(src tracker.Source, r reader.Result) []NearMiss {
	var out []NearMiss
	doc := d.Reader().Doc(src, r)
	for _, tp := range d.Points() {
		rule := d.File.Rule(tp)
		for _, m := range rule.NearMisses(doc, missesShown) {
			if len(m.Spans) >= missesHold {
				out = append(out, NearMiss{tp.Ref().ID, m.Lacking, r.Raw(m.Part)[m.Sentence.Start:m.Sentence.End]})
			}
		}
	}
	return out
}
