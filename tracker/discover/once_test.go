package discover

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/text"
)

// judgedStatements are statements of which a person said whether an analyst would let
// them stand as a change of line, of each scale a row each: the id of the article and the
// number of the statement in it, 1 or 0, and its features in the order of the scale. No
// text of them is kept.
//
//go:embed testdata/statements.tsv
var judgedStatements string

//go:embed testdata/own.tsv
var judgedOwn string

// judgedScales are the scales with what was judged for each. Of what an outlet says itself
// more must stand: nobody is named for it.
var judgedScales = []struct {
	*scale
	file, rows  string
	want, apart float64
}{
	{onceScale, "testdata/statements.tsv", judgedStatements, 0.8, 0.75},
	{ownScale, "testdata/own.tsv", judgedOwn, 0.83, 0.78},
}

const (
	onceRounds = 3000
	onceRate   = 0.1
)

func statementSamples(t *testing.T, s *scale, file, rows string) []sample {
	t.Helper()
	var out []sample
	for _, fields := range judgedRows(t, file, rows, 2+len(s.features)) {
		// None has to be repeated.
		out = append(out, sample{id: fields[0], line: fields[1] == "1", repetition: repetition{2, 2}, values: numbers(t, fields[2:])})
	}
	return out
}

func (s *scale) names() (out []string) {
	for _, f := range s.features {
		out = append(out, f.name)
	}
	return out
}

// TestStatementWeightsAreFitted fits the points of single statements again, as
// TestWeightsAreFitted does those of lines. To measure the judged ones anew:
//
//	ONSET_REPLAY=1 go test -run TestJudgedStatementsAreMeasured ./tracker/discover
func TestStatementWeightsAreFitted(t *testing.T) {
	for _, j := range judgedScales {
		samples := statementSamples(t, j.scale, j.file, j.rows)
		points := pointsOf(j.names(), fitted(samples, onceRounds, onceRate))
		points["told"] = leastPoints(samples, j.names(), points, j.want)
		for name, want := range points {
			if got := j.points()[name]; got != want {
				t.Errorf("by %s %s has %d points, by the judged statements %d", j.file, name, got, want)
			}
		}
	}
}

// TestStatementsHoldOnUnseen leaves out a fifth of the judged statements at a time.
func TestStatementsHoldOnUnseen(t *testing.T) {
	for _, j := range judgedScales {
		if auc := toldApart(statementSamples(t, j.scale, j.file, j.rows), onceRounds, onceRate); auc < j.apart {
			t.Errorf("of pairs of %s, a statement that stands and one that does not, %.2f are told apart, want %.2f", j.file, auc, j.apart)
		}
	}
}

// TestToldStatementsHoldOnUnseen fits points and the bar on four fifths of the judged and tells
// of the last fifth, five times in each of several orders.
func TestToldStatementsHoldOnUnseen(t *testing.T) {
	for _, j := range judgedScales {
		samples, told, stand := statementSamples(t, j.scale, j.file, j.rows), 0, 0
		for order := range uint64(heldOrders) {
			rand.New(rand.NewPCG(order, 2)).Shuffle(len(samples), func(i, j int) { samples[i], samples[j] = samples[j], samples[i] })
			for fold := range folds {
				known, unseen := parted(samples, fold)
				points := pointsOf(j.names(), fitted(known, 1000, 0.3))
				bar := float64(leastPoints(known, j.names(), points, j.want))
				for _, s := range unseen {
					if s.under(j.names(), points) >= bar {
						told++
						stand += int(one(s.line))
					}
				}
			}
		}
		t.Logf("%s: of %d unseen ones that are told %d stand, %.1f of %d a time", j.file, told, stand, float64(told)/heldOrders, len(samples))
		if float64(stand) < 0.7*float64(told) {
			t.Errorf("%s: of %d unseen statements that are told %d stand, want 0.70", j.file, told, stand)
		}
	}
}

const heldOrders = 4

// TestJudgedStatementsAreMeasured measures the features of the judged statements in the
// stream that they stand in.
func TestJudgedStatementsAreMeasured(t *testing.T) {
	file := rules(t)
	days := stream(t, file, "2020", "2021", "2022")
	measured := map[string]map[string]string{} // by file, by id
	for _, j := range judgedScales {
		measured[j.file] = map[string]string{}
		for _, s := range statementSamples(t, j.scale, j.file, j.rows) {
			measured[j.file][s.id] = ""
		}
	}
	f := New(Options{Parties: file.Parties()})
	for d := tracker.Date(2020, 1, 1); d <= tracker.Date(2022, 12, 31); d++ {
		if d < tracker.Date(2021, 1, 1) {
			f.Learn(d, days[d])
			continue
		}
		docs := f.take(d, days[d])
		f.relearn(d)
		for _, doc := range docs {
			for i := range doc.units {
				id := fmt.Sprintf("%s/%d", doc.id, i)
				for _, j := range judgedScales {
					if _, judged := measured[j.file][id]; judged {
						measured[j.file][id] = f.valuesOf(j.scale, doc, i, d)
					}
				}
			}
		}
		f.keysOf(docs)
		done(docs)
	}
	for _, j := range judgedScales {
		var out strings.Builder
		for row := range strings.Lines(j.rows) {
			fields := strings.SplitN(strings.TrimSpace(row), "\t", 3)
			if values := measured[j.file][fields[0]]; values != "" {
				fields[2] = values
			} else {
				t.Logf("%s is no longer in the stream and keeps what was measured of it", fields[0])
			}
			out.WriteString(strings.Join(fields, "\t") + "\n")
		}
		if err := os.WriteFile(j.file, []byte(out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// valuesOf writes the features of a unit by a scale.
func (f *Finder) valuesOf(by *scale, d *doc, i int, today tracker.Day) string {
	s := single{d: d, u: &d.units[i]}
	if s.u.claim >= 0 {
		s.claim = &d.claims[s.u.claim]
	}
	f.weighSingle(&s, today)
	var out []string
	for _, x := range by.features {
		out = append(out, fmt.Sprintf("%g", rounded(x.of(&s))))
	}
	return strings.Join(out, "\t")
}

// The table of points is whole, and a broken one is refused.
func TestTableOfStatements(t *testing.T) {
	for _, s := range []*scale{onceScale, ownScale} {
		for _, table := range []string{"told", "nonsense 3", s.table + "\ntold 2", "told x"} {
			if _, err := s.parse(table); err == nil {
				t.Errorf("points with %.20q are taken", table)
			}
		}
	}
}

// quarrelling are parties of made-up rules, and with which words others judge them.
var (
	quarrelling = [][]string{{"islands", "island"}, {"coast"}}
	insults     = strings.Fields("provoke blackmail betray manipulate destabilize")
	victims     = strings.Fields("fishermen harbours pilots markets envoys")
)

// toldOf is an article of a title that somebody says; nobody where there is no speaker.
func toldOf(id string, day tracker.Day, title, speaker, words string) Article {
	a := Article{ID: id, Source: id[:1], URL: "https://example.org/" + id, Day: day, Language: "en", Title: text.Analyse(title, "en")}
	if words != "" {
		from := strings.Index(title, words)
		a.Claims = []tracker.Claim{{Span: tracker.Span{Start: from, End: from + len(words)}, Part: tracker.Title, Text: words,
			Speakers: []tracker.ClaimSpeaker{{ID: speaker, Text: strings.Fields(title)[0]}}, Stance: tracker.Affirms}}
	}
	return a
}

// quarrellingArchive has forty days of other news, of what the coast does, and of insults of
// each kind of victim but the one of the same number.
func quarrellingArchive() (state []byte, today tracker.Day) {
	w, f := newWorld(5, 3000), New(Options{Parties: quarrelling})
	for d := range tracker.Day(40) {
		var articles []Article
		for range 26 {
			articles = append(articles, w.article(sceneStart+d).read())
		}
		articles = append(articles, toldOf(fmt.Sprintf("h%d", d), sceneStart+d, fmt.Sprintf("The coast paints %s of its %s", w.coin(), w.coin()), "", ""))
		n, m := int(d)%len(insults), int(d/5)%len(victims)
		if n != m {
			articles = append(articles, toldOf(fmt.Sprintf("q%d", d), sceneStart+d, fmt.Sprintf("The islands %s the %s", insults[n], victims[m]), "", ""))
		}
		f.Learn(sceneStart+d, articles)
	}
	f.Learn(sceneStart+40, []Article{toldOf("q40", sceneStart+40, "Minister Dale: the islands blackmail sailors and starve grandmothers", "dale", "the islands blackmail sailors and starve grandmothers")})
	state, _ = f.MarshalBinary()
	return state, sceneStart + 60
}

// What somebody of weight says of a party is told though nobody repeats it; what is old,
// of nobody, of no party or an event is not.
func TestSingleStatements(t *testing.T) {
	state, today := quarrellingArchive()
	closing := func(articles ...Article) (*Finder, []Candidate) {
		f := New(Options{Parties: quarrelling})
		if err := f.UnmarshalBinary(state); err != nil {
			t.Fatal(err)
		}
		return f, f.Close(today, articles).Once
	}
	const said = "the islands want a famine on the coast and betray its farmers"
	for _, c := range []struct {
		title, speaker, words string
		want                  bool
	}{
		{"Reed: " + said, "reed", said, true},
		{"He says " + said, "", said, false},
		{"Reed spoke about the famine that the islands want on the coast", "reed", "about the famine that the islands want on the coast", false},
		{"Reed: the islands want to repeat a famine on the coast and betray its farmers", "reed", "the islands want to repeat a famine on the coast and betray its farmers", true},
		{"Reed says once again that " + said, "reed", said, false},
		{"Reed: the islands blackmail the sailors and starve grandmothers", "reed", "the islands blackmail the sailors and starve grandmothers", false},
		{"Reed: the bakers betray the millers of the old town", "reed", "the bakers betray the millers of the old town", false},
		{"The islands manipulate the coast and have betrayed its farmers", "", "", true},
		{"Have the islands manipulated the coast and betrayed its farmers?", "", "", false},
		{"And the islands manipulate the coast and have betrayed its farmers", "", "", false},
		{"In a storm 12 boats of the islands sank near the coast", "", "", false},
	} {
		_, got := closing(toldOf("a1", today, c.title, c.speaker, c.words))
		if (len(got) == 1) != c.want {
			t.Errorf("%q is told: %v, want %v", c.title, len(got) == 1, c.want)
		}
	}
	f, got := closing(toldOf("a1", today, "The islands manipulate the coast and have betrayed its farmers", "", ""))
	if len(got) != 1 || len(got[0].Speakers) > 0 {
		t.Errorf("an outlet’s own words are told as %+v", got)
	}
	if r := f.Close(today+1, []Article{toldOf("c1", today+1, "The islands manipulate pilots and have blackmailed the coast", "", "")}); len(r.Once) > 0 {
		t.Errorf("it goes on with them: %q", r.Once[0].Label)
	}
	own := toldOf("a1", today, "Reed: "+said, "reed", said)
	f, got = closing(own)
	if len(got) != 1 {
		t.Fatalf("%d single statements are told", len(got))
	}
	c := got[0]
	if c.Kind != Statement || !c.Once || c.Told() != today || len(c.Speakers) != 1 || c.Speakers[0].ID != "reed" || len(c.Why) == 0 || c.Stanza == "" {
		t.Errorf("told as %+v", c)
	}
	r := f.Close(today+1, []Article{toldOf("c1", today+1, "Reed: "+said, "reed", said)})
	if len(r.Once) > 0 {
		t.Error("it is told on the next day too")
	}
	for _, u := range r.Updated {
		if u.ID == c.ID && (u.Mentions != 2 || u.Told() != today) {
			t.Errorf("said again it has %d mentions and was told on %s", u.Mentions, u.Told())
		}
	}
	f, got = closing(own, toldOf("b1", today, "Reed says "+said, "reed", said))
	if lines := f.candidates; len(got) != 0 || len(lines) == 0 || lines[len(lines)-1].Kind != Line {
		t.Error("what two outlets carry is no line, or told as a single statement beside it")
	}
}
