package web

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"onset/tracker/archive"
)

// Options say what is served. Events, Archive, Desk and Now are needed; the
// rest may be left out, and pages then say what isn't there.
type Options struct {
	Events    Events
	Archive   Archive
	Desk      Desk
	Search    Searcher
	Review    Reviewer // nil: reading only
	Judge     Judge
	Edit      Editor     // nil: the rules file is changed elsewhere
	Translate Translator // nil: there is none
	Maker     string     // the program and its version, for the notes of a workbook
	Now       func() time.Time
	Tokens    []Token  // one is asked of every request; none: only names of this machine are answered
	Hosts     []string // further names to answer to, lower case
	Log       func(Request)
	Metrics   http.Handler // answers /metrics; nil: there is none
	Agents    http.Handler // answers /mcp; nil: there is none
	// Snapshot keeps one moment of the archive for all that a page reads with the
	// context that it returns, until release is called; nil: each reading is of
	// its own moment.
	Snapshot func(context.Context) (moment context.Context, release func(), err error)
}

// Request is how one request went, for a log.
type Request struct {
	ID, Method, Path string
	Status           int
	Bytes            int64
	Took             time.Duration
	Err              error // what went wrong inside; nil for refusals
}

// Server serves the pages and the API.
type Server struct {
	o        Options
	secret   []byte // of this process
	guesses  guesses
	sessions sessions
	pages    map[string]*template.Template
	assets   map[string]asset
	known    atomic.Pointer[catalogue] // the last one that was made
	gate     chan struct{}             // holds a token for each search that may run
	foreign  chan struct{}             // the same for commands of the user's own
}

// searchesAtOnce is how many searches run beside each other: one may read
// thousands of texts, and other pages shall not wait for that.
const searchesAtOnce = 2

// New builds the handler of all pages. It refuses tokens that could be guessed
// or not be told apart.
func New(o Options) (http.Handler, error) {
	if err := checkTokens(o.Tokens); err != nil {
		return nil, fmt.Errorf("serving pages: %w", err)
	}
	s := &Server{o: o, secret: []byte(rand.Text()), assets: loadAssets(), gate: make(chan struct{}, searchesAtOnce), foreign: make(chan struct{}, 1)}
	s.pages = s.loadPages()
	mux := http.NewServeMux()
	for _, rt := range s.routes() {
		mux.Handle(rt.pattern, s.handle(rt))
	}
	for _, rt := range s.api() {
		mux.Handle("GET /api/v1"+rt.path, s.handle(route{do: s.answer(rt.do), how: rt.how}))
	}
	if s.o.Metrics != nil {
		mux.Handle("GET /metrics", s.o.Metrics)
	}
	if s.o.Agents != nil {
		mux.Handle("/mcp", s.o.Agents)
	}
	mux.Handle("/", s.handle(route{do: func(http.ResponseWriter, *http.Request) error { return errNoPage }, how: apart}))
	return s.guard(mux), nil
}

// route is a page or an action.
type route struct {
	pattern string
	do      handler
	how     manner
}

// manner tells what an answer needs of the archive.
type manner int

const (
	reads    manner = iota // reads one moment of the archive
	searches               // reads one moment too, and may take seconds
	apart                  // reads nothing of the archive, or writes to it
)

// handler answers, or returns why it doesn't; fail then says so.
type handler func(http.ResponseWriter, *http.Request) error

func (s *Server) routes() []route {
	return []route{
		{"GET /{$}", s.todayPage, reads},
		{"GET /timeline", s.timelinePage, reads},
		{"GET /timeline.svg", s.timelineSVG, reads},
		{"GET /point/{narrative}/{id}", s.pointPage, reads},
		{"GET /point/{narrative}/{id}/chart.svg", s.pointSVG, reads},
		{"GET /repertoire", s.repertoirePage, reads},
		{"GET /narrative/{id}", s.voicePage(narrativeVoice), reads},
		{"GET /speaker/{id}", s.voicePage(speakerVoice), reads},
		{"GET /source/{id}", s.voicePage(sourceVoice), reads},
		{"GET /narrative/{id}/picture.svg", s.voiceSVG(narrativeVoice), reads},
		{"GET /speaker/{id}/picture.svg", s.voiceSVG(speakerVoice), reads},
		{"GET /source/{id}/picture.svg", s.voiceSVG(sourceVoice), reads},
		{"GET /export/{file}", s.exportFile, searches},
		{"GET /propose", s.proposePage, reads},
		{"POST /propose", s.amendRules, apart},
		{"GET /compare", s.comparePage, reads},
		{"GET /emerging", s.emergingPage, reads},
		{"POST /emerging/{id}", s.judge, apart},
		{"GET /digest", s.digestNow, reads},
		{"GET /digest/{day}", s.digestPage, reads},
		{"GET /articles", s.searchPage, searches},
		{"GET /article", s.articlePage, reads},
		{"GET /feeds", s.feedsPage, reads},
		{"GET /mention/{id}", s.mentionPage, reads},
		{"POST /mention/{id}", s.review, apart},
		{"POST /mention/{id}/translate", s.translate, apart},
		{"GET /ask", s.askPage, searches},
		{"POST /ask", s.answered, apart},
		{"GET /mark/{article}", s.markPage, reads},
		{"POST /mark/{article}", s.markPassage, apart},
		{"GET /event/{id}", s.eventPage, reads},
		{"GET /help", s.helpPage, reads},
		{"GET /feed.atom", s.atom, reads},
		{"POST /leave", s.leave, apart},
		{"GET /healthz", s.healthz, apart},
		{"GET /readyz", s.readyz, reads},
		{"GET /static/{name}", s.static, apart},
	}
}

func redirect(to string) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		http.Redirect(w, r, to, http.StatusSeeOther)
		return nil
	}
}

// handle answers a route. What a page reads is of one moment, which is let go
// before anything is sent: a visitor who takes it in slowly holds up nobody.
func (s *Server) handle(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d := &draft{ResponseWriter: w}
		if err := s.at(d, r, rt); err != nil {
			s.fail(w, r, err)
			return
		}
		d.send()
	})
}

// at makes an answer at one moment of the archive, after its turn has come.
func (s *Server) at(w http.ResponseWriter, r *http.Request, rt route) error {
	if rt.how == apart || s.o.Snapshot == nil {
		return rt.do(w, r)
	}
	if rt.how == searches {
		select {
		case s.gate <- struct{}{}:
			defer func() { <-s.gate }()
		case <-r.Context().Done():
			return fmt.Errorf("waiting for other searches: %w", r.Context().Err())
		}
	}
	ctx, release, err := s.o.Snapshot(r.Context())
	if err != nil {
		return fmt.Errorf("%w: %w", errUnready, err)
	}
	defer release()
	return rt.do(w, r.WithContext(ctx))
}

// draft is an answer that is not sent yet.
type draft struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

// WriteHeader notes the status.
func (d *draft) WriteHeader(status int) { d.status = status }

// Write adds to the body.
func (d *draft) Write(b []byte) (int, error) { return d.body.Write(b) }

func (d *draft) send() {
	if d.status != 0 {
		d.ResponseWriter.WriteHeader(d.status)
	}
	_, _ = d.ResponseWriter.Write(d.body.Bytes()) // fails where the visitor has gone
}

// refusal is an answer other than what was asked for, in words for people.
type refusal struct {
	status int
	text   string
}

// Error returns the words.
func (r refusal) Error() string { return r.text }

// errUnready is why nothing can be answered that is of the archive: its file is gone or
// its server away.
var errUnready = errors.New("the archive can't be read")

var errNoPage = refusal{http.StatusNotFound, "There is no such page."}

// fail says why there is no answer: to programs as JSON, to people as a page.
// What went wrong inside is for the log; people get its number.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	var no refusal
	switch {
	case errors.As(err, &no):
	case errors.Is(err, archive.ErrNotFound):
		no = refusal{http.StatusNotFound, "Nothing stored has this id or address."}
	case errors.Is(err, context.DeadlineExceeded):
		no = refusal{http.StatusServiceUnavailable, "This took too long. A narrower time or fewer filters help."}
	case errors.Is(err, errUnready):
		no = refusal{http.StatusServiceUnavailable, "The archive can't be read now. The log knows why as " + requestID(r) + "."}
	default:
		no = refusal{http.StatusInternalServerError, "Something went wrong. The log knows it as " + requestID(r) + "."}
	}
	if c, ok := w.(*counted); ok {
		c.err = err
		if errors.As(err, new(refusal)) {
			c.err = nil
		}
		if c.status != 0 {
			return // half an answer went out already
		}
	}
	if no.status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	if strings.HasPrefix(r.URL.Path, "/api/") {
		writeJSON(w, no.status, map[string]string{"error": no.text, "request_id": requestID(r)})
		return
	}
	s.showFailure(w, r, no)
}

func (s *Server) showFailure(w http.ResponseWriter, r *http.Request, no refusal) {
	var b bytes.Buffer
	f := frame{Title: http.StatusText(no.status), Section: "failure", Style: s.address("style.css"), Bare: no.status == http.StatusUnauthorized, Page: no.text}
	if err := s.pages["failure"].ExecuteTemplate(&b, "layout", f); err != nil {
		http.Error(w, no.text, no.status)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(no.status)
	w.Write(b.Bytes())
}

func writeJSON(w http.ResponseWriter, status int, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(cmp.Or(status, http.StatusOK))
	_, err := w.Write(b.Bytes())
	return err
}

func (s *Server) healthz(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := fmt.Fprintln(w, "ok")
	return err
}

// readyz tells whether the archive can be read: 503 says that it can't now, to whoever
// shares out requests or starts what depends on it.
func (s *Server) readyz(w http.ResponseWriter, r *http.Request) error {
	if _, err := s.o.Archive.Size(r.Context()); err != nil {
		return fmt.Errorf("%w: %w", errUnready, err)
	}
	return s.healthz(w, r)
}
