package rulefile

import (
	"slices"
	"testing"
)

func TestLanguagesOfARule(t *testing.T) {
	for _, tc := range []struct {
		match string
		want  []string
	}{
		{`"troops AND war"`, []string{"en"}},
		{`'"мировая война" OR "world war"'`, []string{"en", "ru"}},
		{`"війська OR солдати"`, []string{"uk"}},
		{`"війна OR війська OR солдат"`, []string{"uk"}},
		{`"війна OR війська OR війна OR военные OR контингент OR солдат OR взвод"`, []string{"ru", "uk"}},
		{`провокация`, []string{"ru"}},
		{`"Truppen OR Streitkräfte"`, []string{"de", "en"}}, // Truppen could be English
		{`"wojna OR żołnierz"`, []string{"en", "pl"}},
		{`{de: Krieg, fr: guerre}`, []string{"de", "fr"}},
		{`"lang:es AND guerra"`, []string{"en", "es"}},
		{`"speaker:lavrov AND $set"`, []string{"uk"}},
		{`"title:військо AND війна"`, []string{"uk"}},
	} {
		src := "speakers: [{id: lavrov}]\nterms: {set: військо}\nnarratives: [{id: n, talking_points: [{id: t, match: " + tc.match + "}]}]\n"
		f, err := Parse("x.yaml", []byte(src))
		if err != nil {
			t.Errorf("%s: %v", tc.match, err)
			continue
		}
		if got := f.Languages(f.Narratives[0].TalkingPoints[0]); !slices.Equal(got, tc.want) {
			t.Errorf("%s has words of %v, want %v", tc.match, got, tc.want)
		}
	}
}

const two = `sources:
  - {id: a, languages: [en]}
  - {id: b, languages: [ru, en]}
  - {id: c, languages: [ru]}
speakers:
  - {id: lavrov}
  - {id: ministry, members: [lavrov]}
  - {id: kremlin, members: [ministry]}
narratives:
  - id: n
    talking_points:
      - id: war
        match: {en: war}
        examples: {match: [Troops mean war., War.], skip: [Peace.]}
      - id: troops
        match: {en: troops, ru: войска}
        examples: {match: [Send no troops.]}
`

func TestInventory(t *testing.T) {
	f, err := Load("x.yaml", []byte(two))
	if err != nil {
		t.Fatal(err)
	}
	want := Inventory{Sources: 3, Speakers: 1, Groups: 2, Narratives: 1, TalkingPoints: 2, Examples: 4}
	if got := f.Inventory(); got != want {
		t.Errorf("inventory %+v, want %+v", got, want)
	}
	blind := f.Blind()
	if len(blind) != 1 || blind[0].TalkingPoint.ID != "n/war" || blind[0].Language != "ru" || !slices.Equal(blind[0].Sources, []string{"b", "c"}) {
		t.Errorf("blind: %+v", blind)
	}
	overlaps := f.Overlaps()
	if len(overlaps) != 1 || overlaps[0].Of.ID != "n/war" || overlaps[0].By.ID != "n/troops" || overlaps[0].Example.Text != "Troops mean war." {
		t.Errorf("overlaps: %+v", overlaps)
	}
	if got := f.Groups()["lavrov"]; !slices.Equal(got, []string{"kremlin", "ministry"}) {
		t.Errorf("groups of a member's member: %v", got)
	}
}

// TestExamplesSeeTheirClaim: an example may say where it stands and who says it.
func TestExamplesSeeTheirClaim(t *testing.T) {
	const src = `sources: [{id: wire1, kind: wire}]
speakers: [{id: lavrov}, {id: kremlin, members: [lavrov]}]
narratives:
  - id: n
    talking_points:
      - id: t
        match: troops AND speaker:kremlin AND stance:affirms AND kind:wire AND title:war
        within: article
        examples:
          match:
            - {text: Troops are coming., title: On war, source: wire1, speaker: lavrov, stance: affirms}
          skip:
            - {text: Troops are coming., title: On war, source: wire1, speaker: lavrov, stance: denies}
            - {text: Troops are coming., title: On peace, source: wire1, speaker: lavrov, stance: affirms}
            - {text: Troops are coming., title: On war, speaker: lavrov, stance: affirms}
`
	if _, err := Load("x.yaml", []byte(src)); err != nil {
		t.Error(err)
	}
}
