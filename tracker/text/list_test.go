package text_test

import (
	"strings"
	"testing"

	"onset/tracker/text"
)

// A bar marks where an item ends; what lacks one is prose, and stays whole.
func TestItemsOfAList(t *testing.T) {
	for lang, texts := range map[string][]string{
		"en": {
			"Tonight: the port is closed|; the envoy blames Norland|; a school wins a prize.",
			"The paper names three harms: prices rise|; ships wait (two of them; perhaps three)|; nobody is told.",
			"He said: “The port is closed; the envoy lies; we wait.”",
			"She wrote: the port is closed; the envoy lies.",
			"The port is closed; the envoy lies; the school waits.",
			"The ports; the ships; and the envoys said: we wait.",
			"Tonight: “Closed; again; and again” is a song|; the envoy leaves|; it rains.",
		},
		"ru": {
			"Смотрите в этом выпуске: порт закрыт|; посол обвиняет соседей|; школа получила приз.",
			"Посол заявил: «Порт закрыт; соседи лгут; мы ждём».",
			"Смотрите: порт закрыт|; посол уехал|; дождь в городе|;",
			"В программе: «Порт; река» на экранах|; посол уехал|; дождь в городе.",
		},
		"uk": {"У випуску: порт зачинено|; посол звинувачує сусідів|; у школі свято."},
		"de": {"In dieser Sendung: der Hafen ist zu|; der Gesandte sagt „Nein; nie; nimmer“|; es regnet."},
	} {
		for _, marked := range texts {
			raw := strings.ReplaceAll(marked, "|", "")
			a := text.Analyse(raw, lang)
			var got []string
			for k, s := range a.Sentences {
				got = append(got, raw[s.Start:s.End])
				if one := len(a.Sentences) == 1; one != (s.Item == 0) || !one && s.Item != k+1 {
					t.Errorf("%q is item %d", raw[s.Start:s.End], s.Item)
				}
				for i := s.First; i < s.Last; i++ {
					if int(a.Words[i].Sentence) != k {
						t.Errorf("word %q is said to be in sentence %d, not %d", a.Word(i), a.Words[i].Sentence, k)
					}
				}
			}
			if want := strings.Split(strings.TrimSuffix(marked, "|;"), "|; "); strings.Join(got, "|") != strings.Join(want, "|") {
				t.Errorf("got %q, want %q", got, want)
			}
		}
	}
}
