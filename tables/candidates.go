package tables

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"onset/tracker"
	"onset/tracker/discover"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// Candidates lists what was discovered and nobody defined.
func Candidates(list []discover.Candidate) Table {
	t := Table{
		Columns: []string{"found", "status", "statement", "first published", "origins", "sources", "who", "kind", "id"},
		JSON:    tracker.OrEmpty(list),
		Whole:   []string{"id"},
		Spare:   []string{"origins", "sources", "kind", "who"},
		Empty:   "Nothing emerging. Discovery learns from about 1,000 articles before it tells anything; what is imported teaches it and raises nothing.",
		Note:    "found: the day after whose end it was found. onset emerging accept ID prints a stanza for the rules file.",
		Wide: &Table{Columns: []string{"found", "status", "statement", "phrases", "language", "first said", "first published", "last mention",
			"utterances", "origins", "sources", "mentions", "who", "score", "p value", "last seen before", "sentence", "source", "address", "kind", "why", "id"}},
	}
	for _, c := range list {
		t.Rows = append(t.Rows, []string{
			c.DetectedAt.String(), string(c.Status), text.Within(c.Label, 90), c.FirstPublished.String(),
			fmt.Sprint(c.Origins), fmt.Sprint(c.Sources), timeline.Speakers(c.Speakers, NameShown), string(c.Kind), c.ID,
		})
		t.Wide.Rows = append(t.Wide.Rows, candidateInFile(c))
	}
	return t
}

// candidateInFile is a candidate in a file: nothing of it is shortened.
func candidateInFile(c discover.Candidate) []string {
	var before string
	if c.Returns != nil {
		before = c.Returns.LastSeen.String()
	}
	x := c.Example()
	return []string{
		c.DetectedAt.String(), string(c.Status), c.Label, strings.Join(c.Phrases, "; "), c.Language, c.FirstSaid.String(), c.FirstPublished.String(), c.LastMention.String(),
		fmt.Sprint(c.Utterances), fmt.Sprint(c.Origins), fmt.Sprint(c.Sources), fmt.Sprint(c.Mentions), timeline.Speakers(c.Speakers, 0),
		strconv.FormatFloat(math.Round(c.Score*100)/100, 'f', -1, 64), strconv.FormatFloat(c.P, 'g', 3, 64), before, x.Text, x.Source, x.URL, string(c.Kind), discover.ReasonWords(c.Why), c.ID,
	}
}
