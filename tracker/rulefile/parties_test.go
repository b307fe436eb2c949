package rulefile

import (
	"reflect"
	"testing"
)

// Parties are the lists of words among the terms, then the speakers by name.
func TestParties(t *testing.T) {
	f, err := Parse("rules.yaml", []byte(`
sources:
  - {id: daily, name: Daily, feeds: [https://daily.example/feed]}
speakers:
  - {id: reed, name: Anna Reed, aliases: [Reed]}
terms:
  islands: Islands OR island OR остров*
  threat: island AND threat
narratives:
  - id: dams
    title: Dams
    talking_points:
      - {id: flood, title: Flood, match: flood}
`))
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"Islands", "island", "остров"}, {"Anna", "Reed", "Reed"}}
	if got := f.Parties(); !reflect.DeepEqual(got, want) {
		t.Errorf("parties are %q, want %q", got, want)
	}
}
