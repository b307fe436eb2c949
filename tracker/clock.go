package tracker

import (
	"encoding/json"
	"fmt"
	"time"
)

// Stamp says when an outlet published: an instant, or only a civil day of the
// outlet's zone where no time was given. What the outlet left out is assumed, and
// said to be; what stays uncertain is an interval of days. The zero Stamp means
// that nobody says.
type Stamp struct {
	Time    time.Time // UTC; zero when only the day is known
	Day     Day       // civil day in the outlet's zone; of an interval the last
	Slack   int       // days before Day on which it may have been as well: 0 none, or Unbounded
	Assumed Assumed
}

// At returns the stamp of an instant, its day taken in loc.
func At(t time.Time, loc *time.Location) Stamp {
	return Stamp{Time: t.UTC(), Day: DayOf(t.In(loc))}
}

// Known tells whether anybody says when.
func (s Stamp) Known() bool { return s.Day != 0 }

// String returns RFC 3339 UTC, the day alone, or "". Of an interval it is the end.
func (s Stamp) String() string {
	if s.Time.IsZero() {
		return s.Day.String()
	}
	return Instant(s.Time)
}

// Instant writes a moment as RFC 3339 in UTC, "" when it is unknown.
func Instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// MarshalJSON writes the instant, the day, or null; what is uncertain about it
// stands in fields of its own.
func (s Stamp) MarshalJSON() ([]byte, error) {
	if !s.Known() {
		return []byte("null"), nil
	}
	return json.Marshal(s.String())
}

// Precision tells how narrow a said date is.
type Precision string

// The precisions of a said date, narrowest first.
const (
	Minute      Precision = "minute"
	ToDay       Precision = "day"
	ToMonth     Precision = "month"
	ToYear      Precision = "year"
	Fuzzy       Precision = "fuzzy"
	UnknownTime Precision = "unknown"
)

// Basis tells where a said date comes from.
type Basis string

// The bases of a said date, strongest first.
const (
	Explicit  Basis = "explicit"  // the text names the day
	Relative  Basis = "relative"  // a weekday, "yesterday", resolved against the published day
	Inherited Basis = "inherited" // from another claim of the same speaker in the document
	Bounded   Basis = "bounded"   // only: not after publication
)

// MaxDatingDays is the widest interval, in days, that can date a first.
const MaxDatingDays = 7

// Said tells when words were said, as far as the text tells: inclusive civil
// days. With precision unknown there is no From, and To is the published day.
type Said struct {
	From      Day       `json:"from"`
	To        Day       `json:"to"`
	Minute    time.Time `json:"minute,omitzero"` // the instant, only at precision minute
	Precision Precision `json:"precision"`
	Basis     Basis     `json:"basis"`
	Cue       string    `json:"cue"`            // the words that gave it
	Rule      string    `json:"rule"`           // the rule that resolved it
	Flag      string    `json:"flag,omitempty"` // why it is quarantined; a flagged date dates nothing
}

// Dates tells whether the interval may date a first: known, unflagged and at
// most MaxDatingDays long.
func (s *Said) Dates() bool {
	return s != nil && s.From != 0 && s.Flag == "" && s.To-s.From < MaxDatingDays
}

// UnmarshalJSON reads what MarshalJSON writes. Of an instant it takes the day
// in UTC, because the outlet's zone is not written.
func (s *Stamp) UnmarshalJSON(b []byte) error {
	var text string
	if err := json.Unmarshal(b, &text); err != nil {
		return fmt.Errorf("reading a published time: %w", err)
	}
	*s = Stamp{}
	if text == "" {
		return nil
	}
	if day, err := ParseDay(text); err == nil {
		s.Day = day
		return nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return fmt.Errorf("reading published time %q: want RFC 3339 or YYYY-MM-DD", text)
	}
	*s = At(t, time.UTC)
	return nil
}
