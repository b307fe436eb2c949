package newsroom

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
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
	"onset/store/pgtest"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/furniture"
	"onset/tracker/proptest"
)

// draw has a property hold in so many histories, unless whoever runs the tests says in
// how many.
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
	db     database
	now    time.Time
	sealed tracker.Day // of the last seal; days far ahead, so that closing seals none
	store  *store.Store
	in     *Intake
}

// TestMain stops the PostgreSQL of the tests when they are over.
func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }

// database is one on either engine.
type database struct {
	name    string                       // a file or an address
	execute func(statement string) error // past the store, which writes nothing like it
}

// chosen makes a database of the engine that the tests run on.
func chosen(t *testing.T) database {
	if pgtest.Chosen() {
		return onServer(t)
	}
	return inFile(t)
}

func inFile(t *testing.T) database {
	path := filepath.Join(t.TempDir(), "onset.db")
	file, err := empty()
	if err == nil {
		err = os.WriteFile(path, file, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return database{path, func(statement string) error {
		db, err := sql.Open("sqlite3", path)
		if err != nil {
			return err
		}
		_, err = db.Exec(statement)
		return errors.Join(err, db.Close())
	}}
}

func onServer(t *testing.T) database {
	address := pgtest.Database(t, "empty", prepare)
	return database{address, func(statement string) error {
		pgtest.SQL(t, address, statement)
		return nil
	}}
}

// prepare makes a database in which nothing is.
func prepare(name string) error {
	s, err := store.Open(context.Background(), name, store.Options{Decisions: Decisions{}})
	if err != nil {
		return err
	}
	return s.Close()
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
	if err := prepare(path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func openHouse(rt *rapid.T, db database, start time.Time, rules string) *house {
	h := &house{t: rt, db: db, now: start, sealed: tracker.DayOf(start) + 1000}
	s, err := store.Open(context.Background(), db.name, store.Options{Decisions: Decisions{}, Now: func() time.Time { return h.now }})
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
	h.check(h.db.execute("UPDATE revision SET reader = 1")) // it read others again where it learned of furniture
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
	out := map[string]*tombstone{}
	const query = "SELECT a.url, a.latest, r.language FROM article a JOIN revision r ON r.article = a.id WHERE a.pruned IS NOT NULL ORDER BY r.number"
	h.check(h.store.SQL(context.Background(), query, time.Minute, func(_ []string, values []any) error {
		url, latest, language := values[0].(string), values[1].(int64), values[2].(string)
		if out[url] == nil {
			out[url] = &tombstone{dates: h.dates(latest)}
		}
		out[url].languages = append(out[url].languages, language)
		return nil
	}))
	return out
}

// dates returns what was said of when an article was published, text by text.
func (h *house) dates(latest int64) (out [][]tracker.DateClaim) {
	h.check(h.store.Texts(context.Background(), archive.Which{Revisions: []int64{latest}}, func(a archive.Article) error {
		for _, t := range a.Texts {
			out = append(out, t.Dates)
		}
		return nil
	}))
	return out
}

// copies returns of which article each counts as a copy that shares its text with one
// whose text was let go, by address.
func (h *house) copies() map[string]string {
	return h.byAddress(`SELECT url, origin FROM article a WHERE pruned IS NULL AND
		EXISTS (SELECT 1 FROM article o WHERE o.origin = a.origin AND o.pruned IS NOT NULL)`)
}

func (h *house) byAddress(query string) map[string]string {
	out := map[string]string{}
	h.check(h.store.SQL(context.Background(), query, time.Minute, func(_ []string, values []any) error {
		out[values[0].(string)] = values[1].(string)
		return nil
	}))
	return out
}

// regroup has articles count as copies as they did elsewhere, by address, and returns of
// how many that differs: what they share with a text that was let go is not found again.
func (h *house) regroup(copies map[string]string) (differ int) {
	was := h.byAddress("SELECT url, origin FROM article")
	for url, origin := range copies {
		if was[url] == origin {
			continue
		}
		differ++
		h.check(h.db.execute(fmt.Sprintf("UPDATE mention SET origin = '%s' WHERE article = (SELECT id FROM article WHERE url = '%s')", origin, url)))
		h.check(h.db.execute(fmt.Sprintf("UPDATE article SET origin = '%s' WHERE url = '%s'", origin, url)))
	}
	return differ
}

// know has it that sources repeat lines which texts that were let go showed.
func (h *house) know(of *house) {
	lines, err := of.store.Furniture(context.Background())
	h.check(err)
	for source, known := range lines {
		h.in.shelf.learners[source], h.in.shelf.learned[source] = furniture.New(known), known
	}
	_, err = h.in.fold(context.Background())
	h.check(err)
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
// groups, sources and zones, lines that an outlet repeats, which turn out to be furniture,
// restarts that forget which were met, an older reader, pruning and verdicts: what stands is what a
// new database under the last rules file holds that is given the same texts, but
// those that were let go, and the same verdicts. Exempt, and counted, are these texts,
// and which articles are copies where one of them was let go: that was decided by it;
// what they showed of the lines that an outlet repeats stays known.
func TestWhatStandsIsWhatANewArchiveHolds(t *testing.T) {
	t.Run("file", func(t *testing.T) { draw(t, "200", standsAsNew(t, inFile)) })
	t.Run("server", func(t *testing.T) {
		histories := "4"
		if pgtest.Chosen() {
			histories = "30"
		}
		draw(t, histories, standsAsNew(t, onServer))
	})
}

// standsAsNew is the property, on the engine that the databases are of.
func standsAsNew(t *testing.T, newDatabase func(*testing.T) database) func(*rapid.T) {
	var letGo, regrouped int
	t.Cleanup(func() { t.Logf("exempt: %d texts that were let go, %d articles as copies of such", letGo, regrouped) })
	return func(rt *rapid.T) {
		start := time.Date(2025, 9, 1, 12, 0, 0, 0, time.UTC)
		rules := anyRules(rt)
		h := openHouse(rt, newDatabase(t), start, rules.text())
		defer h.store.Close()
		var came []arrived
		marks, around := rapid.Bool().Draw(rt, "marks"), anyFrame(rt)
		for range rapid.IntRange(2, 12).Draw(rt, "steps") {
			h.now = h.now.Add(26 * time.Hour)
			switch rapid.SampledFrom([]string{"rules", "rules", "judge", "mark", "close", "reader", "prune", "restart", "pages", "pages", "pages", "pages"}).Draw(rt, "step") {
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
			case "restart":
				h.in.shelf = newShelf(context.Background(), h.store)
			default:
				a := batch(rt, h.now, h.pruned(), !marks, around)
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
		fresh := openHouse(rt, newDatabase(t), start, rules.text())
		defer fresh.store.Close()
		for _, a := range came {
			fresh.take(a, pruned)
		}
		if len(pruned) > 0 {
			fresh.know(h)
		}
		letGo, regrouped = letGo+len(pruned), regrouped+fresh.regroup(h.copies())
		h.now = h.now.Add(26 * time.Hour) // in every zone the days of all that came are over
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
	}
}
