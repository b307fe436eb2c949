package claim

import (
	"strings"
	"testing"

	"onset/tracker"
)

// Who only stands in the genitive with a role, «помощник Сорина», "Sorin's
// aide", neither speaks nor is "he": it is the one whom the role names, or the
// role where that one has no name.
func TestDependentNames(t *testing.T) {
	for _, c := range []struct{ lang, body, want string }{
		// a role with a name of its own
		{"en", "Sorin’s aide, Pavel Gort, said that the port is open.", "Pavel Gort"},
		{"en", "Sorin’s aide Pavel Gort said that the port is open.", "Pavel Gort"},
		{"en", "Viktor Sorin’s long-time spokesman, Pavel Gort, said the port is open.", "Pavel Gort"},
		{"en", "An adviser to Viktor Sorin, Pavel Gort, said the port is open.", "Pavel Gort"},
		{"en", "The head of Sorin’s office, Pavel Gort, said the port is open.", "Pavel Gort"},
		{"en", "Sorin adviser Pavel Gort said the port is open.", "Pavel Gort"},
		{"en", "Pavel Gort, an aide to Sorin, said the port is open.", "Pavel Gort"},
		{"en", "Pavel Gort, Sorin’s aide, said the port is open.", "Pavel Gort"},
		{"en", "“The port is open,” said Pavel Gort, a lawyer for Sorin.", "Pavel Gort"},
		{"en", "“The port is open,” said Sorin’s lawyer, Pavel Gort.", "Pavel Gort"},
		{"en", "“The port is open,” said Sorin’s lawyer Pavel Gort.", "Pavel Gort"},
		{"en", "“The port is open,” said a lawyer for Sorin, Pavel Gort.", "Pavel Gort"},
		{"en", "“The port is open,” an ally of Sorin, Pavel Gort, said.", "Pavel Gort"},
		{"en", "According to Sorin’s aide, Pavel Gort, the port is open.", "Pavel Gort"},
		{"en", "According to Pavel Gort, an aide to Sorin, the port is open.", "Pavel Gort"},
		{"en", "According to an aide to Sorin, Pavel Gort, the port is open.", "Pavel Gort"},
		{"en", "The Palace’s Pavel Gort said the port is open.", "Pavel Gort"},
		{"en", "Sorin’s wife, Clara Sorin, said the port is open.", "Clara Sorin"},
		// a role alone
		{"en", "Sorin’s aide said that the port is open.", "Sorin’s aide"},
		{"en", "A close ally of Sorin said that the port is open.", "A close ally of Sorin"},
		{"en", "A close ally of Sorin’s said that the port is open.", "A close ally of Sorin"},
		{"en", "An adviser to Sorin said the port is open.", "An adviser to Sorin"},
		{"en", "A lawyer for Viktor Sorin said the port is open.", "A lawyer for Viktor Sorin"},
		{"en", "A person close to Sorin said the port is open.", "A person close to Sorin"},
		{"en", "Aides to Sorin and Lenz said the port is open.", "Aides to Sorin and Lenz"},
		{"en", "The office of Viktor Sorin said the port is open.", "The office of Viktor Sorin"},
		{"en", "Sorin’s office said the port is open.", "Sorin’s office"},
		{"en", "A Sorin aide said the port is open.", "A Sorin aide"},
		{"en", "“The port is open,” said Sorin’s lawyer.", "Sorin’s lawyer"},
		{"en", "“The port is open,” said an aide to Sorin.", "an aide to Sorin"},
		{"en", "“The port is open,” Sorin’s spokesman told reporters.", "Sorin’s spokesman"},
		{"en", "According to an aide to Sorin, the port is open.", "an aide to Sorin"},
		{"en", "According to Sorin’s spokeswoman, the port is open.", "Sorin’s spokeswoman"},
		{"en", "Few believed the claim by Sorin’s aide that the port is open.", "Sorin’s aide"},
		{"en", "The wife of Sorin said that the port is open.", "The wife of Sorin"},
		{"en", "The minister’s lawyer said that the port is open.", "The minister’s lawyer"},
		// he and she
		{"en", "Sorin’s aide Pavel Gort came on Monday. He said that the port is open.", "Pavel Gort"},
		{"en", "Sorin’s aide, Pavel Gort, came on Monday. He said that the port is open.", "Pavel Gort"},
		{"en", "An adviser to Sorin, Pavel Gort, came on Monday. He said that the port is open.", "Pavel Gort"},
		{"en", "Pavel Gort, an adviser to Sorin, came on Monday. He said that the port is open.", "Pavel Gort"},
		{"en", "A lawyer for Sorin came on Monday. He said that the port is open.", "A lawyer for Sorin"},
		{"en", "Sorin’s lawyer came on Monday. He said that the port is open.", "Sorin’s lawyer"},
		{"en", "Sorin’s lawyer said the port is open. He added that the bridge is shut.", "Sorin’s lawyer"},
		// the officeholder still speaks for the role
		{"en", "The palace spokesman said that the port is open.", "lenz"},
		{"en", "Drovian Foreign Minister Viktor Sorin said that the port is open.", "sorin"},
		{"en", "Sorin of the foreign ministry said that the port is open.", "sorin"},

		{"ru", "Помощник Виктора Сорина, Павел Горт, сообщил, что порт открыт.", "Павел Горт"},
		{"ru", "Помощник Виктора Сорина Павел Горт сообщил, что порт открыт.", "Павел Горт"},
		{"ru", "Помощник Сорина Павел Горт сообщил, что порт открыт.", "Павел Горт"},
		{"ru", "Советник Сорина, Павел Горт, сообщил, что порт открыт.", "Павел Горт"},
		{"ru", "Павел Горт, помощник Сорина, сообщил, что порт открыт.", "Павел Горт"},
		{"ru", "Соратник Виктора Сорина Павел Горт заявил, что порт открыт.", "Павел Горт"},
		{"ru", "Министр обороны при Сорине Павел Горт заявил, что порт открыт.", "Павел Горт"},
		{"ru", "Адвокат Сорина, Анна Белова, заявила, что порт открыт.", "Анна Белова"},
		{"ru", "Порт открыт, сообщил помощник Сорина Павел Горт.", "Павел Горт"},
		{"ru", "Порт открыт, сообщил помощник Виктора Сорина, Павел Горт.", "Павел Горт"},
		{"ru", "«Порт открыт», – сказал пресс-секретарь Сорина Павел Горт.", "Павел Горт"},
		{"ru", "По словам помощника Сорина Павла Горта, порт открыт.", "Павла Горта"},
		{"ru", "По словам Павла Горта, помощника Сорина, порт открыт.", "Павла Горта"},
		{"ru", "По словам соратника Виктора Сорина Павла Горта, порт открыт.", "Павла Горта"},
		{"ru", "Об этом сообщил помощник Виктора Сорина, Павел Горт.", ""},
		{"ru", "Порт открыт. Об этом сообщил помощник Виктора Сорина, Павел Горт.", "Павел Горт"},

		{"ru", "Помощник Сорина сообщил, что порт открыт.", "Помощник Сорина"},
		{"ru", "Соратник Сорина сообщил, что порт открыт.", "Соратник Сорина"},
		{"ru", "Приближённый Виктора Сорина сообщил, что порт открыт.", "Приближённый Виктора Сорина"},
		{"ru", "Подельник Сорина заявил, что порт открыт.", "Подельник Сорина"},
		{"ru", "Пресс-секретарь Виктора Сорина заявил, что порт открыт.", "Пресс-секретарь Виктора Сорина"},
		{"ru", "Адвокаты Сорина заявили, что порт открыт.", "Адвокаты Сорина"},
		{"ru", "Жена Сорина заявила, что порт открыт.", "Жена Сорина"},
		{"ru", "В офисе Сорина заявили, что порт открыт.", "офисе Сорина"},
		{"ru", "Офис Сорина заявил, что порт открыт.", "Офис Сорина"},
		{"ru", "Советник при Сорине заявил, что порт открыт.", "Советник при Сорине"},
		{"ru", "Порт открыт, сообщил помощник Сорина.", "помощник Сорина"},
		{"ru", "Порт открыт, сообщила жена Виктора Сорина.", "жена Виктора Сорина"},
		{"ru", "«Порт открыт», – сказал адвокат Сорина.", "адвокат Сорина"},
		{"ru", "По словам помощника Сорина, порт открыт.", "помощника Сорина"},
		{"ru", "По словам соратников Виктора Сорина, порт открыт.", "соратников Виктора Сорина"},
		{"ru", "По данным адвоката Сорина, порт открыт.", "адвоката Сорина"},

		{"ru", "Помощник Виктора Сорина, Павел Горт, приехал в понедельник. Он сообщил, что порт открыт.", "Павел Горт"},
		{"ru", "Помощник Виктора Сорина Павел Горт приехал в понедельник. Он сообщил, что порт открыт.", "Павел Горт"},
		{"ru", "В понедельник приехал помощник Виктора Сорина, Павел Горт. Он сообщил, что порт открыт.", "Павел Горт"},
		{"ru", "Адвокат Сорина приехал в понедельник. Он сообщил, что порт открыт.", "Адвокат Сорина"},
		{"ru", "Советник Сорина сказал, что порт открыт. Он добавил, что мост закрыт.", "Советник Сорина"},
		{"ru", "Виктор Сорин приехал в понедельник. Он сообщил, что порт открыт.", "sorin"},
		{"ru", "Глава МИД Виктор Сорин сообщил, что порт открыт.", "sorin"},

		{"uk", "Помічник Віктора Соріна, Павло Горт, повідомив, що порт відкрито.", "Павло Горт"},
		{"uk", "Помічник Віктора Соріна Павло Горт повідомив, що порт відкрито.", "Павло Горт"},
		{"uk", "Помічник Соріна Павло Горт повідомив, що порт відкрито.", "Павло Горт"},
		{"uk", "Посіпака Соріна Павло Горт заявив, що порт відкрито.", "Павло Горт"},
		{"uk", "Соратник Віктора Соріна, Павло Горт, заявив, що порт відкрито.", "Павло Горт"},
		{"uk", "Павло Горт, радник Соріна, заявив, що порт відкрито.", "Павло Горт"},
		{"uk", "Міністр оборони за Соріна Павло Горт заявив, що порт відкрито.", "Павло Горт"},
		{"uk", "Порт відкрито, повідомив помічник Віктора Соріна, Павло Горт.", "Павло Горт"},
		{"uk", "«Порт відкрито», – сказав речник Соріна Павло Горт.", "Павло Горт"},
		{"uk", "За словами радника Соріна Павла Горта, порт відкрито.", "Павла Горта"},

		{"uk", "Помічник Соріна повідомив, що порт відкрито.", "Помічник Соріна"},
		{"uk", "Посіпака Соріна заявив, що порт відкрито.", "Посіпака Соріна"},
		{"uk", "Посіпака Віктора Соріна заявив, що порт відкрито.", "Посіпака Віктора Соріна"},
		{"uk", "Спільник Соріна заявив, що порт відкрито.", "Спільник Соріна"},
		{"uk", "Дружина Соріна заявила, що порт відкрито.", "Дружина Соріна"},
		{"uk", "Офіс Соріна заявив, що порт відкрито.", "Офіс Соріна"},
		{"uk", "Адвокати Соріна заявили, що порт відкрито.", "Адвокати Соріна"},
		{"uk", "Порт відкрито, повідомив помічник Соріна.", "помічник Соріна"},
		{"uk", "Порт відкрито, заявила дружина Віктора Соріна.", "дружина Віктора Соріна"},
		{"uk", "За словами помічника Соріна, порт відкрито.", "помічника Соріна"},
		{"uk", "За словами поплічника Соріна, порт відкрито.", "поплічника Соріна"},

		{"uk", "Помічник Віктора Соріна, Павло Горт, прибув у понеділок. Він повідомив, що порт відкрито.", "Павло Горт"},
		{"uk", "У понеділок прибув помічник Віктора Соріна, Павло Горт. Він повідомив, що порт відкрито.", "Павло Горт"},
		{"uk", "Помічник Віктора Соріна, Павло Горт, сказав, що міст закрито. Він повідомив, що порт відкрито.", "Павло Горт"},
		{"uk", "Адвокат Соріна прибув у понеділок. Він повідомив, що порт відкрито.", "Адвокат Соріна"},
		{"uk", "Радник Соріна сказав, що порт відкрито. Він додав, що міст закрито.", "Радник Соріна"},

		{"ru", "По словам пресс-секретаря президента Дровии Олега Рудина, порт открыт.", "rudin"},
		{"ru", "Об этом заявил постоянный представитель Дровии при ООН Виктор Сорин. Он добавил, что порт открыт.", "sorin"},
		{"en", "Few wanted Clara Sorin, the singer, to go. Clara Sorin said that the port is open.", "Clara Sorin"},
		{"en", "Sorin came. “No bank executive stays,” he said.", "sorin"},
		// offices, and who still is the antecedent
		{"ru", "Помощник министра иностранных дел Дровии заявил, что порт открыт.", "Помощник министра"},
		{"ru", "Бывший министр иностранных дел Дровии заявил, что порт открыт.", "Бывший"},
		{"ru", "Замминистра иностранных дел Дровии заявил, что порт открыт.", "Замм"},
		{"ru", "Министр иностранных дел Дровии заявил, что порт открыт.", "sorin"},
		{"ru", "По словам главы МИД Сорина, порт открыт.", "sorin"},
		{"ru", "По словам главы МИД Виктора Сорина, порт открыт.", "sorin"},
		{"ru", "По словам министра иностранных дел Дровии Виктора Сорина, порт открыт.", "sorin"},
		{"ru", "По словам политика Сорина, порт открыт.", "sorin"},
		{"ru", "Визит Сорина длился час. Он заявил, что порт открыт.", "sorin"},
		{"ru", "Речь Сорина длилась час. Он заявил, что порт открыт.", "sorin"},
		{"ru", "Заявление помощника Сорина о том, что порт открыт, удивило всех.", "помощника"},
		{"ru", "Заявление Сорина о том, что порт открыт, удивило всех.", "sorin"},
		{"ru", "Жена политика Сорина сообщила, что порт открыт.", "Жена"},
		{"ru", "Глава офиса Сорина Павел Горт сообщил, что порт открыт.", "Павел Горт"},
		{"ru", "Глава офиса Сорина сообщил, что порт открыт.", "Глава офиса"},
		{"ru", "Источник в окружении Сорина сообщил, что порт открыт.", "Источник"},
		{"ru", "Источник, близкий к Сорину, сообщил, что порт открыт.", "Источник"},
		{"ru", "Экс-советник Сорина Павел Горт сообщил, что порт открыт.", "Павел Горт"},
		{"ru", "Бывший советник Сорина сообщил, что порт открыт.", "Бывший советник Сорина"},
		{"ru", "Людмила Сорина сообщила, что порт открыт.", "Людмила Сорина"},
		{"uk", "Радник голови офісу Соріна Павло Горт повідомив, що порт відкрито.", "Павло Горт"},
		{"uk", "«Порт відкрито», – повідомляє прессекретар Соріна.", "прессекретар Соріна"},
		{"uk", "Речниця Соріна сказала, що порт відкрито. Вона додала, що міст закрито.", "Речниця Соріна"},
		{"uk", "Порт відкрито. Про це повідомив помічник Соріна.", "помічник Соріна"},
		{"uk", "Порт відкрито. Про це заявив кум Соріна Павло Горт.", "Павло Горт"},
		{"uk", "Порт відкрито. Про це заявив кум Соріна.", "кум Соріна"},
		{"uk", "Ставленик Соріна в Дровії Павло Горт заявив, що порт відкрито.", "Павло Горт"},
		{"uk", "Колишній прем’єр за Соріна, Павло Горт, заявив, що порт відкрито.", "Павло Горт"},
		{"uk", "Голова МЗС Віктор Сорін заявив, що порт відкрито.", "sorin"},
		{"uk", "За словами міністра Віктора Соріна, порт відкрито.", "sorin"},
		{"en", "The Drovian foreign minister’s aide said that the port is open.", "The Drovian foreign minister’s aide"},
		{"en", "A former Drovian foreign minister said that the port is open.", "A former"},
		{"en", "The former Drovian foreign minister said that the port is open.", "The former"},
		{"en", "The Drovian deputy foreign minister said that the port is open.", "The Drovian deputy"},
		{"en", "The Drovian foreign minister said that the port is open.", "sorin"},
		{"en", "Sorin’s visit drew crowds. He said that the port is open.", "sorin"},
		{"en", "A meeting with Sorin drew crowds. He said that the port is open.", "sorin"},
		{"en", "Sorin’s close friend and adviser, Pavel Gort, said that the port is open.", "Pavel Gort"},
		{"en", "Two people close to Sorin said that the port is open.", "Two people close to Sorin"},
		{"en", "People familiar with Sorin’s thinking said that the port is open.", "People"},
		{"en", "A spokesman for Sorin’s ministry said that the port is open.", "A spokesman for Sorin"},
		{"en", "The port is open, Sorin’s aide, Pavel Gort, said.", "Pavel Gort"},
		{"en", "The port is open, a source close to Sorin told reporters.", "a source close to Sorin"},
		{"en", "In a letter to Sorin, Pavel Gort said that the port is open.", "Pavel Gort"},
		{"en", "Speaking to Sorin, the mayor said that the port is open.", "the mayor"},
		{"en", "An aide to Sorin, who asked not to be named, said that the port is open.", "An aide to Sorin"},
		{"en", "The mother of Sorin’s lawyer said that the port is open.", "The mother"},
		{"en", "Sorin told his aide that the port is open.", "sorin"},
		{"en", "Sorin’s comments came late. An aide said that the port is open.", "An aide"},
	} {
		got := Open(document(t, c.body, c.lang), testBook()).Claims()
		if len(got) == 0 && c.want != "" {
			t.Errorf("%s: no claim", c.body)
		}
		for _, cl := range got {
			for _, s := range cl.Speakers {
				if s.ID != c.want && (s.ID != "" || c.want == "" || !strings.HasPrefix(s.Text, c.want)) {
					t.Errorf("%s: %q [%s], want %q%s", c.body, s.ID, s.Text, c.want, show([]tracker.Claim{cl}))
				}
			}
		}
	}
}
