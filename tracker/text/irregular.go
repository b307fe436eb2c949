package text

import "strings"

// irregular maps forms to a stem where the rules of a stemmer fail: forms that
// share no ending with their word, and words that a stemmer would throw
// together with another word ("international" and "intern").
var irregular = func() (m [Langs]map[string]string) {
	for lang, table := range irregularForms {
		m[lang] = make(map[string]string)
		for line := range strings.Lines(table) {
			words := strings.Fields(line)
			for _, w := range words {
				m[lang][w] = words[0]
			}
		}
	}
	return m
}()

// irregularForms has one word a line with all its forms; the first one is the
// stem, so it must be what the stemmer makes of forms that are not listed, or
// the line must hold them all.
var irregularForms = map[Lang]string{
	English: `
be am is are was were been being
begin begins began begun beginning
break breaks broke broken breaking
bring brings brought bringing
build builds built building buildings
buy buys bought buying
catch catches caught catching
child children
choos choose chooses chose chosen choosing
come comes came coming
do does did done doing
draw draws drew drawn drawing
drive drives drove driven driving
fall falls fell fallen falling
feel feels felt feeling feelings
fight fights fought fighting
find finds found finding findings
fli fly flies flew flown flying
forc force forces forced forcing
foot feet
forbid forbids forbade forbidden forbidding
forget forgets forgot forgotten forgetting
get gets got gotten getting
give gives gave given giving
go goes went gone going
grow grows grew grown growing
have has had having
hear hears heard hearing hearings
hold holds held holding
keep keeps kept keeping
know knows knew known knowing
lead leads led leading
leav leave leaves left leaving
lose loses lost losing
make makes made making
man men
mean means meant meaning
meet meets met meeting meetings
pay pays paid paying
rise rises rose risen rising
run runs ran running
say says said saying
see sees saw seen seeing
seek seeks sought seeking
sell sells sold selling
send sends sent sending
shoot shoots shot shooting
show shows showed shown showing
speak speaks spoke spoken speaking
spend spends spent spending
stand stands stood standing
steal steals stole stolen stealing
strike strikes struck striking
take takes took taken taking
teach teaches taught teaching
tell tells told telling
think thinks thought thinking
understand understands understood understanding
win wins won winning
withdraw withdraws withdrew withdrawn withdrawing
woman women
write writes wrote written writing
serviceman servicemen
international internationals
organization organizations organisation organisations
unite unites united uniting
unit units
unity
university universities
universe universes
policy policies
politics
political
police
general generals
generation generations
nation nations
national nationals
nationality nationalities
nationalism
nationalist nationalists
operation operations
operative operatives
relative relatives
relation relations
station stations
commune communes
communist communists
community communities
party parties
partial
army armies
army's
friendly friendlier friendliest
deadly deadlier deadliest
likely likelier likeliest
costly costlier costliest
hardly
nearly
willing willingly willingness
lately
evening evenings
department departments
apartment apartments
direction directions
arms
arm
new
news
`,
	Russian: `
люд люди людей людям людьми людях людское
день дня дню днем дне дни дней дням днями днях
ребенок ребенка ребенку ребенком ребенке дети детей детям детьми детях
отец отца отцу отцом отце отцы отцов отцам отцами отцах
время времени временем времена времен временам временами временах
имя имени именем имена имен именам именами именах
готов готова готово готовы готовый готовая готовое готовые готового готовой готовых готовому готовым готовую
конец конца концу концом конце концы концов
боец бойца бойцу бойцом бойце бойцы бойцов бойцам бойцами бойцах
огонь огня огню огнем огне огни огней
мир мира миру миром мире миры миров
миров мировой мировая мировое мировые мирового мировому мировым мировую мировых мировыми
`,
	Ukrainian: `
ді дія дії дію дією дій діям діями діях
харков харків харкова харкову харковом харкові
люд люди людей людям людьми людях
день дня дню днем дні днів дням днями днях
війн війна війни війні війну війною війнами війнам війнах воєн
дитин дитина дитини дитині дитину дитиною діти дітей дітям дітьми дітях
боєць бійця бійцю бійцем бійці бійців бійцям бійцями бійцях боєць
кінець кінця кінцю кінцем кінці кінців
готов готовий готова готове готові готових готового готової готовому готовим готову
`,
	Polish: `
krakow kraków krakowa krakowowi krakowem krakowie
kijow kijów kijowa kijowowi kijowem kijowie
lwow lwów lwowa lwowowi lwowem lwowie
wojskow wojskowi
styczn styczeń stycznia styczniu styczniem
swiat świat świata światu światem świecie światy światów światom światami światach
woj wojna wojny wojnie wojnę wojną wojno wojen wojnom wojnami wojnach
dzień dnia dniu dniem dni dniom dniami dniach dnie
rok roku rokiem roki lata lat latom latami latach
człowiek człowieka człowiekowi człowiekiem człowieku ludzie ludzi ludziom ludźmi ludziach
dziecko dziecka dziecku dzieckiem dzieci dzieciom dziećmi dzieciach
`,
	Spanish: `
nuclear nucleares
militar militares
popular populares
`,
}
