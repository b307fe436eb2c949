package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/newsroom/evidence"
	"onset/store"
	"onset/tracker/archive"
)

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
	var proofs []evidence.Proof
	for _, id := range ids {
		c, err := s.Why(ctx, id)
		if errors.Is(err, archive.ErrNotFound) {
			return fmt.Errorf("proving %s: no event or mention has this id; onset timeline and onset mentions list them", id)
		}
		if err == nil {
			err = a.tried(ctx, s, &c)
		}
		if err != nil {
			return err
		}
		proofs = append(proofs, evidence.Proof{ID: id, Chain: c})
	}
	if keep {
		if err := a.keepPages(ctx, proofs); err != nil {
			return err
		}
	}
	by := evidence.Maker{Version: version, Now: a.now(), Archive: store.Shown(a.db)}
	switch a.format {
	case "json":
		return a.printJSON(proofs)
	case "zip":
		chains := make([]archive.Chain, len(proofs))
		for i, p := range proofs {
			chains[i] = p.Chain
		}
		proof, err := s.Proof(ctx, chains)
		if err != nil {
			return err
		}
		return by.Bundle(a.out, proofs, proof)
	}
	return by.Page(a.out, proofs)
}

// keepPages has the page of each chain kept.
func (a *app) keepPages(ctx context.Context, proofs []evidence.Proof) error {
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return err
	}
	for i, p := range proofs {
		if p.Article == nil || !evidence.OnTheWeb(p.Article.URL) {
			continue
		}
		answer, err := kept(ctx, d, p.Article.URL)
		if err != nil {
			return err
		}
		proofs[i].Kept = &answer
	}
	return nil
}

// tried tries to refute the event of a chain under the rules in force. Without a rules
// file that can be read nothing is tried.
func (a *app) tried(ctx context.Context, s *store.Store, c *archive.Chain) error {
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return nil
	}
	return newsroom.NewRefuter(d, s, nil).Chain(ctx, c)
}
