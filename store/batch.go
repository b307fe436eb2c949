package store

import (
	"context"
	"time"

	"onset/tracker"
	"onset/tracker/text"
)

// Batch is all that one feed, or one stretch of an import, brings.
type Batch struct {
	Source string         // id; unknown ones are added with kind "other"
	Fetch  *tracker.Fetch // nil for imports; its Items are what the feed listed, known or not
	Items  []ReadItem     // those that are to be stored: new, edited, fuller

	Import   string // names the import run; empty when observed. Imported history never alerts.
	Replayed bool   // under a simulated clock
	// Retroactive says that the rules are younger than the articles.
	Retroactive bool
}

// ReadItem is an item with all that was read out of it.
type ReadItem struct {
	tracker.Item
	Cause   tracker.Cause // empty: first, edit or fuller, as the store finds
	Mark    int64         // Known.Mark of the item as the feed gave it; 0 when it was not given shorter
	Aliases []string      // other keys under which the article may be met again
	Reading tracker.Reading
	Reader  int    // version of the reader
	Origin  string // articles that share their text; empty: its own
	// Utterances names the occasion of speech of each of Reading.Mentions; may
	// be nil or hold empty names.
	Utterances []string
	// Recheck is when the page is to be looked at again; zero: never, or as said
	// before. ETag and LastModified are those of its last answer.
	Recheck            time.Time
	ETag, LastModified string
	// TitleText and BodyText are the analysed texts for the full-text index; nil is
	// analysed here.
	TitleText, BodyText *text.Text
}

// Recorded says what a batch changed.
type Recorded struct {
	New, Edited, Fuller, Same int
	Mentions                  int             // recorded anew
	Articles                  []int64         // of the items, in their order; 0 where nothing is stored
	Events                    []tracker.Event // recorded anew, corrections included
	Gap                       *tracker.Gap    // a stretch that this fetch shows to be unobserved
}

// Record writes a batch in one transaction: the feed's state, the log, the
// coverage, articles, revisions, readings, mentions, events and the full-text
// index. Recording it again adds nothing.
func (s *Store) Record(ctx context.Context, b Batch) (Recorded, error) {
	var out Recorded
	err := s.change(ctx, "recording "+b.Source+" in", func(t *tx) error {
		r := &recorder{tx: t, store: s, batch: &b, touched: touched{}}
		err := r.run()
		out = r.out
		return err
	})
	if err != nil {
		s.tallies.forget()
		s.forms.forget()
		return Recorded{}, err
	}
	return out, nil
}
