package newsroom

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"onset/feeds"
	"onset/store"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/doubt"
)

// read is what a person who read everything found, see testdata/firsts/read.txt.
type read struct {
	days  map[string]string // "point kind" → first day; "-": none
	right map[string]bool   // mentions
}

func readByHand(t *testing.T) read {
	t.Helper()
	b, err := os.ReadFile("testdata/firsts/read.txt")
	if err != nil {
		t.Fatal(err)
	}
	r := read{map[string]string{}, map[string]bool{}}
	for line := range strings.Lines(string(b)) {
		f := strings.Fields(line)
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, " "):
			for _, id := range f {
				r.right[id] = true
			}
		default:
			r.days[f[0]+" first_"+f[1]], r.days[f[0]+" first_"+f[3]] = f[2], f[4]
		}
	}
	return r
}

// warNews opens a database with the news of the war under the rules of the tests.
func warNews(t *testing.T) (*store.Store, *Desk) {
	t.Helper()
	f, err := os.Open("../../shared/data/war/articles.jsonl")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("../../shared/data/war is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ctx, now := context.Background(), time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)
	s, err := store.Open(ctx, filepath.Join(t.TempDir(), "onset.db"), store.Options{Now: func() time.Time { return now }, Decisions: Decisions{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d, err := OpenDesk("testdata/firsts/rules.yaml")
	if err == nil {
		err = d.Put(ctx, s)
	}
	if err != nil {
		t.Fatal(err)
	}
	im := NewImporter(NewIntake(ctx, d, s, zerolog.Nop()), "war", false, nil)
	err = feeds.ReadJSONL(f, feeds.Import{Now: now, Source: d.Source, Each: func(rec feeds.Record) error {
		rec.Item.Seen = now
		return im.Take(ctx, d.Source(rec.Source), rec.Item)
	}, Reject: func(p feeds.Trouble) { t.Error(p) }, Unused: func([]string) {}})
	if err == nil {
		err = im.Finish(ctx)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s, d
}

// standing returns the first days that are told, and how many firsts on right
// mentions there are and are held back.
func (r read) standing(t *testing.T, s *store.Store) (days map[string]string, right, held int) {
	t.Helper()
	events, err := s.Timeline(context.Background(), archive.Filter{Kinds: []tracker.EventKind{tracker.FirstSaid, tracker.FirstSeen}})
	if err != nil {
		t.Fatal(err)
	}
	days = map[string]string{}
	for k := range r.days {
		days[k] = "-"
	}
	for _, e := range events {
		if r.right[e.Mention] {
			right++
			if e.Doubtful {
				held++
			}
		}
		if e.Scope.Kind == tracker.Overall && !e.Doubtful {
			days[e.TalkingPoint+" "+string(e.Kind)] = e.At.To.String()
		}
	}
	return days, right, held
}

// How many answers it takes until every first day of five talking points is right:
// three a talking point at most; and how many true firsts are held back then and at the
// end: one of twenty at most. What is measured stands in docs/benchmarks.md.
func TestFewAnswersPutFirstDaysRight(t *testing.T) {
	s, d := warNews(t)
	ctx, r := context.Background(), readByHand(t)
	queue := Questions{Store: s}
	needed := -1
	var verdicts int
	for {
		days, right, held := r.standing(t, s)
		wrong := 0
		for k, day := range r.days {
			if days[k] != day {
				wrong++
			}
		}
		if wrong == 0 && needed < 0 {
			needed = verdicts
		}
		t.Logf("after %d answers: %d of %d first days wrong; %d of %d true firsts held back", verdicts, wrong, len(r.days), held, right)
		if needed >= 0 && 20*held > right {
			t.Errorf("%d of %d true firsts are held back", held, right)
		}
		list, err := queue.Next(ctx, d, 1)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 0 {
			break
		}
		v := archive.Verdict{Mention: list[0].Witness.ID, Action: archive.Reject, Who: "desk"}
		if r.right[v.Mention] {
			v.Action = archive.Confirm
		}
		if _, err := s.Review(ctx, v, false); err != nil {
			t.Fatal(err)
		}
		verdicts++
	}
	if most := 3 * len(d.Points()); needed < 0 || needed > most {
		t.Errorf("all first days are right after %d answers, want %d at most", needed, most)
	}
}

// What every other mention, judged, says of those between them.
func TestVerdictsTellRightFromWrong(t *testing.T) {
	s, d := warNews(t)
	r := readByHand(t)
	var right, wrong, rightDoubted, wrongDoubted int
	for _, tp := range d.Points() {
		var ws []tracker.Witness
		err := s.MentionsSince(context.Background(), tp.Narrative, tp.ID, 0, func(more []tracker.Witness) { ws = append(ws, more...) })
		if err != nil {
			t.Fatal(err)
		}
		slices.SortFunc(ws, func(a, b tracker.Witness) int { return strings.Compare(a.ID, b.ID) })
		for odd := range 2 {
			judged := slices.Clone(ws)
			for i := odd; i < len(judged); i += 2 {
				judged[i].Verdict = map[bool]string{true: doubt.Confirmed, false: doubt.Rejected}[r.right[judged[i].ID]]
			}
			memory := doubt.Learn(judged)
			for i := 1 - odd; i < len(ws); i += 2 {
				doubted := slices.ContainsFunc(memory.Of(&ws[i]), tracker.Ground.Doubts)
				switch {
				case r.right[ws[i].ID] && doubted:
					rightDoubted++
					right++
				case r.right[ws[i].ID]:
					right++
				case doubted:
					wrongDoubted++
					wrong++
				default:
					wrong++
				}
			}
		}
	}
	t.Logf("%d right mentions, %d doubted; %d wrong ones, %d doubted; of all %.3f are right, of those that are not doubted %.3f",
		right, rightDoubted, wrong, wrongDoubted, float64(right)/float64(right+wrong), float64(right-rightDoubted)/float64(right-rightDoubted+wrong-wrongDoubted))
	if 20*rightDoubted > right {
		t.Errorf("%d of %d right mentions are doubted", rightDoubted, right)
	}
	if 10*wrongDoubted < wrong {
		t.Errorf("only %d of %d wrong mentions are doubted", wrongDoubted, wrong)
	}
}
