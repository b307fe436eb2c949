package rulefile_test

import (
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/rulefile"
)

// What is proposed to be pasted must be readable where it is pasted, whatever
// stood in it.
func TestStanzasAreReadWhereTheyArePasted(t *testing.T) {
	for _, text := range []string{"Grain is stolen", `"quoted": - # & * ! | > ' %`, "two\nlines\n\n  - id: x", "зерно: украдено", "true", "- [ ] {"} {
		d := rulefile.Draft{ID: "grain", Title: text, Match: `grain AND "is stolen"`, Examples: []string{"Grain is stolen: " + text}}
		file := "sources:\n" + rulefile.SourceStanza(tracker.Source{ID: "port", Name: text, Kind: tracker.Wire, Country: "PL", Languages: []string{"en", "pl"}, Feeds: []tracker.FeedAddress{{URL: "https://port.example/a?b=c#d"}}}) +
			"narratives:\n" + d.Stanza()
		f, err := rulefile.Load("pasted.yaml", []byte(file))
		if err != nil {
			t.Errorf("%q: %v\n%s", text, err, file)
			continue
		}
		if want := strings.Join(strings.Fields(text), " "); f.Sources[0].Name != want || f.Narratives[0].TalkingPoints[0].Title != want {
			t.Errorf("%q was read as %q and %q", text, f.Sources[0].Name, f.Narratives[0].TalkingPoints[0].Title)
		}
	}
}
