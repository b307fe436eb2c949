package rulefile

import (
	"slices"
	"testing"
)

func scene(t *testing.T, text string) Scene {
	t.Helper()
	f, err := Load("rules", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return f.Scene()
}

func TestWhatChangesInAScene(t *testing.T) {
	const before = `
sources: [{id: herald, name: Herald, country: PL}]
speakers:
  - {id: orlov, name: Ivan Orlov, aliases: [Orlov]}
  - {id: ministry, name: Foreign Ministry, members: [orlov]}
`
	for name, c := range map[string]struct {
		after string
		want  []string
	}{
		"nothing": {before, nil},
		"a title that decides nothing": {`
sources: [{id: herald, name: The Herald, country: PL}]
speakers:
  - {id: orlov, name: Ivan Orlov, aliases: [Orlov]}
  - {id: ministry, name: Foreign Ministry, members: [orlov]}
`, nil},
		"a member, an alias, a zone, a new source": {`
sources: [{id: herald, name: Herald, country: PL, timezone: Europe/Kyiv}, {id: post, name: Post}]
speakers:
  - {id: orlov, name: Ivan Orlov, aliases: [Orlov, Орлов]}
  - {id: petrov, name: Ivan Petrov}
  - {id: ministry, name: Foreign Ministry, members: [orlov, petrov]}
`, []string{"speaker orlov was changed", "speaker petrov was added", "group ministry was changed", "source herald was changed", "source post was added"}},
		"all gone": {"speakers: []\n", []string{"speaker ministry was removed", "speaker orlov was removed", "group ministry was removed", "source herald was removed"}},
		"another midnight, and with it that of a source of no country": {"timezone: Europe/Kyiv\n" + before + `
  - {id: petrov, name: Ivan Petrov}
`, []string{"speaker petrov was added", "timezone of the file was changed"}},
	} {
		var got []string
		for _, change := range scene(t, c.after).Since(scene(t, before)) {
			got = append(got, change.String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
