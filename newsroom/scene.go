package newsroom

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"onset/tracker/rulefile"
	"onset/tracker/timeline"
)

// readWith is the name under which the store keeps the scene that the archive was
// read with last.
const readWith = "read with"

// sceneChanges returns what differs between the scene that the archive was read
// with and that of the rules in force.
func (in *Intake) sceneChanges(ctx context.Context) ([]rulefile.Change, error) {
	text, err := in.Store.Meta(ctx, readWith)
	if err != nil {
		return nil, err
	}
	old := rulefile.Scene{}
	if text != "" {
		if err := json.Unmarshal([]byte(text), &old); err != nil {
			return nil, fmt.Errorf("reading which speakers and sources the archive was read with: %w", err)
		}
	}
	return in.Desk.File.Scene().Since(old), nil
}

// carried notes that the archive was read with the scene of the desk.
func (d *Desk) carried(ctx context.Context, s Ledger) error {
	return keepJSON(ctx, s, readWith, d.File.Scene())
}

// causeOf names what changed, as the corrections that come of it do.
func causeOf(changes []rulefile.Change) string {
	names := map[rulefile.Subject]string{rulefile.OfSpeaker: timeline.CauseSpeaker, rulefile.OfGroup: timeline.CauseGroup, rulefile.OfSource: timeline.CauseSource}
	return names[changes[0].Of] // speakers come first: who a group has is often one who was added
}

// otherwise stands for a rule or a part of the scene under which some articles were
// read and others not.
const otherwise = "otherwise"

// unlike forgets that the archive was read and matched with what the desk has
// otherwise: articles may come in under the desk now, so that who goes back to the
// rules of before has to carry them over the archive once more.
func (d *Desk) unlike(ctx context.Context, s Store) error {
	in := &Intake{Desk: d, Store: s}
	matched, err := in.matchedSoFar(ctx)
	if err != nil {
		return err
	}
	for _, tp := range d.Points() {
		if id := tp.Ref().ID; matched[id] != "" && matched[id] != tp.Hash {
			matched[id] = otherwise
		}
	}
	changes, err := in.sceneChanges(ctx)
	if err != nil {
		return err
	}
	scene := d.File.Scene()
	for _, c := range changes {
		scene[string(c.Of)+" "+c.ID] = map[bool]string{true: rulefile.NotYet, false: otherwise}[c.How == "added"]
	}
	return errors.Join(keepJSON(ctx, s, matchedRules, matched), keepJSON(ctx, s, readWith, scene))
}

// keepJSON keeps a value under a name, if it is not kept already.
func keepJSON(ctx context.Context, s Ledger, name string, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("noting %s: %w", name, err)
	}
	kept, err := s.Meta(ctx, name)
	if err != nil || kept == string(text) {
		return err
	}
	return s.SetMeta(ctx, name, string(text))
}
