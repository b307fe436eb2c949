package store

import (
	"slices"
	"strings"

	"onset/tracker/text"
)

// document is a revision for the full-text index.
type document struct {
	revision    int64
	title, body *text.Text
}

// documentOf takes the analysed texts of an item, or analyses them.
func documentOf(revision int64, it *ReadItem) document {
	d := document{revision: revision, title: it.TitleText, body: it.BodyText}
	if d.title == nil {
		d.title = text.Analyse(it.Item.Title, it.Reading.Language)
	}
	if d.body == nil {
		d.body = text.Analyse(it.Item.Text, it.Reading.Language)
	}
	return d
}

// index adds documents to the full-text index, and their word forms to the
// table of forms. FTS4 gathers a transaction's postings in memory as long as
// docids grow, so they are sorted first.
func (s *Store) index(t *tx, docs []document) error {
	slices.SortFunc(docs, func(a, b document) int { return int(min(max(a.revision-b.revision, -1), 1)) })
	var body, title strings.Builder
	for _, d := range docs {
		body.Reset()
		title.Reset()
		if err := s.terms(t, &body, d.body); err != nil {
			return err
		}
		if err := s.terms(t, &title, d.title); err != nil {
			return err
		}
		if _, err := t.exec("INSERT INTO ft (docid, text, title) VALUES (?, ?, ?)", d.revision, body.String(), title.String()); err != nil {
			return err
		}
	}
	return nil
}

// terms writes the index terms of a text, separated by blanks.
func (s *Store) terms(t *tx, b *strings.Builder, x *text.Text) error {
	for i := range x.Words {
		f := x.Form(i)
		b.WriteString(f.Lang.String())
		b.WriteByte(':')
		b.WriteString(f.Stem)
		b.WriteByte(' ')
		if s.forms.has(f) {
			continue
		}
		if _, err := t.exec("INSERT OR IGNORE INTO form (language, form, stem) VALUES (?, ?, ?)", f.Lang.String(), f.Fold, f.Stem); err != nil {
			return err
		}
		s.forms.add(f)
	}
	return nil
}

// formCache remembers word forms that are in the table already. It is of fixed
// size and forgets on collision; then the form is offered to the table again.
type formCache struct{ slots [1 << 15]formKey }

// formKey holds the strings of a form, which are shared with package text.
type formKey struct {
	lang       text.Lang
	fold, stem string
}

func keyOf(f *text.Form) formKey { return formKey{f.Lang, f.Fold, f.Stem} }

func (c *formCache) slot(f *text.Form) *formKey {
	h := uint32(2166136261)
	for i := 0; i < len(f.Fold); i++ {
		h = (h ^ uint32(f.Fold[i])) * 16777619
	}
	return &c.slots[(h^uint32(f.Lang))%uint32(len(c.slots))]
}

func (c *formCache) has(f *text.Form) bool { return *c.slot(f) == keyOf(f) }

func (c *formCache) add(f *text.Form) { *c.slot(f) = keyOf(f) }

// forget empties the cache, after a transaction that failed or an index that
// was rebuilt.
func (c *formCache) forget() { clear(c.slots[:]) }
