package newsroom

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"onset/feeds"
	"onset/store"
)

const quayPage = `<html><body><article><h1>The quay</h1>
<p>The council of the old town met on Monday evening to talk about its accounts, as it does each year in March, and about what is to become of the quays.</p>
<p>Ann Porter, who has led the council for nine years, told the members that %s had promised money for the quays and for the fishermen who use them.</p>
<p>Nobody spoke against her, and the meeting ended before the evening bell, with a song that the members have sung since the days of their grandfathers.</p>
</article></body></html>`

// elsewhere asks the same site, and says where from.
type elsewhere struct{ place string }

func (e elsewhere) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("X-Place", e.place)
	return http.DefaultTransport.RoundTrip(r)
}

// A page that shows other words elsewhere was not edited: the text that is kept
// stays, and what the other place saw is noted, once for each time that it
// changed.
func TestTwoPlacesSeeDifferentPages(t *testing.T) {
	shut := false
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		away := r.Header.Get("X-Place") != ""
		switch {
		case r.URL.Path == "/feed":
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>t</title><item><title>The quay</title><link>http://%s/quay</link><description>The council met.</description></item></channel></rss>`, r.Host)
		case away && shut:
			http.Error(w, "not from there", http.StatusForbidden)
		case away:
			fmt.Fprintf(w, quayPage, "nobody")
		default:
			fmt.Fprintf(w, quayPage, "the government")
		}
	}))
	defer site.Close()
	rules := fmt.Sprintf("allow_private_networks: [127.0.0.1]\nsources:\n  - {id: a, name: A, content: page, from: [here, kyiv], feeds: [%q]}\nnarratives:\n  - {id: n, title: N, talking_points: [{id: tp, title: T, match: quays}]}\n", site.URL+"/feed")
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "onset.db"), store.Options{Decisions: Decisions{}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d, err := NewDesk("rules", []byte(rules))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Put(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	in := NewIntake(t.Context(), d, s, zerolog.New(io.Discard))
	in.Client.Elsewhere = func(place string) http.RoundTripper { return elsewhere{place} }
	states, err := s.Feeds(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if round, err := in.Poll(t.Context(), states, false); err != nil || round.New != 1 {
		t.Fatal(err, round)
	}
	for n, look := range []bool{false, false, true} {
		shut = look
		if r, err := in.Relook(t.Context(), time.Now().Add(time.Duration(n+1)*31*24*time.Hour)); err != nil || r.Asked != 1 || r.Edited != 0 {
			t.Fatalf("look %d: %v %+v", n, err, r)
		}
	}
	_, key, _ := feeds.Canonical(site.URL + "/quay")
	v, err := s.Article(t.Context(), key)
	if err != nil || len(v.Revisions) != 1 || len(v.Sightings) != 2 {
		t.Fatalf("%v, %d revisions, sightings %+v", err, len(v.Revisions), v.Sightings)
	}
	first, second := v.Sightings[0], v.Sightings[1]
	if first.Place != "kyiv" || !first.Differs || !strings.Contains(first.Text, "that nobody had promised") {
		t.Errorf("%+v", first)
	}
	if second.Differs || second.Status != http.StatusForbidden {
		t.Errorf("%+v", second)
	}
}
