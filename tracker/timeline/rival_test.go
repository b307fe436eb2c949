package timeline

import (
	"testing"

	"onset/tracker"
)

func byCountry(w *tracker.Witness) { w.Published.Assumed.Order = tracker.OrderByCountry }

// A first is dated no finer than its interval; where what was assumed decides
// which of two articles was first, the order is told as unknown.
func TestFirstsOfUncertainDates(t *testing.T) {
	for name, c := range map[string]struct {
		ws       []tracker.Witness
		from, to string // of the overall first
		mention  string
		unknown  bool
	}{
		"a zone assumed, alone":             {[]tracker.Witness{witness("a", "agency", "02-04", at("10:00"), zoneless)}, "02-04", "02-04", "a", false},
		"two years apart":                   {[]tracker.Witness{witness("a", "agency", "2024-02-04", at("10:00"), zoneless), witness("b", "herald", "02-04", at("10:00"))}, "2024-02-04", "2024-02-04", "a", false},
		"hours apart":                       {[]tracker.Witness{witness("a", "agency", "02-04", at("10:00"), zoneless), witness("b", "herald", "02-04", at("12:00"))}, "02-04", "02-04", "a", true},
		"hours apart, the sure one first":   {[]tracker.Witness{witness("a", "agency", "02-04", at("10:00"), zoneless), witness("b", "herald", "02-04", at("09:00"))}, "02-04", "02-04", "b", true},
		"a day and a half apart":            {[]tracker.Witness{witness("a", "agency", "02-04", at("10:00"), zoneless), witness("b", "herald", "02-05", at("23:00"))}, "02-04", "02-04", "a", false},
		"the same source and zone":          {[]tracker.Witness{witness("a", "agency", "02-04", at("10:00"), zoneless), witness("b", "agency", "02-04", at("12:00"), zoneless)}, "02-04", "02-04", "a", false},
		"two zones assumed":                 {[]tracker.Witness{witness("a", "agency", "02-04", at("10:00"), zoneless), witness("b", "herald", "02-04", at("12:00"), zoneless)}, "02-04", "02-04", "a", true},
		"one of two days, alone":            {[]tracker.Witness{witness("a", "herald", "04-03", between("03-04"))}, "03-04", "04-03", "a", false},
		"one of two days, another between":  {[]tracker.Witness{witness("a", "herald", "04-03", between("03-04")), witness("b", "agency", "03-20")}, "03-20", "03-20", "b", true},
		"one of two days, another behind":   {[]tracker.Witness{witness("a", "herald", "04-03", between("03-04")), witness("b", "agency", "04-05")}, "03-04", "04-03", "a", false},
		"one of two days, another before":   {[]tracker.Witness{witness("a", "herald", "04-03", between("03-04")), witness("b", "agency", "03-01")}, "03-01", "03-01", "b", false},
		"by a country, another between":     {[]tracker.Witness{witness("a", "herald", "04-03", byCountry), witness("b", "agency", "03-20")}, "03-20", "03-20", "b", true},
		"by a country, the other way":       {[]tracker.Witness{witness("a", "herald", "03-04", byCountry), witness("b", "agency", "03-20")}, "03-04", "03-04", "a", true},
		"the last change, alone":            {[]tracker.Witness{witness("a", "herald", "02-04", at("10:00"), lastChange)}, "", "02-04", "a", false},
		"the last change before another":    {[]tracker.Witness{witness("a", "herald", "02-04", at("10:00"), lastChange), witness("b", "agency", "02-04", at("11:00"))}, "", "02-04", "a", false},
		"the last change behind another":    {[]tracker.Witness{witness("a", "herald", "02-04", at("12:00"), lastChange), witness("b", "agency", "02-04", at("11:00"))}, "02-04", "02-04", "b", true},
		"the last change long behind":       {[]tracker.Witness{witness("a", "herald", "03-04", at("12:00"), lastChange), witness("b", "agency", "02-04", at("11:00"))}, "02-04", "02-04", "b", false},
		"days without times decide nothing": {[]tracker.Witness{witness("a", "herald", "02-04"), witness("b", "agency", "02-04")}, "02-04", "02-04", "b", false},
		"another sentence of the same page": {[]tracker.Witness{witness("a", "herald", "02-04", at("10:00"), zoneless, inArticle(7)), witness("b", "herald", "02-04", at("10:00"), zoneless, inArticle(7))}, "02-04", "02-04", "a", false},
	} {
		e := one(t, Standing(anyone, c.ws, context()), tracker.FirstSeen, tracker.Overall, "")
		if e.At.From != day(c.from) || e.At.To != day(c.to) || e.Mention != c.mention || e.OrderUnknown != c.unknown {
			t.Errorf("%s: %s %v..%v, order unknown %v; want %s %s..%s, %v", name, e.Mention, e.At.From, e.At.To, e.OrderUnknown, c.mention, c.from, c.to, c.unknown)
		}
		if d := detail[First](t, e); (d.Contested != nil) != c.unknown {
			t.Errorf("%s: contested by %+v", name, d.Contested)
		}
	}
}

func TestWordsOfUncertainDates(t *testing.T) {
	for want, w := range map[string]tracker.Witness{
		"appeared in State Agency 4 Feb 2026 (zone assumed: UTC)":                                                            witness("a", "agency", "02-04", at("10:00"), zoneless),
		"appeared in The Herald 4 Mar – 3 Apr 2026 (order of day and month unknown)":                                         witness("a", "herald", "04-03", between("03-04")),
		"appeared in The Herald by 4 Feb 2026 (date of the last change)":                                                     witness("a", "herald", "02-04", lastChange),
		"appeared in The Herald 4 Feb 2026, attributed to Anna Minister (summarised, order of day and month by its country)": witness("a", "herald", "02-04", byCountry, by("minister")),
	} {
		if got := Words(one(t, Standing(anyone, []tracker.Witness{w}, context()), tracker.FirstSeen, tracker.Overall, "")); got != want {
			t.Errorf("said %q, want %q", got, want)
		}
	}
	ws := []tracker.Witness{witness("a", "agency", "02-04", at("10:00"), zoneless), witness("b", "herald", "02-04", at("09:00"))}
	e := one(t, Standing(anyone, ws, context()), tracker.FirstSeen, tracker.Overall, "")
	if got, want := Caveats(e, 2026), "order unknown: first in The Herald or in State Agency, there 4 Feb (zone assumed: UTC)"; len(got) != 1 || got[0] != want {
		t.Errorf("caveats %q, want %q", got, want)
	}
}

// Bounds that give way to narrower ones told nothing wrong; a day that was told
// and is another now is corrected.
func TestBoundsThatGiveWayAreNoCorrection(t *testing.T) {
	loose := witness("a", "herald", "04-03", between("03-04"))
	for name, c := range map[string]struct {
		was, is   tracker.Witness
		corrected bool
	}{
		"one of two days, now one of them": {loose, witness("a", "herald", "03-04"), false},
		"one of two days, now another":     {loose, witness("a", "herald", "05-04"), true},
		"by a day, now an earlier one":     {witness("a", "herald", "02-04", lastChange), witness("a", "herald", "01-04"), false},
		"a day, now one of two":            {witness("a", "herald", "04-03"), loose, true},
	} {
		c.was.Seen = c.is.Seen
		d := Diff(Standing(anyone, []tracker.Witness{c.was}, context()), Standing(anyone, []tracker.Witness{c.is}, context()), day("06-01").In(context().zone()), CauseEvidence)
		if got := len(only(d.Add, tracker.Correction)) > 0; got != c.corrected {
			t.Errorf("%s: corrected %v", name, got)
		}
	}
}
