package reader

import (
	"sync"

	"onset/tracker/claim"
	"onset/tracker/said"
	"onset/tracker/text"
)

// arena is the memory that a reading lies in while it is made, and then the next one.
type arena struct {
	dates  []said.Expr // never nil, which would have claim.Open look for them again
	claims claim.Arena
}

// The analysed texts of a reading are good until its Release.
var (
	arenas = sync.Pool{New: func() any { return &arena{dates: []said.Expr{}} }}
	texts  = sync.Pool{New: func() any { return new(text.Text) }}
)

func analyse(raw, lang string) *text.Text {
	t := texts.Get().(*text.Text)
	t.Reset(raw, lang)
	return t
}

// Release gives back the memory of the analysed texts, of which nothing may be used any
// more. Whoever does not know who else uses them leaves them to the collector.
func (r *Result) Release() {
	for _, t := range []*text.Text{r.Title, r.Body} {
		if t != nil {
			*t = text.Text{Words: t.Words[:0], Sentences: t.Sentences[:0], Paragraphs: t.Paragraphs[:0]}
			texts.Put(t)
		}
	}
	r.Title, r.Body = nil, nil
}
