package discover

import (
	"fmt"
	"testing"

	"onset/tracker"
	"onset/tracker/text"
)

// Words that stand where others stand are near-synonyms; those that stand beside each
// other are not, however often.
func TestSynonyms(t *testing.T) {
	f := New(Options{})
	subjects := []string{"harbour", "railway", "airport", "brewery", "library", "hospital"}
	for day := range tracker.Day(100) {
		var articles []Article
		for i, verb := range []string{"shuttered", "padlocked"} {
			n := (int(day) + i) % len(subjects)
			body := fmt.Sprintf("The mayor says that gloomy inspectors must have %s the %s near Riverside Grove again.", verb, subjects[n])
			articles = append(articles, Article{ID: fmt.Sprintf("%d-%d", day, i), Source: "s", Day: 1000 + day, Language: "en", Body: text.Analyse(body, "en")})
		}
		articles = append(articles, Article{ID: fmt.Sprintf("%d-z", day), Source: "s", Day: 1000 + day, Language: "en",
			Body: text.Analyse(fmt.Sprintf("Bakers say that bread %d must rise slowly in warm ovens.", day), "en")})
		f.Learn(1000+day, articles)
	}
	s := f.Synonyms()
	if got := s.Of("shuttered", "en"); len(got) == 0 || got[0].Word != "padlocked" || got[0].Near <= 0 || got[0].Near > 1.001 {
		t.Errorf("near to shuttered: %v", got)
	}
	for _, n := range s.Of("riverside", "en") {
		if n.Word == "grove" {
			t.Errorf("what stands beside a word is called near to it: %v", n)
		}
	}
	same := "Gloomy inspectors must have padlocked the library near Riverside Grove."
	if got := s.Alike("Gloomy inspectors must have shuttered the library near Riverside Grove.", same, "en"); got < SaidBefore {
		t.Errorf("two that say the same are alike by %.2f", got)
	}
	told := []string{"Mayor Stone of Riverside said that bread is dear.", "Mayor Stone of Riverside said that ovens are warm."}
	if got := s.Alike(told[0], told[1], "en", "Stone", "mayor of Riverside"); got >= SaidBefore {
		t.Errorf("two that share who said them are alike by %.2f", got)
	}
	named := []string{"The mayor met Anna Stone of Riverside Grove.", "A warm oven was bought by Anna Stone of Riverside Grove."}
	if got := s.Alike(named[0], named[1], "en"); got != 0 {
		t.Errorf("two that share but names are alike by %.2f", got)
	}
	if got := s.Alike("Bakers say that bread must rise slowly in warm ovens.", same, "en"); got >= SaidBefore {
		t.Errorf("two that don't are alike by %.2f", got)
	}
}

func TestASentenceSaysThatItIsNotNew(t *testing.T) {
	for sentence, want := range map[string]bool{
		"He said once again that the dam will break.": true, "Мэр вновь обвинил соседей.": true,
		"For the first time he said that the dam will break.": false, "Мэр обвинил соседей.": false,
	} {
		if got := SaysOld(sentence); got != want {
			t.Errorf("%s: %v", sentence, got)
		}
	}
}

func TestNothingIsKnownOfNothing(t *testing.T) {
	var none *Synonyms
	if got := none.Of("word", "en"); got != nil {
		t.Error(got)
	}
	if got := none.Alike("a dam", "a dam", "en"); got != 0 {
		t.Error(got)
	}
	if got := New(Options{}).Synonyms().Alike("The dam will break soon enough.", "The dam will break soon enough.", "en"); got != 0 {
		t.Errorf("an empty archive tells %.2f", got)
	}
}
