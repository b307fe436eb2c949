package text_test

import (
	"strings"
	"testing"

	"onset/tracker/text"
)

// What is declared counts, and a guess about a few words never leads out of
// what the outlet writes in; only a text that proves it is in another language
// is read in that.
func TestDeclaredLanguages(t *testing.T) {
	const (
		english = "The committee of the parliament said on Monday that it had read the report and would answer the questions which were put to it by the end of the week, after the talks that were held in the capital with the ministers of both countries had ended."
		french  = "La commission du parlement a déclaré lundi qu’elle avait lu le rapport et qu’elle répondrait aux questions qui lui ont été posées avant la fin de la semaine, après les entretiens qui se sont tenus dans la capitale avec les ministres des deux pays."
		polish  = "Komisja parlamentu oświadczyła w poniedziałek, że przeczytała raport i że odpowie na pytania, które zostały jej zadane, do końca tygodnia, po rozmowach, które odbyły się w stolicy z ministrami obu państw i które już się zakończyły w tym tygodniu."
		russian = "Комиссия парламента заявила в понедельник, что прочитала доклад и что ответит на заданные вопросы до конца недели, после переговоров, которые были в столице с министрами обеих стран и которые уже завершились."
		portug  = "A comissão do parlamento declarou na segunda-feira que leu o relatório e que responderá às perguntas que lhe foram feitas até ao fim da semana, depois das conversações que decorreram na capital com os ministros dos dois países."
	)
	for name, c := range map[string]struct {
		text, declared, outlet, want string
	}{
		"few words, declared":                    {"NATO uses Moldova as a buffer zone", "en", "", "en"},
		"few words, one language of the outlet":  {"NATO uses Moldova as a buffer zone", "", "en", "en"},
		"few words, two languages":               {"NATO uses Moldova as a buffer zone", "", "en ru", "en"},
		"few words in the other of two":          {"НАТО использует Молдавию", "", "en ru", "ru"},
		"few words, declared against the guess":  {"Biden: no comment", "de", "", "de"},
		"names only":                             {"Lukashenka, Sikorski, Macron", "", "fr", "fr"},
		"few words in letters of another script": {"Министры встретились", "en", "", "ru"},
		"few words, letters that prove it":       {"Міністри зустрілися", "ru", "", "uk"},
		"few words, one foreign name":            {"Запрещена партия «Свобода і право» и еще три", "ru", "", "ru"},
		"few words that both may be":             {"Путин в Казани", "uk", "", "uk"},
		"few words, outlet of two Cyrillic ones": {"Путин в Казани", "", "uk ru", "ru"},
		"long, declared":                         {english, "en", "", "en"},
		"long, declared wrongly":                 {french, "en", "", "fr"},
		"long, in another than the outlet's":     {polish, "", "en", "pl"},
		"long, none of the outlet's":             {french, "", "en ru", "fr"},
		"long, of a language without a table":    {portug, "pt", "", "pt"},
		"long, declared by a default":            {polish, "en", "", "pl"},
		"long, another script":                   {russian, "en", "", "ru"},
		"long, letters that prove it":            {russian, "uk", "", "ru"},
		"a tag of a region":                      {"NATO uses Moldova as a buffer zone", "en-GB", "", "en"},
		"no letters":                             {"12 345", "", "en", "en"},
		"the outlet's, in another script":        {"The ministers met", "", "ru", "en"},
	} {
		if got := text.Detect("", c.text, c.declared, strings.Fields(c.outlet)...); got != c.want {
			t.Errorf("%s: %q declared %q, outlet %q: got %q, want %q", name, c.text, c.declared, c.outlet, got, c.want)
		}
	}
}
