package text_test

import (
	"strings"
	"testing"

	"onset/tracker/text"
)

func sentences(raw, lang string) []string {
	t := text.Analyse(raw, lang)
	var out []string
	for _, s := range t.Sentences {
		out = append(out, raw[s.Start:s.End])
	}
	return out
}

// Each case is one text; a bar marks where a sentence must end.
func TestSentences(t *testing.T) {
	cases := []struct{ lang, text string }{
		{"en", "Mr. Halden spoke on Feb. 2.| U.S. officials listened."},
		{"en", "On Tues., Feb. 3, the mayor spoke.| He left on Sat. Nov. 5 for Rome.| It opened Sept. 4.| Then came Wed.| The mayor agreed."},
		{"en", "The talks (Thurs., Dec. 11) failed.| He came on Fri. 9 October.| The cat sat.| May came."},
		{"ru", "Об этом сообщили в пн., 2 февр. 2026 г. в Москве.| Суд прошёл в ср. 4 марта.| Это было 3 янв.| Потом всё стихло."},
		{"uk", "Про це повідомили 5 лют. ц.р. у Києві.| У пн., 2 берез. 2026 р. суд закрив справу.| Станом на 1 січ. ц. р. борг зріс."},
		{"en", "The U.S. President left.| He was late."},
		{"en", "They met in the U.S.| The talks failed."},
		{"en", "He lives in Washington, D.C.| She does not."},
		{"en", "The plan came from the government.|The Council’s answer was short."},
		{"en", "They met in Oslo.|The talks at Gazeta.Ru went on."},
		{"en", "It scares me.| Hearing it is worse."},
		{"en", "“We are ready.”| The minister sat down."},
		{"en", "“Why now?” Orlova asked.| Nobody knew."},
		{"en", "“Why now?” she asked.| Nobody knew."},
		{"en", "Prices rose 3.5 percent to 1,204.| It was the No. 5 result."},
		{"en", "Wait...| Nothing came.| Well… he said no."},
		{"en", "J. R. Keller and V. Orlov signed at 5 p.m. on Monday."},
		{"en", "They kept the borders.2 The talks go on"},
		{"en", "Acme Inc. said so.| Acme Inc.| The rest is silence."},
		{"en", "A first line\n|A second line.\n|- one point\n|• another point"},
		{"en", "A false\nflag stays in one sentence.| And so on."},
		{"ru", "Переговоры прошли в 2014 г. в г. Киеве и др. городах.| Стороны, т.е. послы, уехали."},
		{"ru", "В 2014 г. Россия вышла из договора.| Это было давно."},
		{"ru", "Институт им. Гоголя закрыт.| А. С. Новиков и В. Петров ушли."},
		{"ru", "«Мы готовы».| Министр сел."},
		{"ru", "«Зачем?» — спросил он.| Никто не знал."},
		{"de", "Am 2. Februar sprach Dr. Weber.| Es war z. B. kalt."},
		{"uk", "Зустріч відбулася о 5 год. ранку в м. Київ.| Усі поїхали."},
	}
	for _, c := range cases {
		c.text = strings.Replace(c.text, "borders.2 ", "borders.2| ", 1)
		want := strings.Split(c.text, "|")
		raw := strings.Join(want, "")
		got := sentences(raw, c.lang)
		for i := range want {
			want[i] = strings.TrimLeft(strings.TrimSpace(want[i]), "-• ")
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%s\n got %s\nwant %s", c.lang, strings.Join(got, "|"), strings.Join(want, "|"))
		}
	}
}

func TestWords(t *testing.T) {
	cases := []struct{ lang, raw, folds string }{
		{"en", "Putin’s false-flag U.S. plan, 1,204 men", "putin's false flag u.s plan 1,204 men"},
		{"uk", "здоров’я здоровʼя здоров'я", "здоров'я здоров'я здоров'я"},
		{"ru", "Ёлка ещё т.е. „НАТО“", "елка еще т.е нато"},
		{"fr", "L’Ukraine aujourd'hui qu’il", "ukraine aujourd'hui il"},
		{"en", "ai in training\u00a0day soft\u00adware", "ai in training day software"},
		{"ru", "за\u0301мок и\u0306од", "замок йод"},
		{"", "北京 says 'no' (ok)", "北 京 says no ok"},
	}
	for _, c := range cases {
		tx := text.Analyse(c.raw, c.lang)
		var got []string
		for i := range tx.Words {
			got = append(got, tx.Fold(i))
		}
		if s := strings.Join(got, " "); s != c.folds {
			t.Errorf("%q: got %q, want %q", c.raw, s, c.folds)
		}
	}
}
