package text_test

import (
	"strings"
	"testing"

	"onset/tracker/text"
)

// inflections has one word a line with its forms, in each language. Words that
// are easily thrown together stand in lines of their own.
var inflections = map[string]struct {
	recall, precision float64 // the least that is accepted
	words             string
}{
	"en": {0.97, 0.99, `
troop troops
threaten threatens threatened threatening
ally allies
say says said saying
begin begins began begun beginning
withdraw withdraws withdrew withdrawn withdrawing
weapon weapons
attack attacks attacked attacking
Putin Putin's
Kremlin Kremlin's
guarantee guarantees guaranteed guaranteeing
deploy deploys deployed deploying
strike strikes struck striking
country countries
man men
woman women
child children
war wars
warn warns warned warning
organization organizations
organ organs
international
intern interns
policy policies
police
provoke provokes provoked provoking
negotiate negotiates negotiated negotiating
army armies
arm
arms
unite unites united uniting
unit units
universe
university universities
general generals
generate generates generated generating
new
news
peace
piece pieces
`},
	"ru": {0.93, 0.99, `
война войны войне войну войной войны войн войнам войнами войнах
войско войска войску войском войске войск войскам войсками войсках
угроза угрозы угрозе угрозу угрозой угроз угрозам угрозами угрозах
угрожать угрожает угрожают угрожал угрожала угрожали
переговоры переговоров переговорам переговорами переговорах
Путин Путина Путину Путиным Путине
Лавров Лаврова Лаврову Лавровым Лаврове
Захарова Захаровой Захарову
Песков Пескова Пескову Песковым Пескове
Зеленский Зеленского Зеленскому Зеленским Зеленском
Россия России Россию Россией
Украина Украины Украине Украину Украиной
украинский украинского украинскому украинским украинском украинская украинской украинскую украинские украинских украинскими
русский русского русскому русским русском русская русские русских
ядерный ядерная ядерное ядерные ядерного ядерной ядерному ядерным ядерных ядерную
мировой мировая мировую мирового мировые мировых
мир мира миру миром мире
заявить заявил заявила заявили заявит заявят
солдат солдата солдату солдатом солдаты солдатам солдатами
город города городу городом городе городов городам городами
Киев Киева Киеву Киевом Киеве
Харьков Харькова Харькову Харьковом Харькове
готов готова готовы готово
день дня дню днем дни дней
страна страны стране страну страной стран странам
сторона стороны стороне сторону стороной
`},
	"uk": {0.9, 0.98, `
війна війни війні війну війною
військо війська військ військам військами військах військом
військовий військова військове військового військовому військовим військові військових військовими
загроза загрози загрозі загрозу загрозою загроз загрозам загрозами загрозах
погрожувати погрожує погрожують погрожував погрожувала погрожували
переговори переговорів переговорам переговорами переговорах
Путін Путіна Путіну Путіним Путіні
Лавров Лаврова Лаврову Лавровим
Зеленський Зеленського Зеленському Зеленським
Росія Росії Росію Росією
росіянин росіянина росіянину
Україна України Україні Україну Україною
український українська українське українського українському українським українській українську українською українські українських українськими
ядерний ядерна ядерне ядерного ядерній ядерну ядерною ядерні ядерних ядерними
безпека безпеки безпеці безпеку безпекою
гарантія гарантії гарантію гарантією гарантій гарантіям гарантіями гарантіях
політика політики політиці політику політикою
столиця столиці столицю столицею
питання питанню питанням питань питаннями питаннях
заявити заявив заявила заявили заявить
заявляти заявляє заявляють заявляв заявляла заявляли
атакувати атакує атакують атакував атакувала атакували
місто міста місту містом містам містами
Київ Києва Києву Києвом Києві
Харків Харкова Харкову Харковом Харкові
Львів Львова Львову Львовом Львові
українець українця українцю українці українців українцям українцями
здоров'я здоров'ю здоров'ям
захід заходу заходом заходи заходів заходам
договір договору договором договори договорів
ринок ринку ринком ринки ринків
президент президента президенту президентові президентом президенти президентів
мир миру миром
світ світу світом
світовий світова світові світових світового світову
країна країни країні країну країною країн країнам країнами
край краю краєм краї країв
вода води воді воду водою
допомога допомоги допомозі допомогу допомогою
`},
	"pl": {0.9, 0.98, `
wojna wojny wojnie wojnę wojną wojen wojnom wojnami wojnach
wojsko wojska wojsku wojskiem wojsk wojskom wojskami wojskach
wojskowy wojskowa wojskowe wojskowego wojskowemu wojskowym wojskowej wojskową wojskowi wojskowych wojskowymi
zagrożenie zagrożenia zagrożeniu zagrożeniem zagrożeń zagrożeniom zagrożeniami zagrożeniach
rozmowa rozmowy rozmowie rozmowę rozmową rozmów rozmowom rozmowami rozmowach
Putin Putina Putinowi Putinem Putinie
Ławrow Ławrowa Ławrowowi Ławrowem Ławrowie
Zełenski Zełenskiego Zełenskiemu Zełenskim
Rosja Rosji Rosję Rosją
rosyjski rosyjska rosyjskie rosyjskiego rosyjskiemu rosyjskim rosyjskiej rosyjską rosyjskich rosyjskimi
Ukraina Ukrainy Ukrainie Ukrainę Ukrainą
Ukrainiec Ukraińca Ukraińcowi Ukraińcem Ukraińcy Ukraińców Ukraińcom Ukraińcami
ukraiński ukraińska ukraińskie ukraińskiego ukraińskiej ukraińskich ukraińskim
Polska Polski Polsce Polskę Polską
państwo państwa państwu państwem państwie państw państwom państwami państwach
prezydent prezydenta prezydentowi prezydentem prezydencie prezydenci prezydentów prezydentom
minister ministra ministrowi ministrem ministrze ministrowie ministrów ministrom
żołnierz żołnierza żołnierzowi żołnierzem żołnierze żołnierzy żołnierzom żołnierzami
armia armii armię armią armie armiom armiami armiach
rakieta rakiety rakiecie rakietę rakietą rakiet rakietom rakietami rakietach
jądrowy jądrowa jądrowe jądrowego jądrowej jądrową jądrowych jądrowym
sankcja sankcji sankcję sankcją sankcje sankcjom sankcjami sankcjach
grozić grozi grozisz grozimy groził groziła grozili groziły
atakować atakuje atakują atakował atakowała atakowali atakowały
powiedzieć powiedział powiedziała powiedzieli powiedziały
Kraków Krakowa Krakowowi Krakowem Krakowie
Kijów Kijowa Kijowowi Kijowem Kijowie
Moskwa Moskwy Moskwie Moskwę Moskwą
naród narodu narodowi narodem narodzie narody narodów narodom narodami
kraj kraju krajowi krajem kraje krajów krajom krajami krajach
granica granicy granicę granicą granice granic granicom granicami granicach
początek początku początkowi początkiem początki początków
polityka polityki polityce politykę polityką
droga drogi drodze drogę drogą dróg drogom drogami drogach
mowa mowy mowie mowę mową
`},
	"de": {0.8, 0.98, `
Krieg Krieges Kriege Kriegen
Truppe Truppen
Waffe Waffen
Verhandlung Verhandlungen
drohen droht drohte drohten
Soldat Soldaten
Land Landes Lande
ukrainisch ukrainische ukrainischen ukrainischer ukrainisches ukrainischem
Putin Putins
Garantie Garantien
Angriff Angriffe Angriffen Angriffs
`},
	"fr": {0.8, 0.98, `
guerre guerres
troupe troupes
menacer menace menacent menaçait
négociation négociations
garantie garanties
ukrainien ukrainienne ukrainiens ukrainiennes
nucléaire nucléaires
Ukraine l'Ukraine d'Ukraine
provocation provocations
attaquer attaque attaqué attaquée attaquent
`},
	"es": {0.8, 0.98, `
guerra guerras
tropa tropas
amenazar amenaza amenazan amenazó amenazaba
garantía garantías
ucraniano ucraniana ucranianos ucranianas
negociación negociaciones
ataque ataques
nuclear nucleares
misil misiles
`},
}

func TestUnseenInflections(t *testing.T) {
	const leastRecall, leastPrecision = 0.75, 0.97
	for lang, words := range unseen {
		recall, precision := measure(t, lang, words)
		if recall < leastRecall || precision < leastPrecision {
			t.Errorf("%s: recall %.3f, precision %.3f", lang, recall, precision)
		}
	}
}

// A word that is asked for in one form must be found in the others, and not in
// another word.
func TestInflections(t *testing.T) {
	for lang, table := range inflections {
		recall, precision := measure(t, lang, table.words)
		if recall < table.recall || precision < table.precision {
			t.Errorf("%s: recall %.3f, precision %.3f; want %.2f, %.2f", lang, recall, precision, table.recall, table.precision)
		}
	}
}

// measure asks for every form of every word in every form: recall over the
// forms of the same word, precision over all that is found.
func measure(t *testing.T, lang, words string) (recall, precision float64) {
	var groups [][]string
	for line := range strings.Lines(words) {
		if f := strings.Fields(line); len(f) > 0 {
			groups = append(groups, f)
		}
	}
	asked, found, wrong := 0, 0, 0
	for i, g := range groups {
		for _, query := range g {
			keys := text.Keys(query)
			for j, other := range groups {
				for _, form := range other {
					took := finds(keys, form, lang)
					switch {
					case i == j && took:
						asked, found = asked+1, found+1
					case i == j:
						asked++
						t.Logf("%s: %s misses %s (%s, %s)", lang, query, form, stemOf(query, lang), stemOf(form, lang))
					case took:
						wrong++
						t.Logf("%s: %s takes %s (%s)", lang, query, form, stemOf(form, lang))
					}
				}
			}
		}
	}
	recall, precision = float64(found)/float64(asked), float64(found)/float64(found+wrong)
	t.Logf("%s: %d words, %d pairs: recall %.3f, precision %.3f", lang, len(groups), asked, recall, precision)
	return recall, precision
}

func stemOf(word, lang string) string { return text.Analyse(word, lang).Stem(0) }

func finds(keys []text.Key, form, lang string) bool {
	f := text.Analyse(form, lang).Form(0)
	plain := false
	for _, k := range keys {
		plain = plain || k.Alt
	}
	for _, k := range keys {
		if !k.Alt && k.Lang == f.Lang && (k.Stem == f.Stem || plain && f.Alt == text.StemID(k.Stem)) {
			return true
		}
	}
	return false
}

func TestDetect(t *testing.T) {
	cases := []struct{ text, declared, want string }{
		{"The ministers of both countries met on Monday and agreed to talk.", "", "en"},
		{"Ukraine attacks again", "", "en"},
		{"Министры двух стран встретились в понедельник и договорились.", "", "ru"},
		{"Министры встретились вчера", "en", "ru"},
		{"Міністри двох країн зустрілися в понеділок і домовилися.", "", "uk"},
		{"Путін прибув до міста", "ru", "uk"},
		{"Министрите на двете страни се срещнаха в понеделник и се договориха да говорят.", "", "bg"},
		{"Міністры дзвюх краін сустрэліся ў панядзелак і дамовіліся.", "", "be"},
		{"Die Minister der beiden Länder haben sich am Montag getroffen.", "", "de"},
		{"Les ministres des deux pays se sont rencontrés lundi.", "", "fr"},
		{"Los ministros de los dos países se reunieron el lunes.", "", "es"},
		{"Ministrowie obu krajów spotkali się w poniedziałek i rozmawiali.", "", "pl"},
		{"I ministri dei due paesi si sono incontrati lunedì per parlare.", "", "it"},
		{"Os ministros dos dois países não se reuniram na segunda-feira.", "", "pt"},
		{"", "de", "de"},
		{"NATO", "pl", "pl"},
		{"12 345", "", ""},
		{"両国の大臣が月曜日に会談した。", "", "ja"},
		{"Οι υπουργοί των δύο χωρών συναντήθηκαν τη Δευτέρα.", "en", "el"},
	}
	for _, c := range cases {
		if got := text.Detect("", c.text, c.declared); got != c.want {
			t.Errorf("%q declared %q: got %q, want %q", c.text, c.declared, got, c.want)
		}
	}
}
