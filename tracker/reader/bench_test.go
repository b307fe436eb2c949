package reader

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"onset/tracker"
	"onset/tracker/rulefile"
)

// prose is what articles of a language are put together from: sentences with
// slots, and what stands in the slots. A slot of no list is a made-up name.
type prose struct {
	lang      string
	sentences []string // with claims or dates
	plain     []string // without
	slots     map[string][]string
	syllables []string
}

var english = prose{
	lang: "en",
	sentences: []string{
		"{who} said on {weekday} that {claim}.", "“{Claim},” {who} told reporters in {place} on {date}.",
		"{Claim}, according to {who}.", "{who} warned {when} that {claim}, adding that {claim}.",
		"The {noun} of the {noun} in {place} was {done} {when}, two people familiar with the {noun} said.",
		"In a statement published on {date}, the {office} called the {noun} “{quality}” and asked for a {quality} {noun}.",
		"{name}, who has led the {noun} since {year}, did not answer questions about the {noun}.",
		"It was {quality}, and the {noun} near {place} stayed closed while the {noun} was being {done}.",
		"“We have seen this {noun} before,” he said. “{Claim}, and {claim}.”",
		"The {office} has repeatedly denied that {claim}.", "Prices of the {noun} rose by {number} percent in {month}, more than in the {number} months before.",
		"A spokesman for the {office}, {name}, declined to say whether {claim}.",
		"Between {month} and {month} {year} the {noun} was {done} {number} times, mostly in {place}.",
		"Residents of {place} described a {quality} night; {number} houses lost their {noun} and the road to {place} was {done}.",
		"{who} had rejected the {noun} last {weekday}, when the {office} met for the first time since {month}.",
		"Few in {place} expect the {noun} to last beyond the {quality} winter of {year}.",
		"Asked about the {noun}, {name} replied: “{Claim}.”", "Critics say the {noun} is {quality}, but the {office} insists that {claim}.",
	},
	plain: []string{
		"The {noun} runs for {number} kilometres along the river to {place}, past fields, a {quality} {noun} and the old {noun}.",
		"Workers in blue jackets carried boxes from the {noun} to a row of lorries, and a dog slept beside the gate.",
		"It is a {quality} matter for a town whose {noun} was never quite {done} and whose {noun} employs {number} families.",
		"Neither the {noun} nor the {noun} has enough money; both depend on a {quality} grant that nobody likes to talk about.",
		"With its narrow streets and its {quality} {noun}, {place} looks like a place where little happens.",
		"A {noun} of that size needs at least {number} engineers, a {quality} road and a good deal of patience.",
		"Behind the {noun} stands {name}, an engineer by training, who keeps a {quality} tone and avoids the cameras.",
		"There are {number} bridges in {place}; the longest of them leads to the {noun}, the others to gardens.",
	},
	slots: map[string][]string{
		"who":     {"{name}", "Minister {name}", "the {office}", "{name}, a deputy head of the {office},", "Igor Minin"},
		"office":  {"foreign ministry", "port authority", "city council", "defence committee", "central bank", "border service"},
		"claim":   {"the {noun} would be {done} by {month}", "foreign troops near {place} would be legitimate targets", "no {noun} had been {done} since {year}", "the guarantees were {quality}", "a {quality} {noun} could not replace the {noun}", "{place} was ready for talks on the {noun}"},
		"weekday": {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
		"month":   {"January", "February", "March", "May", "September", "November"},
		"date":    {"{month} {number}", "{number} {month}", "{month} {number}, {year}", "{weekday}"},
		"when":    {"on {weekday}", "earlier this week", "last month", "yesterday", "in {month}", "on {date}", "two days ago"},
		"year":    {"2014", "2019", "2022", "2024", "2025"},
		"number":  {"2", "3", "7", "11", "14", "17", "23", "27"},
		"noun":    {"agreement", "budget", "ceasefire", "harbour", "railway", "contract", "bridge", "hospital", "election", "inquiry", "pipeline", "convoy", "treaty", "draft", "shipment", "factory", "mission", "observatory", "harvest", "warehouse"},
		"quality": {"unacceptable", "temporary", "difficult", "quiet", "final", "unexpected", "expensive", "lasting", "cautious", "foreign"},
		"done":    {"signed", "postponed", "repaired", "inspected", "evacuated", "rejected", "doubled", "completed", "suspended", "reopened"},
	},
	syllables: []string{"ma", "rin", "ko", "sel", "da", "vor", "tam", "ber", "lin", "os", "ga", "pet"},
}

var russian = prose{
	lang: "ru",
	sentences: []string{
		"{who} заявил в {weekday}, что {claim}.", "«{Claim}», — сказал {who} журналистам {date}.",
		"По словам {name}а, {claim}.", "{who} предупредил {when}, что {claim}, и добавил, что {claim}.",
		"{Noun} в городе {place} был {done} {when}, рассказали два собеседника издания.",
		"В заявлении от {date} {office} назвало {noun} «{quality}» шагом и попросило новых сроков.",
		"{name}, который ведёт {noun} с {year} года, не ответил на вопросы.", "Было тихо, и {noun} у города {place} оставался закрытым.",
		"«Мы такое уже видели, — отметил он. — {Claim}».", "{office} неоднократно отрицало, что {claim}.",
		"В {inmonth} цены выросли на {number} процентов, больше, чем за предыдущие {number} месяцев.",
		"С {month} по {month} {year} года {noun} был {done} {number} раз.",
		"Жители города {place} рассказали о трудной ночи: {number} домов остались без света, дорога закрыта.",
		"Как сообщает {office}, {claim}.", "На вопрос о том, когда {noun} будет {done}, {name} ответил: «{Claim}».",
		"Критики считают, что {noun} обойдётся слишком дорого, однако {office} настаивает, что {claim}.",
	},
	plain: []string{
		"Дорога тянется вдоль реки на {number} километров мимо полей, старого здания и нового района к городу {place}.",
		"Рабочие в синих куртках переносили ящики к грузовикам, у ворот спала собака, и никто никуда не спешил.",
		"Для города, где {noun} так и не был {done}, а на заводе трудятся {number} семей, это непростой вопрос.",
		"Ни {noun}, ни {noun} не имеют достаточно денег; оба зависят от помощи, которую здесь не любят обсуждать.",
		"С его узкими улицами и тихими дворами {place} похож на место, где почти ничего не происходит.",
		"Такому хозяйству нужны по меньшей мере {number} инженеров, хорошая дорога и много терпения.",
		"За проектом стоит {name}, инженер по образованию, человек спокойный и далёкий от камер.",
		"В городе {place} {number} мостов; самый длинный ведёт к порту, остальные к садам и огородам.",
	},
	slots: map[string][]string{
		"who":     {"{name}", "министр {name}", "представитель ведомства {name}", "глава комитета {name}"},
		"office":  {"министерство иностранных дел", "управление порта", "правительство", "ведомство", "посольство"},
		"claim":   {"{noun} будет {done} до конца {month}", "иностранные войска станут законной целью", "с {year} года {noun} ни разу не был {done}", "гарантии неприемлемы", "новый {noun} не заменит прежний {noun}", "{place} готов к переговорам"},
		"weekday": {"понедельник", "вторник", "среду", "четверг", "пятницу", "субботу"},
		"month":   {"января", "февраля", "марта", "мая", "сентября", "ноября"},
		"inmonth": {"январе", "феврале", "марте", "мае", "сентябре"},
		"date":    {"{number} {month}", "{number} {month} {year} года"},
		"when":    {"в {weekday}", "на прошлой неделе", "вчера", "в {inmonth}", "{date}", "два дня назад"},
		"year":    {"2014", "2019", "2022", "2024", "2025"},
		"number":  {"2", "3", "7", "11", "14", "17", "23", "27"},
		"noun":    {"договор", "бюджет", "мост", "порт", "контракт", "госпиталь", "проект", "завод", "склад", "конвой", "маршрут", "урожай", "документ", "режим"},
		"quality": {"неприемлемым", "временным", "трудным", "неожиданным", "окончательным"},
		"done":    {"подписан", "отложен", "отремонтирован", "проверен", "отклонён", "завершён", "приостановлен", "открыт"},
	},
	syllables: []string{"ма", "рин", "ко", "сел", "да", "вор", "там", "бер", "лин", "ос", "га", "пет"},
}

// fill puts words into the slots of a pattern; one that begins with a capital
// gives a capital.
func (p *prose) fill(b *strings.Builder, pattern string, r *rand.Rand) {
	for {
		before, rest, found := strings.Cut(pattern, "{")
		b.WriteString(before)
		if !found {
			return
		}
		slot, after, _ := strings.Cut(rest, "}")
		pattern = after
		if choices := p.slots[strings.ToLower(slot)]; choices != nil {
			choice := choices[r.IntN(len(choices))]
			if first, _ := utf8.DecodeRuneInString(slot); unicode.IsUpper(first) && choice[0] != '{' {
				choice = capital(choice)
			}
			p.fill(b, choice, r)
			continue
		}
		var name string
		for range 2 + r.IntN(3) {
			name += p.syllables[r.IntN(len(p.syllables))]
		}
		b.WriteString(capital(name))
	}
}

func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// sentence chooses a pattern so that claims and dates come about as often as in
// the news: twelve claims and seven dates in 4 KB of English.
func (p *prose) sentence(r *rand.Rand) string {
	if r.IntN(10) < 7 {
		return p.plain[r.IntN(len(p.plain))]
	}
	return p.sentences[r.IntN(len(p.sentences))]
}

// item makes an article of about 4 KB.
func (p *prose) item(r *rand.Rand) tracker.Item {
	var title, body strings.Builder
	p.fill(&title, p.sentences[r.IntN(len(p.sentences))], r)
	for body.Len() < 4096 {
		for range 1 + r.IntN(3) {
			p.fill(&body, p.sentence(r), r)
			body.WriteByte(' ')
		}
		body.WriteString("\n\n")
	}
	day := tracker.Date(2026, 3, 1) + tracker.Day(r.IntN(300))
	return tracker.Item{Title: title.String(), Text: body.String(), Language: p.lang, Seen: day.In(time.UTC),
		Published: []tracker.DateClaim{{Stamp: tracker.Stamp{Day: day}}}}
}

// benchReader reads against a rules file with a hundred talking points
// beside those of the tests.
func benchReader(b *testing.B) *Reader {
	src := strings.Builder{}
	src.WriteString(rules)
	for i := range 100 {
		fmt.Fprintf(&src, "      - {id: p%d, title: P, match: '(%s OR %s) NEAR/8 %s'}\n", i,
			english.slots["noun"][i%20], english.slots["quality"][i%10], english.syllables[i%12]+english.syllables[i/12])
	}
	file, err := rulefile.Parse("rules.yaml", []byte(src.String()))
	if err != nil {
		b.Fatal(err)
	}
	return New(file)
}

// cpuSeconds is what the process has used so far, user and system.
func cpuSeconds(b *testing.B) float64 {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	return float64(r.Utime.Nano()+r.Stime.Nano()) / 1e9
}

// BenchmarkRead reads articles of about 4 KB that all differ: language,
// sentences, dates, claims, mentions. It reports MB of text per second of CPU
// time, and the memory held at the end: the same after 1,000 articles as after
// 100,000 (-benchtime 100000x).
func BenchmarkRead(b *testing.B) {
	for _, p := range []*prose{&english, &russian} {
		b.Run(p.lang, func(b *testing.B) {
			reader := benchReader(b)
			r := rand.New(rand.NewPCG(1, 2))
			items := make([]tracker.Item, 500)
			b.ReportAllocs()
			var claims, dates, size int
			var used float64
			for n := 0; n < b.N; n += len(items) {
				b.StopTimer()
				for i := range items {
					items[i] = p.item(r)
				}
				b.StartTimer()
				start := cpuSeconds(b)
				for _, item := range items[:min(len(items), b.N-n)] {
					out := reader.Read(tracker.Source{ID: "herald"}, item)
					claims, dates, size = claims+len(out.Claims), dates+len(out.Dates), size+len(item.Text)
					out.Release()
				}
				used += cpuSeconds(b) - start
			}
			b.ReportMetric(float64(size)/1e6/used, "MB/cpu-s")
			b.ReportMetric(float64(claims)/float64(b.N), "claims/article")
			b.ReportMetric(float64(dates)/float64(b.N), "dates/article")
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MiB")
		})
	}
}
