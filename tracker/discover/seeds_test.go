package discover

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/claim"
	"onset/tracker/rulefile"
	"onset/tracker/text"
)

// asRead reads an article as the reader does, without defined talking points.
func asRead(id, source, title, body, lang string, day tracker.Day, book *claim.Book) Article {
	a := Article{ID: id, URL: "https://example.org/" + id, Source: source, Origin: id, Day: day, Language: lang,
		Title: text.Analyse(title, lang), Body: text.Analyse(body, lang)}
	a.Claims = claim.Open(claim.Document{Title: a.Title, Body: a.Body, Source: tracker.Source{ID: source}, Published: tracker.Stamp{Day: day}}, book).Claims()
	return a
}

// samples returns the articles that the demo serves, by day.
func samples(t *testing.T, book *claim.Book) map[tracker.Day][]Article {
	t.Helper()
	out := map[tracker.Day][]Article{}
	files, _ := filepath.Glob("../../newsroom/demo/articles/*.md")
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(b), "---\n")
		head, body, _ := strings.Cut(rest, "\n---\n")
		field := func(k string) string {
			m := regexp.MustCompile(`(?m)^` + k + `: *(.*)$`).FindStringSubmatch(head)
			if m == nil {
				return ""
			}
			return strings.Trim(m[1], `"`)
		}
		day, err := tracker.ParseDay(filepath.Base(name)[:10])
		if err != nil {
			t.Fatal(err)
		}
		out[day] = append(out[day], asRead(filepath.Base(name), field("source"), field("title"), body, field("language"), day, book))
	}
	if len(out) == 0 {
		t.Skip("the demo has no articles yet")
	}
	return out
}

func TestSeeds(t *testing.T) {
	var meta []struct{ File, Source, Published, Title string }
	b, err := os.ReadFile(filepath.Join(sharedDir, "seeds/meta.json"))
	if err != nil {
		t.Skip("no ../shared/seeds: ", err)
	}
	if err := json.Unmarshal(b, &meta); err != nil {
		t.Fatal(err)
	}
	rules, err := os.ReadFile("../../narratives.yaml")
	if err != nil {
		t.Skip(err)
	}
	file, err := rulefile.Parse("narratives.yaml", rules)
	if err != nil {
		t.Fatal(err)
	}
	book := claim.NewBook(file.Speakers)
	today := tracker.Date(2026, 2, 4)
	days := map[tracker.Day][]Article{}
	for d, as := range samples(t, book) {
		if d < today {
			days[d] = as
		}
	}
	for _, m := range meta {
		d, _ := tracker.ParseDay(m.Published[:10])
		body, err := os.ReadFile(filepath.Join(sharedDir, "seeds", m.File))
		if err != nil {
			t.Fatal(err)
		}
		days[d] = append(days[d], asRead(m.File, m.Source, "", string(body), "en", d, book))
	}
	f := New(Options{})
	for d := tracker.Date(2021, 12, 1); d < today; d++ {
		f.Learn(d, days[d])
	}
	r := f.Close(today, days[today])
	want := map[string][2]tracker.Day{"world war": {today - 2, today - 1}, "false flag": {today, today}}
	for i, c := range r.New {
		t.Logf("#%d %.2f %s %s | %q | said %s | %v | %s", i+1, c.Score, c.Status, c.Label, c.Phrases, c.FirstSaid, c.Speakers, c.Stanza)
		for phrase, said := range want {
			if i < 5 && strings.Contains(strings.ToLower(c.Label+strings.Join(c.Phrases, "|")), phrase) && c.FirstSaid >= said[0] && c.FirstSaid <= said[1] {
				delete(want, phrase)
			}
		}
		if bad := []string{"unacceptable", "neutral"}; i < 5 && slices.ContainsFunc(bad, func(s string) bool { return strings.Contains(strings.ToLower(c.Label), s) }) {
			t.Errorf("an old line is among the first five: %s", c.Label)
		}
	}
	for phrase := range want {
		t.Errorf("%q is not among the first five candidates of %s with its said date", phrase, today)
	}
	if !r.Learning {
		t.Error("fifty articles are called enough")
	}
}
