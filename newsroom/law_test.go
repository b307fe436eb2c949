package newsroom

import (
	"context"
	"database/sql"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"
	"pgregory.net/rapid"

	"onset/store"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/proptest"
)

// draw has a property hold in so many histories, unless the command line says in how
// many.
func draw(t *testing.T, histories string, property func(*rapid.T)) {
	if checks := flag.Lookup("rapid.checks").Value; checks.String() == proptest.Checks {
		defer checks.Set(proptest.Checks)
		if err := checks.Set(histories); err != nil {
			t.Fatal(err)
		}
	}
	rapid.Check(t, property)
}

// house is a database with its intake under a clock of its own.
type house struct {
	t      *rapid.T
	path   string
	now    time.Time
	sealed tracker.Day // of the last seal; days far ahead, so that closing seals none
	store  *store.Store
	in     *Intake
}

func openHouse(t *testing.T, rt *rapid.T, start time.Time, rules rulesOf) *house {
	return houseOf(t, rt, start, rules.text())
}

// empty is the file of a database in which nothing is: to make one takes longer than
// most histories.
var empty = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "onset")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "onset.db")
	s, err := store.Open(context.Background(), path, store.Options{Decisions: Decisions{}})
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func houseOf(t *testing.T, rt *rapid.T, start time.Time, rules string) *house {
	h := &house{t: rt, now: start, sealed: tracker.DayOf(start) + 1000, path: filepath.Join(t.TempDir(), "onset.db")}
	file, err := empty()
	h.check(err)
	h.check(os.WriteFile(h.path, file, 0o600))
	s, err := store.Open(context.Background(), h.path, store.Options{Decisions: Decisions{}, Now: func() time.Time { return h.now }})
	h.check(err)
	h.store = s
	h.in = NewIntake(context.Background(), h.use(rules), s, zerolog.Nop())
	h.in.Client = nil
	return h
}

func (h *house) check(err error) {
	if err != nil {
		h.t.Helper()
		h.t.Fatal(err)
	}
}

func (h *house) use(rules string) *Desk {
	d, err := NewDesk("rules", []byte(rules))
	h.check(err)
	h.check(d.Put(context.Background(), h.store))
	return d
}

// tombstone is what is left of a pruned article: what was said of when it was
// published, and the language, with each of its texts.
type tombstone struct {
	dates     [][]tracker.DateClaim
	languages []string
}

// instead is what is left of an item.
func (t *tombstone) instead(it tracker.Item) tracker.Item {
	it.Text, it.Language, it.Published = "", t.languages[0], t.dates[0]
	if len(t.languages) > 1 {
		t.languages, t.dates = t.languages[1:], t.dates[1:]
		it.Title += fmt.Sprint(", ", len(t.languages), " texts before the last")
	}
	return it
}

// take stores what arrived; of what was pruned later no text.
func (h *house) take(a arrived, pruned map[string]*tombstone) {
	h.now = a.at
	for _, source := range slices.Sorted(maps.Keys(a.pages)) {
		src := h.in.Desk.Source(source)
		var items []tracker.Item
		for _, p := range a.pages[source] {
			it := p.item(src, a.at)
			if t := pruned[p.key()]; t != nil {
				it = t.instead(it)
			}
			items = append(items, it)
		}
		_, err := h.in.take(context.Background(), src, items, passage{run: a.at.Format(time.RFC3339)})
		h.check(err)
	}
	_, err := h.in.fold(context.Background())
	h.check(err)
	h.seal()
}

func (h *house) change(rules rulesOf) {
	h.in.Desk = h.use(rules.text())
	_, err := h.in.Rematch(context.Background(), false, Silent{})
	h.check(err)
	h.seal()
}

func (h *house) close() {
	_, err := h.in.CloseAll(context.Background(), h.now)
	h.check(err)
}

// takeOld stores what arrived as an older reader, who knew nobody, would have.
func (h *house) takeOld(a arrived, rules rulesOf) {
	desk := h.in.Desk
	old, err := NewDesk("rules", []byte(rules.unknown()))
	h.check(err)
	h.in.Desk = old
	h.take(a, nil)
	h.in.Desk = desk
	db, err := sql.Open("sqlite3", h.path)
	h.check(err)
	defer db.Close()
	_, err = db.Exec("UPDATE revision SET reader = 1 WHERE recorded = ?", h.now.UnixMilli())
	h.check(err)
}

func (h *house) reread() {
	_, err := h.in.Reread(context.Background(), false, Silent{})
	h.check(err)
	h.seal()
}

// prune lets go what was recorded before now.
func (h *house) prune() {
	_, err := h.store.Prune(context.Background(), h.now, false)
	h.check(err)
}

// pruned returns what is left of the articles whose text was let go, by address.
func (h *house) pruned() map[string]*tombstone {
	db, err := sql.Open("sqlite3", h.path)
	h.check(err)
	defer db.Close()
	rows, err := db.Query("SELECT a.url, a.latest, r.language FROM article a JOIN revision r ON r.article = a.id WHERE a.pruned IS NOT NULL ORDER BY r.number")
	h.check(err)
	defer rows.Close()
	out := map[string]*tombstone{}
	for rows.Next() {
		var url, language string
		var latest int64
		h.check(rows.Scan(&url, &latest, &language))
		if out[url] == nil {
			out[url] = &tombstone{}
			h.check(h.store.Texts(context.Background(), archive.Which{Revisions: []int64{latest}}, func(a archive.Article) error {
				for _, t := range a.Texts {
					out[url].dates = append(out[url].dates, t.Dates)
				}
				return nil
			}))
		}
		out[url].languages = append(out[url].languages, language)
	}
	h.check(rows.Err())
	return out
}

// copies returns of which article each counts as a copy that shares its text with one
// whose text was let go, by address.
func (h *house) copies() map[string]string {
	return h.byAddress(`SELECT url, origin FROM article a WHERE pruned IS NULL AND
		EXISTS (SELECT 1 FROM article o WHERE o.origin = a.origin AND o.pruned IS NOT NULL)`)
}

func (h *house) byAddress(query string) map[string]string {
	db, err := sql.Open("sqlite3", h.path)
	h.check(err)
	defer db.Close()
	rows, err := db.Query(query)
	h.check(err)
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var url, value string
		h.check(rows.Scan(&url, &value))
		out[url] = value
	}
	h.check(rows.Err())
	return out
}

// regroup has articles count as copies as they did elsewhere, by address, and returns of
// how many that differs: what they share with a text that was let go is not found again.
func (h *house) regroup(copies map[string]string) (differ int) {
	db, err := sql.Open("sqlite3", h.path)
	h.check(err)
	defer db.Close()
	was := h.byAddress("SELECT url, origin FROM article")
	for url, origin := range copies {
		if was[url] == origin {
			continue
		}
		differ++
		_, err := db.Exec("UPDATE mention SET origin = ?1 WHERE article = (SELECT id FROM article WHERE url = ?2)", origin, url)
		h.check(err)
		_, err = db.Exec("UPDATE article SET origin = ?1 WHERE url = ?2", origin, url)
		h.check(err)
	}
	return differ
}

func (h *house) mentions() []tracker.Witness {
	page, err := h.store.Mentions(context.Background(), archive.Filter{})
	h.check(err)
	return page.Mentions
}

// judge records a verdict, unless it is refused.
func (h *house) judge(v archive.Verdict) {
	_, _ = h.store.Review(context.Background(), v, false)
	h.seal()
}

// seal seals what was recorded, and finds all as it was sealed: whatever Onset does
// itself, it never looks as if somebody had tampered with the file.
func (h *house) seal() {
	h.sealed++
	_, err := h.store.Seal(context.Background(), h.sealed)
	h.check(err)
	v, err := h.store.Verify(context.Background())
	h.check(err)
	if len(v.Broken)+len(v.Added)+len(v.Changed) > 0 {
		h.t.Fatalf("after seal %d: %+v", h.sealed, v)
	}
}

// stands lists what stands, without when and why it was recorded.
func (h *house) stands() []string {
	h.close()
	events, err := h.store.Timeline(context.Background(), archive.Filter{})
	h.check(err)
	var out []string
	for _, e := range events {
		if e.Kind == tracker.Correction {
			continue
		}
		speakers, err := json.Marshal(e.Speakers)
		h.check(err)
		out = append(out, fmt.Sprintf("%s %s/%s %s:%s %s–%s %s %s %s %s baseline=%v %s %s", e.Kind, e.Narrative, e.TalkingPoint, e.Scope.Kind, e.Scope.ID,
			e.At.From, e.At.To, e.At.Clock, e.PublishedAt, e.Source, speakers, e.Baseline, e.Mention, e.State))
	}
	for _, m := range h.mentions() {
		says, err := json.Marshal([]any{m.Speakers, m.Form, m.Stance, m.Treatment, m.Said, m.Verdict})
		h.check(err)
		out = append(out, fmt.Sprintf("mention %s of %s: %s %s %v removed=%v %s", m.ID, m.URL, m.Cause, m.Changed, m.Language, m.Removed, says))
	}
	slices.Sort(out)
	return out
}

// Whatever happened in whatever order, imports, edits, changes of rules, speakers,
// groups and sources, an older reader, pruning and verdicts: what stands is what a
// new database under the last rules file holds that is given the same texts, but
// those that were let go, and the same verdicts. Exempt, and counted, are these texts,
// and which articles are copies where one of them was let go: that was decided by it.
func TestWhatStandsIsWhatANewArchiveHolds(t *testing.T) {
	var letGo, regrouped int
	defer func() { t.Logf("exempt: %d texts that were let go, %d articles as copies of such", letGo, regrouped) }()
	draw(t, "200", func(rt *rapid.T) {
		start := time.Date(2025, 9, 1, 12, 0, 0, 0, time.UTC)
		rules := anyRules(rt)
		h := openHouse(t, rt, start, rules)
		defer h.store.Close()
		var came []arrived
		marks := rapid.Bool().Draw(rt, "marks")
		for range rapid.IntRange(2, 12).Draw(rt, "steps") {
			h.now = h.now.Add(26 * time.Hour)
			switch rapid.SampledFrom([]string{"rules", "rules", "judge", "mark", "close", "reader", "prune", "pages", "pages", "pages", "pages"}).Draw(rt, "step") {
			case "rules":
				rules = anyRules(rt)
				h.change(rules)
			case "judge":
				if ms := h.mentions(); len(ms) > 0 {
					h.judge(archive.Verdict{Mention: ms[rapid.IntRange(0, len(ms)-1).Draw(rt, "mention")].ID, Who: "me",
						Action: rapid.SampledFrom([]string{archive.Reject, archive.Confirm, archive.Undo}).Draw(rt, "verdict")})
				}
			case "mark":
				if p := anyPassage(rt, came); p != nil && marks {
					h.judge(marking(*p))
				}
			case "close":
				h.close()
			case "reader":
				h.reread()
			case "prune":
				h.prune()
			default:
				a := batch(rt, h.now, h.pruned(), !marks)
				came = append(came, a)
				if rapid.IntRange(0, 3).Draw(rt, "reader") == 0 {
					h.takeOld(a, rules)
				} else {
					h.take(a, nil)
				}
			}
		}
		h.reread()
		pruned := h.pruned()
		fresh := openHouse(t, rt, start, rules)
		defer fresh.store.Close()
		for _, a := range came {
			fresh.take(a, pruned)
		}
		letGo, regrouped = letGo+len(pruned), regrouped+fresh.regroup(h.copies())
		fresh.now = h.now
		verdicts, err := h.store.Verdicts(context.Background())
		h.check(err)
		_, err = fresh.store.AddVerdicts(context.Background(), verdicts)
		h.check(err)
		if diff := cmp.Diff(fresh.stands(), h.stands()); diff != "" {
			rt.Fatalf("a new archive (-) and this one (+) differ under %+v:\n%s", rules, diff)
		}
		if n, err := h.store.Pruned(context.Background()); err != nil || n != len(pruned) {
			rt.Fatalf("%d texts are said to have been let go, want %d; %v", n, len(pruned), err)
		}
	})
}
