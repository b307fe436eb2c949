package claim

import (
	"testing"

	"onset/tracker"
	"onset/tracker/text"
)

// What must never date or count: the speaker denies it, somebody only asks, or
// the outlet says that it is false.
func TestTraps(t *testing.T) {
	for _, c := range []struct {
		lang, body string
		stance     tracker.Stance
		treatment  tracker.Treatment
	}{
		{"en", "Sorin denied that foreign troops would lead to a great war.", tracker.Denies, tracker.Reports},
		{"en", "Sorin rejected the claim that foreign troops would lead to a great war.", tracker.Denies, tracker.Reports},
		{"en", "Nobody believed Sorin’s denial that foreign troops would lead to a great war.", tracker.Denies, tracker.Reports},
		{"en", "Sorin dismissed as nonsense reports of a staged attack.", tracker.Denies, tracker.Reports},
		{"en", "A reporter asked whether foreign troops would lead to a great war.", tracker.Asks, tracker.Reports},
		{"en", "“Would foreign troops lead to a great war?” a reporter asked.", tracker.Asks, tracker.Reports},
		{"en", "Sorin falsely claimed that foreign troops would lead to a great war.", tracker.Affirms, tracker.Distances},
		{"en", "Sorin claimed, without evidence, that foreign troops would lead to a great war.", tracker.Affirms, tracker.Distances},
		{"en", "Sorin claimed that foreign troops would lead to a great war. This is false.", tracker.Affirms, tracker.Debunks},
		{"en", "Sorin’s claim that foreign troops would lead to a great war has been debunked.", tracker.Affirms, tracker.Debunks},
		{"ru", "Сорин отрицает, что иностранные войска приведут к большой войне.", tracker.Denies, tracker.Reports},
		{"ru", "Сорин опроверг сообщения о подготовке провокации.", tracker.Denies, tracker.Reports},
		{"ru", "Журналист спросил, почему иностранные войска приведут к войне.", tracker.Asks, tracker.Reports},
		{"ru", "Сорин заявил, что иностранные войска приведут к войне. Это неправда.", tracker.Affirms, tracker.Debunks},
		{"ru", "Сорин голословно заявил, что иностранные войска приведут к войне.", tracker.Affirms, tracker.Distances},
		{"uk", "Сорін заперечив, що іноземні війська призведуть до великої війни.", tracker.Denies, tracker.Reports},
		{"uk", "Сорін спростував повідомлення про підготовку провокації.", tracker.Denies, tracker.Reports},
		{"uk", "Журналіст запитав, чи призведуть іноземні війська до війни.", tracker.Asks, tracker.Reports},
		{"uk", "Сорін заявив, що іноземні війська призведуть до війни. Насправді доказів немає.", tracker.Affirms, tracker.Debunks},
		{"uk", "Сорін безпідставно заявив, що іноземні війська призведуть до війни.", tracker.Affirms, tracker.Distances},
	} {
		got := Open(document(t, c.body, c.lang), testBook()).Claims()
		if len(got) == 0 {
			t.Errorf("%s: no claim", c.body)
			continue
		}
		if got[0].Stance != c.stance || got[0].Treatment != c.treatment {
			t.Errorf("%s: %s, %s; want %s, %s%s", c.body, got[0].Stance, got[0].Treatment, c.stance, c.treatment, show(got))
		}
	}
}

func TestOwnVoiceTraps(t *testing.T) {
	for _, c := range []struct {
		lang, body string
		stance     tracker.Stance
		treatment  tracker.Treatment
	}{
		{"en", "Foreign troops would lead to a great war.", tracker.Affirms, tracker.Asserts},
		{"en", "Will foreign troops lead to a great war?", tracker.Asks, tracker.Reports},
		{"en", "There is no evidence that foreign troops would lead to a great war.", tracker.Affirms, tracker.Debunks},
		{"en", "Foreign troops would lead to a great war. This is not true.", tracker.Affirms, tracker.Debunks},
		{"en", "The alleged plot was staged by foreign troops.", tracker.Affirms, tracker.Distances},
		{"ru", "Приведут ли иностранные войска к войне?", tracker.Asks, tracker.Reports},
		{"ru", "Нет доказательств, что иностранные войска приведут к войне.", tracker.Affirms, tracker.Debunks},
		{"uk", "Чи призведуть іноземні війська до війни?", tracker.Asks, tracker.Reports},
		{"uk", "Доказів немає, що іноземні війська призведуть до війни.", tracker.Affirms, tracker.Debunks},
	} {
		doc := document(t, c.body, c.lang)
		got := Open(doc, nil).At(tracker.Body, doc.Body.Sentences[0].Span, nil).Claim
		if got.Stance != c.stance || got.Treatment != c.treatment {
			t.Errorf("%s: %s, %s; want %s, %s", c.body, got.Stance, got.Treatment, c.stance, c.treatment)
		}
	}
}

// Everything in a fact checker's article about a falsehood is a debunk.
func TestFactChecker(t *testing.T) {
	for _, c := range []struct{ lang, title, body string }{
		{"en", "Fake: foreign troops would lead to a great war", "Sorin said that foreign troops would lead to a great war."},
		{"uk", "Фейк: іноземні війська призведуть до війни", "Сорін заявив, що іноземні війська призведуть до війни."},
		{"ru", "Фейк: иностранные войска приведут к войне", "Сорин заявил, что иностранные войска приведут к войне."},
	} {
		doc := document(t, c.body, c.lang)
		doc.Title = text.Analyse(c.title, c.lang)
		doc.Source.Kind = tracker.FactChecker
		r := Open(doc, testBook())
		for _, got := range r.Claims() {
			if got.Treatment != tracker.Debunks {
				t.Errorf("%s: %s", c.title, got.Treatment)
			}
		}
		if got := r.At(tracker.Title, doc.Title.Sentences[0].Span, nil).Claim; got.Treatment != tracker.Debunks {
			t.Errorf("headline %s: %s", c.title, got.Treatment)
		}
	}
}
