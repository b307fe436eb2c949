package archive_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"onset/tracker/archive"
)

// What came in between refuses a verdict only where both can't be right.
func TestContraryVerdictsInBetweenRefuse(t *testing.T) {
	past := time.Date(2026, 2, 10, 12, 0, 0, 0, time.UTC)
	old := func(v archive.Verdict) archive.Verdict { v.Superseded = &past; return v }
	say := func(action, value string) archive.Verdict {
		return archive.Verdict{Action: action, Value: json.RawMessage(value), Who: "Ada"}
	}
	reject, confirm, undo := say(archive.Reject, ""), say(archive.Confirm, ""), old(say(archive.Undo, ""))
	denies, affirms, debunks := say(archive.SetStance, `"denies"`), say(archive.SetStance, `"affirms"`), say(archive.SetTreatment, `"debunks"`)
	for _, c := range []struct {
		name    string
		mine    archive.Verdict
		between []archive.Verdict
		refused bool
	}{
		{"nothing", reject, nil, false},
		{"the same", reject, []archive.Verdict{reject}, false},
		{"yes and no", confirm, []archive.Verdict{reject}, true},
		{"no and yes", reject, []archive.Verdict{confirm}, true},
		{"two values", denies, []archive.Verdict{affirms}, true},
		{"one value", denies, []archive.Verdict{denies}, false},
		{"two sides", denies, []archive.Verdict{debunks, confirm}, false},
		{"a side of what is none", denies, []archive.Verdict{reject}, true},
		{"none of what has a side", reject, []archive.Verdict{denies}, true},
		{"undone by me", undo, []archive.Verdict{denies}, true},
		{"undone by both", undo, []archive.Verdict{undo}, false},
		{"undone by another", denies, []archive.Verdict{undo}, true},
		{"taken back since", confirm, []archive.Verdict{old(reject), confirm}, false},
	} {
		seen, none := 1, (*int)(nil)
		all := append([]archive.Verdict{affirms}, c.between...)
		c.mine.Seen = &seen
		if err := c.mine.Overtaken(all); errors.As(err, new(archive.Overtaken)) != c.refused {
			t.Errorf("%s: %v", c.name, err)
		}
		c.mine.Seen = none
		if err := c.mine.Overtaken(all); err != nil {
			t.Errorf("%s, where nobody knows what was seen: %v", c.name, err)
		}
	}
}

// Whoever was shown nothing is refused by what others say still, never by what they
// took back, and never by what he said himself.
func TestStandingVerdictsOfOthersRefuse(t *testing.T) {
	past := time.Date(2026, 2, 10, 12, 0, 0, 0, time.UTC)
	say := func(who, action string, superseded *time.Time) archive.Verdict {
		return archive.Verdict{Action: action, Who: who, Superseded: superseded}
	}
	mine := say("Bo", archive.Confirm, nil)
	for name, c := range map[string]struct {
		all []archive.Verdict
		by  string
	}{
		"nobody":                {nil, ""},
		"another, otherwise":    {[]archive.Verdict{say("Ada", archive.Reject, nil)}, "Ada"},
		"another, the same":     {[]archive.Verdict{say("Ada", archive.Confirm, nil)}, ""},
		"taken back":            {[]archive.Verdict{say("Ada", archive.Reject, &past), say("Ada", archive.Undo, &past)}, ""},
		"myself":                {[]archive.Verdict{say("Bo", archive.Reject, nil)}, ""},
		"a second one":          {[]archive.Verdict{say("Ada", archive.Confirm, &past), say("Cy", archive.Reject, nil)}, "Cy"},
		"before what I decided": {[]archive.Verdict{say("Ada", archive.Reject, nil), say("Bo", archive.SetStance, nil)}, "Ada"},
	} {
		var o archive.Overtaken
		if errors.As(mine.Against(c.all), &o); o.By.Who != c.by {
			t.Errorf("%s: refused by %q, want %q", name, o.By.Who, c.by)
		}
	}
}
