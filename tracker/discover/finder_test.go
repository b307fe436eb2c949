package discover

import (
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"onset/tracker"
	"onset/tracker/query"
	"onset/tracker/rulefile"
	"onset/tracker/text"

	"github.com/google/go-cmp/cmp"
)

// carriers are paraphrases of one statement, by day after the beginning.
var carriers = []struct {
	after                tracker.Day
	source, origin, text string
}{
	{0, "s1", "a", "The envoy said that the upstream dams will dry out the delta and starve the fishing towns."},
	{1, "s2", "b", "Upstream dams will dry out the whole delta, the envoy said again on Friday."},
	{1, "s3", "a", "The envoy said that the upstream dams will dry out the delta and starve the fishing towns."},
	{2, "s4", "c", "According to the envoy, dams built upstream would starve the delta and its fishing towns."},
	{3, "s5", "d", "Officials said the delta would dry out because of upstream dams."},
}

// streamDays are closed in the small stream.
const streamDays = 6

// smallStream is thirty days of made-up news and six with the carriers, said by
// somebody on the day before.
func smallStream() (first, start tracker.Day, days map[tracker.Day][]Article) {
	w := newWorld(9, 3000)
	first, days = sceneStart, map[tracker.Day][]Article{}
	start = first + 30
	for d := first; d < start+streamDays; d++ {
		for range 10 {
			days[d] = append(days[d], w.article(d).read())
		}
	}
	for i, c := range carriers {
		d := start + c.after
		a := w.article(d)
		a.ID, a.URL = fmt.Sprint("carrier", i), fmt.Sprint("https://example.org/carrier", i)
		a.Source, a.Origin = c.source, c.origin
		a.body = append([]string{c.text}, a.body...)
		read := a.read()
		read.Claims = []tracker.Claim{{Span: tracker.Span{Start: 0, End: len(c.text)}, Part: tracker.Body, Text: c.text,
			Speakers: []tracker.ClaimSpeaker{{ID: "envoy", Text: "the envoy"}}, Stance: tracker.Affirms,
			Said: &tracker.Said{From: d - 1, To: d - 1, Precision: tracker.ToDay}}}
		days[d] = append(days[d], read)
	}
	return first, start, days
}

// replay closes all days from start on and returns everything that was told.
func replay(f *Finder, first, start tracker.Day, days map[tracker.Day][]Article) []Result {
	var out []Result
	for d := first; d < start+streamDays; d++ {
		if d < start {
			f.Learn(d, days[d])
		} else {
			out = append(out, f.Close(d, days[d]))
		}
	}
	return out
}

// plainReplay is the small stream as it comes, replayed once for all tests.
var plainReplay = sync.OnceValue(func() []Result {
	first, start, days := smallStream()
	return replay(New(Options{}), first, start, days)
})

// about returns the candidates about the delta, as they were told last.
func about(rs []Result) []Candidate {
	last := map[string]Candidate{}
	for _, r := range rs {
		for _, c := range append(slices.Clone(r.New), r.Updated...) {
			if !c.Sparse && strings.Contains(strings.ToLower(c.Label), "delta") {
				last[c.ID] = c
			}
		}
	}
	var out []Candidate
	for _, c := range last {
		out = append(out, c)
	}
	return out
}

func TestCandidateIsDescribed(t *testing.T) {
	_, start, _ := smallStream()
	cs := about(plainReplay())
	if len(cs) != 1 {
		t.Fatalf("%d candidates about one statement: %+v", len(cs), cs)
	}
	c := cs[0]
	if c.Status != Established || c.Origins < 3 || c.Sources < 3 || c.Sources < c.Origins-1 {
		t.Errorf("status %s, %d origins, %d sources", c.Status, c.Origins, c.Sources)
	}
	if c.FirstPublished != start || c.FirstSaid != start-1 {
		t.Errorf("first published %s and said %s, want %s and the day before", c.FirstPublished, c.FirstSaid, start)
	}
	if c.DetectedAt > start+3 {
		t.Errorf("found %d days after it began", c.DetectedAt-start)
	}
	if d := cmp.Diff([]tracker.ClaimSpeaker{{ID: "envoy", Text: "the envoy"}}, c.Speakers); d != "" {
		t.Error(d)
	}
	if c.Utterances > c.Origins || c.Utterances == 0 {
		t.Errorf("%d utterances of %d origins", c.Utterances, c.Origins)
	}
	if len(c.Phrases) == 0 || c.Returns != nil || len(c.Examples) != c.Origins {
		t.Errorf("phrases %q, returns %v, %d examples", c.Phrases, c.Returns, len(c.Examples))
	}
	b, err := json.Marshal(c)
	if err != nil || bytes.Contains(b, []byte(":null,\"stanza")) && c.NearestOlder != nil {
		t.Error(err, string(b))
	}
}

func TestStanzaMatchesItsExamplesOnly(t *testing.T) {
	_, start, days := smallStream()
	cs := about(plainReplay())
	if len(cs) != 1 {
		t.Fatalf("%d candidates", len(cs))
	}
	file, err := rulefile.Parse("stanza", []byte("narratives:\n"+cs[0].Stanza))
	if err != nil {
		t.Fatalf("%v\n%s", err, cs[0].Stanza)
	}
	tp := file.Narratives[0].TalkingPoints[0]
	rule, err := query.Parse(tp.Match[""], nil)
	if err != nil {
		t.Fatal(err)
	}
	holds := func(s string) bool {
		return len(rule.Match(&query.Doc{Body: text.Analyse(s, "en"), Lang: "en"}, tracker.InSentence)) > 0
	}
	for _, e := range tp.Examples.Match {
		if !holds(e.Text) {
			t.Errorf("%s misses its example: %s", rule, e.Text)
		}
	}
	for d, as := range days {
		for _, a := range as {
			for _, s := range a.Body.Sentences {
				raw := a.Body.Raw[s.Start:s.End]
				if d < start && holds(raw) {
					t.Errorf("%s matches its neighbour: %s", rule, raw)
				}
			}
		}
	}
}

func TestWhatIsDefinedIsNoCandidate(t *testing.T) {
	first, start, days := smallStream()
	for _, as := range days {
		for i := range as {
			if strings.Contains(as[i].Body.Raw, "delta") {
				as[i].Explained = []Explained{{Part: tracker.Body, Span: as[i].Claims[0].Span}}
			}
		}
	}
	if cs := about(replay(New(Options{}), first, start, days)); len(cs) != 0 {
		t.Errorf("a defined talking point is a candidate: %s", cs[0].Label)
	}
}

func TestWhatWasSaidLastMonthIsNotNew(t *testing.T) {
	first, start, days := smallStream()
	for i, c := range carriers {
		d := first + tracker.Day(2*i)
		days[d] = append(days[d], Article{ID: fmt.Sprint("old", i), Source: c.source, Day: d, Language: "en", Body: text.Analyse(c.text, "en")})
	}
	if cs := about(replay(New(Options{}), first, start, days)); len(cs) != 0 {
		t.Errorf("an old statement is a candidate: %s", cs[0].Label)
	}
}

func TestOrderOfArticlesDoesNotMatter(t *testing.T) {
	first, start, days := smallStream()
	want := plainReplay()
	r := rand.New(rand.NewPCG(1, 1))
	for _, as := range days {
		r.Shuffle(len(as), func(i, j int) { as[i], as[j] = as[j], as[i] })
	}
	if d := cmp.Diff(plain(t, want), plain(t, replay(New(Options{}), first, start, days))); d != "" {
		t.Error(d)
	}
}

func plain(t *testing.T, rs []Result) string {
	t.Helper()
	b, err := json.MarshalIndent(rs, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestStateSurvivesARestart(t *testing.T) {
	first, start, days := smallStream()
	want := plainReplay()
	f := New(Options{})
	var got []Result
	for d := first; d < start+streamDays; d++ {
		if d < start {
			f.Learn(d, days[d])
		} else {
			got = append(got, f.Close(d, days[d]))
		}
		if (d-first)%9 != 0 {
			continue
		}
		state, err := f.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		f = New(Options{})
		if err := f.UnmarshalBinary(state); err != nil {
			t.Fatal(err)
		}
		if again, _ := f.MarshalBinary(); !bytes.Equal(state, again) {
			t.Fatalf("on day %d the state changes when it is read and written", d-first)
		}
	}
	if d := cmp.Diff(plain(t, want), plain(t, got)); d != "" {
		t.Error(d)
	}
}

func FuzzState(f *testing.F) {
	n := New(Options{})
	n.Learn(sceneStart, []Article{{ID: "a", Title: text.Analyse("A short title of an article", "en")}})
	state, _ := n.MarshalBinary()
	f.Add(state)
	f.Add(state[:len(state)/2])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		_ = New(Options{}).UnmarshalBinary(b) // must refuse, not panic
	})
}

func TestCutStateIsRefused(t *testing.T) {
	f := New(Options{})
	f.Learn(sceneStart, []Article{{ID: "a", Title: text.Analyse("A short title of an article", "en")}})
	state, _ := f.MarshalBinary()
	for _, n := range []int{0, 1, len(state) / 2, len(state) - 1} {
		if err := New(Options{}).UnmarshalBinary(state[:n]); err == nil {
			t.Errorf("a state cut to %d of %d bytes is taken", n, len(state))
		}
	}
}

func TestFilterRemembers(t *testing.T) {
	var f filter
	r := rand.New(rand.NewPCG(2, 3))
	keys := make([]uint64, 200_000)
	for i := range keys {
		keys[i] = r.Uint64()
		f.add(keys[i])
	}
	for _, k := range keys {
		if !f.has(k) {
			t.Fatal("a key that was added is not there")
		}
	}
	wrong := 0
	for range 100_000 {
		if f.has(r.Uint64()) {
			wrong++
		}
	}
	if wrong > 8000 {
		t.Errorf("%d of 100,000 keys seem to be there", wrong)
	}
}

// TestEarlierStatesAreRead writes a state as earlier versions did (the first one
// plain and without distances, the second without what tells kinds) and holds
// what is read to it.
func TestEarlierStatesAreRead(t *testing.T) {
	first, start, days := smallStream()
	f := New(Options{})
	for d := first; d < start; d++ {
		f.Learn(d, days[d])
	}
	for version, write := range map[int64]func(*Finder, io.Writer) error{
		plainVersion: func(f *Finder, w io.Writer) error {
			c := &codec{out: bufio.NewWriter(w)}
			f.code(c)
			return errors.Join(c.err, c.out.Flush())
		},
		kindlessVersion: func(f *Finder, w io.Writer) error {
			z, _ := flate.NewWriter(w, flate.BestSpeed)
			c := &codec{out: bufio.NewWriter(z), gaps: true}
			f.code(c)
			return errors.Join(c.err, c.out.Flush(), z.Close())
		},
	} {
		state := func(f *Finder) []byte {
			var out bytes.Buffer
			out.Write(binary.AppendVarint(nil, version))
			if err := write(f, &out); err != nil {
				t.Fatal(err)
			}
			return out.Bytes()
		}
		g, was := New(Options{}), state(f)
		if err := g.UnmarshalBinary(was); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(state(g), was) {
			t.Errorf("the finder differs that was read from %d bytes of version %d", len(was), version)
		}
	}
}

// What the nearest older statement says too is no news: it is back, and dated.
func TestWhatWasSaidBeforeReturns(t *testing.T) {
	titled := func(day tracker.Day, title string) []Article {
		id := day.String()
		return []Article{{ID: id, URL: "https://example.org/" + id, Source: "s", Day: day, Language: "en", Title: text.Analyse(title, "en")}}
	}
	for title, back := range map[string]bool{
		"Officials said the delta would dry out because of upstream dams":   true,
		"The envoy brings gifts, old friends and a brass band to the delta": false,
	} {
		f := New(Options{})
		f.Learn(600, titled(600, title))
		for d := tracker.Day(601); d < 640; d++ {
			f.Learn(d, titled(d, "Nothing of it in the news of the islands"))
		}
		for i, c := range carriers[:2] {
			f.Learn(700+tracker.Day(i), titled(700+tracker.Day(i), c.text))
		}
		k := keyOf(pair(stemID(text.Stem("upstream", "en")), stemID(text.Stem("dams", "en"))))
		c := f.candidate(group{keys: []key{k}, seed: evidence{key: k, seeds: []key{k}, at: f.window.with(k)}}, 701)
		switch {
		case c == nil || c.NearestOlder == nil || c.NearestOlder.Published != 600 || c.NearestOlder.Source == "":
			t.Errorf("%q is not compared with: %+v", title, c)
		case back != (c.Returns != nil) || back && c.Returns.LastSeen != 600:
			t.Errorf("after %q it returns: %+v, want %v", title, c.Returns, back)
		}
	}
}

// A speaker of one mention is not the speaker of all.
func TestSpeakersSayMostOfIt(t *testing.T) {
	who := func(ids ...string) (m mention) {
		for _, id := range ids {
			m.speakers = append(m.speakers, tracker.ClaimSpeaker{ID: id, Text: id})
		}
		return m
	}
	for _, c := range []struct {
		mentions []mention
		want     []string
	}{
		{[]mention{who("envoy"), who("envoy", "mayor"), who()}, []string{"envoy"}},
		{[]mention{who("envoy"), who("mayor")}, nil},
		{[]mention{who("mayor"), who(), who(), who("mayor")}, nil},
		{[]mention{who("envoy", "mayor")}, []string{"envoy", "mayor"}},
	} {
		var got []string
		for _, s := range speakersOf(c.mentions) {
			got = append(got, s.ID)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%+v: %q, want %q", c.mentions, got, c.want)
		}
	}
}

// A sentence whose label differs in a word or two is the same candidate.
func TestTwinsAreToldOnce(t *testing.T) {
	f := New(Options{})
	words := func(s string) []uint32 {
		parsed := text.Analyse(s, "en")
		u := newUnit(parsed, 0, len(s), 0, len(parsed.Words))
		return u.stems()
	}
	const label = "Upstream dams will dry out the delta and starve the towns"
	f.articles = 100
	f.candidates = []*Candidate{{Label: label, stems: words(label), LastMention: 700}}
	for s, want := range map[string]bool{
		label: true,
		"The upstream dams will dry out the whole delta, and starve towns": true,
		"Upstream dams will bring light to all the islands":                false,
		"The towns of the delta are drying up":                             false,
	} {
		if got := f.told(s, words(s), false, 720); got != want {
			t.Errorf("%q is told: %v, want %v", s, got, want)
		}
	}
	if f.told(label, words(label), false, 700+memoryDays+1) {
		t.Error("what was said long ago keeps what is said now from being told")
	}
}

// A statement is a line from the day on which it is said again, or somebody else says it
// too.
func TestALineIsRepeated(t *testing.T) {
	says := func(day tracker.Day, source, who string) mention {
		m := mention{article: day.String(), source: source, origin: day.String(), day: day, text: "x", words: 20, alike: 0.8, contested: 4,
			traits: 1<<inPresent | 1<<judging | 1<<asserted | 1<<modal}
		if who != "" {
			m.speakers = []tracker.ClaimSpeaker{{Text: who}}
		}
		return m
	}
	aside := says(701, "b", "Elsewhere")
	aside.alike = 0.1
	for _, c := range []struct {
		name     string
		mentions []mention
		since    tracker.Day // 0: it is none
	}{
		{"once", []mention{says(700, "a", "")}, 0},
		{"twice on one day", []mention{says(700, "a", ""), says(700, "a", "")}, 0},
		{"by one outlet on two days", []mention{says(700, "a", ""), says(703, "a", "")}, 703},
		{"by one speaker on two days", []mention{says(700, "a", "Anna"), says(703, "a", "Anna")}, 703},
		{"by two speakers on one day", []mention{says(700, "a", "Anna"), says(700, "a", "Boris")}, 700},
		{"by two outlets", []mention{says(700, "a", ""), says(701, "b", "")}, 701},
		{"on two days, on one of which something else is said", []mention{says(700, "a", ""), aside}, 0},
	} {
		got := &Candidate{}
		for _, m := range c.mentions {
			got.add(m)
			got.settle(m.day)
		}
		if got.LineSince != c.since || (got.Kind == Line) != (c.since != 0) || len(got.Why) == 0 {
			t.Errorf("%s: a %s since %s, because of %v; want one since %s", c.name, got.Kind, got.LineSince, got.Why, c.since)
		}
		if got.settle(750); got.LineSince != c.since {
			t.Errorf("%s: later it is a line since %s", c.name, got.LineSince)
		}
	}
	maybe := &Candidate{}
	for _, day := range []tracker.Day{700, 703} {
		m := says(day, "a", "")
		m.traits, m.contested = 1<<inPresent, 1
		maybe.add(m)
	}
	if maybe.settle(703); maybe.Kind == Line || maybe.MaybeSince != 703 {
		t.Errorf("what has fewer points is a %s, and may be a line since %s, want %s", maybe.Kind, maybe.MaybeSince, tracker.Day(703))
	}
}
