package newsroom

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/refute"
	"onset/tracker/timeline"
)

// olderHeard is how many articles that name a speaker are read at most for what that
// speaker said.
const olderHeard = 300

// heard counts, of what a speaker says for the first time, which statements of that speaker
// were looked through before.
func (a *attempt) heard(ctx context.Context) error {
	if a.event.Kind != tracker.Joined {
		return nil
	}
	h, err := a.heardOf(ctx, a.scope.ID, a.before)
	a.Heard = &h
	return err
}

// heardOf counts what a speaker surely said before a day in the newest articles that name
// the speaker.
func (r Refuter) heardOf(ctx context.Context, speaker string, before tracker.Day) (h refute.Heard, err error) {
	key := speaker + " " + before.String()
	if h, known := r.voices[key]; known {
		return h, nil
	}
	i := slices.IndexFunc(r.Desk.File.Speakers, func(s tracker.Speaker) bool { return s.ID == speaker })
	if i < 0 {
		return h, nil
	}
	var names []string
	for _, name := range append([]string{r.Desk.File.Speakers[i].Name}, r.Desk.File.Speakers[i].Aliases...) {
		names = append(names, fmt.Sprintf("%q", name))
	}
	e, err := r.parser.Parse(strings.Join(names, " OR "))
	if err != nil {
		return h, nil // a name that the rule language has no word for
	}
	ids, err := r.Store.NewestBefore(ctx, e.Plan(), before, olderHeard)
	if err != nil || len(ids) == 0 {
		return h, err
	}
	err = r.Store.Texts(ctx, archive.Which{Revisions: ids, ClaimsAlone: true}, func(art archive.Article) error {
		for _, c := range art.Claims {
			if surelyBy(c, speaker) {
				h.Statements++
				h.Days = max(h.Days, int(before-art.Day))
			}
		}
		return ctx.Err()
	})
	if h.Statements > 0 {
		h.Since = before - tracker.Day(h.Days)
	}
	r.voices[key] = h
	return h, err
}

// surelyBy tells whether a speaker states something in a claim.
func surelyBy(c tracker.Claim, speaker string) bool {
	return (c.Stance == tracker.Affirms || c.Stance == tracker.Denies) && slices.ContainsFunc(c.Speakers, func(s tracker.ClaimSpeaker) bool {
		return s.ID == speaker && !s.Unsure
	})
}

// unsureBefore keeps, of a turn, what its speaker may have said before with the sign that
// is new.
func (a *attempt) unsureBefore(ws []tracker.Witness) {
	a.opposite = map[string]bool{}
	for _, w := range ws {
		a.settled = a.settled || w.ID == a.event.Mention && w.Verdict == timeline.Confirmed
		day := w.Published.Day
		switch {
		case w.Stance != a.event.Stance:
			a.opposite[w.Text] = true
		case day < a.before && a.inScope(w):
			a.found = append(a.found, refute.Older{Text: w.Text, Source: a.Desk.Source(w.Source).Name, Published: day, URL: w.URL, Share: 1, Why: refute.Unsure(w), Refutes: refute.ShowsTheLine(w)})
		}
	}
}

// denies limits an expression to what its speaker denies.
const denies = "stance:denies"

// sign limits an expression to what affirms, or to what denies where a turn is to a
// denial.
func (a *attempt) sign() string {
	if a.event.Kind == tracker.Turn && a.event.Stance == tracker.Denies {
		return denies
	}
	return "NOT " + denies
}
