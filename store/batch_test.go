package store

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
)

// recordAtOnce has batches wait for one turn, and returns what panicked, by batch.
func recordAtOnce(t *testing.T, s *Store, batches ...archive.Batch) []any {
	t.Helper()
	faults := make([]any, len(batches))
	s.recordings.turn <- struct{}{}
	var over sync.WaitGroup
	for i, b := range batches {
		over.Go(func() {
			defer func() { faults[i] = recover() }()
			if r, err := s.Record(context.Background(), b); err != nil || r.New != len(b.Items) {
				t.Errorf("batch %d: %+v, %v", i, r, err)
			}
		})
	}
	for waiting := 0; waiting < len(batches); runtime.Gosched() {
		s.recordings.Lock()
		waiting = len(s.recordings.waiting)
		s.recordings.Unlock()
	}
	<-s.recordings.turn
	over.Wait()
	return faults
}

func TestBatchesThatWaitShareATransaction(t *testing.T) {
	s, _ := open(t)
	var batches []archive.Batch
	for i := range 5 {
		source := fmt.Sprintf("s%d", i)
		batches = append(batches, polled(source, start, article(source, i, start.Add(-time.Hour))))
	}
	recordAtOnce(t, s, batches...)
	if n := count(t, s, "SELECT count(*) FROM article"); n != 5 {
		t.Errorf("%d articles", n)
	}
	if n := count(t, s, "SELECT count(DISTINCT recorded) FROM article"); n != 1 {
		t.Errorf("recorded at %d instants", n)
	}
}

func TestABatchThatFailsFailsAlone(t *testing.T) {
	s, _ := open(t)
	setRules(t, s)
	bad := says(article("alpha", 1, start.Add(-time.Hour)), worldWar, "A world war, he said.", "lavrov", 0)
	bad.Answers = []*tracker.Answer{nil}
	faults := recordAtOnce(t, s, polled("beta", start, article("beta", 1, start.Add(-time.Hour))), polled("alpha", start, bad),
		polled("gamma", start, article("gamma", 1, start.Add(-time.Hour)), article("gamma", 2, start.Add(-time.Hour))))
	if faults[0] != nil || faults[1] == nil || faults[2] != nil {
		t.Errorf("faults: %v", faults)
	}
	if n := count(t, s, "SELECT count(*) FROM article"); n != 3 {
		t.Errorf("%d articles", n)
	}
	if n := count(t, s, "SELECT sum(articles) FROM tally"); n != 3 {
		t.Errorf("%d articles counted", n)
	}
	if err := s.Check(context.Background(), true); err != nil {
		t.Error(err)
	}
}
