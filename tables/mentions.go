package tables

import (
	"onset/tracker"
	"onset/tracker/timeline"
)

// NameShown is how many characters of the words that name a speaker a terminal shows.
const NameShown = 40

// Mentions lists the sentences in which talking points were found.
func Mentions(ws []tracker.Witness) Table {
	rows := make([]tracker.MentionRow, 0, len(ws))
	t := Table{
		Columns: []string{"id", "published", "source", "talking point", "speakers", "said", "stance", "treatment", "sentence"},
		Empty:   "No mentions.",
		Note:    "Newest first by published, in the outlet's zone. The whole chain behind one: onset why ID",
		Whole:   []string{"said"},
		Spare:   []string{"treatment", "stance", "said", "source"},
		Wide: &Table{Columns: []string{"published", "source", "narrative", "talking_point", "speakers", "said", "form", "stance", "treatment",
			"verdict", "title", "url", "sentence", "seen", "origin", "utterance", "id", "said_from", "said_to"}},
	}
	for _, w := range ws {
		var said tracker.Said
		if w.Said != nil {
			said = *w.Said
		}
		t.Wide.Rows = append(t.Wide.Rows, []string{
			w.Published.Day.String(), w.Source, w.Narrative, w.TalkingPoint, timeline.Speakers(w.Speakers, 0), timeline.SaidWords(w.Said), string(w.Form), string(w.Stance),
			string(w.Treatment), w.Verdict, w.Title, w.URL, w.Text, tracker.Instant(w.Seen), w.Origin, w.Utterance, w.ID,
			said.From.String(), said.To.String(),
		})
		rows = append(rows, w.Row())
		t.Rows = append(t.Rows, []string{
			w.ID, w.Published.Day.String(), w.Source, w.Narrative + "/" + w.TalkingPoint, timeline.Speakers(w.Speakers, NameShown), timeline.SaidWords(w.Said),
			string(w.Stance), string(w.Treatment), excerpt(w.Text, w.Hits, w.Start, 110),
		})
	}
	t.JSON = rows
	return t
}
