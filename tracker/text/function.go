package text

import (
	"sort"
	"strings"
)

// functionWords are frequent words by which languages can be told apart even in
// one sentence. Words that several languages share count for each of them.
var functionWords = []struct {
	lang   string
	script script
	words  string
}{
	{"en", latin, `the of and to in is that for was with on as are by it from at this be have has had not but they which or an were been
		their will would said says who his he its after about could more than over against`},
	{"de", latin, `der die das und ist nicht von den dem des mit sich auf für ein eine einer einem einen auch als an im zu wird werden
		hat sind aus bei nach über wie oder aber zum zur sie er es war dass`},
	{"fr", latin, `le la les des du de et est que qui dans pour une un sur pas par au aux avec ce cette son sa ses plus ne se il elle
		ils sont été mais ou leur nous selon contre`},
	{"es", latin, `el la los las del de que y en un una por con para no se su es al lo como más pero sus le ha este esta son entre
		cuando muy sobre también fue según contra`},
	{"pl", latin, `i w na z do się nie że to jest o jak po za od przez dla przy ale są był była było czy tym oraz jego tego ze który
		która które będzie może już także został wobec`},
	{"it", latin, `il di che la e un una per non in con del della dei delle sono è si da al le gli nel anche come più ha alla dal`},
	{"pt", latin, `o a de que e do da em um uma para não com os no na por mais as dos como mas ao ele das à seu sua ou são foi pelo`},
	{"nl", latin, `de het een van en in is dat op te zijn voor met niet aan er om ook als bij maar naar uit door over wordt werd`},
	{"cs", latin, `a se na je že v to s z do o i ve jsem pro za by ale jako po který která jsou byl bylo podle již také`},
	{"ro", latin, `de și în a la cu pe un o că nu este din care pentru mai au ca fost sunt sau prin după`},
	{"sv", latin, `och att det i som en på är av för med den till inte har om ett var de från men`},
	{"tr", latin, `ve bir bu için ile da de olarak olan daha çok en gibi ne kadar sonra olduğu`},
	{"ru", cyrillic, `и в не на что он с как это по но они к у из за от о же то для бы так его до или при она если был была были
		также чтобы мы вы после все может есть уже когда еще ее их который которые будет заявил сказал`},
	{"uk", cyrillic, `і в не на що він з як це по але вони до у із за від про ж то для б так його або при вона якщо був була були
		також щоб ми ви після все може є вже коли ще її їх який які буде та й бути заявив сказав`},
	{"bg", cyrillic, `и в не на че той с как това по но те към у от за до или при тя ако беше са също да ние след всички може има вече
		когато още които ще се като`},
	{"be", cyrillic, `і ў не на што ён з як гэта па але яны да у із за ад пра ж то для каб так яго або пры яна калі быў была былі таксама`},
	{"sr", cyrillic, `и у не на што он са као то по али они к из за од или при она ако био је да су се који које ће`},
}

var functionByWord, longestFunction = func() (m map[string][]int, longest int) {
	m = make(map[string][]int)
	for i, f := range functionWords {
		for _, w := range strings.Fields(f.words) {
			m[w] = append(m[w], i)
			longest = max(longest, len(w))
		}
	}
	return m, longest
}()

// vote is how many function words of a language were seen.
type vote struct {
	lang string
	hits int
}

// byFunctionWords ranks the languages of a script by their function words in a
// sample in small letters, most hits first; ties keep the order of the table.
func byFunctionWords(sample string, s script) []vote {
	var hits [32]int
	for i := 0; i < len(sample); {
		if !letterAt(sample, i) {
			i++
			continue
		}
		end := wordEnd(sample, i)
		if end-i <= longestFunction {
			for _, f := range functionByWord[sample[i:end]] {
				hits[f]++
			}
		}
		i = end
	}
	var out []vote
	for i, f := range functionWords {
		if f.script == s {
			out = append(out, vote{f.lang, hits[i]})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].hits > out[j].hits })
	return out
}

// Common tells whether a word is one that sentences of any subject have: a
// function word, or a verb of saying.
func Common(f *Form) bool { return len(functionByWord[f.Fold]) > 0 || f.class&speech != 0 }
