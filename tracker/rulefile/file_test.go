package rulefile

import (
	"strings"
	"testing"

	"onset/tracker"
)

const whole = `# everything a file can hold
timezone: Europe/Warsaw
schedule: {poll: "@every 30m", digest: "30 6 * * 1-5"}
allow_private_networks: true
contact: desk@example.org
timestamps: https://tsa.example.org/
sources:
  - id: mid
    name: Foreign ministry
    kind: official
    country: RU
    languages: [ru, en]
    speaker: lavrov
    content: page
    feeds:
      - https://example.org/mid.xml
      - {url: "https://example.org/mid-en.xml", user_agent: Reader/1, headers: {Accept-Language: en}, every: 1h}
  - {id: note, timezone: Asia/Tokyo, country: PL}
  - {id: plain}
speakers:
  - id: lavrov
    name: Sergei Lavrov
    aliases: [Lavrov, Лавров]
    roles: [Russian foreign minister, {title: UN envoy, from: 1994, to: 2004-03}]
  - {id: officials, members: [lavrov], aliases: [Moscow]}
terms:
  troops: troops OR contingents
  western: $troops AND (foreign OR Western)
narratives:
  - id: guarantees
    title: Guarantees are a threat
    talking_points:
      - id: world-war
        title: Troops mean war
        match: {en: "war AND $western", ru: война}
        lang: {uk: війна}
        not: exercise
        about: Ukraine
        within: paragraph
        speakers: [officials]
        notes: >-
          Drawn wide.
        examples:
          match:
            - Foreign troops mean war.
            - {text: Это война, lang: ru, speaker: lavrov, stance: affirms}
          skip: An exercise in war.
      - {id: only-german, match: Krieg, lang: [de]}
`

func TestParseReadsEveryField(t *testing.T) {
	f, err := Parse("narratives.yaml", []byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	if f.Zone.String() != "Europe/Warsaw" || f.Schedule != (Schedule{"@every 30m", "30 6 * * 1-5"}) || len(f.AllowPrivate) != len(tracker.PrivateNetworks) || f.Contact != "desk@example.org" || f.Timestamps != "https://tsa.example.org/" {
		t.Errorf("head: %v %v %v %q %q", f.Zone, f.Schedule, f.AllowPrivate, f.Contact, f.Timestamps)
	}
	mid := f.Sources[0]
	if mid.Zone.String() != "Europe/Moscow" || mid.Content != tracker.ContentPage || mid.Speaker != "lavrov" || len(mid.Feeds) != 2 {
		t.Errorf("source: %+v", mid)
	}
	if feed := mid.Feeds[1]; feed.UserAgent != "Reader/1" || feed.Headers["Accept-Language"] != "en" || feed.Every.Hours() != 1 {
		t.Errorf("feed: %+v", feed)
	}
	if z := f.Sources[1].Zone.String(); z != "Asia/Tokyo" {
		t.Errorf("a source's own zone gave way to %s", z)
	}
	if p := f.Sources[2]; p.Zone != f.Zone || p.Kind != tracker.OtherKind || p.Name != "plain" || p.Content != tracker.ContentAuto {
		t.Errorf("defaults: %+v", p)
	}
	role := f.Speakers[0].Roles[1]
	if role.From.String() != "1994-01-01" || role.To.String() != "2004-03-31" {
		t.Errorf("a role given by year and month: %v–%v", role.From, role.To)
	}
	tp := f.Narratives[0].TalkingPoints[0]
	if len(tp.Match) != 3 || tp.Match["uk"] != "війна" || tp.Not != "exercise" || tp.Within != tracker.InParagraph || tp.Notes != "Drawn wide." {
		t.Errorf("talking point: %+v", tp)
	}
	if e := tp.Examples.Match[1]; e.Speaker != "lavrov" || e.Lang != "ru" || e.Line != 46 || len(tp.Examples.Skip) != 1 {
		t.Errorf("example: %+v", e)
	}
	if de := f.Narratives[0].TalkingPoints[1]; de.Match["de"] != "Krieg" || len(de.Match) != 1 {
		t.Errorf("a rule for one language: %+v", de.Match)
	}
	if f.Text != whole || len(f.Hash) != 64 {
		t.Error("the file's text or hash is missing")
	}
}

func TestSectionsMayBeAbsentOrEmpty(t *testing.T) {
	for _, src := range []string{
		"timezone: UTC\n",
		"sources:\nspeakers:\nterms:\nnarratives:\nschedule:\n",
		"sources: []\nspeakers: []\nterms: {}\nnarratives: []\n",
		"narratives:\n  - id: a\n    talking_points:\n      - {id: b, match: c, examples: {match: [], skip: }}\n",
		"\ufeffnarratives:\r\n  - id: a\r\n    title: b\r\n",
	} {
		if _, err := Parse("x.yaml", []byte(src)); err != nil {
			t.Errorf("%q: %v", src, err)
		}
	}
}

// TestHashFollowsTheRule: only what changes what a rule can match makes it
// another rule, or every corrected note would rematch the archive.
func TestHashFollowsTheRule(t *testing.T) {
	hash := func(src string) string {
		t.Helper()
		f, err := Parse("x.yaml", []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		return f.Narratives[0].TalkingPoints[0].Hash
	}
	was := hash(whole)
	same := []string{"Drawn wide", "Drawn narrow", "Guarantees are a threat", "A threat", "Troops mean war", "War", "desk@", "news@"}
	for i := 0; i < len(same); i += 2 {
		if hash(strings.Replace(whole, same[i], same[i+1], 1)) != was {
			t.Errorf("%q → %q made it another rule", same[i], same[i+1])
		}
	}
	other := []string{"война}", "войска}", "not: exercise", "not: drill", "about: Ukraine", "about: Kyiv", "within: paragraph", "within: article",
		"speakers: [officials]", "speakers: [lavrov]", "troops OR contingents", "troops OR soldiers", "uk: війна", "pl: wojna"}
	for i := 0; i < len(other); i += 2 {
		if hash(strings.Replace(whole, other[i], other[i+1], 1)) == was {
			t.Errorf("%q → %q left the rule's hash as it was", other[i], other[i+1])
		}
	}
}

// TestPlace: an offset in a rule leads to the character in the file, through
// folding, indentation and escapes.
func TestPlace(t *testing.T) {
	for _, tc := range []struct {
		name, yaml, mark string
		nth              int // which occurrence of mark in the value
		want             position
	}{
		{"plain", "match: foo AND bar", "bar", 0, position{1, 16}},
		{"plain over lines", "match: foo\n  AND bar", "bar", 0, position{2, 7}},
		{"folded", "match: >-\n    foo AND\n    bar OR\n      baz", "baz", 0, position{4, 7}},
		{"folded with blank line", "match: >\n  foo\n\n\n  bar", "bar", 0, position{5, 3}},
		{"literal", "match: |\n  foo\n  bar foo\n", "foo", 1, position{3, 7}},
		{"double quoted", `match: "foo \"bar\" baz"`, "baz", 0, position{1, 21}},
		{"single quoted", `match: 'it''s bar'`, "bar", 0, position{1, 15}},
		{"unicode escape", `match: "\u0430 bar"`, "bar", 0, position{1, 16}},
		{"cyrillic", "match: >-\n  война AND войска", "войска", 0, position{2, 13}},
		{"repeated", "match: foo foo foo", "foo", 2, position{1, 16}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			ps := &problems{lines: strings.Split(tc.yaml, "\n")}
			root := read(ps, []byte(tc.yaml))
			if root == nil {
				t.Fatal(ps.found)
			}
			n, offset := root.pairs[0].value, -1
			for range tc.nth + 1 {
				offset += 1 + strings.Index(n.text[offset+1:], tc.mark)
			}
			if got := ps.place(n, offset); got != tc.want {
				t.Errorf("offset %d of %q stands at %v, want %v", offset, n.text, got, tc.want)
			}
		})
	}
}
