package claim

import "testing"

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
		{"en", "“The road is shut,” said Viktor Sorin.\n\n“The mine is lost for a hundred years.”", "lost for a hundred", true},
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
