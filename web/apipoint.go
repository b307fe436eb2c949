package web

import (
	"net/http"

	"onset/tracker"
	"onset/tracker/timeline"
)

// pointRow is a talking point of the rules file.
type pointRow struct {
	Narrative      string            `json:"narrative"`
	NarrativeTitle string            `json:"narrative_title"`
	ID             string            `json:"id"`
	Title          string            `json:"title"`
	Match          map[string]string `json:"match"`
	Within         tracker.Within    `json:"within"`
	Speakers       []string          `json:"speakers"`
	Notes          string            `json:"notes,omitempty"`
	Hash           string            `json:"hash"`
}

func rowOf(n tracker.Narrative, p tracker.TalkingPoint) pointRow {
	return pointRow{n.ID, n.Title, p.ID, p.Title, p.Match, p.Within, append([]string{}, p.Speakers...), p.Notes, p.Hash}
}

func (s *Server) apiPoints(r *http.Request) (any, string, error) {
	n, err := s.catalogue(r.Context())
	out := []pointRow{}
	for _, story := range n.rules.Narratives {
		for _, p := range story.TalkingPoints {
			out = append(out, rowOf(story, p))
		}
	}
	return out, "", err
}

// pointAnswer is a talking point with its first dates and numbers.
type pointAnswer struct {
	Point     pointRow           `json:"point"`
	FirstSaid *tracker.Event     `json:"first_said"`
	FirstSeen *tracker.Event     `json:"first_seen"`
	Counts    timeline.Counts    `json:"counts"`
	Unit      string             `json:"unit"`
	Buckets   []bucket           `json:"buckets"`
	Firsts    []firstRow         `json:"first_dates"`
	Wordings  []timeline.Wording `json:"wordings"`
	Surges    []*tracker.Event   `json:"surges"`
}

// firstRow is the first day of a speaker in a source, as onset firsts tells it,
// with the name of the speaker beside the id.
type firstRow struct {
	ID string `json:"speaker_id"`
	timeline.FirstDay
	Name string `json:"speaker"` // stands for that of FirstDay
}

func (s *Server) apiPoint(r *http.Request) (any, string, error) {
	n, err := s.catalogue(r.Context())
	if err != nil {
		return nil, "", err
	}
	p, err := s.point(r, n)
	if err != nil {
		return nil, "", err
	}
	out := pointAnswer{Point: rowOf(p.Story, p.Point), FirstSaid: p.Said, FirstSeen: p.Seen, Counts: p.Counts, Unit: p.Chart.Unit,
		Buckets: append([]bucket{}, p.Chart.Rows...), Firsts: []firstRow{}, Wordings: append([]timeline.Wording{}, p.totals.Wordings[:min(len(p.totals.Wordings), mostWordings)]...), Surges: append([]*tracker.Event{}, p.Surges...)}
	for _, f := range p.totals.Firsts {
		out.Firsts = append(out.Firsts, firstRow{f.Speaker, f, n.said(f)})
	}
	return out, "", nil
}
