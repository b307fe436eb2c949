package newsroom

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

// matchedRules is the name under which the store keeps the version of each
// rule that was carried over the archive.
const matchedRules = "matched rules"

// rematchBatch is how many articles one transaction of a rematch looks at.
const rematchBatch = 200

// RematchReport says what a rematch amounted to.
type RematchReport struct {
	Changes     []string             `json:"changes"` // of speakers, groups, sources or the reader, in words
	Points      []string             `json:"talking_points"`
	Articles    int                  `json:"articles"`
	Appeared    []tracker.MentionRow `json:"appeared"`
	Gone        []tracker.MentionRow `json:"gone"`
	Events      int                  `json:"events"`
	Corrections []string             `json:"corrections"` // dates and speakers that move, in words
	DryRun      bool                 `json:"dry_run"`
}

func newRematchReport(dry bool) RematchReport {
	return RematchReport{Changes: []string{}, Points: []string{}, Appeared: []tracker.MentionRow{}, Gone: []tracker.MentionRow{}, Corrections: []string{}, DryRun: dry}
}

// Rematch carries what changed in the rules file over the archive: rules, and who
// and where it speaks of. What moves is folded once, when all is read.
func (in *Intake) Rematch(ctx context.Context, dry bool, bar Progress) (RematchReport, error) {
	out := newRematchReport(dry)
	if _, err := in.fold(ctx); err != nil {
		return out, err
	}
	changes, err := in.sceneChanges(ctx)
	if err != nil {
		return out, err
	}
	if len(changes) > 0 {
		if err := in.rereadScene(ctx, changes, dry, bar, &out); err != nil {
			return out, err
		}
		if !dry {
			if err := in.settle(ctx, causeOf(changes), &out); err != nil {
				return out, err
			}
		}
	}
	if err := in.rematchRules(ctx, len(changes) > 0, dry, bar, &out); err != nil || dry {
		return out, err
	}
	return out, in.Desk.carried(ctx, in.Store)
}

// rematchRules carries the rules that changed over the archive; where the scene
// did, those too that ask for it.
func (in *Intake) rematchRules(ctx context.Context, scene, dry bool, bar Progress, out *RematchReport) error {
	pending, left, err := in.pendingRules(ctx)
	if err != nil {
		return err
	}
	if scene {
		for _, tp := range in.Desk.Points() {
			if in.Desk.File.AsksFor(tp) && !slices.ContainsFunc(pending, func(p tracker.TalkingPoint) bool { return p.Ref().ID == tp.Ref().ID }) {
				pending = append(pending, tp)
			}
		}
	}
	if len(pending)+len(left) == 0 {
		return nil
	}
	retired, err := in.Store.Retire(ctx, left, dry)
	if err != nil {
		return err
	}
	out.add(retired)
	ids, err := in.Candidates(ctx, pending)
	if err != nil {
		return err
	}
	for _, tp := range pending {
		out.Points = append(out.Points, tp.Ref().ID)
	}
	ids, err = in.notYetMatched(ctx, ids, pending, dry)
	if err != nil {
		return err
	}
	bar.Total(int64(len(ids)))
	size := rematchBatch
	if dry {
		size = max(1, len(ids)) // one preview holds all that moves
	}
	for batch := range slices.Chunk(ids, size) {
		if err := in.rematchBatch(ctx, batch, pending, dry, out); err != nil {
			return err
		}
		bar.Add(int64(len(batch)))
	}
	if dry {
		return nil
	}
	if err := in.settle(ctx, timeline.CauseRule, out); err != nil {
		return err
	}
	return in.Desk.matched(ctx, in.Store)
}

// Candidates returns the revisions in which one of the rules may hold now, or
// held before, newest first.
func (in *Intake) Candidates(ctx context.Context, points []tracker.TalkingPoint) ([]int64, error) {
	var out []int64
	for _, tp := range points {
		rule := in.Desk.File.Rule(tp)
		ids, err := in.Store.Candidates(ctx, rule.Plan(), []tracker.TalkingPoint{tp})
		if err != nil {
			return nil, fmt.Errorf("looking for articles for %s: %w", tp.Ref().ID, err)
		}
		out = append(out, ids...)
	}
	slices.SortFunc(out, func(a, b int64) int { return cmp.Compare(b, a) })
	return slices.Compact(out), nil
}

// rematchMark is the name under which the store keeps how far a rematch has
// come: with each batch, so that an interrupted one goes on from there.
const rematchMark = "rematch"

// watermark says that these rules were carried over all revisions down to one.
func watermark(points []tracker.TalkingPoint, revision int64) string {
	h := sha256.New()
	for _, tp := range points {
		fmt.Fprintln(h, tp.Ref().ID, tp.Hash)
	}
	return fmt.Sprintf("%x %d", h.Sum(nil)[:8], revision)
}

// notYetMatched leaves out the revisions that an interrupted rematch of the
// same rules has done already; ids descend.
func (in *Intake) notYetMatched(ctx context.Context, ids []int64, points []tracker.TalkingPoint, dry bool) ([]int64, error) {
	mark, err := in.Store.Meta(ctx, rematchMark)
	if err != nil || mark == "" || dry {
		return ids, err
	}
	rules, at, _ := strings.Cut(mark, " ")
	if same, _, _ := strings.Cut(watermark(points, 0), " "); same != rules {
		return ids, nil
	}
	done, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("reading how far a rematch has come: %w", err)
	}
	return slices.DeleteFunc(ids, func(id int64) bool { return id >= done }), nil
}

// rematchBatch reads a batch of articles again, with the changed talking points
// alone.
func (in *Intake) rematchBatch(ctx context.Context, ids []int64, points []tracker.TalkingPoint, dry bool, out *RematchReport) error {
	m := archive.Rematch{Points: points, FoldLater: !dry}
	if !dry {
		m.Name, m.Watermark = rematchMark, watermark(points, ids[len(ids)-1])
	}
	err := in.Store.Texts(ctx, ids, func(a archive.Article) error {
		repeats, err := in.shelf.of(a.Source)
		if err != nil {
			return err
		}
		r := in.Desk.Reader().ReadPage(in.Desk.Source(a.Source), ItemOf(a), repeats)
		if r.Fault != "" { // what stands stays
			in.Log.Error().Str("article", a.URL).Msg(r.Fault)
			return ctx.Err()
		}
		r.Mentions = slices.DeleteFunc(r.Mentions, func(m tracker.Mention) bool {
			return !slices.ContainsFunc(points, func(p tracker.TalkingPoint) bool { return p.Ref().ID == m.Rule.ID })
		})
		m.Articles = append(m.Articles, archive.Reread{Article: a.ID, Revision: a.Revision, Reading: r.Reading})
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	got, err := in.Store.Rematch(ctx, m, dry)
	if err != nil {
		return err
	}
	out.Articles += len(m.Articles)
	out.add(got)
	return nil
}

func (r *RematchReport) add(got archive.RematchResult) {
	for _, w := range got.Appeared {
		r.Appeared = append(r.Appeared, w.Row())
	}
	for _, w := range got.Gone {
		r.Gone = append(r.Gone, w.Row())
	}
	r.moved(got.Events)
}

// pendingRules returns the talking points whose rule was not carried over the
// archive yet, and those that left the file.
func (in *Intake) pendingRules(ctx context.Context) (changed, left []tracker.TalkingPoint, err error) {
	matched, err := in.matchedSoFar(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, tp := range in.Desk.Points() {
		id := tp.Ref().ID
		if matched[id] != tp.Hash {
			changed = append(changed, tp)
		}
		delete(matched, id)
	}
	for _, id := range slices.Sorted(maps.Keys(matched)) {
		narrative, point, _ := strings.Cut(id, "/")
		left = append(left, tracker.TalkingPoint{Narrative: narrative, ID: point})
	}
	return changed, left, nil
}

// matchedSoFar returns the hash of each rule that was carried over the archive.
func (in *Intake) matchedSoFar(ctx context.Context) (map[string]string, error) {
	text, err := in.Store.Meta(ctx, matchedRules)
	out := map[string]string{}
	if err != nil || text == "" {
		return out, err
	}
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		return nil, fmt.Errorf("reading which rules were matched: %w", err)
	}
	return out, nil
}

// matched notes that the rules of the desk were carried over the archive.
func (d *Desk) matched(ctx context.Context, s Ledger) error {
	matched := map[string]string{}
	for _, tp := range d.Points() {
		matched[tp.Ref().ID] = tp.Hash
	}
	if err := s.SetMeta(ctx, rematchMark, ""); err != nil {
		return err
	}
	return keepJSON(ctx, s, matchedRules, matched)
}

// ItemOf turns a stored article back into an item, to be read again.
func ItemOf(a archive.Article) tracker.Item {
	item := tracker.Item{Key: a.Key, URL: a.URL, Title: a.Title, Text: a.Text, Language: a.Language, Seen: a.Seen}
	if a.Published.Known() {
		item.Published = []tracker.DateClaim{{From: "archive", Stamp: a.Published}}
	}
	return item
}
