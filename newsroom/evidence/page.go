// Package evidence proves events and mentions to a stranger: [Lines] is the chain from
// an event down to its rule in words, [Maker.Page] one HTML page that shows the sentence
// in its stored text, and [Maker.Bundle] a ZIP with all that is needed to check both
// without Onset. [ReadStamp] reads what a timestamping service vouched for.
package evidence

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"onset/deliver/hook"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

//go:embed page.gohtml
var pageSource string

var pageTemplate = template.Must(template.New("evidence").Parse(pageSource))

// Maker says who makes evidence out of which archive, and when.
type Maker struct {
	Version string
	Now     time.Time
	Archive string // the name of its file
}

// Proof is what proves one event or mention.
type Proof struct {
	ID string `json:"-"` // that was asked for
	archive.Chain
	Kept *hook.Answer `json:"kept,omitempty"` // what a command of the user's own made of its page; nil: none was asked
}

// Page writes one page that needs nothing else.
func (m Maker) Page(w io.Writer, proofs []Proof) error {
	page := struct {
		Version, Made, Archive string
		Proofs                 []shown
	}{m.Version, tracker.Instant(m.Now), m.Archive, nil}
	for _, p := range proofs {
		page.Proofs = append(page.Proofs, m.show(p))
	}
	if err := pageTemplate.Execute(w, page); err != nil {
		return fmt.Errorf("writing the evidence: %w", err)
	}
	return nil
}

// OnTheWeb tells whether an address is one of a page.
func OnTheWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https")
}

// shown is one event or mention on the page.
type shown struct {
	Heading  string
	Lines    []string
	Sentence string
	Before   string // of its paragraph
	After    string
	Citation string
	URL      string
	Kept     string // what a command of the user's own wrote
	Chain    []Line
	Text     []passageText
	TextSHA  string
}

// passageText is a part of the text, marked where it is the sentence.
type passageText struct {
	Text string
	Hit  bool
}

func (m Maker) show(c Proof) shown {
	p := shown{Heading: c.ID, Chain: Lines(c.Chain)}
	if e := c.Event; e != nil {
		p.Heading = fmt.Sprintf("%s · %s · %s", e.ID, timeline.KindWords(*e), e.Subject())
		p.Lines = append(p.Lines, timeline.Words(*e)+".")
		p.Lines = append(p.Lines, timeline.Caveats(*e, 0)...)
		p.Sentence = e.Evidence.Text
	}
	if w := c.Mention; w != nil {
		if c.Event == nil {
			p.Heading = fmt.Sprintf("%s · %s/%s", w.ID, w.Narrative, w.TalkingPoint)
		}
		p.Sentence = w.Text
	}
	if c.Article != nil {
		p.Citation = citation(*c.Article, tracker.Instant(m.Now))
		if OnTheWeb(c.Article.URL) {
			p.URL = c.Article.URL
		}
	}
	if c.Kept != nil {
		p.Kept = c.Kept.Words("kept")
	}
	p.place(c.Chain)
	return p
}

// place finds the sentence in the stored text.
func (p *shown) place(c archive.Chain) {
	if c.Revision == nil || c.Mention == nil || c.Revision.Text == "" && c.Mention.Part == tracker.Body {
		return
	}
	whole := c.Revision.Text
	if c.Mention.Part == tracker.Title {
		whole = c.Revision.Title
	}
	sum := sha256.Sum256([]byte(whole))
	p.TextSHA = hex.EncodeToString(sum[:])
	start, end := c.Mention.Start, c.Mention.End
	if start < 0 || end > len(whole) || start >= end || whole[start:end] != c.Mention.Text {
		p.Text = []passageText{{whole, false}}
		return
	}
	p.Text = []passageText{{whole[:start], false}, {whole[start:end], true}, {whole[end:], false}}
	p.Before, p.After = inContext(whole, start, end)
}

// inContext returns what stands before and after a sentence in its paragraph, as
// far as helps to understand it.
func inContext(whole string, start, end int) (before, after string) {
	const most = 600 // bytes on each side
	before = whole[max(0, start-most):start]
	if i := strings.LastIndexByte(before, '\n'); i >= 0 {
		before = before[i+1:]
	} else if start > most {
		before = "…" + strings.TrimLeftFunc(before, func(r rune) bool { return r == utf8.RuneError })
	}
	after = whole[end:min(len(whole), end+most)]
	if i := strings.IndexByte(after, '\n'); i >= 0 {
		after = after[:i]
	} else if end+most < len(whole) {
		after = strings.ToValidUTF8(after, "") + "…"
	}
	return before, after
}

// citation says where the article is, as one would cite it.
func citation(v archive.Dossier, accessed string) string {
	published := v.Published.Words()
	if published == "" {
		published = "no date"
	}
	return fmt.Sprintf("%s, “%s”, %s, %s (first fetched %s; this page written %s).", v.Source, v.Title, published, v.URL, tracker.Instant(v.Seen), accessed)
}
