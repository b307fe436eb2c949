package discover

import (
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/text"
)

// Article is what discovery reads of an article.
type Article struct {
	ID        string // stable; orders the articles of a day
	Source    string
	Origin    string      // of package origin; equal for articles that share their text; empty: its own
	Day       tracker.Day // published; the day of closing where that is unknown
	URL       string
	Language  string
	Title     *text.Text // may be nil
	Body      *text.Text // without the furniture of its source; may be nil
	Claims    []tracker.Claim
	Explained []Explained

	doc *doc // what was read of it; nil: nothing yet
}

// Read reads the texts of the article and lets go of them, so that a day need not be in
// memory in full.
func (a *Article) Read() {
	a.doc = read(*a)
	a.Title, a.Body, a.Claims, a.Explained = nil, nil, nil, nil
}

// Explained is a sentence that a defined talking point accounts for: nothing
// new is looked for in it.
type Explained struct {
	Part tracker.Part
	tracker.Span
}

// The limits of what is read of one article, so that time and memory are
// bounded. Statements stand in the title, in the lead and in what people say.
const (
	maxWords = 150 // content words
	maxPlain = 4   // sentences of a part that are read though nobody is quoted in them nor called new
	maxUnits = 100 // of an article

	// maxPassage is up to how many units title and text make one passage: a
	// headline and its lead tell one thing, a long article many.
	maxPassage = 6
)

// word is a content word of a unit. Offsets are bytes into the unit's text.
type word struct {
	id         uint32 // of the stem, by stemID
	start, end uint16
	casing     casing
}

// casing is what a capital letter, or none, tells about a word.
type casing uint8

const (
	anyCase casing = iota // nothing: the first word, or one of a headline in capitals
	lower
	upper
)

// unit is a stretch of text that makes one statement: a sentence, or an item
// of a list that semicolons divide.
type unit struct {
	text      string
	words     []word
	part      tracker.Part
	claim     int16 // index into the claims of the article; -1 when none
	said      bool  // with a word of saying
	item      bool  // of a list: its neighbours are other news
	alone     bool  // a passage of its own: an item, or a sentence of a long article
	explained bool
	shows     bool // with a word of sports, shows, feasts or the weather
	office    bool // with a word of the routine of office
	cue       cue  // what the unit says about its own newness
	traits    traits
	roots     []uint32 // distinct, sorted; until the day is closed
}

// doc is an article as the window keeps it.
type doc struct {
	id, source, origin, url, language string
	day                               tracker.Day
	units                             []unit
	claims                            []claimed
}

// claimed is a claim as the window keeps it.
type claimed struct {
	text     string
	speakers []tracker.ClaimSpeaker
	from, to tracker.Day // when it was said; zero when that dates nothing
	novelty  string
	affirms  bool
	stated   bool // affirmed or denied; until the day is closed
}

// stemID hashes a stem. Unlike text.StemID it is the same in every process,
// so it can be stored. It is never 0.
func stemID(stem string) uint32 {
	h := uint32(2166136261)
	for i := range len(stem) {
		h = (h ^ uint32(stem[i])) * 16777619
	}
	return h | 1
}

// read turns an article into a doc.
func read(a Article) *doc {
	d := &doc{id: a.ID, source: a.Source, origin: a.Origin, url: a.URL, language: a.Language, day: a.Day}
	if d.origin == "" {
		d.origin = a.ID
	}
	d.claims = make([]claimed, 0, len(a.Claims))
	for _, c := range a.Claims {
		d.claims = append(d.claims, keepClaim(c))
	}
	left := d.readPart(a, a.Title, tracker.Title, maxWords)
	d.readPart(a, a.Body, tracker.Body, left)
	for i := range d.units {
		d.units[i].alone = d.units[i].item || len(d.units) > maxPassage
	}
	d.pack()
	return d
}

// pack moves what the units hold into as little memory as it takes, apart from
// the article that they were read from.
func (d *doc) pack() {
	letters, words := 0, 0
	for _, u := range d.units {
		letters, words = letters+len(u.text), words+len(u.words)
	}
	var all strings.Builder
	all.Grow(letters)
	for _, u := range d.units {
		all.WriteString(u.text)
	}
	texts, kept := all.String(), make([]word, 0, words)
	d.units = slices.Clone(d.units)
	for i := range d.units {
		u := &d.units[i]
		u.text, texts = texts[:len(u.text)], texts[len(u.text):]
		from := len(kept)
		kept = append(kept, u.words...)
		u.words = kept[from:len(kept):len(kept)]
	}
}

// keepClaim copies the words of a claim, which may be a part of the article's.
func keepClaim(c tracker.Claim) claimed {
	k := claimed{text: strings.Clone(c.Text), affirms: c.Stance == tracker.Affirms || c.Stance == ""}
	k.stated = k.affirms || c.Stance == tracker.Denies
	k.speakers = slices.Clone(c.Speakers)
	if c.Said.Dates() {
		k.from, k.to = c.Said.From, c.Said.To
	}
	if c.Novelty != nil {
		k.novelty = c.Novelty.Value
	}
	return k
}

// readPart adds the units of a part, the first ones and those with a claim,
// until no more words are wanted. It returns how many are left.
func (d *doc) readPart(a Article, t *text.Text, part tracker.Part, left int) int {
	if t == nil {
		return left
	}
	list := false // a list of news that goes on in further sentences
	for i, s := range t.Sentences {
		claim := claimIn(a.Claims, part, s.Span)
		if left <= 0 || claim < 0 && i >= maxPlain && cueOf(text.Fold(t.Raw[s.Start:s.End])) != cueNew {
			continue
		}
		for _, u := range units(t, s) {
			if len(u.words) == 0 || len(d.units) == maxUnits {
				continue
			}
			list = list || u.item
			u.part, u.claim, u.item = part, int16(claim), list
			u.explained = explains(a.Explained, part, s.Span)
			u.attribute(d)
			d.units = append(d.units, u)
			left -= len(u.words)
		}
	}
	return left
}

// claimIn returns the claim that covers most of a sentence, -1 when none does.
func claimIn(claims []tracker.Claim, part tracker.Part, s tracker.Span) int {
	best, most := -1, 0
	for i, c := range claims {
		if n := c.Overlap(s); c.Part == part && n > most {
			best, most = i, n
		}
	}
	return best
}

func explains(es []Explained, part tracker.Part, s tracker.Span) bool {
	for _, e := range es {
		if e.Part == part && e.Overlap(s) > 0 {
			return true
		}
	}
	return false
}
