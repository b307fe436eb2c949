package claim

import (
	"testing"

	"onset/tracker/text"
)

// Days on which words were said, and days that are none; published on Thursday,
// 5 February 2026. They were written before the code that reads them.
func TestDaysOfSaying(t *testing.T) {
	for _, c := range []struct{ kind, lang, body, words, want string }{
		// A quotation that goes on has the day of its speaker, and no other.
		{"goes on", "en", "The bridge was closed on Monday after a storm.\n\nTraffic was slow.\n\n“The army has no shells left,” Viktor Sorin said in an interview published on January 16.\n\n“We will have to retreat from the whole province.”", "We will have", "2026-01-16"},
		{"goes on", "en", "The bridge was closed on Monday after a storm.\n\n“The army has no shells left,” Viktor Sorin said.\n\n“We will have to retreat from the whole province.”", "We will have", ""},
		{"goes on", "ru", "В понедельник закрыли мост.\n\n«Снарядов у армии нет», — сказал Сорин в интервью 16 января.\n\n«Нам придётся уйти из всей области, и мы к этому готовы».", "Нам придётся", "2026-01-16"},
		{"goes on", "uk", "У понеділок закрили міст.\n\n«Снарядів у армії немає», — сказав Сорін.\n\n«Нам доведеться піти з усієї області, і ми до цього готові».", "Нам доведеться", ""},
		// The day of another event is none of saying.
		{"another event", "en", "Mara Holt lobbied the embassy last Thursday. The port is open, she said.", "The port is open", ""},
		{"another event", "en", "Viktor Sorin, who turned 60 on January 3, said the port is open.", "the port is open", ""},
		{"another event", "en", "Mara Holt visited the flooded villages on Tuesday. “We need boats,” Holt said.", "We need boats", ""},
		{"another event", "ru", "Сорин во вторник посетил затопленные деревни. «Нам нужны лодки», — сказал Сорин.", "Нам нужны лодки", ""},
		{"an occasion", "en", "Mara Holt gave a press conference on Tuesday. “We need boats,” Holt said.", "We need boats", "2026-02-03"},
		// Another year.
		{"another year", "en", "In January last year, Viktor Sorin said that the port is mined.", "the port is mined", "2025-01-01"},
		{"another year", "en", "Two years ago, on January 28, Viktor Sorin said that the port is mined.", "the port is mined", "2024-01-28"},
		{"another year", "ru", "В январе прошлого года Сорин заявил, что порт заминирован.", "порт заминирован", "2025-01-01"},
		{"another year", "ru", "Два года назад, 28 января, Сорин заявил, что порт заминирован.", "порт заминирован", "2024-01-28"},
		{"another year", "uk", "У січні минулого року Сорін заявив, що порт заміновано.", "порт заміновано", "2025-01-01"},
		{"another year", "uk", "28 січня два роки тому Сорін заявив, що порт заміновано.", "порт заміновано", "2024-01-28"},
		// Parts of a day, clocks, commas.
		{"part of a day", "en", "Last night Viktor Sorin said that the port is mined.", "the port is mined", "2026-02-04"},
		{"part of a day", "en", "This morning Dora Lund said the port is mined.", "the port is mined", "2026-02-05"},
		{"part of a day", "en", "This morning, Mara Holt said the port is mined.", "the port is mined", "2026-02-05"},
		{"part of a day", "en", "Viktor Sorin said on Tuesday night that the port is mined.", "the port is mined", "2026-02-03"},
		{"part of a day", "en", "On Tuesday evening, Mara Holt told reporters the port is mined.", "the port is mined", "2026-02-03"},
		{"part of a day", "en", "Viktor Sorin said Tuesday morning that the port is mined.", "the port is mined", "2026-02-03"},
		{"part of a day", "ru", "Вчера вечером Сорин заявил, что порт заминирован.", "порт заминирован", "2026-02-04"},
		{"part of a day", "ru", "Сегодня утром Сорин заявил, что порт заминирован.", "порт заминирован", "2026-02-05"},
		{"part of a day", "uk", "Учора ввечері Сорін заявив, що порт заміновано.", "порт заміновано", "2026-02-04"},
		{"clock", "en", "Viktor Sorin said at 10:30 on Tuesday that the port is mined.", "the port is mined", "2026-02-03"},
		{"clock", "ru", "Сорин заявил во вторник в 18:46, что порт заминирован.", "порт заминирован", "2026-02-03"},
		{"comma", "en", "Viktor Sorin said on January 1, 2025, that the port is mined.", "the port is mined", "2025-01-01"},
		{"comma", "en", "Viktor Sorin said in Riga, Latvia, on Tuesday that the port is mined.", "the port is mined", "2026-02-03"},
		{"number of the day", "en", "Viktor Sorin said on the 20th that the port is mined.", "the port is mined", "2026-01-20"},
		{"number of the day", "ru", "Сорин заявил 20 числа, что порт заминирован.", "порт заминирован", "2026-01-20"},
		{"feast", "en", "On Christmas Day Viktor Sorin said that the port is mined.", "the port is mined", "2025-12-25"},
		{"feast", "uk", "На День Незалежності Сорін заявив, що порт заміновано.", "порт заміновано", "2025-08-24"},
		// Words in print were not said later.
		{"later", "en", "Viktor Sorin said on 3 June 2026 that the port is mined.", "the port is mined", ""},
		{"later", "ru", "Сорин заявил 3 июня 2026 года, что порт заминирован.", "порт заминирован", ""},
		{"before its event", "en", "Viktor Sorin said on 3 March 2023 that the bridge fell in June 2025.", "the bridge fell", "flagged"},
		{"before its event", "en", "Viktor Sorin said on 3 March 2023 that the bridge would be ready in June 2025.", "the bridge would", "2023-03-03"},
		{"before its event", "ru", "Сорин заявил 3 марта 2023 года, что мост рухнул в июне 2025 года.", "мост рухнул", "flagged"},
		{"before a headline", "ru", "4 февраля Сорин заявил, что порт заминирован.", "порт заминирован", "2026-02-04"},
	} {
		doc := document(t, c.body, c.lang)
		doc.Title = text.Analyse("Weather", c.lang)
		found := false
		for _, got := range Read(doc, testBook()) {
			if len(got.Text) < len(c.words) || got.Text[:len(c.words)] != c.words {
				continue
			}
			found = true
			day := ""
			if got.Said != nil && got.Said.From != 0 {
				day = got.Said.From.String()
			}
			if got.Said != nil && got.Said.Flag == BeforeItsEvent {
				day = "flagged"
			}
			if day != c.want {
				t.Errorf("%s: %s\n said %q, want %q (%+v)", c.kind, c.body, day, c.want, got.Said)
			}
		}
		if !found {
			t.Errorf("%s: no claim %q in %s%s", c.kind, c.words, c.body, show(Read(doc, testBook())))
		}
	}
}
