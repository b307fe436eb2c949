package claim

import "testing"

// A participle, and a verb that a conjunction joins without a subject of its own, is
// said by the subject of the clause it leans on, and not by whoever stands first or last.
func TestChainedSubjects(t *testing.T) {
	for _, c := range []struct{ lang, body, words, want string }{
		{"en", "Viktor Sorin rejected a charge that Oleg Rudin is ill, adding that the mine is lost.", "the mine is lost", "Viktor Sorin"},
		{"en", "Viktor Sorin was outraged by the promise of Oleg Rudin that roads would open, saying that the mine is lost.", "the mine is lost", "Viktor Sorin"},
		{"en", "Anna Berg cheered, and Viktor Sorin left the hall, saying that the mine is lost.", "the mine is lost", "Viktor Sorin"},
		{"en", "Viktor Sorin said that Oleg Rudin had left the hall but insisted that the mine is lost.", "the mine is lost", "Viktor Sorin"},
		{"en", "Viktor Sorin, who met Oleg Rudin on Monday, closed the road, saying that the mine is lost.", "the mine is lost", "Viktor Sorin"},
		{"en", "The road was shut, Viktor Sorin told the deputies before claiming that the mine is lost.", "the mine is lost", "Viktor Sorin"},
		{"en", "Drovia officials closed the road, claiming that the mine is lost.", "the mine is lost", "Drovia officials"},
		{"en", "Viktor Sorin railed against rounds of Selonian and Western penalties, claiming that the mine is lost.", "the mine is lost", "Viktor Sorin"},
		{"en", "Reporters filmed Oleg Rudin telling the crowd that the mine is lost.", "the mine is lost", "Oleg Rudin"},
		{"ru", "Виктор Сорин закрыл дорогу и заявил, что шахта потеряна.", "шахта потеряна", "Виктор Сорин"},
		{"ru", "Анна Берг молчала, а Виктор Сорин покинул зал, заявив, что шахта потеряна.", "шахта потеряна", "Виктор Сорин"},
		{"uk", "Анна Берг мовчала, а Віктор Сорін залишив залу, заявивши, що шахту втрачено.", "шахту втрачено", "Віктор Сорін"},
	} {
		m := mouth{lang: c.lang, body: c.body}
		got, _ := m.who(Open(document(t, c.body, c.lang), nil), c.words)
		if got == nil || len(got.Speakers) != 1 || got.Speakers[0].Text != c.want {
			t.Errorf("%s: want %s, got %+v", c.body, c.want, got)
		}
	}
}
