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
func (d *closing) joins() (out []tracker.Event) {
	for _, speaker := range d.stating() {
		if e, joined := d.joinOf(speaker); joined {
			out = append(out, e)
		}
	}
	return out
}

func (d *closing) joinOf(speaker string) (tracker.Event, bool) {
	near := statedBy(d.ledger.Stated, speaker)
	now, ok := saysOne(near, d.day)
	if !ok || now.Denies || now.Repeated || repeats(near, now) || d.saidEarlier(speaker) {
		return tracker.Event{}, false
	}
	before := d.statedBefore(speaker, near)
	if days, _ := opposite(before, now); repeats(before, now) || days >= turnDays {
		return tracker.Event{}, false
	}
	others := d.others(speaker)
	if others == 0 || others > d.day-joinDays {
		return tracker.Event{}, false
	}
	w := d.today[now.ID]
	detail := JoinedIn{Name: d.ctx.name(tracker.ClaimSpeaker{ID: speaker}), Source: d.ctx.sourceName(w.Source), Others: others}
	e := d.proven(tracker.Joined, tracker.Scope{Kind: tracker.BySpeaker, ID: speaker}, now.ID, detail)
	d.vouch(&e, &w, d.sightOf(maybeBefore(before, now)))
	return e, true
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
