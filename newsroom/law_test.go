package newsroom

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"
	"pgregory.net/rapid"

	"onset/store"
	"onset/tracker"
	"onset/tracker/archive"
	_ "onset/tracker/proptest"
)

// rulesOf is a rules file in one of its states: whom it knows, who counts for the
// ministry, what sort of outlet the Post is, and how wide its rule is.
type rulesOf struct{ petrov, alias, member, state, wide bool }

func (r rulesOf) text() string {
	var b strings.Builder
	kind, names, members, match := "independent", "[Orlov]", "[orlov]", "port AND shut"
	if r.state {
		kind = "state_media"
	}
	if r.alias {
		names = "[Orlov, the harbour master]"
	}
	if r.petrov && r.member {
		members = "[orlov, petrov]"
	}
	if r.wide {
		match = "(port OR quay) AND (shut OR closed)"
	}
	fmt.Fprintf(&b, "sources:\n  - {id: herald, name: Herald, languages: [en]}\n  - {id: post, name: Post, kind: %s, languages: [en]}\n", kind)
	fmt.Fprintf(&b, "speakers:\n  - {id: orlov, name: Ivan Orlov, aliases: %s}\n", names)
	if r.petrov {
		b.WriteString("  - {id: petrov, name: Ivan Petrov, aliases: [Petrov]}\n")
	}
	fmt.Fprintf(&b, "  - {id: ministry, name: Foreign Ministry, members: %s}\n", members)
	fmt.Fprintf(&b, "narratives:\n  - id: port\n    talking_points:\n      - {id: shut, match: %q, speakers: [ministry]}\n      - {id: any, match: %q}\n", match, match)
	return b.String()
}

// arrived is an import with the moment at which it came.
type arrived struct {
	at    time.Time
	items map[string][]tracker.Item
}

// house is a database with its intake under a clock of its own.
type house struct {
	t      *rapid.T
	now    time.Time
	sealed tracker.Day // how often, told as days
	store  *store.Store
	in     *Intake
}

func openHouse(t *testing.T, rt *rapid.T, start time.Time, rules rulesOf) *house {
	h := &house{t: rt, now: start}
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "onset.db"), store.Options{Decisions: Decisions{}, Now: func() time.Time { return h.now }})
	h.check(err)
	h.store = s
	h.in = NewIntake(context.Background(), h.use(rules), s, zerolog.Nop())
	h.in.Client = nil
	return h
}

func (h *house) check(err error) {
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) use(rules rulesOf) *Desk {
	d, err := NewDesk("rules", []byte(rules.text()))
	h.check(err)
	h.check(d.Put(context.Background(), h.store))
	return d
}

func (h *house) take(a arrived) {
	h.now = a.at
	for _, source := range []string{"herald", "post"} {
		if _, err := h.in.take(context.Background(), h.in.Desk.Source(source), a.items[source], passage{run: a.at.Format(time.RFC3339)}); err != nil {
			h.t.Fatal(err)
		}
	}
	_, err := h.in.fold(context.Background())
	h.check(err)
	h.seal()
}

func (h *house) change(rules rulesOf) {
	h.in.Desk = h.use(rules)
	_, err := h.in.Rematch(context.Background(), false, Silent{})
	h.check(err)
	h.seal()
}

func (h *house) mentions() []tracker.Witness {
	page, err := h.store.Mentions(context.Background(), archive.Filter{})
	h.check(err)
	return page.Mentions
}

func (h *house) judge(v archive.Verdict) {
	_, err := h.store.Review(context.Background(), v, false)
	h.check(err)
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
	_, err := h.in.CloseAll(context.Background(), h.now)
	h.check(err)
	events, err := h.store.Timeline(context.Background(), archive.Filter{})
	h.check(err)
	var out []string
	for _, e := range events {
		if e.Kind == tracker.Correction {
			continue
		}
		speakers, err := json.Marshal(e.Speakers)
		h.check(err)
		out = append(out, fmt.Sprintf("%s %s/%s %s:%s %s–%s %s %s %s baseline=%v %s", e.Kind, e.Narrative, e.TalkingPoint, e.Scope.Kind, e.Scope.ID,
			e.At.From, e.At.To, e.At.Clock, e.Source, speakers, e.Baseline, e.Mention))
	}
	slices.Sort(out)
	return out
}

// says is what an article of the history may say.
func says(t *rapid.T) string {
	who := rapid.SampledFrom([]string{"Ivan Petrov", "Ivan Orlov", "The harbour master", "Anna Novak"}).Draw(t, "who")
	verb := rapid.SampledFrom([]string{"said", "said", "denied"}).Draw(t, "verb")
	what := rapid.SampledFrom([]string{"the port will be shut", "the quay would be closed", "bread costs more"}).Draw(t, "what")
	if rapid.IntRange(0, 4).Draw(t, "voice") == 0 {
		return "Nothing else is new: " + what + "."
	}
	return fmt.Sprintf("%s %s on Monday that %s.", who, verb, what)
}

// batch draws articles that did not come before: what an older text of an article
// held is history, which changed rules are not carried over.
func batch(t *rapid.T, at time.Time, came map[string]bool) arrived {
	a := arrived{at: at, items: map[string][]tracker.Item{}}
	for range rapid.IntRange(1, 4).Draw(t, "articles") {
		source := rapid.SampledFrom([]string{"herald", "post"}).Draw(t, "source")
		n := rapid.IntRange(0, 11).Draw(t, "n")
		day := tracker.DayOf(at) - 60 + tracker.Day(n*8)
		key := fmt.Sprintf("https://%s.example/%d", source, n)
		if came[key] {
			continue
		}
		came[key] = true
		a.items[source] = append(a.items[source], tracker.Item{Key: key, URL: key, Rung: tracker.ByURL, Title: fmt.Sprint("Report ", n), Text: says(t), Language: "en",
			Depth: tracker.FullText, Published: []tracker.DateClaim{{From: "test", Stamp: tracker.Stamp{Day: tracker.Date(2025, 6, 2) + tracker.Day(n*7)}}}, Seen: day.In(time.UTC)})
	}
	return a
}

func anyRules(t *rapid.T) rulesOf {
	return rulesOf{petrov: rapid.Bool().Draw(t, "petrov"), alias: rapid.Bool().Draw(t, "alias"), member: rapid.Bool().Draw(t, "member"),
		state: rapid.Bool().Draw(t, "state"), wide: rapid.Bool().Draw(t, "wide")}
}

// Whatever happened in whatever order, imports, changes of rules, speakers, groups
// and sources, and verdicts: what stands is what a new database under the last
// rules file holds that is given the same articles and verdicts.
func TestWhatStandsIsWhatANewArchiveHolds(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		start := time.Date(2025, 9, 1, 12, 0, 0, 0, time.UTC)
		rules := anyRules(rt)
		h := openHouse(t, rt, start, rules)
		defer h.store.Close()
		var came []arrived
		known := map[string]bool{}
		var verdicts []archive.Verdict
		for range rapid.IntRange(2, 9).Draw(rt, "steps") {
			h.now = h.now.Add(26 * time.Hour)
			switch rapid.IntRange(0, 4).Draw(rt, "step") {
			case 0:
				rules = anyRules(rt)
				h.change(rules)
			case 1:
				if ms := h.mentions(); len(ms) > 0 {
					v := archive.Verdict{Mention: ms[rapid.IntRange(0, len(ms)-1).Draw(rt, "mention")].ID, Who: "me", Recorded: h.now,
						Action: rapid.SampledFrom([]string{archive.Reject, archive.Confirm}).Draw(rt, "verdict")}
					h.judge(v)
					verdicts = append(verdicts, v)
				}
			default:
				a := batch(rt, h.now, known)
				came = append(came, a)
				h.take(a)
			}
		}
		fresh := openHouse(t, rt, start, rules)
		defer fresh.store.Close()
		for _, a := range came {
			fresh.take(a)
		}
		fresh.now = h.now
		if _, err := fresh.store.AddVerdicts(context.Background(), verdicts); err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(fresh.stands(), h.stands()); diff != "" {
			rt.Fatalf("a new archive (-) and this one (+) differ under %+v:\n%s", rules, diff)
		}
	})
}
