package newsroom

import (
	"context"
	"slices"
	"sync"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/furniture"
	"onset/tracker/text"
)

// shelf knows the lines that each source repeats on its pages, and learns more
// of them from what comes in. What it knew before is read when first asked for, and the
// last pages of a source when the next one of it comes.
type shelf struct {
	mu       sync.Mutex
	load     func() (map[string][]furniture.Line, error) // nil once done
	last     func(source string, teach func(furniture.Page)) error
	known    map[string][]furniture.Line   // as kept, of sources without a learner yet
	learners map[string]*furniture.Learner // by source
	taught   map[string]bool               // sources whose learner was given the last pages
	learned  map[string][]furniture.Line   // not carried over the pages of before yet
	turns    map[string]*sync.Mutex        // by source, see turn
}

func newShelf(ctx context.Context, s Furniture) *shelf {
	return &shelf{
		load: func() (map[string][]furniture.Line, error) { return s.Furniture(ctx) },
		last: func(source string, teach func(furniture.Page)) error {
			return s.FirstTexts(ctx, source, furniture.Window, func(a archive.Article) error {
				read, _ := text.Clip(a.Text)
				teach(pageOf(a.Source, a.Key, text.Analyse(read, a.Language)))
				return nil
			})
		},
		learners: map[string]*furniture.Learner{}, taught: map[string]bool{}, learned: map[string][]furniture.Line{}, turns: map[string]*sync.Mutex{},
	}
}

func pageOf(source, key string, body *text.Text) furniture.Page {
	return furniture.Page{ID: tracker.ArticleID(source, key), Text: body.Raw, Paragraphs: body.Paragraphs}
}

// turn has what a source brings read and stored before what is learned of it is carried
// over its pages, and the other way round, so that none is left out.
func (f *shelf) turn(source string) (over func()) {
	if f == nil {
		return func() {}
	}
	f.mu.Lock()
	m := f.turns[source]
	if m == nil {
		m = new(sync.Mutex)
		f.turns[source] = m
	}
	f.mu.Unlock()
	m.Lock()
	return m.Unlock
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
		l = furniture.New(f.known[source])
		f.learners[source] = l
		delete(f.known, source)
	}
	return l, nil
}

// add learns from the first text of an article.
func (f *shelf) add(source, key string, body *text.Text) error {
	if f == nil {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	l, err := f.learner(source)
	if err != nil {
		return err
	}
	teach := func(p furniture.Page) {
		if lines := l.Add(p); len(lines) > 0 {
			f.learned[source] = append(f.learned[source], lines...)
		}
	}
	if !f.taught[source] {
		if err := f.last(source, teach); err != nil {
			return err
		}
		f.taught[source] = true
	}
	teach(pageOf(source, key, body))
	return nil
}

// repeatedIn returns the paragraphs of a text that a source repeats.
func (f *shelf) repeatedIn(source string, body *text.Text) ([]tracker.Span, error) {
	repeats, err := f.of(source)
	if err != nil || repeats == nil {
		return nil, err
	}
	var out []tracker.Span
	for _, p := range body.Paragraphs {
		if repeats(body.Raw[p.Start:p.End]) {
			out = append(out, p)
		}
	}
	return out, nil
}

// furnitureOf returns the paragraphs of the latest text of an article that are
// furniture: none in which a talking point was found.
func (f *shelf) furnitureOf(a *archive.Article, body *text.Text) ([]tracker.Span, error) {
	repeated, err := f.repeatedIn(a.Source, body)
	return slices.DeleteFunc(repeated, func(p tracker.Span) bool {
		return slices.ContainsFunc(a.Mentions, func(m tracker.Witness) bool {
			return m.Part != tracker.Title && m.Revision == a.Revision && p.Overlap(m.Span) > 0
		})
	}), err
}

// RepeatedOn returns the paragraphs of the latest text of an article that are lines
// known to be repeated on the pages of its source.
func RepeatedOn(known []furniture.Line, v archive.Dossier) []tracker.Span {
	if len(known) == 0 || len(v.Revisions) == 0 {
		return nil
	}
	last := v.Revisions[len(v.Revisions)-1]
	a := archive.Article{Source: v.Source, Revision: last.ID, Mentions: v.Mentions}
	f := &shelf{known: map[string][]furniture.Line{a.Source: known}, learners: map[string]*furniture.Learner{}}
	parts, _ := f.furnitureOf(&a, text.Analyse(last.Text, v.Language)) // what is known needs no reading
	return parts
}
