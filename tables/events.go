package tables

import (
	"slices"

	"onset/tracker"
	"onset/tracker/timeline"
)

// Events lists events; a baseline is marked, since it is no news.
func Events(events []tracker.Event) Table {
	t := Table{
		Columns: []string{"id", "said", "published", "seen", "event", "talking point", "for", "source", "evidence"},
		JSON:    tracker.OrEmpty(events),
		Empty:   "No events. Events need mentions that are affirmed (onset mentions); onset poll or onset import brings articles, and onset check shows what the rules look for.",
		Whole:   []string{"said", "event"},
		Spare:   []string{"seen", "for", "source", "evidence"},
		Wide: &Table{Columns: []string{"said", "published", "seen", "event", "narrative", "talking_point", "for", "from", "to", "clock", "source", "speakers",
			"title", "url", "evidence", "baseline", "retroactive", "recorded", "superseded", "id", "mention", "state"}},
	}
	for _, e := range events {
		t.Wide.Rows = append(t.Wide.Rows, eventInFile(e))
	}
	return t.Showing(events)
}

// Showing shows only some events on a terminal; files and JSON hold them all.
func (t Table) Showing(events []tracker.Event) Table {
	t.Rows = nil
	for _, e := range events {
		t.Rows = append(t.Rows, []string{
			e.ID, timeline.SaidDays(e), timeline.PublishedDays(e), tracker.DayOf(e.SeenAt.UTC()).String(), timeline.KindWords(e),
			e.Subject(), e.Scope.Name(), e.Source, excerpt(e.Evidence.Text, e.Hits, e.Evidence.Start, 90),
		})
	}
	t.Note = "said: the days on which the words were said, as far as the text tells. published: day in the outlet's zone. seen: UTC."
	if slices.ContainsFunc(events, func(e tracker.Event) bool { return e.Baseline }) {
		t.Note += "\nbaseline: in the first days of coverage, so it may well be older."
	}
	return t
}

// eventInFile is an event in a file: whole, with a value a column.
func eventInFile(e tracker.Event) []string {
	superseded := ""
	if e.SupersededAt != nil {
		superseded = tracker.Instant(*e.SupersededAt)
	}
	return []string{
		timeline.SaidDays(e), e.PublishedAt.Day.String(), tracker.DayOf(e.SeenAt.UTC()).String(), string(e.Kind), e.Narrative, e.TalkingPoint,
		e.Scope.Name(), e.At.From.String(), e.At.To.String(), string(e.At.Clock), e.Source, timeline.Speakers(e.Speakers, 0), e.Article.Title, e.Article.URL, e.Evidence.Text,
		yes(e.Baseline), yes(e.Retroactive), tracker.Instant(e.RecordedAt), superseded, e.ID, e.Mention, string(e.State),
	}
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}
