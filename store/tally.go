package store

import (
	"slices"
	"strconv"
	"time"

	"onset/tracker"
)

// tallyKey is a cell of the table tally, of one source.
type tallyKey struct {
	day      tracker.Day
	language string
	depth    tracker.Depth
}

// tally counts an article on the day it was published, or seen where that is
// unknown.
func (r *recorder) tally(published tracker.Stamp, seen time.Time, language string, depth tracker.Depth, n int) {
	day := published.Day
	if day == 0 {
		day = tracker.DayOf(seen)
	}
	if r.counts == nil {
		r.counts = map[tallyKey]int{}
	}
	r.counts[tallyKey{day, language, depth}] += n
}

// keepTallies writes the counts of a batch.
func (r *recorder) keepTallies() error {
	if len(r.counts) == 0 {
		return nil
	}
	if err := r.memory.tallies.load(r.tx); err != nil {
		return err
	}
	var args, spoken []any
	languages := map[string]bool{}
	for k, n := range r.counts {
		args = append(args, civil(k.day), r.source, k.language, string(k.depth), n)
		if r.memory.tallies.add(k.day, r.batch.Source, k.language, n); !languages[k.language] {
			languages[k.language] = true
			spoken = append(spoken, r.source, k.language)
			if err := r.speaks(k.language); err != nil {
				return err
			}
		}
	}
	if err := r.insertRows("INSERT INTO tally (day, source, language, depth, articles) VALUES ", 5, args,
		" ON CONFLICT (day, source, language, depth) DO UPDATE SET articles = tally.articles + excluded.articles"); err != nil {
		return err
	}
	if err := r.insertRows("INSERT INTO spoken (source, language) VALUES ", 2, spoken, " ON CONFLICT DO NOTHING"); err != nil {
		return err
	}
	r.memory.tallies.version++
	return r.exec("INSERT INTO meta (key, value) VALUES ('tallies', ?1) ON CONFLICT (key) DO UPDATE SET value = ?1", strconv.FormatInt(r.memory.tallies.version, 10))
}

// tallies holds the counts of articles in memory, because each event tells how
// much was looked through before it. Where another process has counted, the version in
// the file differs, and the counts are read again.
type tallies struct {
	version int64
	scopes  map[tracker.Scope]*looked
}

// looked counts the articles of a scope by day, and since when it has sources
// and languages.
type looked struct {
	days      []tracker.Day // ascending
	articles  []int
	sources   map[string]tracker.Day
	languages map[string]tracker.Day
}

// load makes the counts those of the file.
func (c *tallies) load(t *tx) error {
	if t.counted {
		return nil
	}
	t.counted = true
	var version int64
	if _, err := t.get("SELECT CAST(value AS BIGINT) FROM meta WHERE key = 'tallies'", nil, &version); err != nil {
		return err
	}
	if c.scopes != nil && c.version == version {
		return nil
	}
	c.version, c.scopes = version, map[tracker.Scope]*looked{}
	return t.each("SELECT l.day, s.id, l.language, sum(l.articles) FROM tally l JOIN source s ON s.n = l.source GROUP BY l.day, s.id, l.language", nil,
		func(scan func(...any) error) error {
			var day int64
			var source, language string
			var n int
			if err := scan(&day, &source, &language, &n); err != nil {
				return err
			}
			c.add(tracker.Day(day), source, language, n)
			return nil
		})
}

// forget drops the counts, after a transaction that failed.
func (c *tallies) forget() { c.scopes = nil }

func (c *tallies) add(day tracker.Day, source, language string, n int) {
	for _, scope := range []tracker.Scope{{Kind: tracker.Overall}, {Kind: tracker.BySource, ID: source}, {Kind: tracker.ByLanguage, ID: language}} {
		l := c.scopes[scope]
		if l == nil {
			l = &looked{sources: map[string]tracker.Day{}, languages: map[string]tracker.Day{}}
			c.scopes[scope] = l
		}
		l.add(day, source, language, n)
	}
}

// of returns the counts of a scope. A speaker may be quoted anywhere.
func (c *tallies) of(t *tx, scope tracker.Scope) (*looked, error) {
	if err := c.load(t); err != nil {
		return nil, err
	}
	if scope.Kind != tracker.BySource && scope.Kind != tracker.ByLanguage {
		scope = tracker.Scope{Kind: tracker.Overall}
	}
	if l := c.scopes[scope]; l != nil {
		return l, nil
	}
	return &looked{}, nil
}

func (l *looked) add(day tracker.Day, source, language string, n int) {
	i, found := slices.BinarySearch(l.days, day)
	if !found {
		l.days = slices.Insert(l.days, i, day)
		l.articles = slices.Insert(l.articles, i, 0)
	}
	l.articles[i] += n
	for _, first := range []struct {
		m map[string]tracker.Day
		k string
	}{{l.sources, source}, {l.languages, language}} {
		if was := first.m[first.k]; was == 0 || day < was {
			first.m[first.k] = day
		}
	}
}

// until counts the articles up to and including a day, and their sources, those
// that only queries showed apart; the unknown day is the last.
func (l *looked) until(day tracker.Day, through func(source string) bool) (articles, sources, byQuery int) {
	for i, d := range l.days {
		if day != 0 && d > day {
			break
		}
		articles += l.articles[i]
	}
	for id, since := range l.sources {
		switch {
		case day != 0 && since > day:
		case through(id):
			sources++
		default:
			byQuery++
		}
	}
	return articles, sources, byQuery
}
