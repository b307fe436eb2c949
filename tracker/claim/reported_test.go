package claim

import "testing"

// What a sentence reports that a neighbouring one said, what somebody refuses to
// say, and days between the verb and its clause.
func TestReported(t *testing.T) {
	for _, c := range []struct{ lang, body, said, day string }{
		{"ru", "Порт разбомбят завтра. С такой угрозой выступил Павел Горт.", "Порт разбомбят завтра", "?"},
		{"ru", "Порт надо закрыть. К этому призвал Павел Горт.", "Порт надо закрыть", "?"},
		{"ru", "Порт надо закрыть. К этому в среду призвал глава МИД Павел Горт.", "Порт надо закрыть", "2026-02-04"},
		{"ru", "– Порт открыт. Мы этим гордимся, – сказал мэр Павел Горт.", "Порт открыт. Мы этим гордимся", "?"},
		{"ru", "Порт открыт, и мы этим гордимся. Мост закрыт.\n\n– сказал мэр Павел Горт в среду.", "Порт открыт, и мы этим гордимся. Мост закрыт", "2026-02-04"},
		{"ru", "Порт открыт, и мы этим гордимся\n– сказал мэр Павел Горт.", "Порт открыт, и мы этим гордимся", "?"},
		{"ru", "Порт открыт, и мы этим гордимся – сказал мэр Павел Горт.", "Порт открыт, и мы этим гордимся", "?"},
		{"ru", "«Порт открыт. Мы этим гордимся. Мост закрыт!» – сказал мэр Павел Горт.", "Порт открыт. Мы этим гордимся. Мост закрыт", "?"},
		{"uk", "Порт відкрито, і ми цим пишаємося.\n— сказав мер Павло Горт.", "Порт відкрито, і ми цим пишаємося", "?"},
		{"uk", "«Порт відкрито. Ми цим пишаємося. Міст закрито», – сказав мер Павло Горт.", "Порт відкрито. Ми цим пишаємося. Міст закрито", "?"},
		{"en", "“The port is open. We are proud of it. The bridge is shut,” Mara Holt said.", "The port is open. We are proud of it. The bridge is shut", "?"},
		{"ru", "Порт закрыт. К этому времени прибыл корабль.", "", ""},
		{"ru", "Павел Горт отказался озвучивать цифры.", "", ""},
		{"ru", "Павел Горт отказался комментировать сообщения о порте.", "", ""},
		{"ru", "Павел Горт отказался закрывать порт.", "закрывать порт", "?"},
		{"uk", "Порт розбомблять завтра. З такою погрозою виступив Павло Горт.", "Порт розбомблять завтра", "?"},
		{"uk", "Порт треба закрити. До цього закликав Павло Горт.", "Порт треба закрити", "?"},
		{"uk", "Павло Горт відмовився озвучувати цифри.", "", ""},
		{"uk", "Павло Горт відмовився закривати порт.", "закривати порт", "?"},
		{"en", "Mara Holt said Tuesday, Feb. 3, she would close the port.", "she would close the port", "2026-02-03"},
		{"en", "Mara Holt said on Tuesday, February 3, 2026, the port would close.", "the port would close", "2026-02-03"},
		{"en", "Mara Holt said Feb. 3 the port would close.", "the port would close", "2026-02-03"},
		{"en", "Mara Holt told reporters Tuesday, Feb. 3, that the port would close.", "the port would close", "2026-02-03"},
	} {
		got := Read(document(t, c.body, c.lang), testBook())
		switch {
		case c.said == "" && len(got) > 0:
			t.Errorf("%s: want no claim%s", c.body, show(got))
		case c.said == "":
		case len(got) != 1 || got[0].Text != c.said || saidString(&got[0]) != c.day:
			t.Errorf("%s: want %q on %s%s", c.body, c.said, c.day, show(got))
		}
	}
}
