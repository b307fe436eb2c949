package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/text"
)

// A town is a made-up world to measure by: outlets that write in words which no
// language has, about lines that come and go over three years.
const (
	townSources    = 200
	townSpeakers   = 40
	townNarratives = 30
	townPoints     = 100
	townDays       = 3 * 365
	townHistory    = 2 * 365 // days that were imported; the rest was observed
	townRound      = 7       // days between two polls of a feed, but
	townDaily      = 14      // days at the end are polled each day
	townClosed     = 7       // days at the end are closed
)

// townEnd is the last day of the town.
var townEnd = tracker.Date(2026, 1, 31)

// townTongues are the languages of outlets, the commonest first.
var townTongues = []string{"en", "en", "en", "ru", "ru", "uk", "de", "fr", "pl"}

// town makes articles. Everything follows from its seed.
type town struct {
	r       *rand.Rand
	zipf    *rand.Zipf
	words   []string
	desk    *newsroom.Desk
	weights []float64      // of sources, running sums
	carried [][]int        // points by source
	copied  string         // the origin that the next copy shares
	last    []tracker.Item // by source, of its last fetch
	n       int
}

func newTown(t testing.TB) *town {
	r := rand.New(rand.NewPCG(7, 11))
	w := &town{r: r, zipf: rand.NewZipf(r, 1.07, 4, 29999), last: make([]tracker.Item, townSources)}
	for range 30000 {
		w.words = append(w.words, townWord(r))
	}
	d, err := newsroom.NewDesk("town.yaml", []byte(townRules(w.words)))
	if err != nil {
		t.Fatal(err)
	}
	w.desk = d
	sum := 0.0
	for i := range townSources {
		sum += 1 / float64(i+8)
		w.weights = append(w.weights, sum)
		var points []int
		for p := range townPoints {
			if (p*31+i*17)%5 == 0 || i < 6 { // the largest outlets carry everything
				points = append(points, p)
			}
		}
		w.carried = append(w.carried, points)
	}
	return w
}

func townWord(r *rand.Rand) string {
	var b strings.Builder
	for range 2 + r.IntN(3) {
		b.WriteByte("bdfgklmnprstvz"[r.IntN(14)])
		b.WriteByte("aeiou"[r.IntN(5)])
	}
	b.WriteByte("klmnrstx"[r.IntN(8)])
	return b.String()
}

func townSource(i int) string { return fmt.Sprintf("out-%03d", i) }

// townRules is the rules file of the town.
func townRules(words []string) string {
	var b strings.Builder
	b.WriteString("timezone: Europe/Warsaw\nsources:\n")
	for i := range townSources {
		fmt.Fprintf(&b, "  - {id: %s, name: The %s %s, kind: %s, country: %s, languages: [%s], feeds: [\"https://%[1]s.example/feed\"]}\n",
			townSource(i), strings.ToTitle(words[i+500][:1])+words[i+500][1:], []string{"Post", "Herald", "Courier", "Wire"}[i%4],
			tracker.Kinds[1+i%6], []string{"US", "RU", "DE", "FR", "PL", "GB"}[i%6], townTongues[i%len(townTongues)])
	}
	b.WriteString("speakers:\n")
	for i := range townSpeakers {
		name := strings.ToTitle(words[i+800][:1]) + words[i+800][1:]
		members := ""
		if i%10 == 9 {
			members = fmt.Sprintf(", members: [sp-%02d, sp-%02d]", i-1, i-2)
		}
		fmt.Fprintf(&b, "  - {id: sp-%02d, name: %s, aliases: [%s]%s}\n", i, name, name, members)
	}
	b.WriteString("narratives:\n")
	for n := range townNarratives {
		fmt.Fprintf(&b, "  - id: story-%02d\n    title: The tale of %s and %s that %s\n    talking_points:\n", n, words[900+n], words[1000+n], words[1100+n])
		for p := n; p < townPoints; p += townNarratives {
			fmt.Fprintf(&b, "      - id: line-%02d\n        title: They %s the %s of %s\n        match: >-\n          \"%s %s\"\n", p,
				words[2000+p], words[2100+p], words[2200+p], words[2300+p], words[2400+p])
		}
	}
	return b.String()
}

// point returns the p-th talking point.
func (w *town) point(p int) tracker.TalkingPoint {
	return w.desk.File.Narratives[p%townNarratives].TalkingPoints[p/townNarratives]
}

// loud is how much a line is told in a week: lines begin late, swell and pause.
func loud(p int, day tracker.Day) float64 {
	age := int(day-townEnd) + townDays - p*7%600
	week := uint32(p*7919+age/7*104729) * 2654435761 >> 16 % 100
	pause := uint32(p*31+age/60*17) * 2246822519 >> 16 % 100
	switch {
	case age < 0, pause < 22:
		return 0
	case week < 4:
		return 9 / float64(p+6)
	}
	return 1 / float64(p+6)
}

// source picks an outlet: few are large, many small.
func (w *town) source() int {
	x := w.r.Float64() * w.weights[townSources-1]
	for i, sum := range w.weights {
		if x < sum {
			return i
		}
	}
	return townSources - 1
}

func (w *town) prose(b *strings.Builder, words int) {
	for i := range words {
		b.WriteString(w.words[w.zipf.Uint64()])
		switch {
		case i%64 == 63:
			b.WriteString(".\n\n")
		case i%16 == 15:
			b.WriteString(". ")
		default:
			b.WriteByte(' ')
		}
	}
}

// article writes an article of an outlet; share is how likely it carries a line.
func (w *town) article(source int, at time.Time, share float64) archive.ReadItem {
	w.n++
	id, lang := townSource(source), townTongues[source%len(townTongues)]
	url := fmt.Sprintf("https://%s.example/%d", id, w.n)
	var b strings.Builder
	w.prose(&b, 60+w.r.IntN(60))
	it := archive.ReadItem{Item: tracker.Item{Key: url, Rung: tracker.ByURL, URL: url, GUID: url, Language: lang,
		Title: strings.Join([]string{"The", w.words[w.zipf.Uint64()], w.words[w.zipf.Uint64()], "of", w.words[w.zipf.Uint64()]}, " "),
		Depth: tracker.FullText, Method: "feed:content", SHA256: "00", Seen: at.Add(time.Minute),
		Published: []tracker.DateClaim{{From: "rss:pubDate", Raw: at.Format(time.RFC1123Z), Stamp: tracker.At(at, time.UTC)}},
	}, Reader: 1, Reading: tracker.Reading{Language: lang}}
	if w.r.Float64() < share {
		w.mention(&it, &b, source, tracker.DayOf(at))
	}
	it.Text = b.String()
	it.TitleText, it.BodyText = text.Analyse(it.Title, lang), text.Analyse(it.Text, lang)
	return it
}

// mention puts a line into an article, said by somebody or by the outlet.
func (w *town) mention(it *archive.ReadItem, b *strings.Builder, source int, day tracker.Day) {
	points, sum := w.carried[source], 0.0
	for _, p := range points {
		sum += loud(p, day)
	}
	x, p := w.r.Float64()*sum, -1
	for _, p = range points {
		if x -= loud(p, day); x < 0 {
			break
		}
	}
	if sum == 0 {
		return
	}
	words := strings.Trim(w.point(p).Match[""], "\"\n ")
	b.WriteString("\n\n")
	begin := b.Len()
	w.prose(b, 8)
	hit := b.Len()
	b.WriteString(words + " ")
	w.prose(b, 3+w.r.IntN(8))
	b.WriteString("there.")
	it.Reading.Claims = append(it.Reading.Claims, w.claim(p, day, tracker.Span{Start: begin, End: b.Len()}, b.String()[begin:]))
	q := w.point(p)
	it.Reading.Mentions = []tracker.Mention{{Narrative: q.Narrative, TalkingPoint: q.ID, Part: tracker.Body, Span: it.Reading.Claims[0].Span,
		Text: it.Reading.Claims[0].Text, Hits: []tracker.Span{{Start: hit, End: hit + len(words)}}, Rule: q.Ref()}}
	if w.r.IntN(6) > 0 || w.copied == "" { // one in six is a copy
		w.copied = fmt.Sprintf("o%x", w.r.Uint64())
	}
	it.Origin, it.Utterances = w.copied, []string{fmt.Sprintf("u%d-%d-%d", p, day, w.r.IntN(3))}
}

func (w *town) claim(p int, day tracker.Day, at tracker.Span, words string) tracker.Claim {
	c := tracker.Claim{Span: at, Part: tracker.Body, Text: words, Form: tracker.Indirect, Stance: tracker.Affirms, Treatment: tracker.Reports}
	if w.r.IntN(10) < 6 {
		n := (p*3 + w.r.IntN(6)) % townSpeakers
		s := w.desk.File.Speakers[n]
		c.Speakers = []tracker.ClaimSpeaker{{ID: s.ID, Text: s.Name}}
		if w.r.IntN(2) == 0 {
			said := day - tracker.Day(w.r.IntN(3))
			c.Said = &tracker.Said{From: said, To: said, Precision: tracker.ToDay, Basis: tracker.Explicit, Cue: "that day", Rule: "day"}
		}
	} else {
		c.Form, c.Treatment = tracker.OwnVoice, tracker.Asserts
	}
	switch x := w.r.IntN(100); {
	case x < 3:
		c.Treatment = tracker.Debunks
	case x < 7:
		c.Stance = tracker.Denies
	case x < 15:
		c.Novelty = &tracker.Novelty{Value: tracker.NovelRepeated, Cue: "once again"}
	}
	return c
}
