package claim

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/text"
)

// mouth is a text of testdata/mouths/kinds.txt with what must be read of it.
type mouth struct {
	kind, lang, title, body string
	source                  tracker.Kind
	line                    int
	want                    []mouthed
}

// mouthed tells whose words some words of a text are.
type mouthed struct {
	words, speaker, via, day string
	line                     int
}

// readMouths reads the texts of a file; the head of kinds.txt tells their shape.
func readMouths(t testing.TB, name string) []mouth {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []mouth
	kind, line := "", 0
	for s := bufio.NewScanner(f); s.Scan(); {
		line++
		row := s.Text()
		switch {
		case row == "", row[0] == '#':
		case strings.HasPrefix(row, "kind: "):
			kind = row[len("kind: "):]
		case row[0] == ' ':
			words, who, ok := strings.Cut(strings.TrimSpace(row), " < ")
			if !ok {
				t.Fatalf("%s:%d: no \" < \"", name, line)
			}
			who, day, _ := strings.Cut(who, " @ ")
			who, via, _ := strings.Cut(who, " via ")
			last := &out[len(out)-1]
			last.want = append(last.want, mouthed{words, who, via, day, line})
		default:
			head, body, _ := strings.Cut(row, ": ")
			lang, source, _ := strings.Cut(head, " ")
			m := mouth{kind: kind, lang: lang, source: tracker.Kind(source), line: line, body: body}
			if title, rest, ok := strings.Cut(body, " | "); ok {
				m.title, m.body = title, rest
			}
			m.body = strings.ReplaceAll(m.body, `\n`, "\n\n")
			out = append(out, m)
		}
	}
	return out
}

// who tells who says some words of a text, as a mention of them would be told:
// by the claim that covers most of them, the shorter of two; on an official page
// by the institution where no claim does.
func (m mouth) who(r *Reading, words string) (*tracker.Claim, bool) {
	for _, part := range []struct {
		part tracker.Part
		raw  string
	}{{tracker.Title, m.title}, {tracker.Body, m.body}} {
		at := strings.Index(part.raw, words)
		if at < 0 {
			continue
		}
		span := tracker.Span{Start: at, End: at + len(words)}
		var best *tracker.Claim
		for _, c := range r.Claims() {
			if c.Part == part.part && c.Overlap(span) > 0 && (best == nil || c.Overlap(span) > best.Overlap(span) || c.Overlap(span) == best.Overlap(span) && c.Len() < best.Len()) {
				best = &c
			}
		}
		if best == nil && m.source == tracker.Official {
			own := r.At(part.part, sentenceOf(r.pageOf(part.part).text, span), []tracker.Span{span}).Claim
			best = &own
		}
		return best, true
	}
	return nil, false
}

// fits tells whether a claim is that of the speaker who is wanted.
func (w mouthed) fits(c *tracker.Claim) bool {
	if c == nil {
		return w.speaker == "-" || w.speaker[0] == '!'
	}
	if w.speaker == "-" {
		return len(c.Speakers) == 0
	}
	name, not := strings.CutPrefix(w.speaker, "!")
	if named(c.Speakers, name) == not || !not && len(c.Speakers) > 1 {
		return false
	}
	if w.day != "" && (c.Said == nil || c.Said.From.String() != w.day || c.Said.To != c.Said.From) {
		return false
	}
	return w.via == "" || named(c.Via, w.via)
}

func named(all []tracker.ClaimSpeaker, name string) bool {
	for _, s := range all {
		if s.ID == name || s.ID == "" && strings.Contains(strings.ToLower(s.Text), strings.ToLower(name)) {
			return true
		}
	}
	return false
}

// mouthsUnread is how many passages of a file are not read right yet.
var mouthsUnread = map[string]int{"kinds": 2, "more": 4, "third": 1, "fourth": 2, "official": 2, "fifth": 0, "antecedents": 5, "heldback": 5, "sixth": 3, "manner": 0}

func mouthBook() *Book {
	return NewBook([]tracker.Speaker{
		{ID: "sorin", Name: "Viktor Sorin", Aliases: []string{"Sorin", "Виктор Сорин", "Сорин", "Віктор Сорін", "Сорін"},
			Roles: []tracker.Role{{Title: "Drovian foreign minister"}, {Title: "министр иностранных дел Дровии"}, {Title: "глава МИД Дровии"}}},
		{ID: "palace", Name: "Palace officials", Aliases: []string{"Palace", "Дворец"}, Members: []string{"sorin", "rudin"}},
		{ID: "rudin", Name: "Oleg Rudin", Aliases: []string{"Rudin", "Олег Рудин", "Рудин", "Олег Рудін", "Рудін"}},
		{ID: "lenz", Name: "Anna Lenz", Aliases: []string{"Lenz", "Анна Ленц", "Ленц"}, Roles: []tracker.Role{{Title: "palace spokesman"}}},
	})
}

// houseUnread is how many passages are not read right yet of the files that are read
// with a book of groups.
var houseUnread = map[string]int{"offices": 0, "behalf": 0, "things": 3, "papers": 3, "bounds": 4, "heirs": 1}

// houseBook has groups whose members hold offices, one of them within another.
func houseBook() *Book {
	speaker := func(id, name, aliases string, titles ...string) tracker.Speaker {
		s := tracker.Speaker{ID: id, Name: name, Aliases: strings.Split(aliases, ", ")}
		for _, t := range titles {
			s.Roles = append(s.Roles, tracker.Role{Title: t})
		}
		return s
	}
	palace := speaker("palace", "Palace", "Palace officials, Дворец, Палац, Drovia, Дровия, Дровія, дровийские власти")
	palace.Members = []string{"sorin", "lenz", "mfa"}
	mfa := speaker("mfa", "Drovian Foreign Ministry", "МИД Дровии, МЗС Дровії")
	mfa.Members = []string{"rudin"}
	return NewBook([]tracker.Speaker{
		speaker("sorin", "Viktor Sorin", "Sorin, Виктор Сорин, Сорин, Віктор Сорін, Сорін", "Drovian president", "президент Дровии", "президент Дровії"),
		speaker("rudin", "Oleg Rudin", "Rudin, Олег Рудин, Рудин, Олег Рудін, Рудін", "Drovian foreign minister", "министр иностранных дел Дровии", "міністр закордонних справ Дровії"),
		speaker("lenz", "Anna Lenz", "Lenz, Анна Ленц, Ленц"),
		speaker("hall", "Great Hall", "Большой дворец, Великий палац"),
		palace, mfa,
	})
}

// Whose words they are, by kinds of sentences: who reports, is told, is met or
// only named never speaks for whoever does.
func TestMouths(t *testing.T) {
	for name, unread := range mouthsUnread {
		t.Run(name, func(t *testing.T) { testMouths(t, "testdata/mouths/"+name+".txt", mouthBook(), unread) })
	}
	for name, unread := range houseUnread {
		t.Run(name, func(t *testing.T) { testMouths(t, "testdata/mouths/"+name+".txt", houseBook(), unread) })
	}
}

// assertsNoTalk checks that of an institution's page that is a talk nothing is
// asserted in the institution's name.
func assertsNoTalk(t *testing.T, r *Reading, m mouth) {
	t.Helper()
	if !r.talk || m.source != tracker.Official {
		return
	}
	for _, s := range r.body.text.Sentences {
		if got := r.At(tracker.Body, s.Span, nil); got.Index < 0 && (got.Claim.Treatment == tracker.Asserts || len(got.Claim.Speakers) > 0) {
			t.Errorf("%s:%d: %q is the institution's own", m.kind, m.line, got.Claim.Text)
		}
	}
}

func testMouths(t *testing.T, name string, book *Book, unread int) {
	right, all, wrong := map[string]int{}, map[string]int{}, 0
	for _, m := range readMouths(t, name) {
		doc := document(t, m.body, m.lang)
		if doc.Source.Kind = m.source; m.source == tracker.Official {
			doc.Source.Name, doc.Source.Speaker = "Palace", "palace"
		}
		if m.title != "" {
			doc.Title = text.Analyse(m.title, m.lang)
		}
		r := Open(doc, book)
		assertsNoTalk(t, r, m)
		for _, w := range m.want {
			c, found := m.who(r, w.words)
			if !found {
				t.Fatalf("%s:%d: %q is not in the text", name, w.line, w.words)
			}
			all[m.kind]++
			if w.fits(c) {
				right[m.kind]++
				continue
			}
			wrong++
			t.Logf("%s:%d (%s): %q of %q is not said by %s, but:%s", name, w.line, m.kind, w.words, m.body, w.speaker, show(r.Claims()))
		}
	}
	if wrong > unread {
		t.Errorf("%d are wrong, not %d at most; -v tells which", wrong, unread)
	}
	for kind, n := range all {
		if testing.Verbose() {
			t.Logf("%3d of %3d  %s", right[kind], n, kind)
		}
	}
}
