package feeds

import (
	"time"

	"onset/tracker"
)

// Anew reads again, in the zone and by the customs of d, what was kept of when a
// page or an entry was published; d.Now is when it was fetched. What the outlet
// wrote is read as it was then, or, where that can't be read so any more, moved by
// what was understood of it. ok is false where neither is possible: such a date
// stays as it was.
func (d Dating) Anew(kept []tracker.DateClaim) (claims []tracker.DateClaim, ok bool) {
	ok = true
	for _, k := range kept {
		c, understood := d.again(k)
		claims, ok = append(claims, c), ok && understood
	}
	return d.order(claims), ok
}

// again reads one date anew. What was written in another form than is understood
// here, as a mapping may tell, comes out on another day: it is moved.
func (d Dating) again(k tracker.DateClaim) (tracker.DateClaim, bool) {
	if k.Told || k.From == "url" || !k.Stamp.Known() && k.Raw == "" {
		return k, true
	}
	if k.Raw != "" {
		c := d.inOrderOf(k).understand(k.From, k.Raw)
		if k.Stamp.Assumed.LastChange {
			c = changed(c)
		}
		if !k.Stamp.Known() || alike(c.Stamp, k.Stamp) {
			return c, true
		}
	}
	return d.moved(k)
}

// alike tells whether two readings of a date may be of the same words: they come to
// one day, give or take a zone, or have its day and month in another order, and no
// time of day got lost but where the day is open now.
func alike(now, was tracker.Stamp) bool {
	if !now.Known() || now.Time.IsZero() && !was.Time.IsZero() && now.Slack <= 0 {
		return false
	}
	sure := []tracker.Day{was.Day, was.From()}
	return anyNear(now.Day, sure) || anyNear(now.From(), sure) || now.Day.Swapped() != 0 && anyNear(now.Day.Swapped(), sure)
}

// inOrderOf reads day and month in the order in which the other dates of its feed
// had a date read.
func (d Dating) inOrderOf(k tracker.DateClaim) Dating {
	if k.Stamp.Assumed.Order != tracker.OrderByFeed {
		return d
	}
	d.Order = DayFirst
	if c := d.understand(k.From, k.Raw); !near(c.Stamp.Day, k.Stamp.Day) {
		d.Order = MonthFirst
	}
	return d
}

// moved brings a date that was understood into the zone of d: an instant is of
// another day there, a time without a zone another instant, a day stays a day.
func (d Dating) moved(k tracker.DateClaim) (tracker.DateClaim, bool) {
	s := &k.Stamp
	switch {
	case s.Time.IsZero():
		return k, true
	case s.Assumed.Zone == "":
		s.Day = tracker.DayOf(s.Time.In(d.zone()))
		return k, true
	}
	was, err := time.LoadLocation(s.Assumed.Zone)
	if err != nil {
		return k, false
	}
	year, month, day := s.Time.In(was).Date()
	hour, minute, second := s.Time.In(was).Clock()
	s.Time = time.Date(year, month, day, hour, minute, second, 0, d.zone()).UTC()
	s.Assumed.Zone = d.zone().String()
	return k, true
}
