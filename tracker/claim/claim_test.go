package claim

import (
	"strings"
	"testing"
	"unicode/utf8"

	"onset/tracker"
	"onset/tracker/said"
	"onset/tracker/text"
)

// published is a Thursday.
const published = "2026-02-05"

func document(t testing.TB, body, lang string) Document {
	t.Helper()
	day, err := tracker.ParseDay(published)
	if err != nil {
		t.Fatal(err)
	}
	return Document{Body: text.Analyse(body, lang), Published: tracker.Stamp{Day: day}}
}

func testBook() *Book {
	return NewBook([]tracker.Speaker{
		{ID: "sorin", Name: "Viktor Sorin", Aliases: []string{"Sorin", "Виктор Сорин", "Сорин", "Віктор Сорін", "Сорін"},
			Roles: []tracker.Role{{Title: "Drovian foreign minister"}, {Title: "министр иностранных дел Дровии"}}},
		{ID: "palace", Name: "Palace officials", Aliases: []string{"Palace", "Дворец"}, Members: []string{"sorin", "rudin"}},
		{ID: "rudin", Name: "Oleg Rudin", Aliases: []string{"Rudin", "Рудин", "Рудін"},
			Roles: []tracker.Role{{Title: "palace spokesman", To: 738000}}},
		{ID: "lenz", Name: "Anna Lenz", Aliases: []string{"Lenz", "Ленц"}, Roles: []tracker.Role{{Title: "palace spokesman", From: 738001}}},
	})
}

// Each way of saying who said what, as a reader would mark it.
func TestSieves(t *testing.T) {
	for _, c := range []struct {
		name, lang, body, speaker, id, said string
		form                                tracker.Form
	}{
		{"clause", "en", "Viktor Sorin said that the bridge will stay closed.", "Viktor Sorin", "sorin", "the bridge will stay closed", tracker.Indirect},
		{"bare clause", "en", "Mara Holt said the bridge will stay closed.", "Mara Holt", "", "the bridge will stay closed", tracker.Indirect},
		{"progressive", "en", "Mara Holt is warning that the bridge will fall.", "Mara Holt", "", "the bridge will fall", tracker.Indirect},
		{"quotation after", "en", `“The bridge is safe,” said Mara Holt, the mayor.`, "Mara Holt", "", "The bridge is safe", tracker.Direct},
		{"quotation split", "en", `“The bridge is safe,” Holt said. “We checked it twice.”`, "Holt", "", "The bridge is safe,” Holt said. “We checked it twice", tracker.Direct},
		{"two apostrophes", "en", `''The bridge is safe,'' Holt said.`, "Holt", "", "The bridge is safe", tracker.Direct},
		{"mixed", "en", "Sorin claimed that the plan is “a farce” and must go.", "Sorin", "sorin", "the plan is “a farce” and must go", tracker.Mixed},
		{"postposed", "en", "The port will reopen on Monday, the harbour ministry said.", "the harbour ministry", "", "The port will reopen on Monday", tracker.Indirect},
		{"according to", "en", "According to Mara Holt, the port will reopen.", "Mara Holt", "", "the port will reopen", tracker.Indirect},
		{"as", "en", "As Mara Holt noted, the port has been closed for a year.", "Mara Holt", "", "the port has been closed for a year", tracker.Indirect},
		{"noun", "en", "Nobody believed Sorin’s February 3 claim that the port is mined.", "Sorin", "sorin", "the port is mined", tracker.Indirect},
		{"noun about", "en", "Sorin’s February 3 claim about an alleged staged attack drew laughter.", "Sorin", "sorin", "an alleged staged attack", tracker.Indirect},
		{"noun by of", "en", "There was a long campaign by the northern press of claims about a staged attack.", "the northern press", "", "a staged attack", tracker.Indirect},
		{"noun by", "en", "There was anger over the claim by Mara Holt that the port is mined.", "Mara Holt", "", "the port is mined", tracker.Indirect},
		{"apposition", "en", "Mara Holt, the mayor of the town, said the port is open.", "Mara Holt", "", "the port is open", tracker.Indirect},
		{"two speakers", "en", "Sorin and Lenz said that the port is open.", "Sorin", "sorin", "the port is open", tracker.Indirect},
		{"group", "en", "Palace officials said that the port is open.", "Palace officials", "palace", "the port is open", tracker.Indirect},
		{"role", "en", "The palace spokesman said that the port is open.", "Anna Lenz", "lenz", "the port is open", tracker.Indirect},
		{"object", "en", "Mara Holt called the plan a bad joke.", "Mara Holt", "", "the plan a bad joke", tracker.Indirect},
		{"infinitive", "en", "Mara Holt vowed to close the port.", "Mara Holt", "", "to close the port", tracker.Indirect},
		{"occasion", "en", "Mara Holt used a radio interview to reject any talks.", "Mara Holt", "", "any talks", tracker.Indirect},
		{"occasion", "en", "Mara Holt began on February 2 and 3 to say that the mine was flooded.", "Mara Holt", "", "the mine was flooded", tracker.Indirect},
		{"occasion", "en", "Mara Holt started on Monday to claim that the mine was flooded.", "Mara Holt", "", "the mine was flooded", tracker.Indirect},
		{"occasion", "en", "Mara Holt continued in February to insist that the mine was flooded.", "Mara Holt", "", "the mine was flooded", tracker.Indirect},
		{"document", "en", "The report stated that the port is mined.", "The report", "", "the port is mined", tracker.Indirect},
		{"two sources", "en", "Two sources told the paper that the port is mined.", "Two sources", "", "the port is mined", tracker.Indirect},
		{"inner frame", "ru", "«Порт открыт, – сказал Сорин. – Всё спокойно».", "Сорин", "sorin", "Порт открыт, – сказал Сорин. – Всё спокойно", tracker.Direct},
		{"place", "ru", "В министерстве сообщили, что порт открыт.", "министерстве", "", "порт открыт", tracker.Indirect},
		{"by his words", "uk", "За словами Віктора Соріна, порт відкрито.", "Viktor Sorin", "sorin", "порт відкрито", tracker.Indirect},
		{"low quotes", "uk", "„Порт відкрито“, – сказав Сорін.", "Viktor Sorin", "sorin", "Порт відкрито", tracker.Direct},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, got := range Open(document(t, c.body, c.lang), testBook()).Claims() {
				if got.Text != c.said {
					continue
				}
				if got.Form != c.form || got.Speakers[0].ID != c.id {
					t.Errorf("got %s by %q, want %s by %q", got.Form, got.Speakers[0].ID, c.form, c.id)
				}
				if c.id == "" && got.Speakers[0].Text != c.speaker {
					t.Errorf("speaker %q, want %q", got.Speakers[0].Text, c.speaker)
				}
				return
			}
			t.Errorf("no claim %q in %s: %s", c.said, c.body, show(Open(document(t, c.body, c.lang), testBook()).Claims()))
		})
	}
}

// Claims that follow from earlier ones.
func TestDiscourse(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       []string // speaker: said
	}{
		{"participle", "Sorin rejected a truce, claiming that the town will be armed.", []string{"sorin: a truce", "sorin: the town will be armed"}},
		{"continuation", "“The port is open,” Mara Holt said.\n\n“We have checked every ship in it,” she said.\n\n“Nobody will stop us from doing so again.”",
			[]string{"Mara Holt: The port is open", "Mara Holt: We have checked every ship in it", "Mara Holt: Nobody will stop us from doing so again"}},
		{"colon", "Mara Holt continued:\n\n“Nobody will stop us from doing so again.”", []string{"Mara Holt: Nobody will stop us from doing so again"}},
		{"signature", "“Nobody will stop us from doing so.”\n― Mara Holt", []string{"Mara Holt: Nobody will stop us from doing so"}},
		{"stray mark", "“The port is open, Holt said.\n\nThe sun shone.", []string{"Holt: The port is open"}},
		{"loose mark", "Mara Holt does not give way. “ The port is open. Nobody shut it,” she noted.", []string{"Mara Holt: The port is open. Nobody shut it"}},
		{"marks within marks", `"The port is open. Such "reports" of mines are old," Mara Holt said.`, []string{`Mara Holt: The port is open. Such "reports" of mines are old`}},
		{"a mark too many", `"The port is open," Mara Holt said. "The ferry, she added, "is gone."`, []string{`Mara Holt: The port is open," Mara Holt said. "The ferry, she added, "is gone`}},
		{"pronoun", "Drovian Foreign Minister Viktor Sorin arrived on Monday. He said that the port is open.", []string{"sorin: the port is open"}},
		{"role of the text", "Harbour minister Mara Holt arrived on Monday. The minister said that the port is open.", []string{"Mara Holt: the port is open"}},
		{"cataphora", "The port stays shut, a top official said Wednesday.\n\nThe comments by Mara Holt surprised the town.", []string{"Mara Holt: The port stays shut"}},
		{"surname", "Mara Holt came late. Holt said the port is open.", []string{"Mara Holt: the port is open"}},
		{"relayed", "“The port is open,” Sorin said, according to the DPN news agency.", []string{"sorin: The port is open"}},
		{"reading", "Sorin implied that the port is open. The delay indicates that the port is shut.", nil},
		{"not said", "Mara Holt did not say that the port is open.", nil},
		{"transcript", "HOLT: The port is open to all.\n\nQUESTION: And when will the bridge open?\n\nHOLT: It will open in May.",
			[]string{"HOLT: The port is open to all", "QUESTION: And when will the bridge open", "HOLT: It will open in May"}},
		{"transcript of short turns", "HOLT: Good day.\n\nQUESTION: Is the port open?\n\nHOLT: It is. The port stays open.\n\nQUESTION: And the bridge?\n\nHOLT: It is not.",
			[]string{"HOLT: Good day", "QUESTION: Is the port open", "HOLT: It is. The port stays open", "QUESTION: And the bridge", "HOLT: It is not"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, cl := range Open(document(t, c.body, "en"), testBook()).Claims() {
				who := cl.Speakers[0].ID
				if who == "" {
					who = cl.Speakers[0].Text
				}
				got = append(got, who+": "+cl.Text)
			}
			if len(got) != len(c.want) {
				t.Fatalf("got %q, want %q", got, c.want)
			}
			for i := range got {
				if got[i] != c.want[i] {
					t.Errorf("got %q, want %q", got[i], c.want[i])
				}
			}
		})
	}
}

// A headline that asks, or says what is told below it, asserts nothing.
func TestHeadlinesThatAnnounce(t *testing.T) {
	for title, want := range map[string]tracker.Treatment{
		"Is the ferry sunk? What Sorin really said": tracker.Reports,
		"What Sorin says about the sunk ferry":      tracker.Reports,
		"How the ferry was sunk":                    tracker.Asserts,
	} {
		doc := document(t, "Nothing here.", "en")
		doc.Title = text.Analyse(title, "en")
		at := strings.Index(title, "sunk")
		got := Open(doc, testBook()).At(tracker.Title, doc.Title.Sentences[0].Span, []tracker.Span{{Start: at, End: at + 4}})
		if got.Claim.Treatment != want {
			t.Errorf("%s: %s", title, got.Claim.Treatment)
		}
	}
}

func TestHeadlines(t *testing.T) {
	for _, c := range []struct{ title, speaker, said string }{
		{"Sorin: the port will stay shut", "sorin", "the port will stay shut"},
		{"Sorin Says the Port Must Stay Shut", "sorin", "the Port Must Stay Shut"},
		{"Sorin says no plan to shut the port", "sorin", "no plan to shut the port"},
		{"Exclusive: the port will stay shut", "", ""},
		{"What Sorin says about the port", "", ""},
	} {
		doc := document(t, "Nothing here.", "en")
		doc.Title = text.Analyse(c.title, "en")
		got := Open(doc, testBook()).Claims()
		if c.said == "" {
			if len(got) > 0 {
				t.Errorf("%s: %s", c.title, show(got))
			}
			continue
		}
		if len(got) != 1 || got[0].Text != c.said || got[0].Speakers[0].ID != c.speaker || got[0].Part != tracker.Title {
			t.Errorf("%s: %s", c.title, show(got))
		}
	}
}

func TestNovelty(t *testing.T) {
	for _, c := range []struct{ body, value string }{
		{"Palace officials started to use new lines on Monday, claiming that troops would bring a great war.", tracker.NovelNew},
		{"Sorin once again said that the plan is a trap.", tracker.NovelRepeated},
		{"Sorin reiterated that the plan is a trap.", tracker.NovelRepeated},
		{"In recent months Sorin said that the plan is a trap.", tracker.NovelContinued},
		{"Sorin said that the plan is a trap.", ""},
		{"Sorin’s claim about a staged attack is once again a sign of fear.", ""},
	} {
		got := Open(document(t, c.body, "en"), testBook()).Claims()
		if len(got) == 0 {
			t.Errorf("%s: no claim", c.body)
			continue
		}
		last := got[len(got)-1]
		if value := noveltyValue(last.Novelty); value != c.value {
			t.Errorf("%s: novelty %q, want %q", c.body, value, c.value)
		}
	}
}

func noveltyValue(n *tracker.Novelty) string {
	if n == nil {
		return ""
	}
	return n.Value
}

func TestSaid(t *testing.T) {
	for _, c := range []struct{ body, said string }{
		{"Mara Holt said on Tuesday that the port is open.", "2026-02-03"},
		{"Mara Holt told them during their Tuesday meeting that the port is open.", "2026-02-03"},
		{"Mara Holt said on Tuesday that the port is open, adding that the ships are safe.", "2026-02-03"},
		{"Mara Holt said on Monday that the port is open.\n\nThe ships are safe, Holt said.", "2026-02-02"},
		{"Mara Holt said on Monday that the port is open, adding later that the ships are safe.", "2026-02-02..2026-02-05"},
		{"On 2 and 3 February, Mara Holt and Jon Berg commented on the plan. The officials called it a trap.", "2026-02-02..2026-02-03"},
		{"The ships are safe, Mara Holt has said.\n\nThe port is open, Mara Holt said on Tuesday.", "2026-02-03"},
		{"Mara Holt said that the port was closed in April 2022.", "?"},
		{"Mara Holt said that the port is open.", "?"},
	} {
		got := Open(document(t, c.body, "en"), testBook()).Claims()
		if len(got) == 0 {
			t.Errorf("%s: no claim", c.body)
			continue
		}
		if last := saidString(&got[len(got)-1]); last != c.said {
			t.Errorf("%s: said %s, want %s%s", c.body, last, c.said, show(got))
		}
		for _, cl := range got {
			if cl.Said.From == 0 && (cl.Said.Basis != tracker.Bounded || cl.Said.To.String() != published) {
				t.Errorf("%s: an unknown day must be bounded by publication: %+v", c.body, cl.Said)
			}
		}
	}
}

func TestGroups(t *testing.T) {
	b := testBook()
	if g := b.Groups("sorin"); len(g) != 1 || g[0] != "palace" {
		t.Errorf("groups of sorin: %v", g)
	}
	if g := b.Groups("palace"); len(g) != 0 {
		t.Errorf("groups of palace: %v", g)
	}
}

func TestOfficialPage(t *testing.T) {
	doc := document(t, "The port is closed to foreign ships.", "en")
	doc.Source = tracker.Source{Kind: tracker.Official, Name: "Palace", Speaker: "palace"}
	c := Open(doc, nil).At(tracker.Body, doc.Body.Sentences[0].Span, nil).Claim
	if len(c.Speakers) != 1 || c.Speakers[0].ID != "palace" || c.Said == nil || c.Said.From.String() != published {
		t.Errorf("own words of an institution: %+v", c)
	}
	doc.Source = tracker.Source{Kind: tracker.Independent}
	if c = Open(doc, nil).At(tracker.Body, doc.Body.Sentences[0].Span, nil).Claim; len(c.Speakers) != 0 || c.Treatment != tracker.Asserts || c.Form != tracker.OwnVoice {
		t.Errorf("own words of an outlet: %+v", c)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"“A,” she said. “B.”", "«Да, – сказал он. – Нет».", "According to", "X: Y", "said said said that that",
		"“““”””«»„“", "''a''", "Holt, who said that, said", "By S's claim that", "— он", "\n\n“x\n\n―", "Об этом сообщил",
	} {
		f.Add(s, "en")
		f.Add(s, "ru")
		f.Add(s, "uk")
	}
	book := testBook()
	f.Fuzz(func(t *testing.T, s, lang string) {
		if !utf8.ValidString(s) || len(s) > 4000 {
			return
		}
		doc := document(t, s, lang)
		doc.Title = doc.Body
		r := Open(doc, book)
		last := tracker.Claim{}
		for _, c := range r.Claims() {
			if c.Start < 0 || c.End > len(s) || c.Start >= c.End || s[c.Start:c.End] != c.Text || !utf8.ValidString(c.Text) {
				t.Fatalf("span %v of %q", c.Span, s)
			}
			if len(c.Speakers) == 0 || c.Said == nil || c.Rule == "" {
				t.Fatalf("claim without speaker, said or rule: %+v", c)
			}
			if c.Part == last.Part && c.Start < last.Start {
				t.Fatalf("claims out of order: %v after %v", c.Span, last.Span)
			}
			last = c
		}
		for _, x := range doc.Body.Sentences {
			r.At(tracker.Body, x.Span, nil)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var all string
	for _, name := range []string{"testdata/ru-first.txt", "testdata/uk-first.txt"} {
		for _, s := range readSentences(b, name) {
			all += s.body + "\n\n"
		}
	}
	for _, c := range []struct{ name, lang, body string }{
		{"ru", "ru", all},
		{"en", "en", repeat("Mara Holt, the mayor of the town, said on Monday that the port is open. “Nobody will stop us,” she said, adding that the ships are safe.\n\nThe sun shone on the hills behind the town, and the road to the coast was full of people who had come from far away to see it.\n\n", 20)},
	} {
		b.Run(c.name, func(b *testing.B) {
			doc := document(b, c.body, c.lang)
			doc.Dates = []said.Expr{}
			book := testBook()
			b.SetBytes(int64(len(c.body)))
			b.ReportAllocs()
			for b.Loop() {
				Open(doc, book).Claims()
			}
		})
	}
}

func repeat(s string, n int) string {
	out := ""
	for range n {
		out += s
	}
	return out
}

// Text that is no prose must not hold up a reading.
func TestHostileText(t *testing.T) {
	for _, s := range []string{"a (b) said ", "said that he ", "also said ", "according to ", "“a” and “b, "} {
		doc := document(t, repeat(s, 2000), "en")
		doc.Dates = []said.Expr{}
		Open(doc, testBook()).Claims()
		var p page
		p.open(doc.Body, tracker.Body, nil)
		for _, u := range p.units {
			if u.last-u.first > longestUnit {
				t.Fatalf("a unit of %d words in %q…", u.last-u.first, s)
			}
		}
	}
}
