package newsroom

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

// Courses reads the mentions of a talking point, and tells whether anything came
// or was altered since they were read.
type Courses interface {
	Course(ctx context.Context, narrative, point string) (archive.Course, error)
	MentionsSince(ctx context.Context, narrative, point string, after int64, each func([]tracker.Witness)) error
}

// Questions finds the sentences whose answers would move most. What is asked about a
// talking point is kept until something of it is altered. It may be used by many at
// once.
type Questions struct {
	Store Courses

	mu    sync.Mutex
	rules string                    // hash of the file under which was asked
	by    map[tracker.RuleRef]asked // by talking point and version of its rule
}

// asked is what is asked about a talking point as long as its course is the same.
type asked struct {
	course archive.Course
	list   []timeline.Question
}

// Next returns the questions of all talking points of a desk, best first, most at
// most.
func (q *Questions) Next(ctx context.Context, d *Desk, most int) ([]timeline.Question, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.rules != d.File.Hash || q.by == nil {
		q.rules, q.by = d.File.Hash, map[tracker.RuleRef]asked{}
	}
	var out []timeline.Question
	for _, tp := range d.Points() {
		list, err := q.about(ctx, d, tp)
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	slices.SortStableFunc(out, func(a, b timeline.Question) int { return cmp.Compare(b.Weight, a.Weight) })
	return out[:min(len(out), most)], nil
}

// about returns what is asked about a talking point.
func (q *Questions) about(ctx context.Context, d *Desk, tp tracker.TalkingPoint) ([]timeline.Question, error) {
	course, err := q.Store.Course(ctx, tp.Narrative, tp.ID)
	if err != nil {
		return nil, err
	}
	known, here := q.by[tp.Ref()]
	if here && known.course == course {
		return known.list, nil
	}
	var ws []tracker.Witness
	err = q.Store.MentionsSince(ctx, tp.Narrative, tp.ID, 0, func(more []tracker.Witness) { ws = append(ws, more...) })
	if err != nil {
		return nil, err
	}
	list := timeline.Questions(tp, ws, timeline.NewContext(d.File.Speakers, d.File.Sources, d.File.Zone))
	q.by[tp.Ref()] = asked{course, list}
	return list, nil
}
