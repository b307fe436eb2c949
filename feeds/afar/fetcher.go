package afar

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"onset/feeds"
)

// ErrRefused is that of a desk that does not take this fetcher.
var ErrRefused = errors.New("the desk does not take this fetcher")

// How a fetcher waits for a desk that cannot be reached.
const (
	firstPause = time.Second
	lastPause  = 30 * time.Second
	renewEvery = 15 * time.Second // while it can take no more errands
)

// Fetcher asks for what a desk wants asked from here.
type Fetcher struct {
	Desk         *url.URL // its address
	Token        string
	AtOnce       int            // errands
	AllowPrivate []netip.Prefix // of the private addresses, those that may be asked
	Tell         func(Report)   // what becomes of errands, and of the way to the desk

	name string
	desk *http.Client
	out  http.RoundTripper // to the world
	mu   sync.Mutex
	held map[string]bool
}

// Report is one thing that a fetcher has to tell.
type Report struct {
	URL     string // of the errand, as it may be shown; empty where it is about the desk
	Status  int    // of the answer; 0 where there was none
	Trouble string // what was in the way; empty: nothing
}

// Run works until ctx ends. It returns early only where the desk refuses it.
func (f *Fetcher) Run(ctx context.Context) error {
	f.name, f.held = rand.Text(), make(map[string]bool)
	f.out, f.desk = feeds.Transport(f.AllowPrivate), &http.Client{Timeout: upload}
	places := make(chan struct{}, f.AtOnce)
	var work sync.WaitGroup
	defer work.Wait()
	for pause := firstPause; ctx.Err() == nil; {
		list, err := f.lease(ctx, cap(places)-len(places))
		switch {
		case errors.Is(err, ErrRefused):
			return err
		case err != nil && ctx.Err() == nil:
			f.Tell(Report{Trouble: err.Error()})
			wait(ctx, pause)
			pause = min(2*pause, lastPause)
			continue
		}
		pause = firstPause
		for _, e := range list {
			if f.hold(e.ID) {
				places <- struct{}{}
				work.Go(func() { f.carry(ctx, e); <-places })
			}
		}
		f.untilFree(ctx, places)
	}
	return nil
}

// untilFree waits for a place, though not so long that the desk takes the
// fetcher for dead.
func (f *Fetcher) untilFree(ctx context.Context, places chan struct{}) {
	late := time.NewTimer(renewEvery)
	defer late.Stop()
	select {
	case places <- struct{}{}:
		<-places
	case <-late.C:
	case <-ctx.Done():
	}
}

// lease asks the desk for errands.
func (f *Fetcher) lease(ctx context.Context, most int) ([]Errand, error) {
	body, err := json.Marshal(call{f.name, f.holds(), most})
	if err != nil {
		return nil, fmt.Errorf("asking the desk for errands: %w", err)
	}
	ctx, stop := context.WithTimeout(ctx, longPoll+renewEvery)
	defer stop()
	res, err := f.send(ctx, errandsPath, typeTrouble, body)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		said, _ := io.ReadAll(io.LimitReader(res.Body, 300))
		err := fmt.Errorf("asking the desk for errands: it answered %s: %s", res.Status, strings.TrimSpace(string(said)))
		if res.StatusCode == http.StatusUnauthorized || res.StatusCode == http.StatusBadRequest {
			err = fmt.Errorf("%w: %w", ErrRefused, err)
		}
		return nil, err
	}
	var list errands
	if err := json.NewDecoder(io.LimitReader(res.Body, 16<<20)).Decode(&list); err != nil {
		return nil, fmt.Errorf("reading the errands of the desk: %w", err)
	}
	return list.Errands, nil
}

func (f *Fetcher) send(ctx context.Context, path, kind string, body []byte) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, f.Desk.JoinPath(path).String(), bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("asking the desk: %w", err)
	}
	req.Header.Set("Authorization", "Bearer "+f.Token)
	req.Header.Set("Content-Type", kind)
	res, err := f.desk.Do(req)
	if err != nil {
		return nil, fmt.Errorf("reaching the desk: %w", err)
	}
	return res, nil
}

// carry makes one request and brings its answer back.
func (f *Fetcher) carry(ctx context.Context, e Errand) {
	defer f.release(e.ID)
	within, stop := context.WithTimeout(ctx, time.Duration(e.Within)*time.Millisecond)
	defer stop()
	kind, body, report := f.ask(within, e)
	if ctx.Err() != nil {
		return
	}
	if err := f.deliver(within, e.ID, kind, body); err != nil && ctx.Err() == nil {
		report.Trouble = err.Error()
	}
	f.Tell(report)
}

// ask makes a request as it was given.
func (f *Fetcher) ask(ctx context.Context, e Errand) (kind string, body []byte, r Report) {
	r.URL = feeds.Shown(e.URL)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, e.URL, nil)
	if err != nil {
		r.Trouble = "this is no address"
		return typeTrouble, packedTrouble(feeds.Told{Message: r.URL + ": " + r.Trouble}), r
	}
	req.Header = e.Header.Clone()
	res, err := f.out.RoundTrip(req)
	if err != nil {
		told := feeds.Explain(err, req.URL)
		r.Trouble = told.Message
		return typeTrouble, packedTrouble(told), r
	}
	defer res.Body.Close()
	r.Status = res.StatusCode
	return typeResponse, packed(res), r
}

func packedTrouble(t feeds.Told) []byte {
	b, err := json.Marshal(trouble{t.Class, t.Message})
	if err != nil { // two strings
		panic(err)
	}
	return b
}

// packed writes a response as it came, its body whole. One that broke off, or is
// larger than is carried, says that more should follow, so that whoever reads it
// sees that.
func packed(res *http.Response) []byte {
	const room = 1 << 20 // for the header
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer-room))
	length := len(body)
	if err != nil || length == maxAnswer-room {
		length++
	}
	header := res.Header.Clone()
	for _, own := range []string{"Connection", "Keep-Alive", "Transfer-Encoding", "Trailer", "Content-Length"} {
		header.Del(own)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %03d %s\r\nContent-Length: %d\r\n", res.StatusCode, http.StatusText(res.StatusCode), length)
	_ = header.Write(&b) // a Buffer takes all
	b.WriteString("\r\n")
	b.Write(body)
	return b.Bytes()
}

// deliver brings an answer to the desk, as often as it takes.
func (f *Fetcher) deliver(ctx context.Context, id, kind string, body []byte) error {
	for pause := firstPause; ; pause = min(2*pause, lastPause) {
		res, err := f.send(ctx, answersPath+id, kind, body)
		if err == nil {
			res.Body.Close()
			switch {
			case res.StatusCode < 300, res.StatusCode == http.StatusGone: // taken, now or before
				return nil
			case res.StatusCode < 500 && res.StatusCode != http.StatusTooManyRequests && res.StatusCode != http.StatusRequestTimeout:
				return fmt.Errorf("bringing an answer to the desk: it answered %s", res.Status)
			}
		}
		if wait(ctx, pause); ctx.Err() != nil {
			return fmt.Errorf("bringing an answer to the desk: %w", ctx.Err())
		}
	}
}

func wait(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// hold notes an errand, and tells whether it is a new one.
func (f *Fetcher) hold(id string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.held[id] {
		return false
	}
	f.held[id] = true
	return true
}

func (f *Fetcher) release(id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.held, id)
}

func (f *Fetcher) holds() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := make([]string, 0, len(f.held))
	for id := range f.held {
		out = append(out, id)
	}
	return out
}
