package pages

import (
	"context"
	"slices"
	"sync"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

// accounts hold what talking points add up to, so that a page reads only the
// mentions that are new since it was asked for last. What is told is what the
// archive holds at the moment that is asked about, never less.
type accounts struct {
	mu sync.Mutex
	by map[string]*account // narrative/talking point
}

// account is that of one talking point.
type account struct {
	mu    sync.Mutex
	rules string // the version by which it was read; empty: never
	sum   *timeline.Account
	past  []reckoning // the last ones, newest first
}

// reckoning is what the mentions of a talking point added up to when its course had
// come so far.
type reckoning struct {
	course archive.Course
	totals timeline.Totals
}

// reckonings is how many are remembered: others may still read at an earlier
// moment than the one that was asked about last.
const reckonings = 4

// of returns the account of a talking point.
func (a *accounts) of(narrative, point string) *account {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.by == nil {
		a.by = map[string]*account{}
	}
	key := narrative + "/" + point
	if a.by[key] == nil {
		a.by[key] = &account{}
	}
	return a.by[key]
}

// Totals implements web.Events.
func (r *Reader) Totals(ctx context.Context, narrative, point string) (timeline.Totals, error) {
	rules, err := r.Rules(ctx)
	if err != nil {
		return timeline.Totals{}, err
	}
	tp := tracker.TalkingPoint{ID: point, Narrative: narrative}
	known := r.desk.Load().Points()
	if i := slices.IndexFunc(known, func(q tracker.TalkingPoint) bool { return q.Narrative == narrative && q.ID == point }); i >= 0 {
		tp = known[i]
	}
	course, err := r.store.Course(ctx, narrative, point)
	if err != nil || course == (archive.Course{}) {
		return timeline.Totals{}, err
	}
	open := func() *timeline.Account {
		return timeline.NewAccount(tp, timeline.NewContext(rules.Speakers, rules.Sources, rules.Zone))
	}
	read := func(sum *timeline.Account, after int64) error {
		return r.store.MentionsSince(ctx, narrative, point, after, sum.Add)
	}
	return r.accounts.of(narrative, point).at(course, rules.Version, open, read)
}

// at returns what the account comes to at some point of its course, reading what
// is missing.
func (a *account) at(course archive.Course, rules string, open func() *timeline.Account, read func(*timeline.Account, int64) error) (timeline.Totals, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.rules == rules {
		for _, r := range a.past {
			if r.course == course {
				return r.totals, nil
			}
		}
	}
	sum, after := open(), int64(0)
	newer := a.rules != rules || len(a.past) == 0 || course.Altered >= a.past[0].course.Altered && course.Last >= a.past[0].course.Last
	if newer && a.rules == rules && len(a.past) > 0 && a.past[0].course.Altered == course.Altered {
		sum, after = a.sum, a.past[0].course.Last // only what was added since
	}
	if err := read(sum, after); err != nil {
		a.rules = "" // it may hold a part of what was to be added
		return timeline.Totals{}, err
	}
	r := reckoning{course, sum.Totals()}
	if newer {
		if a.rules != rules {
			a.past = nil
		}
		a.rules, a.sum = rules, sum
		a.past = append([]reckoning{r}, a.past[:min(len(a.past), reckonings-1)]...)
	}
	return r.totals, nil
}

// Warm reads what the first visitors would wait for: the events, what each talking
// point adds up to, and what of today is told. It stops with ctx, and says nothing of
// failures, which visitors will meet themselves.
func (r *Reader) Warm(ctx context.Context) {
	if _, err := r.Timeline(ctx, archive.Filter{}); err != nil {
		return
	}
	for _, tp := range r.desk.Load().Points() {
		if _, err := r.Totals(ctx, tp.Narrative, tp.ID); err != nil {
			return
		}
	}
	today := tracker.DayOf(r.store.Now().In(r.desk.Load().File.Zone))
	_, _, _ = r.Digest(ctx, today, tracker.ClockRecorded, false)
}
