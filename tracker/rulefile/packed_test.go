package rulefile

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"testing"
)

// allFields has each kind of field.
const allFields = `timezone: Europe/Riga
schedule: {poll: "@every 5m", digest: "0 8 * * 1-5"}
allow_private_networks: [127.0.0.1, "fd12::/16"]
contact: desk@example.org
sources:
  - {id: herald, name: The Herald, kind: official, country: GB, languages: [en], timezone: Asia/Tokyo, content: page, from: [kyiv, here], speaker: porter,
     feeds: [{url: "https://herald.example/feed", user_agent: Reader/7, headers: {X-Key: open}, every: 30m}]}
  - {id: query, aggregator: true, feeds: ["https://query.example/feed"]}
speakers:
  - {id: porter, name: Ann Porter, aliases: [Mrs Porter], roles: [{title: mayor, from: 2020-01-01, to: 2024-05-06}]}
  - {id: council, name: The council, members: [porter]}
terms: {quays: "quay OR wharf"}
narratives:
  - id: harbour
    title: The harbour
    talking_points:
      - {id: closed, title: Closed, match: {en: "$quays NEAR/5 shut", de: "\"Hafen zu\""}, not: repair, about: "source:herald", within: sentences/2,
         yields_to: [dues], speakers: [council], notes: Since spring., examples: {match: [{text: The quay is shut., source: herald, lang: en}], skip: [The quay is open.]}}
      - {id: dues, title: Dues, match: dues, within: article}
channels:
  - {id: notes, kind: file, address: digests, format: md, narratives: [harbour], mode: daily}
hooks: {translate: [to-english, --quick], archive: [keep, "{}"]}
`

// A file that was packed and unpacked says what it said, and its rules are those
// that they were.
func TestPackedFilesSayTheSame(t *testing.T) {
	shipped, err := os.ReadFile("../../narratives.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, src := range map[string][]byte{"shipped.yaml": shipped, "all.yaml": []byte(allFields)} {
		f, err := Load(name, src)
		if err != nil {
			t.Fatal(err)
		}
		packed, err := f.Pack()
		if err != nil {
			t.Fatal(err)
		}
		g, err := Unpack(name, src, packed)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := told(t, f), told(t, g); a != b {
			t.Errorf("%s says\n%s\nand unpacked\n%s", name, a, b)
		}
		if !reflect.DeepEqual(slices.Collect(f.Rules()), slices.Collect(g.Rules())) {
			t.Errorf("the rules of %s are others", name)
		}
		if f.Scene()["zone"] != g.Scene()["zone"] || !reflect.DeepEqual(f.Scene(), g.Scene()) {
			t.Errorf("the scene of %s is another", name)
		}
		for _, v := range g.Narratives {
			for i := range v.TalkingPoints {
				if tp := &v.TalkingPoints[i]; g.hash(tp) != tp.Hash {
					t.Errorf("%s: the rule of %s is another", name, tp.ID)
				}
			}
		}
	}
	if _, err := Unpack("x", nil, []byte("nothing of ours")); err == nil {
		t.Error("what was never packed was unpacked")
	}
}

// told writes all that a file says.
func told(t *testing.T, f *File) string {
	t.Helper()
	zones := []string{f.Zone.String()}
	for _, s := range f.Sources {
		zones = append(zones, s.Zone.String())
	}
	b, err := json.MarshalIndent(struct {
		File  *File
		Zones []string
	}{f, zones}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
