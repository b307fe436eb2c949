package web

import (
	"bytes"
	"encoding/xml"
	"net/http"
	"slices"
	"time"

	"onset/tracker"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// entriesInFeed is how many events the Atom feed holds.
const entriesInFeed = 100

// The parts of RFC 4287 that are written.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID       string     `xml:"id"`
	Title    string     `xml:"title"`
	Updated  string     `xml:"updated"`
	Links    []atomLink `xml:"link"`
	Summary  string     `xml:"summary"`
	Category struct {
		Term string `xml:"term,attr"`
	} `xml:"category"`
}

// atom is the feed of events, by the clock recorded, latest first. What a view
// filters, it filters; baseline and retroactive events are no news and are left
// out, as in a digest, and so is what is doubtful.
func (s *Server) atom(w http.ResponseWriter, r *http.Request) error {
	v, n, err := s.viewed(r)
	if err != nil {
		return err
	}
	events, _, err := s.events(r.Context(), v, n)
	if err != nil {
		return err
	}
	events = slices.DeleteFunc(events, func(e *tracker.Event) bool { return e.Baseline || e.Retroactive || e.Imported || e.Doubtful })
	slices.SortStableFunc(events, func(a, b *tracker.Event) int { return b.RecordedAt.Compare(a.RecordedAt) })
	base := "http://" + r.Host
	if r.TLS != nil {
		base = "https://" + r.Host
	}
	f := atomFeed{ID: "urn:onset:events", Title: "Onset: events", Author: "Onset", Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Links: []atomLink{{"self", base + r.URL.RequestURI()}, {"alternate", base + v.On("/timeline")}}}
	for _, e := range events[:min(len(events), entriesInFeed)] {
		f.Entries = append(f.Entries, entryOf(e, base, n))
	}
	if len(f.Entries) > 0 {
		f.Updated = f.Entries[0].Updated
	}
	return writeAtom(w, f)
}

func entryOf(e *tracker.Event, base string, n catalogue) atomEntry {
	subject := n.Point(e.Narrative, e.TalkingPoint)
	if e.TalkingPoint == "" {
		subject = n.Story(e.Narrative)
	}
	out := atomEntry{
		ID: "urn:onset:event:" + e.ID, Title: plainText(text.Capital(kindName(e.Kind)) + ": " + subject), Updated: e.RecordedAt.UTC().Format(time.RFC3339),
		Links:   []atomLink{{"alternate", base + "/event/" + e.ID}},
		Summary: plainText(text.Capital(timeline.Words(*e)) + "."),
	}
	if e.Evidence.Text != "" {
		out.Summary += plainText(" “" + e.Evidence.Text + "”")
	}
	out.Category.Term = string(e.Kind)
	return out
}

func writeAtom(w http.ResponseWriter, f atomFeed) error {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", " ")
	if err := enc.Encode(f); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	_, err := w.Write(b.Bytes())
	return err
}
