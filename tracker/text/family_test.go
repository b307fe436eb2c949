package text

import (
	"strings"
	"testing"
)

// A family has what is derived from the word, in any of its forms, and nothing
// that only begins like it.
func TestFamilies(t *testing.T) {
	for _, c := range []struct{ lang, word, members, strangers string }{
		{"en", "organise", "organise organiser organisers organisation organizations organizing", "organ organs organic"},
		{"en", "russophobe", "russophobe russophobic russophobia russophobes", "russian russophile"},
		{"en", "ban", "ban bans banned banning", "Bandera bank banks bandage"},
		{"en", "provocation", "provoke provoked provocation provocative provocateurs", "province provost"},
		{"en", "ukraine", "Ukraine Ukraine’s Ukrainian Ukrainians ukrainization", "ukase"},
		{"en", "fascist", "fascist fascists fascism", "fascinate fast"},
		{"ru", "провокация", "провокация провокаций провокатор провокационный провоцировать провоцирует", "провинция проволока"},
		{"ru", "вооружить", "вооружить вооружение вооружённый вооружают вооруженных", "воображать"},
		{"uk", "провокація", "провокація провокатор провокаційний провокувати провокує", "провінція"},
	} {
		f, ok := FamilyOf(c.word, LangOf(c.lang))
		if !ok {
			t.Fatalf("%s has no families", c.lang)
		}
		for _, m := range strings.Fields(c.members) {
			if !f.Holds(newForm(m, voiceOf(c.lang))) {
				t.Errorf("%s (%q) lacks %s", c.word, f.root, m)
			}
			if fold := newForm(m, voiceOf(c.lang)).Bare; !strings.HasPrefix(fold, f.Prefix()) {
				t.Errorf("%s does not begin with %q", m, f.Prefix())
			}
		}
		for _, s := range strings.Fields(c.strangers) {
			if f.Holds(newForm(s, voiceOf(c.lang))) {
				t.Errorf("%s (%q) has %s", c.word, f.root, s)
			}
		}
	}
}

// Two words of one stem are kept apart, the forms of one are not.
func TestKindsKeepWordsApart(t *testing.T) {
	for _, c := range []struct{ lang, word, forms, strangers string }{
		{"en", "ukrainization", "ukrainization ukrainisation Ukrainizations ukrainized", "Ukraine Ukraine's"},
		{"en", "finlandization", "finlandization finlandized", "Finland"},
		{"en", "Ukraine", "Ukraine Ukraine’s", "ukrainization ukrainize"},
		{"en", "authority", "authority authorities", "author authors"},
		{"en", "import", "import imports imported importing", "important importance"},
		{"en", "response", "response responses", "responsible responsibility"},
		{"en", "person", "person persons", "personal"},
		{"en", "offensive", "offensive offensives", "offence offend"},
		{"en", "hostile", "hostile", "hostilities"},
		{"en", "mobilisation", "mobilisation mobilise mobilized mobilization", "mobile"},
		{"en", "power", "power powers powered", "powerful"},
		{"en", "refer", "refer refers referred referring", "reference"},
		{"en", "control", "control controls controlled controlling", "controller"},
		{"en", "reject", "reject rejects rejected rejecting rejection", ""},
		{"en", "deploy", "deploy deploys deployed deploying deployment deployments", ""},
		{"en", "signal", "signal signals signalled signaling", ""},
		{"en", "neighbour", "neighbour neighbours neighbor neighbors", ""},
		{"en", "defense", "defense defence defences", "defensive"},
		{"en", "four", "four", "for"},
		{"en", "open", "open opens opened openly openness", ""},
		{"ru", "страна", "страна страны странам стран странах", "странный странно странная"},
		{"ru", "цель", "цель цели целей целями", "целый целого целом целую"},
		{"ru", "готовый", "готовый готов готова готовы", "готовит готовят"},
		{"ru", "возможный", "возможный возможная возможного", "возможность возможности"},
		{"ru", "важный", "важный важная важнейший", ""},
		{"ru", "атаковать", "атаковать атаковал атаковали атакует атакуют", "атака атакой"},
		{"ru", "требует", "требует требовал требовать требуют", "требник"},
		{"ru", "рисовать", "рисовать рисует рисовала", "рис риса"},
		{"ru", "мину", "мину мины", ""},
		{"ru", "Путин", "Путин Путина Путиным Путину", ""},
		{"ru", "Москва", "Москва Москвы Москвой Москве", ""},
		{"ru", "Россия", "Россия России Россией Россию", ""},
		{"ru", "украинский", "украинский украинская украинских украинскими", ""},
		{"ru", "переговоры", "переговоры переговоров переговорам переговорах", ""},
		{"uk", "ціль", "ціль цілі цілей цілями", "цілий цілого"},
		{"uk", "Росія", "Росія Росії Росією Росію", ""},
		{"uk", "країна", "країна країни країною країнами країн", ""},
	} {
		keys := Keys(c.word)
		finds := func(raw string) bool {
			f := newForm(raw, voiceOf(c.lang))
			for _, k := range keys {
				if k.Lang == f.Lang && k.Stem == f.Stem && !k.Alt && k.Kinds&f.Kinds != 0 {
					return true
				}
			}
			return false
		}
		for _, m := range strings.Fields(c.forms) {
			if !finds(m) {
				t.Errorf("%s does not find %s (%s)", c.word, m, newForm(m, voiceOf(c.lang)).Stem)
			}
		}
		for _, s := range strings.Fields(c.strangers) {
			if finds(s) {
				t.Errorf("%s finds %s", c.word, s)
			}
		}
	}
}

// Marks that a language does not write say nothing in it; its own do.
func TestMarksOfOtherLanguages(t *testing.T) {
	for _, c := range []struct{ lang, raw, stem string }{
		{"en", "Orbán", "orban"}, {"en", "Erdoğan", "erdogan"}, {"en", "Vučić’s", "vucic"}, {"en", "Wałęsa", "walesa"},
		{"en", "Yıldırım", "yildirim"}, {"de", "Orbán", "orban"}, {"de", "Größe", "gross"}, {"pl", "Orbán", "orban"},
		{"ru", "Orbán", "orban"}, {"hu", "Orbán", "orbán"}, {"uk", "Київ", "києв"},
		{"en", "16s", "16"}, {"en", "16's", "16"}, {"en", "F16s", "f16"}, {"en", "1990s", "1990s"}, {"en", "T72s", "t72"},
	} {
		if f := newForm(c.raw, voiceOf(c.lang)); f.Stem != c.stem {
			t.Errorf("%s %s: stem %q, not %q", c.lang, c.raw, f.Stem, c.stem)
		}
	}
}
