package timeline

import (
	"fmt"

	"onset/tracker"
)

// JoinedIn is the detail of joined.
type JoinedIn struct {
	Name   string      `json:"speaker_name"`
	Source string      `json:"source_name"`
	Others tracker.Day `json:"others_since"` // the first day on which others are known to have said it
}

// joinDays is how long others must have said it: who speaks while it arises is one of
// many.
const joinDays = 7

// joins gives who says on the day, surely and for the first time, what others have been
// saying. Where the speaker may have said it before it is doubtful.
func (d *closing) joins(said []saying) (out []tracker.Event) {
	for i := range said {
		v := &said[i]
		if v.now.Denies || v.now.Repeated || v.turned() || d.saidEarlier(v.speaker) {
			continue
		}
		if others := d.others(v.speaker); others != 0 && others <= d.day-joinDays {
			out = append(out, d.join(v, others))
		}
	}
	return out
}

func (d *closing) join(v *saying, others tracker.Day) tracker.Event {
	w := d.today[v.now.ID]
	detail := JoinedIn{Name: d.ctx.name(tracker.ClaimSpeaker{ID: v.speaker}), Source: d.ctx.sourceName(w.Source), Others: others}
	e := d.proven(tracker.Joined, tracker.Scope{Kind: tracker.BySpeaker, ID: v.speaker}, v.now.ID, detail)
	d.vouch(&e, &w, d.sightOf(maybeBefore(v.before, v.now)))
	return e
}

// saidEarlier tells whether a first saying of the speaker is dated to days before.
func (d *closing) saidEarlier(speaker string) bool {
	first, found := firstBy(speaker, d.ledger.Firsts)
	return found && first.At.From < d.day-recent
}

// others is the first day on which somebody else said it; 0 where nobody did.
func (d *closing) others(speaker string) tracker.Day {
	for _, ss := range [][]Appearance{d.older(""), d.all} {
		for _, s := range ss {
			if s.Day < d.day && len(saidBy([]Appearance{s}, speaker)) == 0 {
				return s.Day
			}
		}
	}
	return 0
}

func joinedWords(e tracker.Event, year int) string {
	j, _ := Detail[JoinedIn](e)
	out := fmt.Sprintf("first said by %s: in %s %s", j.Name, source(j.Source, e), Days(e.At.From, e.At.To, year))
	if j.Others != 0 {
		out += ", when others had said it since " + dayWords(j.Others, year)
	}
	return out
}
