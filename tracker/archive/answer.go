package archive

import (
	"encoding/json"
	"fmt"

	"onset/tracker"
)

// Answer is what a person may say with one key of a sentence that is asked about.
type Answer struct {
	Key   string // one letter
	Name  string
	Asks  string // what has to be said beside; empty: nothing
	Means string // in a sentence
}

// The answers, by their keys.
const (
	AnswerYes     = "y"
	AnswerPoint   = "p"
	AnswerSpeaker = "w"
	AnswerDay     = "d"
	AnswerNotSaid = "n"
)

// Answers lists them, in the order in which they are offered.
var Answers = []Answer{
	{AnswerYes, "yes", "", "it says this, said by them, on that day"},
	{AnswerPoint, "wrong point", "", "it is not what the talking point says"},
	{AnswerSpeaker, "wrong speaker", "who said it", "somebody else said it"},
	{AnswerDay, "wrong day", "when it was said", "it was said on another day"},
	{AnswerNotSaid, "not said", "", "nobody said it: it may be said, was refused, or is made up"},
}

// Verdicts are what an answer comes to: who says what alone was wrong has read the rest.
// Of a wrong speaker or day the value is the right one, as a verdict has it.
func (a Answer) Verdicts(mention, who string, value any) ([]Verdict, error) {
	v := Verdict{Mention: mention, Who: who, Why: "asked: " + a.Name}
	put := func(action string, value any) error {
		b, err := json.Marshal(value)
		if err != nil {
			return fmt.Errorf("writing down the %s of a mention: %w", action, err)
		}
		v.Action, v.Value = action, b
		return nil
	}
	confirm := v
	confirm.Action = Confirm
	var err error
	switch a.Key {
	case AnswerYes:
		return []Verdict{confirm}, nil
	case AnswerPoint:
		v.Action = Reject
	case AnswerNotSaid:
		err = put(SetStance, tracker.NotSaid)
	case AnswerSpeaker:
		err = put(SetSpeaker, value)
		return []Verdict{v, confirm}, err
	case AnswerDay:
		err = put(SetSaid, value)
		return []Verdict{v, confirm}, err
	default:
		err = fmt.Errorf("no answer has the key %q", a.Key)
	}
	return []Verdict{v}, err
}
