package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"onset/newsroom/checkup"
	"onset/store"
	"onset/tables"
)

// doctorFlags say how much onset doctor looks at.
type doctorFlags struct{ deep, quick, offline bool }

func (a *app) doctorCommand() *cobra.Command {
	var f doctorFlags
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Looks whether all is well: rules, database, clock, disk, feeds, channels",
		Long: `Looks at everything that Onset depends on, changes nothing, sends nothing, and
says what to do about what it finds. The exit code is 1 when something is bad.
With --offline, nothing that others may have caused is bad: feeds and receivers
that don't answer are warnings, so that a health check restarts nothing for them.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.doctor(cmd.Context(), f) },
	}
	cmd.Flags().BoolVar(&f.deep, "deep", false, "check the order of every index too; takes minutes for a large database")
	cmd.Flags().BoolVar(&f.quick, "quick", false, "don't look through the pages of the database")
	cmd.Flags().BoolVar(&f.offline, "offline", false, "don't connect to channels, and judge only what is on this machine")
	return cmd
}

func (a *app) doctor(ctx context.Context, f doctorFlags) error {
	found := a.examine(ctx, f)
	t := tables.Table{Columns: []string{"check", "state", "says", "do"}, JSON: found, Wraps: true}
	n := 0
	for _, one := range found {
		if one.State == checkup.Bad {
			n++
		}
		t.Rows = append(t.Rows, []string{one.Check, one.State, one.Says, one.Do})
	}
	if err := a.print(t); err != nil {
		return err
	}
	if n > 0 {
		return fmt.Errorf("%d of %d checks are bad", n, len(found))
	}
	return nil
}

// receiverTime is how long a receiver may take to answer.
const receiverTime = 10 * time.Second

// examine looks at all that the flags ask for.
func (a *app) examine(ctx context.Context, f doctorFlags) []checkup.Finding {
	x := checkup.Examination{Config: a.config, DB: store.Shown(a.db), OnServer: store.IsAddress(a.db), Lease: leaseTime, Now: a.now, Deep: f.deep, Quick: f.quick, Offline: f.offline,
		Steps: func(ctx context.Context) (seen, known int, err error) { return store.Steps(ctx, a.db) },
		Open: func(ctx context.Context) (checkup.Archive, error) {
			return a.openToRead(ctx)
		}}
	sender := a.sender()
	sender.Timeout = receiverTime
	x.Reach = sender.Check
	return x.All(ctx)
}
