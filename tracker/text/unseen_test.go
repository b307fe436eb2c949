package text_test

// unseen was written after the stemmers and never used to improve them: its
// figures are what other words can expect.
var unseen = map[string]string{
	"en": `
sanction sanctions sanctioned
soldier soldiers soldier's
missile missiles
escalate escalates escalated escalating
refuse refuses refused refusing
treaty treaties
enemy enemies
speak speaks spoke spoken speaking
leader leaders leader's
crisis crises
border borders bordered
lie lies lied lying
mobilise mobilises mobilised mobilising
fear fears feared fearing
city cities
foot feet
choose chooses chose chosen choosing
`,
	"ru": `
ракета ракеты ракете ракету ракетой ракет ракетам ракетами ракетах
союзник союзника союзнику союзником союзники союзников союзникам союзниками
граница границы границе границу границей границ границам границами
министр министра министру министром министре министры министров министрам
требовать требует требуют требовал требовала требовали требуя
предупредить предупредил предупредила предупредили предупредит предупредят
мирный мирная мирное мирного мирной мирному мирным мирные мирных мирную
Медведев Медведева Медведеву Медведевым Медведеве
Шойгу
Кремль Кремля Кремлю Кремлем Кремле
учение учения учению учением учений учениям учениями учениях
дрон дрона дрону дроном дроны дронов дронам дронами
народ народа народу народом народе народы народов народам
провокация провокации провокацию провокацией провокаций провокациям провокациями
церковь церкви церковью церквей церквам
`,
	"uk": `
ракета ракети ракеті ракету ракетою ракет ракетам ракетами ракетах
союзник союзника союзнику союзником союзники союзників союзникам союзниками
кордон кордону кордоном кордоні кордони кордонів кордонам кордонами
міністр міністра міністру міністром міністри міністрів міністрам
вимагати вимагає вимагають вимагав вимагала вимагали
попередити попередив попередила попередили попередить
мирний мирна мирне мирного мирній мирному мирним мирні мирних мирну мирними
Зеленська Зеленської Зеленській Зеленську Зеленською
Кремль Кремля Кремлю Кремлем Кремлі
навчання навчанню навчанням навчань навчаннями навчаннях
дрон дрона дрону дроном дрони дронів дронам дронами
народ народу народові народом народи народів народам народами
провокація провокації провокацію провокацією провокацій провокаціям провокаціями
церква церкви церкві церкву церквою церков церквам церквами
Одеса Одеси Одесі Одесу Одесою
переможець переможця переможцю переможцем переможці переможців переможцям
слово слова слову словом слів словам словами
`,
	"pl": `
bezpieczeństwo bezpieczeństwa bezpieczeństwu bezpieczeństwem bezpieczeństwie
sojusznik sojusznika sojusznikowi sojusznikiem sojusznicy sojuszników sojusznikom sojusznikami
umowa umowy umowie umowę umową umów umowom umowami umowach
żądać żąda żądają żądał żądała żądali
ostrzec ostrzega ostrzegają ostrzegał ostrzegała ostrzegali ostrzegać
pokojowy pokojowa pokojowe pokojowego pokojowej pokojową pokojowych pokojowym pokojowymi
Kreml Kremla Kremlowi Kremlem Kremlu
dron drona dronowi dronem dronie drony dronów dronom dronami dronach
prowokacja prowokacji prowokację prowokacją prowokacje prowokacjom prowokacjami prowokacjach
kościół kościoła kościołowi kościołem kościele kościoły kościołów kościołom
rząd rządu rządowi rządem rządzie rządy rządów rządom rządami
czołg czołgu czołgowi czołgiem czołgi czołgów czołgom czołgami czołgach
Zacharowa Zacharowej Zacharową
miasto miasta miastu miastem mieście miast miastom miastami miastach
obywatel obywatela obywatelowi obywatelem obywatele obywateli obywatelom obywatelami
wróg wroga wrogowi wrogiem wrogowie wrogów wrogom wrogami
twierdzić twierdzi twierdzą twierdził twierdziła twierdzili
`,
	"de": `
Rakete Raketen
Minister Ministers Ministern
fordern fordert forderte forderten gefordert
Grenze Grenzen
russisch russische russischen russischer russisches russischem
Stadt Städte Städten
Sprecher Sprechers Sprechern
Vorwurf Vorwürfe Vorwürfen Vorwurfs
`,
	"fr": `
missile missiles
ministre ministres
exiger exige exigent exigé exigeait
frontière frontières
russe russes
déclaration déclarations
allié alliée alliés alliées
militaire militaires
cheval chevaux
`,
	"es": `
soldado soldados
ministro ministra ministros ministras
exigir exige exigen exigió exigía
frontera fronteras
ruso rusa rusos rusas
aliado aliada aliados aliadas
declaración declaraciones
luz luces
`,
}
