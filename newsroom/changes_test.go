package newsroom

import (
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"onset/feeds"
	"onset/store"
	"onset/tracker"
	"onset/tracker/timeline"
)

// kremlinRules is a rules file whose parts a person may change.
var kremlinRules = map[string]string{
	"1tv":        "{id: 1tv, name: 1tv, kind: state_media, country: RU, timezone: Europe/Moscow, languages: [ru]}",
	"putin":      "{id: putin, name: Владимир Путин, aliases: [Путин]}",
	"peskov":     "{id: peskov, name: Дмитрий Песков, aliases: [Песков]}",
	"lavrov":     "{id: lavrov, name: Сергей Лавров}",
	"kremlin":    "{id: kremlin, name: Кремль, members: [putin, peskov]}",
	"nato":       "{id: nato, title: NATO, match: НАТО AND расширение}",
	"sanctions":  "{id: sanctions, title: Sanctions, match: санкции AND (Запад OR США)}",
	"talks":      "{id: talks, title: Talks, match: переговоры AND Украина}",
	"ministries": "{id: ministry, name: МИД, members: [lavrov]}",
}

func kremlinFile(parts map[string]string) string {
	var b strings.Builder
	section := func(head, indent string, names ...string) {
		b.WriteString(head)
		for _, n := range names {
			if parts[n] != "" {
				b.WriteString(indent + "- " + parts[n] + "\n")
			}
		}
	}
	section("sources:\n", "  ", "1tv")
	section("speakers:\n", "  ", "putin", "peskov", "lavrov", "zakharova", "kremlin", "ministries")
	section("narratives:\n  - id: west\n    talking_points:\n", "      ", "nato", "sanctions", "talks", "gas")
	return b.String()
}

// Twenty changes of a rules file by hand, one after the other, over a stream that
// was watched for a year: the preview of each is its outcome, and each correction
// names its cause.
func TestPreviewsAreOutcomes(t *testing.T) {
	in, s := streamOf(t)
	parts := maps.Clone(kremlinRules)
	for i, c := range []struct{ part, text, cause string }{
		{"lavrov", "{id: lavrov, name: Сергей Лавров, aliases: [Лавров]}", timeline.CauseSpeaker},
		{"sanctions", "{id: sanctions, title: Sanctions, match: санкции}", timeline.CauseRule},
		{"kremlin", "{id: kremlin, name: Кремль, members: [putin, peskov, lavrov]}", timeline.CauseGroup},
		{"gas", "{id: gas, title: Gas, match: газ AND рубли}", timeline.CauseRule},
		{"zakharova", "{id: zakharova, name: Мария Захарова, aliases: [Захарова]}", timeline.CauseSpeaker},
		{"ministries", "{id: ministry, name: МИД, members: [lavrov, zakharova]}", timeline.CauseGroup},
		{"sanctions", "{id: sanctions, title: Sanctions, match: санкции, speakers: [kremlin]}", timeline.CauseRule},
		{"kremlin", "{id: kremlin, name: Кремль, members: [peskov]}", timeline.CauseGroup},
		{"1tv", "{id: 1tv, name: 1tv, kind: independent, country: RU, timezone: Europe/Moscow, languages: [ru]}", timeline.CauseSource},
		{"1tv", "{id: 1tv, name: 1tv, kind: state_media, country: RU, timezone: Asia/Vladivostok, languages: [ru]}", timeline.CauseSource},
		{"nato", "{id: nato, title: NATO, match: НАТО}", timeline.CauseRule},
		{"talks", "{id: talks, title: Talks, match: 'переговоры AND speaker:putin'}", timeline.CauseRule},
		{"putin", "{id: putin, name: Владимир Путин, aliases: [Путин, президент России]}", timeline.CauseSpeaker},
		{"talks", "{id: talks, title: Talks, match: переговоры NEAR/6 Украина}", timeline.CauseRule},
		{"gas", "", timeline.CauseRule},
		{"peskov", "{id: peskov, name: Дмитрий Песков, aliases: [пресс-секретарь президента]}", timeline.CauseSpeaker},
		{"sanctions", "{id: sanctions, title: Sanctions, match: санкции, not: Иран}", timeline.CauseRule},
		{"kremlin", "{id: kremlin, name: Кремль, members: [putin, peskov]}", timeline.CauseGroup},
		{"1tv", "{id: 1tv, name: 1tv, kind: state_media, country: RU, timezone: Europe/Moscow, languages: [ru]}", timeline.CauseSource},
		{"nato", "{id: nato, title: NATO, match: НАТО AND расширение}", timeline.CauseRule},
	} {
		parts[c.part] = c.text
		d, err := NewDesk("rules", []byte(kremlinFile(parts)))
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Put(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		in.Desk = d
		preview, err := in.Rematch(t.Context(), true, Silent{})
		if err != nil {
			t.Fatal(err)
		}
		outcome, err := in.Rematch(t.Context(), false, Silent{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(moves(outcome), moves(preview)); diff != "" {
			t.Errorf("change %d, of %s: the outcome (-) and its preview (+) differ:\n%s", i+1, c.part, diff)
		}
		for _, moved := range outcome.Corrections {
			if !strings.HasSuffix(moved, "("+c.cause+")") {
				t.Errorf("change %d, of %s: %s; want the cause %s", i+1, c.part, moved, c.cause)
			}
		}
		t.Logf("change %d, of %s: %d articles, %d mentions new or changed, %d gone, %d corrections", i+1, c.part, outcome.Articles, len(outcome.Appeared), len(outcome.Gone), len(outcome.Corrections))
	}
}

// moves lists what a report says moves.
func moves(r RematchReport) []string {
	out := slices.Clone(r.Corrections)
	for _, m := range r.Appeared {
		out = append(out, "+ "+m.ID)
	}
	for _, m := range r.Gone {
		out = append(out, "- "+m.ID)
	}
	slices.Sort(out)
	return out
}

// streamOf is the archive of a stream of which every day was closed.
// ONSET_BENCH_ARTICLES says of how many articles; without it there are few enough
// for every run of the tests.
func streamOf(t *testing.T) (*Intake, *store.Store) {
	t.Helper()
	file, err := os.Open("../../shared/data/1tv/2022.csv")
	if err != nil {
		t.Skip("../../shared/data/1tv is not here")
	}
	defer file.Close()
	most := 600
	if n, err := strconv.Atoi(os.Getenv("ONSET_BENCH_ARTICLES")); err == nil {
		most = n
	}
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2023, 1, 2, 12, 0, 0, 0, time.UTC)
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "onset.db"), store.Options{Decisions: Decisions{}, Now: func() time.Time { now = now.Add(time.Second); return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d, err := NewDesk("rules", []byte(kremlinFile(kremlinRules)))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Put(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	in := NewIntake(t.Context(), d, s, zerolog.Nop())
	in.Client = nil
	src, column := d.Source("1tv"), map[string]int{}
	for i, name := range rows[0] {
		column[strings.TrimPrefix(name, "\ufeff")] = i
	}
	var items []tracker.Item
	for i, row := range rows[1:min(len(rows), most+1)] {
		get := func(name string) string { return row[column[name]] }
		items = append(items, tracker.Item{Key: fmt.Sprint(i), Rung: tracker.ByGUID, URL: get("url"), Title: get("title"), Text: get("content"), Language: "ru", Depth: tracker.FullText,
			Published: []tracker.DateClaim{feeds.Dating{Zone: src.Zone, Now: now}.Read("import", get("date_extracted"))}})
	}
	if _, err := in.take(t.Context(), src, items, passage{run: "stream"}); err != nil {
		t.Fatal(err)
	}
	if _, err := in.CloseAll(t.Context(), s.Now()); err != nil {
		t.Fatal(err)
	}
	return in, s
}
