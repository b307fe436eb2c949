package store

import (
	"hash/maphash"
	"slices"

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
	if len(docs) == 0 {
		return nil
	}
	rebuilt, err := t.rebuilt()
	if err != nil {
		return err
	}
	slices.SortFunc(docs, func(a, b document) int { return int(min(max(a.revision-b.revision, -1), 1)) })
	for _, d := range docs {
		if err := s.indexOne(t, "ft", d); err != nil {
			return err
		}
		if d.revision <= rebuilt {
			if err := s.indexOne(t, "ft_new", d); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Store) indexOne(t *tx, table string, d document) (err error) {
	if s.terms, err = s.appendTerms(t, s.terms[:0], d.body); err != nil {
		return err
	}
	body := string(s.terms)
	if s.terms, err = s.appendTerms(t, s.terms[:0], d.title); err != nil {
		return err
	}
	_, err = t.exec("INSERT INTO "+table+" (docid, text, title) VALUES (?, ?, ?)", d.revision, body, string(s.terms))
	return err
}

// longestUnindexed is the length of the longest term that is left out.
const longestUnindexed = 12

// appendTerms appends the index terms of a text, each with a blank after it,
// and keeps its word forms.
func (s *Store) appendTerms(t *tx, b []byte, x *text.Text) ([]byte, error) {
	for i := range x.Words {
		f := x.Form(i)
		begin := len(b)
		b = append(b, prefixes[f.Lang]...)
		b = append(b, f.Stem...)
		if len(b)-begin <= longestUnindexed && unindexed[string(b[begin:])] {
			b = b[:begin]
		} else {
			b = append(b, ' ')
		}
		if s.forms.met(f) {
			continue
		}
		if _, err := t.exec("INSERT OR IGNORE INTO form (language, form, stem) VALUES (?, ?, ?)", f.Lang.String(), f.Fold, f.Stem); err != nil {
			return b, err
		}
	}
	return b, nil
}

// prefixes are what the terms of each language begin with.
var prefixes = func() (p [text.Langs]string) {
	for l := range p {
		p[l] = text.Lang(l).String() + ":"
	}
	return p
}()

// formCache remembers word forms that are in the table already. It is of fixed
// size and forgets on collision; then the form is offered to the table again.
type formCache struct{ slots [1 << 17]uint64 }

var formSeed = maphash.MakeSeed()

// met tells whether the form is remembered, and remembers it.
func (c *formCache) met(f *text.Form) bool {
	h := maphash.String(formSeed, f.Fold) ^ f.ID*31 ^ uint64(f.Lang)<<56
	slot := &c.slots[h%uint64(len(c.slots))]
	known := *slot == h
	*slot = h
	return known
}

// forget empties the cache, after a transaction that failed.
func (c *formCache) forget() { clear(c.slots[:]) }
