package edit

import (
	"strings"
	"unicode"

	"onset/tracker/text"
)

// longestLine is how many words a line about the page may have.
const longestLine = 14

// pageWords are the words of which lines about a page are made, folded: of
// publishing and updating, of the calendar, of counters. Those of at least
// shortest letters are beginnings of words. A line is about the page when it is
// made of nothing else and of numbers.
var pageWords = table(`
	post posted publish updat modif edit edited creat last first added upload read reads view views comment share shares like likes
	minute hour hours second seconds day days week weeks month year years
	ago sec secs min mins hr hrs just now today yesterday at on by of am pm a.m p.m gmt utc est edt et cet cest msk bst pst pdt
	jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov november dec december
	mon monday tue tuesday wed wednesday thu thursday fri friday sat saturday sun sunday

	опубликован размещен обновлен изменен добавлен просмотр комментари чтени прочита сек секунд мин минут час часа часов дн день дня дней сутки недел
	месяц мес год года лет назад только что сегодня вчера в от мск январ янв феврал фев март марта мар апрел апр мая май июн июня июл июля август авг
	сентябр сен окт октябр ноябр ноя декабр дек понедельник вторник среда среду четверг пятниц суббот воскресень

	опублікован розміщен оновлен змінен додан додано перегляд коментар читан хв хвилин годин год дн день дні днів тижд тижн тиждень тижні місяц рік року тому щойно
	сьогодні вчора о від січ січня лют лютого бер березн квіт квітня трав травня черв червн лип липня серп серпня вер вересн жовт жовтн лист листопад груд грудня
	понеділ вівтор середа середу четвер п'ятниц субот неділ

	opublikowan zaktualizowan aktualizacja dodan dodano wyświetle komentarz temu dziś dzisiaj wczoraj godz godzin minut minuty dni dzień tydzień tygodni miesi rok roku lat
	o z dnia stycz lutego marca kwiet maja czerw lipca sierp wrześ paździer listopad grudnia

	aktualisiert veröffentlicht geändert stand vor uhr stunde minute tag tage tagen woche monat jahr gestern heute kommentar am um
	publié mis à jour le il y a hier aujourd'hui heure jours commentaire publicado actualizado hace ayer hoy hora horas`)

// relative are the words that date a line without a number.
var relative = table(`now today yesterday ago сегодня вчера назад щойно сьогодні вчора тому dziś dzisiaj wczoraj temu gestern heute hier ayer hoy`)

func table(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[text.Fold(w)] = true
	}
	return out
}

// aboutPage tells whether a line only says when the page was made, or how often
// it was read.
func aboutPage(line string) bool {
	words := strings.FieldsFunc(line, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(".'’ʼ", r)
	})
	if len(words) == 0 || len(words) > longestLine {
		return false
	}
	dated := false
	for _, w := range words {
		w = text.Fold(strings.Trim(w, ".'’ʼ"))
		digit := strings.ContainsFunc(w, unicode.IsDigit)
		dated = dated || digit || relative[w]
		if w != "" && !digit && !ofPage(w) {
			return false
		}
	}
	return dated
}

func ofPage(w string) bool {
	if pageWords[w] {
		return true
	}
	letters := 0
	for i := range w {
		if letters >= shortest && pageWords[w[:i]] {
			return true
		}
		letters++
	}
	return false
}
