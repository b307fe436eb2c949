package query

import (
	"testing"

	"onset/tracker"
	"onset/tracker/text"
)

// lineRule is a rule with an ordered distance, a set, a commonplace part and a
// sense that is kept out.
func lineRule(t *testing.T) (*Rule, map[string]float64) {
	t.Helper()
	terms := Terms{"troops": "troops OR contingent"}
	parse := func(s string) *Expr {
		e, err := Parse(s, terms)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	r := &Rule{Not: parse(`Russian ONEAR/2 troops`), Match: Any(parse(
		`("world war" OR armageddon) ONEAR/6 $troops AND (foreign OR Western) AND Ukraine OR "end of days"`))}
	shares := map[string]float64{`"world war" OR armageddon`: 0.01, "$troops": 0.05, "foreign OR Western": 0.08, "Ukraine": 0.4}
	for _, p := range r.Parts() {
		if shares[p.String()] == 0 {
			t.Fatalf("part %s is not expected", p)
		}
	}
	return r, shares
}

func TestNearby(t *testing.T) {
	r, shares := lineRule(t)
	tests := []struct {
		name, text string
		near       bool
	}{
		{"taken by the rule", "A world war will follow the troops of foreign states in Ukraine.", false},
		{"all parts in the other order", "Foreign troops in Ukraine are one step from a world war.", true},
		{"the commonplace part lacks", "Foreign troops on the border are one step from a world war.", true},
		{"two that tell", "Such troops mean world war.", true},
		{"the rarest lacks", "Foreign troops in Ukraine are unacceptable.", false},
		{"only part of the phrase", "Foreign troops are at war in Ukraine.", false},
		{"less than half of the parts", "A world war was fought here.", false},
		{"a single word that tells beside a commonplace one", "Ukraine is facing armageddon.", false},
		{"a phrase that tells beside a commonplace word", "Ukraine is facing a world war.", true},
		{"the sense that is kept out", "Russian troops met foreign troops, and a world war began in Ukraine.", false},
		{"parts in two sentences", "Foreign troops came to Ukraine. A world war began.", false},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			share := r.Nearby(shares, "", "").Best(english(tc.text)).Share
			if (share > 0) != tc.near {
				t.Errorf("share %.2f, near should be %v", share, tc.near)
			}
		})
	}
}

func english(s string) *Doc {
	return &Doc{Title: new(text.Text), Body: text.Analyse(s, "en"), Lang: "en"}
}

func TestNearbyPrefersWhatHasMore(t *testing.T) {
	r, shares := lineRule(t)
	near := r.Nearby(shares, "", "")
	doc := english("Ukraine is facing a world war. Foreign troops in Ukraine are one step from a world war. Such troops mean world war.")
	hit := near.Best(doc)
	all := hit.Share
	if hit.SentenceIndex != 1 || all < 0.999 {
		t.Errorf("sentence %d with %.2f", hit.SentenceIndex, all)
	}
	if less := near.Best(english("Such troops mean world war.")).Share; less >= all || less < leastShare {
		t.Errorf("with less of the rule: %.2f", less)
	}
}

func TestNearbyIsNoDenialAndOfOneSpeaker(t *testing.T) {
	r, shares := lineRule(t)
	const said = "Foreign troops in Ukraine are one step from a world war."
	claim := func(speaker string, stance tracker.Stance, treatment tracker.Treatment) *Doc {
		doc := english(said)
		c := tracker.Claim{Part: tracker.Body, Stance: stance, Treatment: treatment, Speakers: []tracker.ClaimSpeaker{{ID: speaker}}}
		c.End = len(said)
		doc.Claims = []tracker.Claim{c}
		return doc
	}
	near := r.Nearby(shares, "speaker", "lavrov")
	for _, tc := range []struct {
		doc  *Doc
		near bool
	}{
		{claim("lavrov", tracker.Affirms, tracker.Reports), true},
		{claim("peskov", tracker.Affirms, tracker.Reports), false},
		{claim("lavrov", tracker.Denies, tracker.Reports), false},
		{claim("lavrov", tracker.Affirms, tracker.Debunks), false},
	} {
		if share := near.Best(tc.doc).Share; (share > 0) != tc.near {
			t.Errorf("%+v: share %.2f", tc.doc.Claims[0], share)
		}
	}
}

func TestHalfIsAskedFor(t *testing.T) {
	for _, tc := range []struct {
		name, rule, text string
		shares           map[string]float64
		near             bool
	}{
		{"two of five parts, however rare", "harbour AND strike AND fish AND rain AND bread", "A strike in the harbour.",
			map[string]float64{"harbour": 0.0001, "strike": 0.05, "fish": 0.3, "rain": 0.3, "bread": 0.3}, false},
		{"three of them", "harbour AND strike AND fish AND rain AND bread", "A strike in the harbour, and no fish.",
			map[string]float64{"harbour": 0.0001, "strike": 0.05, "fish": 0.3, "rain": 0.3, "bread": 0.3}, true},
		{"two of four parts, the others never met", "harbour AND strike AND fish AND rain", "A strike in the harbour.",
			map[string]float64{"harbour": 0.05, "strike": 0.08}, false},
		{"two of four parts, the others commonplace", "harbour AND strike AND fish AND rain", "A strike in the harbour.",
			map[string]float64{"harbour": 0.05, "strike": 0.08, "fish": 0.3, "rain": 0.3}, true},
	} {
		e, err := Parse(tc.rule, nil)
		if err != nil {
			t.Fatal(err)
		}
		if share := (&Rule{Match: Any(e)}).Nearby(tc.shares, "", "").Best(english(tc.text)).Share; (share > 0) != tc.near {
			t.Errorf("%s: share %.2f, near should be %v", tc.name, share, tc.near)
		}
	}
}

func TestWhatWasNeverMetCanBeLacking(t *testing.T) {
	r, shares := lineRule(t)
	shares[`"world war" OR armageddon`] = 0
	near := r.Nearby(shares, "", "")
	if share := near.Best(english("Foreign troops in Ukraine are unacceptable.")).Share; share == 0 {
		t.Error("with all but what is new it is not near")
	}
	if share := near.Best(english("Troops are in Ukraine.")).Share; share != 0 {
		t.Error("a telling word beside a commonplace one is near")
	}
}

func TestNothingIsNearToPhrasesAlone(t *testing.T) {
	e, err := Parse(`"road to nowhere" OR "dead end"`, nil)
	if err != nil {
		t.Fatal(err)
	}
	r := &Rule{Match: Any(e)}
	if n := r.Nearby(map[string]float64{}, "", ""); n.Plan().Known() {
		t.Error("there is a plan for what can't be")
	}
}
