package digest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"onset/tracker"
)

// emergence is the event of a candidate, of no narrative.
func emergence(c Candidate) tracker.Event {
	return tracker.Event{
		ID: "e" + c.ID, Kind: tracker.Emerged, Scope: tracker.Scope{Kind: tracker.Overall}, RecordedAt: noon(),
		At: tracker.Moment{From: today, To: today, Clock: tracker.ClockRecorded}, Evidence: tracker.Evidence{Text: c.Sentence},
	}
}

func TestACandidateIsToldOnce(t *testing.T) {
	in := busyDay(t)
	want := Text(Build(in))
	in.Events = append(in.Events, emergence(in.Emerging[0]))
	if got := Text(Build(in)); got != want {
		t.Errorf("the event of a candidate changes what is told:\n%s", got)
	}
	kept := Build(busyDay(t)) // as digests were made before: the event is among the shifts
	kept.Shifts = append(kept.Shifts, Entry{Kind: tracker.Emerged, Sentence: in.Emerging[0].Sentence})
	if got := Text(kept); got != want {
		t.Errorf("a digest that was kept tells its candidate twice:\n%s", got)
	}
}

// Twins of a rules file are proved by one sentence: it is printed once, and
// names them all.
func TestOnePassageIsToldOnce(t *testing.T) {
	const words = "The mayor said that the pumps were sold abroad."
	in := Input{Day: today, Zone: warsaw(t)}
	for _, id := range []string{"pumps", "sold", "abroad"} {
		tp := line(id, "Title of "+id)
		w := says(id, "minister", "herald", today, today, today, words)
		if id == "abroad" { // an old line that goes on
			in.Points = append(in.Points, Point{Narrative: "dams", ID: id, Title: tp.Title, Articles: 1, Sources: 1, Utterances: 1, Origins: 1, Sentence: words})
			continue
		}
		in.Events = append(in.Events, newLine(tp, w)...)
		in.Points = append(in.Points, Point{Narrative: "dams", ID: id, Title: tp.Title})
	}
	in.Emerging = []Candidate{{ID: "c1", Label: "Pumps go abroad", Status: "emerging", Sentence: words}}
	d := Build(in)
	for ext, text := range render(t, d) {
		if ext == ".json" {
			continue
		}
		for _, part := range []string{words, "Title of pumps", "Title of sold", "Title of abroad", "Pumps go abroad (emerging)", "onset emerging accept c1"} {
			if n := strings.Count(strings.Join(strings.Fields(text), " "), part); n != 1 {
				t.Errorf("%s: %q stands %d times, want once\n%s", ext, part, n, text)
			}
		}
	}
}

func TestTheWeightiestAreShown(t *testing.T) {
	entry := func(kind tracker.EventKind, scope tracker.ScopeKind, hand tracker.Hand) Entry {
		return Entry{Kind: kind, Scope: tracker.Scope{Kind: scope}, Hand: hand, Title: fmt.Sprint(kind, scope, hand)}
	}
	d := Digest{
		Day: today,
		New: []Entry{
			entry(tracker.FirstSeen, tracker.ByLanguage, ""), entry(tracker.FirstSaid, tracker.BySpeaker, tracker.Quoted),
			entry(tracker.FirstSeen, tracker.Overall, ""), entry(tracker.FirstSaid, tracker.Overall, tracker.Quoted), entry(tracker.FirstSaid, tracker.Overall, tracker.Primary),
		},
		Emerging: slices.Repeat([]Candidate{{Label: "a candidate"}}, 9),
		Carried:  slices.Repeat([]Carried{{Title: "again", Articles: 1}}, 15),
	}
	sections := d.Sections()
	var titles []string
	for _, b := range sections[1].Blocks {
		titles = append(titles, b.Title)
	}
	want := "first_saidoverallprimary first_saidoverallquoted first_seenoverall first_saidspeakerquoted first_seenlanguage"
	if got := strings.Join(titles, " "); got != want {
		t.Errorf("new in the order %s, want %s", got, want)
	}
	if n, rows := len(sections[4].Blocks), len(sections[3].Table.Rows); n != 5 || rows != 12 {
		t.Errorf("%d candidates and %d repeats are shown beside five new, want 5 and 12", n, rows)
	}
	if got, want := d.moreLine(), "+7 more (3 same lines again, 4 emerging): onset digest --day 2026-02-04 --all"; got != want {
		t.Errorf("what is left out is told as %q, want %q", got, want)
	}
	if got := d.All(); got.LeftOut() != "" || len(got.Sections()[3].Table.Rows) != 15 {
		t.Errorf("--all leaves out %q", got.LeftOut())
	}
}

// chanceDay is a day on which some lines are new, some go on, some candidates
// emerge, and a few sentences prove most of it.
func chanceDay(t *testing.T, r *rand.Rand) Input {
	in := Input{Day: today, Zone: warsaw(t), Articles: r.IntN(900)}
	passage := func() string { return fmt.Sprintf("Sentence %d of the day says it.", r.IntN(20)) }
	for i := range r.IntN(25) {
		tp := line(fmt.Sprintf("p%d", i), fmt.Sprintf("Line %d", i))
		p := Point{Narrative: "dams", Storyline: "The neighbours drown us", ID: tp.ID, Title: tp.Title}
		w := says(fmt.Sprintf("w%d", i), []string{"minister", "press", ""}[r.IntN(3)], "herald", today, today-tracker.Day(r.IntN(8)), today, passage())
		switch r.IntN(3) {
		case 0:
			in.Events = append(in.Events, newLine(tp, w)...)
		case 1:
			was := says(fmt.Sprintf("v%d", i), "press", "agency", today-90, today-90, today-90, passage())
			in.Events = append(in.Events, arrives(tp, []tracker.Witness{was}, []tracker.Witness{was, w}, nil, noon())...)
		default:
			p.Articles, p.Utterances, p.Sources, p.Origins, p.Sentence = 1+r.IntN(5), 1, 1, 1, passage()
		}
		in.Points = append(in.Points, p)
	}
	for i := range r.IntN(14) {
		c := Candidate{ID: fmt.Sprintf("c%d", i), Label: fmt.Sprintf("Candidate %d", i), Status: "emerging", Sentence: passage()}
		in.Emerging = append(in.Emerging, c)
		in.Events = append(in.Events, emergence(c))
	}
	return in
}

func TestNoDayOfAMonthIsTooLong(t *testing.T) {
	r := rand.New(rand.NewPCG(16, 5))
	for n := range 30 {
		d := Build(chanceDay(t, r))
		seen, entries, rows := map[string]bool{}, 0, 0
		for _, s := range d.Sections() {
			rows += len(s.Table.Rows)
			for _, b := range s.Blocks {
				entries++
				for _, a := range append(slices.Clone(b.Also), b) {
					if strings.TrimSpace(a.Title) == "" {
						t.Errorf("day %d: an entry under %s has no title", n, s.Heading)
					}
				}
				if b.Sentence != "" && seen[b.Sentence] {
					t.Errorf("day %d: %q is told twice", n, b.Sentence)
				}
				seen[b.Sentence] = true
			}
		}
		whole := 0
		for _, s := range d.All().Sections() {
			whole += len(s.Blocks) + len(s.Table.Rows)
		}
		if entries > mostEntries || rows > mostRows || entries+rows+d.More != whole {
			t.Errorf("day %d: %d entries, %d rows and %d more, of %d", n, entries, rows, d.More, whole)
		}
		for s := range seen {
			if s != "" && strings.Count(strings.Join(strings.Fields(Text(d)), " "), "“"+s+"”") != 1 {
				t.Errorf("day %d: %q does not stand once in\n%s", n, s, Text(d))
			}
		}
	}
}

// A line whose title is its passage says it once, and where it stood.
func TestATitleThatIsThePassageIsNotRepeated(t *testing.T) {
	said := Block{Who: "Anna", Title: "The dam will break.", Sentence: "The dam will break", Cite: "Anna; The Herald, 3 Feb 2026", URL: "https://herald.example/1"}
	told := Block{Who: "Boris", Title: "The bridge was mined", Sentence: "They say that the bridge was mined"}
	got := choose([]Section{{Heading: "Emerging", Blocks: []Block{said, told}}}, 10)[0].Blocks
	if len(got) != 2 || got[0].Sentence != "" || got[0].reference() != "Anna; The Herald, 3 Feb 2026, https://herald.example/1" || got[1].Sentence == "" {
		t.Errorf("%+v", got)
	}
}
