package claim

import (
	"strings"
	"testing"

	"onset/tracker"
	"onset/tracker/text"
)

// signCases are sentences with the words that a rule matched in brackets, what
// is done to those words, and by whom: an id of testBook, the words of the
// text, or "" for the outlet. They were written before the code that reads them.
var signCases = []struct{ kind, lang, body, want, who string }{
	// The verb of what was said is negated.
	{"negated verb", "en", "Viktor Sorin said that [foreign] pilots are not [targets].", "denies sorin", ""},
	{"negated verb", "en", "Mara Holt said the [tanks] won't be sent to the [north].", "denies Mara Holt", ""},
	{"negated verb", "en", "“The [harbour] has never been [mined],” Sorin said.", "denies sorin", ""},
	{"negated verb", "en", "Sorin said no [vessels] would be [seized].", "denies sorin", ""},
	{"negated verb", "en", "Sorin insisted that the [vote] would no longer take [place].", "denies sorin", ""},
	{"negated verb", "ru", "Сорин заявил, что [пилоты] не станут [целью].", "denies sorin", ""},
	{"negated verb", "ru", "Сорин сообщил: [целью] иностранные [суда] не являются.", "denies sorin", ""},
	{"negated verb", "ru", "«Никаких [мин] в [порту] нет», — сказал Сорин.", "denies sorin", ""},
	{"negated verb", "uk", "Сорін сказав, що [порт] не [закриють].", "denies sorin", ""},
	{"negated verb", "uk", "«[Пілоти] ніколи не стануть [ціллю]», — сказав Сорін.", "denies sorin", ""},
	// A negation that is none of the matched words.
	{"other negation", "en", "Sorin said that not only trawlers but also [tankers] would be [seized].", "affirms sorin", ""},
	{"other negation", "en", "Sorin said that the [tankers], which are not armed, will be [seized].", "affirms sorin", ""},
	{"other negation", "en", "Sorin said the fleet did not sail and the [tankers] were [seized].", "affirms sorin", ""},
	{"other negation", "en", "Sorin said there is no doubt that the [harbour] is [mined].", "affirms sorin", ""},
	{"other negation", "en", "Sorin said the [harbour] is [mined] because the north does not want peace.", "affirms sorin", ""},
	{"other negation", "en", "Sorin said the [harbour] was [mined] by the north, not by rebels.", "affirms sorin", ""},
	{"other negation", "ru", "Сорин заявил, что не только тральщики, но и [танкеры] будут [задержаны].", "affirms sorin", ""},
	{"other negation", "ru", "Сорин заявил, что [гавань], которую не охраняют, [заминирована].", "affirms sorin", ""},
	{"other negation", "ru", "Сорин заявил, что флот не вышел в море, а [танкеры] [задержали].", "affirms sorin", ""},
	{"other negation", "ru", "Сорин не сомневается, что [гавань] [заминирована].", "affirms sorin", ""},
	{"other negation", "ru", "Сорин заявил, что не Север, а [столица] [отказалась] от мира.", "affirms sorin", ""},
	{"other negation", "uk", "Сорін заявив, що [гавань], яку не охороняють, [замінована].", "affirms sorin", ""},
	{"other negation", "uk", "Сорін заявив, що не лише тральщики, а й [танкери] будуть [затримані].", "affirms sorin", ""},
	// A lie, nonsense, untrue.
	{"a lie", "en", "Sorin said it was a lie that the [harbour] was [mined].", "denies sorin", ""},
	{"a lie", "en", "Mara Holt called it absurd that the [harbour] was [mined].", "denies Mara Holt", ""},
	{"a lie", "en", "Sorin said reports that the [harbour] was [mined] were false.", "denies sorin", ""},
	{"a lie", "en", "Sorin said there was no truth in claims that the [harbour] was [mined].", "denies sorin", ""},
	{"a lie", "en", "Sorin said it was not a lie that the [harbour] was [mined].", "affirms sorin", ""},
	{"a lie", "ru", "Сорин заявил, что неправда, будто [гавань] [заминирована].", "denies sorin", ""},
	{"a lie", "ru", "Сорин назвал ложью утверждения о том, что [гавань] [заминирована].", "denies sorin", ""},
	{"a lie", "ru", "Сорин сказал, что слухи о [минах] в [гавани] — это выдумка.", "denies sorin", ""},
	{"a lie", "uk", "Сорін заявив, що неправда, нібито [гавань] [замінована].", "denies sorin", ""},
	{"a lie", "uk", "Сорін назвав брехнею твердження, що [гавань] [замінована].", "denies sorin", ""},
	// A denial within the quotation.
	{"we never said", "en", "“We never claimed that the [harbour] was [mined],” Sorin said.", "denies sorin", ""},
	{"we never said", "en", "“Nobody wants to [mine] the [harbour],” Sorin said.", "denies sorin", ""},
	{"we never said", "en", "“I don't think the [harbour] is [mined],” Mara Holt said.", "denies Mara Holt", ""},
	{"we never said", "ru", "«Мы никогда не утверждали, что [гавань] [заминирована]», — сказал Сорин.", "denies sorin", ""},
	{"we never said", "ru", "«Никто не собирается [минировать] [гавань]», — сказал Сорин.", "denies sorin", ""},
	{"we never said", "uk", "«Ми не казали, що [гавань] [замінована]», — сказав Сорін.", "denies sorin", ""},
	{"two negations", "en", "Sorin said nobody denies that the [harbour] is [mined].", "affirms sorin", ""},
	{"two negations", "ru", "Сорин сказал, что никто не отрицает, что [гавань] [заминирована].", "affirms sorin", ""},
	{"two negations", "uk", "Сорін сказав, що ніхто не заперечує, що [гавань] [замінована].", "affirms sorin", ""},
	// Refusals.
	{"refusal", "en", "Sorin refused to call the [vote] a [fraud].", "denies sorin", ""},
	{"refusal", "en", "Mara Holt declined to sign the [grain] [treaty].", "denies Mara Holt", ""},
	{"refusal", "en", "Sorin said the north refuses to open the [harbour] to [tankers].", "denies sorin", ""},
	{"refusal", "ru", "Сорин отказался признать [выборы] [законными].", "denies sorin", ""},
	{"refusal", "uk", "Сорін відмовився вести [переговори] з [Північчю].", "denies sorin", ""},
	{"refusal to say", "en", "Sorin refused to say that the [harbour] was [mined].", "not_said", ""},
	{"refusal to say", "en", "Mara Holt declined to say whether the [harbour] was [mined].", "not_said|asks", ""},
	{"refusal to say", "en", "Mara Holt would not say that the [harbour] was [mined].", "not_said", ""},
	{"refusal to say", "ru", "Сорин отказался сообщить, что [гавань] [заминирована].", "not_said", ""},
	{"refusal to say", "ru", "Сорин воздержался от заявлений о том, что [гавань] [заминирована].", "not_said", ""},
	{"refusal to say", "uk", "Сорін відмовився казати, що [гавань] [замінована].", "not_said", ""},
	// Their own refusal is no accusation of theirs.
	{"own refusal", "en", "[Sorin] still [refuses] to [negotiate] with the north.", "affirms", "reports"},
	{"own refusal", "ru", "[Сорин] [отказывается] вести [переговоры] с Севером.", "affirms", "reports"},
	{"own refusal", "uk", "[Сорін] [відмовляється] вести [переговори] з Північчю.", "affirms", "reports"},
	{"own refusal", "en", "Mara Holt said [Sorin] still [refuses] to [negotiate] with the north.", "affirms Mara Holt", "reports"},
	// Never said.
	{"never said", "en", "Sorin did not say that the [harbour] was [mined].", "not_said", ""},
	{"never said", "en", "Mara Holt has never claimed that the [harbour] was [mined].", "not_said", ""},
	{"never said", "en", "No one said that the [harbour] was [mined].", "not_said", ""},
	{"never said", "en", "None of the ministers said that the [harbour] was [mined].", "not_said", ""},
	{"never said", "en", "It is not true that Sorin said the [harbour] was [mined].", "not_said", ""},
	{"never said", "ru", "Сорин не говорил, что [гавань] [заминирована].", "not_said", ""},
	{"never said", "ru", "Никто не заявлял, что [гавань] [заминирована].", "not_said", ""},
	{"never said", "ru", "Неправда, что Сорин сказал, что [гавань] [заминирована].", "not_said", ""},
	{"never said", "uk", "Сорін ніколи не казав, що [гавань] [замінована].", "not_said", ""},
	{"never said", "uk", "Ніхто не заявляв, що [гавань] [замінована].", "not_said", ""},
	// Perhaps, tomorrow, if.
	{"modal", "en", "Sorin might say that the [harbour] is [mined].", "not_said", ""},
	{"modal", "en", "Mara Holt could argue that the [harbour] is [mined].", "not_said", ""},
	{"modal", "en", "Sorin will announce on Friday that the [harbour] is [mined].", "not_said", ""},
	{"modal", "en", "Sorin is expected to say that the [harbour] is [mined].", "not_said", ""},
	{"modal", "en", "Sorin was going to say that the [harbour] is [mined].", "not_said", ""},
	{"modal", "en", "Sorin wanted to tell parliament that the [harbour] is [mined].", "not_said", ""},
	{"modal", "ru", "Сорин может заявить, что [гавань] [заминирована].", "not_said", ""},
	{"modal", "ru", "Сорин мог бы сказать, что [гавань] [заминирована].", "not_said", ""},
	{"modal", "ru", "Завтра Сорин объявит, что [гавань] [заминирована].", "not_said", ""},
	{"modal", "ru", "Ожидается, что Сорин заявит, что [гавань] [заминирована].", "not_said", ""},
	{"modal", "ru", "Сорин собирался заявить, что [гавань] [заминирована].", "not_said", ""},
	{"modal", "uk", "Сорін може заявити, що [гавань] [замінована].", "not_said", ""},
	{"modal", "uk", "Сорін сказав би, що [гавань] [замінована].", "not_said", ""},
	{"modal", "uk", "Очікується, що Сорін заявить, що [гавань] [замінована].", "not_said", ""},
	{"unreal", "en", "If Sorin said that the [harbour] was [mined], the north would answer.", "not_said", ""},
	{"unreal", "en", "Had Sorin said that the [harbour] was [mined], the north would have answered.", "not_said", ""},
	{"unreal", "en", "Unless Sorin says that the [harbour] is [mined], the ships will sail.", "not_said", ""},
	{"unreal", "en", "Sorin warned that the war would go on if the [harbour] is [mined].", "not_said sorin", ""},
	{"unreal", "ru", "Если бы Сорин сказал, что [гавань] [заминирована], Север бы ответил.", "not_said", ""},
	{"unreal", "ru", "Скажи Сорин, что [гавань] [заминирована], Север ответил бы.", "not_said", ""},
	{"unreal", "uk", "Якби Сорін сказав, що [гавань] [замінована], Північ відповіла б.", "not_said", ""},
	{"unreal", "uk", "Якщо Сорін заявить, що [гавань] [замінована], Північ відповість.", "not_said", ""},
	// A recording of somebody saying it, which is a fake.
	{"fake", "en", "A doctored clip shows Viktor Sorin saying that the [harbour] is [mined].", "not_said", ""},
	{"fake", "en", "An audio in which Sorin says that the [harbour] is [mined] is a deepfake.", "not_said", ""},
	{"fake", "en", "A forged letter in which Sorin claims that the [harbour] is [mined] went round the web.", "not_said", ""},
	{"fake", "ru", "В поддельном ролике Сорин заявляет, что [гавань] [заминирована].", "not_said", ""},
	{"fake", "ru", "Видео, на котором Сорин говорит, что [гавань] [заминирована], оказалось дипфейком.", "not_said", ""},
	{"fake", "uk", "У фейковому відео Сорін заявляє, що [гавань] [замінована].", "not_said", ""},
	{"fake", "uk", "Ролик, де Сорін каже, що [гавань] [замінована], створено нейромережею.", "not_said", ""},
	// Taken back.
	{"taken back", "en", "Sorin walked back his claim that the [harbour] was [mined].", "not_said|denies", ""},
	{"taken back", "en", "Mara Holt retracted her statement that the [harbour] was [mined].", "not_said|denies", ""},
	{"taken back", "en", "Sorin withdrew his allegation that the [harbour] was [mined].", "not_said|denies", ""},
	{"taken back", "ru", "Сорин отказался от своих слов о том, что [гавань] [заминирована].", "not_said|denies", ""},
	{"taken back", "ru", "Сорин отозвал своё заявление о том, что [гавань] [заминирована].", "not_said|denies", ""},
	{"taken back", "uk", "Сорін відмовився від своїх слів про те, що [гавань] [замінована].", "not_said|denies", ""},
	// Opposed, doubted, disputed.
	{"opposed", "en", "Mara Holt opposed the [closure] of the [harbour].", "denies Mara Holt", ""},
	{"opposed", "en", "Sorin doubted that the [harbour] was [mined].", "denies sorin", ""},
	{"opposed", "en", "Sorin disputed that the [harbour] was [mined].", "denies sorin", ""},
	{"opposed", "en", "Mara Holt challenged the claim that the [harbour] was [mined].", "denies Mara Holt", ""},
	{"opposed", "en", "Mara Holt called into question the claim that the [harbour] was [mined].", "denies|asks Mara Holt", ""},
	{"opposed", "ru", "Сорин усомнился, что [гавань] [заминирована].", "denies sorin", ""},
	{"opposed", "ru", "Сорин поставил под сомнение утверждение, что [гавань] [заминирована].", "denies sorin", ""},
	{"opposed", "ru", "Сорин выступил против [закрытия] [гавани].", "denies sorin", ""},
	{"opposed", "uk", "Сорін засумнівався, що [гавань] [замінована].", "denies sorin", ""},
	{"opposed", "uk", "Сорін виступив проти [закриття] [гавані].", "denies sorin", ""},
	// Asked.
	{"asked", "en", "Asked whether the [harbour] was [mined], Sorin gave no answer.", "asks", ""},
	{"asked", "en", "Did Sorin say that the [harbour] was [mined]?", "asks", ""},
	{"asked", "ru", "На вопрос, [заминирована] ли [гавань], Сорин не ответил.", "asks", ""},
	{"asked", "ru", "Сорина спросили, правда ли, что [гавань] [заминирована].", "asks", ""},
	{"asked", "uk", "На запитання, чи [замінована] [гавань], Сорін не відповів.", "asks", ""},
	{"asked", "uk", "Журналісти поцікавилися, чи [замінована] [гавань].", "asks", ""},
	// The outlet's own voice.
	{"own voice", "en", "The [harbour] is [mined], and ships stay away.", "affirms", "asserts"},
	{"own voice", "en", "The [harbour] is not [mined].", "denies", "asserts"},
	{"own voice", "en", "The delay implied that the [harbour] was [mined].", "affirms", "reports"},
	{"own voice", "en", "The [closure] of the [harbour] is being presented on state radio as a gift.", "affirms", "reports"},
	{"own voice", "en", "The north demands that the [harbour] be [closed].", "affirms", "reports"},
	{"own voice", "en", "The [harbour] is actually [mined].", "affirms", "asserts"},
	{"own voice", "en", "In reality the [harbour] is [mined].", "affirms", "asserts"},
	{"own voice", "en", "It is false that the [harbour] is [mined].", "affirms", "debunks"},
	{"own voice", "en", "The claim that the [harbour] is [mined] is false.", "affirms", "debunks"},
	{"own voice", "en", "The story of the pier is false, but the [harbour] is [mined].", "affirms", "asserts"},
	{"own voice", "ru", "На самом деле [гавань] [заминирована] давно.", "affirms", "asserts"},
	{"own voice", "ru", "Неправда, что [гавань] [заминирована].", "affirms", "debunks"},
	{"own voice", "ru", "[Гавань] не [заминирована].", "denies", "asserts"},
	{"own voice", "uk", "Насправді [гавань] давно [замінована].", "affirms", "asserts"},
	{"own voice", "uk", "Неправда, що [гавань] [замінована].", "affirms", "debunks"},
	{"own voice", "uk", "Кому потрібна [замінована] [гавань]?", "asks", ""},
}

// unbracket takes the brackets out of a text and returns what they held.
func unbracket(body string) (string, []tracker.Span) {
	var out strings.Builder
	var hits []tracker.Span
	for _, r := range body {
		switch r {
		case '[':
			hits = append(hits, tracker.Span{Start: out.Len()})
		case ']':
			hits[len(hits)-1].End = out.Len()
		default:
			out.WriteRune(r)
		}
	}
	return out.String(), hits
}

// sentenceOf returns the sentence that holds a span.
func sentenceOf(t *text.Text, s tracker.Span) tracker.Span {
	for _, x := range t.Sentences {
		if x.Contains(s) {
			return x.Span
		}
	}
	return tracker.Span{}
}

func TestSign(t *testing.T) {
	for _, c := range signCases {
		t.Run(c.kind, func(t *testing.T) {
			body, hits := unbracket(c.body)
			doc := document(t, body, c.lang)
			got := Open(doc, testBook()).At(tracker.Body, sentenceOf(doc.Body, hits[0]), hits)
			who := ""
			if len(got.Claim.Speakers) > 0 {
				if who = got.Claim.Speakers[0].ID; who == "" {
					who = got.Claim.Speakers[0].Text
				}
			}
			sign, by, _ := strings.Cut(c.want, " ")
			if !strings.Contains(sign, string(got.Stance)) || by != who && c.kind != "asked" || c.who != "" && string(got.Claim.Treatment) != c.who {
				t.Errorf("%s\n got %s by %q, %s (%s: %s); want %s %s", c.body, got.Stance, who, got.Claim.Treatment, got.Claim.Rule, got.Claim.Text, c.want, c.who)
			}
		})
	}
}
