package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

// judgedByTwo is how many mentions two writers judge: as many as ONSET_BENCH_MENTIONS
// says, without it few enough for every run of the tests.
func judgedByTwo(t *testing.T) int {
	n, err := strconv.Atoi(cmp.Or(os.Getenv("ONSET_BENCH_MENTIONS"), "40"))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// Two writers, each with a connection of its own, judge the same mentions, one
// rejecting and the other confirming all of them, from both ends. Whoever comes
// second to one is told of the first; no verdict is lost, and none is overwritten
// unseen.
func TestTwoWritersOverwriteNothingUnseen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "onset.db")
	var stores [2]*Store
	for i := range stores {
		s, err := Open(context.Background(), path, Options{Decisions: newsroom.Decisions{}})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		stores[i] = s
	}
	first, second := stores[0], stores[1]
	setRules(t, first)
	var ids []string
	mentions := judgedByTwo(t)
	for n := range mentions {
		it := quoted("alpha", n, start.Add(-time.Duration(n)*time.Hour))
		record(t, first, polled("alpha", start, it))
		ids = append(ids, tracker.MentionID("alpha", it.Key, guarantees, worldWar, tracker.Body, sentence))
	}
	backwards := slices.Clone(ids)
	slices.Reverse(backwards)
	kept := map[string][]string{}
	refused := map[string]archive.Verdict{}
	var mu sync.Mutex
	var both sync.WaitGroup
	for _, w := range []struct {
		store       *Store
		who, action string
		ids         []string
	}{{first, "Ada", archive.Reject, ids}, {second, "Bo", archive.Confirm, backwards}} {
		both.Go(func() {
			for _, id := range w.ids {
				seen := 0 // neither was shown any
				_, err := w.store.Review(context.Background(), archive.Verdict{Mention: id, Action: w.action, Who: w.who, Seen: &seen}, false)
				mu.Lock()
				var o archive.Overtaken
				switch {
				case err == nil:
					kept[id] = append(kept[id], w.action)
				case errors.As(err, &o):
					refused[id] = o.By
				default:
					t.Errorf("%s of %s: %v", w.action, id, err)
				}
				mu.Unlock()
			}
		})
	}
	both.Wait()
	page, err := first.Mentions(context.Background(), archive.Filter{})
	if err != nil || len(page.Mentions) != mentions {
		t.Fatalf("%d mentions, %v", len(page.Mentions), err)
	}
	says := map[string]string{timeline.Rejected: archive.Reject, timeline.Confirmed: archive.Confirm}
	for _, m := range page.Mentions {
		if got := kept[m.ID]; len(got) != 1 || got[0] != says[m.Verdict] {
			t.Errorf("%s: acknowledged %v, stands %q", m.ID, got, m.Verdict)
		}
		if by := refused[m.ID]; fmt.Sprint(by.Action) != says[m.Verdict] || by.Who == "" || by.Recorded.IsZero() {
			t.Errorf("%s: the second was told of %+v", m.ID, by)
		}
	}
}
