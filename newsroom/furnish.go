package newsroom

import (
	"context"
	"maps"
	"slices"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/furniture"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// furnish carries over the stored pages of their sources what was learned of lines
// since the last time, and keeps it then: who is interrupted learns it again from the
// last pages.
func (in *Intake) furnish(ctx context.Context) error {
	for _, source := range in.shelf.sources() {
		if err := in.furnishSource(ctx, source); err != nil {
			return err
		}
	}
	return nil
}

func (in *Intake) furnishSource(ctx context.Context, source string) error {
	defer in.shelf.turn(source)()
	lines := in.shelf.learnedOf(source)
	ids, err := in.movable(ctx, source)
	if err != nil {
		return err
	}
	if len(ids) > 0 {
		out := newRematchReport(false)
		r := &rereading{in: in, points: in.Desk.Points(), causes: map[string]string{}, claims: true, only: standsIn(lines), out: &out}
		for _, tp := range r.points {
			r.causes[tp.Ref().ID] = timeline.CauseFurniture
		}
		if err := r.carry(ctx, ids, false, Silent{}); err != nil {
			return err
		}
	}
	if err := in.Store.SetFurniture(ctx, source, lines); err != nil {
		return err
	}
	in.shelf.carried(source, len(lines))
	return nil
}

// movable returns the latest revisions of the articles of a source of which something may
// stand otherwise once a paragraph is not read: those that hold a talking point, or may
// hold one whose rule asks for who speaks.
func (in *Intake) movable(ctx context.Context, source string) ([]int64, error) {
	out, err := in.Store.Revisions(ctx, archive.Kept{Mentions: archive.Mentioning, Sources: []string{source}})
	rules := in.Desk.asking()
	if err != nil || len(rules) == 0 {
		return out, err
	}
	of, err := in.Store.Revisions(ctx, archive.Kept{Sources: []string{source}})
	if err != nil {
		return nil, err
	}
	may, err := in.Candidates(ctx, rules)
	for _, id := range may {
		if _, found := slices.BinarySearch(of, id); found {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), err
}

// standsIn tells whether one of some lines stands in a text of an article.
func standsIn(lines []furniture.Line) func(*archive.Article) bool {
	l := furniture.New(lines)
	return func(a *archive.Article) bool {
		return slices.ContainsFunc(a.Texts, func(t archive.Text) bool {
			body := text.Analyse(t.Text, a.Language) // which paragraphs there are is the same in every language
			return slices.ContainsFunc(body.Paragraphs, func(p tracker.Span) bool { return l.Holds(body.Raw[p.Start:p.End]) })
		})
	}
}

// sources lists those of which something was learned.
func (f *shelf) sources() []string {
	if f == nil {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Sorted(maps.Keys(f.learned))
}

func (f *shelf) learnedOf(source string) []furniture.Line {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.learned[source])
}

// carried forgets the first n lines that were learned of a source.
func (f *shelf) carried(source string, n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.learned[source] = f.learned[source][n:]; len(f.learned[source]) == 0 {
		delete(f.learned, source)
	}
}
