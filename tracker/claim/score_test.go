package claim

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/said"
	"onset/tracker/text"
)

type score struct {
	gold, found, claims, saying, sayingFound int
	forms                                    map[tracker.Form]*[4]int // gold, found, claims, right
	indirectSaying, indirectSayingFound      int
	sources, sourcesRight                    int
	sieves, cues                             map[string]*[2]int
	wrong, missed, misattributed             []string
}

func (s *score) document(name, raw string, gold []attribution) {
	if s.forms == nil {
		s.forms = map[tracker.Form]*[4]int{tracker.Direct: {}, tracker.Mixed: {}, tracker.Indirect: {}}
		s.sieves, s.cues = map[string]*[2]int{}, map[string]*[2]int{}
	}
	body := text.Analyse(raw, "en")
	claims, frames := readFrames(Document{Body: body, Dates: []said.Expr{}})
	match := pairUp(body, claims, frames, gold)
	for i, g := range gold {
		form := goldForm(raw, g)
		s.forms[form][0]++
		s.gold++
		say := sayingCue(g.cue)
		if say {
			s.saying++
			if form == tracker.Indirect {
				s.indirectSaying++
			}
		}
		if match[i] < 0 {
			if say || form != tracker.Indirect {
				s.missed = append(s.missed, name+": ["+string(form)+"] "+g.source+" | "+g.cue+" | "+raw[g.content[0].Start:g.content[0].End])
			}
			continue
		}
		s.found++
		s.forms[form][1]++
		if say {
			s.sayingFound++
			if form == tracker.Indirect {
				s.indirectSayingFound++
			}
		}
		c := claims[match[i]]
		if g.source != "" {
			s.sources++
			if rightSource(raw, c, frames[match[i]], body, g) {
				s.sourcesRight++
			} else {
				s.misattributed = append(s.misattributed, name+": want "+g.source+" got "+who(c)+" ["+c.Rule+"] "+c.Text)
			}
		}
	}
	taken := map[int]bool{}
	for _, m := range match {
		taken[m] = true
	}
	for i, c := range claims {
		s.claims++
		s.forms[c.Form][2]++
		if s.sieves[c.Rule] == nil {
			s.sieves[c.Rule] = &[2]int{}
		}
		s.sieves[c.Rule][1]++
		key := c.Rule + " " + strings.ToLower(cueText(body, frames[i]))
		if s.cues[key] == nil {
			s.cues[key] = &[2]int{}
		}
		s.cues[key][1]++
		if taken[i] {
			s.cues[key][0]++
			s.forms[c.Form][3]++
			s.sieves[c.Rule][0]++
		} else {
			s.wrong = append(s.wrong, name+": ["+c.Rule+"/"+string(c.Form)+"] "+who(c)+" | "+cueText(body, frames[i])+" | "+c.Text+overlapping(raw, c.Span, gold))
		}
	}
}

// who names the speaker of a claim, if it has one.
func who(c tracker.Claim) string {
	if len(c.Speakers) == 0 {
		return "-"
	}
	return c.Speakers[0].Text
}

func cueText(body *text.Text, f frame) string {
	if f.at >= len(body.Words) {
		return ""
	}
	return body.Word(f.at)
}

func readFrames(doc Document) ([]tracker.Claim, []frame) {
	r := Open(doc, nil)
	frames := make([]frame, len(r.claims))
	for i, c := range r.claims {
		for _, m := range r.made {
			if r.body.span(m.frame.content) == c.Span && m.frame.sieve == c.Rule {
				frames[i] = *m.frame
			}
		}
	}
	return r.claims, frames
}

func pairUp(body *text.Text, claims []tracker.Claim, frames []frame, gold []attribution) []int {
	type pair struct {
		f1   float64
		g, c int
	}
	var pairs []pair
	words := func(s tracker.Span) (int, int) {
		from := sort.Search(len(body.Words), func(i int) bool { return int(body.Words[i].End) > s.Start })
		to := sort.Search(len(body.Words), func(i int) bool { return int(body.Words[i].Start) >= s.End })
		return from, max(from, to)
	}
	for gi, g := range gold {
		in := map[int]bool{}
		for _, s := range g.content {
			from, to := words(s)
			for w := from; w < to; w++ {
				in[w] = true
			}
		}
		for ci, c := range claims {
			from, to := words(c.Span)
			n, both := 0, 0
			for w := from; w < to; w++ {
				if f := frames[ci]; w >= f.begins && w < f.ends && f.begins > from {
					continue // the span runs over its frame
				}
				n++
				if in[w] {
					both++
				}
			}
			if f1 := 2 * float64(both) / float64(n+len(in)); f1 >= 0.5 {
				pairs = append(pairs, pair{f1, gi, ci})
			}
		}
	}
	sort.SliceStable(pairs, func(i, j int) bool { return pairs[i].f1 > pairs[j].f1 })
	match := make([]int, len(gold))
	for i := range match {
		match[i] = -1
	}
	taken := make([]bool, len(claims))
	for _, p := range pairs {
		if match[p.g] < 0 && !taken[p.c] {
			match[p.g], taken[p.c] = p.c, true
		}
	}
	return match
}

func goldForm(raw string, g attribution) tracker.Form {
	content := ""
	for _, s := range g.content {
		content += " " + raw[s.Start:s.End]
	}
	content = strings.TrimSpace(content)
	if !strings.ContainsAny(content, "“”\"") && !strings.Contains(content, "''") {
		return tracker.Indirect
	}
	content = strings.TrimRight(content, ".,!? ")
	if strings.IndexAny(content, "“\"'") == 0 && (strings.HasSuffix(content, "”") || strings.HasSuffix(content, "\"") || strings.HasSuffix(content, "''")) {
		return tracker.Direct
	}
	return tracker.Mixed
}

func sayingCue(cue string) bool {
	lex := lexiconOf("en")
	t := text.Analyse(cue, "en")
	for i := range t.Words {
		if e := lex.entries[t.Fold(i)]; e != nil {
			for _, v := range e.verbs {
				if v.flags&(takesClause|takesQuote|takesPerson) != 0 && v.flags&(believes|byDocument|outletReads) == 0 && len(v.tail) == 0 && v.form != base {
					return true
				}
			}
		}
	}
	return strings.Contains(strings.ToLower(cue), "according to")
}

func rightSource(raw string, c tracker.Claim, f frame, body *text.Text, g attribution) bool {
	if f.link == own && !f.subject.empty() {
		s := tracker.Span{Start: int(body.Words[f.subject.first].Start), End: int(body.Words[f.subject.last-1].End)}
		for _, o := range g.sourceSpans {
			if s.Overlap(o) > 0 {
				return true
			}
		}
	}
	if f.link == chained && !f.leader.empty() {
		s := tracker.Span{Start: int(body.Words[f.leader.first].Start), End: int(body.Words[f.leader.last-1].End)}
		for _, o := range g.sourceSpans {
			if s.Overlap(o) > 0 {
				return true
			}
		}
	}
	var names strings.Builder
	for _, sp := range c.Speakers {
		names.WriteString(" " + strings.ToLower(sp.Text))
	}
	words := strings.Fields(strings.ReplaceAll(strings.ReplaceAll(names.String(), "’s", ""), "'s", ""))
	for w := range strings.FieldsSeq(strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(g.source, "’s", ""), "'s", ""))) {
		for _, n := range words {
			if n == w && w != "the" && w != "of" && w != "a" {
				return true
			}
		}
	}
	return false
}

func (s *score) report(t *testing.T) {
	pct := share
	t.Logf("all: precision %.3f (%d) recall %.3f (%d)", pct(s.found, s.claims), s.claims, pct(s.found, s.gold), s.gold)
	t.Logf("verb of saying: recall %.3f (%d); indirect with verb of saying: recall %.3f", pct(s.sayingFound, s.saying), s.saying, pct(s.indirectSayingFound, s.indirectSaying))
	for _, f := range []tracker.Form{tracker.Direct, tracker.Mixed, tracker.Indirect} {
		n := s.forms[f]
		t.Logf("%-8s precision %.3f (%d) recall %.3f (%d)", f, pct(n[3], n[2]), n[2], pct(n[1], n[0]), n[0])
	}
	t.Logf("right source: %.3f of %d", pct(s.sourcesRight, s.sources), s.sources)
	for _, name := range sortedKeys(s.sieves) {
		t.Logf("  sieve %-14s precision %.3f of %d", name, pct(s.sieves[name][0], s.sieves[name][1]), s.sieves[name][1])
	}
	if dir := os.Getenv("ONSET_MEASURE"); dir != "" && dir != "dev" {
		var cues []string
		for _, k := range sortedKeys(s.cues) {
			cues = append(cues, fmt.Sprintf("%d/%d %s", s.cues[k][0], s.cues[k][1], k))
		}
		for file, lines := range map[string][]string{"cues": cues, "wrong": s.wrong, "missed": s.missed, "source": s.misattributed} {
			name := filepath.Join(dir, strings.ReplaceAll(t.Name(), "/", "-")+"-"+file+".txt")
			if err := os.WriteFile(name, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
				t.Error(err)
			}
		}
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

func overlapping(raw string, s tracker.Span, gold []attribution) string {
	out := ""
	for _, g := range gold {
		for _, c := range g.content {
			if c.Overlap(s) > 0 {
				out += "\n      ~ " + g.source + " | " + g.cue + " | " + raw[c.Start:c.End]
			}
		}
	}
	return out
}

func share(a, b int) float64 { return float64(a) / float64(max(b, 1)) }
