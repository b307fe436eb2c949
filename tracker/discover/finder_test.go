package discover

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
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
			if strings.Contains(strings.ToLower(c.Label), "delta") {
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

// TestStateOfTheFirstVersionIsRead writes a state as the first version did:
// plain, and without distances.
func TestStateOfTheFirstVersionIsRead(t *testing.T) {
	first, start, days := smallStream()
	f := New(Options{})
	for d := first; d < start; d++ {
		f.Learn(d, days[d])
	}
	var old bytes.Buffer
	old.Write(binary.AppendVarint(nil, plainVersion))
	c := &codec{out: bufio.NewWriter(&old)}
	f.code(c)
	if err := errors.Join(c.err, c.out.Flush()); err != nil {
		t.Fatal(err)
	}
	want, err := f.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	g := New(Options{})
	if err := g.UnmarshalBinary(old.Bytes()); err != nil {
		t.Fatal(err)
	}
	got, err := g.MarshalBinary()
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("the finder differs that was read from %d bytes of the first version (%v)", old.Len(), err)
	}
	if len(want) > old.Len()*2/3 { // filters, which don't shrink, are most of so small a state
		t.Errorf("a state of %d bytes takes %d deflated", old.Len(), len(want))
	}
}
