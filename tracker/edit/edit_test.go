package edit

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	_ "onset/tracker/proptest"
)

func TestJudge(t *testing.T) {
	const base = "The council met on Monday. The goverment will will send three ships, said Ann Porter."
	for name, tt := range map[string]struct {
		old, now string
		want     Weight
	}{
		"white space":              {"It rained.\n\nIt snowed.", "It  rained.\n It snowed. ", Same},
		"punctuation and dashes":   {"It rained — all day, they said.", "It rained - all day they said", Cosmetic},
		"kind of quotation mark":   {"The “plan” is old.", "The \"plan\" is old.", Cosmetic},
		"quotation marks put":      {"The plan is old.", "The \"plan\" is old.", Substance},
		"made a question":          {"Ships sent", "Ships sent?", Substance},
		"case":                     {"BREAKING NEWS it rained", "Breaking news it rained", Cosmetic},
		"posted an hour ago":       {"It rained.\nPosted 1 hour ago\nIt snowed.", "It rained.\nPosted 2 days ago\nIt snowed.", Cosmetic},
		"stamp appears":            {"It rained.", "Updated: 4 February 2026, 12:30 GMT\nIt rained.", Cosmetic},
		"Russian stamp":            {"Обновлено 3 часа назад\nШёл дождь.", "Обновлено вчера в 12:40\nШел дождь.", Cosmetic},
		"Ukrainian stamp":          {"Оновлено: 4 лютого, 10:15\nЙшов дощ.", "Оновлено: 5 лютого, 08:00\nЙшов дощ.", Cosmetic},
		"counter":                  {"It rained.\n12 comments", "It rained.\n1,230 comments", Cosmetic},
		"no counter but a toll":    {"It rained.\n12 dead", "It rained.\n14 dead", Substance},
		"a spelling":               {base, strings.Replace(base, "goverment", "government", 1), Cosmetic},
		"a word twice":             {base, strings.Replace(base, "will will", "will", 1), Cosmetic},
		"letters swapped":          {"The presidnet spoke.", "The president spoke.", Cosmetic},
		"a word parted":            {"It rained alot today.", "It rained a lot today.", Cosmetic},
		"Russian spelling":         {"Министр зявил об этом.", "Министр заявил об этом.", Cosmetic},
		"number word":              {base, strings.Replace(base, "three", "seven", 1), Substance},
		"number":                   {"Some 300 ships.", "Some 301 ships.", Substance},
		"name one letter off":      {"Troops left for Niger today.", "Troops left for Nigel today.", Substance},
		"name with swapped letter": {"It was Zelesnky who spoke.", "It was Zelensky who spoke.", Cosmetic},
		"negation":                 {base, strings.Replace(base, "will will send", "will not send", 1), Substance},
		"modal":                    {"It could rain.", "It would rain.", Substance},
		"a word of its own":        {"They attach it or attach nothing.", "They attack it or attach nothing.", Substance},
		"a sentence more":          {base, base + " It was late.", Substance},
		"a word less":              {"The old plan was kept.", "The plan was kept.", Substance},
		"rewritten":                {"One two three four.", "Five six seven eight.", Substance},
		"minus":                    {"It was -5 outside.", "It was 5 outside.", Substance},
		"many slips":               {"abcdef bcdefg cdefgh defghi efghij", "abcdez bcdefz cdefgz defghz efghiz", Substance},
	} {
		if got := Judge(Version{"T", tt.old}, Version{"T", tt.now}); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
	if got := Judge(Version{"Old title here", "x"}, Version{"New title here", "x"}); got != Substance {
		t.Errorf("a new title is %s", got)
	}
}

func TestWords(t *testing.T) {
	var b strings.Builder
	for _, c := range Words("The old port was shut for good.", "The new port was shut on Monday for good.") {
		b.WriteString(string(c.Op) + "[" + c.Text + "]")
	}
	if want := "same[The ]gone[old ]new[new ]same[port was shut ]new[on Monday ]same[for good.]"; b.String() != want {
		t.Errorf("got  %s\nwant %s", b.String(), want)
	}
}

// The kept and gone words are the old text's, the kept and added ones make up
// the new text, and no shorter script of common words exists.
func TestWordsRebuildBothTexts(t *testing.T) {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 0, 14)
	rapid.Check(t, func(t *rapid.T) {
		a, b := words.Draw(t, "old"), words.Draw(t, "now")
		var old, now []string
		kept := 0
		for _, c := range Words(strings.Join(a, " "), strings.Join(b, " ")) {
			f := strings.Fields(c.Text)
			if c.Op != Added {
				old = append(old, f...)
			}
			if c.Op != Gone {
				now = append(now, f...)
			}
			if c.Op == Kept {
				kept += len(f)
			}
		}
		if strings.Join(old, " ") != strings.Join(a, " ") || strings.Join(now, " ") != strings.Join(b, " ") {
			t.Fatalf("%v → %v is told as %v → %v", a, b, old, now)
		}
		if best := common(a, b); kept != best {
			t.Fatalf("%v → %v keeps %d words, could keep %d", a, b, kept, best)
		}
	})
}

// common is the length of the longest common subsequence, the plain way.
func common(a, b []string) int {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	row := make([]int, len(b)+1)
	for i := range a {
		diagonal := 0
		for j := range b {
			up := row[j+1]
			if row[j+1] = max(row[j+1], row[j]); a[i] == b[j] {
				row[j+1] = diagonal + 1
			}
			diagonal = up
		}
	}
	return row[len(b)]
}

func TestFarApartTextsAreBounded(t *testing.T) {
	old, now := strings.Repeat("x y ", 20000), strings.Repeat("z w ", 20000)
	if n := len(Words(old, now)); n != 2 {
		t.Errorf("%d changes", n)
	}
	if s := Shared("harbour closed forever", "harbour opened"); s < 0.3 || s > 0.4 {
		t.Errorf("shared %v", s)
	}
}

func FuzzJudge(f *testing.F) {
	f.Add("It rained.", "It “rained”?")
	f.Fuzz(func(t *testing.T, old, now string) {
		if Judge(Version{Text: old}, Version{Text: old}) != Same {
			t.Errorf("%q is not the same as itself", old)
		}
		Judge(Version{Text: old}, Version{Text: now})
		Words(old, now)
	})
}
