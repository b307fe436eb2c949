package claim

import (
	"hash/fnv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"unicode"

	"onset/tracker/said"
	"onset/tracker/text"
)

// Points are fitted to annotated news and to pronouns that were put in the place of
// names; both tests read every fourth article, and all of them where ONSET_MEASURE is set.

// weighed is a speaker of an annotated attribution.
type weighed struct {
	traits
	unsure, right bool
}

// trainTexts calls a function with the articles that points may be fitted to.
func trainTexts(t *testing.T, do func(name, raw string)) {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join(polnear, "train", "text", "*.txt"))
	if len(files) == 0 {
		t.Skip("annotated news is not beside the checkout")
	}
	sort.Strings(files)
	for i, f := range files {
		if os.Getenv("ONSET_MEASURE") == "" && i%4 != 0 {
			continue
		}
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		do(strings.TrimSuffix(filepath.Base(f), ".txt"), string(raw))
	}
}

// weighedSpeakers are the named speakers of annotated attributions. Where a pronoun is
// the annotated source, only whether the right word was taken can be judged.
func weighedSpeakers(t *testing.T) []weighed {
	var out []weighed
	trainTexts(t, func(name, raw string) {
		files, _ := filepath.Glob(filepath.Join(polnear, "train", "attributions", name+"_????.ann"))
		if len(files) == 0 {
			return
		}
		ann, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		gold, body := readAttributions(raw, string(ann)), text.Analyse(raw, "en")
		r := Open(Document{Body: body, Dates: []said.Expr{}, Weigh: true}, nil)
		frames := make([]frame, len(r.claims))
		for i := range r.made {
			frames[i] = *r.made[i].frame
		}
		for g, c := range pairUp(body, r.claims, frames, gold) {
			if c < 0 || gold[g].source == "" || len(r.claims[c].Speakers) == 0 || r.made[c].takesUp() {
				continue
			}
			claim, fr := r.claims[c], frames[c]
			if fr.link == own && strings.IndexFunc(claim.Speakers[0].Text, unicode.IsUpper) < 0 {
				continue
			}
			out = append(out, weighed{traitsNamed(claim.Candidates[0].Why), claim.Speakers[0].Unsure, rightSource(raw, claim, fr, body, gold[g])})
		}
	})
	return out
}

// traitsNamed reads features as a candidate tells them.
func traitsNamed(why []string) traits {
	t := traits(1 << fStart)
	for _, w := range why {
		name, _, _ := strings.Cut(w, " ")
		t |= 1 << slices.Index(featureNames[:], name)
	}
	return t
}

// clauseFeatures are those that the clauses of a sentence tell of a speaker.
var clauseFeatures = []feature{fSubject, fElsewhere, fClauseBefore, fAside}

// TestClausePointsAreFitted fits the points of what clauses tell to annotated news by
// logistic regression, the others held as the table has them. The table may be nearer
// to nothing than the fit, which knows English alone, and never be of another sign.
func TestClausePointsAreFitted(t *testing.T) {
	samples := weighedSpeakers(t)
	table, err := weights()
	if err != nil {
		t.Fatal(err)
	}
	fit := fitted(samples, table)
	for i, f := range clauseFeatures {
		t.Logf("%s: %.1f points fit, the table has %+d", featureNames[f], fit[i], table[f])
		if fit[i]*float64(table[f]) <= 0 || math.Abs(float64(table[f])) > math.Abs(fit[i])+2 {
			t.Errorf("%s has %+d points, and %.1f fit", featureNames[f], table[f], fit[i])
		}
	}
	var n, right [2]int
	for _, s := range samples {
		k := 0
		if s.unsure {
			k = 1
		}
		if n[k]++; s.right {
			right[k]++
		}
	}
	t.Logf("right of those who are sure %.3f (%d), unsure and named %.3f (%d)", share(right[0], n[0]), n[0], share(right[1], n[1]), n[1])
	if share(right[0], n[0]) < 0.94 || share(right[1], n[1]) < 0.75 {
		t.Error("who is sure or named is wrong too often")
	}
}

// fitted returns the points of the clause features at which samples are likeliest.
func fitted(samples []weighed, table []int) []float64 {
	const rounds, rate, scale = 800, 4, 4
	p := make([]float64, 2+len(clauseFeatures)) // whatever holds, a point of the others, each feature
	x := make([]float64, len(p))
	for range rounds {
		slope := make([]float64, len(p))
		for _, s := range samples {
			others, z := s.score(), 0.0
			for i, f := range clauseFeatures {
				if x[2+i] = 0; s.has(f) {
					others, x[2+i] = others-table[f], 1
				}
			}
			x[0], x[1] = 1, float64(others)/scale
			for j := range p {
				z += p[j] * x[j]
			}
			off := -1 / (1 + math.Exp(-z))
			if s.right {
				off++
			}
			for j := range p {
				slope[j] += off * x[j]
			}
		}
		for j := range p {
			p[j] += rate * slope[j] / float64(len(samples))
		}
	}
	out := p[2:]
	for i := range out {
		out[i] *= scale / p[1]
	}
	return out
}

// heOrShe are surnames in annotated news and the pronouns for their bearers.
var heOrShe = map[string]string{
	"trump": "he", "sanders": "he", "cruz": "he", "rubio": "he", "obama": "he", "kasich": "he", "carson": "he", "ryan": "he", "mcconnell": "he", "biden": "he",
	"romney": "he", "christie": "he", "huckabee": "he", "kerry": "he", "lewandowski": "he", "manafort": "he", "mook": "he", "podesta": "he", "mccain": "he",
	"comey": "he", "putin": "he", "cameron": "he", "schumer": "he", "reid": "he", "priebus": "he", "pence": "he", "kaine": "he", "giuliani": "he", "farage": "he",
	"fiorina": "she", "warren": "she", "pelosi": "she", "palin": "she", "haley": "she", "ayotte": "she", "ginsburg": "she", "merkel": "she",
}

// TestPutPronouns puts a pronoun in the place of a name that speaks and was named a few
// sentences before, and asks whom it means. Writers repeat a name where a pronoun might
// be taken for another's, so that real ones are easier.
func TestPutPronouns(t *testing.T) {
	var put, named, right, sure, sureRight int
	trainTexts(t, func(name, raw string) {
		body := text.Analyse(raw, "en")
		r := Open(Document{Body: body, Dates: []said.Expr{}}, nil)
		done := 0
		for i := range r.made {
			m := &r.made[i]
			h := fnv.New32a()
			h.Write([]byte(name + m.words()))
			pronoun := m.pronounFor()
			if pronoun == "" || done == 5 || h.Sum32()%2 == 1 {
				continue
			}
			done++
			at, to := int(m.page.tokens[m.frame.subject.first].start), int(m.page.tokens[m.frame.subject.last-1].end)
			who := m.page.tokens[m.frame.subject.last-1].fold
			got := Open(Document{Body: text.Analyse(raw[:at]+pronoun+raw[to:], "en"), Dates: []said.Expr{}}, nil)
			if i >= len(got.claims) || got.made[i].frame.sieve != m.frame.sieve || len(got.claims[i].Speakers) == 0 || got.made[i].frame.at != m.frame.at-m.frame.subject.len()+1 && got.made[i].frame.at != m.frame.at {
				continue
			}
			put++
			if s := got.claims[i].Speakers[0]; !strings.EqualFold(s.Text, pronoun) {
				ok := strings.Contains(strings.ToLower(s.Text), who)
				named++
				if ok {
					right++
				}
				if !s.Unsure {
					sure++
					if ok {
						sureRight++
					}
				}
			}
		}
	})
	t.Logf("of %d pronouns %.3f lead to a name, %.3f of these to the right one; of %d that are sure %.3f", put, share(named, put), share(right, named), sure, share(sureRight, sure))
	if share(named, put) < 0.4 || share(right, named) < 0.8 {
		t.Error("too few pronouns lead to somebody, or too many to another")
	}
}

// pronounFor returns the pronoun that may stand for the speaker of a claim, "" where
// none may.
func (m *made) pronounFor() string {
	s, p := m.frame.subject, m.page
	if m.frame.link != own || m.how != byOwnName || s.empty() || s.len() > 3 || m.who[0].mentions < 2 {
		return ""
	}
	for i := s.first; i < s.last; i++ {
		if !p.tokens[i].capital {
			return ""
		}
	}
	who, near := p.tokens[s.last-1].fold, false
	for i := p.units[max(0, m.frame.unit-4)].first; i < s.first; i++ {
		near = near || p.tokens[i].fold == who
	}
	pronoun := heOrShe[who]
	if !near || pronoun == "" {
		return ""
	}
	if s.first == p.units[m.frame.unit].first {
		pronoun = strings.ToUpper(pronoun[:1]) + pronoun[1:]
	}
	return pronoun
}
