package web

import (
	"net/http"

	"onset/tracker"
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
	Point     pointRow        `json:"point"`
	FirstSaid *tracker.Event  `json:"first_said"`
	FirstSeen *tracker.Event  `json:"first_seen"`
	Counts    pointCounts     `json:"counts"`
	Unit      string          `json:"unit"`
	Buckets   []bucket        `json:"buckets"`
	Firsts    []firstRow      `json:"first_dates"`
	Wordings  []wording       `json:"wordings"`
	Surges    []tracker.Event `json:"surges"`
}

// firstRow is a cell of the matrix of first dates.
type firstRow struct {
	Speaker string        `json:"speaker"`
	Source  string        `json:"source"`
	From    tracker.Day   `json:"from"`
	To      tracker.Day   `json:"to"`
	Clock   tracker.Clock `json:"clock"`
	Mention string        `json:"mention"`
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
		Buckets: append([]bucket{}, p.Chart.Rows...), Firsts: []firstRow{}, Wordings: append([]wording{}, p.Wordings...), Surges: append([]tracker.Event{}, p.Surges...)}
	for _, f := range p.Matrix.Speakers {
		for i, d := range f.Cells {
			if d.Mention == "" {
				continue
			}
			clock := tracker.ClockPublished
			if d.Said {
				clock = tracker.ClockSaid
			}
			out.Firsts = append(out.Firsts, firstRow{f.Name, p.Matrix.Sources[i].ID, d.From, d.To, clock, d.Mention})
		}
	}
	return out, "", nil
}
