package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"onset/newsroom/evidence"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/text"
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
		_, err = fmt.Fprint(a.out, verificationWords(v, stamp))
	}
	if err == nil && len(v.Broken) > 0 {
		err = fmt.Errorf("%d not as sealed; a backup shows what was there (onset backup makes them)", len(v.Broken))
	}
	return err
}

// namedMost is how many facts of each sort are named to a person.
const namedMost = 20

func verificationWords(v archive.Verification, stamp *evidence.Stamp) string {
	var b strings.Builder
	if v.Newest == nil {
		b.WriteString("Nothing is sealed yet: onset run, poll and import seal when they close a day.\n")
	} else {
		fmt.Fprintf(&b, "%s, sealed on %s up to %s, as they were sealed", text.Count(v.Facts, "fact"), text.Count(v.Days, "day"), v.Newest.Day)
		if v.Again > 0 {
			fmt.Fprintf(&b, " (%d of them again after a change)", v.Again)
		}
		fmt.Fprintf(&b, ".\nThe newest seal is %s", v.Newest.SHA256)
		if stamp != nil {
			fmt.Fprintf(&b, ", stamped %s by %s", tracker.Instant(stamp.At), stamp.Signer)
		}
		b.WriteString(".\n")
	}
	fmt.Fprintf(&b, "The bytes of %s are kept", text.Count(v.Answers-v.LetGo, "answer"))
	if v.LetGo > 0 {
		fmt.Fprintf(&b, ", of %d more their hashes alone", v.LetGo)
	}
	b.WriteString(".\n")
	for _, part := range []struct {
		names []string
		says  string
	}{
		{v.Added, "Added since, and not sealed yet"},
		{v.Changed, "Superseded or told otherwise since"},
		{v.Broken, "NOT AS SEALED"},
	} {
		if len(part.names) == 0 {
			continue
		}
		fmt.Fprintf(&b, "%s: %d\n", part.says, len(part.names))
		for i, name := range part.names {
			if i == namedMost {
				fmt.Fprintf(&b, "  … and %d more; --format json names all\n", len(part.names)-i)
				break
			}
			fmt.Fprintf(&b, "  %s\n", name)
		}
	}
	return b.String()
}
