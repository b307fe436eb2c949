package discover

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/text"
)

// world writes a realistic stream in a made-up language: words follow Zipf's
// law, each article belongs to a story of a subject, and stories last a few
// days in several sources.
type world struct {
	r        *rand.Rand
	vocab    []string
	subjects [][]int // indexes into vocab
	stories  []story
	serial   int
}

type story struct {
	words []int
	until tracker.Day
}

const (
	sourcesOfWorld  = 25
	sentencesOfText = 5
)

func newWorld(seed uint64, words int) *world {
	w := &world{r: rand.New(rand.NewPCG(seed, 7))}
	seen := map[string]bool{}
	for len(w.vocab) < words {
		if s := w.coin(); !seen[s] {
			seen[s] = true
			w.vocab = append(w.vocab, s)
		}
	}
	for range 80 {
		w.subjects = append(w.subjects, w.draw(40))
	}
	return w
}

// coin makes a word of two to four syllables.
func (w *world) coin() string {
	const consonants, vowels = "bdfgklmnprtvz", "aeiou"
	var b strings.Builder
	for range 2 + w.r.IntN(3) {
		b.WriteByte(consonants[w.r.IntN(len(consonants))])
		b.WriteByte(vowels[w.r.IntN(len(vowels))])
	}
	return b.String() + "k"
}

// zipf draws a word; the most frequent one makes about a ninth of a text.
func (w *world) zipf() int {
	return min(len(w.vocab)-1, int(math.Exp(w.r.Float64()*math.Log(float64(len(w.vocab)))))-1)
}

func (w *world) draw(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = w.zipf()
	}
	return out
}

// sentence mixes words of a story, its subject and the language.
func (w *world) sentence(s story, n int) string {
	words := make([]string, n)
	for i := range words {
		switch x := w.r.Float64(); {
		case x < 0.3:
			words[i] = w.vocab[s.words[w.r.IntN(len(s.words))]]
		default:
			words[i] = w.vocab[w.zipf()]
		}
	}
	return sentence(strings.Join(words, " ")) + "."
}

// article is what the stream is made of before it is analysed.
type article struct {
	Article
	title string
	body  []string
}

func (w *world) article(day tracker.Day) article {
	if len(w.stories) == 0 || w.r.Float64() < 0.4 {
		subject := w.subjects[w.r.IntN(len(w.subjects))]
		s := story{until: day + tracker.Day(w.r.IntN(3))}
		for range 8 {
			s.words = append(s.words, subject[w.r.IntN(len(subject))])
		}
		w.stories = append(w.stories, s)
	}
	w.stories = slices.DeleteFunc(w.stories, func(s story) bool { return s.until < day && len(w.stories) > 1 })
	s := w.stories[w.r.IntN(len(w.stories))]
	w.serial++
	id := fmt.Sprintf("%07d", w.serial)
	a := article{Article: Article{ID: id, Origin: id, URL: "https://example.org/" + id, Day: day, Language: "en",
		Source: fmt.Sprint("s", w.r.IntN(sourcesOfWorld))}, title: w.sentence(s, 6+w.r.IntN(4))}
	for range sentencesOfText {
		text := w.sentence(s, 9+w.r.IntN(8))
		if w.r.IntN(4) == 0 {
			text = "The minister said that " + strings.ToLower(text)
		}
		a.body = append(a.body, text)
	}
	return a
}

func (a article) read() Article {
	a.Title, a.Body = text.Analyse(a.title, "en"), text.Analyse(strings.Join(a.body, " "), "en")
	return a.Article
}

// planted is a statement that begins to be said on a day.
type planted struct {
	words    []int
	first    tracker.Day
	origins  int
	articles map[string]bool
}

// carry puts a paraphrase of the statement into an article: two thirds of its
// words, a little out of order, among others, said by somebody.
func (p *planted) carry(w *world, a *article) {
	words := slices.Clone(p.words)
	for len(words)*3 > len(p.words)*2 {
		i := w.r.IntN(len(words))
		words = slices.Delete(words, i, i+1)
	}
	if i := w.r.IntN(len(words) - 1); w.r.IntN(3) == 0 {
		words[i], words[i+1] = words[i+1], words[i]
	}
	said := []string{"The", "minister", "said", "that"}
	for _, x := range words {
		if w.r.IntN(3) == 0 {
			said = append(said, w.vocab[w.zipf()])
		}
		said = append(said, w.vocab[x])
	}
	a.body[w.r.IntN(2)] = strings.Join(said, " ") + "."
	p.articles[a.URL] = true
}

// scene is a stream with statements planted in it.
type scene struct {
	history, days int
	perDay        int
	plants        []*planted
	stream        map[tracker.Day][]article
}

const sceneStart tracker.Day = 700_000

// newScene plants each number of origins in turn, two statements every three
// days, each told by its origins over five days, and each first carrier copied
// by five sources. A statement of one origin has only copies.
func newScene(w *world, history, days, perDay int) *scene {
	s := &scene{history: history, days: days, perDay: perDay, stream: map[tracker.Day][]article{}}
	for d := range tracker.Day(history + days + 10) {
		for range s.perDay {
			s.stream[sceneStart+d] = append(s.stream[sceneStart+d], w.article(sceneStart+d))
		}
	}
	numbers := []int{6, 2, 1, 3, 4, 8, 10, 6}
	for i := range days * 2 / 3 {
		p := &planted{first: sceneStart + tracker.Day(history+i*3/2), origins: numbers[i%len(numbers)], articles: map[string]bool{}}
		for range 9 {
			p.words = append(p.words, 60+w.r.IntN(1500)) // neither function words nor unheard of
		}
		s.plant(w, p)
		s.plants = append(s.plants, p)
	}
	return s
}

func (s *scene) plant(w *world, p *planted) {
	used := map[string]bool{}
	for i := range p.origins {
		day := p.first + tracker.Day(i*5/p.origins)
		as := s.stream[day]
		at := slices.IndexFunc(as, func(a article) bool { return !used[a.Source] && !s.carries(a) })
		used[as[at].Source] = true
		p.carry(w, &as[at])
		for n := range 5 {
			if i > 0 {
				break
			}
			c := as[at]
			c.ID, c.Source = fmt.Sprint(c.ID, "-copy", n), fmt.Sprint("copy", n)
			c.URL += fmt.Sprint("-copy", n)
			p.articles[c.URL] = true
			s.stream[day] = append(s.stream[day], c)
		}
	}
}

// carries tells whether an article already has a planted statement.
func (s *scene) carries(a article) bool {
	return slices.ContainsFunc(s.plants, func(p *planted) bool { return p.articles[a.URL] })
}

// found returns the days after the beginning on which a candidate that is
// about the statement was found; false when none was within a week.
func (p *planted) found(cs []Candidate) (int, bool) {
	for _, c := range cs {
		n := 0
		for _, e := range c.Examples {
			if p.articles[e.URL] {
				n++
			}
		}
		if d := int(c.DetectedAt - p.first); 2*n >= len(c.Examples) && d >= 0 && d <= 7 {
			return d, true
		}
	}
	return 0, false
}

func (s *scene) run() (found []Candidate, articles int) {
	f := New(Options{})
	for d := range tracker.Day(s.history + s.days + 10) {
		var as []Article
		for _, a := range s.stream[sceneStart+d] {
			as = append(as, a.read())
		}
		if int(d) < s.history {
			f.Learn(sceneStart+d, as)
			continue
		}
		articles += len(as)
		found = append(found, f.Close(sceneStart+d, as).New...)
	}
	return found, articles
}

// sizes are the days of history and of measuring: few by default, because
// tests must be quick.
func sizes() (history, days, perDay int) {
	if os.Getenv("ONSET_REPLAY") != "" {
		return 200, 150, 50
	}
	return 40, 12, 25
}

func TestPlantedStatementsAreFound(t *testing.T) {
	history, days, perDay := sizes()
	w := newWorld(1, 6000)
	s := newScene(w, history, days, perDay)
	cs, articles := s.run()
	type tally struct{ all, found, delay int }
	by := map[int]*tally{}
	for _, p := range s.plants {
		if by[p.origins] == nil {
			by[p.origins] = &tally{}
		}
		by[p.origins].all++
		if d, ok := p.found(cs); ok {
			by[p.origins].found++
			by[p.origins].delay += d
		}
	}
	other := 0
	for _, c := range cs {
		if !slices.ContainsFunc(s.plants, func(p *planted) bool { _, ok := p.found([]Candidate{c}); return ok }) {
			other++
		}
	}
	for _, n := range []int{1, 2, 3, 4, 6, 8, 10} {
		if b := by[n]; b != nil {
			t.Logf("%2d origins: %d of %d found, mean delay %.1f days", n, b.found, b.all, float64(b.delay)/float64(max(1, b.found)))
		}
	}
	t.Logf("after %d articles of history, in %d articles: %d candidates, %d of them not planted", history*perDay, articles, len(cs), other)
	if b := by[6]; float64(b.found) < 0.85*float64(b.all) {
		t.Errorf("%d of %d statements of 6 origins found, want 0.85", b.found, b.all)
	}
	if b := by[1]; b.found > 0 {
		t.Errorf("%d statements of one origin were found by its copies", b.found)
	}
}

func TestShuffledSentencesAreNoTalkingPoints(t *testing.T) {
	history, days, perDay := sizes()
	w := newWorld(2, 6000)
	s := newScene(w, history, days, perDay)
	var sentences []string
	for d := range tracker.Day(history + days + 10) {
		for _, a := range s.stream[sceneStart+d] {
			sentences = append(sentences, a.body...)
		}
	}
	w.r.Shuffle(len(sentences), func(i, j int) { sentences[i], sentences[j] = sentences[j], sentences[i] })
	for d := range tracker.Day(history + days + 10) {
		for i := range s.stream[sceneStart+d] {
			a := &s.stream[sceneStart+d][i]
			a.body, sentences = sentences[:len(a.body)], sentences[len(a.body):]
			a.title, a.Origin = a.body[0], a.ID
		}
	}
	cs, articles := s.run()
	rate := 1000 * float64(len(cs)) / float64(articles)
	t.Logf("%d candidates in %d shuffled articles: %.2f per 1,000", len(cs), articles, rate)
	if rate > 0.5 {
		t.Errorf("%.2f false alarms per 1,000 articles, want at most 0.5", rate)
	}
}
