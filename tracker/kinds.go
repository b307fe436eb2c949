package tracker

import (
	"slices"
	"strings"
)

// EventKind names what changed.
type EventKind string

// The kinds of events.
const (
	FirstSaid  EventKind = "first_said"
	FirstSeen  EventKind = "first_seen"
	Shift      EventKind = "shift"
	Turn       EventKind = "turn"
	Joined     EventKind = "joined"
	Resurgence EventKind = "resurgence"
	Surge      EventKind = "surge"
	Spread     EventKind = "spread"
	Adopted    EventKind = "adopted"
	Faded      EventKind = "faded"
	Debunked   EventKind = "debunked"
	EditedIn   EventKind = "edited_in"
	EditedOut  EventKind = "edited_out"
	Withdrawn  EventKind = "withdrawn"
	Correction EventKind = "correction"
	Emerged    EventKind = "emerged"
)

// Decider says what decides that an event stands, and with that when.
type Decider int

// The deciders of events.
const (
	ByEvidence  Decider = iota // the mentions of a talking point alone, whenever one arrives
	ByDay                      // counts, when a day closes
	ByDiscovery                // discovery, when a day closes
	ByChange                   // another event, which fell or moved
)

// KindInfo is all that holds for one kind of event, whatever the event: a kind is
// added by a row of kindTable, how timeline words it, who decides it, and what of
// it digest tells.
type KindInfo struct {
	Kind    EventKind
	Decided Decider
	Rank    int    // unique; where several stand on one day, the smaller comes first
	Word    string // for people, in lists: "first said"
	Dates   string // of a kind of which one stands per scope: what its date says, in a correction; else empty
	Falls   bool   // it rests on counts: that it was told and stands no longer is a correction
	Shape   string // how it is drawn; kinds may share one
	Fires   string // when there is one: its documentation
}

var kindTable = []KindInfo{
	{Kind: FirstSaid, Decided: ByEvidence, Rank: 3, Word: "first said", Dates: "first said", Shape: "said",
		Fires: "overall, by speaker (persons and groups of the file) and by language: the earliest day on which it was said"},
	{Kind: FirstSeen, Decided: ByEvidence, Rank: 4, Word: "first seen", Dates: "first appeared", Shape: "seen",
		Fires: "overall, by source and by language: the first article that carries it"},
	{Kind: Shift, Decided: ByDay, Rank: 1, Word: "shift", Falls: true, Shape: "shift",
		Fires: "within 7 days at least two talking points of one narrative are new or back for one speaker or group; names the new, the continued and the silent ones"},
	{Kind: Turn, Decided: ByDay, Rank: 2, Word: "turn", Falls: true, Shape: "turn",
		Fires: "a speaker of the file affirms what that speaker denied on at least 2 days and never affirmed before, or the other way"},
	{Kind: Joined, Decided: ByDay, Rank: 5, Word: "new speaker", Falls: true, Shape: "joined",
		Fires: "a speaker of the file says it, surely and for the first time, when others have said it for 7 days or more"},
	{Kind: Resurgence, Decided: ByDay, Rank: 6, Word: "back", Falls: true, Shape: "back",
		Fires: "overall or by speaker: back after a silence longer than 30 days and than 3 times the median gap before, which is improbable (1 in 20) at its own rate in the sources looked through, with at least 3 earlier mentions of 2 origins"},
	{Kind: Surge, Decided: ByDay, Rank: 7, Word: "surge", Falls: true, Shape: "surge",
		Fires: "more independent origins in 3 days than its own past lets one expect"},
	{Kind: Spread, Decided: ByDay, Rank: 8, Word: "wider spread", Falls: true, Shape: "spread",
		Fires: "it reaches its 2nd, 3rd, 5th or 10th source (of different origins), country or language within 14 days"},
	{Kind: Adopted, Decided: ByEvidence, Rank: 9, Word: "in own voice", Dates: "in its own voice", Shape: "adopted",
		Fires: "a source asserts in its own voice what it had only reported, or at once"},
	{Kind: Faded, Decided: ByDay, Rank: 14, Word: "faded", Shape: "faded",
		Fires: "14 covered days without a mention after a surge"},
	{Kind: Debunked, Decided: ByEvidence, Rank: 10, Word: "debunked", Dates: "first debunked", Shape: "debunked",
		Fires: "the first debunk of it"},
	{Kind: EditedIn, Decided: ByEvidence, Rank: 11, Word: "edited in", Shape: "edited",
		Fires: "an edit brought it into an article"},
	{Kind: EditedOut, Decided: ByEvidence, Rank: 12, Word: "edited out", Shape: "edited",
		Fires: "an edit took it out of an article"},
	{Kind: Withdrawn, Decided: ByEvidence, Rank: 13, Word: "page withdrawn", Shape: "edited",
		Fires: "the page of an article that carried it has been gone for three days"},
	{Kind: Correction, Decided: ByChange, Rank: 0, Word: "correction", Shape: "correction",
		Fires: "a first date, its speaker or what a rule found was revised: old and new value, and the cause"},
	{Kind: Emerged, Decided: ByDiscovery, Rank: 15, Word: "emerged", Shape: "emerged",
		Fires: "a line that nobody defined was found often enough to be shown, or a single statement has the points of a change of line"},
}

var kindInfos = func() map[EventKind]KindInfo {
	out := map[EventKind]KindInfo{}
	for _, i := range kindTable {
		out[i.Kind] = i
	}
	return out
}()

// EventKinds lists every kind, in the order in which they are shown.
var EventKinds = kindsWhere(func(KindInfo) bool { return true })

// KindsDecided lists the kinds that one of the deciders decides.
func KindsDecided(by ...Decider) []EventKind {
	return kindsWhere(func(i KindInfo) bool {
		return slices.Contains(by, i.Decided)
	})
}

func kindsWhere(holds func(KindInfo) bool) []EventKind {
	var out []EventKind
	for _, i := range kindTable {
		if holds(i) {
			out = append(out, i.Kind)
		}
	}
	return out
}

// Info returns what holds for a kind. One that the table lacks, as a file of a
// newer version may name, gets a word that is readable.
func (k EventKind) Info() KindInfo {
	if i, known := kindInfos[k]; known {
		return i
	}
	return KindInfo{Kind: k, Decided: ByDay, Rank: len(kindTable), Word: strings.ReplaceAll(string(k), "_", " "), Shape: "several"}
}

// Daily tells whether events of the kind are decided when a day closes.
func (k EventKind) Daily() bool {
	d := k.Info().Decided
	return d == ByDay || d == ByDiscovery
}

// IsFirst holds for the kinds of which one stands per scope: their date is what
// they tell.
func (k EventKind) IsFirst() bool { return k.Info().Dates != "" }
