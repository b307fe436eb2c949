package query

import (
	"strings"

	"onset/tracker/text"
)

// grammar is what DOES and TO know of a language: words by what they do to the
// names behind them. Where there is none, order and distance decide alone.
type grammar struct {
	prepositions map[string]bool
	agents       map[string]bool // by Kyiv
	objects      map[string]bool // against Kyiv
	partitive    map[string]bool // of
	sides        map[string]bool // on the part (of Kyiv)
	bodies       map[string]bool // the government (of Ukraine)
	clauses      map[string]bool // begin another clause
	speech       map[string]bool // what follows is what is said
	conjunctions map[string]bool
	determiners  map[string]bool
	against      map[string]bool // anti-Ukrainian
	auxiliaries  map[string]bool // of the passive
	cases        bool            // endings tell who does it
}

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

var grammars = map[text.Lang]*grammar{
	text.English: {
		prepositions: set(`of by from to in on at for with against into over under about between near towards toward upon without behind via
			through amid among after before during since until despite beyond inside outside across within`),
		agents:    set("by from"),
		objects:   set("to on against at for toward towards into upon of over"),
		partitive: set("of"),
		sides:     set("part side hands behalf"),
		bodies:    set("government army forces force authorities leadership regime side president leaders military army officials people armies"),
		clauses:   set("that which who whose whom where because while as when if whereas but although though so whether how why than"),
		speech: set(`said says say saying told tells claimed claims claim warned warns insisted insists believes believed thinks thought argued argues
			stated states declared declares added adds accused accuses alleges alleged denied denies asked asks demanded demands urged urges reported reports`),
		conjunctions: set("and or & nor"),
		determiners:  set("the a an this that these those its their his her our any all another some no every each such new"),
		against:      set("anti pro non"),
		auxiliaries:  set("is are was were be been being gets got get"),
	},
	text.Russian: {
		prepositions: set(`в во на по с со к ко из от до за при о об у для про над под перед между без через против вокруг ради среди кроме после
			около вместо относительно насчет из-за вопреки благодаря согласно`),
		objects:      set("против к на в по для над у"),
		sides:        set("стороны руками силами усилиями вине"),
		clauses:      set("что который которая которое которые которого которой которых чтобы поскольку так как хотя а но где когда если пока чем зачем почему"),
		speech:       set("сказал сказала заявил заявила заявили утверждает утверждают считает считают отметил отметила подчеркнул обвинил обвинила обвинили обвиняет потребовал призвал"),
		conjunctions: set("и или либо"),
		determiners:  set("этот эта это эти этого этой этих свой своя свое свои своего своей всех весь вся все другой другие новый новые"),
		against:      set("анти про"),
		cases:        true,
	},
	text.Ukrainian: {
		prepositions: set(`в у на по з зі із до від за при про для над під перед між без через проти навколо заради серед крім після біля замість
			щодо всупереч завдяки згідно`),
		objects:      set("проти до на в у по для над"),
		sides:        set("боку руками силами зусиллями"),
		clauses:      set("що який яка яке які якого якої яких щоб оскільки хоча а але де коли якщо поки ніж чому бо"),
		speech:       set("сказав сказала заявив заявила заявили стверджує стверджують вважає вважають зазначив наголосив звинуватив звинуватила звинувачує закликав"),
		conjunctions: set("і й та або чи"),
		determiners:  set("цей ця це ці цього цієї цих свій своя своє свої всіх увесь вся всі інший інші новий нові"),
		against:      set("анти про"),
		cases:        true,
	},
}

// Endings, by which participles and cases are told.
var (
	participles      = []string{"ed", "en", "wn", "ught", "ung", "uck", "ood"}
	shortParticiples = []string{"ан", "ана", "ано", "аны", "ані", "ян", "яна", "яны", "ен", "ена", "ено", "ены", "ені", "ято", "ята", "яты"}
	instrumental     = []string{"ом", "ем", "ым", "им", "ой", "ей", "ою", "ею", "ями", "ами", "ими", "ыми"}
	datives          = []string{"е", "ии", "ії", "ві"} // and cases that stand behind prepositions
	adjectival       = []string{"ий", "ый", "ая", "ое", "ие", "ые", "ого", "ому", "ской", "ским", "скую", "ських", "ских", "ська", "ське", "ські", "ською", "ському", "ського", "ської", "ську"}
	declensions      = append([]string{"у", "ю", "ам", "ям", "ах", "ях", "ому", "ові", "еві"}, instrumental...)
)
