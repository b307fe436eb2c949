package reader

import (
	"slices"

	"onset/tracker"
	"onset/tracker/claim"
	"onset/tracker/query"
	"onset/tracker/rulefile"
	"onset/tracker/said"
	"onset/tracker/text"
)

// Version is raised when the same text would be read differently.
const Version = 8

// Reader reads texts against the rules of one file. It is safe for concurrent
// use and never changes.
type Reader struct {
	points []tracker.TalkingPoint // by index in the rule index
	index  *query.Index
	book   *claim.Book
	groups map[string][]string // speaker → groups it counts for
	weigh  bool                // claims tell who else might speak in them
}

// Result is a reading with the analysed texts that it was made from.
type Result struct {
	tracker.Reading
	Title, Body *text.Text
	// Furniture are the paragraphs of Body that belong to the outlet's pages and
	// not to the article: nothing is read out of them.
	Furniture []tracker.Span
	// Repeated are all paragraphs of Body that the outlet repeats: Furniture, and
	// those that are read because a talking point stands in them.
	Repeated []tracker.Span
	// Fault is what a mistake of the program did to this reading, with the place in
	// its code; "" when all went well. Then nothing was read out of the item.
	Fault string
}

// New builds a reader of a valid rules file.
func New(file *rulefile.File) *Reader {
	r := &Reader{book: claim.NewBook(file.Speakers), groups: file.Groups(), index: query.NewIndex(file.Rules())}
	for _, n := range file.Narratives {
		r.points = append(r.points, n.TalkingPoints...)
	}
	return r
}

// Weighing returns a reader whose claims tell who else might speak in them, with
// points and reasons.
func (r *Reader) Weighing() *Reader {
	out := *r
	out.weigh = true
	return &out
}

// Read reads an item of a source of which no furniture is known.
func (r *Reader) Read(src tracker.Source, item tracker.Item) Result {
	return r.ReadPage(src, item, nil)
}

// ReadPage reads an item of a source. furniture, which may be nil, tells which
// paragraphs its pages repeat; of those, the ones that hold a talking point are
// read nevertheless. Of a very long text only what text.Clip leaves is read. It
// never panics: one text that the program can't digest costs itself only.
func (r *Reader) ReadPage(src tracker.Source, item tracker.Item, furniture func(paragraph string) bool) (out Result) {
	defer func() {
		if fault := recover(); fault != nil {
			out = unread(item, tracker.Fault(fault))
		}
	}()
	item.Title, _ = text.Clip(item.Title)
	item.Text, _ = text.Clip(item.Text)
	return r.readPage(src, item, furniture)
}

// unread is the reading of an item out of which nothing could be read.
func unread(item tracker.Item, fault string) Result {
	out := Result{Title: text.Analyse("", ""), Body: text.Analyse("", ""), Fault: fault}
	published, _ := tracker.ChoosePublished(item.Published, item.Seen)
	out.Published, out.Claims, out.Mentions = published.Stamp, []tracker.Claim{}, []tracker.Mention{}
	return out
}

func (r *Reader) readPage(src tracker.Source, item tracker.Item, furniture func(paragraph string) bool) Result {
	lang := text.Detect(item.Title, item.Text, item.Language, src.Languages...)
	published, _ := tracker.ChoosePublished(item.Published, item.Seen)
	out := Result{Title: analyse(item.Title, lang), Body: analyse(item.Text, lang)}
	out.Language, out.Published, out.Sentences = lang, published.Stamp, sentences(out.Body)
	out.Repeated = repeated(out.Body, furniture)
	out.Furniture = slices.Clone(out.Repeated)
	at := said.Outlet{Published: published.Stamp.Day, Country: src.Country}
	in := arenas.Get().(*arena)
	in.dates = said.FindIn(in.dates, out.Body, at)
	r.read(src, in, &out)
	if n := len(out.Furniture); n > 0 {
		out.Furniture = slices.DeleteFunc(out.Furniture, out.holdsMention)
		if len(out.Furniture) < n {
			r.read(src, in, &out)
		}
	}
	arenas.Put(in) // not where a fault was met: nobody knows what still uses it
	return out
}

// read finds the claims and mentions outside the furniture, with the dates that stand there.
func (r *Reader) read(src tracker.Source, in *arena, out *Result) {
	doc := claim.Document{Title: out.Title, Body: out.Body, Source: src, Published: out.Published, Dates: in.dates, Weigh: r.weigh, Arena: &in.claims}
	if len(out.Furniture) > 0 {
		doc.Dates = slices.DeleteFunc(slices.Clone(in.dates), func(e said.Expr) bool { return within(out.Furniture, e.Span) })
		doc.Furniture = out.isFurniture
	}
	out.Dates, out.Mentions = said.Plain(doc.Dates, tracker.Body), []tracker.Mention{}
	claims := claim.Open(doc, r.book)
	out.Claims = append([]tracker.Claim{}, claims.Claims()...)
	r.mention(doc, claims, out)
	loosen(out.Claims, out.Published)
}

func sentences(t *text.Text) []tracker.Span {
	out := make([]tracker.Span, len(t.Sentences))
	for i, s := range t.Sentences {
		out[i] = s.Span
	}
	return out
}

// Doc is what the rule language looks at in a reading.
func (r *Reader) Doc(src tracker.Source, result Result) *query.Doc {
	return &query.Doc{
		Title: result.Title, Body: result.Body, Lang: result.Language,
		Source: src.ID, Kind: src.Kind, Claims: result.Claims, Groups: r.groups,
	}
}

// mention matches the talking points and ties each mention to its claim.
func (r *Reader) mention(doc claim.Document, claims *claim.Reading, out *Result) {
	hits := r.index.Match(r.Doc(doc.Source, *out))
	for _, h := range hits {
		tp := r.points[h.Rule]
		raw := out.Body.Raw
		if h.Part == tracker.Title {
			raw = out.Title.Raw
		}
		told := claims.At(h.Part, h.Sentence, h.Spans)
		out.Mentions = append(out.Mentions, tracker.Mention{
			Narrative: tp.Narrative, TalkingPoint: tp.ID, Rule: tp.Ref(),
			Part: h.Part, Span: h.Sentence, Text: raw[h.Sentence.Start:h.Sentence.End],
			Hits: h.Spans, Claim: out.claimOf(told), Stance: told.Stance, Sign: told.Why,
		})
	}
}

// claimOf returns the index of the claim that some words belong to. The words of
// the outlet are added, once for all that it does the same to.
func (out *Result) claimOf(told claim.Told) int {
	if told.Index >= 0 {
		return told.Index
	}
	own := told.Claim
	for i, c := range out.Claims {
		if c.Part == own.Part && c.Span == own.Span && c.Form == own.Form && c.Stance == own.Stance && c.Treatment == own.Treatment {
			return i
		}
	}
	out.Claims = append(out.Claims, own)
	return len(out.Claims) - 1
}
