package newsroom

import (
	"onset/tracker/archive"
	"onset/tracker/rulefile"
	"onset/tracker/timeline"
)

// carried is what an archive holds that was read and matched with what the desk has.
func (d *Desk) carried() archive.Carried {
	c := archive.Carried{Known: true, Rules: map[string]string{}, Scene: d.File.Scene()}
	for _, tp := range d.Points() {
		c.Rules[tp.Ref().ID] = tp.Hash
	}
	return c
}

// causeOf names what changed, as the corrections that come of it do.
func causeOf(changes []rulefile.Change) string {
	names := map[rulefile.Subject]string{
		rulefile.OfSpeaker: timeline.CauseSpeaker, rulefile.OfGroup: timeline.CauseGroup, rulefile.OfSource: timeline.CauseSource,
		rulefile.OfZone: timeline.CauseZone}
	return names[changes[0].Of] // the cause of another stands before it: who a group has is often one who was added
}

// otherwise stands for a rule or a part of the scene under which some articles were
// read and others not.
const otherwise = "otherwise"

// unlike forgets that the archive was read and matched with what the desk has
// otherwise: articles may come in under the desk now, so that who goes back to the
// rules of before has to carry them over the archive once more.
func (d *Desk) unlike(old archive.Carried) archive.Carried {
	for _, tp := range d.Points() {
		if id := tp.Ref().ID; old.Rules[id] != "" && old.Rules[id] != tp.Hash {
			old.Rules[id] = otherwise
		}
	}
	scene := d.File.Scene()
	for _, c := range scene.Since(old.Scene) {
		scene[string(c.Of)+" "+c.ID] = map[bool]string{true: rulefile.NotYet, false: otherwise}[c.How == "added"]
	}
	old.Scene = scene
	return old
}
