package newsroom

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/rulefile"
	"onset/tracker/timeline"
)

// RematchReport says what a rematch amounted to.
type RematchReport struct {
	Changes     []string             `json:"changes"` // of speakers, groups, sources or the reader, in words
	Points      []string             `json:"talking_points"`
	Articles    int                  `json:"articles"`
	Appeared    []tracker.MentionRow `json:"appeared"`
	Gone        []tracker.MentionRow `json:"gone"`
	Events      int                  `json:"events"`
	Corrections []string             `json:"corrections"` // dates and speakers that move, in words
	Undated     int                  `json:"undated"`     // articles whose zone or country is another now that can't be dated anew
	Pruned      int                  `json:"pruned"`      // articles whose text was let go and can't be read again
	DryRun      bool                 `json:"dry_run"`
}

func newRematchReport(dry bool) RematchReport {
	return RematchReport{Changes: []string{}, Points: []string{}, Appeared: []tracker.MentionRow{}, Gone: []tracker.MentionRow{}, Corrections: []string{}, DryRun: dry}
}

// revised is what of a rules file was not carried over the archive yet.
type revised struct {
	scene []rulefile.Change
	rules []tracker.TalkingPoint // changed or new
	left  []tracker.TalkingPoint // no longer in the file
}

func (r revised) none() bool { return len(r.scene)+len(r.rules)+len(r.left) == 0 }

// sources lists those that are described otherwise.
func (r revised) sources() []string {
	var out []string
	for _, c := range r.scene {
		if c.Of == rulefile.OfSource {
			out = append(out, c.ID)
		}
	}
	return out
}

// zone tells whether the zone of the file is another.
func (r revised) zone() bool {
	return slices.ContainsFunc(r.scene, func(c rulefile.Change) bool { return c.Of == rulefile.OfZone })
}

// pending returns what of the desk was not carried over the archive yet.
func (in *Intake) pending(ctx context.Context) (revised, error) {
	old, err := in.Store.Carried(ctx)
	if err != nil {
		return revised{}, err
	}
	rules, left := in.Desk.rulesSince(old)
	return revised{in.Desk.File.Scene().Since(old.Scene), rules, left}, nil
}

// Pending says in words what Rematch has to carry over the archive, and how many
// articles it will read for it; no words when there is nothing.
func (in *Intake) Pending(ctx context.Context) (words []string, articles int, err error) {
	what, err := in.pending(ctx)
	if err != nil || what.none() {
		return nil, 0, err
	}
	for _, c := range what.scene {
		words = append(words, c.String())
	}
	for _, tp := range what.rules {
		words = append(words, "rule "+tp.Ref().ID+" is new or changed")
	}
	for _, tp := range what.left {
		words = append(words, "rule "+tp.Ref().ID+" left the file")
	}
	ids, err := in.concerned(ctx, what)
	return words, len(ids), err
}

// Rematch carries what changed in the rules file over the archive: rules, and who
// and where it speaks of. What moves is folded once, when all is read. It may be
// interrupted, and goes on where it stopped.
func (in *Intake) Rematch(ctx context.Context, dry bool, bar Progress) (RematchReport, error) {
	out := newRematchReport(dry)
	if _, err := in.fold(ctx); err != nil {
		return out, err
	}
	what, err := in.pending(ctx)
	if err != nil || what.none() {
		return out, err
	}
	retired, err := in.Store.Retire(ctx, what.left, dry)
	if err != nil {
		return out, err
	}
	out.add(retired)
	for _, c := range what.scene {
		out.Changes = append(out.Changes, c.String())
	}
	for _, tp := range what.rules {
		out.Points = append(out.Points, tp.Ref().ID)
	}
	ids, err := in.concerned(ctx, what)
	if err != nil {
		return out, err
	}
	if out.Pruned, err = in.Store.Pruned(ctx); err != nil {
		return out, err
	}
	r := in.rereading(what, &out)
	if err := r.carry(ctx, ids, dry, bar); err != nil || dry {
		return out, err
	}
	if err := r.settle(ctx); err != nil {
		return out, err
	}
	return out, in.Store.EndRematch(ctx, in.Desk.carried())
}

// rereading returns how what changed is carried over articles: where the scene did,
// every talking point is looked at, else those whose rule did.
func (in *Intake) rereading(what revised, out *RematchReport) *rereading {
	r := &rereading{in: in, points: what.rules, left: what.left, causes: map[string]string{}, dated: in.datedAnew(what), out: out}
	r.mark = watermark(what.rules, in.Desk.File.Scene())
	if len(what.scene) > 0 {
		r.points, r.claims = in.Desk.Points(), true
		for _, tp := range r.points {
			r.causes[tp.Ref().ID] = causeOf(what.scene)
		}
	}
	for _, tp := range what.rules {
		r.causes[tp.Ref().ID] = timeline.CauseRule
	}
	return r
}

// datedAnew tells of which sources the articles are dated anew: those that are described
// otherwise, and those that the file does not name where its own zone is another.
func (in *Intake) datedAnew(what revised) func(source string) bool {
	sources, zone := what.sources(), what.zone()
	return func(id string) bool {
		_, named := in.Desk.Sources[id]
		return slices.Contains(sources, id) || zone && !named
	}
}

// concerned returns the latest revisions of the articles that a change may
// concern, oldest first: those in which a changed rule may hold or held, where the
// scene changed all that hold a talking point, or may hold one whose rule asks for
// who speaks, and where a source did, or the zone in which some are dated, all of it.
func (in *Intake) concerned(ctx context.Context, what revised) ([]int64, error) {
	rules := slices.Clone(what.rules)
	var out []int64
	if len(what.scene) > 0 {
		rules = append(rules, in.Desk.asking()...)
		mentioning, err := in.Store.Revisions(ctx, archive.Kept{Mentions: archive.Mentioning})
		if err != nil {
			return nil, err
		}
		out = mentioning
		if sources := what.sources(); len(sources) > 0 {
			of, err := in.Store.Revisions(ctx, archive.Kept{Sources: sources})
			if err != nil {
				return nil, err
			}
			out = append(out, of...)
		}
		if what.zone() {
			of, err := in.Store.Revisions(ctx, archive.Kept{Unnamed: true})
			if err != nil {
				return nil, err
			}
			out = append(out, of...)
		}
	}
	candidates, err := in.Candidates(ctx, rules)
	out = append(out, candidates...)
	slices.Sort(out)
	return slices.Compact(out), err
}

// asking lists the talking points whose rule asks for who speaks, or where.
func (d *Desk) asking() []tracker.TalkingPoint {
	return slices.DeleteFunc(d.Points(), func(tp tracker.TalkingPoint) bool { return !d.File.AsksFor(tp) })
}

// Candidates returns the latest revisions of the articles in which one of the
// rules may hold now, or held before, newest first.
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

func (r *RematchReport) add(got archive.RematchResult) {
	for _, w := range got.Appeared {
		r.Appeared = append(r.Appeared, w.Row())
	}
	for _, w := range got.Gone {
		r.Gone = append(r.Gone, w.Row())
	}
	r.moved(got.Events)
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

// rulesSince returns the talking points whose rule was not carried over the archive
// yet, and those that left the file.
func (d *Desk) rulesSince(old archive.Carried) (changed, left []tracker.TalkingPoint) {
	matched := maps.Clone(old.Rules)
	for _, tp := range d.Points() {
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
	return changed, left
}
