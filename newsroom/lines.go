package newsroom

import (
	"cmp"
	"context"
	"fmt"

	"onset/tracker/discover"
	"onset/tracker/refute"
)

// Line looks for what would make it false that a candidate is new: older passages
// that say the same in other words, and lines that were found before it, of all that are
// known, and share a sentence with it.
func (r Refuter) Line(ctx context.Context, c discover.Candidate, known []Candidate) (refute.Attempt, error) {
	var own []wording
	for _, x := range c.Examples {
		own = append(own, wording{x.Text, c.Language})
	}
	a, err := r.attempt(ctx, c.FirstPublished, own...)
	if err != nil || len(own) == 0 {
		return a.Attempt, err
	}
	a.speakers = r.named(c.Speakers)
	a.NotNew = !c.Once && discover.SaysOld(c.Label) // of a single statement discovery knows whose words those are
	a.sharing(c, known)
	for _, look := range []func(context.Context) error{a.inOtherWords, a.byRoles, a.looked} {
		if err := look(ctx); err != nil {
			return a.Attempt, fmt.Errorf("looking for what came near to candidate %s before: %w", c.ID, err)
		}
	}
	if err := r.read(ctx, []*attempt{a}); err != nil {
		return a.Attempt, fmt.Errorf("reading what came near to candidate %s before: %w", c.ID, err)
	}
	return a.done(), nil
}

// sharing finds lines that were found before a candidate and share a sentence with it.
func (a *attempt) sharing(c discover.Candidate, known []Candidate) {
	for _, o := range known {
		if o.Told() == 0 || o.Told() >= cmp.Or(c.Told(), c.MaybeSince) || o.Status == Dismissed {
			continue
		}
		if x := c.Shares(o.Candidate); x.Text != "" {
			a.found = append(a.found, refute.Older{Text: x.Text, Source: a.Desk.Source(x.Source).Name, Published: x.Published, URL: x.URL, Share: 1,
				Why: "it stands in a line that was found on " + o.Told().String(), Refutes: true})
		}
	}
}
