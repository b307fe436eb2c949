package newsroom

import (
	"context"
	"maps"
	"slices"
	"sync"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/furniture"
	"onset/tracker/reader"
	"onset/tracker/text"
)

// shelf knows the lines that each source repeats on its pages, and learns more
// of them from what comes in. What it knew before is read when first asked for.
type shelf struct {
	mu       sync.Mutex
	load     func() (map[string][]furniture.Line, error) // nil once done
	known    map[string][]furniture.Line                 // as kept, of sources without a learner yet
	learners map[string]*furniture.Learner               // by source
	learned  map[string][]furniture.Line                 // not kept yet
}

func newShelf(ctx context.Context, s Furniture) *shelf {
	return &shelf{
		load:     func() (map[string][]furniture.Line, error) { return s.Furniture(ctx) },
		learners: map[string]*furniture.Learner{}, learned: map[string][]furniture.Line{},
	}
}

// of returns what tells the furniture of a source; nil when none is known.
func (f *shelf) of(source string) (func(paragraph string) bool, error) {
	if f == nil {
		return nil, nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	l, err := f.learner(source)
	if err != nil || !l.Any() {
		return nil, err
	}
	return func(paragraph string) bool {
		f.mu.Lock()
		defer f.mu.Unlock()
		return l.Holds(paragraph)
	}, nil
}

func (f *shelf) learner(source string) (*furniture.Learner, error) {
	if f.load != nil {
		known, err := f.load()
		if err != nil {
			return nil, err
		}
		f.known, f.load = known, nil
	}
	l := f.learners[source]
	if l == nil {
		var lines []furniture.Line
		for _, k := range f.known[source] {
			lines = append(lines, furniture.Line(k))
		}
		l = furniture.New(lines)
		f.learners[source] = l
		delete(f.known, source)
	}
	return l, nil
}

// add learns from a text that was read.
func (f *shelf) add(source, article string, r *reader.Result) error {
	return f.page(source, furniture.Page{ID: article, Text: r.Body.Raw, Paragraphs: r.Body.Paragraphs, Held: r.Held()})
}

func (f *shelf) page(source string, p furniture.Page) error {
	if f == nil {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	l, err := f.learner(source)
	if err != nil {
		return err
	}
	for _, line := range l.Add(p) {
		f.learned[source] = append(f.learned[source], furniture.Line(line))
	}
	return nil
}

// recall learns from a stored text, and marks what of it is furniture.
func (f *shelf) recall(a *archive.Article, r *reader.Result) error {
	p := furniture.Page{ID: tracker.ArticleID(a.Source, a.Key), Text: a.Text, Paragraphs: r.Body.Paragraphs}
	for _, m := range a.Mentions {
		if m.Part != tracker.Title && m.Revision == a.Revision {
			p.Held = append(p.Held, m.Span)
		}
	}
	if err := f.page(a.Source, p); err != nil {
		return err
	}
	parts, err := f.furnitureOf(a, p.Paragraphs)
	r.Furniture = parts
	return err
}

// furnitureOf returns the paragraphs of a stored text that are furniture: none
// in which a talking point was found.
func (f *shelf) furnitureOf(a *archive.Article, paragraphs []tracker.Span) ([]tracker.Span, error) {
	repeats, err := f.of(a.Source)
	if err != nil || repeats == nil {
		return nil, err
	}
	var out []tracker.Span
	for _, p := range paragraphs {
		found := slices.ContainsFunc(a.Mentions, func(m tracker.Witness) bool {
			return m.Part != tracker.Title && m.Revision == a.Revision && p.Overlap(m.Span) > 0
		})
		if !found && repeats(a.Text[p.Start:p.End]) {
			out = append(out, p)
		}
	}
	return out, nil
}

// RepeatedIn returns the paragraphs of a stored text that are furniture by what
// is known of its source.
func RepeatedIn(known []furniture.Line, a *archive.Article, paragraphs []tracker.Span) []tracker.Span {
	f := &shelf{known: map[string][]furniture.Line{a.Source: known}, learners: map[string]*furniture.Learner{}}
	parts, _ := f.furnitureOf(a, paragraphs) // what is known needs no reading
	return parts
}

// RepeatedOn returns the paragraphs of the latest text of an article that are lines
// known to be repeated on the pages of its source.
func RepeatedOn(known []furniture.Line, v archive.Dossier) []tracker.Span {
	if len(known) == 0 || len(v.Revisions) == 0 {
		return nil
	}
	last := v.Revisions[len(v.Revisions)-1]
	a := archive.Article{Source: v.Source, Text: last.Text, Revision: last.ID, Mentions: v.Mentions}
	return RepeatedIn(known, &a, text.Analyse(last.Text, v.Language).Paragraphs)
}

// keep writes what was learned since the last time.
func (f *shelf) keep(ctx context.Context, s Furniture) error {
	if f == nil {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, source := range slices.Sorted(maps.Keys(f.learned)) {
		if err := s.SetFurniture(ctx, source, f.learned[source]); err != nil {
			return err
		}
		delete(f.learned, source)
	}
	return nil
}
