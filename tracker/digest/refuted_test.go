package digest

import (
	"strings"
	"testing"

	"onset/tracker/refute"
)

// What was denied before was said before: the first is asked about, and told once
// nothing refutes it any more.
func TestWhatIsRefutedIsAskedAboutAndNotTold(t *testing.T) {
	in := busyDay(t)
	for id, a := range in.Refuted {
		denied := refute.Older{Text: "The dam will never break, she said.", Source: "The Herald", Published: day(1, 9), URL: "https://herald.example/never", Share: 1, Why: "its speaker denies the line", Refutes: true}
		a.Nearest = refute.Rank(append(a.Nearest, denied))
		in.Refuted[id] = a
	}
	d := Build(in)
	if len(d.ToConfirm) != 1 || d.ToConfirm[0].TalkingPoint != "flood" || len(d.New) != 1 {
		t.Fatalf("to confirm %+v, new %d", d.ToConfirm, len(d.New))
	}
	text := strings.Join(strings.Fields(Text(d)), " ")
	for _, want := range []string{
		"Held back until a person confirms it: the line was about before: in The Herald, 9 Jan, its speaker denies the line.",
		"onset review flood-1 --confirm · onset review flood-1 --reject",
		"The Herald 9 Jan: “The dam will never break, she said.” (its speaker denies the line)",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	for id, a := range in.Refuted {
		for i := range a.Nearest {
			a.Nearest[i].Refutes = false
		}
		in.Refuted[id] = a
	}
	if d := Build(in); len(d.ToConfirm) != 0 || len(d.New) != 2 {
		t.Errorf("once it is settled: to confirm %d, new %d", len(d.ToConfirm), len(d.New))
	}
}

// A line that nobody defined is told when nothing older says the same and nothing
// speaks against its being one; else a person is asked.
func TestALineIsToldOrAskedAbout(t *testing.T) {
	older := refute.Attempt{Looked: 7, Covered: 1, Nearest: []refute.Older{{Text: "Rents are to blame, he said.", Source: "The Herald", Published: day(1, 9), URL: "https://herald.example/rents", Share: 0.7, Why: "it says the same in other words", Refutes: true}}}
	near := refute.Attempt{Looked: 7, Covered: 0.5, Nearest: []refute.Older{{Text: "Rents rose.", Source: "The Herald", Published: day(1, 9), Share: 0.2, Why: "it only shares “rents”"}}}
	for _, c := range []struct {
		name string
		line Candidate
		a    refute.Attempt
		told bool
		want string
	}{
		{"nothing older", Candidate{}, refute.Attempt{Looked: 7}, true, "7 older texts looked through for an older one"},
		{"none to compare", Candidate{}, refute.Attempt{Covered: 1}, true, "No older text came up by its words to compare it with: 100% of the days before were looked through."},
		{"something near", Candidate{}, near, true, "Not new? Compare The Herald 9 Jan: “Rents rose.” (it only shares “rents”)"},
		{"the same, older", Candidate{}, older, false, "Held back until a person decides: it was said before: in The Herald, 9 Jan."},
		{"said once", Candidate{Kind: "statement", Status: "candidate", Origins: 1, Utterances: 1, Sources: 1, Speakers: []string{"Reed"}, Published: day(1, 12)}, near, true, "Reed: Landlords are to blame for rents (one statement)"},
		{"said once by whom its words begin with", Candidate{Kind: "statement", Status: "candidate", Origins: 1, Speakers: []string{"Landlords"}}, near, true, "EMERGING Landlords are to blame for rents (one statement)"},
		{"said once, in words", Candidate{Kind: "statement", Status: "candidate", Origins: 1, Utterances: 1, Sources: 1, Speakers: []string{"Reed"}, Published: day(1, 12)}, near, true, "Said once by Reed; first published 12 Jan."},
		{"in its own words", Candidate{}, refute.Attempt{NotNew: true}, false, "Held back until a person decides: its own words say that it is not new."},
		{"perhaps an event", Candidate{Held: "it may be a line, or one event"}, near, false, "Held back until a person decides: it may be a line, or one event."},
	} {
		in := busyDay(t)
		c.line.ID, c.line.Label, c.line.Sentence, c.line.Source = "c1", "Landlords are to blame for rents", "Landlords are to blame for rents.", "Gazette"
		in.Emerging, in.Learning = []Candidate{c.line}, nil
		in.Refuted["c1"] = c.a
		d := Build(in)
		text := strings.Join(strings.Fields(Text(d)), " ")
		if (len(d.Emerging) == 1) != c.told || (len(d.MaybeLines) == 1) == c.told || !strings.Contains(text, c.want) {
			t.Errorf("%s: told %d, held %d; %q should stand in\n%s", c.name, len(d.Emerging), len(d.MaybeLines), c.want, text)
		}
		if strings.Contains(text, "(emerging?)") == c.told {
			t.Errorf("%s: labelled as one that is asked about: %v", c.name, !c.told)
		}
	}
}

// A sentence that emerged is not told in the news as well.
func TestWhatEmergedIsNoNews(t *testing.T) {
	said := Candidate{ID: "c1", Kind: "statement", Label: "Landlords starve the city", Sentence: "Landlords starve the city."}
	storm := Candidate{ID: "c2", Kind: "subject", Label: "A storm", Sentence: "A storm came."}
	news := said
	news.ID, news.Kind = "c3", "subject"
	d := Build(Input{Day: today, Emerging: []Candidate{said}, Subjects: []Candidate{news, storm}})
	if len(d.Subjects) != 1 || d.Subjects[0].ID != "c2" {
		t.Errorf("in the news: %+v", d.Subjects)
	}
}

// A day on which something emerged is not called quiet.
func TestADayWithAStatementIsNotQuiet(t *testing.T) {
	d := Build(Input{Day: today, Before: make([]int, Before), Emerging: []Candidate{{ID: "c1", Kind: "statement", Label: "Landlords starve the city", Sentence: "Landlords starve the city."}}})
	if got, want := d.Weigh(d.Before), "A day like others: one statement that nobody tracks yet."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
