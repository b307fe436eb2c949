package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"onset/tracker/rulefile"
)

// Editor puts what people add on a page into the rules file.
type Editor interface {
	// RulesFile returns the rules file as it stands.
	RulesFile(context.Context) (text string, err error)
	// Replace puts a text in place of the rules file, and keeps who did it and what
	// was added. Where the file is no longer the old one it is ErrChanged.
	Replace(ctx context.Context, old, text, who, added string) error
}

// ErrChanged is what Editor.Replace returns, wrapped, where somebody else has
// changed the rules file meanwhile.
var ErrChanged = errors.New("the rules file has changed meanwhile")

// Nameless is the name of a token that nobody gave a name: who bears it may look
// and judge, but what changes the rules file is kept under a name.
const Nameless = "token"

// amendment is what an addition changes in the rules file.
type amendment struct {
	Base   string // fingerprint of the file
	Line   int    // of the first that is shown
	Before []string
	Added  []string
	After  []string
	Fields []hidden // the draft, to be sent again
	text   string
}

// editor returns the name under which a visitor may change the rules file; empty:
// not at all.
func (s *Server) editor(r *http.Request) string {
	if name := visitorOf(r).name; s.o.Edit != nil && name != Nameless {
		return name
	}
	return ""
}

// amend shows what the drafts without faults change in a rules file.
func (v *proposeView) amend(file string, q url.Values) {
	var err error
	if v.Rule.Stanza != "" && len(v.Rule.Faults) == 0 {
		v.Rule.Amendment, err = v.Rule.amend(file)
		v.Rule.Faults = faultsIn(err)
		v.Rule.Amendment.keep(q, "title", "match", "examples", "narrative")
	}
	if v.Source.Stanza != "" && len(v.Source.Faults) == 0 {
		v.Source.Amendment, err = v.Source.amend(file)
		v.Source.Faults = faultsIn(err)
		v.Source.Amendment.keep(q, "name", "feed", "kind", "country", "language")
	}
}

func (d ruleDraft) amend(file string) (*amendment, error) {
	if d.Narrative != "" {
		return amended(file, func() (string, error) { return rulefile.Insert(file, d.Narrative, d.Stanza) })
	}
	return amended(file, func() (string, error) { return rulefile.InsertNarrative(file, d.Stanza) })
}

func (d sourceDraft) amend(file string) (*amendment, error) {
	return amended(file, func() (string, error) { return rulefile.InsertSource(file, d.Stanza) })
}

// amended says what an insertion changes. The whole file is tried with it, and one
// that alters lines that are there is refused.
func amended(file string, insert func() (string, error)) (*amendment, error) {
	text, err := insert()
	if err != nil {
		return nil, err
	}
	if _, err := rulefile.Load("narratives.yaml", []byte(text)); err != nil {
		return nil, err
	}
	a := &amendment{Base: fingerprint(file), text: text}
	if !a.compare(file) {
		return nil, errors.New("the rules file has one of this name already; call it otherwise, or change that one in the file")
	}
	return a, nil
}

func fingerprint(file string) string {
	sum := sha256.Sum256([]byte(file))
	return hex.EncodeToString(sum[:])
}

// shownAround is how many lines are shown on both sides of what is added.
const shownAround = 3

// compare finds the lines that are new, and tells whether all others are as they
// were.
func (a *amendment) compare(file string) bool {
	if !strings.HasSuffix(file, "\n") { // what is added ends its last line as the others end
		file += map[bool]string{true: "\r\n", false: "\n"}[strings.Contains(file, "\r\n")]
	}
	old, lines := strings.Split(file, "\n"), strings.Split(a.text, "\n")
	first, last := 0, 0
	for first < len(old) && old[first] == lines[first] {
		first++
	}
	for last < len(old)-first && old[len(old)-1-last] == lines[len(lines)-1-last] {
		last++
	}
	end := len(lines) - last
	for first > 0 && end > first && lines[end-1] == lines[first-1] { // a blank line before what is added belongs to it
		first, end, last = first-1, end-1, last+1
	}
	a.Line = max(0, first-shownAround) + 1
	a.Before, a.Added, a.After = concealed(lines[a.Line-1:first]), lines[first:end], concealed(lines[end:min(len(lines), end+shownAround)])
	return first+last == len(old)
}

// concealed hides what of lines that others wrote may be a secret.
func concealed(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = rulefile.Conceal(l)
	}
	return out
}

// keep notes what was typed, to be sent again.
func (a *amendment) keep(q url.Values, names ...string) {
	if a == nil {
		return
	}
	for _, name := range names {
		if value := q.Get(name); value != "" {
			a.Fields = append(a.Fields, hidden{name, value})
		}
	}
}

// amendRules puts a draft into the rules file, if this is still the one that its
// author saw.
func (s *Server) amendRules(w http.ResponseWriter, r *http.Request) error {
	if err := s.readForm(r); err != nil {
		return err
	}
	by := s.editor(r)
	if by == "" {
		return refusal{http.StatusForbidden, "Only who is signed in by a token with a name may change the rules file, and only where `onset run` serves the pages. Nothing was changed; what you added can be pasted into the file."}
	}
	n, err := s.catalogue(r.Context())
	if err != nil {
		return err
	}
	file, err := s.o.Edit.RulesFile(r.Context())
	if err != nil {
		return err
	}
	if r.PostForm.Get("base") != fingerprint(file) {
		return conflict
	}
	v := draftOf(r.PostForm, n)
	v.amend(file, nil)
	a, faults, added := v.Rule.Amendment, v.Rule.Faults, v.Rule.Stanza
	if added == "" {
		a, faults, added = v.Source.Amendment, v.Source.Faults, v.Source.Stanza
	}
	if a == nil {
		return refusal{http.StatusUnprocessableEntity, "This can’t be put into the rules file: " + strings.Join(append(faults, "Nothing was changed."), " ")}
	}
	if err := s.o.Edit.Replace(r.Context(), file, a.text, by, added); errors.Is(err, ErrChanged) {
		return conflict
	} else if err != nil {
		return err
	}
	return redirect("/propose?done=yes")(w, r)
}

var conflict = refusal{http.StatusConflict, "Somebody has changed the rules file meanwhile. Nothing was changed; go back, write it anew and look at what it changes."}
