// Package afar lets a desk ask for feeds and pages from other places: where a
// source is blocked, or shows other things, at home.
//
// The desk's client does all that it does for a request of its own (politeness,
// redirects, robots.txt, validators), but hands the request itself to an
// Exchange. A Fetcher elsewhere comes to the exchange's Handler for errands, asks
// what it is told to, and brings the answer back as it was. The desk reads and
// records it under its own rules; the fetcher knows none.
//
// The connection goes from the fetcher to the desk only, and may break at any
// time: an errand that was lost on the way is handed out again, an answer that
// comes twice is taken once, and what a fetcher holds that has gone silent goes to
// another of the place. Requests to one host go to one fetcher as long as it is
// there.
//
// A fetcher is trusted with what it says that it saw. Its token opens nothing else.
package afar

import (
	"net/http"
	"time"

	"onset/tracker"
)

// The paths of the exchange, under the address of the desk.
const (
	Prefix      = "/fetch/v1/"
	errandsPath = Prefix + "errands"
	answersPath = Prefix + "answers/"
)

// How long things may take. A fetcher that has not come for longer than silence
// has lost what it holds.
const (
	longPoll = 20 * time.Second // until a fetcher for whom there is nothing is answered
	silence  = 45 * time.Second
	upload   = 2 * time.Minute
)

// maxAnswer is how large an answer may be as it came, in bytes.
const maxAnswer = 40 << 20

// Errand is one request that a fetcher makes for the desk.
type Errand struct {
	ID     string      `json:"id"`
	URL    string      `json:"url"`
	Header http.Header `json:"header"`
	Within int64       `json:"within_ms"` // the desk waits no longer for the answer
}

// call is what a fetcher says when it comes for errands.
type call struct {
	Fetcher string   `json:"fetcher"` // one name a process
	Holds   []string `json:"holds"`   // ids of errands that it still has
	Most    int      `json:"most"`    // errands that it can take beside
}

// errands is what it is given.
type errands struct {
	Errands []Errand `json:"errands"`
}

// trouble is an answer where nobody answered.
type trouble struct {
	Class   tracker.FetchClass `json:"class"`
	Message string             `json:"message"`
}

// The media types of answers: a whole HTTP response as RFC 9112 has it, or why
// there is none.
const (
	typeResponse = "application/http"
	typeTrouble  = "application/json"
)
