package archive

import (
	"bytes"
	"fmt"
	"time"
)

// Overtaken refuses a verdict because of a contrary one that its author had not
// seen.
type Overtaken struct{ By Verdict }

// Error says who decided what, and when.
func (o Overtaken) Error() string {
	return fmt.Sprintf("%s decided otherwise meanwhile: %s, %s; look at it, and decide again", o.By.Who, o.By.what(), o.By.Recorded.UTC().Format(time.RFC3339))
}

func (v Verdict) what() string {
	if len(v.Value) == 0 {
		return v.Action
	}
	return v.Action + " " + string(v.Value)
}

// Overtaken returns, as an error, the first verdict that v's author had not seen and that is
// contrary to it, out of all on the mention in their order; nil without one.
func (v Verdict) Overtaken(all []Verdict) error {
	if v.Seen == nil {
		return nil
	}
	for _, other := range all[min(max(*v.Seen, 0), len(all)):] {
		if v.contrary(other) {
			return Overtaken{other}
		}
	}
	return nil
}

// contrary tells whether a verdict would undo, or is undone by, what another
// one says. Two on different sides of a mention agree, such as its speaker and
// its date; one that says the same says nothing against it.
func (v Verdict) contrary(other Verdict) bool {
	switch {
	case v.Action == other.Action:
		return !bytes.Equal(v.Value, other.Value)
	case other.Action == Undo:
		return true
	case other.Superseded != nil:
		return false
	}
	return v.Action == Undo || v.Action == Reject || other.Action == Reject
}

// Against returns, as an error, the first verdict of somebody else that stands and is
// contrary to v, out of all on the mention; nil without one. It is for whoever was
// shown none of them.
func (v Verdict) Against(all []Verdict) error {
	for _, other := range all {
		if other.Superseded == nil && other.Who != v.Who && v.contrary(other) {
			return Overtaken{other}
		}
	}
	return nil
}
