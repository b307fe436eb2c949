package timeline

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"onset/tracker"
)

// Account is what the mentions of a talking point add up to: how often it
// appeared, who said it first where, in which words. Mentions may be added in
// any order and in any stretches, each once; nothing of them is kept but what
// the sums need. Who appears, and on which day, Appearances says.
type Account struct {
	point      *point
	counts     Counts
	utterances map[string]bool
	origins    map[string]bool
	sources    map[string]bool
	articles   map[int64]bool
	voices     map[voice]bool
	days       map[tracker.Scope]map[tracker.Day]int
	latest     map[tracker.Scope]Latest
	firsts     map[dayKey]FirstDay
	wordings   map[string]map[tracker.Day]int
	debunks    []Debunk
}

// voice is an origin on a day of a scope: statistics count at most one.
type voice struct {
	scope  tracker.Scope
	day    tracker.Day
	origin string
}

// Counts are the numbers of a talking point.
type Counts struct {
	Mentions   int `json:"mentions"` // that count: affirmed, not debunked, by speakers that the rule names
	Utterances int `json:"utterances"`
	Origins    int `json:"origins"`
	Sources    int `json:"sources"`
	Articles   int `json:"articles"`
	Judged
	All int `json:"-"` // mentions that stand, those that don't count included
}

// Wording is a way in which a talking point was put: the words that matched.
type Wording struct {
	Text  string              `json:"text"`
	Count int                 `json:"count"`
	Days  map[tracker.Day]int `json:"-"` // mentions by day
}

// Debunk is a mention that debunks.
type Debunk struct {
	Mention  string
	Source   string
	Day      tracker.Day // published; 0 unknown
	revision int64
}

// Latest is the newest appearance in a scope.
type Latest struct {
	Day     tracker.Day
	Mention string
}

// Totals are the sums of an account.
type Totals struct {
	Counts Counts
	Days   map[tracker.Day]int // appearances, at most one an origin and day
	// By tells the same of each source, and of each speaker that the rule counts,
	// with the groups they belong to.
	By       map[tracker.Scope]map[tracker.Day]int
	Latest   map[tracker.Scope]Latest // overall, and of each source and speaker
	Firsts   []FirstDay               // first days of each speaker in each source, first come first
	Debunks  []Debunk                 // newest first
	Wordings []Wording                // most frequent first
}

// NewAccount opens the account of a talking point.
func NewAccount(tp tracker.TalkingPoint, ctx Context) *Account {
	return &Account{
		point: newPoint(tp, ctx), utterances: map[string]bool{}, origins: map[string]bool{}, sources: map[string]bool{},
		articles: map[int64]bool{}, voices: map[voice]bool{}, days: map[tracker.Scope]map[tracker.Day]int{}, latest: map[tracker.Scope]Latest{}, firsts: map[dayKey]FirstDay{}, wordings: map[string]map[tracker.Day]int{},
	}
}

// Add adds mentions.
func (a *Account) Add(ws []tracker.Witness) {
	for i := range ws {
		a.add(&ws[i])
	}
}

func (a *Account) add(w *tracker.Witness) {
	a.counts.All++
	a.counts.Judged.Add(*w)
	if w.Treatment == tracker.Debunks {
		a.debunks = append(a.debunks, Debunk{w.ID, w.Source, w.Published.Day, w.Revision})
	}
	s := a.point.look(w)
	if !s.appears || w.Verdict == Rejected || !s.dated() {
		return
	}
	a.counts.Mentions++
	a.utterances[w.Utterance], a.origins[w.Origin], a.sources[w.Source], a.articles[w.Article] = true, true, true, true
	day := tracker.Day(0) // unknown
	if a.point.datable(&s) {
		day = s.day
		a.heard(tracker.Scope{Kind: tracker.Overall}, &s)
		a.heard(tracker.Scope{Kind: tracker.BySource, ID: w.Source}, &s)
		for _, who := range s.by {
			a.heard(tracker.Scope{Kind: tracker.BySpeaker, ID: who}, &s)
		}
	}
	a.follow(&s)
	if words := matched(w); words != "" {
		tick(a.wordings, words, day)
	}
}

// heard counts an appearance for a scope, unless its text was there that day,
// and remembers the newest.
func (a *Account) heard(scope tracker.Scope, s *sight) {
	if was := a.latest[scope]; s.day > was.Day || s.day == was.Day && s.ID > was.Mention {
		a.latest[scope] = Latest{s.day, s.ID}
	}
	if v := (voice{scope, s.day, s.Origin}); !a.voices[v] {
		a.voices[v] = true
		tick(a.days, scope, s.day)
	}
}

// tick counts one more under a key on a day.
func tick[K comparable](by map[K]map[tracker.Day]int, key K, day tracker.Day) {
	if by[key] == nil {
		by[key] = map[tracker.Day]int{}
	}
	by[key][day]++
}

// copied is a count by key and day that later additions don't touch.
func copied[K comparable](by map[K]map[tracker.Day]int) map[K]map[tracker.Day]int {
	out := make(map[K]map[tracker.Day]int, len(by))
	for k, days := range by {
		out[k] = maps.Clone(days)
	}
	return out
}

// Totals sums up.
func (a *Account) Totals() Totals {
	t := Totals{Counts: a.counts, By: copied(a.days), Latest: maps.Clone(a.latest), Firsts: inOrder(a.firsts), Debunks: slices.Clone(a.debunks)}
	overall := tracker.Scope{Kind: tracker.Overall}
	if t.Days = t.By[overall]; t.Days == nil {
		t.Days = map[tracker.Day]int{}
	}
	delete(t.By, overall)
	t.Counts.Utterances, t.Counts.Origins, t.Counts.Sources, t.Counts.Articles = len(a.utterances), len(a.origins), len(a.sources), len(a.articles)
	slices.SortFunc(t.Debunks, func(a, b Debunk) int {
		return cmp.Or(cmp.Compare(b.revision, a.revision), cmp.Compare(a.Mention, b.Mention))
	})
	for text, days := range copied(a.wordings) {
		w := Wording{Text: text, Days: days}
		for _, n := range days {
			w.Count += n
		}
		t.Wordings = append(t.Wordings, w)
	}
	slices.SortFunc(t.Wordings, func(a, b Wording) int { return cmp.Or(b.Count-a.Count, strings.Compare(a.Text, b.Text)) })
	return t
}

// matched tells the words of a sentence that matched, each once, in small
// letters.
func matched(w *tracker.Witness) string {
	hits := slices.Clone(w.Hits)
	slices.SortFunc(hits, func(a, b tracker.Span) int { return a.Start - b.Start })
	var words []string
	at := 0
	for _, h := range hits {
		from, to := h.Start-w.Start, h.End-w.Start
		if from < at || to <= from || to > len(w.Text) || !utf8.RuneStart(w.Text[from]) || to < len(w.Text) && !utf8.RuneStart(w.Text[to]) {
			continue // of another text
		}
		at = to
		if word := strings.ToLower(strings.Join(strings.Fields(w.Text[from:to]), " ")); !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return strings.Join(words, " … ")
}
