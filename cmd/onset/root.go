package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"onset/tracker/spelling"
	"onset/tracker/text"
)

// app is what every command shares: its streams, its clock and its flags.
type app struct {
	in       io.Reader
	out      io.Writer // results
	err      io.Writer // talk: logs, progress, errors
	now      func() time.Time
	config   string
	db       string
	named    bool // db, by --db
	index    string
	format   string
	logLevel string
	memory   uint // MiB
	export   exportFlags
	part     *os.File // of --out, until the command is done
}

// run executes one command line and returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return runAt(ctx, time.Now, args, stdin, stdout, stderr)
}

// runAt is run under a clock of its own.
func runAt(ctx context.Context, now func() time.Time, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{in: stdin, out: stdout, err: stderr, now: now}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	switch err = a.endOut(err); {
	case errors.Is(err, context.Canceled):
		fmt.Fprint(stderr, interrupted(cmd))
	case err != nil:
		fmt.Fprintf(stderr, "onset: %v\n", err)
	}
	return exitCode(err)
}

// keeps annotates a command with what is kept of it when it is interrupted; a
// command that says so itself has it empty.
const keeps = "keeps"

func interrupted(cmd *cobra.Command) string {
	kept, told := cmd.Annotations[keeps]
	switch {
	case !told:
		return "Interrupted.\n"
	case kept == "":
		return ""
	}
	return "Interrupted. " + kept + "\n"
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "onset",
		Short: "When a talking point appeared, who said it, where, and how sure that is",
		Long: `Onset reads news feeds into one SQLite file (or PostgreSQL), finds who said what when,
matches it against the talking points of narratives.yaml, records first dates
and shows shifts as timeline events. Every statement leads back to a sentence.

Start with:  onset demo
Then:        onset init`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       version,
		Args:          knownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if a.named = a.db != ""; !a.named {
				a.db = chosenDB()
			}
			if err := a.checkLevel(); err != nil {
				return err
			}
			a.limitMemory()
			return a.chooseFormat(cmd)
		},
	}
	flags := root.PersistentFlags()
	flags.StringVar(&a.config, "config", defaultConfig, "the file that defines sources, speakers and narratives")
	flags.StringVar(&a.db, "db", "", "the database: a file, or postgres://USER@HOST/DATABASE; default: ONSET_DB, else "+defaultDB)
	flags.StringVar(&a.index, "index", "", "the file of the search index beside PostgreSQL; default: one in the cache of the user")
	flags.StringVar(&a.format, "format", "", "table, json, jsonl, csv, xlsx (text, md and html where they make sense); default: table")
	a.export.add(flags)
	flags.StringVar(&a.logLevel, "log-level", "", "trace, debug, info, warn, error; default: info for run, else warn")
	flags.UintVar(&a.memory, "memory", 0, "MiB that the program keeps to, at the cost of time, without those of SQLite; default: GOMEMLIMIT, else none")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usagef("%w\nsee: %s --help", knownFlag(cmd, err), cmd.CommandPath())
	})
	root.SetVersionTemplate(fmt.Sprintf("onset %s, revision %s, %s\n", version, buildRevision(), runtime.Version()))
	root.AddCommand(a.commands()...)
	root.AddCommand(topics()...)
	refuseBadArguments(root)
	return root
}

// knownCommand refuses a word that is no command, and names the one that is like it.
func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range cmd.Commands() {
		names = append(names, c.Name())
	}
	return fmt.Errorf("unknown command %q%s", args[0], meant("", args[0], names))
}

// knownFlag says of a flag that is not known which one is like it.
func knownFlag(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return err
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return fmt.Errorf("%w%s", err, meant("--", unknown.GetSpecifiedName(), names))
}

// meant asks whether somebody meant another name.
func meant(before, unknown string, known []string) string {
	if near := spelling.Nearest(unknown, known); near != "" {
		return "; did you mean " + before + near + "?"
	}
	return ""
}

// wrongArguments says what a command takes in the words of its usage line.
func wrongArguments(c *cobra.Command, args []string) error {
	_, takes, _ := strings.Cut(c.Use, " ")
	switch {
	case takes == "" || strings.HasPrefix(takes, "-"):
		return fmt.Errorf("%s takes no arguments, and %q was given", c.CommandPath(), args)
	case len(args) == 0:
		return fmt.Errorf("%s needs %s", c.CommandPath(), takes)
	}
	return fmt.Errorf("%s takes %s, and %s were given", c.CommandPath(), takes, text.Count(len(args), "argument"))
}

// refuseBadArguments makes wrong arguments of any command end with exit code 2.
func refuseBadArguments(cmd *cobra.Command) {
	if check := cmd.Args; check != nil {
		cmd.Args = func(c *cobra.Command, args []string) error {
			err := check(c, args)
			if err != nil && c.HasSubCommands() {
				err = knownCommand(c, args)
			} else if err != nil {
				err = wrongArguments(c, args)
			}
			if err != nil {
				return usagef("%w\nsee: %s --help", err, c.CommandPath())
			}
			return nil
		}
	}
	for _, sub := range cmd.Commands() {
		refuseBadArguments(sub)
	}
}

// terminal tells whether w is a terminal that may be drawn on.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}

// commands lists every command, in the order in which help shows them.
func (a *app) commands() []*cobra.Command {
	return []*cobra.Command{
		a.demoCommand(), a.initCommand(), a.runCommand(), a.serveCommand(), a.fetchCommand(), a.mcpCommand(), a.pollCommand(), a.importCommand(),
		a.checkCommand(), a.explainCommand(), a.tryCommand(), a.draftCommand(),
		a.timelineCommand(), a.mentionsCommand(), a.whyCommand(), a.articleCommand(), a.digestCommand(), a.channelsCommand(), a.reportedCommand(), a.firstsCommand(), a.evidenceCommand(),
		a.searchCommand(), a.emergingCommand(), a.reviewCommand(), a.journalCommand(), a.rematchCommand(),
		a.feedsCommand(), a.coverageCommand(), a.sqlCommand(), a.backupCommand(), a.copyCommand(), a.pruneCommand(), a.verifyCommand(), a.doctorCommand(), a.manCommand(), a.versionCommand(),
	}
}
