package newsroom

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/discover"
	"onset/tracker/furniture"
	"onset/tracker/text"
)

const (
	// finderMemory is the name under which the store keeps what discovery
	// remembers.
	finderMemory = "discovery"
	// keepEvery is how many articles are read between two writings of what
	// discovery remembers. After a crash their days are closed again, which
	// finds the same.
	keepEvery = 10_000
)

// discovery finds talking points that nobody defined, a closed day after the
// other. One serves a whole process.
type discovery struct {
	finder *discover.Finder
	since  time.Time   // articles recorded before were seen by it
	unkept int         // articles read since the finder was written
	kept   tracker.Day // the newest day that was closed when it was
	shelf  *shelf

	title, body text.Text // of the article that is being read
}

// openDiscovery goes on where discovery last stopped.
func openDiscovery(ctx context.Context, s Findings, desk *Desk) (*discovery, error) {
	d := &discovery{finder: discover.New(discover.Options{Parties: desk.File.Parties()})}
	r, err := s.Memory(ctx, finderMemory)
	if err != nil || r.State == nil {
		return d, err
	}
	if err := d.finder.UnmarshalBinary(r.State); err != nil {
		return nil, fmt.Errorf("reading what discovery remembers: %w", err)
	}
	// Written together with the state, so that after a crash nothing is late twice.
	d.since = r.Written
	return d, nil
}

// discover closes the days up to last for discovery. Days of imported history
// alone are only learned from.
func (in *Intake) discover(ctx context.Context, last tracker.Day, now time.Time) error {
	oldest, newest, err := in.Store.Days(ctx)
	if err != nil {
		return err
	}
	last = min(last, newest) // history may end long ago, and go on with a replay
	d, err := in.opened(ctx, last)
	if err != nil || d == nil {
		return err
	}
	first, late, err := d.begin(ctx, in.Store, oldest)
	if err != nil {
		return err
	}
	for day := first; day <= last && ctx.Err() == nil; day++ {
		articles, observed, err := d.articlesOf(ctx, in.Store, day)
		if err != nil {
			return err
		}
		articles, late = append(articles, late...), nil
		if err := d.close(ctx, in.Store, day, articles, observed); err != nil {
			return err
		}
	}
	d.since = now
	return ctx.Err()
}

// opened returns discovery; nil when no day is to be closed, so that a round
// within the day doesn't read what discovery remembers. Late articles wait for
// the next day that closes.
func (in *Intake) opened(ctx context.Context, last tracker.Day) (*discovery, error) {
	if in.finding != nil {
		if last <= in.finding.finder.Today() {
			return nil, nil
		}
		return in.finding, nil
	}
	done, _, err := in.Store.Discovery(ctx, finderMemory)
	if err != nil || last == 0 || done >= last {
		return nil, err
	}
	debug.FreeOSMemory() // what the round left over, once a day: discovery needs as much
	if in.finding, err = openDiscovery(ctx, in.Store, in.Desk); err == nil {
		in.finding.shelf = in.shelf
	}
	return in.finding, err
}

// begin returns the first day to close, and the articles that arrived soon after
// their day was closed; those that arrived long after are learned from.
func (d *discovery) begin(ctx context.Context, s Articles, oldest tracker.Day) (first tracker.Day, late []discover.Article, err error) {
	closed := d.finder.Today()
	if closed == 0 {
		return oldest, nil, nil
	}
	var history []discover.Article
	err = s.Texts(ctx, archive.Which{Day: closed, Late: d.since}, func(a archive.Article) error {
		read, err := d.discoverable(a)
		if discover.Observed(a.Day, a.Seen) {
			late = append(late, read)
		} else {
			history = append(history, read)
		}
		return err
	})
	if err == nil && len(history) > 0 {
		d.finder.Learn(closed, history)
	}
	return closed + 1, late, err
}

// close closes one day and keeps what it found.
func (d *discovery) close(ctx context.Context, s Findings, day tracker.Day, articles []discover.Article, observed bool) error {
	d.unkept += len(articles)
	if !observed && len(articles) > 0 {
		d.finder.Learn(day, articles)
		return d.keep(ctx, s, nil, nil)
	}
	r := d.finder.Close(day, articles)
	judged, err := judgedCandidates(ctx, s, r.Updated)
	if err != nil {
		return err
	}
	var found []archive.CandidateRow
	var events []tracker.Event
	for _, c := range slices.Concat(r.New, r.Repeated, r.Once, r.Updated) {
		if judged[c.ID] {
			continue
		}
		row, err := json.Marshal(c)
		if err != nil {
			return fmt.Errorf("keeping candidate %s: %w", c.ID, err)
		}
		found = append(found, archive.CandidateRow{ID: c.ID, Status: string(c.Status), Row: row})
		if c.Told() == day && (c.Once || c.Status != discover.Single) {
			events = append(events, emerged(c, day))
		}
	}
	return d.keep(ctx, s, found, events)
}

// judgedCandidates tells which candidates a person accepted or dismissed:
// those stay as they are.
func judgedCandidates(ctx context.Context, s Findings, cs []discover.Candidate) (map[string]bool, error) {
	ids := make([]string, len(cs))
	for i, c := range cs {
		ids[i] = c.ID
	}
	statuses, err := s.Statuses(ctx, ids)
	out := map[string]bool{}
	for id, status := range statuses {
		out[id] = status == Accepted || status == Dismissed
	}
	return out, err
}

// EmergedID is the id of the event that a candidate emerged.
func EmergedID(candidate string) string { return "e" + candidate }

// emerged is the event of a line that is found often enough, or of a single statement.
func emerged(c discover.Candidate, day tracker.Day) tracker.Event {
	detail, _ := json.Marshal(map[string]any{"candidate": c.ID, "label": c.Label, "score": c.Score, "p_value": c.P}) // strings and numbers always marshal
	e := tracker.Event{
		ID: EmergedID(c.ID), Kind: tracker.Emerged, Scope: tracker.Scope{Kind: tracker.Overall},
		At:       tracker.Moment{From: day, To: day, Precision: tracker.ToDay, Clock: tracker.ClockRecorded},
		Speakers: append([]tracker.ClaimSpeaker{}, c.Speakers...), Detail: detail,
	}
	if len(c.Examples) > 0 {
		x := c.Examples[0]
		e.Source, e.Article.URL, e.PublishedAt.Day, e.Evidence.Text = x.Source, x.URL, x.Published, x.Text
	}
	return e
}

// keep writes what was found, and now and then what is remembered.
func (d *discovery) keep(ctx context.Context, s Findings, found []archive.CandidateRow, events []tracker.Event) error {
	if d.unkept < keepEvery {
		if len(found)+len(events) == 0 {
			return nil
		}
		return s.Discovered(ctx, finderMemory, archive.Remembered{Later: true}, found, events)
	}
	debug.FreeOSMemory() // what is written takes as much as a third of what it is written of
	r, err := d.remembered()
	if err != nil {
		return err
	}
	if err = s.Discovered(ctx, finderMemory, r, found, events); err == nil {
		d.unkept, d.kept = 0, r.Day
	}
	return err
}

// remembered is what the next process goes on from.
func (d *discovery) remembered() (r archive.Remembered, err error) {
	if r.State, err = d.finder.MarshalBinary(); err != nil {
		return r, fmt.Errorf("keeping what discovery remembers: %w", err)
	}
	r.Day, r.Articles = d.finder.Today(), d.finder.Articles()
	return r, nil
}

// keepFindings writes what discovery remembers, so that the next process goes on from
// here, and lets go of it first: written and in memory it would be there three times.
func (in *Intake) keepFindings(ctx context.Context) error {
	d := in.finding
	if in.finding = nil; d == nil || d.finder.Today() == d.kept && d.unkept == 0 {
		return nil
	}
	r, err := d.remembered()
	if err != nil {
		return err
	}
	d.finder = nil
	debug.FreeOSMemory()
	return in.Store.Discovered(ctx, finderMemory, r, nil, nil)
}

// Learned returns from how many articles discovery has learned; begun is false
// where it has closed no day yet.
func Learned(ctx context.Context, s Found) (articles int, begun bool, err error) {
	day, articles, err := s.Discovery(ctx, finderMemory)
	return articles, day != 0, err
}

// articlesOf returns the articles of a day, and whether any was observed.
func (d *discovery) articlesOf(ctx context.Context, s Articles, day tracker.Day) (articles []discover.Article, observed bool, err error) {
	err = s.Texts(ctx, archive.Which{Day: day}, func(a archive.Article) error {
		observed = observed || !a.Imported && discover.Observed(a.Day, a.Seen)
		read, err := d.discoverable(a)
		articles = append(articles, read)
		return err
	})
	return articles, observed, err
}

// discoverable is what discovery reads of an article: not the furniture of its
// source.
func (d *discovery) discoverable(a archive.Article) (discover.Article, error) {
	d.title.Reset(a.Title, a.Language)
	d.body.Reset(a.Text, a.Language)
	out := discover.Article{
		ID: tracker.ArticleID(a.Source, a.Key), Source: a.Source, Origin: a.Origin, Day: a.Day, URL: a.URL, Language: a.Language,
		Title: &d.title, Body: &d.body, Claims: a.Claims,
	}
	parts, err := d.shelf.furnitureOf(&a, &d.body)
	if err != nil {
		return out, err
	}
	if len(parts) > 0 {
		d.body.Reset(furniture.Blank(a.Text, parts), a.Language)
	}
	for _, m := range a.Mentions {
		out.Explained = append(out.Explained, discover.Explained{Part: m.Part, Span: m.Span})
	}
	out.Read()
	return out, nil
}
