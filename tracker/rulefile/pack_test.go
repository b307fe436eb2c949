package rulefile

import (
	"slices"
	"testing"

	"onset"
	"onset/tracker"
)

// The packs that are shipped are made of sources that are shipped, with a feed each,
// and name each once.
func TestShippedPacksAreWhole(t *testing.T) {
	packs, err := ReadPacks(onset.Packs)
	if err != nil || len(packs) < 3 {
		t.Fatalf("%d packs: %v", len(packs), err)
	}
	f, err := Parse("narratives.yaml", onset.Narratives)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, p := range packs {
		got, err := Unpacked(packs, []string{p.ID}, nil, f.Sources)
		if err != nil || len(got) != len(p.Sources) || p.Title == "" || ID(p.ID) != p.ID {
			t.Errorf("%s: %d of %d sources are in the file: %v", p.ID, len(got), len(p.Sources), err)
		}
		for _, s := range got {
			if seen[s.ID] != "" || len(s.Feeds) == 0 {
				t.Errorf("%s of %s is in %q too, or has no feed", s.ID, p.ID, seen[s.ID])
			}
			seen[s.ID] = p.ID
		}
	}
}

func TestUnpacked(t *testing.T) {
	packs := []Pack{{ID: "north", Sources: []string{"a", "b"}}, {ID: "south", Sources: []string{"b", "c"}}}
	from := []tracker.Source{{ID: "c", Languages: []string{"en", "uk"}}, {ID: "b", Languages: []string{"en"}}, {ID: "a", Languages: []string{"uk"}}}
	for _, c := range []struct{ ids, languages, want []string }{
		{[]string{"north", "south"}, nil, []string{"c", "b", "a"}},
		{[]string{"south"}, []string{"uk", "pl"}, []string{"c"}},
		{nil, nil, nil},
		{[]string{"south"}, []string{"pl"}, nil},
	} {
		got, err := Unpacked(packs, c.ids, c.languages, from)
		var ids []string
		for _, s := range got {
			ids = append(ids, s.ID)
		}
		if err != nil || !slices.Equal(ids, c.want) {
			t.Errorf("%v in %v: %v, %v", c.ids, c.languages, ids, err)
		}
	}
	if _, err := Unpacked(packs, []string{"east"}, nil, from); err == nil {
		t.Error("a pack that is not there is unpacked")
	}
}
