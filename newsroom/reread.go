package newsroom

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/origin"
	"onset/tracker/reader"
	"onset/tracker/rulefile"
	"onset/tracker/timeline"
)

// readWith is the name under which the store keeps the scene that the archive was
// read with last.
const readWith = "read with"

// sceneChanges returns what differs between the scene that the archive was read
// with and that of the rules in force.
func (in *Intake) sceneChanges(ctx context.Context) ([]rulefile.Change, error) {
	text, err := in.Store.Meta(ctx, readWith)
	if err != nil {
		return nil, err
	}
	old := rulefile.Scene{}
	if text != "" {
		if err := json.Unmarshal([]byte(text), &old); err != nil {
			return nil, fmt.Errorf("reading which speakers and sources the archive was read with: %w", err)
		}
	}
	return in.Desk.File.Scene().Since(old), nil
}

// carried notes that the archive was read with the scene of the desk.
func (d *Desk) carried(ctx context.Context, s Ledger) error {
	return keepJSON(ctx, s, readWith, d.File.Scene())
}

// causeOf names what changed, as the corrections that come of it do.
func causeOf(changes []rulefile.Change) string {
	names := map[rulefile.Subject]string{rulefile.OfSpeaker: timeline.CauseSpeaker, rulefile.OfGroup: timeline.CauseGroup, rulefile.OfSource: timeline.CauseSource}
	return names[changes[0].Of] // speakers come first: who a group has is often one who was added
}

// rereadScene reads the articles that hold a talking point again under a changed
// scene, and folds every talking point anew: whoever is known by another name, or
// counts for another group, may have said it first.
func (in *Intake) rereadScene(ctx context.Context, changes []rulefile.Change, dry bool, bar Progress, out *RematchReport) error {
	for _, c := range changes {
		out.Changes = append(out.Changes, c.String())
	}
	ids, err := in.Store.Mentioning(ctx)
	if err != nil {
		return err
	}
	bar.Total(int64(len(ids)))
	r := rereading{in: in, cause: causeOf(changes), utterances: origin.NewUtterances(), out: out}
	if dry { // one batch, so that one preview holds all that moves
		return r.batch(ctx, ids, true)
	}
	for batch := range slices.Chunk(ids, rematchBatch) {
		if err := r.batch(ctx, batch, false); err != nil {
			return err
		}
		bar.Add(int64(len(batch)))
	}
	return nil
}

// rereading reads stored articles anew, oldest first, so that what was said on one
// occasion is recognised as it was when they came in.
type rereading struct {
	in         *Intake
	cause      string
	utterances *origin.Utterances
	out        *RematchReport
}

func (r *rereading) batch(ctx context.Context, ids []int64, dry bool) error {
	points := r.in.Desk.Points()
	m := archive.Rematch{Points: points, Reader: reader.Version, Cause: r.cause, Whole: true, FoldLater: !dry}
	err := r.in.Store.Texts(ctx, ids, func(a archive.Article) error {
		read, err := r.read(a)
		m.Articles = append(m.Articles, read)
		if err != nil {
			return err
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	got, err := r.in.Store.Rematch(ctx, m, dry)
	r.out.Articles += len(m.Articles)
	r.out.add(got)
	return err
}

func (r *rereading) read(a archive.Article) (archive.Reread, error) {
	holds, err := r.in.shelf.of(a.Source)
	if err != nil {
		return archive.Reread{}, err
	}
	got := r.in.Desk.Reader().ReadPage(r.in.Desk.Source(a.Source), ItemOf(a), holds)
	out := archive.Reread{Article: a.ID, Revision: a.Revision, Reading: got.Reading}
	for i, m := range got.Mentions {
		id := tracker.MentionID(a.Source, a.Key, m.Narrative, m.TalkingPoint, m.Part, m.Text)
		out.Utterances = append(out.Utterances, r.utterances.Add(got.StatementOf(i, id, a.Day)))
	}
	return out, nil
}

// Reread reads every article anew that an older reader read: first those that hold
// a talking point, then the others, newest first. What moves is told as found
// afterwards. It may be interrupted, and goes on where it stopped. A dry run shows
// what the first kind would move.
func (in *Intake) Reread(ctx context.Context, dry bool, bar Progress) (RematchReport, error) {
	out := newRematchReport(dry)
	if _, err := in.fold(ctx); err != nil {
		return out, err
	}
	with, without, err := in.Store.ReadBefore(ctx, reader.Version)
	if err != nil || len(with)+len(without) == 0 {
		return out, err
	}
	out.Changes = append(out.Changes, fmt.Sprintf("the reader is version %d; %d articles with mentions and %d others were read by an older one", reader.Version, len(with), len(without)))
	r := rereading{in: in, cause: timeline.CauseReader, utterances: origin.NewUtterances(), out: &out}
	if dry {
		bar.Total(int64(len(with)))
		return out, r.batch(ctx, with, true)
	}
	bar.Total(int64(len(with) + len(without)))
	for _, ids := range [][]int64{with, without} {
		for batch := range slices.Chunk(ids, rematchBatch) {
			if err := r.batch(ctx, batch, false); err != nil {
				return out, err
			}
			bar.Add(int64(len(batch)))
		}
	}
	return out, in.settle(ctx, r.cause, &out)
}

// settle folds what a rematch or a rereading moved, and decides the closed days
// again that rest on it.
func (in *Intake) settle(ctx context.Context, cause string, out *RematchReport) error {
	events, err := in.fold(ctx)
	if err != nil {
		return err
	}
	out.moved(events)
	closed, _, err := in.closedSoFar(ctx)
	if err != nil || closed == 0 {
		return err
	}
	days, err := in.daysSince(ctx, time.Time{}, 0, closed)
	if err != nil {
		return err
	}
	events, err = in.Store.CloseDays(ctx, days, cause)
	out.moved(events)
	return err
}

// moved notes events that a rematch recorded, and what was corrected, in words.
func (r *RematchReport) moved(events []tracker.Event) {
	r.Events += len(events)
	for _, e := range events {
		if e.Kind == tracker.Correction {
			r.Corrections = append(r.Corrections, strings.TrimPrefix(e.Narrative+"/"+e.TalkingPoint, "/")+": "+timeline.Words(e))
		}
	}
}

// otherwise stands for a rule or a part of the scene under which some articles were
// read and others not.
const otherwise = "otherwise"

// unlike forgets that the archive was read and matched with what the desk has
// otherwise: articles may come in under the desk now, so that who goes back to the
// rules of before has to carry them over the archive once more.
func (d *Desk) unlike(ctx context.Context, s Store) error {
	in := &Intake{Desk: d, Store: s}
	matched, err := in.matchedSoFar(ctx)
	if err != nil {
		return err
	}
	for _, tp := range d.Points() {
		if id := tp.Ref().ID; matched[id] != "" && matched[id] != tp.Hash {
			matched[id] = otherwise
		}
	}
	changes, err := in.sceneChanges(ctx)
	if err != nil {
		return err
	}
	scene := d.File.Scene()
	for _, c := range changes {
		scene[string(c.Of)+" "+c.ID] = map[bool]string{true: rulefile.NotYet, false: otherwise}[c.How == "added"]
	}
	return errors.Join(keepJSON(ctx, s, matchedRules, matched), keepJSON(ctx, s, readWith, scene))
}

// keepJSON keeps a value under a name, if it is not kept already.
func keepJSON(ctx context.Context, s Ledger, name string, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("noting %s: %w", name, err)
	}
	kept, err := s.Meta(ctx, name)
	if err != nil || kept == string(text) {
		return err
	}
	return s.SetMeta(ctx, name, string(text))
}
