package afar

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"onset/feeds"
	"onset/tracker"
)

// How many wrong tokens are looked at: some at once, then one every few seconds,
// from everywhere together. Right ones always are.
const (
	guessesAtOnce = 20
	guessEvery    = 3 * time.Second
)

// Token lets a fetcher work for the place whose name it has.
type Token struct{ Place, Secret string }

// handler answers fetchers.
type handler struct {
	over    context.Context // ends what waits
	x       *Exchange
	tokens  []Token
	came    func(place, fetcher string)
	guesses *rate.Limiter
	mux     http.ServeMux
}

// Handler serves the fetchers that have a token, under Prefix, until ctx ends:
// then nobody is kept waiting. came is told of each fetcher that comes, and of
// one that had gone silent when it comes again.
func (x *Exchange) Handler(ctx context.Context, tokens []Token, came func(place, fetcher string)) http.Handler {
	h := &handler{over: ctx, x: x, tokens: tokens, came: came, guesses: rate.NewLimiter(rate.Every(guessEvery), guessesAtOnce)}
	h.mux.HandleFunc("POST "+errandsPath, h.admitted(h.errands))
	h.mux.HandleFunc("POST "+answersPath+"{id}", h.admitted(h.answer))
	return &h.mux
}

func (h *handler) admitted(do func(w http.ResponseWriter, r *http.Request, place string)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		bearer, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		place, right := h.placeOf(bearer)
		switch {
		case right:
			do(w, r, place)
		case !h.guesses.Allow():
			http.Error(w, "too many wrong tokens came; try again in a minute", http.StatusTooManyRequests)
		default:
			http.Error(w, "this desk knows no fetcher with this token", http.StatusUnauthorized)
		}
	}
}

// placeOf compares with all tokens, so that the time tells nothing.
func (h *handler) placeOf(given string) (place string, right bool) {
	sum := sha256.Sum256([]byte(given))
	for _, t := range h.tokens {
		own := sha256.Sum256([]byte(t.Secret))
		if subtle.ConstantTimeCompare(sum[:], own[:]) == 1 {
			place, right = t.Place, true
		}
	}
	return place, right
}

func (h *handler) errands(w http.ResponseWriter, r *http.Request, place string) {
	var c call
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&c); err != nil || c.Fetcher == "" {
		http.Error(w, "this is not what a fetcher asks for errands with; is it of another version?", http.StatusBadRequest)
		return
	}
	if h.x.meet(place, c.Fetcher) {
		h.came(place, c.Fetcher)
	}
	ctx, stop := context.WithCancel(r.Context())
	defer stop()
	defer context.AfterFunc(h.over, stop)()
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(errands{h.x.lease(ctx, place, c)}) // where it fails, they are asked for again
}

// answer takes an answer. One for which nobody waits (any more), perhaps because
// it came before, is told so and forgotten.
func (h *handler) answer(w http.ResponseWriter, r *http.Request, place string) {
	slow := http.NewResponseController(w)
	_ = slow.SetReadDeadline(time.Now().Add(upload))
	_ = slow.SetWriteDeadline(time.Now().Add(upload + 10*time.Second))
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxAnswer))
	if err != nil {
		http.Error(w, fmt.Sprintf("the answer broke off, or is larger than %d MB", maxAnswer>>20), http.StatusBadRequest)
		return
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	out, err := unpacked(kind, body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if !h.x.answer(place, r.PathValue("id"), out) {
		http.Error(w, "nobody waits for this answer", http.StatusGone)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// unpacked reads an answer as it was sent.
func unpacked(kind string, body []byte) (outcome, error) {
	switch kind {
	case typeResponse:
		res, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(body)), nil)
		if err != nil {
			return outcome{}, fmt.Errorf("the answer is no HTTP response: %w", err)
		}
		return outcome{response: res}, nil
	case typeTrouble:
		var t trouble
		if err := json.Unmarshal(body, &t); err != nil {
			return outcome{}, fmt.Errorf("what kept the answer away could not be read: %w", err)
		}
		return outcome{err: feeds.Told{Class: classOf(t.Class), Message: t.Message}}, nil
	}
	return outcome{}, fmt.Errorf("an answer is %s or %s, not %q", typeResponse, typeTrouble, kind)
}

// classOf lets a fetcher name only what it can know.
func classOf(c tracker.FetchClass) tracker.FetchClass {
	switch c {
	case tracker.FetchDNS, tracker.FetchTLS, tracker.FetchTimeout, tracker.FetchTooLarge, tracker.FetchRefused, tracker.FetchMalformed:
		return c
	}
	return tracker.FetchConnect
}
