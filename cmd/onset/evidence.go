package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"onset/deliver/hook"
	"onset/newsroom"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/timeline"
)

//go:embed evidence.gohtml
var evidenceSource string

var evidencePage = template.Must(template.New("evidence").Parse(evidenceSource))

func (a *app) evidenceCommand() *cobra.Command {
	var keep bool
	cmd := formats(&cobra.Command{
		Use:   "evidence ID...",
		Short: "One page that proves events or mentions: the sentence, the stored text, the chain of why",
		Long: `Writes one HTML page that needs nothing else and prints well: for each event or
mention the sentence in its context, the stored text with its SHA-256 and the
time at which it was fetched, the rule that took it, what people decided, and
what was believed before.

--format zip writes that page together with all that a stranger needs to check it
without Onset: the bytes that servers answered with, the facts as they were
recorded, the chain of hashes that seals them (onset verify), what a timestamping
service answered, and a README that says how.`,
		Example: "  onset evidence ID --out proof.html\n  onset evidence ID --format zip --out proof.zip",
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.evidence(cmd.Context(), args, keep) },
	}, "html", "json", "zip")
	cmd.Flags().BoolVar(&keep, "archive", false, "have the command of hooks in the rules file keep the page of each, and say what it wrote")
	return cmd
}

func (a *app) evidence(ctx context.Context, ids []string, keep bool) error {
	s, err := a.openToRead(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	var chains []keptChain
	for _, id := range ids {
		c, err := s.Why(ctx, id)
		if errors.Is(err, archive.ErrNotFound) {
			return fmt.Errorf("proving %s: no event or mention has this id; onset timeline and onset mentions list them", id)
		}
		if err != nil {
			return err
		}
		if err := a.tried(ctx, s, &c); err != nil {
			return err
		}
		chains = append(chains, keptChain{Chain: c})
	}
	if keep {
		if err := a.keepPages(ctx, chains); err != nil {
			return err
		}
	}
	if a.format == "json" {
		return printJSON(a.out, chains)
	}
	page := struct {
		Version, Made, Archive string
		Proofs                 []proof
	}{version, instant(a.now()), a.db, nil}
	for i, c := range chains {
		p := a.proofOf(ids[i], c.Chain)
		if c.Kept != nil {
			p.Kept = hookWords("kept", *c.Kept)
		}
		page.Proofs = append(page.Proofs, p)
	}
	var html bytes.Buffer
	if err := evidencePage.Execute(&html, page); err != nil {
		return fmt.Errorf("writing the evidence: %w", err)
	}
	if a.format == "zip" {
		proof, err := s.Proof(ctx, plainChains(chains))
		if err != nil {
			return err
		}
		return a.writeBundle(a.out, html.Bytes(), proof)
	}
	if _, err := a.out.Write(html.Bytes()); err != nil {
		return fmt.Errorf("writing the evidence: %w", err)
	}
	return nil
}

// keptChain is a chain with what a command of the user's own made of its page.
type keptChain struct {
	archive.Chain
	Kept *hook.Answer `json:"kept,omitempty"`
}

func plainChains(list []keptChain) []archive.Chain {
	out := make([]archive.Chain, len(list))
	for i, c := range list {
		out[i] = c.Chain
	}
	return out
}

// keepPages has the page of each chain kept.
func (a *app) keepPages(ctx context.Context, chains []keptChain) error {
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return err
	}
	for i, c := range chains {
		if c.Article == nil || !onTheWeb(c.Article.URL) {
			continue
		}
		answer, err := kept(ctx, d, c.Article.URL)
		if err != nil {
			return err
		}
		chains[i].Kept = &answer
	}
	return nil
}

// onTheWeb tells whether an address is one of a page.
func onTheWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https")
}

// proof is one event or mention on the page.
type proof struct {
	Heading  string
	Lines    []string
	Sentence string
	Before   string // of its paragraph
	After    string
	Citation string
	URL      string
	Kept     string // what a command of the user's own wrote
	Chain    []fact
	Text     []passageText
	TextSHA  string
}

// fact is a line of the chain.
type fact struct{ Label, Text string }

// passageText is a part of the text, marked where it is the sentence.
type passageText struct {
	Text string
	Hit  bool
}

func (a *app) proofOf(id string, c archive.Chain) proof {
	p := proof{Heading: id}
	if e := c.Event; e != nil {
		p.Heading = fmt.Sprintf("%s · %s · %s", e.ID, kindOf(*e), pointOf(*e))
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
		p.Citation = citation(*c.Article, instant(a.now()))
		if onTheWeb(c.Article.URL) {
			p.URL = c.Article.URL
		}
	}
	p.place(c)
	for line := range strings.Lines(chainWords(c, 0)) {
		label, text, _ := strings.Cut(strings.TrimRight(line, "\n"), " ")
		p.Chain = append(p.Chain, fact{label, strings.TrimSpace(text)})
	}
	return p
}

// place finds the sentence in the stored text.
func (p *proof) place(c archive.Chain) {
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
	return fmt.Sprintf("%s, “%s”, %s, %s (first fetched %s; this page written %s).", v.Source, v.Title, published, v.URL, instant(v.Seen), accessed)
}
