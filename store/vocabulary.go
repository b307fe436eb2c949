package store

import (
	"slices"

	"onset/tracker/archive"
	"onset/tracker/text"
)

// vocabulary tells which texts of a sample have a term of the index. They are numbered as
// they are read.
type vocabulary map[stem][]uint16

// stem is a term of the index.
type stem struct {
	language text.Lang
	id       uint64 // by text.StemID
}

// vocabulary reads the texts of a sample. It takes some 4 KB for each of them: of a moment
// that is held no more than two are remembered.
func (t *tx) vocabulary(among archive.Sample) (vocabulary, error) {
	k := t.postings
	if k != nil && k.vocabularies[among] != nil {
		return k.vocabularies[among], nil
	}
	v := vocabulary{}
	var parts [2]text.Text
	n := uint16(0)
	err := t.each("SELECT title, text, language FROM revision WHERE id >= ? AND id < ? AND text IS NOT NULL", []any{among.From, among.To},
		func(scan func(...any) error) error {
			var title, body, language string
			if err := scan(&title, &body, &language); err != nil {
				return err
			}
			parts[0].Reset(title, language)
			parts[1].Reset(body, language)
			for p := range parts {
				v.add(&parts[p], n)
			}
			n++
			return t.ctx.Err()
		})
	if err != nil || k == nil {
		return v, err
	}
	if len(k.vocabularies) == 2 {
		clear(k.vocabularies)
	}
	k.vocabularies[among] = v
	return v, nil
}

// add notes the words of a text that has a number.
func (v vocabulary) add(x *text.Text, n uint16) {
	for i := range x.Words {
		f := x.Form(i)
		w := stem{f.Lang, f.ID}
		if in := v[w]; len(in) == 0 || in[len(in)-1] != n {
			v[w] = append(in, n)
		}
	}
}

// count counts the texts that have one of some terms.
func (v vocabulary) count(terms []string) int {
	var in []uint16
	for _, term := range terms {
		language := languageOf(term)
		in = append(in, v[stem{text.LangOf(language), text.StemID(term[len(language)+1:])}]...)
	}
	slices.Sort(in)
	return len(slices.Compact(in))
}
