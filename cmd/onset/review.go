package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/user"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"onset/newsroom"
	"onset/tables"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// reviewFlags are the flags of onset review.
type reviewFlags struct {
	reject, confirm, undo, dry, next bool
	anyway                           bool
	speaker, stance, treatment, said string
	add, sentence                    string
	who, why                         string
}

func (a *app) reviewCommand() *cobra.Command {
	var f reviewFlags
	cmd := &cobra.Command{
		Use:   "review [ID]",
		Short: "A verdict on a mention: reject, confirm, or set speaker, stance, treatment, said; or a passage that was missed",
		Long: `Records what a person decided about a mention (onset mentions lists their ids)
and shows what of the timeline moves; --dry-run only shows it. A verdict survives
changed rules and newer readers; --undo takes it back. Nothing is deleted. Where
somebody else decided otherwise you are told who, what and when, and nothing
changes; --anyway decides all the same.

With --add the ID is that of an article (its number or address), and --sentence
names words of the sentence in which its rule missed a talking point. It becomes
a mention like others. Who said it, when and how is what Onset reads there unless
the flags say otherwise.

With --next it asks: one sentence after the other on which first dates rest, those
first whose answer would move most, with one key for each answer: yes, wrong
point, wrong speaker, wrong day, not said. The ID may be a talking point that is
asked about alone. Where the input is no terminal an answer is a line: the key,
and after a blank who said it, or when ("w lavrov", "d 2026-02-03"). With
--format json the questions are listed instead.

Without an ID it shows what people said of each rule: how many of its mentions
they confirmed and rejected, and how many passages they marked that it misses.`,
		Example: `  onset review ID --reject --why "quotes a rebuttal"
  onset review ID --speaker lavrov --said 2026-02-02..2026-02-03 --dry-run
  onset review --next
  onset review https://news.example/7 --add guarantees-are-a-threat/world-war --sentence "a global blaze"`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case f.next:
				return a.reviewNext(cmd.Context(), strings.Join(args, ""), f)
			case len(args) == 0:
				return a.judgedRules(cmd.Context())
			case f.add != "":
				return a.addPassage(cmd.Context(), args[0], f)
			}
			return a.review(cmd.Context(), args[0], f)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.next, "next", false, "ask about the sentences on which most first dates rest, one key an answer")
	flags.BoolVar(&f.reject, "reject", false, "it is no mention of this talking point")
	flags.BoolVar(&f.confirm, "confirm", false, "it is one")
	flags.BoolVar(&f.undo, "undo", false, "take back all verdicts on it")
	flags.StringVar(&f.add, "add", "", "a passage that was missed: the talking point, as NARRATIVE/POINT; ID is the article")
	flags.StringVar(&f.sentence, "sentence", "", "with --add: words of the sentence")
	flags.StringVar(&f.speaker, "speaker", "", "who said it: ids or names, separated by commas; none: the outlet itself")
	flags.StringVar(&f.stance, "stance", "", "affirms, denies, asks or not_said")
	flags.StringVar(&f.treatment, "treatment", "", "asserts, reports, distances or debunks")
	flags.StringVar(&f.said, "said", "", "when it was said: a day, DAY..DAY, or unknown")
	flags.StringVar(&f.who, "who", "", "who decides; default: the user of this machine")
	flags.StringVar(&f.why, "why", "", "the reason, in words")
	flags.BoolVar(&f.anyway, "anyway", false, "decide also where others decided otherwise")
	flags.BoolVar(&f.dry, "dry-run", false, "only show what would move")
	return formats(cmd, "text", "json")
}

// judgedRules shows how good each rule is, by the verdicts of people.
func (a *app) judgedRules(ctx context.Context) error {
	s, err := a.openToRead(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	ws, err := s.Judged(ctx)
	if err != nil {
		return err
	}
	rules := timeline.JudgeRules(ws)
	t := tables.Table{Columns: []string{"talking point", "confirmed", "rejected", "missed", "precision", "recall at most"}, JSON: rules, Empty: "Nobody has reviewed a mention.",
		Note: "Precision: of the mentions that people checked, the share that was right. Recall: of the right ones, the share that the rule takes."}
	for _, r := range rules {
		t.Rows = append(t.Rows, []string{r.Narrative + "/" + r.TalkingPoint, fmt.Sprint(r.Confirmed), fmt.Sprint(r.Rejected), fmt.Sprint(r.Missed), share(r.Precision), share(r.Recall)})
	}
	return a.print(t)
}

// share writes a share; nothing where it is unknown.
func share(s *float64) string {
	if s == nil {
		return ""
	}
	return fmt.Sprintf("%.2f", *s)
}

func (a *app) review(ctx context.Context, id string, f reviewFlags) error {
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return err
	}
	verdicts, err := f.verdicts(id, d)
	if err != nil {
		return err
	}
	s, err := a.openToWrite(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	for _, v := range verdicts {
		all, err := given(ctx, s, v.Mention)
		if err == nil && !f.anyway {
			err = v.Against(all)
		}
		if err != nil {
			return overtaken(err)
		}
		seen := len(all)
		v.Seen = &seen
		if err := a.decide(ctx, s, v, f.dry); err != nil {
			return overtaken(err)
		}
	}
	return nil
}

// reviewer takes the verdicts of people, and has those that were given.
type reviewer interface {
	Verdicts(context.Context) ([]archive.Verdict, error)
	Review(ctx context.Context, v archive.Verdict, dry bool) (archive.Moved, error)
}

// given returns all verdicts on a mention, in their order.
func given(ctx context.Context, s reviewer, mention string) ([]archive.Verdict, error) {
	all, err := s.Verdicts(ctx)
	return slices.DeleteFunc(all, func(v archive.Verdict) bool { return v.Mention != mention }), err
}

// overtaken adds what can be done where somebody decided otherwise meanwhile.
func overtaken(err error) error {
	var o archive.Overtaken
	if !errors.As(err, &o) {
		return err
	}
	return fmt.Errorf("%w: onset why %s shows it, --anyway decides all the same", err, o.By.Mention)
}

// decide records a verdict and tells what it moves.
func (a *app) decide(ctx context.Context, s reviewer, v archive.Verdict, dry bool) error {
	moved, err := s.Review(ctx, v, dry)
	if err != nil {
		return err
	}
	if a.format == "json" {
		return a.printJSON(moved)
	}
	_, err = fmt.Fprint(a.out, movedWords(v, moved, dry))
	return err
}

// person is who decides.
func (f reviewFlags) person() string {
	if f.who != "" {
		return f.who
	}
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return ""
}

// verdicts turns the flags into verdicts on one mention.
func (f reviewFlags) verdicts(id string, d *newsroom.Desk) ([]archive.Verdict, error) {
	var out []archive.Verdict
	add := func(action string, value any) {
		v := archive.Verdict{Mention: id, Action: action, Who: f.person(), Why: f.why}
		if value != nil {
			v.Value, _ = json.Marshal(value) // strings, spans of days and speakers always marshal
		}
		out = append(out, v)
	}
	for flag, action := range map[*bool]string{&f.reject: archive.Reject, &f.confirm: archive.Confirm, &f.undo: archive.Undo} {
		if *flag {
			add(action, nil)
		}
	}
	if f.speaker != "" {
		add(archive.SetSpeaker, d.SpeakersNamed(f.speaker))
	}
	if f.stance != "" {
		add(archive.SetStance, f.stance)
	}
	if f.treatment != "" {
		add(archive.SetTreatment, f.treatment)
	}
	if f.said != "" {
		said, err := saidFlag(f.said)
		if err != nil {
			return nil, err
		}
		add(archive.SetSaid, said)
	}
	if len(out) == 0 {
		return nil, usagef("a verdict is missing: --reject, --confirm, --speaker, --stance, --treatment, --said or --undo")
	}
	if f.reject && f.confirm || f.undo && len(out) > 1 {
		return nil, usagef("these verdicts exclude each other")
	}
	return out, nil
}

// saidFlag reads what --said names.
func saidFlag(value string) (*tracker.Said, error) {
	said, err := archive.ParseSaid(value)
	if err != nil {
		return nil, usagef("--said: %w", err)
	}
	return said, nil
}

// movedWords tells what a verdict does.
func movedWords(v archive.Verdict, m archive.Moved, dry bool) string {
	var b strings.Builder
	verb := "Recorded"
	if dry {
		verb = "Would record"
	}
	value := strings.TrimSuffix(" "+string(v.Value), " ")
	if v.Action == archive.Add {
		value = fmt.Sprintf(" “%s”", text.Within(m.After.Text, 100))
	}
	fmt.Fprintf(&b, "%s: %s%s on %s (%s/%s).\n", verb, v.Action, value, v.Mention, m.After.Narrative, m.After.TalkingPoint)
	if m.Changes.Empty() {
		b.WriteString("No date moves.\n")
	}
	for _, e := range m.Removed {
		fmt.Fprintf(&b, "  no longer: %s for %s: %s\n", e.Kind, e.Scope.Name(), timeline.Words(e))
	}
	for _, e := range m.Changes.Add {
		fmt.Fprintf(&b, "  now:       %s for %s: %s\n", e.Kind, e.Scope.Name(), timeline.Words(e))
	}
	return b.String()
}
