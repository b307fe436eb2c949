package query

import (
	"testing"

	"onset/tracker"
	"onset/tracker/text"
)

// Who does what to whom is told by the order of words, prepositions, passives
// and endings; another subject in between has the verb.
func TestRoles(t *testing.T) {
	for _, c := range []struct {
		lang, rule    string
		match, others []string
	}{
		{"en", `(Kyiv OR Ukraine OR Ukrainian) DOES (provoke OR provocation OR provocative)`, []string{
			"Kyiv provokes its neighbours again.",
			"Kyiv, spurred on by the West, has provoked a new crisis.",
			"A new Ukrainian provocation was seen at the border.",
			"They spoke of a provocation staged by Kyiv.",
			"It was a provocation on the part of Ukraine.",
			"Provocations from the Ukrainian side go on.",
			"The government of Ukraine is provoking a war.",
			"Kyiv and London are provoking a war.",
			"Kyiv's latest provocation failed.",
			"It was a provocation by the then Foreign Policy Chief Ukraine had.",
			"Kyiv, the capital, provokes Moscow.",
			"Kyiv, by then the largest of all its cities, sent its men over the river at night and provoked a new war.",
			"They warned of Ukrainian provocations.",
			"The answer to Kyiv's provocation was swift.",
		}, []string{
			"NATO provokes, Kyiv prepares.",
			"NATO's provocative activities and the preparations of Kyiv go on.",
			"Kyiv said that NATO provokes Russia.",
			"Kyiv was provoked by Moscow.",
			"The attack on Ukraine provoked an outcry.",
			"In Kyiv, Moscow provokes riots.",
			"Moscow provokes Kyiv.",
			"An anti-Ukrainian provocation was planned.",
			"Kyiv accuses Minsk of a provocation.",
			"Kyiv waits; Moscow provokes.",
			"Kyiv, by then the largest of all its cities, sent men while over the river and the hills beyond it Moscow provoked a war.",
			"Weapons for Ukraine are a provocation.",
			"The West called Ukraine a provocation.",
		}},
		{"en", `ultimatum TO (Russia OR Moscow OR Russian)`, []string{
			"It was an ultimatum to Russia.",
			"They sent an ultimatum against the Russian state.",
			"The West handed Moscow another ultimatum.",
			"The paper is, in effect, an ultimatum to Moscow.",
		}, []string{
			"Russia's ultimatum to NATO was refused.",
			"An ultimatum from Moscow came by mail.",
			"NATO got an ultimatum, and Russia kept silent.",
			"The Russian ultimatum of December was refused.",
		}},
		{"en", `Georgia DOES attack TO Russia`, []string{
			"Georgia attacks Russia.", "Georgia is planning an attack on Russia.", "Russia was attacked by Georgia.",
		}, []string{
			"Russia attacks Georgia.", "Russia is planning an attack on Georgia.", "Georgia was attacked by Russia.",
		}},
		{"ru", `(Киев OR украинский) DOES (провокация OR провоцировать OR провоцирует OR готов*)`, []string{
			"Киев провоцирует соседей.",
			"Киев при поддержке Запада готовит наступление.",
			"Это очередная провокация Киева.",
			"Это провокация со стороны Киева.",
			"Украинские войска готовят наступление.",
			"Ответ на украинскую провокацию дан.",
			"Провокация готовится Киевом.",
			"Сообщили о планах Киева готовить наступление.",
		}, []string{
			"НАТО поставляет Киеву оружие и готовит учения.",
			"НАТО провоцирует, Киев ждёт.",
			"Киев заявил, что Минск готовит провокацию.",
			"Провокация против Киева сорвана.",
			"Москва провоцирует Киев.",
		}},
		{"ru", `ультиматум TO (Россия OR Москва)`, []string{
			"Это ультиматум в адрес России.", "Запад предъявил Москве ультиматум.", "Ультиматум России неприемлем.",
		}, []string{
			"Россия выдвинула ультиматум.", "Москва ответила: ультиматума не было.",
		}},
		{"uk", `(Росія OR російський) DOES (провокація OR провокує)`, []string{
			"Росія провокує сусідів.", "Це чергова російська провокація.", "Це провокація з боку Росії.", "То була провокація Росії.",
		}, []string{
			"Білорусь провокує, Росія чекає.", "Провокація проти Росії не вдалася.", "Мінськ провокує Росію.",
		}},
	} {
		e, err := Parse(c.rule, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range c.match {
			if len(e.Match(docOf(s, c.lang), tracker.InSentence)) == 0 {
				t.Errorf("%s misses %q", c.rule, s)
			}
		}
		for _, s := range c.others {
			if len(e.Match(docOf(s, c.lang), tracker.InSentence)) > 0 {
				t.Errorf("%s takes %q", c.rule, s)
			}
		}
	}
}

func docOf(s, lang string) *Doc { return &Doc{Body: text.Analyse(s, lang), Lang: lang} }
