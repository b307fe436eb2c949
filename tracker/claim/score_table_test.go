package claim

import (
	"slices"
	"testing"
)

// Each feature of a speaker and each clue to an antecedent has its points, once, as a
// whole number.
func TestWeights(t *testing.T) {
	if _, err := weights(); err != nil {
		t.Fatal(err)
	}
	if _, err := cluePoints(); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"start 1", "nonsense 3", weightTable + "\nstart 2", "start x"} {
		if _, err := parsePoints(table, featureNames[:]); err == nil {
			t.Errorf("a table with %.20q is taken", table)
		}
	}
}

// A name at its verb is sure; whoever a pronoun or a neighbourhood gives the
// words is not, unless the paragraph names them at another verb.
func TestUnsureSpeakers(t *testing.T) {
	for _, c := range []struct {
		lang, body, words string
		unsure            bool
	}{
		{"en", "Viktor Sorin said that the mine is lost.", "the mine is lost", false},
		{"en", "“The mine is lost,” said Viktor Sorin.", "The mine is lost", false},
		{"en", "Viktor Sorin came to Riga. The mine was quiet.\n\nHe said that the mine is lost.", "the mine is lost", true},
		{"en", "Viktor Sorin said that the road is shut. He added that the mine is lost.", "the mine is lost", false},
		{"en", "Viktor Sorin met Oleg Rudin in Riga. He said that the mine is lost.", "the mine is lost", true},
		{"en", "Viktor Sorin was furious. “They have flooded the whole mine.”", "flooded the whole mine", true},
		{"en", "“The road is shut,” said Viktor Sorin.\n\n“The mine is lost for a hundred years.”", "lost for a hundred", false},
		{"en", "“The road is shut,” said Viktor Sorin.\n\n“The mine is lost.”\n\nThe road was dark.", "The mine is lost", true},
		{"en", "“The road is shut,” said Viktor Sorin. The road was dark.\n\n“The mine is lost for a hundred years.”", "lost for a hundred", true},
		{"ru", "«Дорога закрыта», — сказал Виктор Сорин.\n\n«Шахта потеряна, и вернуть её уже нельзя никому».", "Шахта потеряна", false},
		{"en", "“The road is shut,” said Viktor Sorin. “And it stays shut.\n\n“The mine is lost for a hundred years.”", "lost for a hundred", false},
		{"ru", "Виктор Сорин заявил, что шахта потеряна.", "шахта потеряна", false},
		{"ru", "Шахта потеряна, заявил министр Виктор Сорин по итогам встречи с Олегом Рудиным.", "Шахта потеряна", false},
		{"ru", "Сорин прибыл в Ригу.\n\nОн заявил, что шахта потеряна.", "шахта потеряна", true},
		{"uk", "Віктор Сорін заявив, що шахту втрачено.", "шахту втрачено", false},
	} {
		m := mouth{lang: c.lang, body: c.body}
		got, _ := m.who(Open(document(t, c.body, c.lang), mouthBook()), c.words)
		if got == nil || len(got.Speakers) != 1 || got.Speakers[0].Unsure != c.unsure {
			t.Errorf("%s: want unsure %v, got %+v", c.body, c.unsure, got)
		}
	}
}

// Whom a pronoun or a role may stand for is told best first, with the clues to each;
// where a name stands at the verb there is nothing to choose.
func TestAntecedentsAreTold(t *testing.T) {
	for _, c := range []struct {
		lang, body, words string
		want              []string // best first
	}{
		{"en", "Viktor Sorin met Oleg Rudin in Riga. He said that the mine is lost.", "the mine is lost", []string{"Viktor Sorin", "Oleg Rudin"}},
		{"en", "The mayor Oleg Rudin met Viktor Sorin in Riga. The mayor said that the mine is lost.", "the mine is lost", []string{"Oleg Rudin", "Viktor Sorin"}},
		{"en", "Viktor Sorin met Oleg Rudin in Riga. Oleg Rudin said that the mine is lost.", "the mine is lost", nil},
		{"en", "Viktor Sorin met Oleg Rudin. He said that the road is shut, adding that the mine is lost.", "the mine is lost", []string{"Viktor Sorin", "Oleg Rudin"}},
		{"ru", "Виктор Сорин встретился с Олегом Рудиным. Он заявил, что шахта потеряна.", "шахта потеряна", []string{"Viktor Sorin", "Oleg Rudin"}},
	} {
		doc := document(t, c.body, c.lang)
		doc.Weigh = true
		m := mouth{lang: c.lang, body: c.body}
		got, _ := m.who(Open(doc, mouthBook()), c.words)
		if got == nil {
			t.Errorf("%s: nobody says %q", c.body, c.words)
			continue
		}
		var names []string
		for i, a := range got.Antecedents {
			names = append(names, a.Text)
			if len(a.Why) == 0 || i > 0 && a.Score > got.Antecedents[i-1].Score {
				t.Errorf("%s: %+v", c.body, got.Antecedents)
			}
		}
		if !slices.Equal(names, c.want) {
			t.Errorf("%s: %v may be meant, not %v", c.body, names, c.want)
		}
	}
}
