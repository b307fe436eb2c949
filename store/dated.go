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
