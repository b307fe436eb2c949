package discover

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// starts finds, among parts of words of several kinds, those that a folded text
// begins with. It looks only at the parts with the same first two bytes; each
// part has as many.
type starts[K any] [256][]start[K]

type start[K any] struct {
	part string
	kind K
}

func (s *starts[K]) add(kind K, parts ...string) {
	for _, p := range parts {
		at := headOf(p)
		s[at] = append(s[at], start[K]{p, kind})
	}
}

// headOf files a text of two bytes at least by these.
func headOf(s string) uint8 { return s[0]*31 + s[1] }

// of calls back with the kind of each part that the text begins with; nil has none.
func (s *starts[K]) of(folded string, each func(K)) {
	if s == nil || len(folded) < 2 {
		return
	}
	for _, x := range s[headOf(folded)] {
		if strings.HasPrefix(folded, x.part) {
			each(x.kind)
		}
	}
}

// set makes a set of words separated by blanks.
func set(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// stopWords are folded words that say nothing by themselves: function words,
// and the words with which news dates and counts.
var stopWords = set(`
a about above after again against all almost along already also although always am among an and another any are around as at
away back be became because become been before began behind being below between both but by can cannot could did do does doing
done down during each either else enough even ever every few first for from further get gets getting give given go goes going got
had has have having he her here hers herself him himself his how however i if in indeed instead into is it its itself just know
last latest least less let like likely made make makes many may maybe me might more most much must my myself near need neither
never new next no nobody none nor not nothing now of off often on once one only onto or other others our ours out over own part
per perhaps put quite rather really s said same saw say saying says second see seem seems seen several shall she should since so
some something soon still such t take taken takes than that the their theirs them themselves then there therefore these they
thing things third this those though three through throughout thus to today together told tomorrow too took toward towards two
under until up upon us use used very via want wants was way we well went were what when where whether which while who whom whose
why will with within without would year years yes yesterday yet you your
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
november december jan feb mar apr jun jul aug sept oct nov dec mon tue wed thu fri sat sun
million billion thousand percent according added adding claimed claiming stated told asked called mr mrs ms
а без более больше будет будут будто бы был была были было быть в вам вас ваш весь вместе вновь во вот время все всего всей всем
всеми всему всех всю вся вчера вы где говорит год года году годов годы да давно даже два две двух двое день дней дня до других
друг другие другой его ее ей ему если есть еще ею же за завтра зачем здесь и из или им именно ими их к каждый каждая каждое
каждого как какая какие какой кем когда кого которая которого которой котором которому которую которые который которым которых
которыми кроме кто куда ли лишь лет любой между меня мне много может можно могут мой моя мы на над надо нам нами наш наша наше
нашей нашего наши них нас не него нее ней нельзя нему несколько нет ни нибудь никогда ним ними ничего но ну о об оба однако один
одна одни одно одного одной одним около он она они оно опять от очень по под пока после потом потому почти при про против раз
разве с сам сама сами само самый самая самое самые самых сразу сегодня сейчас себе себя сих снова со совсем среди стал стала
стали стало стать суток сутки сутка сначала так также такая такие таким такое такой там твой те тебе тебя тем теперь тех то тогда
того тоже той только том тот три тремя трех ту туда тут ты тысяч тысячи тысяча у уж уже хоть хотя чего чей чем через что чтобы
чуть эта эти этим этими этих это этого этой этом этому этот эту я январе января феврале февраля марте марта апреле апреля мае мая
июне июня июле июля августе августа сентябре сентября октябре октября ноябре ноября декабре декабря понедельник вторник среду
четверг пятницу субботу воскресенье млн млрд тыс процентов процента свой своя свое свои своего своей своих своим своими своем свою
первый первая первое первые первого первой первых второй вторая вторые второго новый новая новое новые новых нового новой
а або але без більше буде був була були було бути в ви від він вона вони воно все всі вчора де для до є ж за з зараз завтра й
його її їх із та так також тільки то тому у уже у цей ця це ці цього цих час через чи що щоб як яка який які я ми нас нам на над
не ні ніж але про при після під по рік року років роки день дні днів сьогодні і ще
`)

// speech are the beginnings of folded words with which somebody is reported
// to have said something: a sentence with one is a statement of someone.
var speech = strings.Fields(`
заяви заявл сказа сообщ назва обвин призва подчерк подчёрк отмети объяви предупред потреб пообеща опроверг опровер ответи
утвержд призна считает считают уверен рассказ поясн объясн прокомментир выступи предлож намерен
said say says claim warn accus call urge insist deni deny reject demand vow pledge declare announc stress argue alleg assert
threat promise describe label brand blame condemn
заявив заявл сказав сказала повідом назвав звинува заклик підкресл зазначи оголос попередж`)

// hint is what a word tells of the unit that it stands in.
type hint uint8

const (
	ofSaying hint = 1 << iota
	ofShows
	ofOffice
)

// marks are the three lists of beginnings above and below, with how they mark the
// unit that they stand in.
var marks = func() (s starts[hint]) {
	s.add(ofSaying, speech...)
	s.add(ofShows, programme...)
	s.add(ofOffice, office...)
	return s
}()

// programme are the beginnings of folded words of sports, shows, feasts and the
// weather: they are new every day, and no talking points.
var programme = strings.Fields(`
матч чемпион турнир кубк кубок сборной сборная олимп медал хокке футбол фигурист биатлон лыжн теннис тренер спортсм полуфинал четвертьфинал
гонщ ралли пьедест соревнован эстафет паралимп спартакиад дзюдо автогон велогон гимнаст волейбол баскетбол спорт
премьера премьеру премьеры телепремьер концерт сериал фильм актер актрис певец певиц артист спектакл музык шоу фестивал выставк
зрител кинотеатр режиссер юбиле поздравл празднич праздник праздну новогод рождеств пасх масленниц
погода погоду погоды циклон снегопад заморозк гололед метел синоптик
champion tournament olympic medal hockey football soccer tennis athlet semifinal quarterfinal playoff sport
concert film movie actor actress singer theatr theater festival celebr holiday christmas easter anniversar basketball
volleyball boxing gymnast weather snowfall cyclone
чемпіон збірної збірна олімп хокей концерт фільм актор співа свят спорт`)

// office are the beginnings of folded words of the routine of office: that
// somebody met, visited, opened or honoured is news, but no talking point.
var office = strings.Fields(`
встреч встретил визит посети совещани заседани наград вручил вручени церемон форум саммит делегаци открыли открыл открылс
поездк прибыл прошла прошел прошло
visit meeting meetings ceremon award summit delegation trip arriv
зустріч візит нарад церемон форум саміт делегац`)

// cuesNew are what outlets write when they find a claim new, and cuesOld when
// they find it old; parts of folded text, at the beginning of a word.
var (
	cuesNew = []string{
		"new narrative", "new talking point", "new line", "new claim", "new way", "new rhetoric", "new argument", "new accusation",
		"new pretext", "new justification", "started to use", "began to use", "begun to use", "started using", "began using",
		"started to claim", "began to claim", "begun to claim", "began claiming", "started claiming", "started to say", "began to say",
		"began accusing", "started accusing", "began to accuse", "for the first time", "newly",
		"новый нарратив", "новые нарратив", "новых нарратив", "впервые", "начал утверждать", "начали утверждать", "начала утверждать",
		"стал утверждать", "стали утверждать", "стала утверждать", "начали обвинять", "новый тезис", "новые тезис", "новое обвинени",
		"новые обвинени", "новая риторик", "новую риторик",
		"новий наратив", "нові наратив", "нових наратив", "вперше", "почали стверджувати", "почав стверджувати", "почала стверджувати",
	}
	cuesOld = []string{
		"once again", "reiterat", "repeat", "as before", "continue", "in recent months", "consistently", "original", "longstanding",
		"long-standing", "has always", "have always", "same rhetoric", "recalled", "remain", "has long", "have long",
		"повтор", "вновь", "в очередной раз", "снова", "по-прежнему", "неоднократно", "как и раньше", "продолжа", "напомни", "давно",
		"знову", "вкотре", "неодноразово", "повтори", "нагада",
	}
)

// cue is what a text says about how new its statement is.
type cue int8

const (
	cueOld  cue = -1
	cueNone cue = 0
	cueNew  cue = 1
)

var cues = func() (s starts[cue]) {
	s.add(cueNew, cuesNew...)
	s.add(cueOld, cuesOld...)
	return s
}()

// cueOf reads the cue of a folded text; old weighs more than new, because "for
// the first time since May he repeated" is old.
func cueOf(folded string) cue {
	found, inWord := cueNone, false
	for i, r := range folded {
		if !inWord {
			cues.of(folded[i:], func(c cue) {
				if found != cueOld {
					found = c
				}
			})
		}
		if found == cueOld {
			break
		}
		inWord = r >= utf8.RuneSelf && unicode.IsLetter(r) || r >= 'a' && r <= 'z'
	}
	return found
}

// topics open what somebody spoke about; folded.
var topics = set("about о об обо про")

// anaphors open sentences that can't be understood alone; folded.
var anaphors = set(`he she it they this that these those here there such also but and so however meanwhile earlier later according
он она оно они это этот эта эти об при так также но и а однако там здесь туда тем такой такая такие как ранее теперь его ее их
він вона воно вони це цей про також але`)
