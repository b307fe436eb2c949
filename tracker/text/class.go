package text

import "strings"

// class says what a word form means for the end of a sentence.
type class uint8

const (
	neverEnds    class = 1 << iota // an abbreviation that something always follows: Mr.
	mayEnd                         // one that may stand last: Inc.
	beforeNumber                   // one that a number follows: No. 5, Feb. 2
	starter                        // a word that, with a capital, likely begins a sentence
	speech                         // a verb of saying
)

// classWords lists the words of each class, folded, for all languages at once:
// an abbreviation of one is hardly ever a word at the end of a sentence in
// another.
var classWords = []struct {
	class class
	words string
}{
	{neverEnds, `mr mrs ms messrs dr prof gen lt col maj capt cmdr adm sgt cpl pvt sen rep gov pres rev hon st mt ft
		amb insp supt vs cf eg ie e.g i.e approx ca herr hr fr frau bzw ggf usw.a z.b d.h u.a zzgl inkl evtl nr abs
		mme mlle mgr me sr sra srta dña don d ud uds p.ej ks bp abp im np tzw m.in ul al pl por zob ppłk płk gen mjr kpt inż
		т.е т.к т.н т.наз им ул пр просп пер пл р д стр корп кв тов гр г-н г-жа проф акад доц ген полк подп майор кап лейт адм
		св о зам нач гл деп мин напр см ср рис табл гос пом ред авт цит англ нем фр лат рус укр
		ім вул просп пров пл буд кв проф акад доц ген полк св див рис табл напр т.зв т.б зав заст гол нар деп`},
	{mayEnd, `inc ltd co corp llc plc bros jr sr esq etc dept univ assn ave blvd rd a.m p.m ph.d
		usw etc str jh mio mrd tel evtl
		itd itp r w ww tys mln mld zł godz
		г гг год руб коп тыс млн млрд трлн т.д т.п т.ч др пр н.э обл р-н мин сек час чел экз шт км
		р рр грн коп тис млн млрд трлн ін обл хв год с м см т.д т.п т.ін`},
	{beforeNumber, `jan feb mar apr jun jul aug sep sept oct nov dec no nos art p pp vol ch fig sec para op
		jän jan feb mär apr aug sept okt nov dez nr kap abs s
		janv févr avr juil sept oct nov déc ene feb abr ago sept núm art pág
		янв февр фев мар апр авг сент сен окт нояб ноя дек ст ч п пп гл с стр
		січ лют бер квіт трав черв лип серп вер жовт лист груд ст ч п пп гл с стор nr poz pkt ust str`},
	{starter, `the a an in on at by for from with to of and but or so yet as if when while after before since although though
		he she it they we you i this that these those there here his her its their our who what why how not no one some
		many most all both each several according meanwhile however now then also still last
		der die das ein eine in im am auf bei mit nach von vor für und aber er sie es wir ich dies diese dieser wer was wie
		le la les un une des du dans en sur il elle ils elles ce cette ces mais et nous je selon pour
		el los las un una en por para con y pero se lo su este esta según
		w we z ze na do po o i ale to ten ta on ona oni my ja jak według
		в во на по с со к из от до за при о об он она они оно мы я вы это этот эта эти но и а же как так что кто где когда
		если однако также при этом тем после ранее между кроме
		у в на по з із зі до від за при про він вона вони воно ми я ви це цей ця ці але і й та а як так що хто де коли якщо
		однак також тим після раніше`},
	{speech, `said says say asked asks ask replied added told answered wrote exclaimed wondered shouted insisted continued
		sagte fragte antwortete demanda dit déclaré répondit preguntó dijo respondió añadió zapytał powiedział dodał odpowiedział
		сказал сказала спросил спросила ответил ответила добавил добавила заявил заявила написал написала воскликнул
		сказав сказала запитав запитала відповів відповіла додав додала заявив заявила написав написала`},
}

var classByFold = func() map[string]class {
	m := make(map[string]class)
	for _, c := range classWords {
		for _, w := range strings.Fields(c.words) {
			m[w] |= c.class
		}
	}
	return m
}()

// classOf returns the class of a form. A capitalised Mar. is no month at the
// start of its own sentence only by luck; the words around decide.
func classOf(f *Form) class { return classByFold[f.Fold] }
