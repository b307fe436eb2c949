package newsroom_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/archive"
)

// crowd is a stream of many outlets with the lines that are looked for in it, each
// by the words of its rule.
type crowd struct {
	articles []published
	lines    []string
}

// outlets lists the sources of a stream, sorted.
func (c crowd) outlets() []string {
	ids := map[string]bool{}
	for _, a := range c.articles {
		ids[a.source] = true
	}
	return slices.Sorted(maps.Keys(ids))
}

// rules is a rules file with the outlets and the lines of a stream.
func (c crowd) rules() string {
	var b strings.Builder
	b.WriteString("sources:\n")
	for _, id := range c.outlets() {
		fmt.Fprintf(&b, "  - {id: %s, name: %s, languages: [en]}\n", id, id)
	}
	b.WriteString("narratives:\n  - id: all\n    title: All\n    talking_points:\n")
	for i, words := range c.lines {
		fmt.Fprintf(&b, "      - {id: line-%d, title: Line %d, match: %q}\n", i, i, words)
	}
	return b.String()
}

// made makes a stream in which outlets of unequal weight pick up lines that are in
// use for a while, fall silent and come back, at a rate of their own; now and then
// somebody says one in between.
func made(seed uint64, outlets, lines, days int) crowd {
	r := rand.New(rand.NewPCG(seed, 11))
	var c crowd
	say := func(day tracker.Day, text string) {
		for range 9 { // no two are copies of each other
			text += fmt.Sprintf(" %c%c%c%c", 'b'+rune(r.IntN(20)), "aeiou"[r.IntN(5)], 'b'+rune(r.IntN(20)), "aeiou"[r.IntN(5)])
		}
		source := fmt.Sprintf("outlet-%d", int(float64(outlets)*r.Float64()*r.Float64())) // few write much
		n := len(c.articles)
		at := day.In(time.UTC).Add(time.Duration(r.IntN(20*60)) * time.Minute)
		c.articles = append(c.articles, published{source, tracker.Item{
			Key: fmt.Sprintf("//%s.example/%d", source, n), URL: fmt.Sprintf("https://%s.example/%d", source, n), Rung: tracker.ByURL, Title: fmt.Sprintf("Item %d of the day", n),
			Text: text + ".", Language: "en", Depth: tracker.FullText, Method: "made", SHA256: fmt.Sprint(n),
			Published: []tracker.DateClaim{{From: "made", Stamp: tracker.At(at, time.UTC)}}}, at})
	}
	begin := tracker.Date(2022, 1, 1)
	for i := range lines {
		words := fmt.Sprintf("harbour%dq quay%dq", i, i)
		c.lines = append(c.lines, strings.ReplaceAll(words, " ", " AND "))
		rate, until := 0.0, tracker.Day(r.IntN(60))
		for d := range tracker.Day(days) {
			if d == until {
				until += tracker.Day(20 + r.IntN(200))
				if rate < 0.01 {
					rate = 0.04 + 0.5*r.Float64()*r.Float64()
				} else {
					rate = 0.002
				}
			}
			for at := r.ExpFloat64(); at < rate; at += r.ExpFloat64() {
				say(begin+d, "The council was told of "+words)
			}
		}
	}
	for d := range tracker.Day(days) {
		for range outlets / 60 {
			say(begin+d, "Bread is dearer and the school needs a roof")
		}
	}
	slices.SortStableFunc(c.articles, func(a, b published) int { return a.at.Compare(b.at) })
	return c
}

// told are the standing events of a kind that are news: by line, the days.
func told(t *testing.T, in desk, kind tracker.EventKind) map[string][]tracker.Day {
	t.Helper()
	events, err := in.store.Timeline(t.Context(), archive.Filter{Kinds: []tracker.EventKind{kind}, Scopes: []tracker.ScopeKind{tracker.Overall}})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]tracker.Day{}
	for _, e := range events {
		if !e.Baseline {
			out[e.TalkingPoint] = append(out[e.TalkingPoint], e.At.To)
		}
	}
	return out
}

// missing counts the days of some lines that have none near them in others, and all.
func missing(from, in map[string][]tracker.Day) (n, all int) {
	for line, days := range from {
		for _, d := range days {
			all++
			if !slices.ContainsFunc(in[line], func(o tracker.Day) bool { return o >= d-3 && o <= d+3 }) {
				n++
			}
		}
	}
	return n, all
}

// held is what became of what was told once the withheld outlets were added.
type held struct{ fell, told, unsaid, stand int }

func (h *held) add(before, after map[string][]tracker.Day) {
	fell, told := missing(before, after)
	unsaid, stand := missing(after, before)
	h.fell, h.told, h.unsaid, h.stand = h.fell+fell, h.told+told, h.unsaid+unsaid, h.stand+stand
}

func (h held) String() string {
	return fmt.Sprintf("%d of %d that were told fell (%.3f); of %d that stand %.3f were told", h.fell, h.told, float64(h.fell)/float64(max(1, h.told)),
		h.stand, 1-float64(h.unsaid)/float64(max(1, h.stand)))
}

// withhold replays a stream without a tenth of its outlets, and adds them then.
func withhold(t *testing.T, c crowd, seed uint64, back, first *held) {
	t.Helper()
	outlets := c.outlets()
	rand.New(rand.NewPCG(seed, 13)).Shuffle(len(outlets), func(i, j int) { outlets[i], outlets[j] = outlets[j], outlets[i] })
	away := map[string]bool{}
	for _, id := range outlets[:(len(outlets)+9)/10] {
		away[id] = true
	}
	in := opened(t, c.rules(), c.articles[0].at.Add(-time.Hour))
	end := c.articles[len(c.articles)-1].at.AddDate(0, 0, 2)
	replay := newsroom.NewReplay(time.UTC)
	for _, a := range c.articles {
		if !away[a.source] {
			if err := replay.Place(in.Desk.Source(a.source), a.item, end); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := newsroom.NewImporter(in.Intake, "watched", false, in.turn).Replay(t.Context(), replay, newsroom.Silent{}); err != nil {
		t.Fatal(err)
	}
	backs, firsts := told(t, in, tracker.Resurgence), told(t, in, tracker.FirstSeen)
	in.turn(end)
	late := newsroom.NewImporter(in.Intake, "withheld", false, nil)
	for _, a := range c.articles {
		if away[a.source] {
			a.item.Seen = end
			if err := late.Take(t.Context(), in.Desk.Source(a.source), a.item); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := late.Finish(t.Context()); err != nil {
		t.Fatal(err)
	}
	back.add(backs, told(t, in, tracker.Resurgence))
	first.add(firsts, told(t, in, tracker.FirstSeen))
}

// With a tenth of the outlets withheld and then added, few comebacks fall of those
// that were told, and most that stand were.
func TestComebacksOutlastAWithheldTenthOfTheOutlets(t *testing.T) {
	var back, first held
	withhold(t, made(1, 110, 30, 450), 1, &back, &first)
	t.Logf("back: %v", back)
	t.Logf("first seen: %v", first)
	if back.told < 15 || float64(back.fell) > 0.15*float64(back.told) || float64(back.unsaid) > 0.3*float64(back.stand) {
		t.Errorf("of comebacks %v", back)
	}
}

// claims is a stream of a file of import lines, in which the lines are words that
// many outlets use.
func claims(t *testing.T, file string, lines int) crowd {
	f, err := os.Open(file)
	if err != nil {
		t.Skip("no stream to measure with: ", err)
	}
	defer f.Close()
	var c crowd
	users := map[string]map[string]bool{}
	texts := map[string]int{}
	for s := bufio.NewScanner(f); s.Scan(); {
		var row struct{ URL, Title, Text, Published, Source, Language string }
		if err := json.Unmarshal(s.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		day, err := tracker.ParseDay(row.Published[:10])
		if err != nil {
			t.Fatal(err)
		}
		at := day.In(time.UTC).Add(12 * time.Hour)
		c.articles = append(c.articles, published{row.Source, tracker.Item{Key: row.URL, URL: row.URL, Rung: tracker.ByURL, Title: row.Title, Text: row.Text, Language: row.Language,
			Depth: tracker.FullText, Method: "file", SHA256: row.URL, Published: []tracker.DateClaim{{From: "file", Stamp: tracker.Stamp{Day: day}}}}, at})
		words := map[string]bool{}
		for _, w := range strings.FieldsFunc(strings.ToLower(row.Text), func(r rune) bool { return r < 'a' || r > 'z' }) {
			if len(w) > 4 && !words[w] {
				words[w] = true
				texts[w]++
				if users[w] == nil {
					users[w] = map[string]bool{}
				}
				users[w][row.Source] = true
			}
		}
	}
	for _, w := range slices.Sorted(maps.Keys(users)) {
		if len(users[w]) >= 4 && texts[w] >= 8 && texts[w] < 150 {
			c.lines = append(c.lines, w)
		}
	}
	rand.New(rand.NewPCG(3, 17)).Shuffle(len(c.lines), func(i, j int) { c.lines[i], c.lines[j] = c.lines[j], c.lines[i] })
	c.lines = c.lines[:min(lines, len(c.lines))]
	slices.SortStableFunc(c.articles, func(a, b published) int { return a.at.Compare(b.at) })
	return c
}

// TestWithheldOutlets measures on the streams that ONSET_WITHHELD names: a file of
// import lines, or "made".
func TestWithheldOutlets(t *testing.T) {
	file := os.Getenv("ONSET_WITHHELD")
	if file == "" {
		t.Skip("ONSET_WITHHELD names no stream")
	}
	var back, first held
	for seed := range uint64(4) {
		if file == "made" {
			withhold(t, made(100+seed, 120, 60, 900), seed, &back, &first)
		} else {
			withhold(t, claims(t, file, 120), seed, &back, &first)
		}
		t.Logf("back: %v", back)
		t.Logf("first seen: %v", first)
	}
}
