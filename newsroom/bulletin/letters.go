package bulletin

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"

	"onset/deliver"
	"onset/newsroom"
	"onset/tracker/archive"
	"onset/tracker/digest"
	"onset/tracker/rulefile"
)

// digestLetters are the digest of a day as it was made, for the archive, and
// what each channel that is told daily is to hear of it.
func digestLetters(d digest.Digest, channels []rulefile.Channel) ([]archive.Letter, error) {
	body, err := json.Marshal(d)
	if err != nil {
		return nil, fmt.Errorf("keeping the digest of %s: %w", d.Day, err)
	}
	out := []archive.Letter{{Day: d.Day, Channel: ArchiveChannel, Body: string(body)}}
	for _, c := range channels {
		if c.Mode != rulefile.Daily {
			continue
		}
		body, err := json.Marshal(d.Only(c.Wants))
		if err != nil {
			return nil, fmt.Errorf("keeping the digest of %s for %s: %w", d.Day, c.ID, err)
		}
		out = append(out, archive.Letter{Day: d.Day, Channel: c.ID, Body: string(body)})
	}
	return out, nil
}

// MessageOf writes a letter in every form that a channel may need.
func MessageOf(l archive.Letter, c rulefile.Channel) (deliver.Message, error) {
	name := l.Day.String()
	if l.Event != "" {
		name += "-" + l.Event
	}
	// The time at which the letter was made tells apart two archives that write
	// to the same receiver.
	mark := sha256.Sum256(fmt.Appendf(nil, "%s %d", l.Channel, l.Made.UnixMilli()))
	m := deliver.Message{Key: fmt.Sprintf("onset.%s.%x", name, mark[:6]), Name: name, Made: l.Made}
	var err error
	if l.Event == "" {
		err = digestMessage(l, c, &m)
	} else {
		err = noticeMessage(l, c, &m)
	}
	if err != nil {
		return m, fmt.Errorf("writing the letter of %s to channel %s: %w", name, l.Channel, err)
	}
	return m, nil
}

// parcel is what a webhook gets. Fields are only ever added.
type parcel struct {
	Type    string          `json:"type"` // digest or notice
	Key     string          `json:"key"`  // the same on each try
	Channel string          `json:"channel"`
	Digest  json.RawMessage `json:"digest,omitempty"`
	Notice  json.RawMessage `json:"notice,omitempty"`
}

func digestMessage(l archive.Letter, c rulefile.Channel, m *deliver.Message) error {
	var d digest.Digest
	err := json.Unmarshal([]byte(l.Body), &d)
	if err != nil {
		return err
	}
	m.Subject, m.Text, m.Markdown, m.Brief = subject(d.Status), digest.Text(d), digest.Markdown(d), digest.Brief(d)
	if m.HTML, err = digest.HTML(d); err != nil {
		return err
	}
	m.JSON, err = json.Marshal(parcel{Type: "digest", Key: m.Key, Channel: c.ID, Digest: json.RawMessage(l.Body)})
	return err
}

func noticeMessage(l archive.Letter, c rulefile.Channel, m *deliver.Message) error {
	var n digest.Notice
	err := json.Unmarshal([]byte(l.Body), &n)
	if err != nil {
		return err
	}
	m.Subject, m.Text, m.Markdown, m.Brief = subject(n.Status), digest.NoticeText(n), digest.NoticeMarkdown(n), digest.NoticeText(n)
	if m.HTML, err = digest.NoticeHTML(n); err != nil {
		return err
	}
	m.JSON, err = json.Marshal(parcel{Type: "notice", Key: m.Key, Channel: c.ID, Notice: json.RawMessage(l.Body)})
	return err
}

// subject is the beginning of a status line: what makes one open a mail.
func subject(status string) string {
	const parts = 5 // the day, new, back, repeated, corrections
	all := strings.Split(strings.Join(strings.Fields(status), " "), " · ")
	return "Onset · " + strings.Join(all[:min(parts, len(all))], " · ")
}

// noticeInput is what a notice needs to know beside its event.
func noticeInput(d *newsroom.Desk) digest.Input {
	in := digest.Input{Zone: d.File.Zone, Speakers: map[string]string{}}
	for _, s := range d.File.Speakers {
		in.Speakers[s.ID] = s.Name
	}
	for _, n := range d.File.Narratives {
		for _, tp := range n.TalkingPoints {
			in.Points = append(in.Points, digest.Point{Narrative: n.ID, Storyline: n.Title, ID: tp.ID, Title: tp.Title})
		}
	}
	return in
}
