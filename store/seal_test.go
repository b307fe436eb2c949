package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/archive"
)

// fetched gives an item the answers that it was read out of.
func fetched(it archive.ReadItem, bodies ...string) archive.ReadItem {
	for _, body := range bodies {
		it.Answers = append(it.Answers, &tracker.Answer{Address: it.URL, At: it.Seen, Status: 200, ContentType: "text/html", Body: []byte(body)})
	}
	return it
}

func seal(t *testing.T, s *Store, day tracker.Day) archive.Seal {
	t.Helper()
	got, err := s.Seal(t.Context(), day)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func verified(t *testing.T, s *Store) archive.Verification {
	t.Helper()
	v, err := s.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// sealed is a store of which two days are sealed: a first, and the verdict that took
// it away.
func sealed(t *testing.T) (s *Store, c *clock, mention string) {
	t.Helper()
	s, c = open(t)
	setRules(t, s)
	record(t, s, polled("alpha", start, fetched(quoted("alpha", 1, start), "the feed", "<p>the page</p>"), fetched(article("alpha", 2, start), "the feed", "<p>another</p>")))
	day := tracker.DayOf(start)
	seal(t, s, day)
	page, err := s.Mentions(t.Context(), archive.Filter{})
	if err != nil || len(page.Mentions) != 1 {
		t.Fatal(len(page.Mentions), err)
	}
	mention = page.Mentions[0].ID
	c.t = c.t.AddDate(0, 0, 1)
	if _, err := s.Review(t.Context(), archive.Verdict{Mention: mention, Action: archive.Reject, Who: "ann", Why: "a misreading"}, false); err != nil {
		t.Fatal(err)
	}
	v := verified(t, s)
	if len(v.Broken) != 0 || len(v.Changed) == 0 || !slices.ContainsFunc(v.Added, func(a string) bool { return strings.HasPrefix(a, "verdict-1 ("+mention) }) {
		t.Fatalf("what came since the first seal: %+v", v)
	}
	seal(t, s, day+1)
	return s, c, mention
}

// What was recorded is as it was sealed, day for day, and each seal holds the one
// before it.
func TestSealsMakeAChainOverAllThatIsRecorded(t *testing.T) {
	s, _, _ := sealed(t)
	v := verified(t, s)
	facts := count(t, s, "SELECT count(*) FROM fact")
	if len(v.Broken)+len(v.Added)+len(v.Changed) != 0 || v.Days != 2 || v.Facts != facts || v.Again == 0 || v.Answers != 2 || v.LetGo != 0 {
		t.Errorf("%d facts: %+v", facts, v)
	}
	day := v.Newest.Day
	if again := seal(t, s, day); again.SHA256 != v.Newest.SHA256 {
		t.Error("a day was sealed twice")
	}
	if nothing := seal(t, s, day+1); nothing.Day != day {
		t.Error("a day without facts was sealed")
	}
	for _, kind := range []string{"event", "mention", "verdict", "answer"} {
		if count(t, s, "SELECT count(*) FROM fact WHERE kind = ?", kind) == 0 {
			t.Error("no fact of kind", kind)
		}
	}
}

// The answers of what holds no mention are not kept, the same bytes once, and a
// prune lets go only of what proves nothing.
func TestAnswersAreKeptAsLongAsTheyProveAnEvent(t *testing.T) {
	s, c, _ := sealed(t)
	kept := func() int { return count(t, s, "SELECT count(*) FROM answer WHERE body IS NOT NULL") }
	if kept() != 2 {
		t.Fatal(kept(), "answers are kept")
	}
	c.t = c.t.AddDate(0, 1, 0)
	if r, err := s.Prune(t.Context(), c.t, false); err != nil || r.Answers != 0 || kept() != 2 {
		t.Fatalf("%d left, pruned %+v: %v", kept(), r, err)
	}
	if _, err := file(t, s).writer.conn.ExecContext(t.Context(), "DELETE FROM event"); err != nil {
		t.Fatal(err)
	}
	if r, err := s.Prune(t.Context(), c.t, true); err != nil || r.Answers != 2 || r.AnswerBytes == 0 || kept() != 2 {
		t.Fatalf("a preview: %d left, %+v: %v", kept(), r, err)
	}
	if r, err := s.Prune(t.Context(), c.t, false); err != nil || r.Answers != 2 || kept() != 0 {
		t.Fatalf("%d left, pruned %+v: %v", kept(), r, err)
	}
	if z, err := s.Space(t.Context()); err != nil || z.Answers != 0 {
		t.Errorf("%+v %v", z, err)
	}
	if v := verified(t, s); v.LetGo != 2 || slices.ContainsFunc(v.Broken, func(b string) bool { return strings.Contains(b, "answer") }) {
		t.Errorf("%+v", v)
	}
}

// Whatever is altered behind Onset's back is named.
func TestVerifyNamesWhatWasTamperedWith(t *testing.T) {
	for name, c := range map[string]struct{ do, says string }{
		"a sentence":              {"UPDATE mention SET text = 'something else'", "mention-1 (%s) is not as it was sealed"},
		"when it was recorded":    {"UPDATE mention SET recorded = recorded - 86400000", "is not as it was sealed"},
		"an event":                {"DROP TRIGGER event_altered_unsealed; UPDATE event SET row = json_set(row, '$.source', 'beta')", "is not as it was sealed"},
		"who judged":              {"UPDATE verdict SET who = 'bob'", "verdict-1 (%s) is not as it was sealed"},
		"a verdict that is gone":  {"DELETE FROM verdict", "facts/verdict-1 was sealed and is gone"},
		"a verdict from nowhere":  {"DROP TRIGGER verdict_unsealed; INSERT INTO verdict SELECT 9, mention, 'confirm', value, who, why, recorded, NULL FROM verdict", "verdict-9 (%s) was put in behind Onset's back"},
		"where an answer is from": {"UPDATE answer SET address = 'https://beta.example/'", "answer-1 is not as it was sealed"},
		"the bytes of an answer":  {"UPDATE answer SET body = (SELECT body FROM answer WHERE n = 2) WHERE n = 1", "the bytes of answer 1 are not those"},
		"another answer":          {"UPDATE answer SET sha256 = 'ab', body = NULL WHERE n = 1", "answer 1 has another hash than was sealed"},
		"a list":                  {"UPDATE seal SET list = (SELECT list FROM seal ORDER BY day DESC) WHERE day = (SELECT min(day) FROM seal)", "the list of 2026-02-04 has the hash"},
		"a list with its hash": {"UPDATE seal SET (list, sha256) = (SELECT list, sha256 FROM seal ORDER BY day DESC) WHERE day = (SELECT min(day) FROM seal)",
			"the list of 2026-02-05 does not begin with the hash of that of 2026-02-04"},
		"a day that is gone": {"DELETE FROM seal WHERE day = (SELECT max(day) FROM seal)", "was put in behind Onset's back"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _, mention := sealed(t)
			if _, err := file(t, s).writer.conn.ExecContext(context.Background(), c.do); err != nil {
				t.Fatal(err)
			}
			says := c.says
			if strings.Contains(says, "%s") {
				says = fmt.Sprintf(says, mention)
			}
			if v := verified(t, s); !slices.ContainsFunc(v.Broken, func(b string) bool { return strings.Contains(b, says) }) {
				t.Errorf("%q is not among %q", says, v.Broken)
			}
		})
	}
}

// Of two processes that seal one day, the second finds it done.
func TestADayIsSealedOnce(t *testing.T) {
	s, _, _ := sealed(t)
	other, err := Open(t.Context(), address(s), Options{Decisions: newsroom.Decisions{}, Now: s.now})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	record(t, s, polled("beta", start, fetched(quoted("beta", 1, start), "more")))
	day := tracker.DayOf(start) + 2
	a, b := seal(t, s, day), seal(t, other, day)
	if a.Day != day || a.SHA256 != b.SHA256 || count(t, s, "SELECT count(*) FROM seal") != 3 {
		t.Errorf("%+v and %+v", a, b)
	}
}

// The proof of an event holds its facts as the lists name them, the lists up to one
// that was stamped, and the bytes.
func TestTheProofOfAnEvent(t *testing.T) {
	s, c, mention := sealed(t)
	first := tracker.DayOf(start)
	for day := first + 2; day < first+5; day++ {
		c.t = c.t.AddDate(0, 0, 1)
		record(t, s, polled("beta", c.t, quoted("beta", int(day), c.t)))
		seal(t, s, day)
	}
	if err := s.KeepStamp(t.Context(), first+3, []byte("stamped")); err != nil {
		t.Fatal(err)
	}
	chain, err := s.Why(t.Context(), mention)
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Proof(t.Context(), []archive.Chain{chain, chain})
	if err != nil {
		t.Fatal(err)
	}
	var days []tracker.Day
	files := map[string][]byte{}
	for _, l := range p.Seals {
		days = append(days, l.Day)
		files[archive.ListName(l.Day)] = l.List
	}
	if want := []tracker.Day{first, first + 1, first + 2, first + 3}; !slices.Equal(days, want) {
		t.Errorf("lists of %v, want %v", days, want)
	}
	for _, f := range p.Facts {
		if f.Sealed == 0 {
			t.Errorf("%s is not sealed", f.Name)
		}
		files[f.Name] = f.JSON
	}
	if len(p.Answers) != 2 || string(p.Answers[1].Body) != "<p>the page</p>" {
		t.Errorf("answers: %+v", p.Answers)
	}
	for _, a := range p.Answers {
		files[a.Name] = a.Body
	}
	checked := map[string]bool{}
	for _, l := range p.Seals {
		for line := range strings.Lines(string(l.List)) {
			sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
			if file, there := files[name]; there {
				if hexSum(file) != sum {
					t.Errorf("%s is another than the list of %s says", name, l.Day)
				}
				checked[name] = true
			}
		}
	}
	if len(checked) != len(files)-1 { // nothing lists the last list
		t.Errorf("%d of %d files are listed", len(checked), len(files))
	}
}
