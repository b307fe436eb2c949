package main

import (
	"context"
	"database/sql"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"onset/deliver/mailtest"
	"onset/newsroom/checkup"
	"onset/store"
	"onset/tracker/archive"
)

// patient is an archive that a test makes sick.
type patient struct {
	office
	dir  string
	mail *mailtest.Server
	down atomic.Bool // the site of the feed
}

const healthyRules = `allow_private_networks: true
schedule: {digest: "@daily"}
sources:
  - {id: herald, name: The Herald, content: feed, feeds: ["SITE"]}
channels:
  - {id: desk, kind: smtp, address: "smtp://MAIL", from: a@example.org, to: [b@example.org]}
narratives:
  - id: harbour
    talking_points:
      - {id: closed, title: Closed, match: harbour}
`

// admit makes a healthy archive of yesterday, with its digest sent.
func admit(t *testing.T) *patient {
	t.Helper()
	p := &patient{dir: t.TempDir(), mail: mailtest.New(t)}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if p.down.Load() {
			http.Error(w, "out of order", http.StatusInternalServerError)
			return
		}
		w.Write([]byte(harbourFeed))
	}))
	t.Cleanup(site.Close)
	rules := strings.NewReplacer("SITE", site.URL, "MAIL", p.mail.Addr).Replace(healthyRules)
	p.office = openOffice(t, p.dir, rules, &simulated{now: time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)})
	if err := p.Poll(t.Context()); err != nil {
		t.Fatal(err)
	}
	p.clock.now = p.clock.now.Add(14 * time.Hour)
	p.tick(t)
	return p
}

// found returns what doctor says, by check; each state with its words.
func (p *patient) found(t *testing.T, f doctorFlags) (states map[string]string, says map[string]checkup.Finding, err error) {
	t.Helper()
	var out strings.Builder
	a := *p.app
	a.out, a.format = &out, "json"
	err = a.doctor(t.Context(), f)
	states, says = map[string]string{}, map[string]checkup.Finding{}
	for _, one := range a.examine(t.Context(), f) {
		states[one.Check], says[one.Check] = one.State, one
	}
	return states, says, err
}

func TestDoctorFindsTheHealthyHealthy(t *testing.T) {
	p := admit(t)
	states, says, err := p.found(t, doctorFlags{deep: true})
	if err != nil {
		t.Error(err)
	}
	for _, check := range []string{"rules", "disk", "database", "reader", "clock", "log", "feeds", "pages", "digests", "channel desk"} {
		if states[check] != checkup.Good || says[check].Do != "" {
			t.Errorf("%s: %+v", check, says[check])
		}
	}
	if len(states) != 10 {
		t.Errorf("found %v", says)
	}
}

// Each check has what makes it bad, and says what to do about it.
func TestDoctorFindsWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		name, check, state, says string
		harm                     func(t *testing.T, p *patient)
	}{
		{"broken rules", "rules", checkup.Bad, "narratives.yaml:1", func(t *testing.T, p *patient) { write(t, p.app.config, "narratives: [{id: harbour") }},
		{"rules that look for nothing", "rules", checkup.Warning, "0 sources", func(t *testing.T, p *patient) { write(t, p.app.config, "narratives:\n  - {id: harbour}\n") }},
		{"a folder that is not there", "disk", checkup.Bad, "no such file", func(_ *testing.T, p *patient) { p.app.db = filepath.Join(p.dir, "gone", "onset.db") }},
		{"no database yet", "database", checkup.Warning, "does not exist yet", func(_ *testing.T, p *patient) { p.app.db = filepath.Join(p.dir, "new.db") }},
		{"another program's database", "database", checkup.Bad, "another program", func(t *testing.T, p *patient) { p.sql(t, "PRAGMA application_id = 1") }},
		{"a database of a newer version", "database", checkup.Bad, "newer version", func(t *testing.T, p *patient) { p.sql(t, "PRAGMA user_version = 999") }},
		{"a database of an older version", "database", checkup.Warning, "is of version 1,", func(t *testing.T, p *patient) { p.sql(t, "PRAGMA user_version = 1") }},
		{"a damaged database", "database", checkup.Bad, "malformed", damage},
		{"a clock before its time", "clock", checkup.Bad, "1970-01-01", func(_ *testing.T, p *patient) { p.clock.now = time.Unix(0, 0) }},
		{"a clock that was put back", "clock", checkup.Bad, "something was recorded at 2026-03-03", func(_ *testing.T, p *patient) { p.clock.now = p.clock.now.AddDate(0, 0, -9) }},
		{"all feeds fail", "feeds", checkup.Bad, "herald failing", func(t *testing.T, p *patient) {
			p.down.Store(true)
			if err := p.Poll(t.Context()); err != nil {
				t.Fatal(err)
			}
		}},
		{"a page that should be read", "pages", checkup.Warning, "1 page of the last 30 days not read, only a title or excerpt is known: herald 1", func(t *testing.T, p *patient) {
			rules, err := os.ReadFile(p.app.config)
			if err != nil {
				t.Fatal(err)
			}
			write(t, p.app.config, strings.Replace(string(rules), "content: feed", "content: auto", 1))
		}},
		{"nobody polls", "polling", checkup.Warning, "no feed was asked since 2026-03-03", func(_ *testing.T, p *patient) { p.clock.now = p.clock.now.AddDate(0, 0, 3) }},
		{"nobody makes digests", "digests", checkup.Warning, "from 2026-03-04 on", func(_ *testing.T, p *patient) { p.clock.now = p.clock.now.AddDate(0, 0, 3) }},
		{"a server that refuses", "channel desk", checkup.Good, "can be reached", func(_ *testing.T, p *patient) { p.mail.Set(mailtest.Refuses) }},
		{"a server that turns away", "channel desk", checkup.Bad, "421", func(_ *testing.T, p *patient) { p.mail.Set(mailtest.TurnsAway) }},
		{"a letter that waits", "outbox", checkup.Warning, "1 letter waiting for desk", func(t *testing.T, p *patient) { p.refused(t, 1) }},
		{"a letter given up", "outbox", checkup.Bad, "given up after a week", func(t *testing.T, p *patient) { p.refused(t, 9) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := admit(t)
			c.harm(t, p)
			states, says, err := p.found(t, doctorFlags{deep: true})
			if states[c.check] != c.state || !strings.Contains(says[c.check].Says, c.says) || (says[c.check].Do == "") != (c.state == checkup.Good) {
				t.Errorf("found %+v, want %s: … %s …", says[c.check], c.state, c.says)
			}
			if anyBad := slices.Contains(valuesOf(states), checkup.Bad); anyBad != (err != nil) {
				t.Errorf("something bad %v, and it ended with %v", anyBad, err)
			}
		})
	}
}

func valuesOf(states map[string]string) []string {
	var out []string
	for _, s := range states {
		out = append(out, s)
	}
	return out
}

// sql changes the file behind the back of the program.
func (p *patient) sql(t *testing.T, query string) {
	t.Helper()
	db, err := sql.Open("sqlite3", p.app.db)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(query); err != nil {
		t.Fatal(err)
	}
}

// refused lets the mail server refuse what is made in the next days.
func (p *patient) refused(t *testing.T, days int) {
	t.Helper()
	p.mail.Set(mailtest.Refuses)
	for range days {
		p.clock.now = p.clock.now.AddDate(0, 0, 1)
		p.tick(t)
	}
}

// damage writes over pages in the middle of the file.
func damage(t *testing.T, p *patient) {
	t.Helper()
	if err := p.store.Close(); err != nil {
		t.Fatal(err)
	}
	p.sql(t, "PRAGMA wal_checkpoint(TRUNCATE)")
	f, err := os.OpenFile(p.app.db, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	for at := int64(8 << 12); at < info.Size(); at += 3 << 12 {
		if _, err := f.WriteAt([]byte(strings.Repeat("\xa5", 2048)), at); err != nil {
			t.Fatal(err)
		}
	}
}

// A health check restarts nothing because outlets or receivers don't answer.
func TestAHealthCheckJudgesThisMachineAlone(t *testing.T) {
	p := admit(t)
	p.down.Store(true)
	if err := p.Poll(t.Context()); err != nil {
		t.Fatal(err)
	}
	p.refused(t, 9)
	states, says, err := p.found(t, doctorFlags{offline: true, quick: true})
	if err != nil || states["feeds"] != checkup.Warning || states["outbox"] != checkup.Warning {
		t.Errorf("%v: %+v", err, says)
	}
	if _, connected := states["channel desk"]; connected {
		t.Error("it connected to a channel")
	}
}

// Doctor changes nothing: not even a database that it could bring up to date.
func TestDoctorChangesNothing(t *testing.T) {
	p := admit(t)
	if err := p.store.Close(); err != nil {
		t.Fatal(err)
	}
	p.sql(t, "PRAGMA user_version = 1; PRAGMA wal_checkpoint(TRUNCATE)")
	before, err := os.ReadFile(p.app.db)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := p.found(t, doctorFlags{}); err != nil {
		t.Fatal(err)
	}
	after, err := os.ReadFile(p.app.db)
	if err != nil || string(after) != string(before) {
		t.Errorf("the file was changed: %v", err)
	}
	if seen, _, err := store.Steps(context.Background(), p.app.db); err != nil || seen != 1 {
		t.Errorf("it has seen %d steps: %v", seen, err)
	}
}

// The doctor lists the daemons on a server: who leads, when each was heard of, and who
// works by rules that are not in force.
func TestDoctorKnowsTheDaemons(t *testing.T) {
	clock := &simulated{now: time.Date(2030, 3, 3, 12, 0, 0, 0, time.UTC)}
	desk := openOfficeOn(t, serverDatabase(t), t.TempDir(), "narratives:\n  - {id: harbour}\n", clock)
	listed := func() (out []string) {
		for _, f := range desk.app.examine(t.Context(), doctorFlags{offline: true, quick: true}) {
			if strings.HasPrefix(f.Check, "daemon") {
				out = append(out, f.State+": "+f.Says)
			}
		}
		return out
	}
	beat := func(p archive.Peer) {
		if _, err := desk.store.Beat(t.Context(), p, leaseTime); err != nil {
			t.Fatal(err)
		}
	}
	want := func(want ...string) {
		t.Helper()
		if got := listed(); !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	want(checkup.Good + ": none is at work")
	rules := desk.In.Desk.File.Hash
	beat(archive.Peer{ID: "a", Host: "north, process 7", Rules: rules})
	follows := checkup.Good + ": north, process 7 follows; heard of at 2030-03-03 12:00:00 UTC; rules " + rules[:12]
	want(follows, checkup.Warning+": none leads: no days are closed and no letters sent")
	clock.now = clock.now.Add(20 * time.Second)
	beat(archive.Peer{ID: "b", Host: "south, process 8", Rules: "0123456789abcdef", Leads: true})
	want(follows, checkup.Warning+": south, process 8 leads; heard of at 2030-03-03 12:00:20 UTC; rules 0123456789ab, which are not those in force: it polls and matches nothing")
	clock.now = clock.now.Add(leaseTime)
	want(checkup.Warning + ": south, process 8 leads; heard of at 2030-03-03 12:00:20 UTC; rules 0123456789ab, which are not those in force: it polls and matches nothing")
}
