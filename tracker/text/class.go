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
	weekday                        // an abbreviated weekday: Sat.
	month                          // a month, abbreviated or not: a weekday before it ends no sentence
)

// classWords lists the words of each class by language, folded. Words that also
// end sentences as themselves stand under mayEnd.
var classWords = []struct {
	lang  Lang
	class class
	words string
}{
	{English, neverEnds, `mr mrs ms messrs dr prof gen lt col maj capt cmdr adm sgt cpl pvt sen sens rep reps gov pres rev hon st mt ft
		amb insp supt vs cf eg ie e.g i.e approx ca`},
	{German, neverEnds, `hr fr dr prof bzw ggf u.a z.b d.h zzgl inkl evtl nr abs st`},
	{French, neverEnds, `mme mlle mgr dr st m`},
	{Spanish, neverEnds, `sr sra srta dr dra gral ud uds p.ej`},
	{Polish, neverEnds, `dr prof ks bp abp np tzw m.in ul pl por ppłk płk gen mjr kpt inż św`},
	{Russian, neverEnds, `т.е т.к т.н т.наз ул пр просп пер пл р д стр корп тов г-н г-жа проф акад доц ген полк подп кап лейт адм
		св зам нач деп напр см ср рис табл гос авт цит англ нем фр лат`},
	{Ukrainian, neverEnds, `ім вул просп пров пл буд проф акад доц ген полк св див рис табл напр т.зв т.б зав заст деп`},

	{English, mayEnd, `inc ltd co corp llc plc bros jr sr esq etc dept univ assn ave blvd rd a.m p.m ph.d al`},
	{German, mayEnd, `usw etc str jh mio mrd tel ca`},
	{French, mayEnd, `etc av bd`},
	{Spanish, mayEnd, `etc avda`},
	{Polish, mayEnd, `itd itp r w ww tys mln mld zł godz im`},
	{Russian, mayEnd, `г гг руб коп тыс млн млрд трлн т.д т.п т.ч др н.э обл р-н мин сек час чел экз шт км им пом кв о мин гл`},
	{Ukrainian, mayEnd, `р рр грн коп тис млн млрд трлн ін обл хв год с м см т.д т.п т.ін кв о гл`},

	{English, beforeNumber, `jan feb mar apr jun jul aug sep sept oct nov dec no nos art p pp vol ch fig sec para op`},
	{German, beforeNumber, `jän jan feb mär apr aug sept okt nov dez nr kap abs s`},
	{French, beforeNumber, `janv févr avr juil sept oct nov déc art no p`},
	{Spanish, beforeNumber, `ene feb abr ago sept oct nov dic núm art pág`},
	{Polish, beforeNumber, `nr poz pkt ust str art s`},
	{Russian, beforeNumber, `июн июл янв февр фев мар апр авг сент сен окт нояб ноя дек ст ч п пп гл с стр`},
	{Ukrainian, beforeNumber, `січ лют бер квіт трав черв лип серп вер жовт лист груд ст ч п пп гл с стор`},

	{English, weekday, `mon tue tues wed thu thur thurs fri sat sun`},
	{English, month, `january february march april may june july august september october november december
		jan feb mar apr jun jul aug sep sept oct nov dec`},
	{Russian, beforeNumber, `пн вт ср чт пт сб вс`},
	{Ukrainian, beforeNumber, `пн вт ср чт пт сб нд берез верес листоп`},

	{English, starter, `the a an in on at by for from with to of and but or so yet as if when while after before since although though
		he she it they we you i this that these those there here his her its their our who what why how not no one some
		many most all both each several according meanwhile however now then also still last`},
	{German, starter, `der die das ein eine in im am auf bei mit nach von vor für und aber er sie es wir ich dies diese dieser wer was wie`},
	{French, starter, `le la les un une des du dans en sur il elle ils elles ce cette ces mais et nous je selon pour`},
	{Spanish, starter, `el la los las un una en por para con y pero se lo su este esta según`},
	{Polish, starter, `w we z ze na do po o i ale to ten ta on ona oni my ja jak według`},
	{Russian, starter, `в во на по с со к из от до за при о об он она они оно мы я вы это этот эта эти но и а же как так что кто где когда
		если однако также при этом тем после ранее между кроме`},
	{Ukrainian, starter, `у в на по з із зі до від за при про він вона вони воно ми я ви це цей ця ці але і й та а як так що хто де коли якщо
		однак також тим після раніше`},

	{English, speech, `said says say asked asks ask replied added told answered wrote exclaimed wondered shouted insisted continued`},
	{German, speech, `sagte fragte antwortete`},
	{French, speech, `demanda dit déclaré répondit`},
	{Spanish, speech, `preguntó dijo respondió añadió`},
	{Polish, speech, `zapytał powiedział dodał odpowiedział`},
	{Russian, speech, `сказал сказала спросил спросила ответил ответила добавил добавила заявил заявила написал написала воскликнул`},
	{Ukrainian, speech, `сказав сказала запитав запитала відповів відповіла додав додала заявив заявила написав написала`},
}

var classByFold = func() (m [Langs]map[string]class) {
	for l := range m {
		m[l] = make(map[string]class)
	}
	for _, c := range classWords {
		for _, w := range strings.Fields(c.words) {
			m[c.lang][w] |= c.class
		}
	}
	m[Unknown] = m[English]
	return m
}()

// classOf returns the class of a form, by the language of the word.
func classOf(f *Form) class { return classByFold[f.Lang][f.Fold] }
