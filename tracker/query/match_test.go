package query_test

import (
	"slices"
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/query"
	"onset/tracker/text"
)

func parse(t *testing.T, src string) *query.Expr {
	t.Helper()
	e, err := query.Parse(src, sets)
	if err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	return e
}

func document(title, body, lang string) *query.Doc {
	return &query.Doc{Title: text.Analyse(title, lang), Body: text.Analyse(body, lang), Lang: lang}
}

// hitWords returns the matched words of all hits, parted by commas.
func hitWords(doc *query.Doc, hits []query.Hit) string {
	var out []string
	for _, h := range hits {
		raw := doc.Body.Raw
		if h.Part == tracker.Title {
			raw = doc.Title.Raw
		}
		for _, s := range h.Spans {
			out = append(out, raw[s.Start:s.End])
		}
	}
	return strings.Join(out, ",")
}

func TestMatch(t *testing.T) {
	cases := []struct{ lang, rule, text, want string }{
		{"en", `troops`, "A troop, the TROOPS and trooping.", "troop,TROOPS,trooping"},
		{"en", `authorities`, "The authors left; an authority said so.", "authority"},
		{"en", `neighbor`, "Two neighbours.", "neighbours"},
		{"en", `demilitarise`, "Demilitarized, demilitarisation, military.", "Demilitarized,demilitarisation"},
		{"ru", `цель`, "Цели ясны, в целом верно.", "Цели"},
		{"en", `Erdogan`, "Erdoğan’s palace.", "Erdoğan’s"},
		{"en", `Erdoğan`, "Erdogan left.", "Erdogan"},
		{"tr", `Erdogan`, "Erdoğan geldi.", ""},
		{"en", `Orb*`, "Orbán, Orbán's.", "Orbán,Orbán's"},
		{"ru", `T-72`, "Танки T-72s горят.", "T-72s"},
		{"en", `1990`, "In the 1990s. In 1990.", "1990"},
		{"en", `=US`, "The U.S. and us and US.", "U.S,US"},
		{"en", `=U.K`, "The UK, the U.K. government.", "UK,U.K"},
		{"en", `~russophobe`, "Russophobia of russophobic Russians.", "Russophobia,russophobic"},
		{"en", `red NOT NEAR/2 green`, "Red one green; this other red one two green.", "red"},
		{"en", `red NOT ONEAR/1 green`, "Green red. Red green.", "red"},
		{"en", `west DOES ultimatum TO Russia`, "The West gave an ultimatum to Russia. Russia gave an ultimatum to the West.", "West,ultimatum,Russia"},
		{"en", `ai`, "They say training helps; AI’s limits.", "AI’s"},
		{"en", `"false flag"`, "A false-flag plan, false\u00a0flags, a flag false.", "false-flag,false\u00a0flags"},
		{"en", `false-flag`, "A false-flag plan, a falseflag, false flag.", "false-flag,falseflag,false flag"},
		{"en", `=post-war`, "A post-war plan, post war, Post-war.", "post-war"},
		{"en", `=ISW`, "ISW’s view, isw, ISW.", "ISW’s,ISW"},
		{"en", `nucl*`, "Nuclear and nucleus, not unclear.", "Nuclear,nucleus"},
		{"en", `"nucl* powers"`, "Two nuclear powers.", "nuclear powers"},
		{"en", `a-team NEAR/2 red`, "The A-Team is red.", "A-Team,red"},
		{"en", `red NEAR/2 green`, "Red one green. Red one two green.", "Red,green"},
		{"en", `red ONEAR/3 green`, "Green or red. Red or green.", "Red,green"},
		{"en", `(red AND blue) NEAR/2 green`, "Red green blue. Red green x x blue.", "Red,green,blue"},
		{"en", `red NEAR/1 red`, "Red. Red red.", "Red,red"},
		{"en", `red AND NOT green`, "Red green. Red.", "Red"},
		{"en", `/gr[ae]y \w+/`, "A gray cat. A grey-cat. Grey cats.", "gray cat"},
		{"en", `/(?i)GREY/ NEAR/1 cat`, "A grey cat.", "grey,cat"},
		{"en", `title:council AND red`, "Red.", "Red"},
		{"en", `title:nobody AND red`, "Red.", ""},
		{"en", `lang:en AND red`, "Red.", "Red"},
		{"en", `lang:ru AND red`, "Red.", ""},
		{"en", `Путин`, "The word Путина stands here, and Путіну.", "Путина,Путіну"},
		{"en", `Putin`, "Putin’s and Putin's.", "Putin’s,Putin's"},
		{"ru", `Путин`, "Путина, Путину и ПУТИНЫМ.", "Путина,Путину,ПУТИНЫМ"},
		{"uk", `Путин`, "Про Путіна і Путіну.", "Путіна,Путіну"},
		{"ru", `Лавров`, "Лавров, Лаврова, Лавровым; куст лавра.", "Лавров,Лаврова,Лавровым"},
		{"ru", `город`, "Городов много, городов и города.", "Городов,городов,города"},
		{"ru", `Песков`, "Пескова и Песков на песке.", "Пескова,Песков"},
		{"uk", `Харків`, "Харкова, у Харкові.", "Харкова,Харкові"},
		{"uk", `здоров'я`, "Про здоров’я та здоровʼям.", "здоров’я,здоровʼям"},
		{"fr", `=Ukraine`, "L’Ukraine et l'Ukraine.", "L’Ukraine,l'Ukraine"},
		{"ru", `NATO AND "третья мировая"`, "NATO и третьей мировой.", "NATO,третьей мировой"},
		{"ru", `елка`, "Ёлки.", "Ёлки"},
	}
	for _, c := range cases {
		doc := document("The council", c.text, c.lang)
		e := parse(t, c.rule)
		if got := hitWords(doc, e.Match(doc, tracker.InSentence)); got != c.want {
			t.Errorf("%s in %q: got %q, want %q", c.rule, c.text, got, c.want)
		}
		ix := query.NewIndex(slices.Values([]query.Rule{{Match: query.Any(e)}}))
		if got := hitWords(doc, ix.Match(doc)); got != c.want {
			t.Errorf("index: %s in %q: got %q, want %q", c.rule, c.text, got, c.want)
		}
	}
}

func TestWithin(t *testing.T) {
	doc := document("Green hills", "Red here. Blue there; blue and red.\nGreen far.", "en")
	cases := []struct {
		rule   string
		within tracker.Within
		want   string
	}{
		{`red AND green`, tracker.InSentence, ""},
		{`red AND green`, tracker.InParagraph, ""},
		{`red AND green`, tracker.InArticle, "Green"},
		{`red AND blue`, tracker.InParagraph, "Blue,blue,red"},
		{`red AND blue`, tracker.InSentence, "Blue,blue,red"},
		{`here NEAR/1 blue`, tracker.InSentence, ""},
		{`here NEAR/1 blue`, tracker.InParagraph, "here"},
		{`red NEAR/1 green`, tracker.InArticle, ""},
		{`title:green AND blue`, tracker.InArticle, "Blue,blue"},
		{`hills`, tracker.InSentence, "hills"},
	}
	for _, c := range cases {
		rules := []query.Rule{{Match: query.Any(parse(t, c.rule)), Within: c.within}}
		if got := hitWords(doc, rules[0].Hits(doc)); got != c.want {
			t.Errorf("%s within %s: got %q, want %q", c.rule, c.within, got, c.want)
		}
		if got := hitWords(doc, query.NewIndex(slices.Values(rules)).Match(doc)); got != c.want {
			t.Errorf("index: %s within %s: got %q, want %q", c.rule, c.within, got, c.want)
		}
	}
}

func TestNotAboutAndLanguages(t *testing.T) {
	doc := document("On war", "Red wins. Red wins again. Blue wins.", "en")
	rules := []query.Rule{
		{ID: "not", Match: query.Any(parse(t, "red OR blue")), Not: parse(t, "again")},
		{ID: "about", Match: query.Any(parse(t, "red")), About: parse(t, "title:war")},
		{ID: "about else", Match: query.Any(parse(t, "red")), About: parse(t, "peace")},
		{ID: "english", Match: map[string]*query.Expr{"en": parse(t, "wins"), "": parse(t, "blue")}},
		{ID: "german", Match: map[string]*query.Expr{"de": parse(t, "wins")}},
	}
	var got []string
	for _, h := range query.NewIndex(slices.Values(rules)).Match(doc) {
		got = append(got, rules[h.Rule].ID+":"+hitWords(doc, []query.Hit{h}))
	}
	want := "not:Red not:Blue about:Red about:Red english:wins english:wins english:Blue,wins"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got %s\nwant %s", s, want)
	}
}

func TestClaimFields(t *testing.T) {
	doc := document("", "He says red wins. Blue wins.", "en")
	doc.Source, doc.Kind = "gazette", tracker.Wire
	doc.Claims = []tracker.Claim{{Span: tracker.Span{Start: 8, End: 16}, Stance: tracker.Denies, Treatment: tracker.Reports,
		Speakers: []tracker.ClaimSpeaker{{ID: "orlova"}}}}
	doc.Groups = map[string][]string{"orlova": {"council"}}
	cases := []struct{ rule, want string }{
		{`wins AND speaker:orlova`, "wins"},
		{`wins AND speaker:council AND stance:denies`, "wins"},
		{`wins AND stance:affirms`, ""},
		{`wins AND NOT treatment:reports`, "wins"},
		{`wins AND source:gazette AND kind:(wire OR official)`, "wins,wins"},
	}
	for _, c := range cases {
		if got := hitWords(doc, parse(t, c.rule).Match(doc, tracker.InSentence)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.rule, got, c.want)
		}
	}
}

// A rule yields the sentences that a more special one takes, and only those.
func TestYieldsTo(t *testing.T) {
	rules := []query.Rule{
		{ID: "n/coup", Match: query.Any(parse(t, "coup")), YieldsTo: []string{"n/nazi", "n/absent"}},
		{ID: "n/nazi", Match: query.Any(parse(t, "coup AND Nazi")), Within: "sentences/2"},
	}
	hits := query.NewIndex(slices.Values(rules)).Match(document("A coup", "A coup took place. It was a Nazi coup. The coup failed, some say.", "en"))
	var got []string
	for _, h := range hits {
		got = append(got, rules[h.Rule].ID+" "+string(h.Part)+" "+string(rune('0'+h.SentenceIndex)))
	}
	if s := strings.Join(got, ", "); s != "n/coup title 0, n/coup text 0, n/nazi text 1, n/nazi text 2" {
		t.Error(s)
	}
}

// The topic may stand in the sentence before; evidence is where the rest stands.
func TestWithinSentences(t *testing.T) {
	rule := query.Rule{Match: query.Any(parse(t, "Russia AND ultimatum")), Within: "sentences/2"}
	for _, c := range []struct{ text, want string }{
		{"They spoke of Russia. It got an ultimatum.", "It got an ultimatum."},
		{"They spoke of Russia and Russia again.\n\nThe ultimatum came.", "The ultimatum came."},
		{"It got an ultimatum. They spoke of Russia.", "It got an ultimatum."},
		{"They spoke of Russia. It rained. The ultimatum came.", ""},
		{"It rained. An ultimatum to Russia came. It rained.", "An ultimatum to Russia came."},
	} {
		doc := document("", c.text, "en")
		got := ""
		for _, h := range rule.Hits(doc) {
			got += doc.Body.Raw[h.Sentence.Start:h.Sentence.End]
		}
		if got != c.want {
			t.Errorf("%q: %q, not %q", c.text, got, c.want)
		}
	}
}
