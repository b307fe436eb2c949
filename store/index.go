package store

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"
	"unicode"

	"onset/tracker/archive"
	"onset/tracker/text"
)

// document is a revision for the full-text index.
type document struct {
	revision    int64
	source      string
	title, body *text.Text
}

// documentOf takes the analysed texts of an item, or analyses them.
func documentOf(revision int64, source string, it *archive.ReadItem) document {
	d := document{revision: revision, source: source, title: it.TitleText, body: it.BodyText}
	if d.title == nil {
		d.title = text.Analyse(it.Item.Title, it.Reading.Language)
	}
	if d.body == nil {
		d.body = text.Analyse(it.Item.Text, it.Reading.Language)
	}
	return d
}

// indexer writes a full-text index; one write transaction at a time uses it.
type indexer struct {
	forms    formCache
	terms    []byte
	newForms []*text.Form // met for the first time by the transaction
}

// add adds documents to the full-text index, and their word forms to the
// table of forms. FTS4 gathers a transaction's postings in memory as long as
// docids grow, so they are sorted first.
func (w *indexer) add(t *tx, docs []document) error {
	if len(docs) == 0 {
		return nil
	}
	rebuilt, err := t.rebuilt()
	if err != nil {
		return err
	}
	slices.SortFunc(docs, func(a, b document) int { return cmp.Compare(a.revision, b.revision) })
	for _, d := range docs {
		if err := w.addTo(t, "ft", d); err != nil {
			return err
		}
		if d.revision <= rebuilt {
			if err := w.addTo(t, "ft_new", d); err != nil {
				return err
			}
		}
	}
	return w.keepForms(t)
}

// addTo adds a document to an index: the words of its title and body in
// their order, then once each the common words, its source and its language.
func (w *indexer) addTo(t *tx, table string, d document) error {
	var common commonSet
	w.terms = w.appendTerms(w.terms[:0], d.title, &common)
	title := string(w.terms)
	w.terms = common.appendTo(w.appendTerms(w.terms[:0], d.body, &common))
	w.terms = append(append(w.terms, sourceTerm(d.source)...), ' ')
	w.terms = append(w.terms, languageTerm(d.body.Lang)...)
	return t.exec("INSERT INTO "+table+" (docid, text, title) VALUES (?, ?, ?)", d.revision, string(w.terms), title)
}

// forget has every word form offered to its table again, after a transaction
// that failed.
func (w *indexer) forget() {
	clear(w.forms.slots[:])
	w.newForms = w.newForms[:0]
}

// analysed is a document of a stored text.
func analysed(revision int64, source, title, body, language string) document {
	return document{revision, source, text.Analyse(title, language), text.Analyse(body, language)}
}

// index adds documents to the full-text index, or notes for those of other machines
// that they have to.
func (s *Store) index(t *tx, docs []document) error {
	if s.derived != nil {
		return t.log(docs)
	}
	return t.memory.indexer.add(t, docs)
}

// sourceTerm and languageTerm stand for all articles of a source and in a
// language; no language has such a code.
func sourceTerm(id string) string { return "source:" + fieldValue(id) }

func languageTerm(code string) string { return "lang:" + fieldValue(code) }

// fieldValue leaves of a value what can stand in an index term; two values may
// become one, which the matcher tells apart.
func fieldValue(v string) string {
	return strings.Map(func(r rune) rune {
		if r == '"' || r == '*' || r == '^' || unicode.IsSpace(r) {
			return '_'
		}
		return r
	}, v)
}

// appendTerms appends the index terms of a text, each with a blank after it,
// notes the common ones, and its word forms that were not met before.
func (w *indexer) appendTerms(b []byte, x *text.Text, common *commonSet) []byte {
	for i := range x.Words {
		f := x.Form(i)
		begin := len(b)
		b = append(b, prefixes[f.Lang]...)
		b = append(b, f.Stem...)
		n, isCommon := 0, false
		if len(b)-begin <= longestCommon {
			n, isCommon = commonTerms[string(b[begin:])]
		}
		if isCommon {
			common.add(n)
			b = b[:begin]
		} else {
			b = append(b, ' ')
		}
		if w.forms.met(f) {
			continue
		}
		w.newForms = append(w.newForms, f)
	}
	return b
}

// formsAtOnce is how many word forms one statement inserts.
const formsAtOnce = 32

var (
	insertForm  = "INSERT OR IGNORE INTO form (language, form, stem) VALUES (?, ?, ?)"
	insertForms = insertForm + strings.Repeat(", (?, ?, ?)", formsAtOnce-1)
)

// keptForm is a row of the table of word forms: a fold, with and without the
// marks that its language does not write.
type keptForm struct{ language, form, stem string }

// keepForms adds the word forms that were met for the first time, in the order
// of the table, so that each of its pages is touched once.
func (w *indexer) keepForms(t *tx) error {
	var forms []keptForm
	for _, f := range w.newForms {
		forms = append(forms, keptForm{f.Lang.String(), f.Fold, f.Stem})
		if f.Bare != f.Fold {
			forms = append(forms, keptForm{f.Lang.String(), f.Bare, f.Stem})
		}
	}
	w.newForms = w.newForms[:0]
	slices.SortFunc(forms, func(a, b keptForm) int {
		return cmp.Or(cmp.Compare(a.language, b.language), cmp.Compare(a.form, b.form), cmp.Compare(a.stem, b.stem))
	})
	args := make([]any, 0, 3*formsAtOnce)
	for len(forms) > 0 {
		n, query := formsAtOnce, insertForms
		if len(forms) < formsAtOnce {
			n, query = 1, insertForm
		}
		args = args[:0]
		for _, f := range forms[:n] {
			args = append(args, f.language, f.form, f.stem)
		}
		if err := t.exec(query, args...); err != nil {
			return err
		}
		forms = forms[n:]
	}
	return nil
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
