package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"onset/newsroom/evidence"
	"onset/tracker/archive"
)

func (a *app) verifyCommand() *cobra.Command {
	return formats(&cobra.Command{
		Use:   "verify",
		Short: "Whether all that was recorded is as it was sealed, day for day",
		Long: `Each day, when the days that are over are closed, Onset seals what was recorded
or superseded since: events, mentions, verdicts, notes, what servers answered and
which files were imported. The seal is the hash of a list of hashes, that of the
list before it among them. verify computes all of it anew, and says what was added
or changed since the newest seal, and what is not as it was sealed.

The exit code is 1 when something was altered behind Onset's back. Whoever can
write to the database can make a whole chain anew, so keep the hash that is
printed elsewhere, or name a timestamping service in the rules file (timestamps).`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.verify(cmd.Context()) },
	}, "text", "json")
}

func (a *app) verify(ctx context.Context) error {
	s, err := a.openToRead(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	v, err := s.Verify(ctx)
	if err != nil {
		return err
	}
	var stamp *evidence.Stamp
	if v.Newest != nil && v.Newest.Stamp != nil {
		if stamp, err = evidence.ReadStamp(*v.Newest); err != nil {
			v.Broken = append(v.Broken, fmt.Sprintf("the timestamp of %s: %v", v.Newest.Day, err))
		}
	}
	if a.format == "json" {
		err = a.printJSON(struct {
			archive.Verification
			Timestamp *evidence.Stamp `json:"timestamp"`
		}{v, stamp})
	} else {
		_, err = fmt.Fprint(a.out, evidence.Verified(v, stamp))
	}
	if err == nil && len(v.Broken) > 0 {
		err = fmt.Errorf("%d not as sealed; a backup shows what was there (onset backup makes them)", len(v.Broken))
	}
	return err
}
