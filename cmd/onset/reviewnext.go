package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"

	"onset/newsroom"
	"onset/store"
	"onset/tables"
	"onset/tracker"
	"onset/tracker/archive"
	"onset/tracker/text"
	"onset/tracker/timeline"
)

// asking is onset review --next: one sentence after the other, with a key for each answer.
type asking struct {
	app     *app
	desk    *newsroom.Desk
	store   *store.Store
	queue   *newsroom.Questions
	keys    keypad
	only    string          // the talking point that is asked about; Empty: all
	who     string          // decides
	skipped map[string]bool // by mention
	last    string          // mention that was answered last
}

// reviewNext asks until nothing is left to ask, or nobody answers.
func (a *app) reviewNext(ctx context.Context, only string, f reviewFlags) error {
	d, err := newsroom.OpenDesk(a.config)
	if err != nil {
		return err
	}
	if only != "" {
		if err := knownPoint("next", only, d); err != nil {
			return err
		}
	}
	s, err := a.openStore(ctx, store.Options{ReadOnly: a.format == "json"})
	if err != nil {
		return err
	}
	defer s.Close()
	k := asking{app: a, desk: d, store: s, queue: &newsroom.Questions{Store: s}, keys: newKeypad(a.in, a.out), only: only, who: f.person(), skipped: map[string]bool{}}
	if a.format == "json" {
		list, err := k.open(ctx)
		if err != nil {
			return err
		}
		return a.printJSON(timeline.QuestionRows(list))
	}
	return k.run(ctx)
}

// manyQuestions is more than anybody answers at once.
const manyQuestions = 1000

// open lists what may be asked still, best first.
func (k *asking) open(ctx context.Context) ([]timeline.Question, error) {
	list, err := k.queue.Next(ctx, k.desk, manyQuestions)
	return slices.DeleteFunc(list, func(q timeline.Question) bool {
		return k.skipped[q.Witness.ID] || k.only != "" && q.Witness.Rule.ID != k.only
	}), err
}

func (k *asking) run(ctx context.Context) error {
	for {
		list, err := k.open(ctx)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			_, err := fmt.Fprintln(k.app.out, "Nothing is left to ask: a person has read the sentence of every first, or skipped it. Whether anything is earlier nobody checked.")
			return err
		}
		fmt.Fprint(k.app.out, k.words(list[0], len(list)))
		if err := k.answer(ctx, list[0].Witness); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
	}
}

// words shows a question.
func (k *asking) words(q timeline.Question, left int) string {
	var b strings.Builder
	w, e := q.Witness, q.Firsts[0]
	fmt.Fprintf(&b, "\n%s · %s (%d to ask)\n", w.Rule.ID, k.desk.PointTitle(w.Rule.ID), left)
	fmt.Fprintf(&b, "  “%s”\n", k.app.screen().Marked(tables.WithMarks(w.Text, w.HitsWithin(), tables.MarkBegin, tables.MarkEnd)))
	fmt.Fprintf(&b, "  %s\n  %s\n", text.Capital(timeline.Words(e))+".", w.URL)
	if len(q.Grounds) > 0 {
		fmt.Fprintf(&b, "  %s\n", text.Capital(timeline.Vouched(e, 0, nil))+".")
	}
	fmt.Fprintf(&b, "  Rests on it: %s. Without it: %s.\n", q.RestsOnIt(), q.WithoutIt())
	for i, a := range archive.Answers {
		b.WriteString(map[bool]string{true: "  ", false: " · "}[i == 0] + a.Key + " " + a.Name)
	}
	b.WriteString(" · s skip · u undo the last · q quit\n")
	return b.String()
}

// answer reads keys until one says something of the mention.
func (k *asking) answer(ctx context.Context, w tracker.Witness) error {
	shown, err := given(ctx, k.store, w.ID)
	if err != nil {
		return err
	}
	for {
		key, rest, err := k.keys.key()
		if err != nil {
			return err
		}
		switch key {
		case "q":
			return io.EOF
		case "s":
			k.skipped[w.ID] = true
			return nil
		case "u":
			if k.last == "" {
				fmt.Fprintln(k.app.out, "Nothing was answered yet.")
				continue
			}
			v := archive.Verdict{Mention: k.last, Action: archive.Undo, Who: k.who}
			k.last = ""
			return k.app.decide(ctx, k.store, v, false)
		}
		i := slices.IndexFunc(archive.Answers, func(a archive.Answer) bool { return a.Key == key })
		if i < 0 {
			fmt.Fprintf(k.app.out, "No answer has the key %q.\n", key)
			continue
		}
		done, err := k.say(ctx, archive.Answers[i], w, rest, len(shown))
		var o archive.Overtaken
		if errors.As(err, &o) { // it is asked again, if it still is a question
			fmt.Fprintf(k.app.out, "%s. Nothing was changed.\n", text.Capital(o.Error()))
			return nil
		}
		if err != nil || done {
			return err
		}
	}
}

// say records the answer of somebody who was shown some verdicts; it is not done when
// what had to be said beside can't be read.
func (k *asking) say(ctx context.Context, a archive.Answer, w tracker.Witness, rest string, shown int) (done bool, err error) {
	if a.Asks != "" && rest == "" {
		if rest, err = k.keys.line(a.Asks + ": "); err != nil {
			return false, err
		}
	}
	var value any
	switch {
	case a.Asks != "" && rest == "":
		fmt.Fprintln(k.app.out, "Nothing was changed.")
		return false, nil
	case a.Key == archive.AnswerSpeaker:
		value = k.desk.SpeakersNamed(rest)
	case a.Key == archive.AnswerDay:
		if value, err = saidFlag(rest); err != nil {
			fmt.Fprintf(k.app.out, "%v. Nothing was changed.\n", err)
			return false, nil
		}
	}
	verdicts, err := a.Verdicts(w.ID, k.who, value)
	for i, v := range verdicts {
		if seen := shown + i; err == nil {
			v.Seen = &seen
			err = k.app.decide(ctx, k.store, v, false)
		}
	}
	k.last = w.ID
	return true, err
}

// keypad reads single keys from a terminal, and lines from anything else: the
// first letter is the key then, and what follows is said beside.
type keypad struct {
	in  *bufio.Reader
	out io.Writer
	fd  int // of the terminal; -1: none
}

func newKeypad(in io.Reader, out io.Writer) keypad {
	k := keypad{in: bufio.NewReader(in), out: out, fd: -1}
	if f, ok := in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		k.fd = int(f.Fd())
	}
	return k
}

// key returns the next key, and what was said beside.
func (k keypad) key() (key, rest string, err error) {
	if k.fd < 0 {
		line, err := k.line("")
		key, rest, _ = strings.Cut(line, " ")
		return key, strings.TrimSpace(rest), err
	}
	before, err := term.MakeRaw(k.fd)
	if err != nil {
		return "", "", fmt.Errorf("reading single keys from the terminal: %w; pipe the answers in instead, one a line", err)
	}
	r, _, err := k.in.ReadRune()
	if err := errors.Join(err, term.Restore(k.fd, before)); err != nil {
		return "", "", err
	}
	if r == ctrlC || r == ctrlD {
		return "q", "", nil
	}
	fmt.Fprintf(k.out, "%c\n", r)
	return string(r), "", nil
}

// What a terminal in raw mode sends instead of ending the program or its input.
const (
	ctrlC = 3
	ctrlD = 4
)

// line asks for a line.
func (k keypad) line(prompt string) (string, error) {
	fmt.Fprint(k.out, prompt)
	line, err := k.in.ReadString('\n')
	if line != "" {
		err = nil
	}
	return strings.TrimSpace(line), err
}
