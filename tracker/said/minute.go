package said

import (
	"time"

	"onset/tracker"
)

// minute adds the instant to a single day, when a time follows it and the text
// names its zone; a time without a zone leaves the precision at the day.
func (f *finder) minute(e *Expr, clockAt int) {
	c := f.token(clockAt)
	zone := f.token(clockAt + 1)
	offset, ok := zone.word.value(f.lang.sets["ZONE"])
	if !ok || e.From == 0 || e.From != e.To || e.Precision != tracker.ToDay {
		return
	}
	y, m, d := e.From.Civil()
	at := time.Date(y, m, d, c.parts[0]-1, c.parts[1]-1, 0, 0, time.UTC)
	e.Minute = at.Add(-time.Duration(offset) * time.Minute)
}
