package store

import (
	"database/sql"

	"onset/tracker"
)

// dateColumns are the columns of an article a that hold when it was published.
const dateColumns = "a.published, a.published_day, a.published_slack, a.assumed"

// dated is a published date as its columns have it.
type dated struct {
	ms, day sql.NullInt64
	slack   int
	assumed sql.NullString // JSON
}

// fields are what dateColumns are scanned into.
func (d *dated) fields() []any { return []any{&d.ms, &d.day, &d.slack, &d.assumed} }

func (d *dated) stamp() (tracker.Stamp, error) {
	s := tracker.Stamp{Time: instant(d.ms), Day: tracker.Day(d.day.Int64), Slack: d.slack}
	return s, decode(d.assumed, &s.Assumed)
}

// valuesOf returns what dateColumns are for a date.
func valuesOf(s tracker.Stamp) []any {
	var assumed any
	if s.Assumed != (tracker.Assumed{}) {
		assumed = encode(s.Assumed)
	}
	return []any{millis(s.Time), civil(s.Day), s.Slack, assumed}
}

// keptDate is a statement of when an article was published as it is stored: what
// was understood of it whole, also the day in the outlet's zone.
type keptDate struct {
	tracker.DateClaim
	Day     int64            `json:"day,omitempty"`
	Slack   int              `json:"slack,omitempty"`
	Assumed *tracker.Assumed `json:"assumed,omitempty"`
}

func encodeDates(claims []tracker.DateClaim) string {
	out := make([]keptDate, len(claims))
	for i, c := range claims {
		out[i] = keptDate{c, int64(c.Stamp.Day), c.Stamp.Slack, c.Stamp.Assumed.OrNil()}
	}
	return encode(out)
}

// decodeDates reads what encodeDates wrote. Of what older programs wrote the day is
// that in UTC, and what had to be assumed is not known.
func decodeDates(text sql.NullString) ([]tracker.DateClaim, error) {
	var kept []keptDate
	err := decode(text, &kept)
	var out []tracker.DateClaim
	for _, k := range kept {
		if k.Day != 0 {
			k.Stamp.Day, k.Stamp.Slack = tracker.Day(k.Day), k.Slack
		}
		if k.Assumed != nil {
			k.Stamp.Assumed = *k.Assumed
		}
		out = append(out, k.DateClaim)
	}
	return out, err
}
